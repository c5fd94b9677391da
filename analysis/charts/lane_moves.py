"""The moves of the lanes: the divergence, the zig-zag between clients, and its fastest turn. Not here: marks."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from analysis.charts import lane_words
from analysis.charts.clock import duration
from analysis.charts.lane_frame import Drawing, share_left

HOPS_DRAWN = 150
"""More hops than this are thinned to the shortest per four pixels."""


def draw_divergence(result: go.Figure, drawing: Drawing) -> None:
    """The line at which the second client appears, the stretch in its hands, and both in words."""
    if drawing.divergence_at is None:
        return
    x = drawing.time.place_of(drawing.divergence_at)
    foreign = drawing.events[drawing.events["role"].eq("foreign")]
    last_at = max(foreign["occurred_at"].max(), drawing.divergence_at) if len(foreign) else drawing.divergence_at
    last = drawing.time.place_of(last_at)
    colour = {"color": drawing.colours.foreign, "width": 1.5}
    result.add_shape(
        type="rect", x0=x, x1=last, y0=0.69, y1=drawing.bottom,
        fillcolor=drawing.colours.wash, line_width=0, layer="below",
    )  # fmt: skip
    result.add_shape(type="line", x0=x, x1=x, y0=drawing.top - 0.08, y1=drawing.bottom, line=colour)
    result.add_shape(type="line", x0=x, x1=last, y0=0.69, y1=0.69, line=colour)
    result.add_shape(type="line", x0=last, x1=last, y0=0.69, y1=0.62, line=colour)
    left = (share_left(drawing) or 0) < 0.5
    first, second = lane_words.divergence(
        drawing.clients, drawing.divergence_at, duration((last_at - drawing.divergence_at).total_seconds()),
        drawing.phone, is_dated=drawing.time.spans_days,
    )  # fmt: skip
    side = {"showarrow": False, "xanchor": "left" if left else "right", "xshift": 6 if left else -6}
    result.add_annotation(
        x=x, y=1.08, text=first, font={"size": 13, "color": drawing.colours.foreign}, name="divergence", **side
    )
    result.add_annotation(x=x, y=0.82, text=second, font={"size": 12, "color": drawing.colours.muted}, **side)


def draw_zig_zag(result: go.Figure, drawing: Drawing) -> None:
    """A line for each move between lanes; the fastest between origin and foreign is named with its gap."""
    told = drawing.events[drawing.events["lane_no"].ne(lane_words.SIDE)]
    if len(told) < 2:
        return
    x, y = drawing.time.place(told["occurred_at"]), -told["row"].to_numpy(dtype=float)
    seconds = np.diff(told["occurred_at"].to_numpy()) / np.timedelta64(1, "s")
    hop = np.flatnonzero(y[1:] != y[:-1])
    if not len(hop):
        return
    foreign = told["role"].eq("foreign").to_numpy()
    home = told["role"].isin(["origin", "assumed"]).to_numpy()
    accused = hop[(foreign[hop] & home[hop + 1]) | (home[hop] & foreign[hop + 1])]
    fastest = int(accused[np.argmin(seconds[accused])]) if len(accused) else None
    if len(hop) > HOPS_DRAWN:
        pixel = np.floor(x[hop] / drawing.time.length * drawing.pixels / 4)
        order = np.lexsort((seconds[hop], pixel))
        keep = order[np.r_[True, np.diff(pixel[order]) > 0]]
        hop = np.sort(hop[keep])
    nothing = np.full(len(hop), np.nan)
    result.add_scatter(
        x=np.column_stack([x[hop], x[hop + 1], nothing]).ravel(),
        y=np.column_stack([y[hop], y[hop + 1], nothing]).ravel(),
        mode="lines", line={"color": drawing.colours.path, "width": 1.1}, hoverinfo="skip", name="hops",
    )  # fmt: skip
    if fastest is None:
        return
    pair = [fastest, fastest + 1]
    result.add_scatter(
        x=x[pair], y=y[pair], mode="lines", hoverinfo="skip", name="fastest hop",
        line={"color": drawing.colours.foreign, "width": 2.2},
    )  # fmt: skip
    middle, across = float(x[pair].mean()), float(np.ptp(x[pair])) * drawing.pixels / drawing.time.length
    # Beside a steep line, above a flat one, so that the line never runs through its own number.
    anchor = "center" if across > 90 else "right" if middle > 40 * drawing.time.length / drawing.pixels else "left"
    result.add_annotation(
        x=middle, y=float(y[pair].mean()) + 0.18, text=f"<b>{duration(seconds[fastest])}</b>",
        showarrow=False, bgcolor=drawing.colours.paper, borderpad=1, name="gap",
        xanchor=anchor, xshift={"right": -5, "left": 5, "center": 0}[anchor],
        font={"size": 12, "color": drawing.colours.foreign},
    )  # fmt: skip
