"""Each confusion can be switched on alone, happens then, and shows in its records what its name says."""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from math import asin, cos, radians, sin, sqrt
from typing import Any

import pytest

from analysis.exercise.confusions import CONFUSIONS
from analysis.exercise.confusions.kinds import AMBIENT, FLAW
from analysis.exercise.networks import HOTELS, PLANE, SATELLITE
from analysis.exercise.tenant import gather
from analysis.exercise.truth import Truth

STORIES = sorted(name for name, kind in CONFUSIONS.items() if kind.layer != AMBIENT)
LEGS = ("okta.mobile", "Okta-Integrations", "Java/", "node-fetch", "Go-http")
ENOUGH = 0.6
"""Share of a kind's sessions that must show it: in some nothing is done after the change."""
AIRLINER_KMH = 950
Event = dict[str, Any]


@dataclass
class Session:
    """An honest session as its records tell it; calls of servers and of the factor app left out."""

    events: list[Event]
    all_events: list[Event] = field(default_factory=list)
    """Everything of the tenant, for what shows only beside others."""

    def column(self, read: Callable[[Event], Any]) -> list[Any]:
        return [read(event) for event in self.events]


def _data(event: Event) -> dict[str, Any]:
    return event["debugContext"]["debugData"]


def _token(event: Event) -> str | None:
    return _data(event).get("dtHash")


def _agent(event: Event) -> str:
    return event["client"]["userAgent"]["rawUserAgent"]


def _address(event: Event) -> str:
    return event["client"]["ipAddress"]


def _place(event: Event) -> dict[str, Any] | None:
    return event["client"]["geographicalContext"]


def _city(event: Event) -> str | None:
    place = _place(event)
    return place["city"] if place else None


def _network(event: Event) -> Any:
    return event["securityContext"]["asNumber"]


def _at(event: Event) -> datetime:
    return datetime.fromisoformat(event["published"])


def _actor(event: Event) -> str:
    return event["actor"]["id"]


def _session(event: Event) -> str | None:
    return event["authenticationContext"]["externalSessionId"]


def _is_of_a_person(event: Event) -> bool:
    agent = (event["client"]["userAgent"] or {}).get("rawUserAgent", "")
    return bool(_session(event)) and bool(agent) and not any(leg in agent for leg in LEGS)


@functools.cache
def _made(name: str, share: float = 0.3) -> tuple[list[Event], Truth]:
    return gather(11, 26, 3, confusions={name: share}, replays=(), busyness=1.3)


def _sessions(events: list[Event]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if _is_of_a_person(event):
            found[str(_session(event))].append(event)
    return found


def _is_one_machine(session: Session) -> bool:
    """One browser and one device token throughout."""
    return len(set(session.column(_agent))) == 1 and len(set(session.column(_token))) == 1


def _moves_as_one_machine(session: Session) -> bool:
    return _is_one_machine(session) and len(set(session.column(_network))) > 1


def _is_by_turns(read: Callable[[Event], Any], session: Session) -> bool:
    """Something goes there, back, and there again."""
    return len([key for key, _ in itertools.groupby(session.column(read))]) >= 3


def _speed_kmh(first: Event, second: Event) -> float:
    here, there = (_place(event)["geolocation"] for event in (first, second))
    north, east = radians(there["lat"] - here["lat"]), radians(there["lon"] - here["lon"])
    root = sin(north / 2) ** 2 + cos(radians(here["lat"])) * cos(radians(there["lat"])) * sin(east / 2) ** 2
    hours = (_at(second) - _at(first)).total_seconds() / 3600
    return 2 * 6371 * asin(sqrt(root)) / max(hours, 1e-6)


def _has_time_to_move(session: Session) -> bool:
    hops = [pair for pair in itertools.pairwise(session.events) if _city(pair[0]) != _city(pair[1])]
    return bool(hops) and all(_speed_kmh(*hop) < AIRLINER_KMH for hop in hops)


def _is_away_between(session: Session) -> bool:
    """Nothing is done for a while before the network changes."""
    hops = [pair for pair in itertools.pairwise(session.events) if _network(pair[0]) != _network(pair[1])]
    return bool(hops) and (_at(hops[0][1]) - _at(hops[0][0])).total_seconds() >= 15 * 60


def _majors(session: Session) -> list[str]:
    return [key for key, _ in itertools.groupby(session.column(_agent))]


def _is_shared(read: Callable[[Event], Any], session: Session) -> bool:
    """Somebody else has the same, in another session."""
    mine, actor = set(session.column(read)), _actor(session.events[0])
    return any(read(event) in mine and _actor(event) != actor for event in filter(_is_of_a_person, session.all_events))


def _plays_a_phone(session: Session) -> bool:
    mobile = [event for event in session.events if event["client"]["device"] == "Mobile"]
    still = [event for event in session.events if event["client"]["device"] == "Computer"]
    return bool(mobile and still) and {_token(event) for event in mobile} <= {_token(event) for event in still}


def _is_elsewhere_too(session: Session) -> bool:
    actor, first, last = _actor(session.events[0]), session.events[0], session.events[-1]
    return any(
        _actor(event) == actor
        and _session(event) != _session(first)
        and first["published"] < event["published"] < last["published"]
        and event["client"]["device"] == "Mobile"
        for event in filter(_is_of_a_person, session.all_events)
    )


def _types(session: Session) -> set[str]:
    return set(session.column(lambda event: event["eventType"]))


def _before(session: Session, event_type: str) -> int:
    """How often something happened to the person in the quarter of an hour before the session, at its address."""
    start = session.events[0]
    return sum(
        event["eventType"] == event_type
        and _actor(event) == _actor(start)
        and _session(event) is None
        and _address(event) == _address(start)
        and 0 <= (_at(start) - _at(event)).total_seconds() < 15 * 60
        for event in session.all_events
    )


def _steps_up(session: Session) -> bool:
    asked = [event for event in session.events if event["outcome"]["result"] == "CHALLENGE"]
    return bool(asked) and _network(asked[0]) != _network(session.events[0])


def _has_kind(kind: str, session: Session) -> bool:
    return any(word in str(event["securityContext"]["asOrg"]) for event in session.events for word in (kind,))


def _is_proxied(session: Session) -> bool:
    through = [event for event in session.events if event["securityContext"]["isProxy"]]
    return bool(through) and all("tunnels" in _data(event) for event in through)


SHOWN: dict[str, Callable[[Session], bool]] = {
    "company_vpn": lambda session: _moves_as_one_machine(session) and _has_kind("remote access", session),
    "wifi_to_mobile": lambda session: (
        _moves_as_one_machine(session) and (_has_kind("mobile", session) or _has_kind("wireless", session))
    ),
    "dual_stack": lambda session: (
        _is_one_machine(session) and len({":" in address for address in session.column(_address)}) == 2
    ),
    "secure_edge": lambda session: _is_one_machine(session) and len(set(session.column(_address))) > 1,
    "split_tunnel": lambda session: _is_one_machine(session) and _is_by_turns(_network, session),
    "consumer_vpn": lambda session: _is_one_machine(session) and _is_proxied(session),
    "first_vpn_use": lambda session: _is_one_machine(session) and _is_proxied(session),
    "private_relay": lambda session: _is_proxied(session) and len(set(session.column(_address))) > 1,
    "satellite": lambda session: set(session.column(_network)) == {SATELLITE.as_number},
    "phone_roams": lambda session: (
        _moves_as_one_machine(session) and {event["client"]["device"] for event in session.events} == {"Mobile"}
    ),
    "commute": lambda session: _moves_as_one_machine(session) and _is_away_between(session),
    "cafe": _moves_as_one_machine,
    "conference": lambda session: _is_shared(_address, session),
    "flight": _has_time_to_move,
    "in_flight": lambda session: _is_one_machine(session) and PLANE.as_number in session.column(_network),
    "hotel": lambda session: bool({hotel.as_number for hotel in HOTELS} & set(session.column(_network))),
    "browser_upgraded": lambda session: len(set(session.column(_token))) == 1 and len(_majors(session)) == 2,
    "cookie_cleared": lambda session: len(set(session.column(_token))) == 2 and len(set(session.column(_agent))) == 1,
    "devtools_view": _plays_a_phone,
    "embedded_view": lambda session: len(set(session.column(_token))) == 1 and len(set(session.column(_agent))) == 2,
    "new_device": lambda session: (
        not any(
            _token(event) == _token(session.events[0]) and event["published"] < session.events[0]["published"]
            for event in session.all_events
        )
    ),
    "missing_places": lambda session: {place is None for place in session.column(_place)} == {True, False},
    "wrong_places": lambda session: len(set(session.column(_address))) == 1 and len(set(session.column(_city))) == 2,
    "missing_tokens": lambda session: None in session.column(_token),
    "noisy_opinion": lambda session: any("level=HIGH" in _data(event).get("risk", "") for event in session.events),
    "shared_kiosk": lambda session: _is_shared(_token, session),
    "shared_ip": lambda session: _is_shared(_address, session),
    "two_people_one_session": lambda session: len(set(session.column(_actor))) == 2,
    "elsewhere": _is_elsewhere_too,
    "support_access": lambda session: (
        {"user.session.impersonation.grant", "user.session.impersonation.end"} <= _types(session)
    ),
    "step_up": _steps_up,
    "password_reset": lambda session: _before(session, "user.account.update_password") == 1,
    "factor_enrolment": lambda session: "user.mfa.factor.activate" in _types(session),
    "failed_sign_ins": lambda session: _before(session, "user.session.start") >= 2,
}
"""What a session of each kind shows."""


def test_each_confusion_has_its_proof():
    assert sorted(SHOWN) == STORIES


@pytest.mark.parametrize("name", STORIES)
def test_alone_it_happens_and_shows_what_its_name_says(name: str):
    events, truth = _made(name)
    assert {confusion.kind for confusion in truth.confusions} == {name}
    sessions = _sessions(events)
    shown = [SHOWN[name](Session(sessions[one.session_id], events)) for one in truth.confusions]
    assert sum(shown) >= ENOUGH * len(shown) and any(shown), f"{sum(shown)} of {len(shown)}"


@pytest.mark.parametrize("name", STORIES)
def test_alone_it_leaves_the_other_sessions_on_one_client(name: str):
    events, truth = _made(name)
    odd = {confusion.session_id for confusion in truth.confusions}
    for session_id, mine in _sessions(events).items():
        if session_id not in odd and {_actor(event) for event in mine} == {_actor(mine[0])}:
            assert len({(_address(event), _agent(event), _token(event)) for event in mine}) == 1, session_id


@pytest.mark.parametrize("name", [name for name in STORIES if CONFUSIONS[name].is_once])
def test_what_happens_once_happens_once_a_person(name: str):
    _, truth = _made(name)
    people = [confusion.actor_id for confusion in truth.confusions]
    assert len(people) == len(set(people))


def test_named_without_a_share_it_still_happens():
    _, truth = gather(11, 30, 3, confusions=["support_access", "in_flight"], replays=(), busyness=0.3)
    assert {confusion.kind for confusion in truth.confusions} == {"support_access", "in_flight"}


def test_a_traveller_stays_for_the_night():
    """The days after a flight begin in the hotel, at one address, and not at home."""
    events, truth = gather(4, 40, 5, confusions={"flight": 0.2}, replays=(), busyness=0.5)
    flown = {(one.actor_id, one.session_id) for one in truth.confusions}
    nights: dict[str, set[str]] = defaultdict(set)
    for session_id, mine in _sessions(events).items():
        actor = _actor(mine[0])
        is_later = any(actor == who and session_id != flight for who, flight in flown)
        if is_later and _network(mine[0]) in {hotel.as_number for hotel in HOTELS}:
            nights[actor].add(_address(mine[0]))
    assert nights
    assert all(len(addresses) <= 2 for addresses in nights.values())


def test_a_vpn_is_a_habit_of_some():
    """Its users use it on several days, by their own few exits; most people never do."""
    events, truth = gather(8, 120, 7, confusions=["consumer_vpn"], replays=(), busyness=0.5)
    days: dict[str, int] = defaultdict(int)
    for confusion in truth.confusions:
        days[confusion.actor_id] += 1
    exits: dict[str, set[str]] = defaultdict(set)
    for event in filter(_is_of_a_person, events):
        if event["securityContext"]["isProxy"]:
            exits[_actor(event)].add(_address(event))
    assert 2 <= len(days) <= 12
    assert sum(days.values()) / len(days) >= 2
    assert max(map(len, exits.values())) <= 3


def test_a_cleared_token_and_a_new_browser_are_kept():
    """Later sessions go on with what the person has by then."""
    events, truth = gather(8, 40, 5, confusions={"cookie_cleared": 0.2}, replays=(), busyness=0.5)
    sessions = _sessions(events)
    cleared = {one.actor_id: one.session_id for one in truth.confusions}
    for actor, session_id in cleared.items():
        new = _token(sessions[session_id][-1])
        later = [
            mine
            for mine in sessions.values()
            if _actor(mine[0]) == actor
            and mine[0]["published"] > sessions[session_id][-1]["published"]
            and mine[0]["client"]["device"] == "Computer"
        ]
        if new != _token(sessions[session_id][0]):
            assert {_token(mine[0]) for mine in later} <= {new}


@pytest.mark.parametrize(
    ("name", "event_type"),
    [
        ("token_exchange", "app.oauth2.token.grant.access_token"),
        ("okta_own_call", "app.oauth2.token.grant.id_token"),
        ("federated_sign_in", "user.authentication.auth_via_IDP"),
        ("threat_insight", "security.threat.detected"),
        ("identity_threat_protection", "user.session.context.change"),
    ],
)
def test_what_happens_to_everybody_can_be_switched(name: str, event_type: str):
    for names, is_there in (([name, "company_vpn", "commute"], True), (["company_vpn", "commute"], False)):
        events, _ = gather(3, 60, 2, confusions=names, replays=(), busyness=0.5)
        assert (event_type in {event["eventType"] for event in events}) == is_there


def test_flaws_come_on_top_of_a_changed_path():
    _, truth = gather(6, 60, 3, confusions={"commute": 0.6, "missing_tokens": 0.5}, replays=(), busyness=0.3)
    kinds: dict[str, set[str]] = defaultdict(set)
    for one in truth.confusions:
        kinds[one.session_id].add(one.kind)
    assert {"commute", "missing_tokens"} in kinds.values()
    assert CONFUSIONS["missing_tokens"].layer == FLAW
