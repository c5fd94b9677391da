"""Who acts: asked for where a person writes, remembered in this tab, else as the case remembers."""

from __future__ import annotations

import streamlit as st

from analysis import acts, settings
from analysis.case import Case

_KEY = "author"


def known(case: Case) -> str:
    """The name that this tab gave last, else the one of the case, else this machine's user."""
    return st.session_state.get(_KEY) or settings.author(case)


def ask(case: Case, key: str) -> str:
    """The field for a name, filled with the one that is known; call `remember` when the act is kept."""
    return st.text_input("Your name or initials", known(case), max_chars=acts.LONGEST_NAME, key=key)


def remember(name: str) -> None:
    """The next act of this tab begins with this name."""
    st.session_state[_KEY] = name
