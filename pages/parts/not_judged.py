"""What a screen shows of a case that holds nothing to tell from: where to begin, and nothing else.

A game gets its log by itself: its screens wait for it, and follow when it has come.
"""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from analysis.exercise.play.play import Play
from parts import cases, games, levels, links

LOOK_S = 1.0
"""Between two looks whether a game's log has come."""


def stop(what_follows: str, title: str = "Nothing was judged yet") -> NoReturn:
    """Say what the screen is made from, offer the way to the evidence, and end the screen here."""
    play = games.current()
    if play is not None:
        _wait_for(play)
        st.stop()
    st.title(title)
    st.markdown(f"Give the case an Okta System Log export; {what_follows}")
    if st.button("Add evidence", type="primary", icon=":material/folder_open:"):
        links.open_evidence()
    st.stop()


@st.fragment(run_every=LOOK_S)
def _wait_for(play: Play) -> None:
    if levels.is_ready(cases.current()):
        st.rerun()
    if play.state.fed is None:
        st.title("The log comes in a moment")
        st.markdown("The log with which this game begins is being read. This screen follows by itself.")
    else:
        st.title("This screen comes in a moment")
        st.markdown("The facilitator lets the program tell more; it is at work on the log. This screen follows.")
    problem = games.all_games().problem(play)
    if problem:
        st.warning(problem)
