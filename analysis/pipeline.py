"""The one place where the order of the work stands: evidence, stages, signals, findings.

Findings depend on three things only: evidence, settings, version. A stage runs again when
something that it reads, one of its parameters or its own text changed; nothing else does.
Not here: how a file is read (`ingest`), what a stage computes (`sql/stages`), what a signal says.
"""

from __future__ import annotations

import csv
import hashlib
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from analysis import parameters, signal_files, sql_files
from analysis.case import Case
from analysis.enrich import addresses, agents, databases, okta_words, operator_networks
from analysis.errors import CrumblineError
from analysis.ingest import add
from analysis.ingest.evidence import Evidence
from analysis.progress import Progress, Report, silent, stop_if
from analysis.sql_files import SqlFile

REFERENCE = sql_files.ROOT.parent / "data" / "reference"
REFERENCE_TABLES = (
    "proofs",
    "event_types",
    "indicators_2023",
    "hosting_networks",
    "network_words",
    "okta_ranges",
)
_BOOLEAN = {"true": True, "false": False}


@dataclass(frozen=True)
class Step:
    """One stage of the pipeline."""

    name: str
    """Its file's name, or the table that Python fills."""
    says: str
    """What is being done, in words for a person."""
    reads: tuple[str, ...]
    makes: str
    fingerprint: str
    """Changes when the step's own text, parameters or outside files change."""
    run: Callable[[duckdb.DuckDBPyConnection], None]


@dataclass
class Judged:
    """What `judge` did."""

    seconds: dict[str, float] = field(default_factory=dict)
    """Seconds of each step that ran, by name; steps that had nothing to do are not in it."""
    failed: dict[str, str] = field(default_factory=dict)
    """Signals that could not be evaluated, with DuckDB's reason."""


class _SignalFailed(Exception):
    def __init__(self, signal: str, reason: str) -> None:
        super().__init__(signal, reason)
        self.signal = signal
        self.reason = reason


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
    return added


def judge(
    case: Case,
    *,
    report: Report = silent,
    cancel: threading.Event | None = None,
    databases: Sequence[Path] = (),
    networks: Path | None = None,
) -> Judged:
    """Make the findings of the case from its evidence and settings, in one transaction.

    Raises: DatabaseUnreadable, NetworksUnreadable, Cancelled. The findings of before then stand.
    """
    settings = {row["name"]: row["value"] for row in case.rows("settings")}
    values = parameters.effective(settings)
    judged = Judged()
    while True:
        steps = _steps(
            case, settings, {name: entry.value for name, entry in values.items()}, databases, networks, judged
        )
        try:
            case.write(lambda connection: _run(case, connection, steps, values, judged, report, cancel))  # noqa: B023
            return judged
        except _SignalFailed as failure:
            judged.failed[failure.signal] = failure.reason
            judged.seconds.clear()


def _run(
    case: Case,
    connection: duckdb.DuckDBPyConnection,
    steps: Sequence[Step],
    values: Mapping[str, parameters.Parameter],
    judged: Judged,
    report: Report,
    cancel: threading.Event | None,
) -> None:
    connection.execute("begin")
    _describe(connection, values)
    known = {row["stage"]: row["fingerprint"] for row in case.rows("stage_runs")}
    rows_read = case.rows("evidence_fingerprint")[0]["rows_read"] or ""
    prints = dict.fromkeys(("raw_events", "duplicates", "collisions", "evidence"), _digest(rows_read))
    for place, step in enumerate(steps):
        stop_if(cancel)
        report(Progress(step.says, place, len(steps), "stages"))
        print_now = _digest(step.fingerprint, *(prints[table] for table in step.reads))
        # Several steps may add to one table (the signals do): readers depend on all of them.
        prints[step.makes] = _digest(prints[step.makes], print_now) if step.makes in prints else print_now
        if known.get(step.name) == print_now:
            continue
        began = time.perf_counter()
        step.run(connection)
        seconds = time.perf_counter() - began
        judged.seconds[step.name] = seconds
        _load(connection, "stage_run", stage=step.name, fingerprint=print_now, seconds=seconds)
    report(Progress("Findings are ready", len(steps), len(steps), "stages"))
    connection.execute("commit")


def _steps(
    case: Case,
    settings: Mapping[str, str],
    values: Mapping[str, float],
    database_paths: Sequence[Path],
    networks: Path | None,
    judged: Judged,
) -> list[Step]:
    stages = {file.name: file for file in sql_files.folder("sql/stages")}
    opened = databases.open_databases(list(database_paths))
    own_networks = operator_networks.read(networks) if networks else operator_networks.EMPTY

    def sql(name: str) -> Step:
        return _stage(stages.pop(name), values)

    def table(name: str, says: str, made: pa.Table, origin: str) -> Step:
        return Step(name, says, (), name, origin, lambda connection: _replace(connection, name, made))

    def parsed_agents(connection: duckdb.DuckDBPyConnection) -> None:
        _replace(connection, "agents", _agents(_ask(connection, "distinct_agents")))

    def looked_up(connection: duckdb.DuckDBPyConnection) -> None:
        texts = _ask(connection, "distinct_addresses").column("address").to_pylist()
        _replace(connection, "address_lookups", addresses.look_up(texts, opened))

    steps = [table(name, "Reading reference tables", *_reference(name)) for name in REFERENCE_TABLES]
    steps += [
        table(
            "operator_networks", "Reading the operator's networks", own_networks, _digest(str(own_networks.to_pydict()))
        ),
        sql("events"),
        sql("event_kinds"),
        sql("addresses"),
        sql("agent_texts"),
        Step("agents", "Reading user agents", ("agent_texts",), "agents", "1", parsed_agents),
        Step(
            "address_lookups",
            "Looking up addresses",
            ("addresses",),
            "address_lookups",
            _digest(*(_stamp(path) for path in database_paths)),
            looked_up,
        ),
        sql("networks"),
        sql("places"),
        sql("okta_networks"),
        sql("session_roots"),
        sql("token_clients"),
        sql("session_events"),
        sql("session_clients"),
        sql("lane_events"),
        sql("lanes"),
        sql("hops"),
        sql("sessions"),
        sql("habits"),
        sql("address_use"),
        sql("lane_facts"),
    ]
    steps += [_observe(signal, values, judged) for signal in signal_files.signals().values()]
    points = signal_files.points_table(settings)
    caps = pa.table(
        {
            "family": pa.array(signal_files.FAMILIES),
            "cap": pa.array([int(values[f"cap_{family}"]) for family in signal_files.FAMILIES], pa.int32()),
        }
    )
    steps += [
        table("signal_points", "Weighing signals", points, _digest(str(points.to_pydict()))),
        table("family_caps", "Weighing signals", caps, _digest(str(caps.to_pydict()))),
        sql("coverage"),
        sql("lane_points"),
        sql("signals"),
        sql("findings"),
    ]
    if stages:
        raise AssertionError(f"no place in the pipeline for {', '.join(stages)}")
    return steps


def _stage(file: SqlFile, values: Mapping[str, float]) -> Step:
    used = {name: values[name] for name in file.parameters}

    def run(connection: duckdb.DuckDBPyConnection) -> None:
        _execute(connection, file, used)

    return Step(
        file.name,
        f"Making {file.name.replace('_', ' ')}",
        tuple(file.header["reads"]),
        file.name,
        _digest(file.text, str(sorted(used.items()))),
        run,
    )


def _observe(signal: signal_files.Signal, values: Mapping[str, float], judged: Judged) -> Step:
    file = signal.file
    used = {name: values[name] for name in file.parameters}

    def run(connection: duckdb.DuckDBPyConnection) -> None:
        if signal.name in judged.failed:
            _load(connection, "no_observations", signal=signal.name)
            _outcome(connection, signal, "failed", judged.failed[signal.name], 0, 0)
            return
        try:
            observed = connection.sql(file.text, params=used).to_arrow_table()
        except duckdb.Error as cause:
            raise _SignalFailed(signal.name, str(cause).splitlines()[0]) from cause
        connection.register("observed", observed)
        _load(connection, "observations", signal=signal.name)
        connection.unregister("observed")
        able = _ask(connection, "abilities").to_pylist()[0]
        lacking = [signal_files.NEEDS_CASE[need] for need in signal.needs if not able[need]]
        if not able["session_count"]:
            _outcome(connection, signal, "not available", "there is no session in this case", 0, 0)
        elif lacking:
            _outcome(connection, signal, "not available", lacking[0], 0, 0)
        else:
            judgeable = min((able[need] for need in signal.needs), default=able["session_count"])
            found = observed.num_rows
            _outcome(connection, signal, "found" if found else "nothing found", None, judgeable, found)

    return Step(
        f"signal {signal.name}",
        "Looking for signals",
        tuple(file.header["reads"]),
        "observations",
        _digest(file.text, str(sorted(used.items())), judged.failed.get(signal.name, "")),
        run,
    )


def _outcome(
    connection: duckdb.DuckDBPyConnection,
    signal: signal_files.Signal,
    outcome: str,
    reason: str | None,
    rows_examined: int,
    found_count: int,
) -> None:
    _load(
        connection,
        "signal_outcome",
        signal=signal.name,
        outcome=outcome,
        reason=reason,
        rows_examined=rows_examined,
        found_count=found_count,
    )


def _agents(texts: pa.Table) -> pa.Table:
    """Agents by key. Shape: agent_texts in; out one row a key with the families of `enrich.agents`."""
    by_text = {row["agent"]: row for row in agents.parse(texts.column("agent").to_pylist()).to_pylist()}
    rows = []
    for row in texts.to_pylist():
        found = by_text.get(row["agent"])
        if found is None or (found["os_family"] is None and found["browser_family"] is None):
            found = asdict(okta_words.from_okta(row["okta_os"], row["okta_browser"]))
        rows.append({**found, "agent": row["agent"], "agent_key": row["agent_key"]})
    schema = pa.schema([("agent_key", pa.uint64()), *agents.SCHEMA])
    return pa.Table.from_pylist(rows, schema=schema)


def _reference(name: str) -> tuple[pa.Table, str]:
    """One table of data/reference with its digest; columns are text, whole numbers or booleans, empty cells null."""
    text = (REFERENCE / f"{name}.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines))
    columns: dict[str, pa.Array] = {}
    for column in rows[0]:
        cells = [row[column] or None for row in rows]
        present = {cell for cell in cells if cell is not None}
        if present and present <= _BOOLEAN.keys():
            columns[column] = pa.array([None if cell is None else _BOOLEAN[cell] for cell in cells], pa.bool_())
        elif present and all(cell.isdigit() for cell in present):
            columns[column] = pa.array([None if cell is None else int(cell) for cell in cells], pa.int64())
        else:
            columns[column] = pa.array(cells, pa.string())
    return pa.table(columns), _digest(text)


def _describe(connection: duckdb.DuckDBPyConnection, values: Mapping[str, parameters.Parameter]) -> None:
    meanings = [
        (file.name, column, meaning)
        for file in sql_files.folder("sql/stages")
        for column, meaning in file.header["columns"].items()
    ]
    names, columns, texts = zip(*meanings, strict=True)
    connection.register(
        "column_meanings_new", pa.table([names, columns, texts], ["table_name", "column_name", "meaning"])
    )
    entries = list(values.values())
    connection.register(
        "effective_parameters_new",
        pa.table(
            {
                "name": [entry.name for entry in entries],
                "value": [float(entry.value) for entry in entries],
                "default_value": [float(entry.default) for entry in entries],
                "unit": [entry.unit for entry in entries],
                "why": [entry.why for entry in entries],
                "stands_in": [entry.stands_in for entry in entries],
            }
        ),
    )
    _load(connection, "replace_registered")
    connection.unregister("column_meanings_new")
    connection.unregister("effective_parameters_new")


def _replace(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    assert name in (*REFERENCE_TABLES, "operator_networks", "agents", "address_lookups", "signal_points", "family_caps")
    connection.register("given", rows)
    text = sql_files.load(sql_files.ROOT / "sql" / "load" / "take_over.sql").text
    connection.execute(text.replace("taken_over", name))
    connection.unregister("given")


def _ask(connection: duckdb.DuckDBPyConnection, name: str) -> pa.Table:
    return connection.sql(sql_files.load(sql_files.ROOT / "sql" / "reads" / f"{name}.sql").text).to_arrow_table()


def _load(connection: duckdb.DuckDBPyConnection, name: str, **values: Any) -> None:
    _execute(connection, sql_files.load(sql_files.ROOT / "sql" / "load" / f"{name}.sql"), values)


def _execute(connection: duckdb.DuckDBPyConnection, file: SqlFile, values: Mapping[str, Any]) -> None:
    for statement in file.statements():
        connection.execute(statement, {name: values[name] for name in statement.named_parameters})


def _stamp(path: Path) -> str:
    try:
        facts = path.stat()
    except OSError as cause:
        raise CrumblineError(f"{path.name} cannot be read ({cause.strerror}).", "Check the path.") from cause
    return f"{path} {facts.st_size} {facts.st_mtime_ns}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
