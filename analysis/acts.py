"""What people do in a case: each act is added with who, when and why, and none is ever changed or taken out.

An undo is an act too. Not here: what a verdict, a note or a tick means; those rooms write through this one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import duckdb

from analysis import sql_files, sql_run
from analysis.case import Case
from analysis.errors import ActRefused

LONGEST_TEXT = 2_000
"""Characters of a reason or a note; what is longer is cut."""
LONGEST_NAME = 120


class Subject(NamedTuple):
    """What an act is about."""

    kind: str
    """case, session, event, person, network, change, or what its room names: a line to tick, a query."""
    id: str
    """Its id there: a session key, an event id, an actor id, an address."""


@dataclass(frozen=True)
class Act:
    """One act as it was done."""

    act_id: int
    """Rises with time; unique in the case."""
    at: datetime
    """UTC."""
    author: str
    what: str
    """verdict, settings, note, star, tag, tick, answer, filter, query."""
    subject: Subject
    fields: Mapping[str, Any]
    """What the room that wrote it keeps of it."""
    reason: str
    """Empty where none was given."""


def add(
    case: Case,
    what: str,
    done: Sequence[tuple[Subject, Mapping[str, Any]]],
    *,
    author: str,
    reason: str = "",
) -> list[int]:
    """Keep one act a subject, all or none, in one transaction; returns their ids.

    Raises: ActRefused where nobody is named.
    """
    author = author.strip()[:LONGEST_NAME]
    if not author:
        raise ActRefused("Nobody is named who does this.", "Say who you are: a name or initials.")
    act = sql_files.load(_ACTS / "add_act.sql")

    def work(connection: duckdb.DuckDBPyConnection) -> list[int]:
        connection.execute("begin")
        ids = []
        for subject, fields in done:
            values = {
                "author": author,
                "what": what,
                "subject_kind": subject.kind,
                "subject_id": subject.id,
                "fields": json.dumps(fields, ensure_ascii=False),
                "reason": reason.strip()[:LONGEST_TEXT],
            }
            sql_run.execute(connection, act, values)
            row = connection.fetchone()
            ids.append(int(row[0]) if row else 0)
        connection.execute("commit")
        return ids

    return case.write(work)


def of(case: Case, *, what: str | None = None, subject: Subject | None = None) -> list[Act]:
    """The acts of one kind, or on one subject, or all, the newest first."""
    kind, name = subject or (None, None)
    rows = case.rows("acts_chosen", what=what, subject_kind=kind, subject_id=name)
    return [
        Act(
            row["act_id"],
            row["acted_at"],
            row["author"],
            row["what"],
            Subject(row["subject_kind"], row["subject_id"]),
            json.loads(row["fields"] or "{}"),
            row["reason"] or "",
        )
        for row in rows
    ]


_ACTS = sql_files.ROOT / "sql" / "acts"
