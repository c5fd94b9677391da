"""The session map: where the two clients were, as addresses place them, and the way between. Offline."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.charts.figure import figure, plain, rows
from analysis.charts.geo import lay
from analysis.charts.palette import Palette

HEIGHT_PX = 324
PHONE_HEIGHT_PX = 280
NARROW = 1.22
PHONE = 0.8
SMALLEST_HALF_WIDTH_DEG = 9
MOST_LABELS = 6
EDGE_SHARE = 0.6
"""A place further from the middle than this share of half the map has its label turned inside."""
NEAR_SHARE = 0.3
"""Ends nearer than this share of half the map get no distance beside them."""


def session_map(
    places: pd.DataFrame,
    ways: pd.DataFrame,
    colours: Palette,
    *,
    phone: bool = False,
    shape: float | None = None,
    sessionless: bool = False,
    judged: bool = True,
) -> go.Figure | None:
    """Draw the places of a session and the great circles of its hops.

    Shape: `places` a row a place and role: city, latitude, longitude, role (origin, assumed,
    foreign, explained, other), event_count. `ways` a row a pair of places: previous_latitude,
    previous_longitude, latitude, longitude, distance_km (lower bound; null where not judged).
    None where no place has coordinates: there is nothing to draw, and an empty world misleads.
    Units: degrees. `shape` is height by width of the space, .8 on a phone. `sessionless`: a client whose events
    carry no session id, of which nobody can say whether it signed in. `judged`: else no way accuses anybody.
    """
    located = places.dropna(subset=["latitude", "longitude"])
    if located.empty:
        return None
    height = PHONE_HEIGHT_PX if phone else HEIGHT_PX
    result = figure(height, colours)
    centre, half = _frame(result, located, colours, shape or (PHONE if phone else NARROW))
    ends = ["latitude", "longitude", "previous_latitude", "previous_longitude"]
    _ways(result, ways.dropna(subset=ends), colours, half, colours.foreign if judged else colours.other)
    # Without a way between them, places that crowd each other share the label of the one used most.
    apart = 0.25 * half if ways.empty else 2.0
    _places(result, located, colours, sessionless, (centre, half), apart=apart)
    return result


def _unwrapped(longitudes: pd.Series, first: float) -> np.ndarray:
    """Longitudes moved by whole turns until they lie within half a turn of the first."""
    values = longitudes.to_numpy(dtype=float)
    return first + (values - first + 180) % 360 - 180


def _frame(result: go.Figure, located: pd.DataFrame, colours: Palette, shape: float) -> tuple[float, float]:
    """Lay the map around the places; returns its middle and half its width, in degrees of longitude."""
    longitudes = _unwrapped(located["longitude"], float(located["longitude"].iloc[0]))
    west, east = float(longitudes.min()), float(longitudes.max())
    south, north = float(located["latitude"].min()), float(located["latitude"].max())
    half = max(0.95 * (east - west), 0.95 * (north - south) / shape, SMALLEST_HALF_WIDTH_DEG)
    half = min(half, 180.0, 84.0 / shape)
    if half < (east - west) / 2 * 1.1:  # the whole world: wider than the space is high
        half = min((east - west) / 2 * 1.5, 180.0)
    centre = (west + east) / 2
    tall = min(half * shape, 84.0)
    middle = float(np.clip((south + north) / 2, -84 + tall, 84 - tall))
    lay(
        result, colours, projection_type="equirectangular", projection_rotation_lon=centre,
        lonaxis_range=[centre - half, centre + half], lataxis_range=[middle - tall, middle + tall],
        showcountries=True, countrycolor=colours.coast, countrywidth=0.6,
    )  # fmt: skip
    return centre, half


def _ways(result: go.Figure, ways: pd.DataFrame, colours: Palette, half: float, ink: str) -> None:
    far = ways[ways["distance_km"].fillna(0) > 0].drop_duplicates(
        ["previous_latitude", "previous_longitude", "latitude", "longitude"]
    )
    far = far.sort_values("distance_km", ascending=False, kind="stable").head(40)
    for width, colour in ((6, colours.paper), (2, ink)):
        for way in rows(far):
            result.add_scattergeo(
                lat=[way.previous_latitude, way.latitude], lon=[way.previous_longitude, way.longitude],
                mode="lines", line={"width": width, "color": colour}, hoverinfo="skip", name="way",
            )  # fmt: skip
    for way in rows(far.head(1)):
        south = way.latitude - way.previous_latitude
        east = (way.longitude - way.previous_longitude + 180) % 360 - 180
        if max(abs(south), abs(east)) < half * NEAR_SHARE:
            return  # both ends are one spot on this map; the words would hide it
        flat = abs(south) < 0.4 * abs(east)
        latitude, longitude = between(way.previous_latitude, way.previous_longitude, way.latitude, way.longitude)
        falling = south * east < 0
        result.add_scattergeo(
            lat=[latitude], lon=[longitude], mode="text", hoverinfo="skip", name="distance",
            text=[f"\u2002<br><b>{way.distance_km:,.0f} km</b>" if flat else f"\u2002<b>{way.distance_km:,.0f} km</b>"],
            textposition="bottom center" if flat else "top right" if falling else "bottom right",
            textfont={"size": 13, "color": colours.ink},
        )  # fmt: skip


def _places(
    result: go.Figure,
    located: pd.DataFrame,
    colours: Palette,
    sessionless: bool,
    frame: tuple[float, float],
    *,
    apart: float,
) -> None:
    order = {"origin": 0, "assumed": 0, "foreign": 1}
    ranked = located.assign(rank=located["role"].map(order).fillna(2)).sort_values(
        ["rank", "event_count"], ascending=[True, False], kind="stable"
    )
    spots = ranked.groupby([ranked["latitude"].round(1), ranked["longitude"].round(1)], sort=False)
    standing = {"origin": "signed in", "assumed": "first seen"} | ({"foreign": "no session id"} if sessionless else {})
    labels = 0
    drawn: list[tuple[float, float]] = []
    for _, spot in spots:
        both = {"origin", "foreign"} <= set(spot["role"].replace("assumed", "origin"))
        # Elsewhere the first role stands for the spot: marks of one size would only hide each other.
        told = spot.drop_duplicates("role") if both else spot.head(1)
        for index, place in enumerate(rows(told)):
            foreign = place.role == "foreign"
            size = (9 if both else 14) if foreign else (20 if both else 13)
            words = ""
            if index == 0 and labels < MOST_LABELS and not _near(drawn, place.latitude, place.longitude, apart):
                words = _label(place.city, "both clients" if both else standing.get(place.role, "never signed in"))
                drawn.append((place.latitude, place.longitude))
                labels += 1
            # Paper under the mark keeps it apart from the line that ends in it.
            result.add_scattergeo(
                lat=[place.latitude], lon=[place.longitude], mode="markers+text" if words else "markers",
                marker={"size": size, "symbol": "diamond" if foreign else "circle",
                        "color": colours.of_role(place.role), "line": {"width": 1.2, "color": colours.paper}},
                text=[words], textposition=_side(ranked, place.latitude, place.longitude, frame),
                textfont={"size": 13, "color": colours.of_role(place.role)}, name=place.role,
                hovertext=[f"{plain(place.city)} · {int(place.event_count):,} events"],
                hovertemplate="%{hovertext}<extra></extra>",
            )  # fmt: skip


def _near(drawn: list[tuple[float, float]], latitude: float, longitude: float, apart: float) -> bool:
    return any(abs(latitude - other[0]) < apart / 2 and abs(longitude - other[1]) < apart for other in drawn)


def _side(ranked: pd.DataFrame, latitude: float, longitude: float, frame: tuple[float, float]) -> str:
    """Labels stand away from the middle, where the line is, and inside the frame where a place lies near its edge."""
    centre, half = frame
    across = ((longitude - centre + 180) % 360 - 180) / half
    end = "right" if across < -EDGE_SHARE else "left" if across > EDGE_SHARE else "center"
    upper = latitude >= float((ranked["latitude"].min() + ranked["latitude"].max()) / 2)
    return f"{'top' if upper else 'bottom'} {end}"


def _label(city: object, said: str) -> str:
    return f"<b>{plain(city, 28)}</b><br>{said}"


def between(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> tuple[float, float]:
    """The middle of the great circle between two places, in degrees."""
    vectors = []
    for north, east in ((latitude, longitude), (to_latitude, to_longitude)):
        north, east = np.radians(north), np.radians(east)
        vectors.append(np.array([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)]))
    middle = vectors[0] + vectors[1]
    return (
        float(np.degrees(np.arctan2(middle[2], np.hypot(middle[0], middle[1])))),
        float(np.degrees(np.arctan2(middle[1], middle[0]))),
    )
