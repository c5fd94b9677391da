"""What other settings would make of the findings: judged in a transaction that is rolled back.

Why: a person sees which sessions would change, and why, before anything is kept; readers keep seeing the
findings as they are. Not here: what settings there are (`settings`), and how findings are made (`pipeline`).
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from analysis import inputs, pipeline, settings, signal_files, sql_run, verdicts
from analysis.case import Case
from analysis.har import register
from analysis.progress import Report, silent
from analysis.settings import Encoded
from analysis.steps import Judged, Work

BANDS = ("replay", "suspicious", "explained", "clean")
"""The strongest first; a session in none of them is no finding."""

LONG = frozenset({"proxied_events", "events", "session_events", "session_clients", "lane_events"})
"""Steps that redefine sessions and lanes: whatever reaches them belongs into the background."""

MOST_SHOWN = 2_000
"""Sessions listed one by one; all of them are counted."""


@dataclass(frozen=True)
class Moved:
    """A session whose score or band would be another."""

    session_key: str
    session_id: str
    actor_login: str
    """May be empty."""
    band_before: str | None
    """None where the session was no finding."""
    band_after: str | None
    score_before: int
    score_after: int
    because: tuple[str, ...]
    """One sentence for each signal that counts otherwise, and for each other reason."""

    @property
    def changes_band(self) -> bool:
        """Whether more than the score changes."""
        return self.band_before != self.band_after


@dataclass(frozen=True)
class Difference:
    """What changed settings come to."""

    changes: Encoded
    """As they would be kept."""
    moved: tuple[Moved, ...]
    """Those that change band first, then by how much the score changes; at most MOST_SHOWN."""
    moved_count: int
    band_count: int
    """Of these, sessions that change band."""
    bands_before: Mapping[str, int]
    """Sessions by band."""
    bands_after: Mapping[str, int]
    ways: Mapping[tuple[str | None, str | None], int]
    """Sessions that change band, by band before and after; the commonest first."""
    judged: Judged
    seconds: float
    """For the whole preview."""


def preview(
    case: Case,
    changes: Mapping[str, Any],
    *,
    report: Report = silent,
    cancel: threading.Event | None = None,
    only_quick: bool = False,
) -> Difference:
    """Judge with changed settings and keep nothing. `changes` are values by name; None puts a default back.

    Raises: SettingRefused, NetworksUnreadable, DatabaseUnreadable, Cancelled; with `only_quick` TakesLonger,
    before anything long has run.
    """
    began = time.perf_counter()
    encoded = settings.checked(case, changes)
    values = settings.overlaid(settings.in_force(case), encoded)
    if "findings" not in case.tables():
        pipeline.judge(case, report=report, cancel=cancel)

    def use(work: Work, connection: duckdb.DuckDBPyConnection) -> Difference:
        connection.execute("begin")
        try:
            sql_run.run(connection, "findings_before")
            work.make(connection)
            return _difference(connection, encoded, work.judged, began)
        finally:
            connection.execute("rollback")

    return pipeline.with_work(
        case,
        inputs.of(values, verdicts.knowledge(case), register.table(case)),
        use,
        report=report,
        cancel=cancel,
        too_long=LONG if only_quick else frozenset(),
    )


def keep(
    case: Case,
    changes: Mapping[str, Any],
    *,
    author: str,
    reason: str = "",
    puts_back: int | None = None,
    report: Report = silent,
    cancel: threading.Event | None = None,
) -> Judged:
    """Keep changed settings with who and why, and make the findings follow.

    Raises: SettingRefused, NetworksUnreadable, DatabaseUnreadable, Cancelled.
    """
    settings.keep(case, changes, author=author, reason=reason, puts_back=puts_back)
    return pipeline.judge(case, report=report, cancel=cancel)


def _difference(connection: duckdb.DuckDBPyConnection, encoded: Encoded, judged: Judged, began: float) -> Difference:
    bands = {row["band"]: row for row in sql_run.ask(connection, "changed_bands").to_pylist()}
    rows = sql_run.ask(connection, "changed_findings").to_pylist()
    shown = rows[:MOST_SHOWN]
    ways = Counter((row["band_before"], row["band_after"]) for row in rows if row["band_before"] != row["band_after"])
    reasons: dict[str, list[str]] = {}
    for row in sql_run.ask(connection, "changed_signals").to_pylist():
        reasons.setdefault(row["session_key"], []).append(_signal_sentence(row))
    return Difference(
        encoded,
        tuple(_moved(row, reasons.get(row["session_key"], [])) for row in shown),
        len(rows),
        ways.total(),
        {band: bands[band]["before_count"] if band in bands else 0 for band in BANDS},
        {band: bands[band]["after_count"] if band in bands else 0 for band in BANDS},
        dict(sorted(ways.items(), key=lambda way: (-way[1], str(way[0])))),
        judged,
        time.perf_counter() - began,
    )


def _moved(row: Mapping[str, Any], reasons: list[str]) -> Moved:
    because = list(reasons)
    if row["lanes_before"] and row["lanes_after"] and row["lanes_before"] != row["lanes_after"]:
        because.append(f"clients: {row['lanes_before']} before, {row['lanes_after']} after")
    if not because and row["score_before"] == row["score_after"]:
        because.append("the score stays; the bands begin elsewhere")
    return Moved(
        row["session_key"],
        row["session_id"],
        row["actor_login"] or "",
        row["band_before"],
        row["band_after"],
        row["score_before"] or 0,
        row["score_after"] or 0,
        tuple(because),
    )


def _signal_sentence(row: Mapping[str, Any]) -> str:
    signal = signal_files.signals().get(row["signal"])
    title = signal.title if signal else row["signal"]
    before, after = row["points_before"], row["points_after"]
    if before is None:
        return f"{title}: found now, {_signed(after)} points"
    if after is None:
        return f"{title}: no longer found, was {_signed(before)} points"
    return f"{title}: {_signed(before)} points before, {_signed(after)} after"


def _signed(points: int) -> str:
    return f"{points:+d}".replace("-", "\N{MINUS SIGN}") if points else "0"
