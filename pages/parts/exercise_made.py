"""A game that is made once, however often the button of its form is pressed.

Why in the process and not in the tab: a second click stops the first script and starts another at once. The first
still makes its game, but leads nobody there any more and writes nothing down; the second would make another game.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from analysis.exercise.play import plays
from analysis.exercise.play.play import Play
from parts import games

_MOST = 200
"""Forms that are remembered."""


@dataclass
class _Form:
    """A form as it was drawn once, with the game that came of it."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    asked: object = None
    """What the game was asked to be."""
    name: str = ""
    """What stands for the game in addresses; empty until it is made."""


class Forms:
    """The forms that were sent lately, by their tokens. Any thread may ask."""

    def __init__(self) -> None:
        self._forms: OrderedDict[str, _Form] = OrderedDict()
        self._lock = threading.Lock()

    def game(self, token: str, asked: object, make: Callable[[], Play]) -> Play:
        """The form's game: the first who asks makes it, later ones wait for it. Raises: what `make` raises.

        `asked`: who asks the same form for something else gets another game.
        """
        with self._lock:
            form = self._forms.setdefault(token, _Form())
            while len(self._forms) > _MOST:
                self._forms.popitem(last=False)
        with form.lock:
            play = games.find(form.name) if form.name and form.asked == asked else None
            if play is None:
                play = make()
                form.asked, form.name = asked, plays.name_of(play)
            return play

    def is_used(self, token: str) -> bool:
        """Whether its game has been made."""
        form = self._forms.get(token)
        return form is not None and bool(form.name)


_FORMS = Forms()


def drawn(form: str) -> None:
    """A form of this tab stands on the screen and its button is not pressed: what it asks for next is a new game."""
    key = _key(form)
    if key not in st.session_state or _FORMS.is_used(st.session_state[key]):
        st.session_state[key] = secrets.token_urlsafe(12)


def game(form: str, asked: object, make: Callable[[], Play]) -> Play:
    """The game of a form of this tab whose button was pressed. Raises: what `make` raises."""
    token = st.session_state.setdefault(_key(form), secrets.token_urlsafe(12))
    return _FORMS.game(token, asked, make)


def _key(form: str) -> str:
    return f"form_of_{form}"
