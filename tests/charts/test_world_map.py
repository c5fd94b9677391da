"""The world map: cities and their counts, lines, and labels that keep apart."""

import itertools

import pandas as pd
import pytest

from analysis.charts.palette import LIGHT
from analysis.charts.world_map import (
    HEIGHT_PX,
    PHONE_LABELS,
    WIDTH_PX,
    Spot,
    label,
    label_sides,
    natural_earth,
    path,
    spots,
    world_map,
)
from charts.made import HOSTILE

PLACES = {
    "Berlin": (52.52, 13.4), "Bucharest": (44.43, 26.1), "Toronto": (43.65, -79.38), "Kuala Lumpur": (3.14, 101.69),
    "Auckland": (-36.85, 174.76), "Chicago": (41.88, -87.63), "New York": (40.71, -74.0), "London": (51.5, -0.13),
    "Amsterdam": (52.37, 4.9), "Madrid": (40.4, -3.7), "Paris": (48.85, 2.35), "Lagos": (6.5, 3.4),
}  # fmt: skip


def way(key, home, there):
    (lat, lon), (from_lat, from_lon) = PLACES[there], PLACES.get(home, (None, None))
    return {
        "session_key": key, "city": there, "country": None, "latitude": lat, "longitude": lon,
        "previous_city": home, "previous_country": None, "previous_latitude": from_lat, "previous_longitude": from_lon,
    }  # fmt: skip


def ways(*pairs):
    return pd.DataFrame([way(f"s{number}", *pair) for number, pair in enumerate(pairs)])


def drawn(figure, name):
    return [trace for trace in figure.data if trace.name == name]


def test_cities_are_counted_by_session_and_lines_by_way():
    figure = world_map(ways(("Berlin", "Bucharest"), ("Berlin", "Bucharest"), ("Toronto", "Lagos")), LIGHT)
    widths = {len(trace.lat): trace.line.width for trace in drawn(figure, "way")}
    assert sorted(trace.line.width for trace in drawn(figure, "way")) == [1.7, 2.4] and widths
    texts = {trace.text[0].strip() for trace in figure.data if trace.text and trace.text[0]}
    assert texts == {"Berlin 2", "Bucharest 2", "Toronto 1", "Lagos 1"}
    used = drawn(figure, "used")[0]
    assert (used.marker.symbol, used.marker.color) == ("diamond", LIGHT.foreign)


def test_one_city_at_both_ends_is_one_label_and_no_line():
    figure = world_map(ways(("Berlin", "Berlin")), LIGHT)
    assert not drawn(figure, "way")
    sizes = {trace.name: trace.marker.size for trace in figure.data}
    assert sizes["signed in"] > sizes["used"]
    assert sum(bool(trace.text and trace.text[0]) for trace in figure.data) == 1


def test_without_a_place_there_is_no_map():
    nowhere = ways(("Berlin", "Lagos")).assign(latitude=None, longitude=None)
    assert world_map(nowhere, LIGHT) is None
    assert world_map(nowhere.head(0), LIGHT) is None


def test_a_client_without_an_origin_is_a_mark_without_a_line():
    figure = world_map(ways((None, "Lagos")), LIGHT)
    assert [trace.name for trace in figure.data] == ["used"]


def test_the_map_reaches_as_far_as_its_places():
    near = world_map(ways(("Berlin", "Lagos")), LIGHT).layout.geo
    far = world_map(ways(("Berlin", "Auckland")), LIGHT).layout.geo
    assert far.lonaxis.range[1] > PLACES["Auckland"][1] > near.lonaxis.range[1]


def test_a_way_over_the_pole_is_drawn_below_it():
    latitudes, longitudes = path(*PLACES["Toronto"], *PLACES["Kuala Lumpur"])
    assert len(latitudes) > 2 and max(latitudes) < 75
    assert (latitudes[0], longitudes[0]) == pytest.approx(PLACES["Toronto"])
    assert (latitudes[-1], longitudes[-1]) == pytest.approx(PLACES["Kuala Lumpur"])
    assert len(path(*PLACES["Berlin"], *PLACES["Lagos"])[0]) == 2, "else two points: plotly's great circle"


def test_labels_keep_apart():
    found = [Spot(city, *at, 1, 1) for city, at in PLACES.items() if city != "Auckland"]
    sides = label_sides(found, (WIDTH_PX, HEIGHT_PX), (-138, 162), 14)
    assert 5 <= len(sides) <= len(found)
    boxes = []
    from analysis.charts import world_map as module

    for spot, side in sides.items():
        x, y = module._pixel(spot.longitude, spot.latitude, (WIDTH_PX, HEIGHT_PX), (-138, 162))
        right, down = module.SIDES[side]
        wide = 6.0 * len(label(spot))
        left = x + 8 if right > 0 else x - 8 - wide if right < 0 else x - wide / 2
        top = y + 5 if down > 0 else y - 20 if down < 0 else y - 7
        boxes.append((left, top, left + wide, top + 14))
    for one, other in itertools.combinations(boxes, 2):
        assert not module._overlap(one, other)


def test_a_phone_has_four_labels():
    figure = world_map(ways(*[("Berlin", city) for city in PLACES if city != "Berlin"]), LIGHT, phone=True)
    assert sum(bool(trace.text and trace.text[0]) for trace in figure.data) <= PHONE_LABELS


def test_a_city_is_named_as_the_log_has_it_and_escaped():
    frame = ways(("Berlin", "Lagos")).assign(city=HOSTILE)
    figure = world_map(frame, LIGHT)
    told = [trace.text[0] for trace in figure.data if trace.text] + [
        trace.hovertext[0] for trace in figure.data if trace.hovertext
    ]
    assert told and not any("<img" in text or "<a" in text for text in told)
    assert spots(frame)[0].city == HOSTILE


def test_the_projection_keeps_the_equator_and_the_middle():
    assert natural_earth(0, 0) == (0, 0)
    assert natural_earth(180, 0)[0] == pytest.approx(2.7354, abs=1e-3)
    assert natural_earth(0, 90)[1] == pytest.approx(1.4224, abs=2e-3)
