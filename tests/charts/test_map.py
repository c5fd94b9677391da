"""The session map: its frame, its places, its ways."""

import pandas as pd
import pytest

from analysis.charts.map import between, session_map
from analysis.charts.palette import LIGHT
from charts.made import HOSTILE

BERLIN = (52.52, 13.4)
BUCHAREST = (44.43, 26.1)


def place(at, role, city="Berlin", count=5):
    return {"city": city, "latitude": at[0], "longitude": at[1], "role": role, "event_count": count}


def drawn(one, other, cities=("Berlin", "Bucharest"), **more):
    places = pd.DataFrame([place(one, "origin", cities[0]), place(other, "foreign", cities[1])])
    ways = pd.DataFrame([{
        "previous_latitude": one[0], "previous_longitude": one[1], "latitude": other[0], "longitude": other[1],
        "distance_km": 1295.0,
    }])  # fmt: skip
    return session_map(places, ways, LIGHT, **more)


def test_two_clients_in_two_colours_with_what_they_did():
    figure = drawn(BERLIN, BUCHAREST)
    looks = {
        trace.name: (trace.marker.color, trace.marker.symbol, trace.text[0])
        for trace in figure.data
        if trace.mode.startswith("markers")
    }
    assert looks["origin"] == (LIGHT.origin, "circle", "<b>Berlin</b><br>signed in")
    assert looks["foreign"] == (LIGHT.foreign, "diamond", "<b>Bucharest</b><br>never signed in")


def test_of_a_client_without_a_session_nobody_says_that_it_never_signed_in():
    figure = drawn(BERLIN, BUCHAREST, sessionless=True)
    (said,) = [trace.text[0] for trace in figure.data if trace.name == "foreign"]
    assert said == "<b>Bucharest</b><br>no session id"


def test_the_way_is_a_great_circle_over_a_casing_with_its_length():
    figure = drawn(BERLIN, BUCHAREST)
    ways = [trace for trace in figure.data if trace.name == "way"]
    assert [(trace.line.width, trace.line.color) for trace in ways] == [(6, LIGHT.paper), (2, LIGHT.foreign)]
    (length,) = [trace for trace in figure.data if trace.name == "distance"]
    assert "1,295 km" in length.text[0]


def test_the_frame_holds_both_ends():
    for one, other in ((BERLIN, BUCHAREST), ((35.7, 139.7), (37.8, -122.4)), ((-33.9, 151.2), (51.5, -0.1))):
        geo = drawn(one, other).layout.geo
        west, east = geo.lonaxis.range
        south, north = geo.lataxis.range
        for latitude, longitude in (one, other):
            turned = west + (longitude - west) % 360
            assert south < latitude < north and west < turned < east


def test_the_short_way_over_the_date_line_is_taken():
    west, east = drawn((35.7, 139.7), (37.8, -122.4)).layout.geo.lonaxis.range
    assert east - west < 250


def test_one_city_for_both_is_a_disc_with_a_diamond_and_no_length():
    figure = drawn(BERLIN, BERLIN, ("Berlin", "Berlin"))
    sizes = {trace.name: trace.marker.size for trace in figure.data if trace.mode.startswith("markers")}
    assert sizes["origin"] > sizes["foreign"]
    assert not [trace for trace in figure.data if trace.name == "distance"]


def test_no_place_is_no_map():
    nowhere = pd.DataFrame([place((None, None), "origin")])
    assert session_map(nowhere, pd.DataFrame(columns=["latitude"]), LIGHT) is None


def test_a_city_is_a_log_value():
    figure = drawn(BERLIN, BUCHAREST, (HOSTILE, HOSTILE))
    for trace in figure.data:
        for text in [*(trace.text or []), *(trace.hovertext or [])]:
            assert "<a" not in text and "<img" not in text and len(text) < 400


def test_the_middle_of_a_great_circle_lies_north_of_the_straight_line():
    latitude, longitude = between(50, 0, 50, 60)
    assert latitude > 52 and longitude == pytest.approx(30)
