"""The signals as documents: one file each, read for the pipeline, the sentences and the reference.

Not here: what a signal finds; that is its SQL.
"""

from __future__ import annotations

import functools
import json
import string
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from analysis import sql_files
from analysis.sql_files import SqlFile

FAMILIES = ("network", "device", "concurrency", "acts", "okta", "indicators", "explanation")

NEEDS = {
    "dt_hash": "no event of this session carries a device token",
    "as_number": "no network of this session is known as an autonomous system",
    "place": "no event of this session has a place",
    "agent": "no event of this session has a user agent",
    "risk": "no event of this session carries Okta's risk or behaviours",
    "baseline": "the person has no other session in this case to compare with",
}
"""What a signal may need of a session, with the reason to give where the session has none of it."""

NEEDS_CASE = {
    "dt_hash": "no event of this case carries a device token",
    "as_number": "no network of this case is known as an autonomous system",
    "place": "no event of this case has a place",
    "agent": "no event of this case has a user agent",
    "risk": "no event of this case carries Okta's risk or behaviours",
    "baseline": "nobody in this case has a second session to compare with",
}
"""The same for a whole case."""


@dataclass(frozen=True)
class Signal:
    """One signal's header, and the file it stands in."""

    name: str
    """Its id: the file's name."""
    title: str
    """Two or three words for a chip."""
    family: str
    points: Mapping[str, int]
    """Points by grade; the one grade of a plain signal is the empty text."""
    needs: tuple[str, ...]
    says: str
    """The sentence, with fields in braces."""
    file: SqlFile

    def sentence(self, fields: Mapping[str, Any]) -> str:
        """The sentence with its fields filled in; a field that is null reads "unknown"."""
        filled = {name: "unknown" if value in (None, "") else _number(value) for name, value in fields.items()}
        return string.Formatter().vformat(self.says, (), filled)


@functools.cache
def signals() -> dict[str, Signal]:
    """All signals by id, in order of id. Raises ValueError where a header is not what it should be."""
    found = {}
    for file in sql_files.folder("signals"):
        header = file.header
        points = header["points"]
        if header["family"] not in FAMILIES:
            raise ValueError(f"{file.name}: no family {header['family']!r}; there are {', '.join(FAMILIES)}")
        unknown = set(header["needs"]) - NEEDS.keys()
        if unknown:
            raise ValueError(f"{file.name}: needs {sorted(unknown)}, which nothing can tell; there are {sorted(NEEDS)}")
        found[file.name] = Signal(
            name=file.name,
            title=header["title"],
            family=header["family"],
            points=dict(points) if isinstance(points, dict) else {"": int(points)},
            needs=tuple(header["needs"]),
            says=header["says"],
            file=file,
        )
    return found


def points_table(overrides: Mapping[str, str]) -> pa.Table:
    """Points in force. Shape: a row a signal and grade: signal, grade, family, points.

    `overrides` are the case's settings; `points.<signal>` or `points.<signal>.<grade>` replaces a default.
    """
    rows = []
    for signal in signals().values():
        for grade, points in signal.points.items():
            name = f"points.{signal.name}" + (f".{grade}" if grade else "")
            rows.append((signal.name, grade, signal.family, int(overrides.get(name, points))))
    names = ["signal", "grade", "family", "points"]
    types = [pa.string(), pa.string(), pa.string(), pa.int32()]
    columns = [pa.array([row[place] for row in rows], kind) for place, kind in enumerate(types)]
    return pa.Table.from_arrays(columns, names=names)


def sentence(signal: str, fields: str | Mapping[str, Any]) -> str:
    """The sentence of one row of the table `signals`; `fields` as the table has them (JSON text)."""
    values = json.loads(fields) if isinstance(fields, str) else fields
    return signals()[signal].sentence(values)


def not_available(session: Mapping[str, Any]) -> list[dict[str, str]]:
    """Signals that this session's events cannot show, each with its reason.

    `session` is a row of `sessions`, or any mapping with its has_... columns.
    """
    missing = []
    for signal in signals().values():
        for need in signal.needs:
            if not session[f"has_{need}"]:
                missing.append({"signal": signal.name, "reason": NEEDS[need]})
                break
    return missing


def _number(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) and abs(value) >= 10_000 else str(value)
