"""Runs the files of sql/load, each statement with the values that it names."""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa

from analysis import sql_files

_LOAD = sql_files.ROOT / "sql" / "load"


def run(connection: duckdb.DuckDBPyConnection, name: str, /, **values: Any) -> list[tuple[Any, ...]]:
    """Run `sql/load/<name>.sql`; the answer is the rows of its last statement."""
    for statement in sql_files.load(_LOAD / f"{name}.sql").statements():
        own = {key: values[key] for key in statement.named_parameters}
        connection.execute(statement, own or None)
    return connection.fetchall()


def table(connection: duckdb.DuckDBPyConnection, name: str, /, **values: Any) -> pa.Table:
    """Run `sql/load/<name>.sql`, one select; the answer as an Arrow table."""
    return connection.sql(sql_files.load(_LOAD / f"{name}.sql").text, params=values).to_arrow_table()
