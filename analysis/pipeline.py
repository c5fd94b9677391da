"""The one place where the order of the work stands: evidence, stages, signals, findings.

Findings depend on three things only: evidence, settings, version.
Not here: how a file is read (`ingest`), how a step runs and when it need not (`steps`), what a stage
computes (`sql/stages`), what a signal says.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import duckdb
import pyarrow as pa

from analysis import inputs, logs, reference_tables, signal_files, sql_files, steps
from analysis.case import Case
from analysis.enrich import tables
from analysis.ingest import add
from analysis.ingest.evidence import Evidence
from analysis.inputs import Inputs
from analysis.observe import Observer, SignalFailed
from analysis.progress import Report, silent, stop_if
from analysis.steps import Judged, Step, Work

Answer = TypeVar("Answer")


def add_evidence(
    case: Case, paths: Sequence[Path], *, report: Report = silent, cancel: threading.Event | None = None
) -> list[Evidence]:
    """Read files into the case, one transaction each; findings are made by `judge`.

    Raises: Cancelled, UnreadableFile. A file that is no Okta log becomes an entry with its error.
    """
    added: list[Evidence] = []
    for path in paths:
        stop_if(cancel)
        added.extend(add.add_file(case, path, report=report, cancel=cancel))
    for entry in added:
        logs.note(
            "evidence read",
            evidence=entry.evidence_id,
            size=entry.bytes,
            rows=entry.rows,
            read=entry.read,
            duplicate=entry.duplicate,
            refused=entry.refused,
        )
    return added


def judge(
    case: Case,
    *,
    report: Report = silent,
    cancel: threading.Event | None = None,
    last: str | None = None,
) -> Judged:
    """Make the findings of the case from its evidence and settings, in one transaction.

    `last` names the step to end with: a game shows players no more than its level.
    Raises: DatabaseUnreadable, NetworksUnreadable, Cancelled. The findings of before then stand.
    """
    judged = with_work(case, inputs.read(case), steps.Work.run, report=report, cancel=cancel, last=last)
    logs.note(
        "findings made",
        steps=len(judged.seconds),
        milliseconds=round(1000 * sum(judged.seconds.values())),
        failed=len(judged.failed),
    )
    return judged


def with_work(
    case: Case,
    now: Inputs,
    use: Callable[[Work, duckdb.DuckDBPyConnection], Answer],
    *,
    report: Report = silent,
    cancel: threading.Event | None = None,
    too_long: frozenset[str] = frozenset(),
    last: str | None = None,
) -> Answer:
    """Give `use` the work that these inputs ask for, and a connection to do it on; begin and end are its own.

    A signal that fails is left out, and `use` called once more. Steps named in `too_long` are not run.
    Raises: what `use` raises, TakesLonger.
    """
    known = steps.remembered(case)
    ran_before = frozenset(row["stage"] for row in case.rows("stages_ran"))
    judged = Judged()
    while True:
        observer = Observer(judged.failed, ran_before)
        order = in_order(now, observer)
        if last is not None:
            order = order[: 1 + [step.name for step in order].index(last)]
        work = Work(order, now.parameters, known, observer, judged, report, cancel, too_long)
        try:
            return case.write(functools.partial(use, work))
        except SignalFailed as failure:
            judged.failed[failure.signal] = failure.reason
            judged.seconds.clear()


def is_current(case: Case) -> bool:
    """Whether the findings are those of this evidence, these settings and this version; False where none were made.

    Raises: DatabaseUnreadable, NetworksUnreadable where a file of the person's own is no longer what it was.
    """
    rows_read = case.rows("evidence_fingerprint")[0]["rows_read"] or ""
    order = in_order(inputs.read(case), Observer({}, frozenset()))
    return steps.are_current(order, steps.remembered(case), rows_read)


def in_order(now: Inputs, observer: Observer) -> list[Step]:
    """Every step of the pipeline, in the order in which they run."""
    values = now.values
    stages = {file.name: file for file in sql_files.folder("sql/stages")}

    def sql(name: str) -> Step:
        return steps.stage(stages.pop(name), values)

    reference = [
        steps.table(name, "Reading reference tables", *reference_tables.read(name)) for name in reference_tables.NAMES
    ]
    caps = pa.table(
        {
            "family": pa.array(signal_files.FAMILIES),
            "cap": pa.array([int(values[f"cap_{family}"]) for family in signal_files.FAMILIES], pa.int32()),
        }
    )
    order = [
        *reference,
        steps.table("operator_networks", "Reading the operator's networks", now.networks),
        steps.table("listed_people", "Reading whom you call privileged", now.privileged),
        steps.table("case_knowledge", "Reading verdicts", now.learned),
        steps.table("har_uploads", "Reading the register of HAR files", now.uploads),
        Step(
            "declared_proxies",
            "Looking for declared proxies",
            {"raw_events": None},
            "declared_proxies",
            steps.digest(str(now.networks.to_pydict()), *now.database_stamps)
            if now.declares_proxies
            else "none declared",
            lambda connection: tables.make_declared_proxies(connection, now.networks, now.databases),
            ("address",),
        ),
        sql("proxied_events"),
        sql("events"),
        sql("event_kinds"),
        sql("addresses"),
        sql("agent_texts"),
        Step("agents", "Reading user agents", {"agent_texts": None}, "agents", "1", tables.make_agents, ("agent_key",)),
        Step(
            "address_lookups",
            "Looking up addresses",
            {"addresses": frozenset({"address"})},
            "address_lookups",
            steps.digest(*now.database_stamps),
            lambda connection: tables.make_address_lookups(connection, now.databases),
            ("address",),
        ),
        sql("networks"),
        sql("places"),
        sql("okta_networks"),
        sql("session_roots"),
        sql("token_clients"),
        sql("session_events"),
        sql("loose_events"),
        sql("session_clients"),
        sql("lane_events"),
        sql("lanes"),
        sql("hops"),
        sql("sessions"),
        sql("habits"),
        sql("address_use"),
        sql("app_uses"),
        sql("person_events"),
        sql("origin_facts"),
        sql("lane_facts"),
        sql("machine_moves"),
        sql("exposures"),
        sql("lane_readings"),
        *(steps.observe(signal, values, observer) for signal in signal_files.signals().values()),
        steps.table("signal_points", "Weighing signals", signal_files.points_table(now.settings)),
        steps.table("family_caps", "Weighing signals", caps),
        sql("privileged_people"),
        sql("coverage"),
        sql("lane_points"),
        sql("signals"),
        sql("findings"),
        sql("explanations"),
        sql("lane_cities"),
        sql("changes"),
        sql("consequences"),
    ]
    if stages:
        raise AssertionError(f"no place in the pipeline for {', '.join(stages)}")
    return order
