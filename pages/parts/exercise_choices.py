"""What may be chosen from in a game, read once for what its log holds and its level tells, for all browsers.

A field for several names is a list to choose from where the game tells them, and else a text with a line each, under
the same key with `-lines`. The game may begin to tell them while somebody types: what is in the lines goes into the
list then.
"""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from analysis.case import Case
from analysis.exercise.play import choices
from analysis.exercise.play.choices import Choices
from analysis.exercise.play.play import Play
from analysis.exercise.play.state import RAW

STALE_S = 2.0
"""For so long nobody asks whether the case has been fed since."""


@st.cache_data(show_spinner=False, ttl=STALE_S, max_entries=64)
def _stamp(folder: str, _case: Case) -> str:
    return str(_case.rows("session_stamp")[0]["stamp"]) if "stage_runs" in _case.tables() else ""


# Resources and no data: nobody changes them, and copying a list of sessions for each card costs more than reading it.
@st.cache_resource(show_spinner=False, max_entries=32)
def _known(folder: str, stamp: str, level: str, _case: Case) -> Choices:
    return choices.of(_case, level)


@st.cache_resource(show_spinner=False, max_entries=128)
def _events(folder: str, stamp: str, level: str, session_id: str, _case: Case) -> dict[str, str]:
    return choices.events_of(_case, level, session_id)


def known(play: Play) -> Choices:
    """The lists of the game's level."""
    if play.state.fed is None or play.state.level == RAW:
        return Choices()
    case = play.case()
    found: Choices = _known(str(case.folder), _stamp(str(case.folder), case), play.state.level, case)
    return found


def events_of(play: Play, session_id: str) -> dict[str, str]:
    """The events of a session, by id; nothing at the level of the raw log."""
    if play.state.fed is None or play.state.level == RAW:
        return {}
    case = play.case()
    found: dict[str, str] = _events(
        str(case.folder), _stamp(str(case.folder), case), play.state.level, session_id, case
    )
    return found


def fill(key: str, names: Iterable[str]) -> None:
    """Put names in place of what a field for several names holds, whichever form it has when it is drawn."""
    st.session_state[key] = []
    st.session_state[f"{key}-lines"] = "\n".join(names)


def add(key: str, name: str) -> None:
    """One name more in a field for several."""
    lines = str(st.session_state.get(f"{key}-lines", "")).splitlines()
    st.session_state[f"{key}-lines"] = "\n".join(dict.fromkeys([*lines, name]))


def take_lines(key: str) -> None:
    """Before the list is drawn: what was written line by line goes into it, once."""
    lines = str(st.session_state.pop(f"{key}-lines", "")).splitlines()
    names = [line.strip() for line in lines if line.strip()]
    if names:
        st.session_state[key] = list(dict.fromkeys([*st.session_state.get(key, []), *names]))
