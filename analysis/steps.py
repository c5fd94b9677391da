"""How a step of the pipeline runs, and when it need not.

Why apart from the pipeline: there stands the order of the steps, here the machinery that each of them goes
through. A step runs again when one of its parameters, its own text or something that it reads changed; what it
reads are columns, told by what is in them: a table made anew that came out the same makes nobody run again.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa

from analysis import parameters, signal_files, sql_files, sql_run
from analysis.case import Case
from analysis.columns_read import columns_read
from analysis.errors import DatabaseUnreadable, TakesLonger
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
    reads: Mapping[str, frozenset[str] | None]
    """The columns that it reads, by table; None stands for all of them."""
    makes: str
    fingerprint: str
    """Changes when the step's own text, parameters or outside files change."""
    run: Callable[[duckdb.DuckDBPyConnection], None]
    key: tuple[str, ...] | None = None
    """Columns that name a row of the table made; None where what is made is told by what it was made of."""


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
    return Step(name, says, {}, name, origin, lambda connection: sql_run.replace_table(connection, name, made))


def stage(file: SqlFile, values: Mapping[str, float]) -> Step:
    """A file of `sql/stages` with the numbers that it names."""
    used = {name: values[name] for name in file.parameters}

    def run(connection: duckdb.DuckDBPyConnection) -> None:
        sql_run.execute(connection, file, used)

    reads = columns_read(file.path, tuple(file.header["reads"]))
    print_now = digest(file.text, str(sorted(used.items())))
    key = None if _VIEW.search(file.text) else tuple(file.header["key"])
    return Step(file.name, f"Making {file.name.replace('_', ' ')}", reads, file.name, print_now, run, key)


def observe(signal: signal_files.Signal, values: Mapping[str, float], observer: Observer) -> Step:
    """One signal; all of them add to the table `observations`."""
    used = {name: values[name] for name in signal.file.parameters}
    return Step(
        signal.name,
        "Looking for signals",
        # how a signal ended depends on what the sessions can tell at all
        {**columns_read(signal.file.path, tuple(signal.file.header["reads"])), "sessions": ABILITIES},
        "observations",
        digest(signal.file.text, str(sorted(used.items())), observer.failed.get(signal.name, "")),
        lambda connection: observer.run(connection, signal, used),
        _OBSERVED,
    )


ABILITIES = frozenset({"session_key", *(f"has_{need}" for need in signal_files.NEEDS)})
"""Columns of `sessions` by which a signal is said to be available."""

_VIEW = re.compile(r"^create\s+(or\s+replace\s+)?view\s", re.IGNORECASE | re.MULTILINE)

_OBSERVED = ("session_key", "lane_no", "signal")

Contents = dict[str, str]
"""What stands for each column of a table; under the empty name for all that have no entry of their own."""


@dataclass(frozen=True)
class Remembered:
    """How the last run of a step went."""

    fingerprint: str
    contents: Contents


def remembered(case: Case) -> dict[str, Remembered]:
    """The last run of each step, by name; nothing in a case that was never judged."""
    if "stage_contents" not in case.tables():
        return {}
    rows = case.rows("stage_runs")
    return {row["stage"]: Remembered(row["fingerprint"], json.loads(row["contents"])) for row in rows}


class Prints:
    """What stands for the contents of the tables, as they are made one after another."""

    def __init__(self, rows_read: str) -> None:
        self._tables: dict[str, Contents] = {
            name: {"": digest(rows_read)} for name in ("raw_events", "duplicates", "collisions", "evidence")
        }

    def of(self, step: Step) -> str:
        """What stands for the step's text, its parameters and all that it reads."""
        return digest(step.fingerprint, *(self._read(name, step.reads[name]) for name in sorted(step.reads)))

    def made(self, step: Step, contents: Contents) -> None:
        """Take note of what the step made. Several may add to one table: readers depend on all of them."""
        before = self._tables.get(step.makes)
        if before is None:
            self._tables[step.makes] = contents
        else:
            whole = digest(*(f"{name} {before[name]}" for name in sorted(before)), str(sorted(contents.items())))
            self._tables[step.makes] = {"": whole}

    def _read(self, name: str, columns: frozenset[str] | None) -> str:
        contents = self._tables[name]
        wanted = sorted(contents if columns is None else contents.keys() & (columns | {""}))
        return digest(name, *(f"{column} {contents[column]}" for column in wanted))


def are_current(steps: Sequence[Step], known: Mapping[str, Remembered], rows_read: str) -> bool:
    """Whether every step would make what it made last."""
    prints = Prints(rows_read)
    for step in steps:
        before = known.get(step.name)
        if before is None or before.fingerprint != prints.of(step):
            return False
        prints.made(step, before.contents)
    return True


@dataclass(frozen=True)
class Work:
    """One try at the whole pipeline, in one transaction."""

    steps: Sequence[Step]
    values: Mapping[str, parameters.Parameter]
    known: Mapping[str, Remembered]
    """The last run of each step, by name."""
    observer: Observer
    judged: Judged
    report: Report
    cancel: threading.Event | None
    too_long: frozenset[str] = frozenset()
    """Names of steps that must not run now."""

    def run(self, connection: duckdb.DuckDBPyConnection) -> Judged:
        """Make what is not what it should be, and keep it."""
        connection.execute("begin")
        self.make(connection)
        connection.execute("commit")
        return self.judged

    def make(self, connection: duckdb.DuckDBPyConnection) -> None:
        """The same inside a transaction that somebody else began, and ends as they like."""
        _describe(connection, self.values)
        rows_read = sql_run.ask(connection, "evidence_fingerprint").to_pylist()[0]["rows_read"] or ""
        prints = Prints(rows_read)
        ran: dict[str, Remembered] = {}
        for place, step in enumerate(self.steps):
            stop_if(self.cancel)
            self.report(Progress(step.says, place, len(self.steps), "stages"))
            print_now, before = prints.of(step), self.known.get(step.name)
            if before is not None and before.fingerprint == print_now:
                prints.made(step, before.contents)
                continue
            if step.name in self.too_long:
                raise TakesLonger(
                    "This change redefines the clients of sessions, which takes longer.",
                    "Let it run in the background.",
                )
            began = time.perf_counter()
            step.run(connection)
            ran[step.name] = Remembered(print_now, _contents(connection, step, print_now))
            self.judged.seconds[step.name] = time.perf_counter() - began
            prints.made(step, ran[step.name].contents)
        if ran:
            self._remember(connection, ran)
        self.report(Progress("Findings are ready", len(self.steps), len(self.steps), "stages"))

    def _remember(self, connection: duckdb.DuckDBPyConnection, ran: Mapping[str, Remembered]) -> None:
        rows = {
            "stage": list(ran),
            "fingerprint": [run.fingerprint for run in ran.values()],
            "seconds": [self.judged.seconds[name] for name in ran],
            "contents": [json.dumps(run.contents) for run in ran.values()],
        }
        connection.register("stage_runs_new", pa.table(rows))
        connection.register("signal_outcomes_new", self.observer.outcomes())
        sql_run.run(connection, "work_done")
        connection.unregister("stage_runs_new")
        connection.unregister("signal_outcomes_new")


def _contents(connection: duckdb.DuckDBPyConnection, step: Step, print_now: str) -> Contents:
    """What stands for the columns that the step made. A view, and what Python made, are what they were made of."""
    if step.key is None:
        return {"": print_now}
    if step.makes == "observations":
        return {"": str(sql_run.run(connection, "contents_observed", signal=step.name)[0])}
    return sql_run.contents(connection, step.makes, step.key)


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
