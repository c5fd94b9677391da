"""The chain of addresses: it counts behind a proxy that the operator declared, hop by hop, and nowhere else."""

from __future__ import annotations

import pytest

from stories import CITIES, ask, event, judged, lanes_of, sign_in

HOME, HOTEL, FORGED = "192.0.2.10", "198.51.100.9", "203.0.113.99"
EDGE, SECOND_EDGE, OFFICE_OF_EDGE = "198.18.5.10", "198.18.5.11", "198.18.5.77"
THROUGH = {"address": EDGE, "asn": 64600, "org": "Example Edge", "city": "Singapore"}
LIST = "198.18.5.0/24,Edge,Proxy\n198.18.5.77,Office,office\nAS64601,Old edge,proxy\n"


def hop(address, city="Berlin"):
    """One element of the chain as Okta writes it."""
    spot = CITIES[city]
    place = {"city": city, "state": None, "country": spot.country, "postalCode": None,
             "geolocation": {"lat": spot.latitude, "lon": spot.longitude}}  # fmt: skip
    return {"ip": address, "geographicalContext": place, "version": "V4", "source": None}


def behind(name, chain, **given):
    """One event that came through the edge."""
    return event("09:10", session=name, event_id=name, request={"ipChain": chain}, **{**THROUGH, **given})


NOWHERE = {"ip": HOME, "geographicalContext": None}

STORY = [
    behind("one-hop", [hop(HOME), hop(EDGE, "Singapore")]),
    behind("client-alone", [hop(HOME)]),
    behind("two-proxies", [hop(HOME), hop(SECOND_EDGE), hop(EDGE)]),
    behind("forged-first", [hop(FORGED), hop(HOTEL, "Madrid"), hop(EDGE)]),
    behind("forged-edge", [hop(FORGED), hop(EDGE), hop(HOTEL, "Madrid"), hop(EDGE)]),
    behind("behind-the-edge", [hop(HOME), hop(EDGE), hop("203.0.113.200")]),
    behind("unreadable", [hop(HOME), {"version": "V4"}, hop(EDGE)]),
    behind("no-address", [{"ip": "unknown"}, hop(EDGE)]),
    behind("no-place", [NOWHERE, hop(EDGE)]),
    behind("object", hop(HOME)),
    behind("null", None),
    behind("empty", []),
    behind("text", "192.0.2.10"),
    behind("words", ["192.0.2.10", EDGE]),
    behind("only-proxies", [hop(SECOND_EDGE), hop(EDGE)]),
    behind("v6", [hop("2001:db8:1::10"), hop(EDGE)]),
    behind("office-in-the-range", [hop(FORGED), hop(OFFICE_OF_EDGE)], address=OFFICE_OF_EDGE),
    behind("by-as-number", [hop(HOTEL, "Madrid"), hop("203.0.113.50")], address="203.0.113.50", asn=64601),
    behind("undeclared", [hop(FORGED), hop(HOTEL)], address=HOTEL, asn=64502, city="Madrid"),
    behind("marked", [hop(HOME), hop(EDGE)], security={"isProxy": True},
           debug={"tunnels": '[{"anonymous":true,"operator":"EDGE","type":"PROXY"}]', "proxyType": "anonymous"}),
    # one machine at home, with the edge and without; then somebody behind the same edge
    sign_in(session="honest"),
    event("09:30", session="honest", request={"ipChain": [hop(HOME), hop(EDGE)]}, **THROUGH),
    event("09:40", session="honest"),
    sign_in(session="stolen"),
    event("09:30", session="stolen", request={"ipChain": [hop(HOTEL), hop(EDGE)]}, **THROUGH),
    sign_in(session="lies"),
    event("09:30", session="lies", request={"ipChain": [hop(FORGED), hop(HOME)]}),
]  # fmt: skip


def story(folder, listed=LIST):
    path = folder / "networks.csv"
    path.write_text(listed, encoding="utf-8")
    return judged(folder, STORY, networks=path)


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    with story(tmp_path_factory.mktemp("proxied")) as case:
        yield case


@pytest.fixture(scope="module")
def events(case):
    return {row["event_id"]: row for row in ask(case, "from events")}


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("one-hop", HOME),
        ("client-alone", HOME),
        ("two-proxies", HOME),
        ("forged-first", HOTEL),
        ("forged-edge", HOTEL),
        ("behind-the-edge", HOME),
        ("no-place", HOME),
        ("object", HOME),
        ("v6", "2001:db8:1::10"),
        ("by-as-number", HOTEL),
    ],
)
def test_behind_a_declared_proxy_the_client_is_the_nearest_hop_that_is_none(events, name, address):
    assert events[name]["address"] == address


@pytest.mark.parametrize("name", ["unreadable", "no-address", "null", "empty", "text", "words", "only-proxies"])
def test_a_chain_that_names_nobody_before_the_proxy_leaves_the_proxy(events, name):
    assert (events[name]["address"], events[name]["city"]) == (EDGE, "Singapore")


def test_an_address_that_is_no_proxy_keeps_its_events(events):
    """A chain may say what it likes there; so too for a single address that the list excepts from a range."""
    assert events["undeclared"]["address"] == HOTEL
    assert events["office-in-the-range"]["address"] == OFFICE_OF_EDGE


def test_the_place_is_that_of_the_hop(events):
    madrid = CITIES["Madrid"]
    found = events["forged-first"]
    assert (found["city"], found["country"]) == ("Madrid", "Spain")
    assert (found["latitude"], found["longitude"]) == (madrid.latitude, madrid.longitude)


def test_the_place_of_the_proxy_is_never_the_client_s(events):
    assert events["no-place"]["city"] is None and events["no-place"]["latitude"] is None


def test_what_okta_says_of_the_proxy_is_not_said_of_the_client(events):
    for column in ("as_number", "as_org", "isp", "domain", "is_proxy", "ip_details", "tunnels", "proxy_type"):
        assert events["marked"][column] is None, column


def test_the_network_of_the_client_is_looked_up(case):
    """Okta names it in other events of the case."""
    rows = ask(case, "select distinct networks.network from networks join events using (network_key) "
                     "where event_id = 'one-hop'")  # fmt: skip
    assert rows == [{"network": "AS64500"}]


def test_one_machine_with_and_without_the_edge_is_one_client(case):
    (lane,) = lanes_of(case, "honest")
    assert lane["address_count"] == 1


def test_somebody_else_behind_the_same_edge_is_another_client(case):
    assert [lane["is_proven"] for lane in lanes_of(case, "stolen")] == [True, False]


def test_a_forged_chain_behind_an_undeclared_address_makes_no_lane(case):
    assert len(lanes_of(case, "lies")) == 1


@pytest.mark.parametrize("listed", ["", "198.18.5.0/24,Edge,vpn\n"])
def test_without_a_declared_proxy_the_chain_is_never_used(tmp_path, listed):
    with story(tmp_path, listed) as case:
        assert ask(case, "from proxied_events") == []
        assert {row["address"] for row in ask(case, "from events where event_id = 'one-hop'")} == {EDGE}
