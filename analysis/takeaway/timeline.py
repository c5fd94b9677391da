"""The events of chosen sessions as a timeline that Timesketch takes, as CSV and as JSON lines.

A row an event, one more for each divergence, and one for each act of a person. Not here: choosing the sessions.
Source: timesketch.org/guides/user/import-from-json-csv (message, datetime and timestamp_desc are required)
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from analysis import case_log, findings_words, notes, safe_csv, session_view
from analysis.case import Case
from analysis.document import iso
from analysis.takeaway.choice import Chosen

COLUMNS = (
    "message", "datetime", "timestamp_desc", "event_type", "outcome", "actor", "target", "address", "network", "city",
    "country", "device", "user_agent", "session_id", "client", "client_role", "band", "verdict", "event_id", "author",
    "tag",
)  # fmt: skip
"""Columns of the CSV; a line of JSON leaves out what is not known."""
ROLES = {
    "origin": "signed in",
    "assumed": "first seen, sign-in not in the export",
    "foreign": "never signed in",
    "explained": "never signed in, explained",
    "side": "forms no lane",
}


def rows(case: Case, chosen: Sequence[Chosen]) -> Iterator[dict[str, Any]]:
    """The rows by session, the acts of people last. Timesketch sorts by time itself."""
    tagged = {one.subject: [*one.tags, *(["star"] if one.star else [])] for one in notes.of_case(case)}
    for session in chosen:
        view = session_view.load(case, session.session_key)
        if view is not None:
            yield from _session(view, session, {subject.id: tags for subject, tags in tagged.items()})
    for entry in case_log.entries(case):
        yield {
            "message": entry.words + (f" ({entry.reason})" if entry.reason else ""),
            "datetime": iso(entry.at),
            "timestamp_desc": "Act of a person" if entry.act_id is not None else "Evidence given",
            "author": entry.author or None,
            "session_id": entry.subject if entry.subject_kind == "session" else None,
            "tag": [entry.what],
        }


def csv(told: Iterable[dict[str, Any]]) -> bytes:
    """The rows as CSV that no spreadsheet takes for formulas; tags with commas between."""
    return safe_csv.document(
        COLUMNS,
        ([", ".join(row.get("tag", [])) if name == "tag" else row.get(name) for name in COLUMNS] for row in told),
    )


def json_lines(told: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """The rows as JSON lines, one at a time."""
    for row in told:
        known = {name: value for name, value in row.items() if value not in (None, [])}
        yield json.dumps(known, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _session(view: session_view.SessionView, session: Chosen, tags: dict[str, list[str]]) -> Iterator[dict[str, Any]]:
    roles = dict(zip(view.lanes["lane_no"], view.lanes["role"], strict=True))
    shared = {
        "actor": session.actor_login,
        "session_id": session.session_id,
        "band": findings_words.WORDS[session.band],
        "verdict": "replay" if session.is_confirmed else None,
    }
    on_session = tags.get(session.session_key, [])
    for event in view.events.to_dict("records"):
        lane_no = event["lane_no"]
        lane = None if lane_no is None or lane_no != lane_no else int(lane_no)
        role = "side" if lane is None else str(roles.get(lane, "side"))
        told = ROLES.get(role, role)
        words = [str(event["event_type"]), _text(event["outcome"]), _text(event["target"])]
        yield {
            **shared,
            "message": " ".join(word for word in words if word) + f" [{told}]",
            "datetime": iso(_moment(event["occurred_at"])),
            "timestamp_desc": "Okta event",
            "event_type": event["event_type"],
            "outcome": _text(event["outcome"]),
            "target": _text(event["target"]),
            "address": _text(event["address"]),
            "network": _text(event["network"]),
            "city": _text(event["city"]),
            "country": _text(event["country"]),
            "device": _text(event["device"]),
            "user_agent": _text(event["agent"]),
            "client": lane,
            "client_role": told,
            "event_id": event["event_id"],
            "tag": [*(["foreign"] if event["is_foreign"] else []), *on_session, *tags.get(event["event_id"], [])],
        }
    if session.divergence_at is not None:
        yield {
            **shared,
            "message": "Divergence: first event of a client that never signed in to this session",
            "datetime": iso(session.divergence_at),
            "timestamp_desc": "Divergence, judged by the program",
            "tag": ["divergence", *on_session],
        }


def _moment(at: Any) -> datetime:
    return at.to_pydatetime() if hasattr(at, "to_pydatetime") else at


def _text(value: Any) -> str | None:
    return None if value is None or value != value else str(value)
