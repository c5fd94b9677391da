"""Asks the published rules: which of them would have fired on each session, which not, and which cannot see.

Why a table: the rules read the whole case, the screens one session; they are asked once for a state
of the case, and anew when evidence, a stage that they read, or a rule itself has changed.
Not here: what a rule looks for (its file), and any judgement of ours.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from analysis import safe_csv, sql_run
from analysis.case import Case
from analysis.charts.lane_words import number
from analysis.progress import Progress, Report, silent
from analysis.rules import rule_files
from analysis.rules.rule_files import Rule, rules

__all__ = ["Rule", "document", "firings", "headline", "is_made", "made_of", "outcomes", "rules", "run"]

FIRED, SILENT, CANNOT_SEE = "fired", "silent", "cannot see"

_RUNS = pa.schema(
    [("rule", pa.string()), ("fingerprint", pa.string()), ("seconds", pa.float64()), ("failed", pa.string())]
)
_Answered = tuple[list[dict[str, Any]], dict[str, pa.Table]]
_NEEDED = frozenset({"session_events", "sessions", "event_kinds"})


def run(case: Case, *, report: Report = silent) -> None:
    """Ask all rules and keep what they say in the table rule_firings; nothing to do where it is of this state.

    Shape: rule_firings(rule, session_key, first_at, event_ids, fields). A case that was never judged gets none.
    A rule that cannot be run is passed over, and its reason kept. While they are asked others may write to the case;
    only where findings were made meanwhile are the rules asked once more, and then others wait.
    """
    if is_made(case) or not _is_judged(case):
        return
    state = _fingerprint(case)
    with case.cursor() as connection:
        answered = _ask_all(connection, state, report)
    case.write(lambda connection: _keep(case, connection, state, answered))
    if not is_made(case):
        case.write(lambda connection: _ask_and_keep(case, connection, report))


def is_made(case: Case) -> bool:
    """Whether the rules were asked on this evidence, by these stages, with these rules."""
    return made_of(case) is not None


def made_of(case: Case) -> str | None:
    """What stands for the state of the case that the rules were asked on; None where they have to be asked."""
    tables = case.tables()
    if not (tables >= _NEEDED and "rule_runs" in tables):
        return None
    state = _fingerprint(case)
    return state if _known(case) == {state} else None


def firings(case: Case) -> pa.Table:
    """Which rule fired on which session. Shape: a row a rule and session: rule, session_key."""
    run(case)
    if not _is_judged(case):
        return pa.table({"rule": pa.array([], pa.string()), "session_key": pa.array([], pa.string())})
    return case.read("rule_firings")


def outcomes(case: Case, session_key: str) -> list[dict[str, Any]]:
    """What each rule says of one session: those that fired in order of time, the silent, those that cannot see.

    Shape: a dictionary a rule: rule, title, by, outcome, reason, first_at, event_ids; empty for a session that
    the case does not have.
    """
    run(case)
    if not _is_judged(case):
        return []
    session = next(iter(case.rows("session_finding", session_key=session_key)), None)
    if session is None:
        return []
    read = case.rows(
        "rule_abilities",
        session_key=session_key,
        from_at=session["started_at"],
        until_at=session["ended_at"],
        is_inferred=session["is_inferred"],
    )
    fired = {row["rule"]: row for row in case.rows("rule_firings_of_session", session_key=session_key)}
    failed = {row["rule"]: row["failed"] for row in case.rows("rule_runs") if row["failed"]}
    here = frozenset(row["event_type"] for row in case.rows("event_types_here"))
    told = [_outcome(rule, fired.get(name), failed.get(name), read, here) for name, rule in rules().items()]
    places = {FIRED: 0, SILENT: 1, CANNOT_SEE: 2}
    return sorted(told, key=lambda row: (places[row["outcome"]], str(row["first_at"] or "")))


def headline(told: Sequence[Mapping[str, Any]]) -> str:
    """What `outcomes` comes to, in one sentence: "Three of 33 published rules would have fired"."""
    counts = Counter(row["outcome"] for row in told)
    fired, blind = counts[FIRED], counts[CANNOT_SEE]
    first = "None" if not fired else number(fired).capitalize()
    said = f"{first} of {len(told)} published rules would have fired"
    if not blind:
        return said
    return f"{said}; the panel cannot ask {number(blind)} of them"


def document(told: Sequence[Mapping[str, Any]]) -> bytes:
    """What `outcomes` says as CSV that no spreadsheet takes for formulas."""
    columns = ("rule", "by", "published_name", "outcome", "reason", "first_at", "event_ids", "logic", "source")
    rows = []
    for row in told:
        rule = rules()[row["rule"]]
        at = row["first_at"].isoformat(sep=" ") if row["first_at"] else None
        events = " ".join(row["event_ids"])
        rows.append(
            (rule.title, rule.by, rule.rule, row["outcome"], row["reason"], at, events, rule.logic, rule.source)
        )
    return safe_csv.document(columns, rows)


def _is_judged(case: Case) -> bool:
    return case.tables() >= _NEEDED


def _known(case: Case) -> set[str]:
    return {row["fingerprint"] for row in case.rows("rule_runs")}


def _fingerprint(case: Case) -> str:
    state = case.rows("rule_state", tables=list(rule_files.tables()))[0]
    return hashlib.sha256(json.dumps([rule_files.digest(), state]).encode()).hexdigest()


def _ask_all(connection: duckdb.DuckDBPyConnection, state: str, report: Report) -> _Answered:
    """Each rule reads by itself, so that one that fails spoils nothing."""
    answers: dict[str, pa.Table] = {}
    runs: list[dict[str, Any]] = []
    for place, (name, rule) in enumerate(rules().items()):
        report(Progress(f"Asking {rule.by}: {rule.title}", place, len(rules()), "rules"))
        began, failed = time.perf_counter(), None
        values = {parameter: rule.file.defaults[parameter] for parameter in rule.file.parameters}
        try:
            answers[name] = connection.sql(rule.file.text, params=values).to_arrow_table()
        except duckdb.Error as cause:
            failed = str(cause).splitlines()[0]
        runs.append({"rule": name, "fingerprint": state, "seconds": time.perf_counter() - began, "failed": failed})
    report(Progress("The published rules were asked", len(rules()), len(rules()), "rules"))
    return runs, answers


def _keep(case: Case, connection: duckdb.DuckDBPyConnection, state: str, answered: _Answered) -> None:
    """Runs alone among writers. Answers on a state that is gone are dropped."""
    if _fingerprint(case) != state or is_made(case):
        return
    runs, answers = answered
    connection.execute("begin")
    connection.register("rule_runs_new", pa.Table.from_pylist(runs, schema=_RUNS))
    sql_run.run(connection, "rule_runs")
    connection.unregister("rule_runs_new")
    for name, answer in answers.items():
        if answer.num_rows:
            connection.register("answer", answer)
            sql_run.run(connection, "rule_firings", rule=name)
            connection.unregister("answer")
    connection.execute("commit")


def _ask_and_keep(case: Case, connection: duckdb.DuckDBPyConnection, report: Report) -> None:
    if not is_made(case):
        state = _fingerprint(case)
        _keep(case, connection, state, _ask_all(connection, state, report))


def _outcome(
    rule: Rule,
    fired: Mapping[str, Any] | None,
    failed: str | None,
    read: Sequence[Mapping[str, Any]],
    here: frozenset[str],
) -> dict[str, Any]:
    row: dict[str, Any] = {"rule": rule.name, "title": rule.title, "by": rule.by, "first_at": None, "event_ids": []}
    if fired:
        reason = rule.sentence(json.loads(fired["fields"]))
        return {
            **row,
            "outcome": FIRED,
            "reason": reason,
            "first_at": fired["first_at"],
            "event_ids": fired["event_ids"],
        }
    own = [kind for kind in read if rule.reads(kind["event_type"])]
    lacking = f"The rule could not be run here: {failed}" if failed else _lacking(rule, own, here)
    if lacking:
        return {**row, "outcome": CANNOT_SEE, "reason": lacking}
    count = sum(kind["event_count"] for kind in own)
    read_events = f"{count:,} event{'s' if count > 1 else ''} read, and not what it fires on."
    return {**row, "outcome": SILENT, "reason": read_events if count else "No event of the kinds that it reads."}


def _lacking(rule: Rule, own: Sequence[Mapping[str, Any]], here: frozenset[str]) -> str | None:
    """Why the rule cannot see, in words; None where it can. `own` are the kinds of events that it reads."""
    for need in sorted(rule.needs, key=lambda need: "." not in need):  # types first: without them no field can be there
        parts = rule_files.alternatives(need)
        types = tuple(part for part in parts if "." in part)
        present = here if rule_files.is_of_case(need) else frozenset(kind["event_type"] for kind in own)
        if any(rule_files.matches(types, event_type) for event_type in present):
            continue
        if any(kind[f"has_{part}"] for part in parts if part in rule_files.FIELDS for kind in own):
            continue
        named = " or ".join(types)
        if rule_files.is_of_case(need):
            return f"This case holds no {named}: what would write it may be switched off."
        if types:
            return f"This session has no {named} in this export."
        events = "No event that it reads" if rule.events else "No event of this session"
        return f"{events} {' or '.join(rule_files.FIELDS[part] for part in parts)}."
    return None
