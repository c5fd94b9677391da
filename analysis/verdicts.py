"""What people decided about sessions, and what the case learns from it.

Acts are append-only: a later verdict on the same session replaces an earlier one, an undo is an act
that takes one back, and the verdict before it stands again. Not here: how a verdict changes points;
that is the signals that read `case_knowledge`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
import pyarrow as pa

from analysis import acts, indicators
from analysis.acts import LONGEST_TEXT, Subject
from analysis.case import Case
from analysis.errors import VerdictRefused
from analysis.indicators import Teachable

VERDICTS = ("replay", "benign", "unsure")
TAKEN_BACK = "taken back"
BASES = ("person asked out of band", "change ticket", "endpoint", "log only")
"""What a verdict rests on, the strongest first."""
NEED_A_REASON = ("replay", "benign")
MOST_TAGS = 20

KNOWLEDGE = pa.schema(
    [
        ("means", pa.string()),
        ("kind", pa.string()),
        ("value", pa.string()),
        ("actor_id", pa.string()),
        ("is_chosen", pa.bool_()),
        ("session_key", pa.string()),
        ("act_id", pa.int64()),
        ("reason", pa.string()),
    ]
)
"""means: indicator or benign; kind: address, dt_hash, agent or network; actor_id: the person it holds for, null for
everybody; is_chosen: a person took it though many use it; of which session, by which act, and why."""


@dataclass(frozen=True)
class Teaching:
    """What a benign verdict teaches the case."""

    what: Sequence[Teachable]
    is_for_everybody: bool = False
    """Else for the person of the session alone."""


@dataclass(frozen=True)
class Verdict:
    """One verdict as it was given."""

    act_id: int
    session_key: str
    verdict: str
    """replay, benign, unsure, or taken back."""
    reason: str
    """Why, in the words of who gave it; may be empty for unsure."""
    basis: str
    """One of BASES; empty where a verdict was taken back."""
    note: str
    tags: tuple[str, ...]
    author: str
    at: datetime
    """UTC."""
    is_in_force: bool
    was_taken_back: bool
    fields: Mapping[str, Any]
    """All that the act holds: indicators, left_out, taught, whose session, what the program said then."""

    @property
    def indicators(self) -> list[tuple[str, str]]:
        """Kinds and values that it made indicators of the case."""
        return [(entry["kind"], entry["value"]) for entry in self.fields.get("indicators", [])]


def give(
    case: Case,
    session_keys: Sequence[str],
    verdict: str,
    *,
    basis: str,
    author: str,
    reason: str = "",
    note: str = "",
    tags: Sequence[str] = (),
    wanted: Collection[tuple[str, str]] | None = None,
    teaching: Teaching | None = None,
) -> bool:
    """Give one verdict on one or more sessions, in one transaction; returns whether what the case knows changed.

    `wanted` are the kinds and values that a replay makes indicators; None takes what `indicators.candidates`
    proposes. Where the answer is True the findings follow when the case is judged next.
    Raises: VerdictRefused.
    """
    reason = reason.strip()
    _check(session_keys, verdict, basis, author, reason, teaching)
    shared = {
        "verdict": verdict,
        "basis": basis,
        "note": note.strip()[:LONGEST_TEXT],
        "tags": list(dict.fromkeys(tag.strip()[:60] for tag in tags if tag.strip()))[:MOST_TAGS],
    }
    written = []
    for session_key in dict.fromkeys(session_keys):
        fields = shared | _seen(case, session_key)
        if verdict == "replay":
            fields |= _frozen(case, session_key, wanted)
        if verdict == "benign" and teaching is not None:
            fields |= {"taught": _taught(teaching, fields["actor_id"])}
        written.append((Subject("session", session_key), fields))
    before = knowledge(case)
    acts.add(case, "verdict", written, author=author, reason=reason)
    return not before.equals(knowledge(case))


def take_back(case: Case, session_keys: Sequence[str], *, author: str, reason: str = "") -> bool:
    """Take back the verdict in force on each session; the one before it stands again.

    Sessions without a verdict are passed over. Returns whether what the case knows changed, as `give` does.
    Raises: VerdictRefused.
    """
    if not author.strip():
        raise VerdictRefused("Nobody takes this verdict back.", "Say who you are: a name or initials.")
    standing = in_force(case)
    written = [
        (Subject("session", key), {"verdict": TAKEN_BACK, "takes_back": standing[key].act_id})
        for key in dict.fromkeys(session_keys)
        if key in standing
    ]
    before = knowledge(case)
    acts.add(case, "verdict", written, author=author, reason=reason)
    return not before.equals(knowledge(case))


def of(case: Case, session_key: str) -> Verdict | None:
    """The verdict in force on a session; None where it is open."""
    return next((one for one in history(case, session_key) if one.is_in_force), None)


def history(case: Case, session_key: str | None = None) -> list[Verdict]:
    """All verdicts ever given, taken-back ones among them, the newest first; of one session or of all."""
    return [_read(row) for row in case.rows("verdict_acts", session_key=session_key)]


def in_force(case: Case) -> dict[str, Verdict]:
    """The verdicts in force by session."""
    return {one.session_key: one for one in history(case) if one.is_in_force}


def knowledge(case: Case) -> pa.Table:
    """What the verdicts in force teach this case. Shape: a row a value, see KNOWLEDGE."""
    rows = []
    for one in sorted(in_force(case).values(), key=lambda given: given.act_id):
        shared = {"session_key": one.session_key, "act_id": one.act_id, "reason": one.reason}
        for entry in one.fields.get("indicators", []):
            rows.append({"means": "indicator", **entry, "actor_id": None, **shared})
        for entry in one.fields.get("taught", []):
            rows.append({"means": "benign", **entry, "is_chosen": True, **shared})
    return pa.Table.from_pylist(rows, schema=KNOWLEDGE)


def shared_indicators(case: Case) -> pd.DataFrame:
    """Every session, failed sign-in and client without a session that shares an indicator of this case.

    Shape: the columns of `indicators.uses` and `told_by`, the keys of the sessions whose verdicts made it
    an indicator; what only those sessions did themselves is left out. Empty where there is no indicator.
    """
    told_by: dict[tuple[str, str], list[str]] = {}
    for one in in_force(case).values():
        for name in one.indicators:
            told_by.setdefault(name, []).append(one.session_key)
    frame = indicators.uses(case, told_by)
    sources = [
        [key for key in told_by[kind, value] if key != session_key]
        for kind, value, session_key in zip(frame["kind"], frame["value"], frame["session_key"], strict=True)
    ]
    frame = frame.assign(told_by=pd.Series(sources, index=frame.index, dtype="object"))
    return frame[frame["told_by"].map(bool)].reset_index(drop=True)


def _check(
    session_keys: Sequence[str], verdict: str, basis: str, author: str, reason: str, teaching: Teaching | None
) -> None:
    if verdict not in VERDICTS:
        raise VerdictRefused(f"{verdict!r} is no verdict.", f"Choose one of {', '.join(VERDICTS)}.")
    if basis not in BASES:
        raise VerdictRefused("The verdict has no basis.", f"Say what it rests on: {', '.join(BASES)}.")
    if not author.strip():
        raise VerdictRefused("The verdict has no author.", "Say who you are: a name or initials.")
    if verdict in NEED_A_REASON and not reason:
        raise VerdictRefused("The verdict has no reason.", "Say in a sentence why; somebody will ask in a year.")
    if not session_keys:
        raise VerdictRefused("No session is chosen.", "Choose one or more rows of the list.")
    if teaching is not None and teaching.what and len(set(session_keys)) > 1:
        raise VerdictRefused("A verdict on several sessions teaches nothing.", "Teach from one of them.")


def _seen(case: Case, session_key: str) -> dict[str, Any]:
    """Whose session it is, and what the program said when the person decided."""
    rows = case.rows("session_finding", session_key=session_key) if "findings" in case.tables() else []
    if not rows:
        raise VerdictRefused("This case has no such session.", "Choose it from the list of findings.")
    names = ("session_id", "actor_id", "actor_login", "band", "score")
    return {name: rows[0][name] for name in names}


def _frozen(case: Case, session_key: str, wanted: Collection[tuple[str, str]] | None) -> dict[str, Any]:
    kept, left = indicators.chosen(indicators.candidates(case, session_key), wanted)
    return {
        "indicators": [
            {"kind": one.kind, "value": one.value, "is_chosen": one.left_out is not None} for one in kept
        ],
        "left_out": [
            {"kind": one.kind, "value": one.value, "why": one.left_out or "the author of the verdict left it out"}
            for one in left
        ],
    }  # fmt: skip


def _taught(teaching: Teaching, actor_id: str | None) -> list[dict[str, Any]]:
    holds_for = None if teaching.is_for_everybody else actor_id
    return [{"kind": one.kind, "value": one.value, "actor_id": holds_for} for one in teaching.what]


def _read(row: Mapping[str, Any]) -> Verdict:
    fields = json.loads(row["fields"])
    return Verdict(
        act_id=row["act_id"],
        session_key=row["session_key"],
        verdict=row["verdict"],
        reason=row["reason"] or "",
        basis=fields.get("basis", ""),
        note=fields.get("note", ""),
        tags=tuple(fields.get("tags", ())),
        author=row["author"],
        at=row["acted_at"],
        is_in_force=row["is_in_force"],
        was_taken_back=row["was_taken_back"],
        fields=fields,
    )
