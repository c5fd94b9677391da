"""Runs Sigma rules over a case: which rules found events, in which sessions, and why others could not be run.

Why: a rule that cannot be told in SQL, or asks for a field that Okta does not have, is named with the reason; silence
would read as "nothing found". Not here: reading rules (sigma_rules.py) and what stands in the SQL (sigma_backend.py).
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
from sigma.correlations import SigmaCorrelationCondition, SigmaCorrelationRule
from sigma.exceptions import SigmaError
from sigma.rule import SigmaRule

from analysis import sql_files, unjudged
from analysis.case import Case
from analysis.errors import Cancelled
from analysis.hunt import sigma_correlation, sigma_fields, sigma_records
from analysis.hunt.sigma_backend import OktaBackend
from analysis.hunt.sigma_correlation import Found
from analysis.hunt.sigma_records import Read
from analysis.hunt.sigma_rules import Rule
from analysis.progress import Progress, Report, silent, stop_if

LEVELS = ("critical", "high", "medium", "low", "informational", "")
MOST_CORRELATED = 500_000
"""Events of one rule that a correlation takes in."""
RULE_SECONDS = 120
"""A rule that takes longer is stopped and named."""
_READS = sql_files.ROOT / "sql" / "reads"
_KEYWORDS = "Words without a field are looked for in the fields that the case keeps, not in the rest of the record."


@dataclass(frozen=True)
class Outcome:
    """What one rule found."""

    rule: Rule
    sessions: pd.DataFrame = field(default_factory=pd.DataFrame)
    """session_key (null: events without a session), event_count, first_at, last_at, first_event_id."""
    event_count: int = 0
    unsupported: str = ""
    """Why it was not run, or not to its end; empty where it was."""
    notes: tuple[str, ...] = ()
    """What to know about the answer."""
    seconds: float = 0.0

    @property
    def session_count(self) -> int:
        """Sessions with an event that the rule found."""
        return int(self.sessions["session_key"].notna().sum()) if len(self.sessions) else 0

    @property
    def first_at(self) -> Any:
        """The first event found; None where there is none."""
        return self.sessions["first_at"].min() if len(self.sessions) else None


@dataclass(frozen=True)
class _Condition:
    """One rule as SQL."""

    text: str
    values: dict[str, Any]
    read: Read
    notes: tuple[str, ...]


def run(
    case: Case, rules: Sequence[Rule], *, report: Report = silent, cancel: threading.Event | None = None
) -> list[Outcome]:
    """Run the rules one after another; those that only serve a correlation are not told by themselves.

    Shape: strongest level first, then most events; what cannot be run comes last. Raises: Cancelled.
    """
    outcomes = []
    for number, rule in enumerate(rules):
        stop_if(cancel)
        report(Progress("Running rules", number, len(rules), "rules"))
        if rule.is_output or rule.unsupported:
            outcomes.append(_run(case, rule, cancel))
    report(Progress("Running rules", len(rules), len(rules), "rules"))
    return sorted(
        outcomes,
        key=lambda one: (
            bool(one.unsupported), not one.event_count, _place(one.rule.level), -one.event_count, one.rule.title,
        ),
    )  # fmt: skip


def _place(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def _run(case: Case, rule: Rule, cancel: threading.Event | None) -> Outcome:
    begun = time.monotonic()
    if rule.unsupported or rule.rule is None:
        return Outcome(rule, unsupported=rule.unsupported)
    try:
        if isinstance(rule.rule, SigmaCorrelationRule):
            frame, notes = _correlated(case, rule.rule, cancel)
        else:
            condition = _condition(case, rule.rule, cancel)
            frame, notes = _matches(case, condition, cancel), condition.notes
    except _NotRun as cause:
        return Outcome(rule, unsupported=str(cause), seconds=time.monotonic() - begun)
    return Outcome(rule, frame, int(frame["event_count"].sum()), "", notes, time.monotonic() - begun)


class _NotRun(Exception):
    """A rule that cannot be run, with the reason in words; told with the rule, never raised further."""


def _condition(case: Case, rule: SigmaRule, cancel: threading.Event | None) -> _Condition:
    backend = OktaBackend()
    try:
        text = backend.condition(rule)
    except (SigmaError, ValueError, TypeError, KeyError, NotImplementedError, RecursionError, re.error) as cause:
        raise _NotRun(_words(cause)) from cause
    notes: tuple[str, ...] = (_KEYWORDS,) if backend.keywords else ()
    if not backend.paths:
        return _Condition(text, backend.values, sigma_records.NOTHING, notes)
    places = _ask(case, "hunt_sigma_unread", text, backend.values, cancel, most_rows=sigma_records.MOST_RECORDS + 1)
    if places.num_rows > sigma_records.MOST_RECORDS:
        raise _NotRun(
            f"It asks for {'.'.join(backend.paths[0])}, which the case keeps in no column, of more than "
            f"{sigma_records.MOST_RECORDS:,} events; name the event types in the rule and it can be run."
        )
    read = sigma_records.read(case, places, backend.paths, cancel)
    if read.unreadable:
        notes += (f"{read.unreadable:,} records could not be read for it: their export lacks the field or the text.",)
    for number, path in enumerate(backend.paths):
        if read.fields and not any(values[number] for values in read.fields):
            notes += (f"None of the {len(read.fields):,} records that were read has {'.'.join(path)}.",)
    return _Condition(text, backend.values, read, notes)


def _matches(case: Case, condition: _Condition, cancel: threading.Event | None) -> pd.DataFrame:
    found = _ask(case, "hunt_sigma_matches", condition.text, condition.values, cancel, read=condition.read)
    return found.to_pandas()


def _ask(
    case: Case, name: str, condition: str, values: dict[str, Any], cancel: threading.Event | None, /,
    words: dict[str, str] | None = None, read: Read = sigma_records.NOTHING, **others: Any,
) -> pa.Table:  # fmt: skip
    """Run one of our reads with the rule's condition in its place."""
    text = sql_files.load(_READS / f"{name}.sql").text
    columns = ", ".join(sigma_fields.all_columns())
    for word, expression in {"rule_condition": condition, "every_column": columns, **(words or {})}.items():
        text = text.replace(word, expression)
    with case.cursor() as cursor:
        over, is_late = threading.Event(), threading.Event()

        def look() -> None:
            begun = time.monotonic()
            while not over.wait(0.05):
                if time.monotonic() - begun > RULE_SECONDS:
                    is_late.set()
                if is_late.is_set() or (cancel is not None and cancel.is_set()):
                    cursor.interrupt()

        watch = threading.Thread(target=look, daemon=True, name="watch over a rule")
        watch.start()
        try:
            cursor.register("read_records", read.table())
            return unjudged.ask(cursor, text, values | others).to_arrow_table()
        except duckdb.InterruptException as cause:
            if not is_late.is_set():
                raise Cancelled("The rules were stopped.", "Run them again when you like.") from cause
            raise _NotRun(f"It took more than {RULE_SECONDS} seconds and was stopped.") from cause
        except duckdb.Error as cause:
            raise _NotRun(_words(cause)) from cause
        finally:
            over.set()
            watch.join()


def _correlated(
    case: Case, rule: SigmaCorrelationRule, cancel: threading.Event | None
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    why = sigma_correlation.unsupported(rule)
    if why:
        raise _NotRun(why)
    found: list[Found] = []
    notes: tuple[str, ...] = ()
    for number, reference in enumerate(rule.rules or ()):
        if not isinstance(reference.rule, SigmaRule):
            raise _NotRun("A correlation of correlations is not supported.")
        condition = _condition(case, reference.rule, cancel)
        notes += condition.notes
        rows = _ask(
            case, "hunt_sigma_events", condition.text, condition.values, cancel, _words_of(rule, reference.reference),
            read=condition.read, most_rows=MOST_CORRELATED + 1,
        )  # fmt: skip
        if rows.num_rows > MOST_CORRELATED:
            raise _NotRun(f"One of its rules finds more than {MOST_CORRELATED:,} events.")
        found += [
            Found(row["event_id"], row["at_us"], tuple(row["groups"]), row["counted"], number)
            for row in rows.to_pylist()
        ]
    return case.frame("hunt_sigma_gathered", event_ids=sigma_correlation.matches(rule, found)), notes


def _words_of(rule: SigmaCorrelationRule, reference: str) -> dict[str, str]:
    """What a correlation groups and counts by, as expressions for one of its rules."""
    aliases = {
        alias.alias: next((name for named, name in alias.mapping.items() if named.reference == reference), alias.alias)
        for alias in rule.aliases
    }
    groups = ", ".join(_expression(aliases.get(name, name)) for name in rule.group_by or ())
    counted = rule.condition.fieldref if isinstance(rule.condition, SigmaCorrelationCondition) else None
    return {
        "group_words": f"[{groups}]::varchar[]",
        "counted_word": _expression(aliases.get(counted, counted)) if isinstance(counted, str) else "null::varchar",
    }


def _expression(name: str) -> str:
    found = sigma_fields.find(name)
    if found is None:
        raise _NotRun(f"Okta’s System Log has no field {name[:80]!r}.")
    if found.kind == "record":
        raise _NotRun(f"It groups or counts by {name[:80]}, which the case keeps in no column.")
    return f"array_to_string(list_sort({found.sql}), ', ')" if found.kind == "list" else found.sql


def _words(cause: Exception) -> str:
    said = " ".join(str(cause).split())
    if "pipe syntax" in said.lower():
        return "Its condition counts in the old, deprecated form (a pipe); a Sigma correlation says the same."
    if isinstance(cause, duckdb.Error) and ("regex" in said.lower() or "invalid perl operator" in said.lower()):
        return f"Its regular expression is not one that DuckDB knows (no look-around, no back-references): {said[:160]}"
    return said[:300] or type(cause).__name__


def levels(outcomes: Sequence[Outcome], is_wanted: Callable[[Outcome], bool]) -> dict[str, int]:
    """How many rules of each level are as wanted, strongest first."""
    counts = {level: sum(is_wanted(one) and one.rule.level == level for one in outcomes) for level in LEVELS}
    return {level or "no level": count for level, count in counts.items() if count}
