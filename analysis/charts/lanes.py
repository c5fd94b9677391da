"""The lanes: one session over time, one line a client. The centre of the program."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.charts import lane_words
from analysis.charts.clock import Clock, clock, duration
from analysis.charts.figure import figure
from analysis.charts.marks import KEY_ORDER, KINDS, RIBBON_FROM, STEP, marks_of, ribbon
from analysis.charts.palette import Palette

LANE_PX = 92
AXIS_PX = 36
DESKTOP_PX = 1_040
PHONE_PX = 330
"""Assumed widths: the server does not know the browser's."""
TOP_DIVERGED = 1.22
TOP_PLAIN = 0.75
BELOW = 0.72
HOPS_DRAWN = 150
"""More hops than this are thinned to the shortest per four pixels."""
MOST_LANES = 10
"""Lanes drawn; the page says how many more there are."""


@dataclass(frozen=True)
class _Drawing:
    """What the parts of the drawing share."""

    events: pd.DataFrame
    clients: pd.DataFrame
    time: Clock
    colours: Palette
    pixels: float
    phone: bool
    divergence_at: pd.Timestamp | None

    @property
    def last_row(self) -> int:
        return int(self.clients["row"].max())

    @property
    def top(self) -> float:
        return TOP_PLAIN if self.divergence_at is None else TOP_DIVERGED

    @property
    def bottom(self) -> float:
        return -self.last_row - BELOW

    def outside(self, row: int) -> int:
        """+1 where labels and policy ticks of a lane stand above its line, -1 below."""
        return -1 if row == self.last_row and row > 0 else 1


def lanes(
    events: pd.DataFrame,
    clients: pd.DataFrame,
    colours: Palette,
    *,
    divergence_at: pd.Timestamp | None = None,
    fold: bool = True,
    phone: bool = False,
    box: bool = False,
) -> go.Figure:
    """Draw the session: a lane a client, a mark an event, the zig-zag between them.

    Shape: `events` a row an event, sorted by occurred_at and event_id: event_id, occurred_at,
    event_type, kind, outcome, lane_no (null on the side channel), side_channel (reason or null),
    act_no (number of the act or null), target, address, as_number, network, city, device.
    `clients` a row a lane: lane_no, role (origin, assumed, foreign, explained, other), network,
    place, device, note (why it is explained, or null), is_support_access, event_count; drawn in
    this order. No events give an empty figure. A click carries the event id as `customdata[0]`;
    with `box` the pointer draws a box over events instead, because plotly cannot do both at once.
    Units: the axis counts seconds since the first event, folds taken out.
    """
    if events.empty:
        return figure(LANE_PX, colours)
    drawing = _prepare(events, clients, colours, divergence_at, fold, phone)
    height = round(LANE_PX * (drawing.top - drawing.bottom)) + AXIS_PX
    result = figure(height, colours)
    if box:
        result.update_layout(dragmode="select")
    _axes(result, drawing, height)
    _idle(result, drawing)
    _lines(result, drawing)
    _divergence(result, drawing)
    _zig_zag(result, drawing)
    _ribbon(result, drawing)
    _marks(result, drawing)
    share = _share_left(drawing)
    room = drawing.pixels * (1 if share is None or share * drawing.pixels < 200 else share)
    beyond = None if drawing.divergence_at is None else drawing.time.place_of(drawing.divergence_at)
    lane_words.label(result, drawing.clients, drawing.colours, drawing.outside, phone, room, beyond)
    return result


def _prepare(
    events: pd.DataFrame,
    clients: pd.DataFrame,
    colours: Palette,
    divergence_at: pd.Timestamp | None,
    fold: bool,
    phone: bool,
) -> _Drawing:
    shown = clients.head(MOST_LANES)
    aside = events["side_channel"].notna() & events["lane_no"].isna()
    if aside.any():
        shown = pd.concat([shown, lane_words.side_lane(events[aside])], ignore_index=True)
    shown = shown.assign(row=range(len(shown)))
    numbered = events.assign(lane_no=events["lane_no"].astype("float64").where(~aside, lane_words.SIDE))
    drawn = numbered.merge(shown[["lane_no", "row", "role"]].astype({"lane_no": "float64"}), on="lane_no", how="inner")
    drawn = drawn.sort_values(["occurred_at", "event_id"], kind="stable").reset_index(drop=True)
    if drawn.empty:
        drawn = numbered.assign(row=0, role="other")
    time = clock(drawn["occurred_at"], fold=fold, divergence_at=divergence_at)
    return _Drawing(drawn, shown, time, colours, PHONE_PX if phone else DESKTOP_PX, phone, divergence_at)


def _axes(result: go.Figure, drawing: _Drawing, height: int) -> None:
    places, labels = drawing.time.ticks(4 if drawing.phone else 8)
    pad = drawing.time.length * 12 / drawing.pixels
    result.update_xaxes(
        range=[-pad, drawing.time.length + pad],
        tickmode="array",
        tickvals=places,
        ticktext=labels,
        tickangle=0,
        anchor="y",
    )
    result.update_yaxes(
        range=[drawing.bottom, drawing.top],
        domain=[(AXIS_PX - 8) / height, 1],
        showgrid=False,
        showticklabels=False,
    )


def _idle(result: go.Figure, drawing: _Drawing) -> None:
    for left, right, words in drawing.time.bands():
        result.add_shape(
            type="rect", x0=left, x1=right, y0=0.14, y1=-drawing.last_row - 0.14,
            fillcolor=drawing.colours.hair, line_width=0, layer="below",
        )  # fmt: skip
        result.add_annotation(
            x=(left + right) / 2, y=0.5 - max(drawing.last_row, 1), text=words, textangle=-90, showarrow=False,
            font={"size": 11, "color": drawing.colours.muted},
        )  # fmt: skip


def _lines(result: go.Figure, drawing: _Drawing) -> None:
    pad = drawing.time.length * 12 / drawing.pixels
    spans = drawing.events.groupby("row")["occurred_at"].agg(["min", "max"])
    for row, role in zip(drawing.clients["row"], drawing.clients["role"], strict=True):
        result.add_shape(
            type="line", x0=-pad, x1=drawing.time.length + pad, y0=-row, y1=-row,
            line={"color": drawing.colours.hair, "width": 1}, layer="below",
        )  # fmt: skip
        if row not in spans.index:
            continue
        first, last = drawing.time.place(pd.DatetimeIndex(spans.loc[row]))
        result.add_shape(
            type="line", x0=first, x1=last, y0=-row, y1=-row, opacity=0.55, layer="below",
            line={
                "color": drawing.colours.of_role(role), "width": 2, "dash": "solid" if role == "origin" else "dot",
            },
        )  # fmt: skip


def _share_left(drawing: _Drawing) -> float | None:
    """Where the divergence stands, 0 at the left edge and 1 at the right; None where there is none."""
    if drawing.divergence_at is None:
        return None
    return drawing.time.place_of(drawing.divergence_at) / drawing.time.length


def _divergence(result: go.Figure, drawing: _Drawing) -> None:
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
    left = (_share_left(drawing) or 0) < 0.5
    first, second = lane_words.divergence(
        drawing.clients, drawing.divergence_at, duration((last_at - drawing.divergence_at).total_seconds()),
        drawing.phone,
    )  # fmt: skip
    side = {"showarrow": False, "xanchor": "left" if left else "right", "xshift": 6 if left else -6}
    result.add_annotation(
        x=x, y=1.08, text=first, font={"size": 13, "color": drawing.colours.foreign}, name="divergence", **side
    )
    result.add_annotation(x=x, y=0.82, text=second, font={"size": 12, "color": drawing.colours.muted}, **side)


def _zig_zag(result: go.Figure, drawing: _Drawing) -> None:
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


def _ribbon(result: go.Figure, drawing: _Drawing) -> None:
    bars = ribbon(drawing.events, drawing.time, drawing.pixels)
    for (row, role), part in ((tuple(lane), part) for lane, part in bars.groupby(["row", "role"], sort=True)):
        result.add_bar(
            x=part["x"], y=part["height"], width=float(part["width"].iloc[0]), base=-float(str(row)), opacity=0.45,
            marker={"color": drawing.colours.of_role(str(role)), "line": {"width": 0}}, name="ribbon",
            customdata=part["count"].to_numpy(), hovertemplate="%{customdata:,} events<extra></extra>",
        )  # fmt: skip


def _marks(result: go.Figure, drawing: _Drawing) -> None:
    marks = marks_of(drawing.events, drawing.time, drawing.pixels)
    side = marks["row"].map(drawing.outside)
    aside = np.where(marks["kind"].eq("policy"), side * 0.25, -side * STEP * marks["level"])
    marks = marks.assign(y=-marks["row"] + aside, kind=marks["kind"].where(marks["kind"].isin(KINDS), "other"))
    gathered = len(drawing.events) > RIBBON_FROM
    for kind, look in KINDS.items():
        for role, part in marks[marks["kind"].eq(kind)].groupby("role", sort=True):
            colour = drawing.colours.of_role(str(role))
            grown = np.minimum(1.2 * np.log2(part["count"].to_numpy(dtype=float)), 5)
            size = look.size + np.round(grown, 1) if gathered and not look.line else look.size
            stroke = (
                {"color": colour, "width": look.line}
                if look.line
                else {"color": colour if look.hollow else drawing.colours.paper, "width": 1.2}
            )
            result.add_scatter(
                x=part["x"], y=part["y"], mode="markers", name=kind, customdata=part[["event_id"]].to_numpy(),
                marker={"symbol": look.symbol, "size": size, "color": colour, "line": stroke, "opacity": 1},
                text=part["hover"], hovertemplate="%{text}<extra></extra>",
                selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 0.6}},
            )  # fmt: skip
    _act_numbers(result, drawing, marks)


def _act_numbers(result: go.Figure, drawing: _Drawing, marks: pd.DataFrame) -> None:
    acts = marks[marks["act_no"].notna() & marks["role"].eq("foreign")]
    nearest = drawing.time.length / drawing.pixels * 10
    last: dict[int, float] = {}
    kept = []
    for index, row, x in zip(acts.index, acts["row"], acts["x"], strict=True):
        if x - last.get(row, -np.inf) >= nearest:
            last[row] = x
            kept.append(index)
    if not kept:
        return
    acts = acts.loc[kept]
    side = acts["row"].map(drawing.outside)
    result.add_scatter(
        x=acts["x"], y=-acts["row"] + side * 15 / LANE_PX, mode="text", name="acts", hoverinfo="skip",
        text=[f"<b>{int(number)}</b>" for number in acts["act_no"]],
        textfont={"size": 12, "color": drawing.colours.foreign}, cliponaxis=False,
    )  # fmt: skip


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
