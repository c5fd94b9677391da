"""The land of the world as polygons in the Natural Earth projection, for pictures that no browser draws.

Source: data/map/world_110m.json (Natural Earth, as TopoJSON: arcs of whole-number steps). Why not plotly's own
drawing: its export as a picture needs a browser.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence

from analysis import sql_files
from analysis.charts.world_map import CENTRE_LON, EAST, NORTH, SOUTH, WEST, natural_earth

Point = tuple[float, float]
_FILE = sql_files.ROOT.parent / "data" / "map" / "world_110m.json"
_SOUTHERNMOST = -57.0
"""What lies wholly below is left out: Antarctica fills a picture without saying anything."""
SMALLEST_PX = 1.5
"""Islands smaller than this in both directions are left out."""


@functools.cache
def land() -> tuple[tuple[Point, ...], ...]:
    """Rings of land, longitude and latitude; each on one side of the line opposite the middle of the map."""
    read = json.loads(_FILE.read_text(encoding="utf-8"))
    arcs = _arcs(read)
    rings = []
    for shape in read["objects"]["land"]["geometries"]:
        # the longest ring is the shore; the others are inland seas, and not always the later ones
        points = max((_joined(arcs, ring) for ring in shape["arcs"]), key=len)
        if max(latitude for _, latitude in points) > _SOUTHERNMOST:
            rings.append(_unwrapped(points))
    return tuple(rings)


class Frame:
    """The part of the world that a picture of some size shows."""

    def __init__(self, width: float, height: float, *, is_whole: bool) -> None:
        """`is_whole`: all longitudes; else without the middle of the Pacific. Units: those of the picture."""
        self.width, self.height = width, height
        self.reach = (CENTRE_LON - 180, CENTRE_LON + 180) if is_whole else (WEST, EAST)
        half = max(abs(self.reach[0] - CENTRE_LON), abs(self.reach[1] - CENTRE_LON))
        right, up, down = natural_earth(half, 0)[0], natural_earth(0, NORTH)[1], natural_earth(0, SOUTH)[1]
        self._scale = min(width / (2 * right), height / (up - down))
        self._middle = (up + down) / 2

    def point(self, longitude: float, latitude: float) -> Point:
        """Where a place falls, from the top left."""
        return self._laid((longitude - CENTRE_LON + 180) % 360 - 180, latitude)

    def shapes(self) -> list[list[Point]]:
        """The land within the frame."""
        found = []
        for ring in land():
            laid = _clipped([self._laid(longitude - CENTRE_LON, latitude) for longitude, latitude in ring], self)
            if laid and not _is_small(laid):
                found.append(laid)
        return found

    def _laid(self, from_middle: float, latitude: float) -> Point:
        x, y = natural_earth(from_middle, max(-89.0, min(89.0, latitude)))
        return self.width / 2 + x * self._scale, self.height / 2 - (y - self._middle) * self._scale


def _arcs(read: dict) -> list[list[Point]]:  # type: ignore[type-arg]
    (wide, high), (west, south) = read["transform"]["scale"], read["transform"]["translate"]
    told = []
    for arc in read["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((west + x * wide, south + y * high))
        told.append(points)
    return told


def _joined(arcs: Sequence[Sequence[Point]], ring: Sequence[int]) -> list[Point]:
    """The arcs of a ring one after the other; a negative number is an arc read backwards."""
    points: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return points


def _unwrapped(points: Sequence[Point]) -> tuple[Point, ...]:
    """A ring without a jump at the date line, on the side of the middle to which most of it belongs."""
    told: list[Point] = []
    turn = 0
    for longitude, latitude in points:
        if told:
            step = longitude + turn - told[-1][0]
            turn -= 360 if step > 180 else -360 if step < -180 else 0
        told.append((longitude + turn, latitude))
    middle = sum(longitude for longitude, _ in told) / len(told)
    shift = 360 if middle < CENTRE_LON - 180 else -360 if middle > CENTRE_LON + 180 else 0
    return tuple((longitude + shift, latitude) for longitude, latitude in told)


def _clipped(points: list[Point], frame: Frame) -> list[Point]:
    """A polygon cut at the four edges of the frame (Sutherland and Hodgman)."""
    for axis, edge, sign in ((0, 0.0, 1), (0, frame.width, -1), (1, 0.0, 1), (1, frame.height, -1)):
        kept: list[Point] = []
        for at, point in enumerate(points):
            before = points[at - 1]
            inside, was_inside = (point[axis] - edge) * sign >= 0, (before[axis] - edge) * sign >= 0
            if inside != was_inside:
                share = (edge - before[axis]) / (point[axis] - before[axis])
                kept.append(
                    (before[0] + (point[0] - before[0]) * share, before[1] + (point[1] - before[1]) * share)
                )  # fmt: skip
            if inside:
                kept.append(point)
        points = kept
    return points


def _is_small(points: Sequence[Point]) -> bool:
    wide = max(x for x, _ in points) - min(x for x, _ in points)
    high = max(y for _, y in points) - min(y for _, y in points)
    return wide < SMALLEST_PX and high < SMALLEST_PX
