"""Presentation mode: the briefing slide by slide over the whole window. The address holds that it is on, and where."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from analysis.briefing import presentation, said
from analysis.briefing.shape import Briefing
from parts import chart

_HERE = Path(__file__).resolve().parent
ADDRESS = "present"

_stage = st.components.v2.component(
    "briefing_presentation",
    html=(_HERE / "present.html").read_text(encoding="utf-8"),
    css=(_HERE / "present.css").read_text(encoding="utf-8"),
    js=(_HERE / "present.js").read_text(encoding="utf-8"),
)


def begin() -> None:
    """Switch it on; the screen is drawn anew."""
    st.query_params[ADDRESS] = "1"


def draw_if_on(told: Briefing) -> None:
    """The slides, where the address asks for them; leaving takes them out of the address."""
    asked = st.query_params.get(ADDRESS)
    if asked is None:
        return
    left = _stage(
        key="presentation",
        data={
            "slides": presentation.slides(told, chart.colours()),
            "first": int(asked) - 1 if asked.isdecimal() and len(asked) < 4 else 0,
            "name": said.spoken(told).running,
            "mark": told.mark,
            "markColour": said.MARK_COLOURS[told.mark],
        },
        on_left_change=lambda: None,
    )
    if left.left:
        st.query_params.pop(ADDRESS, None)
        st.rerun()
    st.stop()  # nothing is drawn below what covers the window
