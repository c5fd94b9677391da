"""Reads of a case that was judged only so far: a table of judgement that it does not have reads as an empty one.

Why: an exercise shows its players the lanes of sessions, or the log alone, and the screens read the same SQL as on a
case that has everything. The empty tables are the reading cursor's own and end with it; whoever hunts does not see
them. Not here: what a screen says then (pages/parts/levels.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import pyarrow as pa

from analysis import sql_files

if TYPE_CHECKING:
    from analysis.case import Case

_MADE_FIRST, _MADE_LAST = "event_kinds", "findings"
"""Of the stages that every game has, and of all."""


def ask(cursor: duckdb.DuckDBPyConnection, text: str, values: dict[str, Any]) -> duckdb.DuckDBPyRelation:
    """The answer of one of our reads. Raises: CatalogException where the case was never judged, too."""
    try:
        return cursor.sql(text, params=values)
    except duckdb.CatalogException:
        there = _tables(cursor)
        if _MADE_FIRST not in there or _MADE_LAST in there:
            raise
        for file in sql_files.folder("sql/unjudged"):
            if file.name not in there:
                cursor.execute(file.text)
        return cursor.sql(text, params=values)


def is_judged(case: Case) -> bool:
    """Whether the case has findings; a game has none below that level."""
    return _MADE_LAST in case.tables()


def without_judgement(case: Case, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with no band and no score where nothing was judged: None, where a read says clean and nought."""
    return rows if is_judged(case) else rows.assign(band=None, score=None)


def told(case: Case, columns: tuple[str, ...], judged: frozenset[str]) -> tuple[str, ...]:
    """The columns of a download: those that say what was judged are left out where nothing was."""
    return columns if is_judged(case) else tuple(one for one in columns if one not in judged)


def _tables(cursor: duckdb.DuckDBPyConnection) -> frozenset[str]:
    text = sql_files.load(sql_files.ROOT / "sql" / "reads" / "table_names.sql").text
    names: pa.Table = cursor.sql(text).to_arrow_table()
    return frozenset(names["table_name"].to_pylist())
