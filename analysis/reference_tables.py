"""The tables of data/reference as Arrow, for the stages to read.

Not here: what they say; each file's source and date stand in data/README.md.
"""

from __future__ import annotations

import csv
import functools
import hashlib

import pyarrow as pa

from analysis import sql_files

FOLDER = sql_files.ROOT.parent / "data" / "reference"
NAMES = (
    "proofs",
    "event_types",
    "change_kinds",
    "indicators_2023",
    "hosting_networks",
    "network_words",
    "okta_ranges",
    "later_uses",
)
_BOOLEAN = {"true": True, "false": False}


@functools.cache
def read(name: str) -> tuple[pa.Table, str]:
    """One table and the digest of its file. Shape: columns are text, whole numbers or booleans; empty cells null."""
    text = (FOLDER / f"{name}.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
    columns = {column: _column([row[column] or None for row in rows]) for column in rows[0]}
    return pa.table(columns), hashlib.sha256(text.encode()).hexdigest()


def _column(cells: list[str | None]) -> pa.Array:
    present = {cell for cell in cells if cell is not None}
    if present and present <= _BOOLEAN.keys():
        return pa.array([None if cell is None else _BOOLEAN[cell] for cell in cells], pa.bool_())
    if present and all(cell.isdigit() for cell in present):
        return pa.array([None if cell is None else int(cell) for cell in cells], pa.int64())
    return pa.array(cells, pa.string())
