"""What was read of a session or of the list, kept between clicks: a screen runs anew at each, the case stays.

Belongs to the process, not to a person; the key stands for the case and for all that its stages made, so that new
evidence, new settings or a new version are read anew.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from analysis import findings_view, session_view
from analysis.case import Case
from analysis.findings_filter import Filter
from analysis.session_view import SessionView

Answer = TypeVar("Answer")
_VIEWS, _REST, _PAGES, _FIGURES = 12, 96, 8, 72
_LAZY = ("hops", "places", "neighbours", "missing", "shortest_turn_s", "foreign")


@st.cache_data(show_spinner=False, max_entries=_VIEWS)
def _view(folder: str, stamp: str, session_key: str, _case: Case) -> SessionView | None:
    view = session_view.load(_case, session_key)
    if view is not None:
        view.explanation  # noqa: B018 - read now, so that it is kept
    return view


@st.cache_data(show_spinner=False, max_entries=_VIEWS)
def _more(folder: str, stamp: str, session_key: str, _view: SessionView) -> dict[str, Any]:
    return {name: getattr(_view, name) for name in _LAZY}


@st.cache_data(show_spinner=False, max_entries=_PAGES)
def _page(folder: str, stamp: str, filter_words: str, said: tuple[object, ...], _case: Case, _wanted: Filter) -> Any:
    return findings_view.page(_case, _wanted)


@st.cache_data(show_spinner=False, max_entries=_REST)
def _rest(folder: str, stamp: str, session_key: str, name: str, _make: Callable[[], Any]) -> Any:
    return _make()


# A resource and no data: a figure is costly to build and to copy, and nobody changes it once it is drawn.
@st.cache_resource(show_spinner=False, max_entries=_FIGURES)
def _figure(folder: str, stamp: str, session_key: str, name: tuple[object, ...], _make: Callable[[], Any]) -> Any:
    return _make()


def _stamp(case: Case) -> str:
    return str(case.rows("session_stamp")[0]["stamp"])


def glance(case: Case, session_key: str) -> SessionView | None:
    """The session as the preview beside the list needs it; the screen of the session then has less to read."""
    found = _view(str(case.folder), _stamp(case), session_key, case)
    return None if found is None else found.held_by(case)


def view(case: Case, session_key: str) -> SessionView | None:
    """The session, read once; None where the case has none of that key."""
    stamp = _stamp(case)
    found = _view(str(case.folder), stamp, session_key, case)
    if found is None:
        return None
    found = found.held_by(case)
    found.__dict__.update(_more(str(case.folder), stamp, session_key, found))
    return found


def page(case: Case, wanted: Filter) -> pd.DataFrame:
    """A page of the findings, read once for what the stages made and people said."""
    found: pd.DataFrame = _page(str(case.folder), _stamp(case), repr(wanted), findings_view.said(case), case, wanted)
    return found


def of_session(case: Case, session_key: str, name: str, make: Callable[[], Answer]) -> Answer:
    """What `make` reads of a session under a name of its own. It must depend on nothing but what the stages made."""
    answer: Answer = _rest(str(case.folder), _stamp(case), session_key, name, make)
    return answer


def figure(view: SessionView, *name: object, make: Callable[[], Answer]) -> Answer:
    """A figure of a session; `name` says which, and all that it is drawn from besides the session and the theme."""
    session_key = str(view.finding["session_key"])
    drawn: Answer = _figure(str(view.case.folder), _stamp(view.case), session_key, (*name, st.context.theme.type), make)
    return drawn
