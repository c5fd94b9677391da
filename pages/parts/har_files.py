"""The HAR that this tab holds in memory, and who lets go of it: the person, another screen, a closed tab, time.

Not here: the memory itself (`analysis.har.held`), the way the bytes come (`har_routes`).
"""

from __future__ import annotations

import streamlit as st
from streamlit.runtime import exists, get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx

from analysis.har import held
from analysis.har.held import Held, Shelf

_TOKEN = "har_token"


def _is_there(owner: str) -> bool:
    """Whether the tab is still connected; where no server runs (a test of a screen) it always is."""
    return not exists() or get_instance().is_active_session(owner)


SHELF = Shelf(_is_there)
"""The files of this process. A module of its own, so that the routes and the screens share it."""


def token() -> str:
    """The token under which this tab may put a file."""
    if _TOKEN not in st.session_state:
        st.session_state[_TOKEN] = held.new_token()
        context = get_script_run_ctx()
        SHELF.allow(st.session_state[_TOKEN], context.session_id if context else "")
    return str(st.session_state[_TOKEN])


def current() -> Held | None:
    """The whole file of this tab; None while there is none."""
    found = SHELF.find(st.session_state.get(_TOKEN))
    if found is None or not found.is_whole:
        return None
    SHELF.touch(found)
    return found


def forget() -> None:
    """Let go of this tab's file, and of the token it was known by."""
    SHELF.disallow(st.session_state.pop(_TOKEN, None))
