"""How a figure of analysis/charts is put on a screen: colours of the theme, no toolbar, outlines from this server."""

from __future__ import annotations

from collections.abc import Callable

import plotly.graph_objects as go
import streamlit as st

from analysis.charts.figure import CONFIG
from analysis.charts.palette import Palette, palette


def colours() -> Palette:
    """The palette of the theme that this browser shows."""
    return palette(st.context.theme.type)


def draw(
    figure: go.Figure,
    *,
    key: str,
    alt: str,
    on_select: Callable[[], None] | None = None,
    modes: tuple[str, ...] = ("points",),
) -> None:
    """Show a figure; with `on_select` a click calls it, and `picked(key)` tells what was clicked.

    Why: alt text is plain text to the browser, so a log value in it stays text.
    """
    st.plotly_chart(  # type: ignore[call-overload]
        figure,
        theme=None,
        width="stretch",
        key=key,
        config=dict(CONFIG),
        alt=alt,
        on_select=on_select or "ignore",
        selection_mode=modes,
    )


def picked(key: str) -> list[str]:
    """The event ids of the marks that a person picked in the figure `key`, in drawing order."""
    state = st.session_state.get(key)
    points = state["selection"]["points"] if state else []
    return [str(point["customdata"][0]) for point in points if point.get("customdata")]


def box(key: str) -> dict[str, list[float]] | None:
    """The box that a person drew over the figure `key`, as its ends in `x` and `y`; None where there is none."""
    state = st.session_state.get(key)
    drawn = state["selection"].get("box") if state else None
    return dict(drawn[-1]) if drawn else None
