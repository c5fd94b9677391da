"""Runs one query of a person on a case: on a cursor of its own, in a read-only transaction, within limits.

Why: whoever hunts writes queries that are wrong at first. None of them may end the program, hold up the screens of
others for long, or change anything. DuckDB's memory limit counts what its own tables and sorts take; a text that
grows inside one call is not counted, so the process is watched as well.
Not here: which SQL may run at all (guard.py), and keeping the result (pages/parts/hunt_runs.py).
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from analysis import safe_csv
from analysis.case import Case
from analysis.errors import Cancelled, CrumblineError
from analysis.hunt import guard

SECONDS = 60
"""After these a query is stopped, unless a person allowed more."""
MOST_SECONDS = 600
MOST_ROWS = 50_000
"""Rows that are fetched at all, for the download."""
SHOWN_ROWS = 5_000
SHOWN_CHARACTERS = 2_500_000
"""All cells on the screen together: a page stays below the five megabytes that it may send."""
LONGEST_SHOWN = 400
"""Letters of a cell on the screen; the download has all of them."""
MOST_GROWTH_BYTES = 2 << 30
"""By how much the process may grow while the query runs."""
LOOK_S = 0.05


class QueryFailed(CrumblineError):
    """DuckDB could not answer; `said` are its own words, which may quote the query and the log."""

    def __init__(self, message: str, next_step: str, said: str) -> None:
        super().__init__(message, next_step)
        self.said = said


@dataclass(frozen=True)
class Answer:
    """What a query gave."""

    text: str
    """The query as it was run."""
    rows: pd.DataFrame
    """At most MOST_ROWS; columns that bear one name twice are numbered."""
    types: tuple[str, ...]
    """DuckDB's type of each column."""
    seconds: float
    is_cut: bool
    """There are more rows than were fetched."""

    def csv(self) -> bytes:
        """All fetched rows as CSV without a formula in it."""
        return safe_csv.document(
            [safe_csv.cell(name) for name in self.rows.columns],
            ([_plain(value) for value in row] for row in self.rows.itertuples(index=False, name=None)),
        )

    def shown(self) -> pd.DataFrame:
        """What a screen shows: the first rows, long texts cut."""
        few = self.rows.head(SHOWN_ROWS).copy()
        for name in few.columns:
            if few[name].dtype == object:
                few[name] = few[name].map(_cut)
        lengths = sum((few[name].astype("str").str.len() + 3 for name in few.columns), start=pd.Series(0, few.index))
        return few[lengths.cumsum() <= SHOWN_CHARACTERS]


def run(
    case: Case,
    text: str,
    *,
    seconds: float = SECONDS,
    most_rows: int = MOST_ROWS,
    cancel: threading.Event | None = None,
) -> Answer:
    """Run one query.

    Raises: QueryRefused (it may not run here), QueryFailed (DuckDB's error, too long, too much memory), Cancelled.
    """
    guard.checked(case, text)
    begun = time.monotonic()
    with case.cursor() as cursor, _watched(cursor, min(seconds, MOST_SECONDS), cancel) as watch:
        try:
            cursor.execute("begin transaction read only")
            cursor.execute(text)
            names = [str(column[0]) for column in cursor.description or ()]
            types = tuple(str(column[1]) for column in cursor.description or ())
            rows = cursor.fetchmany(most_rows + 1)
        except duckdb.Error as cause:
            raise _told(cause, watch) from cause
        except (OverflowError, ValueError) as cause:  # a value that Python has no word for: a year 290,000, say
            raise QueryFailed(
                "A value of the answer cannot be shown.", "Turn the column into text: column::varchar.", str(cause)
            ) from cause
    columns = _named_apart(names)
    frame = pd.DataFrame(
        {name: _column([row[place] for row in rows[:most_rows]]) for place, name in enumerate(columns)}
    )
    return Answer(text, frame, types, time.monotonic() - begun, len(rows) > most_rows)


@dataclass
class _Watch:
    """Why a query was stopped; empty while it was not."""

    reason: str = ""


@contextmanager
def _watched(cursor: duckdb.DuckDBPyConnection, seconds: float, cancel: threading.Event | None) -> Iterator[_Watch]:
    watch, over, before, begun = _Watch(), threading.Event(), _resident_bytes(), time.monotonic()

    def look() -> None:
        while not over.wait(LOOK_S):
            if cancel is not None and cancel.is_set():
                watch.reason = "cancelled"
            elif time.monotonic() - begun > seconds:
                watch.reason = "too long"
            elif _resident_bytes() - before > MOST_GROWTH_BYTES:
                watch.reason = "too much memory"
            if watch.reason:
                cursor.interrupt()  # again and again: a query that just begins would not hear the first

    thread = threading.Thread(target=look, daemon=True, name="watch over a query")
    thread.start()
    try:
        yield watch
    finally:
        over.set()
        thread.join()


def _resident_bytes() -> int:
    """Memory that the process holds; its highest so far where the system does not say."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    if sys.platform == "win32":
        return 0
    import resource  # here, because Windows has none

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _told(error: duckdb.Error, watch: _Watch) -> CrumblineError:
    said = str(error).strip()
    if watch.reason == "cancelled":
        return Cancelled("The query was stopped.", "Change it, or run it again.")
    if watch.reason == "too long":
        return QueryFailed(
            "The query took too long and was stopped.",
            "Narrow it by time or by person, count before you list, or allow it more seconds.",
            said,
        )
    if watch.reason or isinstance(error, duckdb.OutOfMemoryException):
        return QueryFailed(
            "The query needs more memory than the case may take, and was stopped.",
            "Read fewer columns, group before you join, and leave out texts such as targets and agents.",
            said,
        )
    return QueryFailed(*_in_words(error, said), said)


def _in_words(error: duckdb.Error, said: str) -> tuple[str, str]:
    if isinstance(error, duckdb.PermissionException):
        return "The query asks for something outside the case.", "Only tables of the case can be read here."
    if "Table with name" in said or ("does not exist" in said and isinstance(error, duckdb.CatalogException)):
        return "The query names something that this case does not have.", "Look for its name under Tables."
    if isinstance(error, duckdb.BinderException):
        return "A column or a function is not what the query takes it for.", "Look for its name and type under Tables."
    if isinstance(error, duckdb.ConversionException | duckdb.InvalidInputException | duckdb.OutOfRangeException):
        return "A value cannot be read as what the query wants.", "Use try_cast(... as ...), which gives null instead."
    if isinstance(error, duckdb.TransactionException):
        return "The case is only read here.", "Write a select."
    if isinstance(error, duckdb.ParserException):
        return "The query is not written as SQL.", "Mend the place that the message points to."
    return "The query could not be answered.", "DuckDB’s own words are below."


def _named_apart(names: list[str]) -> list[str]:
    apart: list[str] = []
    for name in names:
        told, number = name, 2
        while told in apart:
            told, number = f"{name} {number}", number + 1
        apart.append(told)
    return apart


def _column(values: list[Any]) -> pd.Series:
    """One column of Python values as a table can show them: what is no plain value becomes text."""
    known = {type(value) for value in values if value is not None}
    if known == {bool}:
        return pd.Series(values, dtype="boolean")
    if known == {int} and all(value is None or -(2**53) <= value <= 2**53 for value in values):
        return pd.Series(values, dtype="Int64")
    if known <= {int, float} and float in known:
        return pd.Series([None if value is None else float(value) for value in values], dtype="Float64")
    if known and all(kind.__name__ in ("datetime", "date") for kind in known) and len(known) == 1:
        try:
            return pd.Series(pd.to_datetime(pd.Series(values, dtype="object"), utc=False))
        except (ValueError, OverflowError, TypeError):
            return pd.Series([None if value is None else str(value) for value in values], dtype="object")
    return pd.Series(
        [value if value is None or isinstance(value, str) else str(value) for value in values], dtype="object"
    )


def _plain(value: Any) -> Any:
    """A cell as Python's own value; what is missing is None."""
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    return value.item() if hasattr(value, "item") else value


def _cut(value: object) -> object:
    if isinstance(value, str) and len(value) > LONGEST_SHOWN:
        return value[: LONGEST_SHOWN - 1] + "…"
    return value
