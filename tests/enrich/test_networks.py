"""The stage `networks`: which network, of what kind, and who says so."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa
import pytest

from analysis.enrich import operator_networks
from analysis.enrich.addresses import SCHEMA, look_up
from enrich.stage_runner import run_stage


def kind_of(**row: object) -> tuple[str, str]:
    [network] = run_stage("networks", [{"address": "203.0.113.9", **row}])
    return network["kind"], network["kind_source"]


def test_the_as_number_of_the_event_comes_before_the_shipped_one() -> None:
    [given, shipped] = run_stage(
        "networks",
        [
            {"address": "8.8.4.4", "as_number": 3320, "as_org": "Example"},
            {"address": "8.8.8.8"},
        ],
    )
    assert (given["network"], given["as_org"], given["as_source"]) == ("AS3320", "Example", "okta")
    assert (shipped["network"], shipped["as_org"], shipped["as_source"]) == ("AS15169", "Google LLC", "shipped")


def test_a_record_that_does_not_say_its_network_takes_what_others_said_of_its_address() -> None:
    rows = [{"address": "8.8.8.8", "as_number": 3320, "as_org": "Example"}, {"address": "8.8.8.8"}]
    networks = run_stage("networks", rows)
    assert {(network["network"], network["as_org"], network["as_source"]) for network in networks} == {
        ("AS3320", "Example", "okta")
    }


def test_where_others_disagree_on_an_address_none_of_them_counts() -> None:
    rows = [{"address": "203.0.113.9", "as_number": number} for number in (64500, 64501, None)]
    assert [network["as_number"] for network in run_stage("networks", rows)] == [64500, 64501, None]


def test_as_number_zero_is_no_as_number() -> None:
    [network] = run_stage("networks", [{"address": "203.0.113.9", "as_number": 0}])
    assert network["as_number"] is None
    assert network["network"] == "203.0.113.0/24"


def test_the_as_number_of_ip_details_fills_a_gap() -> None:
    [network] = run_stage("networks", [{"address": "203.0.113.9", "ip_details": '{"asNumber": 64500}'}])
    assert (network["network"], network["as_source"]) == ("AS64500", "okta")


def test_an_address_without_an_as_is_its_prefix_and_no_address_is_null() -> None:
    rows: list[dict[str, Any]] = [{"address": "2001:db8:1:2::3"}, {"address": None}, {"address": "no address"}]
    networks = run_stage("networks", rows)
    assert [network["network"] for network in networks] == ["2001:db8:1::/48", None, None]
    assert [network["kind"] for network in networks] == ["unknown"] * 3


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ({"tunnels": '[{"anonymous":true,"operator":"WARP_VPN","type":"VPN"}]'}, ("vpn", "okta services")),
        ({"tunnels": '[{"type":"Tor"},{"type":"VPN"}]'}, ("tor", "okta services")),
        ({"tunnels": '[{"type":"Proxy","operator":"APPLE_ICLOUD_RELAY_PROXY"}]'}, ("relay", "okta services")),
        ({"ip_details": '{"ipServiceCategories":[{"type":"Residential Proxy"}]}'}, ("vpn", "okta services")),
        ({"ip_details": '{"ipservicecategories":[{"type":"tor"}]}'}, ("tor", "okta services")),
        ({"proxy_type": "TorAnonymizer"}, ("tor", "okta proxy type")),
        ({"proxy_type": "NotTorAnonymizer"}, ("vpn", "okta proxy type")),
        ({"is_proxy": True}, ("vpn", "okta isProxy")),
        ({"is_proxy": True, "as_number": 36183}, ("relay", "okta isProxy")),
        ({"is_proxy": False, "as_number": 16509}, ("hosting", "reference table")),
        ({"as_number": 21928}, ("mobile", "reference table")),
        ({"as_number": 7922}, ("residential", "reference table")),
        ({"as_number": 64500, "as_org": "Example Web-Hosting Ltd"}, ("hosting", "organisation name")),
        ({"as_number": 64500, "as_org": "ExampleVPN"}, ("vpn", "organisation name")),
        ({"as_number": 64500, "as_org": "Observer News"}, ("unknown", "none")),
        ({"address": "10.0.0.1"}, ("unknown", "private address")),
        ({"tunnels": "[]"}, ("unknown", "none")),
    ],
)
def test_the_kind_comes_from_the_first_that_knows(row: dict[str, object], kind: tuple[str, str]) -> None:
    assert kind_of(**row) == kind


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "null",
        "[]",
        '"x"',
        "[1, null]",
        '[{"type": null}]',
        '[{"type": {"a": 1}}]',
        "[" * 5_000,
        "'; drop table addresses; --",
        "",
    ],
)
def test_text_of_the_log_that_is_no_list_of_services_says_nothing(text: str) -> None:
    assert kind_of(tunnels=text, ip_details=text)[0] == "unknown"


def test_the_operators_list_comes_before_everything_and_the_narrowest_range_counts(tmp_path) -> None:
    path = tmp_path / "networks.csv"
    path.write_text("203.0.113.0/24,Whole,office\n203.0.113.8/30,Gateway,vpn\nAS64500,Carrier,sase\n")
    rows: list[dict[str, Any]] = [
        {"address": "203.0.113.9", "is_proxy": True},
        {"address": "203.0.113.77"},
        {"address": "198.51.100.1", "as_number": 64500},
        {"address": "198.51.100.2"},
    ]
    networks = run_stage("networks", rows, networks=operator_networks.read(path))
    assert [network["operator_name"] for network in networks] == ["Gateway", "Whole", "Carrier", None]
    assert [network["kind"] for network in networks] == ["operator"] * 3 + ["unknown"]
    assert networks[0]["operator_kind"] == "vpn"


def test_an_anonymous_ip_database_speaks_before_the_reference_table() -> None:
    lookup = look_up(["203.0.113.9"]).to_pylist()[0] | {"mmdb_is_tor": True, "mmdb_is_hosting": True}
    lookups = pa.Table.from_pylist([lookup], schema=SCHEMA)
    [network] = run_stage("networks", [{"address": "203.0.113.9", "as_number": 16509}], lookups=lookups)
    assert (network["kind"], network["kind_source"]) == ("tor", "anonymous-ip database")


def test_several_places_of_one_network_make_one_row() -> None:
    rows = [{"network_key": 7, "place_key": place, "address": "203.0.113.9"} for place in range(3)]
    assert len(run_stage("networks", rows)) == 1


def test_the_order_of_rows_changes_nothing() -> None:
    rows = [
        {
            "network_key": number,
            "address": f"203.0.113.{number}",
            "as_org": "VPN Cloud Server Hosting",
            "tunnels": json.dumps([{"type": "VPN"}, {"type": "Proxy"}] if number % 2 else None),
        }
        for number in range(50)
    ]
    assert run_stage("networks", rows) == run_stage("networks", rows[::-1])
