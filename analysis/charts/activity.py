"""The activity strip: events over time as bars, the suspects marked below zero, a line at the first divergence."""

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

HEIGHT_PX = 214
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
    suspects: pd.DataFrame,
    colours: Palette,
    *,
    step_min: int,
    first_at: Any = None,
    window: tuple[pd.Timestamp, pd.Timestamp] | None = None,
    phone: bool = False,
) -> go.Figure:
    """Draw the strip.

    Shape: `bars` from_at, event_count, in order without gaps, at least one; `suspects` session_key, actor_login,
    at, group (look, replay, confirmed). A bar's `customdata` is "bin:" and its beginning, a mark's "session:" and
    its key. `window` is a chosen stretch, washed. Units: UTC.
    """
    shown = [track for track in TRACKS if suspects["group"].eq(track.group).any()]
    height = HEIGHT_PX + TRACK_PX * max(len(shown) - 2, 0)
    result = figure(height, colours)
    top = max(int(bars["event_count"].max()), 1)
    room = height - AXIS_PX - LABEL_PX - TRACK_PX * len(shown) - 6
    unit = top / room  # events a pixel
    floor = -(TRACK_PX * len(shown) + 6) * unit
    step = pd.Timedelta(minutes=step_min)
    first, last = bars["from_at"].iloc[0], bars["from_at"].iloc[-1] + step
    ends = first, max(last, first + FEWEST_BARS * step)
    result.update_layout(
        margin={"l": 26 if phone else 92, "r": 8, "t": 0, "b": AXIS_PX},
        dragmode=False if phone else "select", selectdirection="h", bargap=0.12 if len(bars) <= 260 else 0,
        newselection={"line": {"width": 1, "color": colours.muted, "dash": "dot"}},
    )  # fmt: skip
    _axes(result, bars, ends, top, floor, unit, phone)
    _bars(result, bars, step, colours)
    for number, track in enumerate(shown):
        _track(result, suspects[suspects["group"].eq(track.group)], track, -(TRACK_PX * (number + 0.5) + 4) * unit,
               ends, colours, phone)  # fmt: skip
    if first_at is not None:
        _first(result, pd.Timestamp(first_at), ends, top, floor, unit, colours, phone)
    if window is not None:
        result.add_vrect(
            x0=window[0], x1=window[1], fillcolor=colours.muted, opacity=0.13, line_width=0, layer="below",
        )  # fmt: skip
        for edge in window:
            result.add_vline(x=edge, line={"color": colours.muted, "width": 1, "dash": "dot"})
    return result


def _axes(
    result: go.Figure, bars: pd.DataFrame, ends: tuple[Any, Any], top: int, floor: float, unit: float, phone: bool
) -> None:
    places, labels = ticks(*ends, 4 if phone else 9)
    result.update_xaxes(
        range=list(ends), tickvals=places, ticktext=labels, tickangle=0, showgrid=True, type="date",
    )  # fmt: skip
    steps = levels(top)
    result.update_yaxes(
        range=[floor, top + LABEL_PX * unit], tickvals=steps, tickangle=0,
        ticktext=[f"{value // 1000:g}k" if phone and value >= 1_000 and value % 1000 == 0 else f"{value:,}"
                  for value in steps],
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


def _first(
    result: go.Figure, at: pd.Timestamp, ends: tuple[Any, Any], top: int, floor: float, unit: float,
    colours: Palette, phone: bool,
) -> None:  # fmt: skip
    left = (at - ends[0]) < 0.5 * (ends[1] - ends[0])
    result.add_shape(
        type="line", x0=at, x1=at, y0=floor, y1=top + LABEL_PX * unit, line={"color": colours.foreign, "width": 1.5},
    )  # fmt: skip
    words = "<b>First divergence</b>" if phone else f"<b>First divergence</b> {moment(at)}"
    result.add_annotation(
        x=at, xanchor="left" if left else "right", xshift=5 if left else -5, y=top + LABEL_PX * unit, yanchor="top",
        showarrow=False, text=words, font={"size": 12, "color": colours.foreign}, bgcolor=colours.paper, borderpad=0,
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
