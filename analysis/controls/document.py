"""The controls and the audit as one document for other programs, and as tables to take away.

Not here: the numbers (`measure`, `audits`), and sentences for a screen (`words`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from analysis import safe_csv
from analysis.controls import words
from analysis.controls.audits import Audit
from analysis.controls.choices import Answer, Measured, Refused

COLUMNS = (
    "id", "controls", "replays_interrupted", "replays", "minutes_after_divergence_median", "acts_refused", "acts",
    "honest_sessions_interrupted", "honest_sessions", "honest_of_1000", "extra_sign_ins", "person_days",
    "extra_per_person_and_day", "on_frontier", "refuses", "cannot_see", "assumes",
)  # fmt: skip
STOP_COLUMNS = (
    "session_id", "person", "divergence_at", "interrupted", "interrupted_at", "event_id", "by_foreign_client",
    "minutes_after_divergence", "control",
)  # fmt: skip


def document(answer: Answer, audits: Sequence[Audit]) -> dict[str, Any]:
    """All of it as plain values. Shape: replays, honest_sessions, controls, not_offered, audit."""
    return {
        "headline": words.headline(answer),
        "replays": [{name: _plain(value) for name, value in row.items()} for row in answer.replays],
        "honest_sessions": answer.honest_count,
        "undecided_sessions": answer.undecided_count,
        "people": answer.person_count,
        "person_days": answer.person_days,
        "from": _plain(answer.from_at),
        "until": _plain(answer.until_at),
        "own_networks_listed": answer.has_own_networks,
        "controls": [_choice(one) for one in answer.measured],
        "not_offered": [
            {"id": one.control.name, "title": one.control.title, "reason": one.reason, "seems_on": one.is_on}
            for one in answer.not_offered
        ],
        "audit": [_audit(one) for one in audits],
    }


def table(answer: Answer) -> bytes:
    """The choices as CSV, from least to most friction."""
    return safe_csv.document(COLUMNS, [_line(one) for one in answer.measured])


def stops(answer: Answer, one: Measured) -> bytes:
    """What one choice does to each replay, as CSV; those that it would not have interrupted too."""
    return safe_csv.document(STOP_COLUMNS, [list(row.values()) for row in stop_rows(answer, one)])


def stop_rows(answer: Answer, one: Measured) -> list[dict[str, Any]]:
    """A row a replay under the names of STOP_COLUMNS, in order of the divergence."""
    by_session = {stop.session_key: stop for stop in one.stops}
    rows = []
    for replay in answer.replays:
        stop = by_session.get(replay["session_key"])
        values = (
            replay["session_id"],
            replay["actor_login"],
            replay["divergence_at"],
            stop is not None,
            stop.at if stop else None,
            stop.event_id if stop else None,
            stop.is_foreign if stop else None,
            round(stop.minutes_min, 2) if stop else None,
            next((control.short for control in one.controls if stop and control.name == stop.control), None),
        )
        rows.append(dict(zip(STOP_COLUMNS, values, strict=True)))
    return rows


def audit_table(audits: Sequence[Audit]) -> bytes:
    """The audit with its examples as CSV: a row an example, or one row where a question has none."""
    rows: list[tuple[object, ...]] = []
    for audit in audits:
        first = (audit.title, audit.outcome, audit.sentence, audit.blind)
        if not audit.examples:
            rows.append((*first, None, None, None, None, None))
        for one in audit.examples:
            rows.append((*first, one.session_key, one.event_id, _plain(one.at), one.actor_login, one.detail))
    columns = ("question", "outcome", "answer", "cannot_see", "session", "event_id", "at", "person", "detail")
    return safe_csv.document(columns, rows)


def people(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Whom a choice interrupts most, as CSV."""
    columns = ("person", "interruptions", "sessions_interrupted", "sessions", "most_of_them_in_session", "most_likely")
    return safe_csv.document(
        columns,
        [
            (
                row["actor_login"],
                row["times"],
                row["interrupted_count"],
                row["session_count"],
                row["session_key"],
                words.reading(row["reading"]),
            )
            for row in rows
        ],
    )


def _choice(one: Measured) -> dict[str, Any]:
    return {
        **dict(zip(COLUMNS, _line(one), strict=True)),
        "controls": [control.title for control in one.controls],
        "refused": [{"what": row.what, "refused": row.count, "of": row.of} for row in one.refused],
        "later_uses_refused": one.later_refused,
        "later_uses": one.later_count,
        "stops": [
            {
                "session": stop.session_key,
                "at": _plain(stop.at),
                "event_id": stop.event_id,
                "by_foreign_client": stop.is_foreign,
                "minutes_after_divergence": stop.minutes_min,
                "control": stop.control,
            }
            for stop in one.stops
        ],
    }


def _line(one: Measured) -> tuple[Any, ...]:
    return (
        one.name,
        one.title,
        one.stopped,
        one.replay_count,
        one.minutes_min,
        one.refused_count,
        one.act_count,
        one.honest_interrupted,
        one.honest_count,
        one.per_1000,
        one.times,
        one.person_days,
        one.per_person_day,
        one.on_frontier,
        refuses(one.refused),
        " ".join(control.blind for control in one.controls),
        " ".join(control.assumes for control in one.controls),
    )


def refuses(refused: Sequence[Refused]) -> str:
    """The refused acts in a cell: "changes to users 2/2, sign-ons to apps 0/6"."""
    return ", ".join(f"{words.KINDS.get(row.what, row.what)} {row.count}/{row.of}" for row in refused)


def _audit(one: Audit) -> dict[str, Any]:
    return {
        "id": one.name,
        "question": one.title,
        "outcome": one.outcome,
        "answer": one.sentence,
        "found": one.found_count,
        "fields": dict(one.fields),
        "cannot_see": one.blind,
        "checklist": list(one.answers),
        "examples": [
            {
                "session": example.session_key,
                "event_id": example.event_id,
                "at": _plain(example.at),
                "person": example.actor_login,
                "detail": example.detail,
            }
            for example in one.examples
        ],
    }


def _plain(value: Any) -> Any:
    return value.isoformat(sep=" ", timespec="milliseconds") if isinstance(value, datetime) else value
