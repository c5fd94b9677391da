"""What a facilitator does to a game by a button: done, or refused in words that stand until the next thing is done.

Why not the frame's own handling of errors: parts of these screens run by themselves every few seconds, and what fails
there never passes the frame.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from analysis.errors import CrumblineError
from analysis.exercise.play import plays
from analysis.exercise.play.play import Play
from parts import problems

_REFUSED = "exercise_refused"
LIVE_S = 2.5
"""Between two looks at a game that goes on."""


def do(act: Callable[..., object], *given: Any) -> None:
    """Do it, and draw the whole screen anew, so that every part of it tells the same."""
    _attempt(act, *given)
    st.rerun()


def follow(key: str, value: object, act: Callable[..., object], *given: Any) -> Callable[[], None]:
    """For a choice that shows how the game stands, whoever changed it: what `on_change` calls.

    Why both in one: the widget `key` takes the game's value on every run, so what a person chose must have been done
    before that. `act` gets the choice first, then `given`; taking a choice back leaves the game as it is.
    """
    st.session_state[key] = value

    def changed() -> None:
        if st.session_state[key] is not None:
            _attempt(act, st.session_state[key], *given)

    return changed


def _attempt(act: Callable[..., object], *given: Any) -> None:
    try:
        act(*given)
        st.session_state.pop(_REFUSED, None)
    except CrumblineError as error:
        st.session_state[_REFUSED] = error


def draw_refused() -> None:
    """What was refused last, if anything was."""
    error = st.session_state.pop(_REFUSED, None)
    if error is not None:
        problems.draw(error)


def open_game(play: Play, **query: str) -> None:
    """Leave for a game."""
    st.session_state.pop(_REFUSED, None)
    st.switch_page("exercise.py", query_params={"case": plays.name_of(play)} | query)
