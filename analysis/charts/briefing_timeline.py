"""The timeline of a briefing: a row a session, from when on another client was in it. A click opens the session."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from analysis.briefing.shape import Row
from analysis.charts.figure import figure, plain
from analysis.charts.palette import Palette

ROW_PX, AXIS_PX = 24, 26
LABEL_PX, PHONE_LABEL_PX = 132, 96
LONGEST_LABEL, PHONE_LABEL = 20, 13


def briefing_timeline(rows: Sequence[Row], colours: Palette, *, phone: bool = False) -> go.Figure:
    """Draw the sessions in their order, the first above. `customdata` of a mark is the session's key."""
    result = figure(ROW_PX * len(rows) + AXIS_PX, colours)
    label_px, longest = (PHONE_LABEL_PX, PHONE_LABEL) if phone else (LABEL_PX, LONGEST_LABEL)
    for place, row in enumerate(rows):
        _bar(result, row, -place, colours)
        result.add_annotation(
            xref="paper", x=0, xanchor="right", xshift=-8, y=-place, text=plain(row.label, longest), showarrow=False,
            font={"size": 12, "color": colours.ink},
        )  # fmt: skip
    diverged = [(row, -place) for place, row in enumerate(rows) if row.divergence_at is not None]
    result.add_scatter(
        x=[row.divergence_at for row, _ in diverged],
        y=[y for _, y in diverged],
        mode="markers",
        marker={
            "symbol": "diamond",
            "size": 12,
            "color": colours.foreign,
            "line": {"width": 1.2, "color": colours.paper},
        },
        customdata=[[row.session_key] for row, _ in diverged],
        hovertext=[f"{plain(row.label, 40)} · {row.divergence_at:%d %b %H:%M:%S} UTC" for row, _ in diverged],
        hovertemplate="%{hovertext}<extra></extra>",
        unselected={"marker": {"opacity": 0.6}},
    )
    result.update_layout(margin={"l": label_px, "r": 8, "t": 0, "b": AXIS_PX})
    result.update_xaxes(nticks=4 if phone else 8, tickangle=0, tickformat="%-d %b")
    result.update_yaxes(visible=False, range=[-len(rows) + 0.4, 0.6])
    return result


def _bar(result: go.Figure, row: Row, y: int, colours: Palette) -> None:
    pieces = [((row.started_at, row.ended_at), colours.origin, 0.55)]
    if row.divergence_at is not None and row.last_foreign_at is not None:
        pieces.append(((row.divergence_at, row.last_foreign_at), colours.foreign, 1.0))
    for ends, colour, opacity in pieces:
        result.add_scatter(
            x=list(ends), y=[y, y], mode="lines", line={"width": 6, "color": colour}, opacity=opacity, hoverinfo="skip",
            customdata=[[row.session_key], [row.session_key]],
        )  # fmt: skip
