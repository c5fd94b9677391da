"""Protection against friction: what each control would have stopped, over how many honest sessions it interrupts.

Not here: the numbers (`analysis/controls`). Labels and ids are our own words, never text of a log.
"""

from __future__ import annotations

import math

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.figure import figure, plain, rows
from analysis.charts.palette import Palette

HEIGHT = 452
PHONE_HEIGHT = 300
FOOT_PX = 46
LEFT_PX = 34
TOP_PX = 26
ROW_PX = 30
LABEL_PX = 222
PHONE_LABEL_PX = 150
LEAST = 0.1
"""Of 1,000: where a control that interrupts nobody, or hardly anybody, stands on the logarithmic axis."""
WIDTH_PX, PHONE_WIDTH_PX = 700, 300
"""About how wide the picture is; the server does not know."""
LETTER_PX = 6.7
LINE_PX = 15
_TICKS = (0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000)

Box = tuple[float, float, float, float]


def controls(
    choices: pd.DataFrame, colours: Palette, *, chosen: str, replay_count: int, phone: bool = False
) -> go.Figure:
    """Draw the choices.

    Shape: `choices` name, label, per_1000 (not null), stopped, is_pair, on_frontier; at least one row. A click carries
    the name as `customdata[0]`. Units: x is the logarithm (base 10) of honest sessions interrupted of 1,000 on a linear
    axis, y replays stopped of `replay_count`.
    """
    height = PHONE_HEIGHT if phone else HEIGHT
    result = figure(height, colours)
    drawn = choices.assign(x=[math.log10(max(value, LEAST)) for value in choices["per_1000"]])
    low = min(float(drawn["x"].min()) - 0.35, 1.0)
    high = 3.12
    result.update_layout(margin={"l": LEFT_PX, "r": 8, "t": TOP_PX, "b": FOOT_PX})
    ticks = [tick for tick in _TICKS if low <= math.log10(tick) <= high][:: 2 if phone and low < 0 else 1]
    result.update_xaxes(
        range=[low, high], tickvals=[math.log10(tick) for tick in ticks], ticktext=[f"{tick:,}" for tick in ticks],
        tickangle=0,
        title={"text": "honest sessions interrupted, of 1,000 (log)", "font": _font(colours), "standoff": 8},
    )  # fmt: skip
    step = max(1, math.ceil(replay_count / 6))
    result.update_yaxes(
        range=[-0.03 * replay_count, replay_count * 1.1], tickvals=list(range(0, replay_count + 1, step))
    )
    if not phone:
        result.add_annotation(
            xref="paper", yref="paper", x=0, y=1, yanchor="bottom", xanchor="left", showarrow=False, yshift=6,
            text=f"replays interrupted, of {replay_count:,}", font=_font(colours),
        )  # fmt: skip
    _frontier(result, drawn, colours, low, high)
    for on_frontier in (False, True):
        _marks(result, drawn[drawn["on_frontier"].eq(on_frontier)], colours, chosen, replay_count, on_frontier)
    _labels(result, drawn, colours, chosen, replay_count, (low, high), phone=phone)
    return result


def prices(choices: pd.DataFrame, colours: Palette, *, chosen: str, phone: bool = False) -> go.Figure:
    """Only the price, a row a choice: for a log without a replay. Shape and click as in `controls`."""
    count = len(choices)
    result = figure(count * ROW_PX + FOOT_PX, colours)
    left = PHONE_LABEL_PX if phone else LABEL_PX
    result.update_layout(margin={"l": left, "r": 34, "t": 0, "b": FOOT_PX})
    places = [-place for place in range(count)]
    most = max(float(choices["per_1000"].max()), 1.0)
    result.update_yaxes(
        range=[-count + 0.4, 0.6], tickvals=places, ticktext=[plain(label) for label in choices["label"]],
        showgrid=False, tickfont={"size": 12, "color": colours.ink},
    )  # fmt: skip
    result.update_xaxes(
        range=[0, most * 1.1], nticks=4, tickangle=0, rangemode="tozero",
        title={"text": "sessions interrupted, of 1,000", "font": _font(colours), "standoff": 8},
    )  # fmt: skip
    fills = [colours.ink if name == chosen else colours.faint for name in choices["name"]]
    result.add_bar(
        y=places, x=choices["per_1000"], orientation="h", width=0.42, marker={"color": fills},
        customdata=choices[["name"]].to_numpy(), text=[_rate(value) for value in choices["per_1000"]],
        textposition="outside", cliponaxis=False, constraintext="none", textfont={"size": 12, "color": colours.muted},
        hovertemplate=[_hover(row, 0) for row in rows(choices)],
        unselected={"marker": {"opacity": 0.6}},
    )  # fmt: skip
    return result


def _frontier(result: go.Figure, drawn: pd.DataFrame, colours: Palette, low: float, high: float) -> None:
    best = drawn[drawn["on_frontier"]].sort_values("x")
    if best.empty:
        return
    xs, ys, level = [low], [0.0], 0.0
    for row in rows(best):
        xs += [row.x, row.x]
        ys += [level, float(row.stopped)]
        level = float(row.stopped)
    result.add_scatter(
        x=[*xs, high], y=[*ys, level], mode="lines", line={"color": colours.explained, "width": 2}, fill="tozeroy",
        fillcolor=_wash(colours.explained), hoverinfo="skip",
    )  # fmt: skip


def _marks(
    result: go.Figure, part: pd.DataFrame, colours: Palette, chosen: str, replay_count: int, on_frontier: bool
) -> None:
    if part.empty:
        return
    edge = colours.paper if on_frontier else colours.other
    result.add_scatter(
        x=part["x"], y=part["stopped"], mode="markers", customdata=part[["name"]].to_numpy(), cliponaxis=False,
        marker={
            "symbol": ["diamond" if pair else "circle" for pair in part["is_pair"]],
            "size": [16 if name == chosen else 13 for name in part["name"]],
            "color": colours.explained if on_frontier else colours.paper,
            "line": {
                "color": [colours.ink if name == chosen else edge for name in part["name"]],
                "width": [2.5 if name == chosen else 1.2 if on_frontier else 2 for name in part["name"]],
            },
        },
        hovertemplate=[_hover(row, replay_count) for row in rows(part)],
        unselected={"marker": {"opacity": 0.6}},
    )  # fmt: skip


def _labels(
    result: go.Figure,
    drawn: pd.DataFrame,
    colours: Palette,
    chosen: str,
    replay_count: int,
    ends: tuple[float, float],
    *,
    phone: bool,
) -> None:
    """Labels on the marks, the frontier's first; what would cover another is left to the hover and the table."""
    low, high = ends
    wide = (PHONE_WIDTH_PX if phone else WIDTH_PX) - LEFT_PX - 8
    tall = (PHONE_HEIGHT if phone else HEIGHT) - FOOT_PX - TOP_PX
    at = [
        ((row.x - low) / (high - low) * wide, tall * (1 - (row.stopped / max(replay_count, 1) + 0.03) / 1.13))
        for row in rows(drawn)
    ]
    taken: list[Box] = [(x - 8, y - 8, x + 8, y + 8) for x, y in at]
    best = sorted(
        (place for row, place in zip(rows(drawn), at, strict=True) if row.on_frontier), key=lambda one: one[0]
    )
    for (x, y), (until, _) in zip(best, [*best[1:], (wide, 0.0)], strict=False):
        taken.append((x, y - 1, until, y + 1))
    for (_, y), (x, above) in zip([(0.0, tall), *best], best, strict=False):
        taken.append((x - 1, above, x + 1, y))
    order = sorted(zip(rows(drawn), at, strict=True), key=lambda one: (one[0].name != chosen, not one[0].on_frontier))
    for row, (x, y) in order:
        if phone and not row.on_frontier and row.name != chosen:
            continue
        is_bold = bool(row.on_frontier)
        length = len(row.label) * LETTER_PX * (1.08 if is_bold else 1)
        for dx, dy, anchor in _ways(is_bold, length):
            left = x + dx - {"right": length, "left": 0.0, "center": length / 2}[anchor]
            box = (left, y + dy - LINE_PX / 2, left + length, y + dy + LINE_PX / 2)
            if box[0] < -LEFT_PX + 4 or box[2] > wide + 6 or box[1] < -TOP_PX or box[3] > tall or _meets(box, taken):
                continue
            taken.append(box)
            result.add_annotation(
                x=row.x, y=row.stopped, xshift=dx, yshift=-dy, xanchor=anchor, yanchor="middle", showarrow=False,
                text=f"<b>{plain(row.label)}</b>" if is_bold else plain(row.label),
                font={"size": 12, "color": colours.explained_text if is_bold else colours.muted},
            )  # fmt: skip
            break


def _ways(is_bold: bool, length: float) -> list[tuple[float, float, str]]:
    """Where a label may stand about its mark, the best first: shift to the right and down, px, and its anchor."""
    left, right = (-12.0, 0.0, "right"), (12.0, 0.0, "left")
    above = [(0.0, -17.0, "center"), (-8.0, -17.0, "right"), (8.0, -17.0, "left")]
    below = [(0.0, 17.0, "center"), (-8.0, 17.0, "right"), (8.0, 17.0, "left")]
    near = [(-12.0, -12.0, "right"), left, *above, right, *below] if is_bold else [right, *above, *below, left]
    return [*near, (8.0, 33.0, "left"), (-8.0, 33.0, "right"), (8.0, -33.0, "left"), (-8.0, -33.0, "right")]


def _meets(box: Box, taken: list[Box]) -> bool:
    return any(box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in taken)


def _hover(row: object, replay_count: int) -> str:
    told = f"<b>{plain(row.label)}</b><br>{_rate(row.per_1000)} of 1,000 honest sessions interrupted"  # type: ignore[attr-defined]
    if replay_count:
        told += f"<br>{row.stopped:,} of {replay_count:,} replays"  # type: ignore[attr-defined]
    return told + "<extra></extra>"


def _rate(value: float) -> str:
    return f"{value:.1f}" if value < 10 else f"{value:,.0f}"


def _font(colours: Palette) -> dict[str, object]:
    return {"size": 12, "color": colours.muted}


def _wash(colour: str) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},.07)"
