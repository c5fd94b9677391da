"""Who acts: asked for where a person writes, remembered in this tab, else as the case remembers.

A player of a game is known by the seat, and cannot write under another name.
"""

from __future__ import annotations

import streamlit as st

from analysis import acts, settings
from analysis.case import Case
from parts import games, seats

_KEY = "author"


def known(case: Case) -> str:
    """The player's name, else the one that this tab gave last, else that of the case, else this machine's user."""
    return _seated() or st.session_state.get(_KEY) or settings.author(case)


def ask(case: Case, key: str) -> str:
    """The field for a name, filled with the one that is known; call `remember` when the act is kept."""
    name = _seated()
    if name:
        st.text_input("Your name at the table", name, key=f"{key}-seat", disabled=True)
        return name
    return st.text_input("Your name or initials", known(case), max_chars=acts.LONGEST_NAME, key=key)


def remember(name: str) -> None:
    """The next act of this tab begins with this name."""
    st.session_state[_KEY] = name


def _seated() -> str:
    """The name of the player, or of the facilitator on a server of games; empty elsewhere."""
    play = games.current()
    who = seats.viewer(play) if play is not None else None
    return who.name if who is not None and (who.is_player or games.is_serving()) else ""
