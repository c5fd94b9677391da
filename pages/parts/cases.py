"""The open cases of this process, and the one that a screen shows.

Why: DuckDB lets one process hold a case, so all tabs and threads share one open `Case` each.
Screens call `current()` and `current_name()`; both are ready once pages/frame.py has run.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import streamlit as st

from analysis import case_folders, inbox
from analysis.case import Case
from analysis.errors import CrumblineError
from parts import games


class OpenCases:
    """Cases by name. Belongs to the process, holds nothing of a person."""

    def __init__(self) -> None:
        self._open: dict[Path, Case] = {}
        self._lock = threading.Lock()

    def get(self, folder: Path) -> Case:
        """The open case in `folder`, opened (and made) on first use. Raises: what Case.open raises."""
        with self._lock:
            if folder not in self._open:
                case = Case.open(folder)
                case.found_on_opening.extend(inbox.forget_old(folder))
                self._open[folder] = case
            return self._open[folder]

    def close(self) -> None:
        """Let go of all cases."""
        with self._lock:
            for case in self._open.values():
                case.close()
            self._open.clear()


@st.cache_resource(show_spinner=False, on_release=OpenCases.close)
def open_cases() -> OpenCases:
    """The one registry of this server."""
    return OpenCases()


def root() -> Path:
    """The folder in which cases lie."""
    return case_folders.root(sys.argv[1:])


def choose() -> str:
    """The name of the case to show: `?case=`, else the one of this tab, else the demo.

    Why: the menu of Streamlit drops the query, so the name is put back into the address on every run.
    Raises: CaseNameRefused.
    """
    asked = st.query_params.get("case")
    if games.is_serving():
        name = _game(asked or current_name())
    else:
        name = _checked(asked) if asked else current_name()
    st.session_state["case"] = name
    if name and asked != name:
        st.query_params["case"] = name
    elif asked and not name:
        del st.query_params["case"]
    return name


def _checked(asked: str) -> str:
    return asked if games.is_game(asked) else case_folders.checked(asked)


def _game(asked: str) -> str:
    """On a server of games nothing else has a name."""
    return asked if games.find(asked) is not None else ""


def exists(name: str) -> bool:
    """Whether there is such a case or game; the demo always counts, because it is made when asked for."""
    if games.is_game(name):
        return games.find(name) is not None
    return name == case_folders.DEMO or name in case_folders.names(root())


def current_name() -> str:
    """The name of the case that this tab shows; on a server of games it may be empty, and is never a case's."""
    return st.session_state.get("case", "" if games.is_serving() else case_folders.DEMO)


def current() -> Case:
    """The case that this tab shows, a game's where it shows a game.

    Raises: CaseLocked, CaseTooNew, CaseDamaged; CrumblineError where no game is open on a server of games.
    """
    play = games.current()
    if play is not None:
        return play.case()
    if games.is_serving() or games.is_game(current_name()):
        raise CrumblineError("No game is open here.", "Open one on the Exercise screen.")
    return open_cases().get(root() / current_name())
