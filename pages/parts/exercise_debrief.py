"""To come: the debrief screen of a game."""

from __future__ import annotations

import streamlit as st

from analysis.exercise.play.play import Play
from parts.seats import Viewer


def draw(play: Play, who: Viewer) -> None:
    """The whole screen."""
    st.title(play.facts.title)
