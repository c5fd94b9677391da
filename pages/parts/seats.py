"""Who looks at a game: the facilitator, a player, or nobody that the game knows.

On a server for this machine alone whoever sits at it leads its games, and plays those that are played alone.
On one that others reach (`--exercise`) a cookie says it: the facilitator's key, or the seat that joining gave.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from analysis.exercise.play.play import Play
from parts import games

SEAT_COOKIE = "crumbline_seat_"
"""Followed by the game's id; holds the secret of the seat."""
KEY_COOKIE = "crumbline_facilitator"


@dataclass(frozen=True)
class Viewer:
    """Somebody in front of a game."""

    name: str
    is_facilitator: bool
    is_player: bool


def viewer(play: Play) -> Viewer | None:
    """Who looks; None for somebody who must join first."""
    if not games.is_serving():
        name = next(iter(play.state.players), "") if play.facts.is_alone else ""
        return Viewer(name or "facilitator", is_facilitator=True, is_player=bool(name))
    seat = st.context.cookies.get(f"{SEAT_COOKIE}{play.facts.id}", "")
    player = play.player_of(seat) if seat else None
    if player is not None:
        return Viewer(player, is_facilitator=False, is_player=True)
    return Viewer("facilitator", is_facilitator=True, is_player=False) if is_facilitator() else None


def is_facilitator() -> bool:
    """Whether this browser may lead games."""
    return not games.is_serving()
