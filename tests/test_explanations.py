"""What a session most likely was: a story for each reading, all judged in one tenant."""

from __future__ import annotations

import json
import string

import pytest

from analysis import document, explanations
from stories import ask, event, judged, sign_in

WORDS = explanations.readings()
STORIES = []
EXPECTED = {}
"""The reading of each session that is told here."""


def home(who, **more):
    """Where a person signs in: an address that nobody else has."""
    number = sum(ord(letter) * place for place, letter in enumerate(who, 1)) % 200
    return {"who": who, "session": who, "address": f"198.18.{number}.10", "token": f"d-{who}", **more}


def told(reading, who, *events):
    """A session that is named for its person; it begins at home at nine."""
    STORIES.extend([sign_in("2 09:00", **home(who)), event("2 09:05", **home(who)), *events])
    EXPECTED[who] = reading


def crowd(name, place, count=6, what=sign_in, at="1 08:30"):
    for number in range(count):
        STORIES.append(what(at, **{**home(f"{name}{number}"), **place, "session": f"{name}{number}"}))


VPN = {"address": "203.0.113.11", "asn": 64497, "org": "Example Corp"}
HALL = {"asn": 64525, "org": "Example Hall"}
LINE = {"address": "198.19.1.7", "asn": 64520, "org": "Example Line"}
THIEF = {"asn": 64531, "org": "Example Exit", "address": "198.19.9.9", "token": "d9", "agent": "windows chrome"}

for day in range(1, 6):
    STORIES.append(sign_in(f"{day} 07:00", **{**home("warden"), "session": f"warden{day}"}))
crowd("staff", VPN)
told("company_vpn", "vera", event("2 09:08", **{**home("vera"), **VPN}))
told("office", "omar", event("2 10:08", **{**home("omar"), **VPN}))
told("shared_neighbourhood", "nora", event("2 10:08", **{**home("nora"), **VPN, "address": "203.0.113.77"}))
told(
    "phone_hotspot", "phil",
    event("2 10:00", **home("phil", asn=64506, org="Example Mobile Europe") | {"address": "198.19.2.7"}),
)  # fmt: skip
told(
    "private_relay", "rita",
    event("2 10:00", **home("rita", asn=64507, org="Example Private Relay") | {"address": "198.19.3.7"}),
)  # fmt: skip
told(
    "secure_edge", "saul", event("2 10:00", **home("saul", asn=22616, org="ZSCALER, INC.") | {"address": "198.19.4.7"})
)
told("dual_stack", "dora", event("2 09:06", **home("dora") | {"address": "2001:db8:1::7"}))
told(
    "two_paths", "theo",
    *(event(f"2 09:1{minute}", **{**home("theo"), **(LINE if minute % 2 else {})}) for minute in range(6)),
)  # fmt: skip
STORIES.append(sign_in("1 09:00", **{**home("hana", session="hana1"), **LINE, "address": "198.19.5.7"}))
told("home_and_office", "hana", event("2 12:00", **{**home("hana"), **LINE, "address": "198.19.5.7"}))
STORIES.append(sign_in("1 09:00", **{**home("otto", session="otto1"), **LINE, "address": "198.19.6.7"}))
told("own_provider", "otto", event("2 12:00", **{**home("otto"), **LINE, "address": "198.19.7.7"}))
told(
    "own_vpn", "vito",
    event("2 10:00", **home("vito", asn=64509, org="Example Hosting") | {"address": "198.19.8.7"}),
)  # fmt: skip
told("changing_addresses", "carl", event("2 10:00", **home("carl") | {"address": "198.19.10.7"}))
told(
    "travel", "tina",
    event("2 18:05", **home("tina", asn=64523, org="Example Rooms", city="New York") | {"address": "198.19.11.7"}),
)  # fmt: skip
told(
    "guest_network", "gina",
    event("2 18:05", **home("gina", asn=64524, org="Example Rooms") | {"address": "198.19.12.7"}),
)  # fmt: skip
for number in range(10):
    person = f"visitor{number}"
    told("conference", person, event("2 11:00", **home(person, **HALL) | {"address": f"198.19.13.{number + 1}"}))
told("same_line", "lena", event("2 10:00", **home("lena", agent="mac firefox")))
told(
    "other_profile", "olga",
    *(event(f"2 09:1{minute}", **home("olga") | {"token": f"d{minute % 2}"}) for minute in range(6)),
)  # fmt: skip
told("cookies_cleared", "cleo", event("2 10:00", **home("cleo") | {"token": "new"}))
told("browser_upgraded", "bert", event("2 10:00", **home("bert", agent="mac chrome 123")))
told("wrong_place", "walt", event("2 10:00", **home("walt", city="Madrid")))
told(
    "changed_agent", "chad", event("2 10:00", **home("chad", agent="mac edge", asn=64526) | {"address": "198.19.14.7"})
)
STORIES.append(sign_in("1 09:00", **{**home("nils", session="nils1"), **THIEF, "address": "198.19.15.7"}))
STORIES.append(sign_in("1 07:00", **home("nils", session="nils0")))
told("other_session", "nils", event("2 10:00", **{**home("nils"), **THIEF, "address": "198.19.15.7", "token": "d8"}))
told("unexplained", "uwe", event("2 10:00", **{**home("uwe"), **THIEF}))
told("second_sign_in", "sven", sign_in("2 09:07", **{**home("sven"), **LINE, "address": "198.19.16.7"}))
told("company_network", "cora", event("2 10:00", **{**home("cora"), **LINE, "address": "192.0.2.40"}))
told("app", "abel", event("2 10:00", **{**home("abel"), **VPN, "agent": "okta verify", "token": "phone"}))
told(
    "support_access", "sofi",
    event("2 10:00", "user.session.impersonation.initiate", **{**home("sofi"), **THIEF}),
    event("2 10:05", "support.org.view", **{**home("sofi"), **THIEF}),
    event("2 10:10", "user.session.impersonation.end", **{**home("sofi"), **THIEF}),
)  # fmt: skip
STORIES.append(sign_in("2 09:00", **{**home("vala"), **VPN, "city": "Madrid"}))
STORIES.append(event("2 09:20", **{**home("vala"), **LINE, "address": "198.19.19.7"}))
EXPECTED["vala"] = "vpn_left"
for number in (1, 2):
    STORIES.append(sign_in(f"1 0{number}:00", **home("mona", session=f"mona{number}")))
STORIES.append(sign_in("2 09:00", **{**home("mona"), **THIEF, "address": "198.19.17.7"}))
EXPECTED["mona"] = "new_machine"
for number in (1, 2):
    STORIES.append(sign_in(f"1 0{number}:00", **home("lars", session=f"lars{number}")))
STORIES.append(event("2 09:00", **{**home("lars"), **THIEF, "address": "198.19.18.7", "session": None}))
EXPECTED["client"] = "sessionless"


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("explanations")
    networks = folder / "networks.csv"
    networks.write_text("192.0.2.40/32,Head office,office\n", encoding="utf-8")
    with judged(folder, STORIES, networks=networks) as case:
        yield case


@pytest.fixture(scope="module")
def found(case):
    """Rows of the table by session, each with its band; a client without a session is called client."""
    rows = ask(
        case,
        "select explanations.*, sessions.session_id, coalesce(findings.band, 'clean') as band, sessions.is_inferred "
        "from explanations join sessions using (session_key) left join findings using (session_key)",
    )
    return {"client" if row["is_inferred"] else row["session_id"]: row for row in rows}


@pytest.mark.parametrize("session", EXPECTED)
def test_each_story_has_its_reading(found, session):
    assert session in found, "no reading at all"
    assert found[session]["reading"] == EXPECTED[session], found[session]["fields"]


def test_every_reading_is_told_by_a_story():
    assert set(WORDS) - set(EXPECTED.values()) == {"other_token"}, "and nothing else has no story"


@pytest.mark.parametrize("session", EXPECTED)
def test_no_sentence_lacks_a_field(found, session):
    told = explanations.explain("explained", found[session])
    assert "unknown" not in (told.line + told.ask).removeprefix("Place unknown or wrong")
    assert "{" not in told.line + told.ask


def test_the_sentences_ask_only_for_fields_that_the_stage_gives(found):
    for row in found.values():
        reading, fields = WORDS[row["reading"]], json.loads(row["fields"])
        asked = {
            name for text in (reading.says, reading.ask) for _, name, _, _ in string.Formatter().parse(text) if name
        }
        assert asked <= fields.keys(), row["reading"]


def test_the_company_vpn_is_told_with_its_people(found):
    assert explanations.explain("explained", found["vera"]).line == (
        "Company VPN: sessions of 7 people began at 203.0.113.11"
    )
    assert explanations.explain("explained", found["tina"]).line.startswith(
        "Travel: same machine, first seen 9 h later in New York, possible at "
    )


def test_what_is_worth_a_look_gets_the_reading_to_rule_out(found):
    assert explanations.explain("suspicious", found["vito"]).line == (
        "If honest: VPN of one's own: same machine through Example Hosting (same device token)"
    )
    assert explanations.explain("suspicious", found["phil"]).line.startswith("If honest: phone hotspot: ")
    assert explanations.explain("replay", found["uwe"]).line.startswith("No honest story fits: Windows Chrome here")


def test_a_text_of_the_log_does_not_become_a_field_or_a_page():
    told = explanations.filled("from {place} by {as_name}", {"place": "{people}", "as_name": "A" * 500})
    assert told.startswith("from {people} by AAA")
    assert len(told) < 120


def test_the_document_carries_the_reading(case):
    by_id = {finding["session_id"]: finding["most_likely"] for finding in document.document(case)["findings"]}
    assert by_id["vera"]["reading"] == "company_vpn"
    assert by_id["vera"]["sentence"].startswith("Company VPN")
    assert by_id["vera"]["other_clients"] == []
