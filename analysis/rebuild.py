"""Rebuilds a case that an older version wrote: from its evidence, on a copy, with its acts and settings kept.

Why: what ingest and the stages make can always be made again; what people did and chose cannot.
Not here: findings; they are made when the case is judged next.
"""

from __future__ import annotations

import functools
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from analysis import sql_files
from analysis.ingest import add, give_back
from analysis.sql_files import SqlFile

if TYPE_CHECKING:
    from analysis.case import Case

COPY = "rebuilding"
_LOAD = sql_files.ROOT / "sql" / "load"


def make_copy(old: Case) -> Path:
    """A new case beside the old one, with the same evidence, acts and settings. Shape: its folder.

    Raises: UnreadableFile where the bytes of some evidence are gone; the old case is then untouched.
    """
    folder = old.folder / COPY
    shutil.rmtree(folder, ignore_errors=True)
    with type(old).open(folder) as new:
        given = folder / "inbox" / "given"
        for row in old.rows("evidence_given"):
            if row["container"] is None:
                pieces = give_back.original_bytes(old, row["evidence_id"])
            else:
                pieces = give_back.archive_bytes(old, row["container_sha256"])
            with given.open("wb") as file:
                for piece in pieces:
                    file.write(piece)
            add.add_file(new, given, name=row["container"] or row["name"])
        given.unlink(missing_ok=True)
        for table in ("acts", "settings"):
            kept = old.read(f"all_{table}")
            new.write(functools.partial(_insert, kept, sql_files.load(_LOAD / f"take_back_{table}.sql")))
    return folder


def _insert(kept: pa.Table, file: SqlFile, connection: duckdb.DuckDBPyConnection) -> None:
    connection.register("kept", kept)
    connection.execute(file.text)
    connection.unregister("kept")


def put_in_place(folder: Path, copy: Path, database: str, number: int) -> None:
    """Swap the copy for the old case; the old database stays beside it as `<database>.schema-<number>`."""
    (folder / database).replace(folder / f"{database}.schema-{number}")
    for part in ("records", "evidence"):
        shutil.rmtree(folder / part)
        (copy / part).replace(folder / part)
    (copy / database).replace(folder / database)
    shutil.rmtree(copy, ignore_errors=True)
