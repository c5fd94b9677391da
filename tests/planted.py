"""A made-up tenant with replays in it, taken apart by replay, for the tests of replays."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from analysis.exercise.tenant import gather
from analysis.exercise.truth import Replay, Truth

Event = dict[str, Any]


@dataclass(frozen=True)
class Planted:
    """One replay with the records around it, in order of time."""

    replay: Replay
    session: list[Event]
    """All that bears the session's id."""
    foreign: list[Event]
    """The thief's part of it."""
    own: list[Event]
    """The victim's browser's part of it."""
    later: list[Event]
    """What came of it outside the session."""


@dataclass(frozen=True)
class Made:
    """A tenant with everything that is true of it."""

    events: list[Event]
    truth: Truth
    planted: list[Planted]

    def of(self, kind: str) -> list[Planted]:
        """The replays of a kind; there is one at least."""
        found = [one for one in self.planted if one.replay.kind == kind]
        assert found, f"no {kind} was planted"
        return found


def make(seed: int, people: int, days: int, **more: Any) -> Made:
    """Make a tenant without confusions and find its replays in it."""
    events, truth = gather(seed, people, days, **{"busyness": 0.4, "confusions": (), **more})
    sessions: dict[str | None, list[Event]] = defaultdict(list)
    for event in events:
        sessions[session_of(event)].append(event)
    by_id = {event["uuid"]: event for event in events}
    planted = []
    for replay in truth.replays:
        session, ids = sessions[replay.session_id], set(replay.foreign_event_ids)
        planted.append(
            Planted(
                replay,
                session,
                [event for event in session if event["uuid"] in ids],
                [event for event in session if event["uuid"] not in ids and agent(event).startswith("Mozilla/")],
                [by_id[event_id] for event_id in replay.consequence_event_ids],
            )
        )
    return Made(events, truth, planted)


def session_of(event: Event) -> str | None:
    """Okta's id of the session."""
    return event["authenticationContext"]["externalSessionId"]


def agent(event: Event) -> str:
    """The raw user agent; an empty text where there is none."""
    return (event["client"]["userAgent"] or {}).get("rawUserAgent") or ""


def token(event: Event) -> str | None:
    """The hash of the device token."""
    return event["debugContext"]["debugData"].get("dtHash")


def seconds(event: Event) -> float:
    """When it was published, in seconds."""
    return datetime.fromisoformat(event["published"]).timestamp()


def values(events: list[Event], *path: str) -> set[Any]:
    """The values that some events have at a path."""
    found = set()
    for event in events:
        value: Any = event
        for name in path:
            value = (value or {}).get(name)
        found.add(value)
    return found
