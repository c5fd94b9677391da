"""What players may choose from when they answer and call: sessions, people, events and things of the log they have.

Why only from lanes on: who works with the raw log gathers sessions and people by themselves, and types ids.
Not here: what is right, which nothing in this module knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import pandas as pd

from analysis.case import Case
from analysis.exercise.play.state import FINDINGS, RAW

MOST_SESSIONS, MOST_EVENTS, MOST_NAMES = 1_500, 500, 500
"""Sessions (the latest), events of a session (the first) and names that a list offers; all else is typed."""
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Event:
    """One event that players named."""

    event_id: str
    at: datetime
    """UTC, without a zone, as the case holds it."""
    event_type: str
    session_id: str | None

    @property
    def words(self) -> str:
        """`9 Oct 09:20:11 · user.session.start`."""
        return f"{moment(self.at, seconds=True)} · {self.event_type}"


@dataclass(frozen=True)
class Choices:
    """Lists to choose from; all empty at the level of the raw log."""

    sessions: Mapping[str, str] = field(default_factory=dict)
    """By id: `login · start`."""
    people: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    """Apps, and from findings on what was made or changed."""
    are_all: bool = True
    """False where the log has more sessions than the list."""


def of(case: Case, level: str) -> Choices:
    """The lists of a level, as far as the case has been judged."""
    tables = case.tables()
    if level == RAW or "sessions" not in tables:
        return Choices()
    rows = case.rows("exercise_sessions", page_rows=MOST_SESSIONS)
    names: set[str] = set()
    if "app_uses" in tables:
        names |= {row["name"] for row in case.rows("exercise_apps", page_rows=MOST_NAMES)}
    if level == FINDINGS and "changes" in tables:
        names |= {row["name"] for row in case.rows("exercise_objects", page_rows=MOST_NAMES)}
    return Choices(
        {row["session_id"]: f"{row['actor_login'] or 'unknown'} · {moment(row['started_at'])}" for row in rows},
        tuple(sorted({row["actor_login"] for row in rows if row["actor_login"]})),
        tuple(sorted(names, key=str.casefold)),
        len(rows) < MOST_SESSIONS,
    )


def events_of(case: Case, level: str, session_id: str) -> dict[str, str]:
    """The events of one session by id, in order: `09:20:11 · user.session.start · client 2`; none at the raw log."""
    if level == RAW or not {"sessions", "lane_events"} <= case.tables():
        return {}
    rows = case.rows("exercise_session_events", session_id=session_id, page_rows=MOST_EVENTS)
    return {
        row["event_id"]: f"{moment(row['occurred_at'], seconds=True)} · {row['event_type']}"
        + (f" · client {row['lane_no']}" if row["lane_count"] > 1 else "")
        for row in rows
    }


def event(case: Case, event_id: str) -> Event | None:
    """One event of the log that players have; None where they have none of that id."""
    if not event_id or "events" not in case.tables():
        return None
    rows = case.rows("exercise_event", event_id=event_id)
    return Event(event_id, rows[0]["occurred_at"], rows[0]["event_type"], rows[0]["session_id"]) if rows else None


def knows_session(case: Case, session_id: str) -> bool:
    """Whether the log that players have holds a session of this id."""
    if not session_id or "events" not in case.tables():
        return False
    return bool(case.rows("exercise_session_known", session_id=session_id)[0]["event_count"])


def name_of(case: Case, told: str) -> str:
    """What the log calls a thing that somebody named by its id or its login; as it was said where it has none.

    Why: screens show an account by its login, a record by its id and name; all of them are the same answer.
    """
    if not told or "events" not in case.tables():
        return told
    return case.rows("exercise_named", told=told)[0]["name"] or told


def id_in(pasted: str, name: str) -> str:
    """An id as somebody pastes it: alone, or as `name` in the address of a screen (`...?session=x&event=y`).

    What is neither is given back as it is: whoever looks it up says that the log does not know it.
    """
    text = _SPACES.sub("", pasted)
    try:
        asked = parse_qs(urlsplit(text).query).get(name) if "?" in text else None
    except ValueError:  # an address such as http://[server]/, which is none
        return text
    return asked[0] if asked else text


def moment(at: datetime | pd.Timestamp, *, seconds: bool = False) -> str:
    """`9 Oct 09:20`; readers are told UTC once."""
    return f"{at.day} {at:%b %H:%M:%S}" if seconds else f"{at.day} {at:%b %H:%M}"
