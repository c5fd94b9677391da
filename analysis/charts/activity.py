"""The activity strip: events over time as bars, the suspects marked below zero, a line at the first divergence.

Two figures that stand one on the other and read as one: see `tracks`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.charts.clock import moment
from analysis.charts.figure import figure, plain
from analysis.charts.palette import Palette

HEIGHT_PX = 148
"""Of the bars; with two tracks and the axis below them the strip is 212."""
GROUND_PX = 2
TICKS, PHONE_TICKS = 9, 4
TRACK_PX = 19
AXIS_PX = 24
LABEL_PX = 20
WIDTH_PX = 1_000
FEWEST_BARS = 30
"""Room for this many at least: four bars over the whole width would be a wall."""
CLOSEST_PX = 6
"""Marks of one track nearer than this are drawn once; the list below has all."""


@dataclass(frozen=True)
class Track:
    """How one group of suspects is marked."""

    group: str
    word: str
    glyph: str
    symbol: str
    is_hollow: bool


TRACKS = (
    Track("look", "worth a look", "◐", "circle-open", True),
    Track("replay", "likely replay", "◆", "diamond", False),
    Track("confirmed", "confirmed", "◆", "diamond-cross", False),
)


def activity(
    bars: pd.DataFrame,
    colours: Palette,
    *,
    step_min: int,
    first_at: Any = None,
    window: tuple[pd.Timestamp, pd.Timestamp] | None = None,
    phone: bool = False,
) -> go.Figure:
    """Draw the bars. On a desktop a box is drawn over them by dragging.

    Shape: `bars` from_at, event_count, in order without gaps, at least one. A bar's `customdata` is "bin:" and its
    beginning. `first_at` is the first divergence; `window` is a chosen stretch, washed. Units: UTC.
    """
    top = max(int(bars["event_count"].max()), 1)
    unit = top / (HEIGHT_PX - LABEL_PX - GROUND_PX)  # events a pixel
    step = pd.Timedelta(minutes=step_min)
    result, ends = _strip(HEIGHT_PX, bars, step, colours, phone)
    result.update_layout(
        dragmode=False if phone else "select", selectdirection="h", bargap=0.12 if len(bars) <= 260 else 0,
        newselection={"line": {"width": 1, "color": colours.muted, "dash": "dot"}},
    )  # fmt: skip
    places, _ = ticks(*ends, PHONE_TICKS if phone else TICKS)
    result.update_xaxes(tickvals=places, showticklabels=False)
    steps = levels(top)
    result.update_yaxes(
        range=[-GROUND_PX * unit, top + LABEL_PX * unit], tickvals=steps, tickangle=0,
        ticktext=[f"{value // 1000:g}k" if phone and value >= 1_000 and value % 1000 == 0 else f"{value:,}"
                  for value in steps],
    )  # fmt: skip
    _bars(result, bars, step, colours)
    _window(result, window, colours)
    if first_at is not None:
        at = pd.Timestamp(first_at)
        left = (at - ends[0]) < 0.5 * (ends[1] - ends[0])
        _line(result, at, colours)
        result.add_annotation(
            x=at, xanchor="left" if left else "right", xshift=5 if left else -5, yref="paper", y=1, yanchor="top",
            text="<b>First divergence</b>" if phone else f"<b>First divergence</b> {moment(at)}", showarrow=False,
            font={"size": 12, "color": colours.foreign}, bgcolor=colours.paper, borderpad=0,
        )  # fmt: skip
    return result


def tracks(
    bars: pd.DataFrame,
    suspects: pd.DataFrame,
    colours: Palette,
    *,
    step_min: int,
    first_at: Any = None,
    window: tuple[pd.Timestamp, pd.Timestamp] | None = None,
    phone: bool = False,
) -> go.Figure:
    """Draw the suspects below the bars, one row a group, and the axis of both.

    Why apart from the bars: in one figure the browser either draws boxes or takes clicks, never both.
    Shape: `bars` as `activity`; `suspects` session_key, actor_login, at, group (look, replay, confirmed). A mark's
    `customdata` is "session:" and its key.
    """
    shown = [track for track in TRACKS if suspects["group"].eq(track.group).any()]
    height = TRACK_PX * len(shown) + AXIS_PX + 2
    result, ends = _strip(height, bars, pd.Timedelta(minutes=step_min), colours, phone)
    result.update_layout(margin_b=AXIS_PX)
    places, labels = ticks(*ends, PHONE_TICKS if phone else TICKS)
    result.update_xaxes(tickvals=places, ticktext=labels, tickangle=0)
    result.update_yaxes(range=[-max(len(shown), 0.1), 0], tickvals=[], showgrid=False)
    for number, track in enumerate(shown):
        _track(result, suspects[suspects["group"].eq(track.group)], track, -(number + 0.5), ends, colours, phone)
    if not shown:  # a figure without a trace has no axes
        result.add_scatter(x=[ends[0]], y=[-1], mode="markers", marker={"opacity": 0}, hoverinfo="skip", name="none")
    _window(result, window, colours)
    if first_at is not None:
        _line(result, pd.Timestamp(first_at), colours)
    return result


def _strip(
    height: int, bars: pd.DataFrame, step: pd.Timedelta, colours: Palette, phone: bool
) -> tuple[go.Figure, tuple[Any, Any]]:
    """An empty figure over the time of the bars; both strips have the same edges, so that they are one picture."""
    result = figure(height, colours)
    first, last = bars["from_at"].iloc[0], bars["from_at"].iloc[-1] + step
    ends = first, max(last, first + FEWEST_BARS * step)
    result.update_layout(margin={"l": 26 if phone else 92, "r": 8, "t": 0, "b": 0})
    result.update_xaxes(range=list(ends), showgrid=True, type="date")
    return result, ends


def _window(result: go.Figure, window: tuple[pd.Timestamp, pd.Timestamp] | None, colours: Palette) -> None:
    if window is None:
        return
    result.add_vrect(x0=window[0], x1=window[1], fillcolor=colours.muted, opacity=0.13, line_width=0, layer="below")
    for edge in window:
        result.add_vline(x=edge, line={"color": colours.muted, "width": 1, "dash": "dot"})


def _line(result: go.Figure, at: pd.Timestamp, colours: Palette) -> None:
    result.add_shape(
        type="line", x0=at, x1=at, yref="paper", y0=0, y1=1, line={"color": colours.foreign, "width": 1.5},
    )  # fmt: skip


def _bars(result: go.Figure, bars: pd.DataFrame, step: pd.Timedelta, colours: Palette) -> None:
    said = [
        f"{moment(begun)[:-3]} UTC · {count:,} events"
        for begun, count in zip(bars["from_at"], bars["event_count"], strict=True)
    ]
    result.add_bar(
        x=bars["from_at"] + step / 2, y=bars["event_count"], width=step.total_seconds() * 1000 * 0.88,
        marker={"color": colours.faint, "line": {"width": 0}}, name="events",
        customdata=[[f"bin:{begun:%Y-%m-%dT%H:%M}"] for begun in bars["from_at"]],
        hovertext=said, hovertemplate="%{hovertext}<extra></extra>", textposition="none",
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 0.6}},
    )  # fmt: skip


def _track(
    result: go.Figure, group: pd.DataFrame, track: Track, y: float, ends: tuple[Any, Any], colours: Palette, phone: bool
) -> None:
    ordered = group.sort_values(["at", "session_key"])
    pixel = ((ordered["at"] - ends[0]) / (ends[1] - ends[0]) * WIDTH_PX // CLOSEST_PX).to_numpy()
    counts = ordered.assign(pixel=pixel).groupby("pixel")["session_key"].transform("size")
    marks = ordered.assign(count=counts)[~pd.Series(pixel, index=ordered.index).duplicated()]
    colour = colours.suspicious if track.group == "look" else colours.foreign
    edge = (1.6, colour) if track.is_hollow else (1.2, colours.paper)
    result.add_shape(
        type="line", xref="paper", x0=0, x1=1, y0=y, y1=y, line={"color": colours.hair, "width": 1}, layer="below",
    )  # fmt: skip
    result.add_annotation(
        xref="paper", x=0, xshift=-6, xanchor="right", y=y, showarrow=False, text=track.glyph if phone else track.word,
        font={"size": 12, "color": colours.muted},
    )  # fmt: skip
    said = [
        f"{moment(mark.at)} UTC · {plain(mark.actor_login, 60)}"
        + (f" and {mark.count - 1} more" if mark.count > 1 else "")
        for mark in marks.itertuples(index=False)
    ]
    result.add_scatter(
        x=marks["at"], y=np.full(len(marks), y), mode="markers", name=track.group,
        marker={"symbol": track.symbol, "size": 9 if track.is_hollow else 11, "color": colour,
                "line": {"width": edge[0], "color": edge[1]}},
        customdata=[[f"session:{key}"] for key in marks["session_key"]],
        hovertext=said, hovertemplate="%{hovertext}<extra></extra>", cliponaxis=False,
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 0.6}},
    )  # fmt: skip


def levels(top: int) -> list[int]:
    """Two or three round numbers up to `top`, for the count axis."""
    step = next(
        base * 10**power for power in range(10) for base in (1, 2, 5) if top / (base * 10**power) <= 4.2
    )  # fmt: skip
    return list(range(step, top + 1, step))


def ticks(first: pd.Timestamp, last: pd.Timestamp, wanted: int) -> tuple[list[pd.Timestamp], list[str]]:
    """About `wanted` round times between two, with labels: days as "Mon 09", hours as "14:00", months with the year."""
    span = last - first
    for step in ("5min", "15min", "30min", "1h", "3h", "6h", "12h"):
        if span / pd.Timedelta(step) <= wanted and span < pd.Timedelta(days=2):
            places = list(pd.date_range(first.ceil(step), last, freq=step))
            return places, _clock_labels(places)
    days = next(count for count in (1, 2, 3, 7, 14, 30, 91, 365, 3650) if span / pd.Timedelta(days=count) <= wanted)
    places = list(pd.date_range(first.ceil("D"), last, freq=f"{days}D"))
    form = "%a %d" if span <= pd.Timedelta(days=14) else "%d %b" if span <= pd.Timedelta(days=300) else "%b %Y"
    return places, [f"{place:{form}}" for place in places]


def _clock_labels(places: Sequence[pd.Timestamp]) -> list[str]:
    labels, day = [], None
    for place in places:
        labels.append(f"{place:%H:%M}" if place.date() == day else f"{place.day} {place:%b %H:%M}")
        day = place.date()
    return labels
