"""An answer or a call that the game did not take: why, and what was typed stays, also where the game ended just now.

Why a flag of the tab: at the end the page turns into the debrief by itself, but not while somebody still wants to copy
what came too late.
"""

from __future__ import annotations

import streamlit as st

from analysis.errors import CrumblineError
from analysis.exercise.play.play import Play
from analysis.exercise.play.state import ENDED
from parts import problems


def refused(play: Play, error: CrumblineError) -> None:
    """Say why, below what was typed."""
    problems.draw(error)
    if play.state.phase == ENDED:
        st.session_state[_key(play)] = True
        st.caption("What you typed stays here until you open the debrief.")


def is_held(play: Play) -> bool:
    """Whether this tab shows something that came too late."""
    return play.state.phase == ENDED and bool(st.session_state.get(_key(play)))


def leave(play: Play) -> None:
    """Go on to the debrief."""
    st.session_state.pop(_key(play), None)


def _key(play: Play) -> str:
    return f"exercise_late_{play.facts.id}"
