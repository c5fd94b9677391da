"""The world map of the case: from where suspects were opened to where they were used, counted by city. Offline.

Not here: one session's map (map.py), which shows each client and every hop.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.charts.figure import figure, plain, rows
from analysis.charts.geo import lay
from analysis.charts.palette import Palette

HEIGHT_PX, PHONE_HEIGHT_PX = 350, 210
WIDTH_PX, PHONE_WIDTH_PX = 560, 330
"""Widths that labels are laid out for; the server does not know the real ones."""
CENTRE_LON = 12.0
WEST, EAST = -138.0, 162.0
SOUTH, NORTH = -52.0, 80.0
WIDEST_LINE_PX = 6.0
NORTHERN_LIMIT = 74.0
"""Great circles farther north are drawn lower."""
MOST_WAYS = 60
PHONE_LABELS = 4
MOST_LABELS = 14
_LETTER_PX, _LINE_PX = 6.6, 15
_DEGREES = ("previous_latitude", "previous_longitude", "latitude", "longitude")
SIDES = {
    "middle right": (1, 0), "middle left": (-1, 0), "top center": (0, -1), "bottom center": (0, 1),
    "top right": (1, -1), "bottom right": (1, 1), "top left": (-1, -1), "bottom left": (-1, 1),
}  # fmt: skip
"""Where a label may stand, the best first: to which side and height of its mark."""


@dataclass(frozen=True)
class Spot:
    """One city on the map."""

    city: str
    """As the log gives it, or the country; escaped where it is drawn."""
    latitude: float
    longitude: float
    signed_in: int
    """Sessions that were opened here."""
    used: int
    """Sessions that a foreign client used here."""

    @property
    def is_both(self) -> bool:
        """Signed in and used in one city: no line leads away."""
        return bool(self.signed_in and self.used)


def world_map(ways: pd.DataFrame, colours: Palette, *, phone: bool = False) -> go.Figure | None:
    """Draw the ways of suspects.

    Shape: `ways` a row a foreign client: session_key, city, country, latitude, longitude, and the same with
    previous_ of the origin, null where it has no place. A mark's `customdata` is "city:" and the name as the
    log has it. None where nothing has a place: an empty world would say that nobody was anywhere.
    """
    located = ways.dropna(subset=["latitude", "longitude"]).astype(dict.fromkeys(_DEGREES, float))
    if located.empty:
        return None
    found = spots(located)
    result = figure(PHONE_HEIGHT_PX if phone else HEIGHT_PX, colours)
    inside = all(WEST <= spot.longitude <= EAST for spot in found)
    west, east = (WEST, EAST) if inside else (CENTRE_LON - 180, CENTRE_LON + 180)
    lay(
        result, colours, projection_type="natural earth", projection_rotation_lon=CENTRE_LON, showcountries=False,
        lonaxis_range=[west, east], lataxis_range=[SOUTH, NORTH], domain={"x": [0, 1], "y": [0, 1]},
    )  # fmt: skip
    _lines(result, located, colours)
    size = (PHONE_WIDTH_PX, PHONE_HEIGHT_PX) if phone else (WIDTH_PX, HEIGHT_PX)
    sides = label_sides(found, size, (west, east), PHONE_LABELS if phone else MOST_LABELS)
    for spot in found:
        _mark(result, spot, sides.get(spot), colours, phone)
    return result


def spots(ways: pd.DataFrame) -> list[Spot]:
    """The cities, the most used first; places within a tenth of a degree are one."""
    homes = ways.dropna(subset=["previous_latitude", "previous_longitude"]).drop_duplicates("session_key")
    ends = [
        (way.session_key, "used", way.city, way.country, way.latitude, way.longitude) for way in rows(ways)
    ] + [
        (way.session_key, "signed_in", way.previous_city, way.previous_country, way.previous_latitude,
         way.previous_longitude) for way in rows(homes)
    ]  # fmt: skip
    frame = pd.DataFrame(ends, columns=["session_key", "end", "city", "country", "latitude", "longitude"])
    found = []
    for _, spot in frame.groupby([frame["latitude"].round(1), frame["longitude"].round(1)]):
        names = [name for name in (*spot["city"], *spot["country"]) if isinstance(name, str) and name]
        counts = spot.groupby("end")["session_key"].nunique()
        first = rows(spot)[0]
        found.append(Spot(
            min(names[: len(spot)]) if names else "unknown", float(first.latitude), float(first.longitude),
            int(counts.get("signed_in", 0)), int(counts.get("used", 0)),
        ))  # fmt: skip
    return sorted(found, key=lambda spot: (-spot.used, -spot.signed_in, spot.city))


def _lines(result: go.Figure, ways: pd.DataFrame, colours: Palette) -> None:
    ends = list(_DEGREES)
    tenth = ways.dropna(subset=ends).round(dict.fromkeys(ends, 1))
    counted = tenth.groupby(ends)["session_key"].nunique().sort_values(ascending=False, kind="stable").head(MOST_WAYS)
    for way, count in zip(counted.index.to_frame().itertuples(index=False), counted, strict=True):
        if (way.previous_latitude, way.previous_longitude) == (way.latitude, way.longitude):
            continue
        latitudes, longitudes = path(way.previous_latitude, way.previous_longitude, way.latitude, way.longitude)
        result.add_scattergeo(
            lat=latitudes, lon=longitudes, mode="lines", hoverinfo="skip", name="way", opacity=0.6,
            line={"width": min(1 + 0.7 * float(count), WIDEST_LINE_PX), "color": colours.foreign},
        )  # fmt: skip


def path(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> tuple[list[float], list[float]]:
    """The line between two places: the great circle, or an arc below it where that runs over the pole.

    Why: the pole is the whole upper edge of this map, so a line over it falls apart into two stumps. Two
    points alone are a great circle to plotly, over the date line as well.
    """
    ends = [latitude, to_latitude], [longitude, to_longitude]
    if _northernmost(latitude, longitude, to_latitude, to_longitude) <= NORTHERN_LIMIT:
        return ends
    share = np.linspace(0, 1, 41)
    straight = latitude + (to_latitude - latitude) * share
    rise = max(NORTHERN_LIMIT - 6 - (latitude + to_latitude) / 2, 0) * np.sin(np.pi * share)
    return [float(value) for value in straight + rise], [
        float(value) for value in longitude + (to_longitude - longitude) * share
    ]


def _northernmost(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """The highest latitude of the great circle between two places, degrees."""
    share = np.linspace(0, 1, 41)[:, None]
    one, other = _vector(latitude, longitude), _vector(to_latitude, to_longitude)
    between = one * (1 - share) + other * share
    return float(np.degrees(np.arctan2(between[:, 2], np.hypot(between[:, 0], between[:, 1]))).max())


def _vector(latitude: float, longitude: float) -> np.ndarray:
    north, east = np.radians(latitude), np.radians(longitude)
    return np.array([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])


def _mark(result: go.Figure, spot: Spot, side: str | None, colours: Palette, phone: bool) -> None:
    looks = []
    if spot.signed_in:
        looks.append(("circle", 18 if spot.is_both else 10, colours.origin))
    if spot.used:
        looks.append(("diamond", 10 if spot.is_both else 12, colours.foreign))
    said = [f"{spot.signed_in} signed in"] * bool(spot.signed_in) + [f"{spot.used} used"] * bool(spot.used)
    for number, (symbol, size, colour) in enumerate(looks):
        is_last = number == len(looks) - 1
        words = label(spot) if side and is_last else ""
        if spot.is_both and words:  # the disc is wider than plotly thinks, which measures the last mark
            words = f"\u2002{words}\u2002"
        result.add_scattergeo(
            lat=[spot.latitude], lon=[spot.longitude], mode="markers+text" if words else "markers",
            marker={"symbol": symbol, "size": size, "color": colour, "line": {"width": 1.2, "color": colours.paper}},
            text=[words], textposition=side or "middle right",
            textfont={"size": 12, "color": colours.foreign if spot.used else colours.origin},
            name="used" if symbol == "diamond" else "signed in", customdata=[[f"city:{spot.city}"]],
            hovertext=[f"{plain(spot.city, 40)} · {', '.join(said)}"], hovertemplate="%{hovertext}<extra></extra>",
            selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 0.6}},
        )  # fmt: skip


def label(spot: Spot) -> str:
    """City and how many sessions were used there, else opened there."""
    return f"{plain(spot.city, 24)} {spot.used or spot.signed_in}"


def label_sides(found: list[Spot], size: tuple[int, int], reach: tuple[float, float], most: int) -> dict[Spot, str]:
    """For each city that gets a label, the side on which it stands free of marks, of other labels and of the edge.

    Why: two cities of one country are 20 px apart here, and text on text is no text. A city without room has no
    label; its name is in the hover box. Units: px from the top left; degrees for `reach`.
    """
    marks = {spot: _pixel(spot.longitude, spot.latitude, size, reach) for spot in found}
    taken = [(x - 8, y - 8, x + 8, y + 8) for x, y in marks.values()]
    sides: dict[Spot, str] = {}
    for spot in found:
        if len(sides) == most:
            break
        x, y = marks[spot]
        wide = _LETTER_PX * (min(len(spot.city), 24) + 3)
        own = (x - 8, y - 8, x + 8, y + 8)
        for side, (right, down) in SIDES.items():
            left = x + 8 if right > 0 else x - 8 - wide if right < 0 else x - wide / 2
            top = y + 5 if down > 0 else y - 5 - _LINE_PX if down < 0 else y - _LINE_PX / 2
            box = (left, top, left + wide, top + _LINE_PX)
            is_inside = left >= 0 and left + wide <= size[0] and top >= 0 and top + _LINE_PX <= size[1]
            if is_inside and not any(_overlap(box, other) for other in taken if other != own):
                sides[spot] = side
                taken.append(box)
                break
    return sides


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _pixel(longitude: float, latitude: float, size: tuple[int, int], reach: tuple[float, float]) -> tuple[float, float]:
    """Where a place falls in a figure of `size`, px."""
    half = max(abs(reach[0] - CENTRE_LON), abs(reach[1] - CENTRE_LON))
    right, up, down = natural_earth(half, 0)[0], natural_earth(0, NORTH)[1], natural_earth(0, SOUTH)[1]
    scale = min(size[0] / (2 * right), size[1] / (up - down))
    x, y = natural_earth((longitude - CENTRE_LON + 180) % 360 - 180, latitude)
    return size[0] / 2 + x * scale, size[1] / 2 - (y - (up + down) / 2) * scale


def natural_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """The Natural Earth projection, radians of arc on the equator.

    Source: B. Šavrič, B. Jenny, T. Patterson, D. Petrovič, L. Hurni: A polynomial equation for the Natural Earth
    projection, Cartography and Geographic Information Science 38 (2011). Units: degrees in.
    """
    east, north = np.radians(longitude), np.radians(latitude)
    square = north * north
    fourth = square * square
    x: Any = east * (
        0.8707 - 0.131979 * square + fourth * (-0.013791 + fourth * (0.003971 * square - 0.001529 * fourth))
    )
    y: Any = north * (1.007226 + square * (0.015085 + fourth * (-0.044475 + 0.028874 * square - 0.005916 * fourth)))
    return float(x), float(y)
