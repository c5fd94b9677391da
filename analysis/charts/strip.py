"""Small pictures: the lanes of a preview, and a session's activity as a few bars."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.charts.clock import clock
from analysis.charts.figure import figure
from analysis.charts.marks import KINDS
from analysis.charts.palette import Palette

HEIGHT_PX = 96
WIDTH_PX = 280
MOST_BINS = 12
MOST_LANES = 3
CLOSEST_PX = 5


def mini_lanes(events: pd.DataFrame, clients: pd.DataFrame, colours: Palette) -> go.Figure:
    """Draw a session small: a dot an event, the zig-zag, first and last time below.

    Shape: as `lanes`, of which only occurred_at, event_id, lane_no and kind are read; marks
    nearer than a few pixels are drawn once. No events give an empty figure.
    """
    result = figure(HEIGHT_PX, colours)
    result.update_xaxes(visible=False)
    result.update_yaxes(visible=False)
    shown = clients.head(MOST_LANES).assign(row=lambda frame: range(len(frame)))
    drawn = events.merge(shown[["lane_no", "row", "role"]], on="lane_no", how="inner")
    if drawn.empty:
        return result
    drawn = drawn.sort_values(["occurred_at", "event_id"], kind="stable")
    time = clock(drawn["occurred_at"], fold=True)
    x = time.place(drawn["occurred_at"])
    rows = int(shown["row"].max())
    pad = time.length * 8 / WIDTH_PX
    result.update_xaxes(range=[-pad, time.length + pad], visible=False)
    result.update_yaxes(range=[-max(rows, 1) - 0.95, 0.35], visible=False)
    y = -drawn["row"].to_numpy(dtype=float)
    hop = np.flatnonzero(y[1:] != y[:-1])
    pixel = np.floor(x[hop] / time.length * WIDTH_PX / 3)
    hop = hop[np.r_[True, np.diff(pixel) > 0]] if len(hop) else hop
    nothing = np.full(len(hop), np.nan)
    result.add_scatter(
        x=np.column_stack([x[hop], x[hop + 1], nothing]).ravel(),
        y=np.column_stack([y[hop], y[hop + 1], nothing]).ravel(),
        mode="lines", line={"color": colours.path, "width": 1.1}, hoverinfo="skip", name="hops",
    )  # fmt: skip
    bins = np.floor(x / time.length * WIDTH_PX / CLOSEST_PX).astype(int)
    kept = ~pd.DataFrame({"row": drawn["row"].to_numpy(), "kind": drawn["kind"].to_numpy(), "bin": bins}).duplicated()
    marks = drawn.assign(x=x, y=y)[kept.to_numpy() & drawn["kind"].ne("policy").to_numpy()]
    for (role, kind), part in marks.groupby(["role", "kind"], sort=True):
        look = KINDS.get(str(kind), KINDS["other"])
        colour = colours.of_role(str(role))
        result.add_scatter(
            x=part["x"], y=part["y"], mode="markers", hoverinfo="skip", name=str(kind),
            marker={"symbol": look.symbol, "size": max(look.size * 0.75, 6), "color": colour,
                    "line": {"width": look.line or 1, "color": colour if look.line or look.hollow else colours.paper}},
        )  # fmt: skip
    ends = drawn["occurred_at"].iloc[0], drawn["occurred_at"].iloc[-1]
    same_day = ends[0].date() == ends[1].date()
    for place, anchor, at, word in ((0, "left", ends[0], ""), (1, "right", ends[1], " UTC")):
        text = f"{at:%H:%M}" if same_day else f"{at.day} {at:%b %H:%M}"
        result.add_annotation(
            xref="paper", yref="paper", x=place, y=0, xanchor=anchor, yanchor="bottom", text=text + word,
            showarrow=False, font={"size": 12, "color": colours.muted},
        )  # fmt: skip
    return result


def activity(times: pd.Series, bins: int = MOST_BINS) -> list[int]:
    """Events per equal stretch of the time they span, for a bar column; at most MOST_BINS bars."""
    bins = min(bins, MOST_BINS)
    if times.empty:
        return []
    seconds = (times - times.min()).dt.total_seconds().to_numpy()
    counts, _ = np.histogram(seconds, bins=bins, range=(0, max(float(seconds.max()), 1.0)))
    return [int(count) for count in counts]
