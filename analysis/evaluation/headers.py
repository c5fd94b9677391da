"""Writes points into the headers of signals, and the reason beside them, and leaves all else as it is.

Not here: how points are found (weights.py), how a header is read (sql_files.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

REASON = "weighed"
"""The header's key for the reason of its points."""
_TABLE = re.compile(r"^-- \[(.+)\]$")


def rewritten(text: str, points: Mapping[str, int], reason: str) -> str:
    """A signal's file with other points by grade (the empty text where it has one value) and their reason.

    Raises: ValueError where a grade does not stand in the header.
    """
    lines = text.split("\n")
    end = next((number for number, line in enumerate(lines) if not line.startswith("--")), len(lines))
    header = [line for line in lines[:end] if not line.startswith(f"-- {REASON} = ")]
    for grade, value in points.items():
        number = _line_of(header, grade)
        header[number] = re.sub(r"-?\d+$", str(value), header[number])
    place = next((number for number, line in enumerate(header) if line.startswith("-- points = ")), None)
    if place is None:
        place = next(number for number, line in enumerate(header) if line.startswith("-- family = "))
    quoted = reason.replace("\\", "\\\\").replace('"', '\\"')
    header.insert(place + 1, f'-- {REASON} = "{quoted}"')
    return "\n".join([*header, *lines[end:]])


def _line_of(header: list[str], grade: str) -> int:
    """The line that holds a grade's points, which are a plain number at its end."""
    table, wanted = ("points", rf'-- "?{re.escape(grade)}"? = -?\d+$') if grade else (None, r"-- points = -?\d+$")
    current = None
    for number, line in enumerate(header):
        begins = _TABLE.match(line)
        if begins:
            current = begins[1]
        elif current == table and re.match(wanted, line):
            return number
    raise ValueError(f"no line of the header holds the points of {grade or 'the signal'}")


def write(path: Path, points: Mapping[str, int], reason: str) -> bool:
    """Rewrite one signal's file; whether anything changed."""
    before = path.read_text(encoding="utf-8")
    after = rewritten(before, points, reason)
    if after != before:
        path.write_text(after, encoding="utf-8")
    return after != before
