"""The lanes: one session over time, one line a client. The centre of the program."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.charts import lane_words
from analysis.charts.figure import figure
from analysis.charts.lane_frame import (
    AXIS_PX,
    LANE_PX,
    Drawing,
    draw_axes,
    draw_folds,
    draw_lines,
    prepare,
    share_left,
)
from analysis.charts.lane_moves import draw_divergence, draw_zig_zag
from analysis.charts.marks import KINDS, RIBBON_FROM, STEP, marks_of, ribbon
from analysis.charts.palette import Palette

POLICY = 0.25
"""How far outside its line the policy evaluations of a lane stand, in lanes."""


def lanes(
    events: pd.DataFrame,
    clients: pd.DataFrame,
    colours: Palette,
    *,
    divergence_at: pd.Timestamp | None = None,
    fold: bool = True,
    phone: bool = False,
    box: bool = False,
    opened: str | None = None,
) -> go.Figure:
    """Draw the session: a lane a client, a mark an event, the zig-zag between them.

    Shape: `events` a row an event, sorted by occurred_at and event_id: event_id, occurred_at,
    event_type, kind, outcome, lane_no (null on the side channel), side_channel (reason or null),
    act_no (number of the act or null), target, address, as_number, network, city, device.
    `clients` a row a lane: lane_no, role (origin, assumed, foreign, explained, other), network,
    place, device, note (why it is explained, or null), is_support_access, event_count; drawn in
    this order. No events give an empty figure. A click carries the event id as `customdata[0]`;
    with `box` the pointer draws a box over events instead, because plotly cannot do both at once.
    `opened` is the event whose record is shown.
    Units: the axis counts seconds since the first event, folds taken out.
    """
    if events.empty:
        return figure(LANE_PX, colours)
    drawing = prepare(events, clients, colours, divergence_at, fold, phone)
    height = round(LANE_PX * (drawing.top - drawing.bottom)) + AXIS_PX
    result = figure(height, colours)
    if box:
        result.update_layout(dragmode="select")
    draw_axes(result, drawing, height)
    draw_folds(result, drawing)
    draw_lines(result, drawing)
    draw_divergence(result, drawing)
    draw_zig_zag(result, drawing)
    _ribbon(result, drawing)
    _opened(result, drawing, opened)
    _marks(result, drawing)
    share = share_left(drawing)
    room = drawing.pixels * (1 if share is None else share)
    beyond = None if drawing.divergence_at is None else drawing.time.place_of(drawing.divergence_at)
    rest = drawing.pixels - room - 16
    lane_words.label(result, drawing.clients, drawing.colours, drawing.outside, phone, room, beyond, rest)
    return result


def _opened(result: go.Figure, drawing: Drawing, event_id: str | None) -> None:
    """A hollow pointer at the event whose record is open, so that the eye finds it again among its neighbours."""
    found = drawing.events[drawing.events["event_id"].eq(event_id)] if event_id else drawing.events.iloc[:0]
    if found.empty:
        return
    row, x = int(found["row"].iloc[0]), float(drawing.time.place(found["occurred_at"])[0])
    side = drawing.outside(row)
    result.add_shape(
        type="line", x0=x, x1=x, y0=-row - 0.42 * side, y1=-row + 0.36 * side, layer="below", name="opened",
        line={"color": drawing.colours.ink, "width": 1.2, "dash": "dot"},
    )  # fmt: skip
    result.add_scatter(
        x=[x], y=[-row + 0.36 * side], mode="markers", hoverinfo="skip", name="opened",
        marker={"symbol": "triangle-down-open" if side > 0 else "triangle-up-open", "size": 10,
                "color": drawing.colours.ink, "line": {"width": 1.6}},
        unselected={"marker": {"opacity": 1}},
    )  # fmt: skip


def _ribbon(result: go.Figure, drawing: Drawing) -> None:
    bars = ribbon(drawing.events, drawing.time, drawing.pixels)
    for (row, role), part in ((tuple(lane), part) for lane, part in bars.groupby(["row", "role"], sort=True)):
        result.add_bar(
            x=part["x"], y=part["height"], width=float(part["width"].iloc[0]), base=-float(str(row)), opacity=0.45,
            marker={"color": drawing.colours.of_role(str(role)), "line": {"width": 0}}, name="ribbon",
            customdata=part["count"].to_numpy(), hovertemplate="%{customdata:,} events<extra></extra>",
        )  # fmt: skip


def _marks(result: go.Figure, drawing: Drawing) -> None:
    marks = marks_of(drawing.events, drawing.time, drawing.pixels)
    side = marks["row"].map(drawing.outside)
    track = np.where(marks["role"].eq("foreign"), POLICY + 0.07, POLICY)  # leaves the numbers of acts readable
    aside = np.where(marks["kind"].eq("policy"), side * track, -side * STEP * marks["level"])
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


def _act_numbers(result: go.Figure, drawing: Drawing, marks: pd.DataFrame) -> None:
    acts = marks[marks["act_no"].notna() & marks["role"].eq("foreign")]
    told = _gathered_numbers(acts, drawing.time.length / drawing.pixels)
    if not told:
        return
    acts = acts.loc[list(told)]
    side = acts["row"].map(drawing.outside)
    result.add_scatter(
        x=acts["x"], y=-acts["row"] + side * 15 / LANE_PX, mode="text", name="acts", hoverinfo="skip",
        text=[f"<b>{label}</b>" for label in told.values()],
        textfont={"size": 12, "color": drawing.colours.foreign}, cliponaxis=False,
        unselected={"textfont": {"color": drawing.colours.foreign}},
    )  # fmt: skip


def _gathered_numbers(acts: pd.DataFrame, a_pixel: float) -> dict[int, str]:
    """The label of each act that has one, by its row in `acts`: a number, or "2…5" where the next found no room."""
    ends: dict[int, tuple[int, float, int, int]] = {}  # of the lane's last label: row, place, first and last number
    told: dict[int, str] = {}
    for index, row, number, x in zip(acts.index, acts["row"], acts["act_no"].astype(int), acts["x"], strict=True):
        last = ends.get(row)
        if last is None or x - _half(str(number), a_pixel) >= last[1] + _half(told[last[0]], a_pixel):
            ends[row] = (index, float(x), number, number)
            told[index] = str(number)
        else:
            first, after = min(last[2], number), max(last[3], number)
            ends[row] = (last[0], last[1], first, after)
            told[last[0]] = f"{first}…{after}"
    return told


def _half(label: str, a_pixel: float) -> float:
    """Half the width of a number on the axis, with the blank beside it."""
    return (4 + 3.4 * len(label)) * a_pixel
