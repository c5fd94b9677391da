"""What the log of a game says of ids: when, which event, whose session. Read from the game's own records."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from analysis.exercise.records import Record
from analysis.exercise.scenarios.moments import milliseconds, utc

SIGN_ON = "user.authentication.sso"


class Records:
    """The records that a debrief needs, by id."""

    def __init__(self, events: Iterable[Record]) -> None:
        self._events: dict[str, tuple[datetime, str]] = {}
        self._logins: dict[str, str] = {}
        self._apps: dict[str, str] = {}
        for event in events:
            at = utc(milliseconds(event["published"])).replace(tzinfo=None)
            self._events[event["uuid"]] = at, event["eventType"]
            session = event["authenticationContext"]["externalSessionId"]
            if session:
                self._logins.setdefault(session, event["actor"]["alternateId"])
            if event["eventType"] == SIGN_ON and event["outcome"]["result"] == "SUCCESS":
                names = (one["displayName"] for one in event["target"] if one["type"] == "AppInstance")
                self._apps[event["uuid"]] = next(names, "")

    def at(self, event_id: str) -> datetime | None:
        """When an event was, UTC; None where the log has none of that id."""
        found = self._events.get(event_id)
        return found[0] if found else None

    def words(self, event_id: str | None) -> str:
        """An event as a person reads it; what is no event of this log stands as it was given."""
        if not event_id or event_id not in self._events:
            return event_id or ""
        at, event_type = self._events[event_id]
        return f"{moment(at)}, {event_type}"

    def app(self, event_id: str) -> str:
        """The app for which an event issued a sign-on; empty for any other event."""
        return self._apps.get(event_id, "")

    def login(self, session_id: str) -> str:
        """Whose session it is; empty where the log does not know it."""
        return self._logins.get(session_id, "")


def moment(at: datetime) -> str:
    """A time of the log: "9 Oct 09:23:42"."""
    return f"{at.day} {at:%b %H:%M:%S}"


def naive(at: datetime) -> datetime:
    """A time of a game without its zone, which is UTC."""
    return at.replace(tzinfo=None)
