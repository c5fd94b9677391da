"""The debrief as it was gathered last, kept by the process until the game's journal or its case says more."""

from __future__ import annotations

import streamlit as st

from analysis.exercise.debrief import contents
from analysis.exercise.debrief.shape import Debrief
from analysis.exercise.play.play import Play

_KEPT = 12


def debrief(play: Play) -> Debrief:
    """The debrief of this moment."""
    entries = sum(entry["what"] not in contents.ADDED for entry in play.journal)
    return contents.with_people(_made(str(play.folder), entries, contents.is_ready(play), play), play)


@st.cache_data(show_spinner=False, max_entries=_KEPT)
def _made(folder: str, entries: int, is_ready: bool, _play: Play) -> Debrief:
    return contents.gathered(_play)


@st.fragment(run_every=1.5)
def wait_for_rest(play: Play) -> None:
    """While the rest of the log is judged; then the whole screen is drawn anew."""
    if contents.is_ready(play):
        st.rerun()
    st.caption("The rest of the log is being read and judged: the controls and links to sessions come in a moment.")
