"""A case: one investigation, as a folder with a DuckDB file, its evidence and its acts.

Why: one process owns a case (DuckDB's own lock), every write passes one queue here, and each
reader has its own cursor, so that screens stay quick while evidence is being read.
Not here: what is written; ingest, the stages and acts bring their own SQL.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pandas as pd
import pyarrow as pa

from analysis import sql_files, unjudged
from analysis.errors import CaseDamaged, CaseLocked, CaseTooNew

Answer = TypeVar("Answer")

SCHEMA_NUMBER = 1
"""Raised whenever a table that ingest or acts fill changes; an older case is rebuilt from its evidence."""

DATABASE = "case.duckdb"
_CLOSING_S = 5.0
"""How long closing waits for work that it interrupted."""
_READS = sql_files.ROOT / "sql" / "reads"
_LOAD = sql_files.ROOT / "sql" / "load"


class Case:
    """One open case. Use `Case.open`; close it, or use it as a context manager."""

    def __init__(self, folder: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.folder = folder
        self.found_on_opening: list[str] = []
        """Sentences about what an interrupted program left behind, for the next screen to show."""
        self._connection = connection
        self._lent: set[duckdb.DuckDBPyConnection] = set()
        self._lending = threading.Condition()
        self.is_closed = False
        """Work that another thread still does on it ends with DuckDB's error, which is then no defect."""
        self._writing = threading.RLock()

    @classmethod
    def open(cls, folder: Path, *, memory_limit: str = "2GB", threads: int | None = None) -> Case:
        """Open the case in `folder`, making it where there is none.

        Raises: CaseLocked, CaseTooNew, CaseDamaged.
        """
        folder = Path(folder).expanduser()
        try:
            for part in ("evidence", "records", "inbox"):
                (folder / part).mkdir(parents=True, exist_ok=True)
        except OSError as cause:
            raise CaseDamaged(
                f"The case folder cannot be written ({cause.strerror}).", "Check its permissions or choose another."
            ) from cause
        case = cls(folder, _connect(folder / DATABASE, memory_limit, threads))
        try:
            number = case._make_or_check_tables()
            case._recover()
        except BaseException:
            case.close()
            raise
        if number < SCHEMA_NUMBER:
            case._rebuild(number)
            case = cls.open(folder, memory_limit=memory_limit, threads=threads)
            case.found_on_opening.append(
                f"This case came from an older version. It was rebuilt from its evidence; the old database is "
                f"beside the new one as {DATABASE}.schema-{number}."
            )
        return case

    @classmethod
    @contextlib.contextmanager
    def temporary(cls, *, memory_limit: str = "2GB") -> Iterator[Case]:
        """A case that is gone when the block ends: the command line without `--case`."""
        with (
            tempfile.TemporaryDirectory(prefix="crumbline-", ignore_cleanup_errors=True) as folder,
            cls.open(Path(folder), memory_limit=memory_limit) as case,
        ):
            yield case

    def __enter__(self) -> Case:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the case. Work under way in other threads is interrupted and ends with DuckDB's error."""
        deadline = time.monotonic() + _CLOSING_S
        with self._lending:
            self.is_closed = True
            while self._lent and time.monotonic() < deadline:
                for cursor in self._lent:
                    cursor.interrupt()
                self._lending.wait(0.05)
            self._connection.close()

    def write(self, work: Callable[[duckdb.DuckDBPyConnection], Answer]) -> Answer:
        """Run `work` on a cursor of its own, alone among writers; it begins and commits by itself.

        What `work` left uncommitted when it raised is rolled back.
        """
        with self._writing, self._cursor() as cursor:
            try:
                return work(cursor)
            except BaseException:
                # suppressed where nothing was open: `work` had committed or never begun
                with contextlib.suppress(duckdb.TransactionException):
                    cursor.execute("rollback")
                raise

    @contextlib.contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor for reading, for one thread, closed afterwards."""
        with self._cursor() as cursor:
            yield cursor

    def read(self, name: str, **values: Any) -> pa.Table:
        """The answer of `sql/reads/<name>.sql` as an Arrow table."""
        file = sql_files.load(_READS / f"{name}.sql")
        with self._cursor() as cursor:
            return unjudged.ask(cursor, file.text, _only(file.parameters, values)).to_arrow_table()

    def rows(self, name: str, **values: Any) -> list[dict[str, Any]]:
        """The answer of `sql/reads/<name>.sql` as one dict a row."""
        return self.read(name, **values).to_pylist()

    def frame(self, name: str, **values: Any) -> pd.DataFrame:
        """The answer of `sql/reads/<name>.sql` as a DataFrame, for tables and charts."""
        file = sql_files.load(_READS / f"{name}.sql")
        with self._cursor() as cursor:
            return unjudged.ask(cursor, file.text, _only(file.parameters, values)).df()

    @contextlib.contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection of its own. Why counted: DuckDB refuses to close what another call is busy with."""
        with self._lending:
            cursor = self._connection.cursor()
            self._lent.add(cursor)
        try:
            yield cursor
        finally:
            cursor.close()
            with self._lending:
                self._lent.discard(cursor)
                self._lending.notify_all()

    def tables(self) -> frozenset[str]:
        """Names of the tables and views that exist; a case without evidence has no findings yet."""
        with self._cursor() as cursor:
            rows = cursor.execute(sql_files.load(_READS / "table_names.sql").text).fetchall()
        return frozenset(name for (name,) in rows)

    def _make_or_check_tables(self) -> int:
        def work(cursor: duckdb.DuckDBPyConnection) -> int:
            cursor.execute("begin")
            if "case_facts" not in self.tables():
                for file in sorted(_LOAD.glob("0*.sql")):
                    cursor.execute(sql_files.load(file).text)
                born = sql_files.load(_LOAD / "case_born.sql")
                cursor.execute(born.text, {"schema_number": SCHEMA_NUMBER})
            row = cursor.execute(sql_files.load(_READS / "case_facts.sql").text).fetchone()
            cursor.execute("commit")
            return int(row[0]) if row else 0

        found = self.write(work)
        if found > SCHEMA_NUMBER:
            raise CaseTooNew(
                f"This case was written by a newer Crumbline (schema {found}; this program knows {SCHEMA_NUMBER}).",
                "Open it with that version, or start a new case and add the evidence files again.",
            )
        return found

    def _rebuild(self, number: int) -> None:
        from analysis import rebuild  # here, because it builds a case with what ingest brings

        try:
            copy = rebuild.make_copy(self)
        finally:
            self.close()
        rebuild.put_in_place(self.folder, copy, DATABASE, number)

    def _recover(self) -> None:
        from analysis.ingest import recover  # here, because ingest itself is built on cases

        self.found_on_opening = recover.tidy(self)


def _only(parameters: frozenset[str], values: dict[str, Any]) -> dict[str, Any]:
    unknown = values.keys() - parameters
    if unknown:
        raise TypeError(f"the query has no parameter {', '.join(sorted(unknown))}")
    return values


def _connect(path: Path, memory_limit: str, threads: int | None) -> duckdb.DuckDBPyConnection:
    settings: dict[str, Any] = {
        "memory_limit": memory_limit,
        "threads": threads or min(os.cpu_count() or 2, 8),
        "preserve_insertion_order": False,
        "enable_external_access": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "temp_directory": str(path.parent / "inbox" / "spill"),
    }
    try:
        connection = duckdb.connect(str(path), config=settings)
        connection.execute("set TimeZone = 'UTC'")
        connection.execute("set lock_configuration = true")
        return connection
    except duckdb.IOException as cause:
        holder = re.search(r"\(PID (\d+)\)", str(cause))
        if "lock" in str(cause).lower():
            who = f"process {holder.group(1)}" if holder else "another program"
            raise CaseLocked(
                f"The case {path.parent.name!r} is held by {who}.",
                "Close it there (a running Crumbline server, a second command line), or work on another case.",
            ) from cause
        raise CaseDamaged(*_damaged(path)) from cause
    except (duckdb.SerializationException, duckdb.InternalException, duckdb.FatalException) as cause:
        raise CaseDamaged(*_damaged(path)) from cause


def _damaged(path: Path) -> tuple[str, str]:
    return (
        f"The database of the case {path.parent.name!r} cannot be opened.",
        f"Its evidence is still in the folder: move {DATABASE} away, open the case again and add the files anew.",
    )
