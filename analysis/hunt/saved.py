"""Queries that are ready (ours, as files), those that people kept in the case, and the history of what was asked.

Why: kept queries and history are acts, so that an investigation can say what was looked for and what came of it.
Acts are append-only: keeping one under the same name replaces it, removing it is an act.
Not here: running one (run.py).
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from analysis import sql_files, sql_run
from analysis.case import Case
from analysis.errors import CrumblineError
from analysis.hunt import guard

QUERIES = Path(__file__).resolve().parent / "queries"
LONGEST_NAME, LONGEST_WHY = 80, 500
MOST_ASKED = 200
"""Entries of the history that a screen shows."""
_KEPT, _REMOVED, _ASKED = "query kept", "query removed", "query run"
_ACT = sql_files.ROOT / "sql" / "acts" / "add_act.sql"


class QueryNotKept(CrumblineError):
    """A query lacks what it needs to be kept: a name, an author, a text."""


@dataclass(frozen=True)
class Saved:
    """One query that is ready to run."""

    name: str
    """Stands in addresses: the file's name for ours, what a person called it for others."""
    title: str
    why: str
    look_for: str
    text: str
    author: str
    """Empty for ours."""
    reads: frozenset[str] = frozenset()
    """Tables of the stages that one of ours reads."""


@dataclass(frozen=True)
class Asked:
    """One query that was run."""

    at: datetime
    """UTC."""
    author: str
    """Who said so; empty where nobody gave a name."""
    text: str
    rows: int | None
    """Rows that came; None where the query failed."""
    seconds: float
    outcome: str
    """answered, failed or stopped."""


@functools.cache
def ready() -> tuple[Saved, ...]:
    """Our own queries, in order of title."""
    files = [sql_files.load(path) for path in sorted(QUERIES.glob("*.sql"))]
    return tuple(
        sorted(
            (
                Saved(
                    file.path.stem,
                    file.header["title"],
                    file.header["why"],
                    file.header["look_for"],
                    _body(file),
                    "",
                    _reads(file),
                )
                for file in files
            ),
            key=lambda one: one.title,
        )
    )


def _body(file: sql_files.SqlFile) -> str:
    """The statement without its header, which the screen shows beside it."""
    lines = file.text.splitlines()
    first = next(number for number, line in enumerate(lines) if line.strip() and not line.startswith("--"))
    return "\n".join(lines[first:]).strip()


def offered(case: Case) -> list[Saved]:
    """Those of our own queries that this case can answer: a game is judged no further than its level."""
    there = case.tables()
    return [one for one in ready() if one.reads <= there]


def _reads(file: sql_files.SqlFile) -> frozenset[str]:
    made = {stage.name for stage in sql_files.folder("sql/stages")} | {"agents", "address_lookups"}
    return frozenset(made & set(re.findall(r"\b(?:from|join)\s+(\w+)", file.text)))


def kept(case: Case) -> list[Saved]:
    """The queries that people kept in this case, in order of name."""
    standing: dict[str, Saved] = {}
    for row in case.rows("hunt_acts", whats=[_KEPT, _REMOVED], most_rows=None):
        fields = json.loads(row["fields"])
        name = str(fields.get("name", ""))
        if row["what"] == _REMOVED:
            standing.pop(name, None)
        else:
            standing[name] = Saved(
                name, name, row["reason"] or "", "", str(fields.get("text", "")), row["author"] or ""
            )
    return [standing[name] for name in sorted(standing, key=lambda name: (name.casefold(), name))]


def find(case: Case, name: str) -> Saved | None:
    """The query of this name: ours first, else what a person kept; None where there is neither."""
    return next((one for one in (*ready(), *kept(case)) if one.name == name), None)


def keep(case: Case, name: str, text: str, *, author: str, why: str = "") -> None:
    """Keep a query under a name; one of the same name is replaced. Raises: QueryNotKept, QueryRefused."""
    name, author = name.strip(), author.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise QueryNotKept("The query has no name.", f"Name it with up to {LONGEST_NAME} letters.")
    if any(one.name == name for one in ready()):
        raise QueryNotKept("One of the ready queries has this name.", "Choose another name.")
    if not author:
        raise QueryNotKept("Nobody keeps this query.", "Say who you are: a name or initials.")
    guard.checked(case, text)
    _add(case, _KEPT, {"name": name, "text": text}, author, why.strip()[:LONGEST_WHY])


def remove(case: Case, name: str, *, author: str) -> None:
    """Take a kept query out of the list; what was written about it stays in the acts. Raises: QueryNotKept."""
    if not author.strip():
        raise QueryNotKept("Nobody removes this query.", "Say who you are: a name or initials.")
    _add(case, _REMOVED, {"name": name}, author.strip(), "")


def note(case: Case, text: str, *, author: str, rows: int | None, seconds: float, outcome: str) -> None:
    """Write down that a query was run. Waits for whatever writes to the case: call it from a thread."""
    fields = {"text": text[: guard.LONGEST_QUERY], "rows": rows, "seconds": round(seconds, 3), "outcome": outcome}
    _add(case, _ASKED, fields, author.strip() or "unnamed", "")


def history(case: Case, most: int = MOST_ASKED) -> list[Asked]:
    """What was asked, the newest first."""
    rows = case.rows("hunt_acts", whats=[_ASKED], most_rows=most)
    return [_asked(row, json.loads(row["fields"])) for row in reversed(rows)]


def _asked(row: Mapping[str, Any], fields: Mapping[str, Any]) -> Asked:
    return Asked(
        at=row["acted_at"],
        author=row["author"] or "",
        text=str(fields.get("text", "")),
        rows=fields.get("rows"),
        seconds=float(fields.get("seconds", 0)),
        outcome=str(fields.get("outcome", "")),
    )


def _add(case: Case, what: str, fields: Mapping[str, Any], author: str, reason: str) -> None:
    act = sql_files.load(_ACT)
    values = {"author": author, "what": what, "subject_kind": "case", "subject_id": "", "reason": reason}
    text = json.dumps(fields, ensure_ascii=False)

    def work(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute("begin")
        sql_run.execute(connection, act, values | {"fields": text})
        connection.execute("commit")

    case.write(work)
