"""The key under the lanes: which mark is which kind of event."""

from __future__ import annotations

import plotly.graph_objects as go

from analysis.charts.figure import figure
from analysis.charts.marks import KEY_ORDER, KINDS
from analysis.charts.palette import Palette


def key(colours: Palette, *, phone: bool = False) -> go.Figure:
    """The seven marks with their words, in muted ink: one row, four a row on a phone."""
    across = 4 if phone else len(KEY_ORDER)
    result = figure(26 * (2 if phone else 1), colours)
    result.update_xaxes(range=[-0.1, across - 0.1], visible=False)
    result.update_yaxes(range=[-1.5 if phone else -0.5, 0.5], visible=False)
    for index, kind in enumerate(KEY_ORDER):
        look = KINDS[kind]
        x, y = index % across, -(index // across)
        result.add_scatter(
            x=[x], y=[y], mode="markers", hoverinfo="skip", name=kind,
            marker={"symbol": look.symbol, "size": look.size, "color": colours.muted,
                    "line": {"width": look.line, "color": colours.muted}},
        )  # fmt: skip
        result.add_annotation(
            x=x, y=y, text=look.word, xanchor="left", xshift=12, showarrow=False,
            font={"size": 12, "color": colours.muted},
        )  # fmt: skip
    return result
