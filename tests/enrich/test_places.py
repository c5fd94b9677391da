"""The stage `places`: where an address lies and how exactly that is known."""

from __future__ import annotations

import pyarrow as pa
import pytest

from analysis.enrich.addresses import SCHEMA, look_up
from enrich.stage_runner import run_stage

BERLIN = {"latitude": 52.52, "longitude": 13.405}


def with_database(**values: object) -> pa.Table:
    row = look_up(["203.0.113.9"]).to_pylist()[0] | values
    return pa.Table.from_pylist([row], schema=SCHEMA)


def place(lookups: pa.Table | None = None, **row: object) -> dict[str, object]:
    [found] = run_stage("places", [{"address": "203.0.113.9"} | row], lookups=lookups)
    return found


@pytest.mark.parametrize(
    ("names", "radius_km"),
    [
        ({"city": "Berlin", "state": "Berlin", "country": "Germany"}, 50),
        ({"state": "Berlin", "country": "Germany"}, 300),
        ({"country": "Germany"}, 1500),
        ({}, 1500),
    ],
)
def test_the_radius_grows_as_the_place_gets_vaguer(names: dict[str, str], radius_km: float) -> None:
    found = place(**BERLIN, **names)
    assert (found["radius_km"], found["source"]) == (radius_km, "okta")


def test_null_island_is_a_place_when_a_city_stands_beside_it_and_a_blank_when_none_does() -> None:
    assert place(latitude=0.0, longitude=0.0, city="Boat")["latitude"] == 0.0
    assert place(latitude=0.0, longitude=0.0)["latitude"] is None
    redacted = place(latitude=0.0, longitude=0.0, city="City")
    assert (redacted["latitude"], redacted["city"], redacted["source"]) == (None, None, "none")
    assert place(latitude=0.0, longitude=32.5)["latitude"] == 0.0


@pytest.mark.parametrize(
    "wrong",
    [
        {"latitude": 91.0, "longitude": 0.0},
        {"latitude": 10.0, "longitude": -181.0},
        {"latitude": 10.0},
        {"longitude": 10.0},
        {"latitude": float("nan"), "longitude": 1.0},
    ],
)
def test_coordinates_that_are_none_are_unknown(wrong: dict[str, float]) -> None:
    found = place(**wrong, city="Berlin")
    assert (found["latitude"], found["longitude"], found["radius_km"]) == (None, None, None)
    assert found["city"] == "Berlin"


def test_the_database_fills_in_and_brings_its_own_radius() -> None:
    database = with_database(mmdb_latitude=48.1, mmdb_longitude=11.6, mmdb_radius_km=20.0, mmdb_city="Munich")
    found = place(database)
    assert (found["source"], found["radius_km"], found["city"]) == ("mmdb", 20, "Munich")
    assert found["disagreement_km"] is None


def test_oktas_coordinates_stand_and_the_disagreement_is_kept() -> None:
    database = with_database(mmdb_latitude=48.137, mmdb_longitude=11.575, mmdb_radius_km=20.0, mmdb_city="Munich")
    found = place(database, **BERLIN, country="Germany")
    assert (found["source"], found["city"], found["latitude"]) == ("okta", None, 52.52)
    assert found["disagreement_km"] == pytest.approx(504, abs=2)


def test_opposite_ends_of_the_earth_have_a_distance() -> None:
    database = with_database(mmdb_latitude=0.0, mmdb_longitude=180.0)
    found = place(database, latitude=0.0, longitude=0.0, city="Boat")
    assert found["disagreement_km"] == pytest.approx(20_015, abs=1)


def test_an_event_without_an_address_keeps_its_place() -> None:
    assert place(address=None, **BERLIN, city="Berlin")["city"] == "Berlin"


def test_several_networks_of_one_place_make_one_row() -> None:
    rows = [{"network_key": key, "place_key": 7, "address": "203.0.113.9", **BERLIN} for key in range(3)]
    assert len(run_stage("places", rows)) == 1
