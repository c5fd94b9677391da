"""Before the clock starts: the company, the situation, who sits at the table; alone also a name and the start."""

from __future__ import annotations

import streamlit as st

from analysis.errors import CrumblineError
from analysis.exercise.play.play import LONGEST_NAME, Play
from analysis.exercise.play.players_view import PlayersView
from parts import exercise_table, problems
from parts.seats import Viewer


def draw(play: Play, who: Viewer, view: PlayersView) -> None:
    """The whole screen before the start."""
    st.title("Before the clock starts")
    st.text(view.title)
    left, right = st.columns([7, 5], gap="small")
    with left, st.container(border=True, gap="small"):
        st.markdown("### The situation")
        exercise_table.draw_situation(view)
    with right, st.container(border=True, gap="small"):
        st.markdown("### Who sits at the table")
        exercise_table.draw_people(play, view, who.name)
    if play.facts.is_alone:
        _start(play, who, view)
    else:
        st.markdown("**The facilitator starts the clock.** This page goes on by itself then.")
    if view.fed_at is None:
        st.caption("The log is being made ready: a few seconds.")


def sit_down(play: Play, who: Viewer, label: str) -> str | None:
    """Ask for the name of the one person of a game, with a button; gives the name when it was pressed.

    The name is asked once: who sits already is only asked to press the button.
    """
    name = who.name if who.is_player else ""
    if not who.is_player:
        name = st.text_input("Your name", max_chars=LONGEST_NAME, key=f"{play.facts.id}-name", width=320)
    if not st.button(label, type="primary", icon=":material/play_arrow:", key=f"{play.facts.id}-start"):
        return None
    if not who.is_player:
        play.join(name, with_seat=False)
        name = " ".join(name.split())
    return name


def _start(play: Play, who: Viewer, view: PlayersView) -> None:
    with st.container(border=True, gap="small"):
        st.markdown(
            f"You play alone: messages come by themselves, {view.minutes:g} minutes at the usual speed. "
            "You may pause, and let the clock run faster."
        )
        try:
            name = sit_down(play, who, "Start the clock")
            if name is None:
                return
            play.start(name)
        except CrumblineError as error:
            problems.draw(error)
            return
    st.rerun()
