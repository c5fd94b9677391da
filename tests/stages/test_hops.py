"""Hops: how far and how fast a session moved, as a lower bound, and when that is not judged."""

from __future__ import annotations

import json
import math

import pytest

from stories import event, hops_of, judged, sign_in

CITY_RADIUS_KM = 50
EARTH_KM = 6371.0088
OTHER = {"asn": 64501, "address": "198.51.100.9"}
RELAY = json.dumps([{"anonymous": True, "operator": "ICLOUD_RELAY_PROXY", "type": "PROXY"}])


def spot(latitude, longitude, city="Somewhere", state=None):
    """A place of our own for an event."""
    return {"geographicalContext": {
        "city": city, "state": state, "country": "Nowhere", "postalCode": None,
        "geolocation": {"lat": latitude, "lon": longitude}}}  # fmt: skip


def pair(name, *, at="09:10", **second):
    """A sign-in in Berlin at nine and one event of another network."""
    return [sign_in(session=name), event(at, session=name, **{**OTHER, **second})]


STORY = [
    *pair("new-york", at="10:00", city="New York"),
    *pair("bucharest", at="09:30", city="Bucharest"),
    *pair("half-second", at="09:00:00.500", city="Madrid"),
    *pair("at-once", at="09:00", city="Madrid"),
    *pair("at-once-near", at="09:00", city="Potsdam"),
    *pair("days", at="4 09:00", city="Singapore"),
    *pair("same-place"),
    *pair("no-place", city=None),
    *pair("near", city="Potsdam"),
    *pair("too-near", client=spot(52.52, 13.405 + 3)),
    *pair("country-only", client=spot(45.0, 10.0, city=None)),
    *pair("state-only", client=spot(40.0, -4.0, city=None, state="Madrid")),
    *pair("same-network", asn=64500, agent="windows chrome", city="Madrid"),
    *pair("relay", city="Madrid", debug={"tunnels": RELAY}),
    *pair("hosting", city="Madrid", asn=14061, org="DigitalOcean"),
    *pair("own-vpn", city="Madrid", asn=64590, address="203.0.113.90"),
    *pair("own-edge", city="Madrid", asn=64590, address="203.0.113.91"),
    *pair("own-office", city="Madrid", asn=64590, address="203.0.113.92"),
    *pair("null-island", client=spot(0.0, 0.0, city="Null Island")),
    *pair("zeroes", client=spot(0.0, 0.0, city=None)),
    sign_in(session="antimeridian", client=spot(0.0, 178.0, city="West")),
    event("10:00", session="antimeridian", client=spot(0.0, -178.0, city="East"), **OTHER),
    sign_in(session="poles", client=spot(89.0, 0.0, city="North")),
    event("10:00", session="poles", client=spot(-89.0, 180.0, city="South"), **OTHER),
    sign_in(session="same-lane"),
    event("09:10", session="same-lane", city="Madrid"),
    sign_in(session="three"),
    event("09:10", session="three", city="Madrid", **OTHER, event_id="there"),
    event("09:15", session="three", city="New York", **OTHER, actor={"id": "00usys", "type": "SystemPrincipal"}),
    event("09:20", session="three", city="Madrid", **OTHER),
    event("09:30", session="three", event_id="back"),
]


@pytest.fixture(scope="module")
def hops(tmp_path_factory):
    """Session -> its hops."""
    folder = tmp_path_factory.mktemp("hops")
    listed = folder / "networks.csv"
    listed.write_text("203.0.113.90,VPN,vpn\n203.0.113.91,Edge,SASE\n203.0.113.92,Office,office\n", encoding="utf-8")
    with judged(folder, STORY, networks=listed) as case:
        names = {one["authenticationContext"]["externalSessionId"] for one in STORY}
        return {name: hops_of(case, name) for name in names}


def only(hops, session):
    (hop,) = hops[session]
    return hop


def great_circle_km(from_latitude, from_longitude, latitude, longitude):
    """By Vincenty's formula for a sphere, which is another one than the stage's."""
    here, there = math.radians(from_latitude), math.radians(latitude)
    apart = math.radians(longitude - from_longitude)
    across = math.hypot(
        math.cos(there) * math.sin(apart),
        math.cos(here) * math.sin(there) - math.sin(here) * math.cos(there) * math.cos(apart),
    )
    return EARTH_KM * math.atan2(
        across, math.sin(here) * math.sin(there) + math.cos(here) * math.cos(there) * math.cos(apart)
    )


BERLIN = (52.52, 13.405)


@pytest.mark.parametrize(
    ("session", "place", "known_km"),
    [("new-york", (40.7128, -74.0060), 6385), ("bucharest", (44.4268, 26.1025), 1294)],
)
def test_the_distance_of_known_cities_is_the_great_circle(hops, session, place, known_km):
    hop = only(hops, session)
    assert hop["centre_distance_km"] == pytest.approx(great_circle_km(*BERLIN, *place), abs=0.01)
    assert hop["centre_distance_km"] == pytest.approx(known_km, abs=5)


def test_both_radii_are_taken_off_for_the_lower_bound(hops):
    hop = only(hops, "new-york")
    assert hop["distance_km"] == pytest.approx(hop["centre_distance_km"] - 2 * CITY_RADIUS_KM)


def test_the_speed_is_the_lower_bound_over_the_time(hops):
    hop = only(hops, "bucharest")
    assert hop["seconds_s"] == 1800
    assert hop["speed_kmh"] == pytest.approx(hop["distance_km"] / 0.5)
    assert hop["not_judged"] is None and not hop["is_simultaneous"]


def test_days_count_as_days(hops):
    hop = only(hops, "days")
    assert hop["seconds_s"] == 3 * 86_400 and hop["speed_kmh"] < 200


def test_parts_of_a_second_count(hops):
    hop = only(hops, "half-second")
    assert hop["seconds_s"] == 0.5 and hop["speed_kmh"] == pytest.approx(hop["distance_km"] * 7200)


def test_no_time_between_distant_clients_is_simultaneous_and_has_no_speed(hops):
    hop = only(hops, "at-once")
    assert hop["is_simultaneous"] and hop["speed_kmh"] is None and hop["not_judged"] is None


def test_no_time_between_near_clients_is_not_simultaneous(hops):
    assert not only(hops, "at-once-near")["is_simultaneous"]


@pytest.mark.parametrize(
    ("session", "reason"),
    [
        ("no-place", "no place"),
        ("zeroes", "no place"),
        ("same-network", "same network"),
        ("same-lane", "same network"),
        ("relay", "a relay hides the place"),
        ("near", "radius larger than the distance"),
        ("same-place", "radius larger than the distance"),
        ("country-only", "radius larger than the distance"),
        ("too-near", "too near to tell"),
    ],
)
def test_a_hop_that_tells_nothing_says_why(hops, session, reason):
    hop = only(hops, session)
    assert hop["not_judged"] == reason
    assert hop["speed_kmh"] is None and not hop["is_simultaneous"]


def test_an_unknown_place_has_no_distance(hops):
    hop = only(hops, "no-place")
    assert hop["centre_distance_km"] is None and hop["distance_km"] is None


def test_a_lower_bound_is_never_below_zero(hops):
    assert only(hops, "country-only")["distance_km"] == 0


def test_a_state_is_less_exact_than_a_city(hops):
    hop = only(hops, "state-only")
    assert hop["centre_distance_km"] - hop["distance_km"] > 2 * CITY_RADIUS_KM


def test_zero_zero_is_a_place_where_the_city_is_known(hops):
    hop = only(hops, "null-island")
    assert hop["centre_distance_km"] == pytest.approx(great_circle_km(*BERLIN, 0, 0), abs=0.01)


def test_the_antimeridian_is_crossed_the_short_way(hops):
    hop = only(hops, "antimeridian")
    assert hop["centre_distance_km"] == pytest.approx(EARTH_KM * math.radians(4), abs=0.01)


def test_the_other_side_of_the_earth_is_half_its_girth(hops):
    assert only(hops, "poles")["centre_distance_km"] == pytest.approx(EARTH_KM * math.pi, abs=0.01)


def test_a_move_within_a_lane_is_a_hop(hops):
    hop = only(hops, "same-lane")
    assert hop["lane_no"] == hop["previous_lane_no"] == 1


def test_a_change_of_lane_in_one_place_is_a_hop(hops):
    hop = only(hops, "same-place")
    assert (hop["previous_lane_no"], hop["lane_no"]) == (1, 2)


def test_an_end_in_a_hosting_network_is_marked(hops):
    assert only(hops, "hosting")["is_hidden_end"] and not only(hops, "bucharest")["is_hidden_end"]


@pytest.mark.parametrize(("session", "is_hidden"), [("own-vpn", True), ("own-edge", True), ("own-office", False)])
def test_an_end_that_the_operator_lists_as_a_vpn_or_an_edge_is_marked(hops, session, is_hidden):
    assert only(hops, session)["is_hidden_end"] is is_hidden


def test_hops_are_between_consecutive_events_of_lanes_and_numbered(hops):
    """What rides along, from New York, is no stop on the way."""
    assert [(hop["hop_no"], hop["event_id"]) for hop in hops["three"]] == [(1, "there"), (2, "back")]
