"""The two timelines of a debrief on one clock: the truth above, the clock between them, the team below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from analysis.charts.figure import figure, plain
from analysis.charts.palette import Palette
from analysis.exercise.debrief.shape import (
    ANSWER,
    CALL,
    HELP,
    MESSAGE,
    PARTLY,
    RIGHT,
    THIEF,
    VICTIM,
    Debrief,
    Moment,
)

ROW_PX = 44
LABEL_PX, PHONE_LABEL_PX = 78, 64
TOP, BOTTOM = 1.3, -4.35
"""Ends of the picture in rows; the truth stands at 0."""
CLOCK_Y = -0.72
TEAM_ROWS = (("Messages", MESSAGE, -1.5), ("Help", HELP, -2.3), ("Answers", ANSWER, -3.1), ("Calls", CALL, -3.9))
CLOSE, PHONE_CLOSE = 0.018, 0.045
"""Share of the axis within which two marks of a row step aside."""
LEVELS, STEP = 3, 0.15
KEY = "Filled: right. Dotted: partly. Hollow: not right. Above the clock, hollow: the log shows nothing of it."


@dataclass(frozen=True)
class Frame:
    """How wide the axis is, and what counts as close on it."""

    span: float
    close: float
    is_phone: bool

    @property
    def edge(self) -> float:
        """Room at both ends, so that no mark is cut."""
        return self.span * (0.035 if self.is_phone else 0.015)

    def levels(self, moments: Sequence[Moment]) -> list[int]:
        """How far each mark steps aside, so that neighbours can be told apart."""
        told: list[int] = []
        for place, one in enumerate(moments):
            is_close = place > 0 and one.minute - moments[place - 1].minute < self.close * self.span
            told.append((told[-1] + 1) % LEVELS if is_close else 0)
        return told


def debrief_timeline(told: Debrief, colours: Palette, *, phone: bool = False) -> go.Figure:
    """Draw both timelines. `customdata` of a step's mark is its first event; empty where the log shows none."""
    frame = Frame(max(told.played.minutes, 1.0), PHONE_CLOSE if phone else CLOSE, phone)
    result = figure(round((TOP - BOTTOM) * ROW_PX), colours)
    result.update_layout(margin={"l": PHONE_LABEL_PX if phone else LABEL_PX, "r": 10, "t": 0, "b": 0})
    result.update_xaxes(visible=False, range=[-frame.edge, frame.span + frame.edge])
    result.update_yaxes(visible=False, range=[BOTTOM, TOP])
    _rows(result, colours)
    _clock(result, told, frame, colours)
    _wait(result, told, frame, colours)
    _truth(result, told, frame, colours)
    for _, kind, y in TEAM_ROWS:
        _team(result, [one for one in told.team if one.kind == kind], y, frame, colours)
    return result


def _rows(result: go.Figure, colours: Palette) -> None:
    for label, y in (("In the log", 0.0), *((label, y) for label, _, y in TEAM_ROWS)):
        result.add_shape(
            type="line", xref="paper", x0=0, x1=1, y0=y, y1=y, line={"width": 1, "color": colours.hair}, layer="below"
        )
        result.add_annotation(
            xref="paper", x=0, xanchor="right", xshift=-8, y=y, text=label, showarrow=False,
            font={"size": 12, "color": colours.ink if y == 0 else colours.muted},
        )  # fmt: skip


def _clock(result: go.Figure, told: Debrief, frame: Frame, colours: Palette) -> None:
    """Minutes of play and the time of the log in one band between the two."""
    result.add_shape(
        type="rect", xref="paper", x0=0, x1=1, y0=CLOCK_Y - 0.28, y1=CLOCK_Y + 0.28, line={"width": 0},
        fillcolor=colours.panel, layer="below",
    )  # fmt: skip
    result.add_annotation(
        xref="paper", x=0, xanchor="right", xshift=-8, y=CLOCK_Y, text="Minute<br>UTC", showarrow=False,
        font={"size": 11, "color": colours.muted}, align="right",
    )  # fmt: skip
    shown = told.ticks[:: 2 if frame.is_phone and len(told.ticks) > 5 else 1]
    for minute, text in shown:
        result.add_shape(
            type="line", x0=minute, x1=minute, y0=BOTTOM, y1=0.4, line={"width": 1, "color": colours.hair},
            layer="below",
        )  # fmt: skip
        anchor = "left" if minute == 0 else "right" if minute > 0.97 * frame.span else "center"
        result.add_annotation(
            x=minute, y=CLOCK_Y, xanchor=anchor, text=f"<b>{minute:g}</b><br>{plain(text)}", showarrow=False,
            font={"size": 11, "color": colours.muted}, align=anchor,
        )  # fmt: skip


def _wait(result: go.Figure, told: Debrief, frame: Frame, colours: Palette) -> None:
    """From the first sign to the right call."""
    if told.seen_from is None:
        return
    tone = colours.foreign if told.is_replay else colours.muted
    until = told.seen_at if told.seen_at is not None else told.played.ended_minute
    result.add_shape(
        type="rect", x0=told.seen_from, x1=max(until, told.seen_from), y0=BOTTOM, y1=TOP - 0.3, line={"width": 0},
        fillcolor=colours.wash if told.is_replay else colours.panel, layer="below",
    )  # fmt: skip
    result.add_shape(
        type="line", x0=told.seen_from, x1=told.seen_from, y0=BOTTOM, y1=TOP - 0.3, line={"width": 1.5, "color": tone}
    )
    if told.seen_at is not None:
        result.add_shape(
            type="line",
            x0=until,
            x1=until,
            y0=BOTTOM,
            y1=CLOCK_Y - 0.28,
            line={"width": 1.5, "color": colours.ink, "dash": "dot"},
        )
    is_left = told.seen_from < 0.55 * frame.span
    result.add_annotation(
        x=told.seen_from, y=TOP - 0.14, xanchor="left" if is_left else "right", text=f"<b>{told.wait_words}</b>",
        showarrow=False, font={"size": 12, "color": tone},
    )  # fmt: skip


def _truth(result: go.Figure, told: Debrief, frame: Frame, colours: Palette) -> None:
    steps = told.truth
    levels = frame.levels(steps)
    first = next((one.no for one in steps if one.who == THIEF and one.session_id), 0)
    tones = [colours.foreign if one.who == THIEF else colours.origin if one.who == VICTIM else colours.other
             for one in steps]  # fmt: skip
    edges = [colours.paper if one.event_id else tone for one, tone in zip(steps, tones, strict=True)]
    symbols = ["diamond" if one.no == first else "circle" if one.event_id else "circle-open" for one in steps]
    result.add_scatter(
        x=[one.minute for one in steps],
        y=[0.0] * len(steps),
        mode="markers",
        marker={
            "symbol": symbols,
            "size": [15 if one.no == first else 11 for one in steps],
            "opacity": 1.0,  # plotly fades marks of several sizes by itself
            "color": tones,
            "line": {"width": [1.2 if one.event_id else 1.8 for one in steps], "color": edges},
        },
        customdata=[[one.event_id] for one in steps],
        hovertext=[_hover(one, f"{one.no} · {plain(one.name, 40)}") for one in steps],
        hoverinfo="text",
        unselected={"marker": {"opacity": 0.6}},
    )  # fmt: skip
    for one, level, tone in zip(steps, levels, tones, strict=True):
        # the first event of the thief stands on a line: its number stands beside it
        beside = {"y": 0.0, "xanchor": "right", "xshift": -10} if one.no == first else {"y": 0.34 + 0.24 * level}
        result.add_annotation(
            x=one.minute, text=f"<b>{one.no}</b>", showarrow=False, font={"size": 12, "color": tone}, **beside
        )


def _team(result: go.Figure, moments: Sequence[Moment], y: float, frame: Frame, colours: Palette) -> None:
    if not moments:
        return
    is_counted = moments[0].kind in (ANSWER, CALL)
    tone = colours.ink if is_counted else colours.muted
    result.add_scatter(
        x=[one.minute for one in moments],
        y=[y + STEP * level for level in frame.levels(moments)],
        mode="markers",
        marker={
            "symbol": [_symbol(one) for one in moments],
            "size": 12 if is_counted else 10,
            "color": tone,
            "line": {"width": 1.6, "color": tone},
        },
        customdata=[[""] for _ in moments],
        hovertext=[_hover(one, plain(one.name, 40)) for one in moments],
        hoverinfo="text",
        unselected={"marker": {"opacity": 0.6}},
    )


def _symbol(one: Moment) -> str:
    if one.kind == MESSAGE:
        return "line-ns-open"
    if one.kind == HELP:
        return "triangle-up-open"
    shape = "square" if one.kind == CALL else "circle"
    return {RIGHT: shape, PARTLY: f"{shape}-open-dot"}.get(one.outcome, f"{shape}-open")


def _hover(one: Moment, who: str) -> str:
    said = plain(one.words, 110)
    told = f"<b>minute {one.minute:.1f}</b> · {one.at.day} {one.at:%b %H:%M:%S} UTC<br>{who}<br>{said}"
    return f"{told}<br>{one.outcome}" if one.outcome else told
