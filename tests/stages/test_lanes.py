"""What a lane is: a network with a device, split where two clients take turns, and nothing else."""

from __future__ import annotations

import pytest

from stories import ask, event, judged, lanes_of, sign_in

V6 = "2001:db8:1::10"
# Okta's AS for an address holds for the whole case, so each network here has addresses of its own.
SECOND = {"asn": 64501, "address": "203.0.113.1"}
THIRD = {"asn": 64502, "address": "203.0.113.2"}
UNKNOWN = {"asn": None, "org": None}


def session(name, *events, **first):
    """A sign-in at nine and what came after it."""
    return [sign_in(session=name, **first), *({**one} for one in events)]


STORY = [
    *session("network", event("09:10", session="network", **SECOND)),
    *session("device", event("09:10", session="device", agent="windows chrome")),
    *session("browser", event("09:10", session="browser", agent="mac firefox")),
    *session("version", event("09:10", session="version", agent="mac chrome 121"),
             event("09:20", session="version", agent="mac chrome 119")),
    *session("address", event("09:10", session="address", address="198.51.100.9")),
    *session("place", event("09:10", session="place", city="Madrid"), event("09:20", session="place", city=None)),
    *session("token", event("09:10", session="token", token="d2")),
    *session("turns-address", event("09:10", session="turns-address", address="198.51.100.9"),
             event("09:20", session="turns-address")),
    *session("turns-token", event("09:10", session="turns-token", token="d2"), event("09:20", session="turns-token")),
    *session("turns-both", event("09:10", session="turns-both", token="d2", address="198.51.100.9"),
             event("09:15", session="turns-both", token=None, address="198.51.100.9", event_id="tokenless"),
             event("09:20", session="turns-both")),
    *session("dual", event("09:10", session="dual", address=V6), event("09:11", session="dual"),
             event("09:12", session="dual", address=V6), event("09:13", session="dual")),
    *session("temporary", event("09:10", session="temporary", address="2001:db8:1:7:aaaa::1"),
             event("09:11", session="temporary", address="2001:db8:1:7:bbbb::2"),
             event("09:12", session="temporary", address="2001:db8:1:7:aaaa::1"),
             event("09:13", session="temporary", address="2001:db8:1:8:cccc::3"), address="2001:db8:1:7:bbbb::2"),
    *session("turns-48", event("09:10", session="turns-48", address="2001:db8:2::1"),
             event("09:11", session="turns-48", address=V6), address=V6),
    *session("dual-turns", event("09:10", session="dual-turns", address=V6, event_id="first-v6"),
             event("09:11", session="dual-turns", address="198.51.100.9", event_id="second-v4"),
             event("09:12", session="dual-turns", address=V6, event_id="second-v6"),
             event("09:13", session="dual-turns")),
    *session("v6-first", event("09:10", session="v6-first"),
             event("09:11", session="v6-first", address="198.51.100.9"),
             event("09:12", session="v6-first"), address=V6),
    *session("mapped", event("09:10", session="mapped", address="::ffff:198.51.100.9"),
             event("09:11", session="mapped")),
    *session("rotating", event("09:10", session="rotating", address="192.0.2.11"),
             event("09:11", session="rotating", address="192.0.2.12"),
             event("09:12", session="rotating", address="192.0.2.13")),
    # no AS is known: documentation ranges are in no database
    *session("prefix", event("09:10", session="prefix", address="192.0.2.200", **UNKNOWN),
             event("09:20", session="prefix", address="198.51.100.200", **UNKNOWN), address="192.0.2.201", **UNKNOWN),
    *session("prefix-6", event("09:10", session="prefix-6", address="2001:db8:3:ffff::1", **UNKNOWN),
             event("09:20", session="prefix-6", address="2001:db8:4::1", **UNKNOWN),
             address="2001:db8:3::1", **UNKNOWN),
    *session("agentless", event("09:10", session="agentless", agent=None, event_id="without-agent"),
             event("09:20", session="agentless", agent=None, **SECOND, event_id="agent-nowhere")),
    *session("two-devices", event("09:05", session="two-devices", agent="windows chrome", address="192.0.2.60"),
             event("09:10", session="two-devices", agent=None, event_id="at-the-first"),
             event("09:11", session="two-devices", agent=None, address="192.0.2.60", event_id="at-the-second")),
    *session("null-context", event("09:10", session="null-context", security={
        "asNumber": None, "asOrg": None, "isp": None, "domain": None, "isProxy": None}, event_id="null-context")),
    *session("chain", event("09:10", session="chain", request={"ipChain": [
        {"ip": "192.0.2.10", "version": "V4"}, {"ip": "203.0.113.99", "version": "V4"}]})),
    *session("alone", event("09:10", session="alone")),
    *session("order", event("08:30", session="order", **THIRD), event("09:30", session="order", **SECOND)),
]  # fmt: skip


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    with judged(tmp_path_factory.mktemp("lanes"), STORY) as case:
        yield case


def lane_count(case, session):
    return len(lanes_of(case, session))


def test_another_network_is_another_lane(case):
    assert [lane["network"] for lane in lanes_of(case, "network")] == ["AS64500", "AS64501"]


def test_another_system_is_another_lane(case):
    assert [lane["device"] for lane in lanes_of(case, "device")] == ["macOS Chrome", "Windows Chrome"]


def test_another_browser_is_another_lane(case):
    assert lane_count(case, "browser") == 2


def test_another_version_is_the_same_lane(case):
    assert lane_count(case, "version") == 1


def test_another_address_is_the_same_lane(case):
    (lane,) = lanes_of(case, "address")
    assert lane["address_count"] == 2


def test_another_place_is_the_same_lane(case):
    assert lane_count(case, "place") == 1


def test_another_device_token_is_the_same_lane(case):
    (lane,) = lanes_of(case, "token")
    assert lane["dt_hash_count"] == 2


def test_addresses_that_alternate_split_the_lane(case):
    assert [lane["split_by"] for lane in lanes_of(case, "turns-address")] == ["address", "address"]


def test_device_tokens_that_alternate_split_the_lane(case):
    assert [lane["split_by"] for lane in lanes_of(case, "turns-token")] == ["dt_hash", "dt_hash"]


def test_an_event_without_a_token_goes_with_the_token_of_its_address(case):
    (row,) = ask(case, "select lane_no from lane_events where event_id = 'tokenless'")
    assert lane_count(case, "turns-both") == 2 and row["lane_no"] == 2


def test_two_address_families_that_alternate_do_not_split_by_themselves(case):
    assert lane_count(case, "dual") == 1


def test_temporary_addresses_of_one_v6_line_do_not_split(case):
    (lane,) = lanes_of(case, "temporary")
    assert lane["address_count"] == 3


def test_v6_lines_that_alternate_split_the_lane(case):
    assert [lane["split_by"] for lane in lanes_of(case, "turns-48")] == ["address", "address"]


def test_where_v4_alternates_v6_stays_with_the_client_that_was_there_first(case):
    """Which of the two it belongs to cannot be told; a third client is not made of it."""
    rows = ask(case, "select event_id, lane_no from lane_events where event_id in "
                     "('first-v6', 'second-v4', 'second-v6') order by event_id")  # fmt: skip
    assert [row["lane_no"] for row in rows] == [1, 2, 1]
    assert [lane["is_origin"] for lane in lanes_of(case, "dual-turns")] == [True, False]


def test_a_sign_in_by_v6_stays_with_the_first_of_two_v4_addresses_that_alternate(case):
    origin, other = lanes_of(case, "v6-first")
    assert (origin["is_origin"], origin["address_count"], other["address_count"]) == (True, 2, 1)


def test_a_v4_address_written_as_v6_counts_as_v4(case):
    assert [lane["split_by"] for lane in lanes_of(case, "mapped")] == ["address", "address"]


def test_addresses_that_only_move_on_do_not_split(case):
    """A phone behind a large translator: ever new addresses, none again."""
    assert lane_count(case, "rotating") == 1


def test_the_24_stands_for_an_unknown_network(case):
    assert [lane["network"] for lane in lanes_of(case, "prefix")] == ["192.0.2.0/24", "198.51.100.0/24"]


def test_the_48_stands_for_an_unknown_v6_network(case):
    assert [lane["network"] for lane in lanes_of(case, "prefix-6")] == ["2001:db8:3::/48", "2001:db8:4::/48"]


def test_an_event_without_an_agent_joins_the_lane_on_its_network(case):
    (row,) = ask(case, "select lane_no, device from lane_events where event_id = 'without-agent'")
    assert row == {"lane_no": 1, "device": "macOS Chrome"}


def test_of_two_devices_on_a_network_an_event_without_an_agent_joins_the_one_at_its_address(case):
    rows = ask(case, "select event_id, device from lane_events where event_id like 'at-the-%' order by event_id")
    assert [row["device"] for row in rows] == ["macOS Chrome", "Windows Chrome"]


def test_an_event_without_an_agent_on_a_network_of_its_own_is_an_unknown_device(case):
    assert [lane["device"] for lane in lanes_of(case, "agentless")] == ["macOS Chrome", "unknown"]


def test_an_event_whose_security_context_is_empty_takes_the_network_of_its_address(case):
    """Okta gave the address an AS in other events of the case."""
    assert lane_count(case, "null-context") == 1


def test_what_a_client_writes_into_the_chain_of_addresses_makes_no_lane(case):
    """Nobody declared a proxy: only the address that Okta saw counts."""
    assert lane_count(case, "chain") == 1


def test_a_session_of_one_client_has_one_lane(case):
    (lane,) = lanes_of(case, "alone")
    assert lane["event_count"] == 2 and lane["is_origin"]


def test_lanes_are_numbered_by_their_first_event(case):
    assert [lane["network"] for lane in lanes_of(case, "order")] == ["AS64502", "AS64500", "AS64501"]
