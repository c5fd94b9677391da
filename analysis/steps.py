"""How a step of the pipeline runs, and when it need not.

Why apart from the pipeline: there stands the order of the steps, here the machinery that each of them goes
through. A step runs again when something that it reads, one of its parameters or its own text changed.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa

from analysis import parameters, signal_files, sql_files, sql_run
from analysis.errors import DatabaseUnreadable
from analysis.observe import Observer
from analysis.progress import Progress, Report, stop_if
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


def table(name: str, says: str, made: pa.Table, origin: str | None = None) -> Step:
    """A table that Python has already; `origin` stands for what is in it, its own values where none is given."""
    origin = digest(str(made.to_pydict())) if origin is None else origin
    return Step(name, says, (), name, origin, lambda connection: sql_run.replace_table(connection, name, made))


def stage(file: SqlFile, values: Mapping[str, float]) -> Step:
    """A file of `sql/stages` with the numbers that it names."""
    used = {name: values[name] for name in file.parameters}

    def run(connection: duckdb.DuckDBPyConnection) -> None:
        sql_run.execute(connection, file, used)

    return Step(
        file.name,
        f"Making {file.name.replace('_', ' ')}",
        tuple(file.header["reads"]),
        file.name,
        digest(file.text, str(sorted(used.items()))),
        run,
    )


def observe(signal: signal_files.Signal, values: Mapping[str, float], observer: Observer) -> Step:
    """One signal; all of them add to the table `observations`."""
    used = {name: values[name] for name in signal.file.parameters}
    return Step(
        signal.name,
        "Looking for signals",
        tuple(signal.file.header["reads"]),
        "observations",
        digest(signal.file.text, str(sorted(used.items())), observer.failed.get(signal.name, "")),
        lambda connection: observer.run(connection, signal, used),
    )


def fingerprints(steps: Sequence[Step], rows_read: str) -> Iterator[tuple[Step, str]]:
    """Each step with what stands for its text, its parameters and all that it reads."""
    prints = dict.fromkeys(("raw_events", "duplicates", "collisions", "evidence"), digest(rows_read))
    for step in steps:
        now = digest(step.fingerprint, *(prints[name] for name in step.reads))
        # Several steps may add to one table (the signals do): readers depend on all of them.
        prints[step.makes] = digest(prints[step.makes], now) if step.makes in prints else now
        yield step, now


@dataclass(frozen=True)
class Work:
    """One try at the whole pipeline, in one transaction."""

    steps: Sequence[Step]
    values: Mapping[str, parameters.Parameter]
    known: Mapping[str, str]
    """Fingerprints of the last run, by step."""
    observer: Observer
    judged: Judged
    report: Report
    cancel: threading.Event | None

    def run(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Make what is not what it should be, and remember it."""
        connection.execute("begin")
        _describe(connection, self.values)
        rows_read = sql_run.ask(connection, "evidence_fingerprint").to_pylist()[0]["rows_read"] or ""
        ran: dict[str, str] = {}
        for place, (step, print_now) in enumerate(fingerprints(self.steps, rows_read)):
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


def stamp(path: Path) -> str:
    """What stands for a file of the person's own: path, size and time. Raises: DatabaseUnreadable."""
    try:
        facts = path.stat()
    except OSError as cause:
        raise DatabaseUnreadable(f"{path.name} cannot be read ({cause.strerror}).", "Check the path.") from cause
    return f"{path} {facts.st_size} {facts.st_mtime_ns}"


def digest(*parts: str) -> str:
    """One text that stands for several."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
