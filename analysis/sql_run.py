"""Runs the project's .sql files on a connection, each statement with the values that it names.

Not here: reading the files (`sql_files`), and when a transaction begins or ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from analysis import sql_files
from analysis.sql_files import SqlFile

_SQL = sql_files.ROOT / "sql"


def execute(connection: duckdb.DuckDBPyConnection, file: SqlFile, values: Mapping[str, Any]) -> None:
    """Every statement of a file; a value that no statement names is left alone."""
    for statement in file.statements():
        connection.execute(statement, {name: values[name] for name in statement.named_parameters})


def run(connection: duckdb.DuckDBPyConnection, name: str, /, **values: Any) -> list[tuple[Any, ...]]:
    """Run `sql/load/<name>.sql`; the answer is the rows of its last statement."""
    execute(connection, sql_files.load(_SQL / "load" / f"{name}.sql"), values)
    return connection.fetchall()


def table(connection: duckdb.DuckDBPyConnection, name: str, /, **values: Any) -> pa.Table:
    """Run `sql/load/<name>.sql`, one select; the answer as an Arrow table."""
    return connection.sql(sql_files.load(_SQL / "load" / f"{name}.sql").text, params=values).to_arrow_table()


def ask(connection: duckdb.DuckDBPyConnection, name: str) -> pa.Table:
    """The answer of `sql/reads/<name>.sql`, in the transaction of the connection."""
    return connection.sql(sql_files.load(_SQL / "reads" / f"{name}.sql").text).to_arrow_table()


def replace_table(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """Make the table `name` of Arrow rows. `name` is one of the pipeline's own words, never a text of a log."""
    connection.register("given", rows)
    text = sql_files.load(_SQL / "load" / "take_over.sql").text
    connection.execute(text.replace("taken_over", name))
    connection.unregister("given")


def contents(connection: duckdb.DuckDBPyConnection, name: str, key: Sequence[str]) -> dict[str, str]:
    """What stands for each column of the table `name`: equal where the same rows, by key, hold the same values.

    `name` and `key` are the stages' own words, never texts of a log.
    """
    text = sql_files.load(_SQL / "load" / "contents.sql").text
    made = connection.execute(text.replace("made_table", name).replace("made_key", ", ".join(key)))
    columns = [description[0] for description in made.description or ()]
    count, *sums = made.fetchall()[0]
    return {"": str(count), **{column.lower(): str(found) for column, found in zip(columns[1:], sums, strict=True)}}
