"""The games of this server, the one that a tab shows, and whether the server serves games only.

A game stands in the address where a case's name would: `?case=~k3m9x2`; so every link between screens keeps it.
"""

from __future__ import annotations

import sys
from urllib.parse import urlsplit

import streamlit as st
from streamlit import config

from analysis import case_folders
from analysis.errors import CrumblineError
from analysis.exercise import serving
from analysis.exercise.play import plays
from analysis.exercise.play.play import Play
from analysis.exercise.play.plays import Plays
from parts import machine

FLAG = serving.FLAG
JOIN, LEAD = "/join", "/lead"
"""Where people sit down at a game, and where the facilitator gives the key; plain pages (parts/join_routes.py)."""
_LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}


@st.cache_resource(show_spinner=False, on_release=Plays.close)
def all_games() -> Plays:
    """The one registry of this server."""
    from parts import cases  # here, because cases asks this module about names

    return Plays(cases.root())


def is_serving() -> bool:
    """Whether this server was started for games only: other machines may reach it, and it shows no case."""
    return FLAG in sys.argv[1:]


def key() -> serving.Key:
    """The facilitator's key of this server, as it lies on the disk now."""
    return serving.key(case_folders.root(sys.argv[1:]))


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


def address_of(play: Play) -> str:
    """Where a game's own screen is, from the root of this server."""
    return f"/exercise?case={plays.name_of(play)}"


def join_address(play: Play) -> str:
    """The address to give to players: it holds the join code.

    It begins as the address under which this browser reached the server; where that is this machine's own loopback,
    with the name or the address by which others reach it.
    """
    seen = urlsplit(st.context.url or "")
    host, port = seen.hostname or "localhost", f":{seen.port}" if seen.port else ""
    host = f"[{host}]" if ":" in host else host
    if host in _LOOPBACK and config.get_option("server.address") in serving.EVERY_ADDRESS:
        host = next(iter([*sorted(serving.asked(sys.argv[1:]).names), *machine.addresses()]), host)
    return f"{seen.scheme or 'http'}://{host}{port}{JOIN}/{play.facts.code}"
