"""The screen of whoever leads a game: clock, table, events list, help, answers and calls as they come.

Each part looks at the game by itself every few seconds, so that what a person is writing in another stays.
"""

from __future__ import annotations

import streamlit as st

from analysis.exercise.play import leading
from analysis.exercise.play.play import Play
from analysis.exercise.play.state import ENDED
from parts import (
    cases,
    exercise_acts,
    exercise_lead_answers,
    exercise_lead_clock,
    exercise_lead_events,
    exercise_lead_help,
    exercise_lead_picture,
    exercise_lead_table,
    games,
)
from parts.seats import Viewer

VIEW, AS_PLAYER = "view", "player"


def draw(play: Play, who: Viewer) -> None:
    """The whole screen."""
    _headline(play)
    exercise_acts.draw_refused()
    left, right = st.columns([6, 5], gap="small")
    with left, st.container(border=True, gap="small", height="stretch", key="lead_clock"):
        exercise_lead_clock.draw(play, who)
    with right, st.container(border=True, gap="small", height="stretch", key="lead_table"):
        exercise_lead_table.draw(play, who)
    with st.container(border=True, gap="small", key="lead_picture"):
        exercise_lead_picture.draw(play)
    left, right = st.columns([6, 5], gap="small")
    with left:
        with st.container(border=True, gap="small", key="lead_events"):
            exercise_lead_events.draw(play, who)
        with st.container(border=True, gap="small", key="lead_help"):
            exercise_lead_help.draw(play, who)
    with right:
        with st.container(border=True, gap="small", key="lead_answers"):
            exercise_lead_answers.draw_answers(play, who)
        with st.container(border=True, gap="small", key="lead_calls"):
            exercise_lead_answers.draw_calls(play)
    exercise_lead_events.draw_list(play)


@st.fragment(run_every=exercise_acts.LIVE_S)
def _headline(play: Play) -> None:
    """The title; where the game was ended or deleted elsewhere, the screen is another one."""
    if games.find(cases.current_name()) is not play or play.state.phase == ENDED:
        st.rerun()
    st.title(leading.headline(play))
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.text(f"{play.facts.title} · {play.game.document.title} · {play.facts.size}, seed {play.facts.seed}")
        if st.button("See what players see", icon=":material/visibility:", type="tertiary", key="as_player"):
            st.query_params[VIEW] = AS_PLAYER
            st.rerun()


def draw_way_back() -> None:
    """Over the players' screen while the facilitator looks at it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text("You lead this game and look at what players see.")
        if st.button("Back to leading", icon=":material/arrow_back:", key="back_to_leading"):
            del st.query_params[VIEW]
            st.rerun()
