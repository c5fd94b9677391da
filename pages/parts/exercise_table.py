"""Who sits at the table of a game, and under which circumstances it is played: the lobby, and a fold while it runs."""

from __future__ import annotations

import streamlit as st

from analysis.exercise.play.play import Play
from analysis.exercise.play.players_view import PlayersView
from analysis.exercise.play.state import FINDINGS, LANES, RAW

LEVELS = {
    RAW: "The raw log: events and a search, and nothing that the program thinks of them.",
    LANES: "Lanes: every session with its clients, people and networks; no judgement.",
    FINDINGS: "Findings: everything that the program says of the log.",
}


def draw_situation(view: PlayersView) -> None:
    """The company and what the team is told at the beginning; texts of the exercise are plain text."""
    st.text(view.company)
    st.text(view.situation)
    st.caption(f"{view.minutes:g} minutes of play. {LEVELS[view.level]}")


def draw_people(play: Play, view: PlayersView, name: str) -> None:
    """Names and roles, as a list."""
    players = sorted(play.state.players.values(), key=lambda one: (one.minute, one.name))
    if not players:
        st.caption("Nobody has sat down yet.")
    for one in players:
        role = one.role or ("every role" if view.roles else "")
        you = " (you)" if one.name == name else ""
        st.text(f"{one.name}{you} · {role}" if role else f"{one.name}{you}")
    free = [role for role in view.roles if role not in {one.role for one in players}]
    if players and free and not any(one.role == "" for one in players):
        st.text(f"Nobody plays yet: {', '.join(free)}")
