"""The case log: who did what in the case and when, files that were given to it among them. Append-only.

Not here: what an act means to the findings (`verdicts`, `settings`), and drawing. The words may hold what people
typed: show them as plain text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from analysis import acts, safe_csv, settings_words
from analysis.case import Case
from analysis.charts.lane_words import number
from analysis.settings import Changed

KINDS = {
    "verdict": "verdicts",
    "note": "notes",
    "star": "stars",
    "tag": "tags",
    "tick": "containment",
    "answer": "hand-off",
    "settings": "settings",
    "query": "queries",
    "filter": "filters",
    "briefing": "briefing",
    "har upload": "HAR uploads",
    "evidence": "evidence",
}
"""Kinds of entries, and the word for several."""
COLUMNS = ("at", "author", "what", "words", "subject_kind", "subject", "subject_name", "reason")


@dataclass(frozen=True)
class Entry:
    """One line of the log."""

    at: datetime
    """UTC."""
    author: str
    """Who did it; empty where nobody was named, as for a file that was given."""
    what: str
    """A key of KINDS, or what a later version of the program wrote."""
    words: str
    """What was done."""
    subject_kind: str
    subject: str
    """The id of what it is about."""
    subject_name: str
    """The person meant; empty where the id says it."""
    reason: str
    session_key: str | None
    """The session to open; None where it is about none that the case has."""
    act_id: int | None
    """None for a file."""


def entries(case: Case, kinds: Sequence[str] = ()) -> list[Entry]:
    """All entries, or those of some kinds, the newest first."""
    rows = case.rows("case_log") if "findings" in case.tables() else []
    told = [_act(row) for row in rows] if rows else [_plain(act) for act in acts.of(case)]
    told += [_file(row) for row in case.rows("evidence_files")]
    chosen = [one for one in told if not kinds or one.what in kinds]
    return sorted(chosen, key=lambda one: (one.at, one.act_id or 0), reverse=True)


def document(told: Iterable[Entry]) -> bytes:
    """The entries as CSV that no spreadsheet takes for formulas, times in ISO 8601, UTC."""
    rows = (
        [f"{one.at.isoformat(timespec='seconds')}Z", one.author, one.what, one.words, one.subject_kind, one.subject,
         one.subject_name, one.reason]
        for one in told
    )  # fmt: skip
    return safe_csv.document(COLUMNS, rows)


def headline(told: Sequence[Entry]) -> str:
    """ "Twelve acts by two people, and three files"."""
    done = [one for one in told if one.act_id is not None]
    people = len({one.author for one in done})
    files = len(told) - len(done)
    if not done and not files:
        return "Nothing was done in this case yet"
    parts = []
    if done:
        parts.append(f"{_count(len(done), 'act')} by {_count(people, 'person', 'people')}")
    if files:
        parts.append(_count(files, "file") + " given")
    return settings_words.upper(", ".join(parts))


def _count(count: int, one: str, several: str | None = None) -> str:
    return f"{number(count)} {one if count == 1 else several or one + 's'}"


def _act(row: dict[str, Any]) -> Entry:
    fields = json.loads(row["fields"] or "{}")
    return Entry(
        row["acted_at"],
        row["author"],
        row["what"],
        _words(row["what"], fields),
        row["subject_kind"],
        row["subject_id"],
        row["subject_name"] or "",
        row["reason"] or "",
        row["session_key"],
        row["act_id"],
    )


def _plain(act: acts.Act) -> Entry:
    return Entry(
        act.at,
        act.author,
        act.what,
        _words(act.what, act.fields),
        act.subject.kind,
        act.subject.id,
        "",
        act.reason,
        None,
        act.act_id,
    )


def _file(row: dict[str, Any]) -> Entry:
    inside = f" in {row['container']}" if row["container"] else ""
    words = f"Given: {row['name']}{inside}, {row['rows']:,} rows, {row['read']:,} read"
    if row["error"]:
        words = f"Given, and not read: {row['name']}{inside}"
    sha256 = f"SHA-256 {row['sha256']}" if row["sha256"] else ""
    return Entry(row["added_at"], "", "evidence", words, "evidence", str(row["evidence_id"]), "", sha256, None, None)


def _words(what: str, fields: Any) -> str:
    """What was done, in the words of the act where it has some."""
    if "words" in fields:
        return str(fields["words"])
    if what == "verdict":
        return "Took the verdict back" if "takes_back" in fields else f"Verdict: {fields['verdict']}"
    if what == "settings":
        changed = [Changed(one["name"], one["from"], one["to"]) for one in fields.get("changed", [])]
        return "; ".join(settings_words.change(one) for one in changed) or "Settings"
    if what == "note":
        return "Took a note back" if "takes_back" in fields else f"Note: {fields.get('text', '')}"
    if what == "star":
        return "Starred" if fields["is_starred"] else "Took the star away"
    if what == "tag":
        return f"{'Tagged' if fields['is_set'] else 'Took the tag away:'} #{fields['tag']}"
    return what
