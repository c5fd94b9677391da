"""Clients without a session: judged where they are strange to their person, and never as a replay."""

from __future__ import annotations

import pytest

from stories import ask, event, finding_of, findings, judged, sign_in

HOSTED = {"asn": 14061, "org": "DigitalOcean", "address": "203.0.113.9", "city": "Singapore", "token": None}
OWN_OTHER_ADDRESS = {"address": "192.0.2.99"}
GRANT, USER, IDP = "app.oauth2.as.token.grant.access_token", "user.lifecycle.create", "system.idp.lifecycle.create"
SECRET = {"clientAuthType": "client_secret_basic"}

STORY = [
    # each person signs in from home, and does something without a session elsewhere
    *(sign_in(session=f"s-{who}", who=who) for who in ("ada", "ben", "cora", "dan", "eve", "fay", "gil")),
    event("10:00", USER, session=None, who="ada", agent="curl", **HOSTED, event_id="stolen"),
    event("10:05", IDP, session=None, who="ada", agent="curl", **HOSTED),
    # at home, on the same network, and through an exit that many use
    event("10:00", USER, session=None, who="ben", agent="curl", event_id="at-home"),
    event("11:00", USER, session=None, who="ben", agent="curl", **OWN_OTHER_ADDRESS, event_id="home-network"),
    # a phone's app fetches a token with a library, in a network of its own
    event("10:00", GRANT, session=None, who="cora", agent="okhttp/4.12.0", asn=64503, address="198.51.100.77",
          token=None, event_id="app"),
    # a browser with tokens that take turns is one client all the same
    *(event(f"10:0{minute}", session=None, who="dan", token=f"d{minute % 2}", asn=64503, address="198.51.100.78",
            event_id=f"turn-{minute}") for minute in range(4)),
    # the thief's own network is that of the stolen session, and not the person's
    event("09:30", session="s-eve", who="eve", agent="windows chrome", **HOSTED),
    event("10:30", IDP, session=None, who="eve", agent="windows chrome", **HOSTED, event_id="beside-a-replay"),
    # nobody to compare with
    event("10:00", USER, session=None, who="zoe", agent="curl", **HOSTED, event_id="stranger"),
    # an orphan is no session to compare with either
    event("09:00", session="child", root="not-here", who="yan"),
    event("10:00", USER, session=None, who="yan", agent="curl", **HOSTED, event_id="beside-an-orphan"),
    # a server that exchanges tokens rides along
    *(event("10:00", GRANT, session=None, who=who, agent="python", asn=64510, address="203.0.113.50", token=None,
            debug=SECRET, event_id=f"server-{who}") for who in ("ada", "ben", "cora", "dan", "fay")),
    # loud enough for a replay
    *(event(f"10:{minute:02}", IDP, session=None, who="gil", agent="curl", **{**HOSTED, "address": "203.0.113.11"},
            debug={"risk": "{reasons=New network, level=HIGH}"}, event_id=f"loud-{minute}") for minute in range(8)),
]  # fmt: skip


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    with judged(tmp_path_factory.mktemp("sessionless"), STORY) as case:
        yield case


@pytest.fixture(scope="module")
def keys(case):
    return {
        row["event_id"]: row["session_key"] for row in ask(case, "select event_id, session_key from session_events")
    }


def signals(case, key):
    rows = ask(case, "select signal from signals where session_key = $key order by signal", key=key)
    return [row["signal"] for row in rows]


def test_what_a_stranger_did_with_a_person_s_cookie_and_no_session_id_is_worth_a_look(case, keys):
    finding = finding_of(case, keys["stolen"])
    assert finding["band"] == "suspicious" and finding["is_inferred"]
    assert signals(case, keys["stolen"]) == [
        "address_rare_here", "hosting_network", "network_new_for_person", "privileged_change", "script_agent",
    ]  # fmt: skip


def test_its_divergence_is_its_first_event_and_it_has_no_origin(case, keys):
    finding = finding_of(case, keys["stolen"])
    assert finding["divergence_event_id"] == "stolen" and finding["first_act_at"] == finding["divergence_at"]
    assert finding["origin_lane_no"] is None and not finding["is_origin_assumed"]
    assert ask(case, "select distinct is_origin from lanes where session_key = $key", key=keys["stolen"]) == [
        {"is_origin": False}
    ]


def test_it_is_never_called_a_replay(case, keys):
    finding = finding_of(case, keys["loud-0"])
    (limit,) = ask(case, "select value from effective_parameters where name = 'replay_from'")
    assert finding["score"] >= limit["value"] and finding["family_count"] >= 2
    assert finding["band"] == "suspicious"


def test_nothing_is_said_of_it_that_compares_it_with_an_origin(case):
    rows = ask(
        case,
        "select distinct signal from signals join sessions using (session_key) where is_inferred and signal in ("
        "'no_sign_in_in_lane', 'other_device', 'browser_goes_backwards', 'device_token_differs', "
        "'device_token_copied', 'interleaving', 'simultaneous_use', 'faster_than_airliner', "
        "'same_token_and_agent', 'own_network', 'relay_or_roaming', 'used_after_sign_out', 'same_address_as_origin')",
    )
    assert rows == []


@pytest.mark.parametrize("name", ["at-home", "home-network", "stranger", "beside-an-orphan"])
def test_where_a_session_of_the_person_began_or_none_is_known_it_is_no_finding(case, keys, name):
    assert signals(case, keys[name]) == []
    assert keys[name] not in {finding["session_key"] for finding in findings(case)}


def test_a_token_that_an_app_fetched_from_a_new_network_is_not_worth_a_look(case, keys):
    assert finding_of(case, keys["app"])["band"] == "clean"
    assert "script_agent" not in signals(case, keys["app"])


def test_tokens_that_take_turns_make_one_client_of_it(case, keys):
    assert ask(case, "select lane_count from sessions where session_key = $key", key=keys["turn-0"]) == [
        {"lane_count": 1}
    ]


def test_the_network_of_a_thief_in_a_session_is_not_the_person_s(case, keys):
    assert finding_of(case, keys["beside-a-replay"])["divergence_event_id"] == "beside-a-replay"


def test_a_server_that_exchanges_tokens_is_not_judged(case, keys):
    assert signals(case, keys["server-ada"]) == []


def test_the_coverage_counts_them_and_says_that_they_are_judged(case):
    (count,) = ask(case, "select count(*) as n from sessions where is_inferred")
    said = [row["statement"] for row in ask(case, "from coverage") if "without a session id" in row["statement"]]
    assert len(said) == 1 and said[0].startswith(f"{count['n']} clients used") and "judged" in said[0]
