"""Replays the case's log under each control, and keeps at which events it would have interrupted whom.

Why a table: the controls read the whole case; they are run once for a state of the case, and again when evidence, a
stage that they read, or a control has changed. Pairs need no run of their own: they interrupt where one of both does.
Not here: what an interruption is worth and costs (`measure`).
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from analysis import sql_run
from analysis.case import Case
from analysis.controls import control_files
from analysis.controls.control_files import Control
from analysis.progress import Progress, Report, silent

NEEDED = frozenset({"session_events", "lane_events", "findings", "changes", "consequences", "exposures"})
MOST_OWN = 12
"""Runs with limits of a person's own that are kept."""
_RUN = pa.schema(
    [
        ("control", pa.string()),
        ("fingerprint", pa.string()),
        ("seconds", pa.float64()),
        ("failed", pa.string()),
        ("is_own", pa.bool_()),
    ]
)


def is_judged(case: Case) -> bool:
    """Whether there is anything to replay: the findings were made."""
    return case.tables() >= NEEDED


def run(case: Case, controls: Mapping[str, Control], *, report: Report = silent) -> None:
    """Run those of the controls that were not run on this state of the case.

    Shape: control_interruptions(control, session_key, event_id, occurred_at). A control that cannot be run is passed
    over, and its reason kept in control_runs.
    """
    if is_judged(case) and missing(case, controls):
        case.write(lambda connection: _run_all(case, connection, controls, report))


def missing(case: Case, controls: Mapping[str, Control]) -> list[Control]:
    """The controls that were not run on this evidence, by these stages, as they are now."""
    if "control_runs" not in case.tables():
        return list(controls.values())
    now = fingerprint(case)
    known = {row["control"] for row in case.rows("controls_runs") if row["fingerprint"] == now}
    return [control for name, control in controls.items() if name not in known]


def failed(case: Case) -> dict[str, str]:
    """Why a control could not be run, by control."""
    return {row["control"]: row["failed"] for row in case.rows("controls_runs") if row["failed"]}


def fingerprint(case: Case) -> str:
    """Stands for the evidence, the stages that the controls read, and the controls."""
    state = case.rows("rule_state", tables=list(control_files.tables()))[0]
    return hashlib.sha256(json.dumps([control_files.digest(), state]).encode()).hexdigest()


def _run_all(
    case: Case, connection: duckdb.DuckDBPyConnection, controls: Mapping[str, Control], report: Report
) -> None:
    """Runs alone among writers; each control reads by itself, so that one that fails spoils nothing."""
    wanted = missing(case, controls)
    now = fingerprint(case)
    is_new = "control_runs" not in case.tables() or any(row["fingerprint"] != now for row in case.rows("controls_runs"))
    answers: list[tuple[Control, pa.Table]] = []
    runs: list[dict[str, Any]] = []
    for place, control in enumerate(wanted):
        report(Progress(f"Replaying the log: {control.short}", place, len(wanted), "controls"))
        began, reason = time.perf_counter(), None
        try:
            answers.append((control, _ask(connection, control)))
        except duckdb.Error as cause:
            reason = str(cause).splitlines()[0]
        runs.append(
            {
                "control": control.name,
                "fingerprint": now,
                "seconds": time.perf_counter() - began,
                "failed": reason,
                "is_own": control.is_own,
            }
        )
    _keep(connection, answers, runs, is_new)
    report(Progress("The log was replayed under each control", len(wanted), len(wanted), "controls"))


def _ask(connection: duckdb.DuckDBPyConnection, control: Control) -> pa.Table:
    return connection.sql(control.file.text, params=dict(control.values)).to_arrow_table()


def _keep(
    connection: duckdb.DuckDBPyConnection,
    answers: Sequence[tuple[Control, pa.Table]],
    runs: Sequence[Mapping[str, Any]],
    is_new: bool,
) -> None:
    connection.execute("begin")
    if is_new:
        sql_run.run(connection, "control_tables")
    for control, answer in answers:
        connection.register("answer", answer)
        sql_run.run(connection, "control_interruptions", control=control.name)
        connection.unregister("answer")
    connection.register("control_runs_new", pa.Table.from_pylist(list(runs), schema=_RUN))
    sql_run.run(connection, "control_runs", most_own=MOST_OWN)
    connection.unregister("control_runs_new")
    connection.execute("commit")
