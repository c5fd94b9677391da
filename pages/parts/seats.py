"""Who looks at a game: the facilitator, a player, or nobody that the game knows.

On a server for this machine alone whoever sits at it leads its games, and plays those that are played alone.
On one that others reach (`--exercise`) a cookie says it: the seat that joining gave, or the facilitator's key, which
does what sitting at the machine does elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from analysis.exercise.play import plays
from analysis.exercise.play.play import Play
from parts import games

SEAT_COOKIE = "crumbline_seat_"
"""Followed by the game's id; holds the secret of the seat."""
KEY_COOKIE = "crumbline_facilitator"
_MOST_SEATS = 20
"""Of one browser; a cookie more is not looked at."""


@dataclass(frozen=True)
class Viewer:
    """Somebody in front of a game."""

    name: str
    is_facilitator: bool
    is_player: bool


def viewer(play: Play) -> Viewer | None:
    """Who looks; None for somebody who must join first."""
    player = player_of(play, st.context.cookies) if games.is_serving() else None
    if player is not None:
        return Viewer(player, is_facilitator=False, is_player=True)
    if not is_facilitator():
        return None
    # Nobody joins a game that is played alone, so its player has no seat of a browser: whoever leads plays it.
    alone = next(iter(play.state.players), "") if play.facts.is_alone else ""
    return Viewer(alone or "facilitator", is_facilitator=True, is_player=bool(alone))


def is_facilitator() -> bool:
    """Whether this browser may lead games."""
    return not games.is_serving() or holds_key(st.context.cookies)


def player_of(play: Play, cookies: Mapping[str, str]) -> str | None:
    """Who sits at a game with the cookies of a browser; None for nobody."""
    seat = cookies.get(f"{SEAT_COOKIE}{play.facts.id}", "")
    return play.player_of(seat) if seat else None


def holds_key(cookies: Mapping[str, str]) -> bool:
    """Whether a browser with these cookies was given the facilitator's key."""
    told = cookies.get(KEY_COOKIE, "")
    return bool(told) and games.key().is_cookie(told)


def of_browser(cookies: Mapping[str, str]) -> list[tuple[Play, str]]:
    """The games at which a browser with these cookies sits, each with the player's name."""
    named = [name.removeprefix(SEAT_COOKIE) for name in cookies if name.startswith(SEAT_COOKIE)][:_MOST_SEATS]
    found = [games.find(f"{plays.PREFIX}{name}") for name in named]
    seated = [(play, player_of(play, cookies)) for play in found if play is not None]
    return [(play, player) for play, player in seated if player is not None]
