"""The small line under a figure of the overview: how a number went over the case, as bars or as a risen area.

Why not the one that a metric of Streamlit can draw: it complains on the browser's console, and loads a second
library of charts for five small lines.
"""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from analysis.charts.figure import figure
from analysis.charts.palette import Palette

HEIGHT_PX = 44
BAR_PX = 3


def sparkline(values: Sequence[float], colour: str, colours: Palette, *, is_area: bool = False) -> go.Figure:
    """Draw the values from left to right, without axes and without anything to touch.

    Shape: `values` are equal stretches of the case in order; no values give an empty figure.
    """
    result = figure(HEIGHT_PX, colours)
    places = list(range(len(values)))
    top = max([*values, 1])
    result.update_xaxes(visible=False, range=[-0.5, max(len(values), 1) - 0.5])
    result.update_yaxes(visible=False, range=[0, top * 1.08])
    if is_area:
        result.add_scatter(
            x=places, y=list(values), mode="lines", fill="tozeroy", hoverinfo="skip",
            line={"color": colour, "width": 1.5}, fillcolor=colours.panel,
        )  # fmt: skip
        return result
    line = {"color": colour, "width": BAR_PX}
    # all at once: plotly copies those that stand with each one that is added
    result.layout.shapes = [
        {"type": "line", "x0": place, "x1": place, "y0": 0, "y1": value, "line": line}
        for place, value in zip(places, values, strict=True)
        if value
    ]
    # shapes alone give no axes
    result.add_scatter(x=places[:1], y=[0], mode="markers", opacity=0, hoverinfo="skip")
    return result
