"""A made-up tenant is the same each time, and its truth is true of its events."""

from __future__ import annotations

import csv
import ipaddress
import os
import random
import re
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from analysis.exercise.apps import apps
from analysis.exercise.confusions import CONFUSIONS
from analysis.exercise.confusions.kinds import AMBIENT
from analysis.exercise.networks import ALLOWED_RANGES, CONSUMER_VPNS, HOTELS, OKTA_CELLS
from analysis.exercise.people import people
from analysis.exercise.records import EVENT_TYPES
from analysis.exercise.tenant import gather, json_lines, make
from analysis.exercise.truth import Truth

RANGES = [ipaddress.ip_network(prefix) for prefix in ALLOWED_RANGES]
Made = tuple[list[dict[str, Any]], Truth]


@pytest.fixture(scope="module", params=["identity_engine", "classic"])
def made(request: pytest.FixtureRequest) -> Made:
    return gather(7, 120, 5, is_classic=request.param == "classic", busyness=0.4)


def _session(event: dict[str, Any]) -> str | None:
    return event["authenticationContext"]["externalSessionId"]


def test_the_same_seed_gives_the_same_bytes():
    first, second, other = (b"".join(json_lines(make(seed, 40, 2).events)) for seed in (3, 3, 4))
    assert first == second
    assert first != other


def test_events_come_in_order_of_time_and_every_uuid_is_its_own(made: Made):
    events, _ = made
    times = [event["published"] for event in events]
    assert times == sorted(times)
    assert len({event["uuid"] for event in events}) == len(events)


def test_newest_first_is_the_same_tenant_turned_over():
    assert list(make(3, 40, 2, newest_first=True).events) == gather(3, 40, 2)[0][::-1]


def test_every_confusion_that_is_switched_on_happens(made: Made):
    _, truth = made
    stories = {name for name, kind in CONFUSIONS.items() if kind.layer != AMBIENT}
    assert {confusion.kind for confusion in truth.confusions} == stories
    for counted in ("token_exchange", "okta_own_call", "okta_verify_leg", "api_token_call", "job"):
        assert truth.counts[counted] > 0, counted


def test_confused_sessions_are_honest_and_exist(made: Made):
    events, truth = made
    sessions = {_session(event) for event in events}
    stolen = {replay.session_id for replay in truth.replays}
    for confusion in truth.confusions:
        assert confusion.session_id in sessions, confusion
        assert confusion.session_id not in stolen


def test_switched_off_there_are_no_confusions_and_no_replays():
    events, truth = gather(5, 40, 3, confusions=(), replays=())
    assert truth.confusions == []
    assert truth.replays == []
    addresses: dict[str | None, set[str]] = defaultdict(set)
    for event in events:
        legs = ("okta.mobile", "Okta-Integrations", "Java/", "node-fetch", "Go-http")
        agent = (event["client"]["userAgent"] or {}).get("rawUserAgent", "")
        if _session(event) and not any(leg in agent for leg in legs):
            addresses[_session(event)].add(event["client"]["ipAddress"])
    assert max(len(seen) for seen in addresses.values()) == 1


def test_unknown_names_and_too_small_tenants_are_said():
    with pytest.raises(ValueError, match="no such confusion: earthquake"):
        make(1, 40, 2, confusions=["earthquake"])
    with pytest.raises(ValueError, match="no such replay: seance"):
        gather(1, 40, 2, replays=["seance"])
    with pytest.raises(ValueError, match="too few admins"):
        gather(1, 6, 2)


def test_every_address_is_reserved_for_documentation_or_measurement(made: Made):
    events, _ = made
    seen = {event["client"]["ipAddress"] for event in events} - {None}
    seen |= {hop["ip"] for event in events for hop in event["request"]["ipChain"]}
    for address in seen:
        parsed = ipaddress.ip_address(address)
        assert any(parsed in prefix for prefix in RANGES if prefix.version == parsed.version), address
    assert any(":" in address for address in seen)


def test_every_person_and_network_is_visibly_made_up(made: Made):
    events, _ = made
    for event in events:
        login = event["actor"]["alternateId"]
        assert login == "system@okta.com" or login.endswith(("@example.com", "@example-corp.com")), login
        org = event["securityContext"]["asOrg"]
        number = event["securityContext"]["asNumber"]
        if number == OKTA_CELLS.as_number:
            continue
        assert org is None or org.startswith("example"), org
        assert number is None or number in range(64496, 64512) or number in range(65536, 65552), number


def test_a_record_has_the_structure_of_a_log_event(made: Made):
    events, _ = made
    keys = {
        "actor",
        "client",
        "device",
        "authenticationContext",
        "displayMessage",
        "eventType",
        "outcome",
        "published",
        "securityContext",
        "severity",
        "debugContext",
        "legacyEventType",
        "transaction",
        "uuid",
        "version",
        "request",
        "target",
    }
    prefixes = set()
    for event in events:
        assert set(event) == keys
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", event["published"])
        if _session(event):
            prefixes.add(str(_session(event))[:3])
    assert prefixes in ({"102", "trs"}, {"idx", "trs"})
    mean = sum(len(orjson.dumps(event)) for event in events) / len(events)
    assert 1_700 < mean < 2_600


def test_before_2024_token_grants_name_no_session():
    def grants(start: datetime) -> set[bool]:
        events, _ = gather(5, 40, 2, start=start)
        return {_session(e) is None for e in events if e["eventType"] == "app.oauth2.token.grant.access_token"}

    assert grants(datetime(2023, 10, 2, tzinfo=UTC)) == {True}
    assert grants(datetime(2024, 3, 4, tzinfo=UTC)) == {False}


def test_event_types_are_oktas(shared_data: Path):
    with (shared_data / "okta" / "okta-event-types.csv").open(encoding="utf-8", newline="") as file:
        catalogue = {cell.strip('"') for row in csv.reader(file) for cell in row}
    assert set(EVENT_TYPES) - catalogue == set()


def test_the_bytes_do_not_depend_on_pythons_own_seed():
    told = "import hashlib, sys; from analysis.exercise.tenant import *; "
    told += "print(hashlib.sha256(b''.join(json_lines(make(6, 60, 2, busyness=0.3).events))).hexdigest())"
    answers = {
        subprocess.run(
            [sys.executable, "-c", told],
            cwd=Path(__file__).resolve().parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1


def _is_own(event: dict[str, Any]) -> bool:
    """Done by a person with a browser: no server, no factor app."""
    agent = (event["client"]["userAgent"] or {}).get("rawUserAgent", "")
    return bool(_session(event)) and agent.startswith("Mozilla")


def test_four_of_ten_honest_sessions_change_network_or_city():
    events, truth = gather(2, 260, 4, busyness=0.7)
    contexts: dict[str | None, set[tuple[Any, Any]]] = defaultdict(set)
    for event in filter(_is_own, events):
        place = event["client"]["geographicalContext"]
        network = event["securityContext"]["asNumber"] or event["client"]["ipAddress"]
        contexts[_session(event)] |= {("network", network)} | ({("city", place["city"])} if place else set())
    for replay in truth.replays:
        contexts.pop(replay.session_id, None)
    changing = sum(len(seen) > 2 for seen in contexts.values()) / len(contexts)
    assert 0.33 <= changing <= 0.47
    assert 0.9 <= truth.session_count / len(contexts) <= 1.1


def test_the_hard_setting_loses_device_tokens_and_doubts_the_honest():
    def told(*, is_hard: bool) -> tuple[float, float]:
        events, _ = gather(5, 80, 3, replays=(), is_hard=is_hard, busyness=0.4)
        own = [event["debugContext"]["debugData"] for event in events if _is_own(event)]
        opinions = [data["risk"] for data in own if "risk" in data]
        doubted = sum("level=LOW" not in risk for risk in opinions) / len(opinions)
        return sum("dtHash" not in data for data in own) / len(own), doubted

    easy, hard = told(is_hard=False), told(is_hard=True)
    assert easy[0] < 0.1
    assert 0.38 <= hard[0] <= 0.52
    assert hard[1] > 2 * easy[1]


def test_on_the_hard_setting_admins_work_from_anywhere():
    events, _ = gather(5, 120, 4, is_hard=True, replays=(), busyness=0.6)
    networks = {
        event["securityContext"]["asNumber"]
        for event in events
        if event["eventType"] in ("user.session.access_admin_app", "group.user_membership.add") and _is_own(event)
    }
    assert networks & {network.as_number for network in (*CONSUMER_VPNS, *HOTELS)}


def test_the_homes_of_a_large_tenant_do_not_crowd():
    rng = random.Random(1)
    homes = Counter(
        ipaddress.ip_network((person.home_address, 24 if "." in person.home_address else 48), strict=False)
        for person in people(rng, 20_000, apps(rng))
    )
    assert len(homes) > 18_000
    assert max(homes.values()) < 6


def test_what_okta_writes_about_a_thiefs_change_is_in_the_truth():
    events, truth = gather(6, 150, 3, busyness=0.5)
    foreign = {uuid for replay in truth.replays for uuid in replay.foreign_event_ids}
    changes = [event for event in events if event["eventType"] == "user.session.context.change"]
    assert len(changes) > 100
    assert [event for event in changes if event["uuid"] in foreign]
    for event in changes:
        data = event["debugContext"]["debugData"]
        assert data["ExternalSessionId"] == _session(event)
        assert data["NewIpAddress"] == event["client"]["ipAddress"]


def test_people_keep_to_their_own_apps():
    events, _ = gather(9, 60, 4, replays=(), confusions=())
    used: dict[str, Counter[str]] = defaultdict(Counter)
    for event in events:
        if event["eventType"] == "user.authentication.sso":
            app = next(one for one in event["target"] if one["type"] == "AppInstance")
            used[event["actor"]["id"]][app["displayName"]] += 1
    assert len({app for mine in used.values() for app in mine}) > 30
    assert sum(len(mine) for mine in used.values()) / len(used) < 9
    dearest = sum(max(mine.values()) for mine in used.values())
    assert dearest > 0.25 * sum(sum(mine.values()) for mine in used.values())


def test_phones_announce_phones_and_laptops_do_not():
    events, _ = gather(9, 60, 2, replays=(), confusions=())
    by_session: dict[str | None, set[str]] = defaultdict(set)
    for event in filter(_is_own, events):
        by_session[_session(event)].add(event["client"]["device"])
    assert set(map(frozenset, by_session.values())) == {frozenset({"Mobile"}), frozenset({"Computer"})}
