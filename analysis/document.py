"""The findings as one document: what the command line prints and a download holds.

Why: the same evidence and settings give the same findings byte for byte, so the document is built
in one order, with nothing of the moment in it. Not here: how findings are made, or printed.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from datetime import datetime
from typing import Any

from analysis import explanations, notes, signal_files, verdicts
from analysis.case import Case

SCHEMA_VERSION = 1
"""Raised when a field of the document changes its meaning or goes."""


def document(case: Case) -> dict[str, Any]:
    """Everything about the case's findings, as `python -m analysis findings --json` prints it.

    Shape: the keys of the README's section "The document"; times are ISO 8601 UTC with milliseconds.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "settings_hash": settings_hash(case),
        "evidence": [_plain(row) for row in case.rows("document_evidence")],
        "coverage": [_plain(row) for row in case.rows("document_coverage")],
        "counts": case.rows("counts")[0],
        "findings": _findings(case),
    }


def settings_hash(case: Case) -> str:
    """SHA-256 of every number that the findings rest on, points among them."""
    rows = [[row["name"], row["value"]] for row in case.rows("settings_in_force")]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def _findings(case: Case) -> list[dict[str, Any]]:
    origins: dict[str, dict[str, Any]] = {}
    foreign: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for lane in case.rows("document_lanes"):
        client = {
            "addresses": lane["addresses"],
            "asn": lane["as_number"],
            "as_org": lane["as_org"],
            "places": lane["places"],
            "agents": lane["agents"],
        }
        if lane["is_origin"]:
            origins[lane["session_key"]] = client
        if lane["is_foreign"]:
            foreign[lane["session_key"]].append(
                {
                    **client,
                    "first_at": iso(lane["first_at"]),
                    "last_at": iso(lane["last_at"]),
                    "events": lane["event_count"],
                }
            )
    signals: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in case.rows("document_signals"):
        signals[row["session_key"]].append(
            {
                "signal": row["signal"],
                "family": row["family"],
                "points": row["points"],
                "sentence": signal_files.sentence(row["signal"], row["fields"]),
                "event_ids": row["event_ids"],
            }
        )
    most_likely = _most_likely(case)
    judged = verdicts.in_force(case)
    return [
        {
            "session_id": row["session_id"],
            "actor": row["actor"],
            "score": row["score"],
            "band": row["band"],
            "verdict": _verdict(judged.get(row["session_key"])),
            "divergence_at": iso(row["divergence_at"]),
            "divergence_event_id": row["divergence_event_id"],
            "first_attempt_at": iso(row["first_attempt_at"]),
            "first_act_at": iso(row["first_act_at"]),
            "assumed_origin": row["is_origin_assumed"],
            "origin": origins.get(row["session_key"]),
            "foreign": foreign[row["session_key"]],
            "signals": signals[row["session_key"]],
            "most_likely": most_likely.get(row["session_key"]),
            "not_available": signal_files.not_available(row),
        }
        for row in case.rows("document_findings")
    ]


def _most_likely(case: Case) -> dict[str, dict[str, Any]]:
    found = {}
    for row in case.rows("document_explanations"):
        told = explanations.explain(row["band"], row)
        found[row["session_key"]] = {
            "reading": told.reading.name,
            "sentence": told.line,
            "to_rule_out": told.ask,
            "other_clients": row["also"],
        }
    return found


def _verdict(one: verdicts.Verdict | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "verdict": one.verdict,
        "basis": one.basis,
        "reason": one.reason,
        "note": one.note,
        "tags": list(one.tags),
        "author": one.author,
        "at": iso(one.at),
        "indicators": [{"kind": kind, "value": value} for kind, value in one.indicators],
    }


def with_notes(case: Case) -> dict[str, Any]:
    """The document with what people put on sessions, events, people and networks: its key `notes`."""
    return {**document(case), "notes": [_notes(one) for one in notes.of_case(case)]}


def _notes(one: notes.Notes) -> dict[str, Any]:
    return {
        "subject_kind": one.subject.kind,
        "subject_id": one.subject.id,
        "is_starred": one.star is not None,
        "tags": list(one.tags),
        "notes": [{"at": iso(note.at), "author": note.author, "text": note.text} for note in one.notes],
    }


def iso(moment: datetime | None) -> str | None:
    """A UTC time as ISO 8601 with milliseconds and Z; None stays None."""
    return None if moment is None else moment.isoformat(timespec="milliseconds") + "Z"


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: iso(value) if isinstance(value, datetime) else value for name, value in row.items()}
