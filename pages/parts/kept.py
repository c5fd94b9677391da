"""What was read of a session, kept between clicks: the screen runs anew at each of them, the case stays as it is.

Belongs to the process, not to a person; the key stands for the case and for all that its stages made, so that new
evidence, new settings or a new version are read anew.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from analysis import session_view
from analysis.case import Case
from analysis.session_view import SessionView

Answer = TypeVar("Answer")
_VIEWS, _REST = 6, 64


@st.cache_data(show_spinner=False, max_entries=_VIEWS)
def _view(folder: str, stamp: str, session_key: str, _case: Case) -> SessionView | None:
    view = session_view.load(_case, session_key)
    if view is not None:
        for lazy in ("hops", "places", "neighbours", "missing", "explanation", "shortest_turn_s", "foreign"):
            getattr(view, lazy)
    return view


@st.cache_data(show_spinner=False, max_entries=_REST)
def _rest(folder: str, stamp: str, session_key: str, name: str, _make: Callable[[], Any]) -> Any:
    return _make()


def _stamp(case: Case) -> str:
    return str(case.rows("session_stamp")[0]["stamp"])


def view(case: Case, session_key: str) -> SessionView | None:
    """The session, read once; None where the case has none of that key."""
    found = _view(str(case.folder), _stamp(case), session_key, case)
    return None if found is None else found.held_by(case)


def of_session(case: Case, session_key: str, name: str, make: Callable[[], Answer]) -> Answer:
    """What `make` reads of a session under a name of its own. It must depend on nothing but what the stages made."""
    answer: Answer = _rest(str(case.folder), _stamp(case), session_key, name, make)
    return answer
