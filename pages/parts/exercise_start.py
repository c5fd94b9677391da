"""The way into a game: play alone, make one for a team, go on with one, or join."""

from __future__ import annotations

import streamlit as st

from analysis.exercise.play.play import Play


def draw() -> None:
    """Scenarios to choose from, and the games that there are."""
    st.title("Exercise")


def draw_join(play: Play) -> None:
    """Somebody without a seat looks at a game."""
    st.title(play.facts.title)
