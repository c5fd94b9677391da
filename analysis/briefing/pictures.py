"""Timeline and map as shapes with places and sizes, for every format that no browser draws.

Not here: how a format writes a shape (`svg`, `pptx`). Colour says who, shape says what, as on the screens.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

from analysis.briefing.outlines import Frame, Point
from analysis.briefing.shape import Briefing, Row
from analysis.charts.palette import LIGHT, Palette
from analysis.charts.world_map import EAST, MOST_LABELS, SIDES, WEST, Spot, label_sides, path

At = Callable[[datetime], float]
"""From a time to where it lies in the picture."""
ROW, FEW_ROW, FEW = 15.0, 21.0, 7
"""Height of a row, and where there are few."""
AXIS, NAME_SHARE = 20.0, 0.27
NAME_SIZE, LETTER = 9.5, 0.52
"""Height of a name, and the width of a letter as a share of it."""
LONGEST_CITY = 24
_STEPS_H = (1 / 12, 1 / 4, 1 / 2, 1, 2, 3, 6, 12, 24, 48, 72, 168, 336, 720, 1440, 2880, 8760)
MOST_TICKS = 7
_ANCHORS: dict[int, Literal["start", "middle", "end"]] = {1: "start", 0: "middle", -1: "end"}


@dataclass(frozen=True)
class Shape:
    """One thing that is drawn."""

    kind: Literal["area", "line", "circle", "diamond", "text"]
    points: tuple[Point, ...]
    """Corners, or the middle of a mark, or where a text begins (its base line)."""
    colour: str
    size: float = 1.0
    """Width of a line, radius of a mark, height of a text."""
    text: str = ""
    anchor: Literal["start", "middle", "end"] = "start"
    opacity: float = 1.0
    edge: str = ""
    """Colour of the outline; empty for none."""
    is_hollow: bool = False


@dataclass(frozen=True)
class Picture:
    """Shapes in the order in which they are drawn, the last on top."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    alt: str
    """What it shows, in words."""


def timeline(told: Briefing, width: float, colours: Palette = LIGHT) -> Picture:
    """A row a session: its length in blue, from the divergence on in the colour of the other client."""
    rows = told.timeline
    first = min(row.started_at for row in rows)
    last = max(row.ended_at for row in rows)
    span = max((last - first).total_seconds(), 60.0)
    row_height = FEW_ROW if len(rows) <= FEW else ROW
    left, high = width * NAME_SHARE, row_height * len(rows)

    def at(moment: datetime) -> float:
        return left + (moment - first).total_seconds() / span * (width - left - 12)

    shapes = [*_weekends(first, last, at, high, colours), *_ticks(first, last, at, high, colours)]
    for place, row in enumerate(rows):
        shapes += _session(row, row_height * (place + 0.5), left, at, colours)
    alt = f"{told.timeline_title}. {len(rows)} rows, one a session; a diamond is the first event of another client."
    return Picture(width, high + AXIS, tuple(shapes), alt)


def _session(row: Row, y: float, left: float, at: At, colours: Palette) -> list[Shape]:
    begun, ended = at(row.started_at), max(at(row.ended_at), at(row.started_at) + 2)
    longest = int((left - 8) / (NAME_SIZE * LETTER))
    name = row.label if len(row.label) <= longest else row.label[: longest - 1] + "…"
    shapes = [
        Shape("text", ((left - 6, y + 3.2),), colours.ink, NAME_SIZE, name, "end"),
        Shape("line", ((begun, y), (ended, y)), colours.origin, 5, opacity=0.55),
    ]
    if row.divergence_at is None:
        return shapes
    diverged = at(row.divergence_at)
    until = at(row.last_foreign_at) if row.last_foreign_at else diverged
    if until > diverged:
        shapes.append(Shape("line", ((diverged, y), (until, y)), colours.foreign, 5))
    return [*shapes, Shape("diamond", ((diverged, y),), colours.foreign, 5.2, edge=colours.paper)]


def _ticks(first: datetime, last: datetime, at: At, high: float, colours: Palette) -> list[Shape]:
    hours = (last - first).total_seconds() / 3600
    step = next((step for step in _STEPS_H if hours / step <= MOST_TICKS), _STEPS_H[-1])
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
    tick = midnight + timedelta(hours=step * math.ceil((first - midnight).total_seconds() / 3600 / step))
    shapes = []
    while tick <= last:
        x = at(tick)
        said = f"{tick.day} {tick:%b}" if step >= 24 else f"{tick:%H:%M}"
        shapes.append(Shape("line", ((x, 0), (x, high)), colours.rule, 0.7))
        shapes.append(Shape("text", ((x, high + 13),), colours.muted, 9, said, "middle"))
        tick += timedelta(hours=step)
    if step < 24:
        shapes.append(Shape("text", ((0, high + 13),), colours.muted, 9, f"{first.day} {first:%b %Y}, UTC"))
    else:
        shapes.append(Shape("text", ((0, high + 13),), colours.muted, 9, f"{first:%Y}, UTC"))
    return shapes


def _weekends(first: datetime, last: datetime, at: At, high: float, colours: Palette) -> list[Shape]:
    if (last - first).days > 60:
        return []
    shapes, day = [], first.replace(hour=0, minute=0, second=0, microsecond=0)
    while day <= last:
        begin, end = max(day, first), min(day + timedelta(days=2), last)
        if day.weekday() == 5 and begin < end:
            corners = ((at(begin), 0.0), (at(end), 0.0), (at(end), high), (at(begin), high))
            shapes.append(Shape("area", corners, colours.panel))
        day += timedelta(days=1)
    return shapes


def world(told: Briefing, width: float, height: float, colours: Palette = LIGHT) -> Picture:
    """The map: where sessions were opened, where other clients used them, how many."""
    is_whole = any(not WEST <= spot.longitude <= EAST for spot in told.spots)
    frame = Frame(width, height, is_whole=is_whole)
    shapes = [Shape("area", tuple(ring), colours.land, 0.4, edge=colours.coast) for ring in frame.shapes()]
    for way in told.ways:
        thick = min(0.9 + 0.5 * way.session_count, 4.0)
        for piece in _great_circle(frame, way.latitude, way.longitude, way.to_latitude, way.to_longitude):
            shapes.append(Shape("line", piece, colours.foreign, thick, opacity=0.6))
    size = (int(width), int(height))
    sides = label_sides(list(told.spots), size, frame.reach, MOST_LABELS)
    for spot in reversed(told.spots):
        shapes += _spot(spot, frame.point(spot.longitude, spot.latitude), sides.get(spot), colours)
    alt = f"{told.map_title}. World map: " + ", ".join(label(spot) for spot in told.spots[:12])
    return Picture(width, height, tuple(shapes), alt)


def label(spot: Spot) -> str:
    """City and how many sessions were used there, else opened there."""
    return f"{spot.city[:LONGEST_CITY]} {spot.used or spot.signed_in}"


def _spot(spot: Spot, point: Point, side: str | None, colours: Palette) -> list[Shape]:
    shapes = []
    if spot.signed_in:
        shapes.append(Shape("circle", (point,), colours.origin, 7 if spot.is_both else 4.2, edge=colours.paper))
    if spot.used:
        shapes.append(Shape("diamond", (point,), colours.foreign, 4.6 if spot.is_both else 5.6, edge=colours.paper))
    if side is not None:
        right, down = SIDES[side]
        away = 9 if spot.is_both else 7
        where = (point[0] + right * away, point[1] + 3.5 + down * 11)
        colour = colours.foreign if spot.used else colours.origin
        shapes.append(Shape("text", (where,), colour, 10, label(spot), _ANCHORS[right]))
    return shapes


def _great_circle(frame: Frame, *ends: float) -> list[tuple[Point, ...]]:
    """The way between two places as lines within the picture; in two pieces where it leaves at an edge."""
    latitudes, longitudes = path(*ends)
    if len(latitudes) == 2:
        latitudes, longitudes = _between(*ends)
    points = [frame.point(longitude, latitude) for longitude, latitude in zip(longitudes, latitudes, strict=True)]
    pieces: list[list[Point]] = [[points[0]]]
    for before, point in pairwise(points):
        if abs(point[0] - before[0]) > frame.width / 2:
            pieces.append([])
        pieces[-1].append(point)
    return [tuple(piece) for piece in pieces if len(piece) > 1]


def _between(
    latitude: float, longitude: float, to_latitude: float, to_longitude: float
) -> tuple[list[float], list[float]]:
    """Places along the great circle."""
    one, other = _vector(latitude, longitude), _vector(to_latitude, to_longitude)
    angle = math.acos(max(-1.0, min(1.0, sum(a * b for a, b in zip(one, other, strict=True)))))
    told: tuple[list[float], list[float]] = ([], [])
    for step in range(41):
        share = step / 40
        if angle < 1e-9:
            near, far = 1.0, 0.0
        else:
            near, far = math.sin((1 - share) * angle) / math.sin(angle), math.sin(share * angle) / math.sin(angle)
        x, y, z = (a * near + b * far for a, b in zip(one, other, strict=True))
        told[0].append(math.degrees(math.atan2(z, math.hypot(x, y))))
        told[1].append(math.degrees(math.atan2(y, x)))
    return told


def _vector(latitude: float, longitude: float) -> Sequence[float]:
    north, east = math.radians(latitude), math.radians(longitude)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)
