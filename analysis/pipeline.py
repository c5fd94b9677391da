"""The one place where the order of the work stands: evidence, stages, signals, findings.

Findings depend on three things only: evidence, settings, version. A stage runs again when
something that it reads, one of its parameters or its own text changed; nothing else does.
Not here: how a file is read (`ingest`), what a stage computes (`sql/stages`), what a signal says.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa

from analysis import logs, parameters, reference_tables, signal_files, sql_files, sql_run, verdicts
from analysis.case import Case
from analysis.enrich import addresses, agents, databases, declared_proxies, given, okta_words, operator_networks
from analysis.errors import DatabaseUnreadable
from analysis.ingest import add
from analysis.ingest.evidence import Evidence
from analysis.observe import Observer, SignalFailed
from analysis.progress import Progress, Report, silent, stop_if
from analysis.sql_files import SqlFile


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
) -> Judged:
    """Make the findings of the case from its evidence and settings, in one transaction.

    Raises: DatabaseUnreadable, NetworksUnreadable, Cancelled. The findings of before then stand.
    """
    settings = {row["name"]: row["value"] for row in case.rows("settings")}
    files = given.read(case)
    learned = verdicts.knowledge(case)
    values = parameters.effective(settings)
    known = {row["stage"]: row["fingerprint"] for row in case.rows("stage_runs")}
    judged = Judged()
    while True:
        observer = Observer(judged.failed, frozenset(known))
        steps = _steps(settings, values, files, learned, observer)
        work = _Work(case, steps, values, known, observer, judged, report, cancel)
        try:
            case.write(work.run)
            logs.note(
                "findings made",
                steps=len(judged.seconds),
                milliseconds=round(1000 * sum(judged.seconds.values())),
                failed=len(judged.failed),
            )
            return judged
        except SignalFailed as failure:
            judged.failed[failure.signal] = failure.reason
            judged.seconds.clear()


def is_current(case: Case) -> bool:
    """Whether the findings are those of this evidence, these settings and this version; False where none were made.

    Raises: DatabaseUnreadable, NetworksUnreadable where a file of the person's own is no longer what it was.
    """
    settings = {row["name"]: row["value"] for row in case.rows("settings")}
    known = {row["stage"]: row["fingerprint"] for row in case.rows("stage_runs")}
    steps = _steps(
        settings,
        parameters.effective(settings),
        given.read(case),
        verdicts.knowledge(case),
        Observer({}, frozenset()),
    )
    rows_read = case.rows("evidence_fingerprint")[0]["rows_read"] or ""
    return all(known.get(step.name) == now for step, now in _fingerprints(steps, rows_read))


def _fingerprints(steps: Sequence[Step], rows_read: str) -> Iterator[tuple[Step, str]]:
    """Each step with what stands for its text, its parameters and all that it reads."""
    prints = dict.fromkeys(("raw_events", "duplicates", "collisions", "evidence"), _digest(rows_read))
    for step in steps:
        now = _digest(step.fingerprint, *(prints[table] for table in step.reads))
        # Several steps may add to one table (the signals do): readers depend on all of them.
        prints[step.makes] = _digest(prints[step.makes], now) if step.makes in prints else now
        yield step, now


@dataclass(frozen=True)
class _Work:
    """One try at the whole pipeline."""

    case: Case
    steps: Sequence[Step]
    values: Mapping[str, parameters.Parameter]
    known: Mapping[str, str]
    """Fingerprints of the last run, by step."""
    observer: Observer
    judged: Judged
    report: Report
    cancel: threading.Event | None

    def run(self, connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute("begin")
        _describe(connection, self.values)
        rows_read = sql_run.ask(connection, "evidence_fingerprint").to_pylist()[0]["rows_read"] or ""
        ran: dict[str, str] = {}
        for place, (step, print_now) in enumerate(_fingerprints(self.steps, rows_read)):
            stop_if(self.cancel)
            self.report(Progress(step.says, place, len(self.steps), "stages"))
            if self.known.get(step.name) == print_now:
                continue
            began = time.perf_counter()
            step.run(connection)
            self.judged.seconds[step.name] = time.perf_counter() - began
            ran[step.name] = print_now
        if ran:
            self._remember(connection, ran)
        self.report(Progress("Findings are ready", len(self.steps), len(self.steps), "stages"))
        connection.execute("commit")

    def _remember(self, connection: duckdb.DuckDBPyConnection, ran: Mapping[str, str]) -> None:
        seconds = [self.judged.seconds[name] for name in ran]
        names = ["stage", "fingerprint", "seconds"]
        connection.register("stage_runs_new", pa.table([list(ran), list(ran.values()), seconds], names))
        connection.register("signal_outcomes_new", self.observer.outcomes())
        sql_run.run(connection, "work_done")
        connection.unregister("stage_runs_new")
        connection.unregister("signal_outcomes_new")


def _steps(
    settings: Mapping[str, str],
    effective: Mapping[str, parameters.Parameter],
    files: given.Given,
    learned: pa.Table,
    observer: Observer,
) -> list[Step]:
    values = {name: entry.value for name, entry in effective.items()}
    stages = {file.name: file for file in sql_files.folder("sql/stages")}
    opened = databases.open_databases(files.databases)
    own_networks = operator_networks.read(files.networks) if files.networks else operator_networks.EMPTY

    def sql(name: str) -> Step:
        return _stage(stages.pop(name), values)

    def table(name: str, says: str, made: pa.Table, origin: str) -> Step:
        return Step(name, says, (), name, origin, lambda connection: sql_run.replace_table(connection, name, made))

    def parsed_agents(connection: duckdb.DuckDBPyConnection) -> None:
        sql_run.replace_table(connection, "agents", _agents(sql_run.ask(connection, "distinct_agents")))

    def looked_up(connection: duckdb.DuckDBPyConnection) -> None:
        texts = sql_run.ask(connection, "distinct_addresses").column("address").to_pylist()
        sql_run.replace_table(connection, "address_lookups", addresses.look_up(texts, opened))

    def proxies(connection: duckdb.DuckDBPyConnection) -> None:
        found = declared_proxies.EMPTY
        if declared_proxies.names_any(own_networks):
            clients = sql_run.ask(connection, "client_addresses").to_pylist()
            seen = {row["address"]: row["as_number"] for row in clients}
            found = declared_proxies.among(seen, own_networks, opened)
            sql_run.replace_table(connection, "declared_proxies", found)
            in_chains = sql_run.ask(connection, "chain_addresses").column("address").drop_null().to_pylist()
            found = declared_proxies.among(dict.fromkeys(in_chains) | seen, own_networks, opened)
        sql_run.replace_table(connection, "declared_proxies", found)

    steps = [table(name, "Reading reference tables", *reference_tables.read(name)) for name in reference_tables.NAMES]
    steps += [
        table(
            "operator_networks", "Reading the operator's networks", own_networks, _digest(str(own_networks.to_pydict()))
        ),
        table("case_knowledge", "Reading verdicts", learned, _digest(str(learned.to_pydict()))),
        Step(
            "declared_proxies",
            "Looking for declared proxies",
            ("raw_events",),
            "declared_proxies",
            _digest(str(own_networks.to_pydict()), *(_stamp(path) for path in files.databases))
            if declared_proxies.names_any(own_networks)
            else "none declared",
            proxies,
        ),
        sql("proxied_events"),
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
            _digest(*(_stamp(path) for path in files.databases)),
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
    steps += [_observe(signal, values, observer) for signal in signal_files.signals().values()]
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
        sql_run.execute(connection, file, used)

    return Step(
        file.name,
        f"Making {file.name.replace('_', ' ')}",
        tuple(file.header["reads"]),
        file.name,
        _digest(file.text, str(sorted(used.items()))),
        run,
    )


def _observe(signal: signal_files.Signal, values: Mapping[str, float], observer: Observer) -> Step:
    used = {name: values[name] for name in signal.file.parameters}
    return Step(
        signal.name,
        "Looking for signals",
        tuple(signal.file.header["reads"]),
        "observations",
        _digest(signal.file.text, str(sorted(used.items())), observer.failed.get(signal.name, "")),
        lambda connection: observer.run(connection, signal, used),
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
    sql_run.run(connection, "replace_registered")
    connection.unregister("column_meanings_new")
    connection.unregister("effective_parameters_new")


def _stamp(path: Path) -> str:
    try:
        facts = path.stat()
    except OSError as cause:
        raise DatabaseUnreadable(f"{path.name} cannot be read ({cause.strerror}).", "Check the path.") from cause
    return f"{path} {facts.st_size} {facts.st_mtime_ns}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
