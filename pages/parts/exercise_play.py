"""The screen of a player: the clock, what came, what is asked, and the call. Everything that others do comes by itself.

Flow: the page is drawn once for what is there; a small fragment looks every two seconds at the clock, and has the page
drawn anew only where something came (`exercise_clock.stamp`). So a clock for twenty people costs little, and nobody's
half-written answer moves. The answers of the team are one set: the last counts, whoever gave it.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from analysis.exercise.play import choices
from analysis.exercise.play.play import Play
from analysis.exercise.play.players_view import PlayersView
from analysis.exercise.play.state import ENDED, LOBBY, RUNNING
from parts import (
    cases,
    collector,
    exercise_alone,
    exercise_call,
    exercise_clock,
    exercise_lobby,
    exercise_messages,
    exercise_over,
    exercise_questions,
    exercise_table,
    games,
    levels,
    phone,
)
from parts.exercise_clock import Stamp
from parts.seats import Viewer

PAGES = Path(__file__).resolve().parents[1]
LINKS = {
    "overview": "Open overview",
    "findings": "Open findings",
    "events": "Open events",
    "hunt": "Open hunt",
    "changes": "Open changes",
    "person": "Open people",
    "network": "Open networks",
}
"""Screens of a game that the player's screen leads to, where the level shows them."""
MOST_LINKS = 5
_HERE = "[Messages](#messages) · [Questions](#questions) · [Call](#call)"


def draw(play: Play, who: Viewer) -> None:
    """The whole screen, before the clock starts and while it is played."""
    drawn, view = exercise_clock.stamp(play), play.for_players()
    if view.phase == LOBBY:
        exercise_lobby.draw(play, who, view)
        _wait(drawn)
        return
    st.text(f"{view.title} · {view.company}")
    _clock(drawn)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _links(play)
    if play.facts.is_alone:
        exercise_alone.draw(play, who, view)
    elif not who.is_player:
        st.caption("You look at what players see. Only who sits at the table can answer and call.")
    left, right = st.columns([5, 7], gap="medium")
    with left:
        messages, hints, register, table = (st.container(gap="small") for _ in range(4))
    with right:
        asked, call = st.container(gap="small"), st.container(gap="small")
    with messages:
        exercise_messages.draw(play, who, view)
    with hints:
        exercise_messages.draw_hints(view)
    with register:
        exercise_messages.draw_register(view)
    with table, st.expander("The situation, and who sits at the table"):
        exercise_table.draw_situation(view)
        exercise_table.draw_people(play, view, who.name)
    with asked:
        exercise_questions.draw(play, who, view)
    with call:
        exercise_call.draw(play, who)


@st.fragment(run_every=exercise_clock.EVERY_S)
def _wait(drawn: Stamp) -> None:
    """Until somebody sits down or the clock is started."""
    collector.spare_imported()
    play = games.current()
    if play is None or exercise_clock.stamp(play) != drawn:
        st.rerun()


@st.fragment(run_every=exercise_clock.EVERY_S)
def _clock(drawn: Stamp) -> None:
    """The clock; has the page drawn anew where something came since."""
    collector.spare_imported()
    play = games.current()
    if play is None or (exercise_clock.stamp(play) != drawn and not exercise_over.is_held(play)):
        st.rerun()
    view = play.for_players()
    st.title(f"{exercise_clock.minute(view)}: {exercise_clock.going(view)}", anchor=False)
    st.progress(min(1.0, view.minute / view.minutes))
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.markdown(f"The log stands at **{choices.moment(view.log_at)} UTC**", width="content")
        st.caption(_reached(view), width="content")
        if view.phase not in (RUNNING, ENDED) and not play.facts.is_alone:
            st.caption("The facilitator holds the clock, and lets it run on.", width="content")
        if view.phase == ENDED and st.button("Open the debrief", icon=":material/flag:", key="exercise-to-debrief"):
            exercise_over.leave(play)
            st.rerun()


def _reached(view: PlayersView) -> str:
    if view.fed_at is None:
        return "The screens have no log yet: a few seconds."
    return f"On the screens until {choices.moment(view.fed_at)}"


def _links(play: Play) -> None:
    shown = levels.screens(play)
    found = [name for name in LINKS if name in shown and (PAGES / f"{name}.py").is_file()]
    for name in found[:MOST_LINKS]:
        st.page_link(f"{name}.py", label=LINKS[name], query_params={"case": cases.current_name()})
    if phone.is_phone():
        st.markdown(_HERE)
