"""The games of this server, the one that a tab shows, and whether the server serves games only.

A game stands in the address where a case's name would: `?case=~k3m9x2`; so every link between screens keeps it.
"""

from __future__ import annotations

import sys

import streamlit as st

from analysis.errors import CrumblineError
from analysis.exercise.play import plays
from analysis.exercise.play.play import Play
from analysis.exercise.play.plays import Plays

FLAG = "--exercise"


@st.cache_resource(show_spinner=False, on_release=Plays.close)
def all_games() -> Plays:
    """The one registry of this server."""
    from parts import cases  # here, because cases asks this module about names

    return Plays(cases.root())


def is_serving() -> bool:
    """Whether this server was started for games only: other machines may reach it, and it shows no case."""
    return FLAG in sys.argv[1:]


def is_game(name: str) -> bool:
    """Whether a case's name stands for a game."""
    return plays.is_game(name)


def find(name: str) -> Play | None:
    """The game that a case's name stands for; None for a case, or where there is no such game."""
    if not is_game(name):
        return None
    try:
        return all_games().get(name.removeprefix(plays.PREFIX))
    except CrumblineError:
        return None


def current() -> Play | None:
    """The game that this tab shows; None on a case."""
    from parts import cases

    return find(cases.current_name())
