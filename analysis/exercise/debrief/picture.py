"""Both timelines as shapes with places and sizes, for the pages; charts/debrief_timeline.py draws them on a screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from analysis.briefing.pictures import Picture, Shape
from analysis.charts.debrief_timeline import TEAM_ROWS, Frame
from analysis.charts.palette import LIGHT, Palette
from analysis.exercise.debrief.shape import ANSWER, CALL, RIGHT, THIEF, VICTIM, Debrief, Moment

ROW, LEFT, EDGE = 19.0, 62.0, 8.0
TRUTH_Y, CLOCK_Y, FIRST_Y = 34.0, 56.0, 82.0
CLOSE = 0.022
At = Callable[[float], float]
"""From a minute to where it lies in the picture."""


def timelines(told: Debrief, width: float, colours: Palette = LIGHT) -> Picture:
    """The picture, as wide as asked."""
    span = max(told.played.minutes, 1.0)
    frame = Frame(span, CLOSE, is_phone=False)
    high = FIRST_Y + ROW * (len(TEAM_ROWS) - 1) + 12

    def at(minute: float) -> float:
        return LEFT + (width - LEFT - EDGE) * minute / span

    shapes = [*_wait(told, at, high, span, colours), *_clock(told, at, width, high, span, colours)]
    shapes += [_label("In the log", TRUTH_Y, colours.ink), _line(LEFT, width, TRUTH_Y, colours)]
    levels = frame.levels(told.truth)
    first = next((one.no for one in told.truth if one.who == THIEF and one.session_id), 0)
    for one, level in zip(told.truth, levels, strict=True):
        tone = colours.foreign if one.who == THIEF else colours.origin if one.who == VICTIM else colours.other
        point = (at(one.minute), TRUTH_Y)
        kind, size = ("diamond", 5.4) if one.no == first else ("circle", 3.6)
        fill, edge = (tone, colours.paper) if one.event_id else (colours.paper, tone)
        shapes.append(Shape(kind, (point,), fill, size, edge=edge))  # type: ignore[arg-type]
        where = (point[0] - 8, TRUTH_Y + 3) if one.no == first else (point[0], TRUTH_Y - 7 - 8 * level)
        shapes.append(Shape("text", (where,), tone, 8, f"{one.no}", "end" if one.no == first else "middle"))
    for place, (label, kind, _) in enumerate(TEAM_ROWS):
        y = FIRST_Y + ROW * place
        shapes += [_label(label, y, colours.muted), _line(LEFT, width, y, colours)]
        moments = [one for one in told.team if one.kind == kind]
        for one, level in zip(moments, frame.levels(moments), strict=True):
            shapes.append(_mark(one, (at(one.minute), y - 3.4 * level), colours))
    alt = f"{told.headline}. Two timelines on one clock; the tables below say the same."
    return Picture(width, high, tuple(shapes), alt)


def _mark(one: Moment, point: tuple[float, float], colours: Palette) -> Shape:
    if one.kind in (ANSWER, CALL):
        is_right = one.outcome == RIGHT
        kind, size = ("diamond", 4.2) if one.kind == CALL else ("circle", 3.2)
        return Shape(kind, (point,), colours.ink if is_right else colours.paper, size, edge=colours.ink)  # type: ignore[arg-type]
    return Shape("line", ((point[0], point[1] - 4), (point[0], point[1] + 4)), colours.muted, 1.4)


def _wait(told: Debrief, at: At, high: float, span: float, colours: Palette) -> Sequence[Shape]:
    if told.seen_from is None:
        return []
    begin, end = at(told.seen_from), at(told.seen_at or told.played.ended_minute)
    tone = colours.foreign if told.is_replay else colours.muted
    corners = ((begin, 12.0), (max(begin, end), 12.0), (max(begin, end), high - 4), (begin, high - 4))
    is_left = told.seen_from < 0.55 * span
    return [
        Shape("area", corners, tone, opacity=0.09),
        Shape("line", ((begin, 12.0), (begin, high - 4)), tone, 1.2),
        Shape("text", ((begin, 8.5),), tone, 9, told.wait_words, "start" if is_left else "end"),
    ]


def _clock(told: Debrief, at: At, width: float, high: float, span: float, colours: Palette) -> Sequence[Shape]:
    band = ((LEFT, CLOCK_Y - 10), (width, CLOCK_Y - 10), (width, CLOCK_Y + 11), (LEFT, CLOCK_Y + 11))
    shapes = [Shape("area", band, colours.panel), _label("Minute", CLOCK_Y - 4, colours.muted)]
    shapes.append(_label("UTC", CLOCK_Y + 5, colours.muted))
    for minute, text in told.ticks:
        x = at(minute)
        anchor = "start" if minute == 0 else "end" if minute > 0.97 * span else "middle"
        shapes.append(Shape("line", ((x, CLOCK_Y + 11), (x, high - 4)), colours.rule, 0.6))
        shapes.append(Shape("text", ((x, CLOCK_Y - 1.5),), colours.ink, 8, f"{minute:g}", anchor))  # type: ignore[arg-type]
        shapes.append(Shape("text", ((x, CLOCK_Y + 7.5),), colours.muted, 8, text, anchor))  # type: ignore[arg-type]
    return shapes


def _label(text: str, y: float, tone: str) -> Shape:
    return Shape("text", ((LEFT - 6, y + 3),), tone, 8.5, text, "end")


def _line(left: float, right: float, y: float, colours: Palette) -> Shape:
    return Shape("line", ((left, y), (right, y)), colours.rule, 0.7)
