"""Points in a case of the evaluation, laid over those of the signals' headers.

Why all of them each time: a kept case may carry what an earlier run laid over.
Not here: what a person sets in a case of an investigation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import duckdb

from analysis import signal_files, sql_files
from analysis.case import Case

_SET = sql_files.ROOT / "sql" / "acts" / "set_setting.sql"


def name(signal: str, grade: str) -> str:
    """The setting that holds the points of a signal's grade."""
    return f"points.{signal}" + (f".{grade}" if grade else "")


def header_points() -> dict[str, int]:
    """Today's points by name of the setting."""
    return {
        name(signal.name, grade): points
        for signal in signal_files.signals().values()
        for grade, points in signal.points.items()
    }


def put(case: Case, points: Mapping[str, int]) -> None:
    """Let these points count in the case, and those of the headers for all others."""
    headers = header_points()
    unknown = points.keys() - headers.keys()
    if unknown:
        raise ValueError(f"no such points: {', '.join(sorted(unknown))}")
    wanted = {**headers, **points}
    kept = {row["name"]: row["value"] for row in case.rows("settings")}
    changed = {
        key: str(value) for key, value in wanted.items() if (str(value) != kept[key] if key in kept else key in points)
    }
    if changed:
        case.write(lambda connection: _set(connection, changed.items()))


def _set(connection: duckdb.DuckDBPyConnection, entries: Iterable[tuple[str, str]]) -> None:
    text = sql_files.load(_SET).text
    connection.execute("begin")
    for key, value in entries:
        connection.execute(text, {"name": key, "value": value, "author": "evaluation"})
    connection.execute("commit")
