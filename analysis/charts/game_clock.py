"""A game on its clock: what the log told, what was sent, asked, answered and called, minute by minute."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.figure import figure, plain
from analysis.charts.palette import Palette

ROW_PX = 40
TOP_PX, AXIS_PX = 20, 24
LABEL_PX, PHONE_LABEL_PX = 92, 78
WIDTH_PX, PHONE_WIDTH_PX = 1_000, 260
"""Of the drawn part, about; marks nearer than CLOSEST_PX step aside."""
CLOSEST_PX = 17
STEP = 0.24
MOST_TOLD = 8
"""Marks that the hover of one names, where it stands for several."""
TITLES = {
    "log": "In the log",
    "messages": "Messages",
    "asked": "Questions",
    "answers": "Answers",
    "calls": "Calls",
    "help": "Help given",
}
LOOKS = {"log": ("circle", 11), "messages": ("square", 11), "asked": ("line-ns", 13), "answers": ("circle", 11),
         "calls": ("diamond", 13), "help": ("triangle-up", 11)}  # fmt: skip
OF_WORTH = {"right": "right", "partly": "some points", "wrong": "no points", "open": "to be marked"}


def game_clock(
    marks: pd.DataFrame, colours: Palette, *, minute: float, minutes: float, phone: bool = False
) -> go.Figure:
    """Draw the marks.

    Shape: `marks` row, minute, status, side, label, words, as `picture.marks` gives them. Rows without a mark are left
    out. Filled: it happened; hollow: it is to come, or was worth a part; a cross was worth nothing.
    Units: minutes of play.
    """
    rows = [row for row in TITLES if marks["row"].eq(row).any()]
    result = figure(TOP_PX + ROW_PX * max(len(rows), 1) + AXIS_PX, colours)
    result.update_layout(margin={"l": PHONE_LABEL_PX if phone else LABEL_PX, "r": 16, "t": TOP_PX, "b": AXIS_PX})
    room = minutes * (0.03 if phone else 0.012)
    result.update_xaxes(range=[-room, minutes + room], tickangle=0, dtick=_step(minutes, 5 if phone else 10), tick0=0)
    result.update_yaxes(
        range=[-len(rows) + 0.45, 0.55], tickvals=[-place for place in range(len(rows))],
        ticktext=[TITLES[row] for row in rows],
    )  # fmt: skip
    near = CLOSEST_PX * minutes / (PHONE_WIDTH_PX if phone else WIDTH_PX)
    for place, row in enumerate(rows):
        part = marks[marks["row"].eq(row)]
        if phone and row == "help":
            part = part.assign(label="")  # words beside marks would cover each other there
        together = list(_together(part, near))
        _draw(result, together, row, list(_steps([one[0].minute for one in together], near)), -place, colours)
    _now(result, minute, minutes, colours)
    return result


def _draw(result: go.Figure, together: list[list[Any]], row: str, steps: list[float], y: int, colours: Palette) -> None:
    symbol, size = LOOKS[row]
    looks = [_look(part[0], symbol, colours) for part in together]
    result.add_scatter(
        x=[sum(mark.minute for mark in part) / len(part) for part in together], y=[y + step for step in steps],
        mode="markers+text", name=row, text=[_label(part) for part in together], textposition="middle right",
        textfont={"size": 12, "color": colours.muted}, cliponaxis=False,
        hovertext=["<br>".join(_said(mark) for mark in part[:MOST_TOLD]) for part in together],
        hovertemplate="%{hovertext}<extra></extra>",
        marker={
            "opacity": 1, "symbol": [look["symbol"] for look in looks],
            "size": [size + 3 * (len(part) > 1) for part in together],
            "color": [look["color"] for look in looks],
            "line": {"width": [look["line"] for look in looks], "color": [look["edge"] for look in looks]},
        },
    )  # fmt: skip


def _together(part: pd.DataFrame, near: float) -> Iterator[list[Any]]:
    """Marks of one row, those that look alike and would cover each other as one."""
    held: list[Any] = []
    for mark in part.sort_values("minute", kind="stable").itertuples():
        is_alike = held and (mark.status, mark.side) == (held[-1].status, held[-1].side)
        if held and not (is_alike and mark.minute - held[-1].minute < near):
            yield held
            held = []
        held.append(mark)
    if held:
        yield held


def _label(part: list[Any]) -> str:
    first, last = plain(part[0].label, 12), plain(part[-1].label, 12)
    return first if first == last else f"{first}\N{EN DASH}{last}"


def _look(mark: Any, symbol: str, colours: Palette) -> dict[str, Any]:
    colour = {"foreign": colours.foreign, "origin": colours.origin}.get(mark.side, colours.other)
    if mark.status == "wrong":
        return {"symbol": "x-thin", "color": colour, "line": 2, "edge": colour}
    if symbol == "line-ns":
        colour = colour if mark.status == "done" else colours.faint
        return {"symbol": symbol, "color": colour, "line": 2, "edge": colour}
    if mark.status in ("to come", "partly", "open"):
        return {"symbol": f"{symbol}-open", "color": colour, "line": 1.6, "edge": colour}
    return {"symbol": symbol, "color": colour, "line": 1.2, "edge": colours.paper}


def _said(mark: Any) -> str:
    when = "to come at" if mark.status == "to come" else ""
    worth = OF_WORTH.get(mark.status, "")
    head = " · ".join(word for word in (f"{when} minute {mark.minute:.1f}".strip(), worth) if word)
    return f"<b>{plain(mark.words, 70)}</b><br>{head}"


def _steps(minutes: list[float], near: float) -> Iterator[float]:
    """Marks of one row that would still cover each other step up, down, and back: time stays true."""
    last, level = None, 0
    for minute in minutes:
        level = (level + 1) % 3 if last is not None and minute - last < 2 * near else 0
        last = minute
        yield (0.0, STEP, -STEP)[level]


def _now(result: go.Figure, minute: float, minutes: float, colours: Palette) -> None:
    result.add_vrect(x0=0, x1=minute, fillcolor=colours.ink, opacity=0.04, line_width=0, layer="below")
    result.add_vline(x=minute, line={"color": colours.ink, "width": 1.5})
    left = minute < minutes / 2
    result.add_annotation(
        x=minute, yref="paper", y=1, yanchor="bottom", xanchor="left" if left else "right", xshift=-4 if left else 4,
        text=f"<b>minute {minute:.1f}</b>", showarrow=False, font={"size": 12, "color": colours.ink},
    )  # fmt: skip


def _step(minutes: float, wanted: int) -> float:
    return next((one for one in (1, 2, 5, 10, 15, 30, 60, 120) if minutes / one <= wanted), 240)
