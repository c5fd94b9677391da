"""A network of the demo: an AS, a block and an address of it tell the same story; the operator's list from here."""

import pytest

import judged
from analysis import network
from analysis.case import Case
from analysis.enrich.operator_networks import Entry


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("network") / "demo"
    judged.demo(folder)
    with Case.open(folder) as opened:
        yield opened


def load(case: Case, text: str) -> network.Network:
    asked = network.understood(text)
    assert asked is not None
    view = network.load(case, asked)
    assert view is not None
    return view


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("as 64500", "AS64500", "AS"),
        ("203.0.113.9", "203.0.113.9", "address"),
        (" 203.0.113.9/24 ", "203.0.113.0/24", "block"),
        ("2001:DB8::1", "2001:db8::1", "address"),
        ("2001:db8::/48", "2001:db8::/48", "block"),
    ],
)
def test_what_a_person_writes_is_understood(text, name, kind):
    asked = network.understood(text)
    assert asked is not None and (asked.name, asked.kind) == (name, kind)


@pytest.mark.parametrize("text", ["", "AS", "AS99999999999", "example.com", "203.0.113.300", "![p](http://x.example)",
                                  "fe80::1%eth0"])  # fmt: skip
def test_what_is_no_network_is_none(text):
    assert network.understood(text) is None


def test_the_network_of_the_replays_comes_first_and_nobody_signed_in_there(case):
    first = network.listed(case).iloc[0]
    view = load(case, first["network"])
    assert first["foreign_count"] == view.foreign_count == 4
    assert view.person_count == first["begun_count"] == 0
    assert set(view.sessions["band"]) == {"replay"} and set(view.people["foreign_count"]) == {1}
    assert int(view.addresses["foreign_count"].sum()) == 4


def test_an_address_its_block_and_its_as_add_up(case):
    whole = load(case, network.listed(case).iloc[0]["network"])
    parts = [load(case, address) for address in whole.addresses["address"]]
    assert sum(int(part.clients["event_count"].sum()) for part in parts) == int(whole.clients["event_count"].sum())
    block = network.around(parts[0].asked)
    assert block is not None
    assert set(parts[0].sessions["session_key"]) <= set(load(case, block.name).sessions["session_key"])


def test_neighbours_are_the_other_addresses_of_the_block(case):
    view = load(case, "203.0.113.12")
    assert "203.0.113.12" not in set(view.neighbours["address"]) and len(view.neighbours) >= 1


def test_an_address_that_the_case_never_saw_is_nothing(case):
    asked = network.understood("192.0.2.254")
    assert asked is not None and network.load(case, asked) is None


def test_roles_of_a_session_are_told_by_the_foreign_one(case):
    whole = load(case, network.listed(case).iloc[0]["network"])
    assert set(whole.sessions["role"]) == {"foreign"} and not whole.sessions["both"].any()


def test_the_same_network_is_listed_once(case):
    entries = [Entry(1, "203.0.113.9/24", "Old name", "office"), Entry(2, "AS64500", "Gateway", "vpn")]
    more = network.with_entry(entries, network.entry("203.0.113.0/24", " Head office ", "office"))
    assert more == [
        {"network": "AS64500", "name": "Gateway", "kind": "vpn"},
        {"network": "203.0.113.0/24", "name": "Head office", "kind": "office"},
    ]
    assert network.without_entry(entries, entries[1])[0]["network"] == "203.0.113.9/24"


def test_what_may_be_listed_goes_from_the_address_to_the_as(case):
    assert network.scopes(load(case, "203.0.113.12")) == ["203.0.113.12", "203.0.113.0/24", "AS64497"]
