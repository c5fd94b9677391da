"""The tables of data/reference: names that exist, kinds that the program knows, sorted."""

from __future__ import annotations

import csv
from ipaddress import ip_address, ip_network
from pathlib import Path

import pyarrow.parquet as parquet
import pytest

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference"
CATALOGUE = REFERENCE.parents[2] / "shared" / "data" / "okta" / "okta-event-types.csv"

EVENT_KINDS = {"sign_in", "factor", "app", "admin", "policy", "token", "end", "other"}
NETWORK_KINDS = {"hosting", "vpn", "relay", "tor", "mobile", "residential"}


def rows_of(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def catalogue() -> dict[str, str]:
    if not CATALOGUE.is_file():
        pytest.skip("Okta's catalogue of event types lies beside the checkout only")
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        return {row["Event Type"]: row["Description"] for row in csv.DictReader(file)}


def test_every_event_type_stands_in_oktas_catalogue() -> None:
    known = catalogue()
    named = [row["event_type"] for row in rows_of("event_types") if row["is_okta_event"] == "true"]
    named += [row["event_type"] for row in rows_of("proofs")]
    unknown = [
        name
        for name in named
        if name not in known and not (name.endswith("*") and any(other.startswith(name[:-1]) for other in known))
    ]
    assert unknown == []


def test_wording_of_event_types_is_our_own() -> None:
    sentences = {text.strip().rstrip(".").lower() for text in catalogue().values()}
    assert [row["changes"] for row in rows_of("event_types") if row["changes"].lower() in sentences] == []


def test_event_types_are_said_once_with_a_kind() -> None:
    rows = rows_of("event_types")
    names = [row["event_type"] for row in rows]
    assert len(names) == len(set(names))
    assert {row["kind"] for row in rows} <= EVENT_KINDS
    assert {row["is_privileged"] for row in rows} == {"true", "false"}
    assert all(row["changes"] and row["object"] for row in rows)


def test_only_the_start_of_a_session_creates_one() -> None:
    assert [row["event_type"] for row in rows_of("proofs") if row["role"] == "creates"] == ["user.session.start"]
    assert {row["role"] for row in rows_of("proofs")} == {"creates", "sign_in", "factor"}
    assert all(row["why"].endswith(".") for row in rows_of("proofs"))


def test_networks_are_sorted_and_their_organisations_are_those_of_the_shipped_file() -> None:
    rows = rows_of("hosting_networks")
    numbers = [int(row["as_number"]) for row in rows]
    assert len(numbers) >= 250
    assert numbers == sorted(set(numbers))
    shipped = parquet.ParquetFile(REFERENCE.parent / "geoip" / "asn_org.parquet").read()
    organisations = dict(zip(shipped["asn"].to_pylist(), shipped["org"].to_pylist(), strict=True))
    differing = [row for row in rows if organisations.get(int(row["as_number"])) != row["organisation"]]
    assert differing == []
    assert {row["kind"] for row in rows} == NETWORK_KINDS


def test_words_of_names_have_a_kind_and_an_order() -> None:
    rows = rows_of("network_words")
    assert {row["kind"] for row in rows} <= NETWORK_KINDS
    assert {row["match"] for row in rows} == {"word", "part"}
    assert len({row["word"] for row in rows}) == len(rows)


def test_the_indicators_of_2023_are_whole() -> None:
    rows = rows_of("indicators_2023")
    addresses = [row["value"] for row in rows if row["kind"] == "address"]
    agents = [row["value"] for row in rows if row["kind"] == "agent"]
    assert (len(addresses), len(set(addresses)), len(agents)) == (23, 23, 2)
    assert all(ip_address(address).is_global for address in addresses)
    assert all(agent == agent.strip() for agent in agents)
    assert {(row["relevant_from"], row["relevant_to"]) for row in rows} == {("2023-09-28", "2023-10-31")}


def test_ranges_of_okta_are_blocks_with_their_numbers() -> None:
    rows = [row for row in rows_of("okta_ranges") if row["cidr"]]
    for row in rows:
        network = ip_network(row["cidr"])
        assert network.prefixlen <= 29
        assert row["first_number"] == network.network_address.packed.hex()
        assert row["last_number"] == network.broadcast_address.packed.hex()
    assert [row["first_number"] for row in rows] == sorted(row["first_number"] for row in rows)
    assert [row["as_number"] for row in rows_of("okta_ranges") if row["as_number"]] == ["19745"]
