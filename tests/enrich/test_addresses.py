"""Addresses: every shape of text, each looked up once, quickly."""

from __future__ import annotations

import random
import time

import numpy as np
import pytest

from analysis.enrich import asn_ranges
from analysis.enrich.addresses import SCHEMA, look_up


def one(address: str) -> dict[str, object]:
    [row] = look_up([address]).to_pylist()
    assert row["address"] == address
    return row


@pytest.mark.parametrize(
    ("address", "version", "prefix"),
    [
        ("203.0.113.9", 4, "203.0.113.0/24"),
        ("203.0.113.9:443", 4, "203.0.113.0/24"),
        (" 203.0.113.9 ", 4, "203.0.113.0/24"),
        ("::ffff:203.0.113.9", 4, "203.0.113.0/24"),
        ("[::ffff:203.0.113.9]:443", 4, "203.0.113.0/24"),
        ("2001:db8:1:2::3", 6, "2001:db8:1::/48"),
        ("2001:0DB8:0001:0002:0:0:0:3", 6, "2001:db8:1::/48"),
        ("[2001:db8::1]:443", 6, "2001:db8::/48"),
        ("fe80::1%eth0", 6, "fe80::/48"),
    ],
)
def test_every_way_to_write_an_address_is_read(address, version, prefix) -> None:
    assert (one(address)["version"], one(address)["prefix"]) == (version, prefix)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "null",
        "unknown",
        "-",
        "999.1.1.1",
        "1.2.3",
        "1.2.3.4.5",
        "example.org",
        "x" * 10_000,
        "203.0.113.0/24",
        "1.2.3.4, 5.6.7.8",
        "\x00",
        "::g",
        "1:2:3",
    ],
)
def test_what_is_no_address_keeps_its_row_with_nulls(address) -> None:
    assert {key for key, value in one(address).items() if value is not None} == {"address"}


@pytest.mark.parametrize(
    ("address", "is_private"),
    [
        ("10.1.2.3", True),
        ("172.31.0.1", True),
        ("172.32.0.1", False),
        ("192.168.1.1", True),
        ("100.64.0.1", True),
        ("100.128.0.1", False),
        ("127.0.0.1", True),
        ("169.254.1.1", True),
        ("::1", True),
        ("fd00::1", True),
        ("fe80::1", True),
        ("febf::1", True),
        ("fec0::1", False),
        ("203.0.113.1", False),
        ("2001:db8::1", False),
        ("8.8.8.8", False),
    ],
)
def test_inner_addresses_are_told_from_public_ones(address, is_private) -> None:
    assert one(address)["is_private"] is is_private


def test_shipped_ranges_know_well_known_addresses() -> None:
    assert (one("8.8.8.8")["shipped_as_number"], one("8.8.8.8")["shipped_as_org"]) == (15169, "Google LLC")
    assert one("2606:4700::1111")["shipped_as_number"] == 13335
    assert one("203.0.113.9")["shipped_as_number"] is None


def test_each_distinct_text_is_one_row_and_nothing_is_lost() -> None:
    table = look_up(["8.8.8.8", None, "null", "8.8.8.8", "::ffff:8.8.8.8"])
    assert table.column("address").to_pylist() == ["8.8.8.8", "null", "::ffff:8.8.8.8"]
    assert table.schema == SCHEMA
    assert look_up([]).num_rows == 0


def test_numbers_of_one_version_compare_as_text() -> None:
    addresses = ["2.0.0.0", "10.0.0.0", "9.255.255.255", "203.0.113.9"]
    table = look_up(addresses).to_pylist()
    by_number = sorted(table, key=lambda row: row["address_number"])
    assert [row["address"] for row in by_number] == ["2.0.0.0", "9.255.255.255", "10.0.0.0", "203.0.113.9"]


def test_shipped_ranges_are_sorted_as_the_search_needs_them() -> None:
    ranges = asn_ranges.load()
    for first, last in ((ranges.v4_first, ranges.v4_last), (ranges.v6_first, ranges.v6_last)):
        assert np.all(first[1:] >= first[:-1])
        assert np.all(last >= first)
    assert np.all(ranges.org_as_number[1:] > ranges.org_as_number[:-1])


def test_edges_of_a_range_belong_to_it() -> None:
    ranges = asn_ranges.load()
    for at in (0, 1_000, len(ranges.v4_first) - 1):
        for number in (ranges.v4_first[at], ranges.v4_last[at]):
            address = ".".join(str(part) for part in int(number).to_bytes(4, "big"))
            assert one(address)["shipped_as_number"] == ranges.v4_as_number[at]


def test_fifty_thousand_addresses_are_looked_up_at_once() -> None:
    source = random.Random(7)
    addresses = [".".join(str(source.randrange(256)) for _ in range(4)) for _ in range(50_000)]
    look_up(addresses[:10])
    started = time.perf_counter()
    assert look_up(addresses).num_rows == len(set(addresses))
    # measured at 0.11 s; the bound leaves room for a busy machine
    assert time.perf_counter() - started < 1
