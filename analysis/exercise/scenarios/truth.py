"""What is true of an exercise under a seed: whose session, from which event, what was done, what was only odd.

Why: every seed has its own right answers, so they are taken from what was written, never from the document.
Players see nothing of it before the end.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.exercise.records import Record, at_text
from analysis.exercise.scenarios import moments
from analysis.exercise.scenarios.telling import Handed, Stage, Thing
from analysis.exercise.truth import Replay, Truth

ATTEMPTS = ("policy.",)
"""Beginnings of event types that are tries, whatever their outcome."""
NO_NAME = "unknown"
"""Okta's word for a target without another name."""
WENT_WELL = ("SUCCESS",)


@dataclass(frozen=True)
class Stolen:
    """One session that somebody used who did not sign in to it, or who signed in with what a person gave away."""

    account: str
    login: str
    person_id: str
    session_id: str
    divergence_event_id: str
    """The first event of the thief."""
    divergence_at: str
    accepted_event_ids: tuple[str, ...]
    """Events that count as the divergence: those of its request, and where the thief signed in also the first from a
    second client."""
    first_act_id: str | None
    """The first that succeeded and is no mere try."""
    first_act_at: str | None
    addresses: tuple[str, ...]
    networks: tuple[str, ...]
    places: tuple[str, ...]
    apps: tuple[str, ...]
    """Names of apps for which a sign-on was issued to the thief, in order."""
    event_ids: tuple[str, ...]
    look_alike: str | None
    contained_at: str | None


@dataclass(frozen=True)
class Happened:
    """One step as it came about."""

    step: str
    at: str
    event_ids: tuple[str, ...]


@dataclass(frozen=True)
class ScenarioTruth:
    """All that is true."""

    is_replay: bool
    stolen: tuple[Stolen, ...]
    """In order of their divergence."""
    honest: Mapping[str, str]
    """Session to account: told sessions that nobody stole, however they look."""
    later_session_ids: tuple[str, ...]
    """Sessions of the thief's own that came of it: naming them is not wrong."""
    things: tuple[Thing, ...]
    also_touched: frozenset[str]
    """Names and ids that stand in what the thief did beside that, in a stolen session or after it: nobody has to name
    them, and naming them is not wrong."""
    handed: tuple[Handed, ...]
    steps: Mapping[str, Happened]
    people: Mapping[str, Mapping[str, str]]
    """By account: name, login, city."""
    people_count: int
    event_count: int
    session_count: int

    def as_json(self) -> dict[str, Any]:
        """As plain values, for a file."""
        told = dataclasses.asdict(self)
        told["also_touched"] = sorted(self.also_touched)
        told["handed"] = [{**one, "at": at_text(one["at"])} for one in told["handed"]]
        return told

    def answers(self) -> dict[str, Any]:
        """What `truth.x` stands for; several values where several are right or asked for."""
        first = self.stolen[0] if self.stolen else None
        apps = tuple(dict.fromkeys(name for one in self.stolen for name in one.apps))
        return {
            "is_replay": self.is_replay,
            "victims": [one.login for one in self.stolen],
            "sessions": [one.session_id for one in self.stolen],
            "divergence": list(first.accepted_event_ids) if first else [],
            "divergence_at": first.divergence_at if first else None,
            "first_act": [first.first_act_id] if first and first.first_act_id else [],
            "first_act_at": first.first_act_at if first else None,
            "uploaded_at": at_text(self.handed[0].at) if self.handed else None,
            "addresses": sorted({address for one in self.stolen for address in one.addresses}),
            "networks": sorted({name for one in self.stolen for name in one.networks}),
            "places": sorted({place for one in self.stolen for place in one.places}),
            "apps": list(apps),
            "app_count": len(apps),
            "made": list(dict.fromkeys(thing.name for thing in self.things)),
            "lasting": list(dict.fromkeys(thing.name for thing in self.things if thing.is_lasting)),
            "people": [person["login"] for person in self.people.values()],
        }


def truth_of(stage: Stage, planted: Truth, events: Sequence[Record], people_count: int) -> ScenarioTruth:
    """Gather the truth from what was written."""
    records = {record["uuid"]: record for record in events}
    replays = {replay.session_id: replay for replay in planted.replays}
    stolen = [
        _stolen(account, replays[session], records) for account, session in stage.sessions.items() if session in replays
    ]
    known = {record["authenticationContext"]["externalSessionId"] for record in events}
    return ScenarioTruth(
        is_replay=bool(stolen),
        stolen=tuple(sorted(stolen, key=lambda one: (one.divergence_at, one.account))),
        honest={session: account for account, session in stage.sessions.items() if session not in replays},
        later_session_ids=tuple(
            session for replay in planted.replays for session in replay.consequence_session_ids if session in known
        ),
        things=tuple(stage.things),
        also_touched=_also_touched(planted, events),
        handed=tuple(stage.handed),
        steps={step.id: _happened(stage, step.id, records) for step in stage.document.steps},
        people={
            name: {"name": person.name, "login": person.login, "city": person.city.name}
            for name, person in stage.persons.items()
        },
        people_count=people_count,
        event_count=len(events),
        session_count=planted.session_count,
    )


def _also_touched(planted: Truth, events: Sequence[Record]) -> frozenset[str]:
    """All that the thief's events name, those of his own later sessions too."""
    ids = {one for replay in planted.replays for one in (*replay.foreign_event_ids, *replay.consequence_event_ids)}
    later = {session for replay in planted.replays for session in replay.consequence_session_ids}
    targets = (
        target
        for event in events
        if event["uuid"] in ids or event["authenticationContext"]["externalSessionId"] in later
        for target in event["target"] or ()
    )
    names = {target[field] for target in targets for field in ("id", "displayName", "alternateId")}
    return frozenset(name for name in names if name and name != NO_NAME)


def _happened(stage: Stage, step: str, records: Mapping[str, Record]) -> Happened:
    ids = sorted(
        (one for one in stage.event_ids.get(step, ()) if one in records),
        key=lambda one: (records[one]["published"], one),
    )
    return Happened(step, records[ids[0]]["published"] if ids else at_text(stage.times[step]), tuple(ids))


def _stolen(account: str, replay: Replay, records: Mapping[str, Record]) -> Stolen:
    foreign = [records[one] for one in replay.foreign_event_ids]
    first, clients = foreign[0], {_client(one) for one in foreign[:1]}
    accepted = [one["uuid"] for one in foreign if one["transaction"]["id"] == first["transaction"]["id"]]
    is_signed_in = any(one["eventType"] == "user.session.start" for one in foreign)
    if is_signed_in:
        accepted += [one["uuid"] for one in foreign if one["eventType"] == "user.session.start"]
        accepted += [one["uuid"] for one in foreign if _client(one) not in clients][:1]
    acts = [
        one for one in foreign if one["outcome"]["result"] in WENT_WELL and not one["eventType"].startswith(ATTEMPTS)
    ]
    places = [one["client"]["geographicalContext"] for one in foreign]
    return Stolen(
        account=account,
        login=replay.actor_login,
        person_id=replay.actor_id,
        session_id=replay.session_id,
        divergence_event_id=replay.divergence_event_id,
        divergence_at=replay.divergence_at,
        accepted_event_ids=tuple(dict.fromkeys(accepted)),
        first_act_id=acts[0]["uuid"] if acts else None,
        first_act_at=acts[0]["published"] if acts else None,
        addresses=replay.foreign_addresses,
        networks=tuple(sorted({one["securityContext"]["asOrg"] for one in foreign} - {None})),
        places=tuple(sorted({place["city"] for place in places if place})),
        apps=tuple(dict.fromkeys(_app(one) for one in acts if one["eventType"] == "user.authentication.sso")),
        event_ids=replay.foreign_event_ids,
        look_alike=replay.look_alike,
        contained_at=replay.contained_at,
    )


def _client(record: Record) -> tuple[str, str]:
    return record["client"]["ipAddress"], record["client"]["userAgent"]["rawUserAgent"]


def _app(record: Record) -> str:
    return next(one["displayName"] for one in record["target"] if one["type"] == "AppInstance")


def log_time(published: str, start_at: int) -> int:
    """A record's time in milliseconds from the beginning of the log."""
    return moments.milliseconds(published) - start_at
