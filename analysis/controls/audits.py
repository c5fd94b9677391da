"""The audit: what this log shows of today's settings, one question a SQL file.

Each answer is a sentence with numbers that lead to events, or why this log cannot tell. It is what the log shows, not
what is configured: a limit that nobody reached looks like a limit that is on.
Not here: the questions' SQL (`audit/`), and the checklist that they answer (`checklist`).
"""

from __future__ import annotations

import functools
import json
import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from analysis import sql_files
from analysis.case import Case
from analysis.charts.clock import duration
from analysis.controls import replayed
from analysis.controls.control_files import NONE_OWN, Limits, minutes
from analysis.sql_files import SqlFile

SEEN, NOT_SEEN, CANNOT = "seen", "not seen", "cannot be told"
OUTCOMES = (SEEN, NOT_SEEN, CANNOT)
MOST = 200
"""Examples that a question keeps."""


@dataclass(frozen=True)
class Example:
    """One thing behind a number."""

    session_key: str | None
    event_id: str | None
    at: datetime | None
    """UTC."""
    actor_login: str | None
    """Text of the log."""
    detail: str
    """A network, a device, an app ...: text of the log; a length in words."""


@dataclass(frozen=True)
class Audit:
    """One question, answered."""

    name: str
    title: str
    outcome: str
    """One of OUTCOMES."""
    sentence: str
    """The answer with its numbers, or why it cannot be told."""
    found_count: int
    fields: Mapping[str, Any]
    """What fills the sentence; those in `_min` are minutes."""
    examples: tuple[Example, ...]
    """At most MOST."""
    example: str
    """How the examples are ordered and what their detail is."""
    blind: str
    answers: tuple[int, ...]
    """Rows of the checklist."""


@functools.cache
def questions() -> list[SqlFile]:
    """The questions in order."""
    return sorted(sql_files.folder("controls/audit"), key=lambda file: (file.header["place"], file.name))


def of_case(case: Case, limits: Limits = NONE_OWN) -> list[Audit]:
    """Every question, answered from this case; empty where it was never judged."""
    if not replayed.is_judged(case):
        return []
    with case.cursor() as cursor:
        return [_answer(cursor, file, limits) for file in questions()]


def _answer(cursor: duckdb.DuckDBPyConnection, file: SqlFile, limits: Limits) -> Audit:
    own = {"idle_min": limits.idle_min, "absolute_min": limits.absolute_min, "step_up_min": limits.step_up_min}
    values = {name: own.get(name) or default for name, default in file.defaults.items()}
    row = cursor.sql(file.text, params=values).to_arrow_table().to_pylist()[0]
    header, fields = file.header, row["fields"] or {}
    says = {SEEN: header["says"], NOT_SEEN: header["says_not"], CANNOT: header["cannot"]}[row["outcome"]]
    return Audit(
        name=file.name,
        title=header["title"],
        outcome=row["outcome"],
        sentence=_sentence(says, fields),
        found_count=row["found_count"],
        fields=json.loads(json.dumps(fields, default=str)),
        examples=tuple(_example(one) for one in row["examples"] or []),
        example=header["example"],
        blind=header["blind"],
        answers=tuple(header["answers"]),
    )


def _sentence(says: str, fields: Mapping[str, Any]) -> str:
    filled = string.Formatter().vformat(says, (), {name: _word(name, value) for name, value in fields.items()})
    one = re.sub(r"\b1 (session|request|client|sign-on|app|act|network|change|upload)s\b", r"1 \1", filled)
    return re.sub(r"\b1 people\b", "1 person", re.sub(r"\b1 times\b", "once", one))


def _example(row: Mapping[str, Any]) -> Example:
    length = duration(60 * row["minutes"]) if row["minutes"] is not None else ""
    return Example(row["session_key"], row["event_id"], row["at"], row["actor_login"], row["detail"] or length)


def _word(name: str, value: Any) -> str:
    if value is None:
        return "nothing"
    if name in ("absolute_limit_min", "idle_limit_min", "window_min"):
        return minutes(value)
    if name.endswith("_min"):
        return duration(60 * value)
    return f"{value:,}" if isinstance(value, int) else str(value)
