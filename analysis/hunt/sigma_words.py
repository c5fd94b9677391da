"""What Sigma rules found, as a person reads it: a sentence, a table, lines for a download. Not here: running them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from analysis.case import Case
from analysis.findings_words import BANDS
from analysis.hunt.sigma_run import Outcome

COLUMNS = ("rule", "level", "file", "events", "sessions", *BANDS, "first_at", "could not be run because", "note")


def title(outcomes: Sequence[Outcome]) -> str:
    """A sentence about all of them."""
    ran = [one for one in outcomes if not one.unsupported]
    found = sum(bool(one.event_count) for one in ran)
    told = f"{found:,} of {len(ran):,} rules found events" if ran else "No rule could be run"
    missing = len(outcomes) - len(ran)
    return told + (f"; {missing:,} could not be run" if missing and ran else "")


def table(case: Case, outcomes: Sequence[Outcome]) -> pd.DataFrame:
    """One row a rule. Shape: rule, level, events, sessions, bands (count of each), first, note."""
    bands = _bands_of(case, outcomes)
    return pd.DataFrame(
        {
            "rule": [one.rule.title for one in outcomes],
            "level": [one.rule.level for one in outcomes],
            "events": [one.event_count for one in outcomes],
            "sessions": [one.session_count for one in outcomes],
            "bands": [_counts(one, bands) for one in outcomes],
            "first": pd.to_datetime(pd.Series([one.first_at for one in outcomes], dtype="object")),
            "note": [" ".join(one.notes) for one in outcomes],
        }
    )


def lines(case: Case, outcomes: Sequence[Outcome]) -> Iterator[Sequence[Any]]:
    """One line a rule, in the order of COLUMNS."""
    bands = _bands_of(case, outcomes)
    for one in outcomes:
        counts = _counts(one, bands)
        yield (
            one.rule.title, one.rule.level, one.rule.file, one.event_count, one.session_count,
            *("" if bands is None else counts.get(band, 0) for band in BANDS), one.first_at, one.unsupported,
            " ".join(one.notes),
        )  # fmt: skip


def document(case: Case, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Everything as one JSON document, sessions included."""
    bands = _bands_of(case, outcomes)
    return {
        "rules": [
            {
                "title": one.rule.title,
                "id": one.rule.rule_id or None,
                "level": one.rule.level or None,
                "file": one.rule.file,
                "events": one.event_count,
                "sessions": [
                    {
                        "session_key": row["session_key"],
                        "band": None if bands is None else bands.get(row["session_key"], "clean"),
                        "events": int(row["event_count"]),
                        "first_at": f"{row['first_at'].isoformat()}Z",
                        "first_event_id": row["first_event_id"],
                    }
                    for row in one.sessions.to_dict("records")
                    if isinstance(row["session_key"], str)
                ],
                "unsupported": one.unsupported or None,
                "notes": list(one.notes),
                "seconds": round(one.seconds, 3),
            }
            for one in outcomes
        ]
    }


def _bands_of(case: Case, outcomes: Sequence[Outcome]) -> dict[str, str] | None:
    """None where nothing was judged: a game below that level."""
    if "findings" not in case.tables():
        return None
    keys = sorted({key for one in outcomes if len(one.sessions) for key in one.sessions["session_key"].dropna()})
    return {row["session_key"]: row["band"] for row in case.rows("hunt_bands", session_keys=keys)} if keys else {}


def _counts(one: Outcome, bands: dict[str, str] | None) -> dict[str, int]:
    if bands is None:
        return {}
    keys = list(one.sessions["session_key"].dropna()) if len(one.sessions) else []
    told = [bands.get(key, "clean") for key in keys]
    return {band: told.count(band) for band in BANDS if band in told}
