"""Reads the project's .sql files: a header of TOML in comments, then one or more statements.

Why: the header is where names, meanings, units and numbers stand once; stages, signals, screens
and the reference page all read it from here. Not here: running anything.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

ROOT = Path(__file__).resolve().parent


@dataclass(frozen=True)
class SqlFile:
    """One .sql file of the project."""

    name: str
    """The file's stem without its order number: `20_networks.sql` is `networks`."""
    path: Path
    header: dict[str, Any]
    """The TOML header; empty tables are left out by the author, not filled in here."""
    text: str
    """The statements, header included as comments, ready for DuckDB."""
    parameters: frozenset[str]
    """Names of `$name` values in the statements."""

    @property
    def defaults(self) -> dict[str, Any]:
        """The values of the header's own parameters, by name."""
        return {name: entry["value"] for name, entry in self.header.get("params", {}).items()}

    def statements(self) -> list[duckdb.Statement]:
        """The file's statements in order, each knowing its own parameters."""
        return list(duckdb.extract_statements(self.text))


@functools.cache
def load(path: Path) -> SqlFile:
    """Read one file. Raises ValueError where the header is missing or is not TOML."""
    text = path.read_text(encoding="utf-8")
    lines = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line[3:] if line.startswith("-- ") else line[2:])
    try:
        header = tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as cause:
        raise ValueError(f"{path.name}: the comment block at the top is not TOML: {cause}") from cause
    if not header:
        raise ValueError(f"{path.name}: no header of TOML in comments at the top")
    found: set[str] = set()
    for statement in duckdb.extract_statements(text):
        found |= set(statement.named_parameters)
    return SqlFile(_stem(path), path, header, text, frozenset(found))


def _stem(path: Path) -> str:
    number, _, rest = path.stem.partition("_")
    return rest if number.isdigit() and rest else path.stem


def folder(name: str) -> list[SqlFile]:
    """All files of a folder below `analysis/`, in order of file name: `sql/stages`, `signals`."""
    return [load(path) for path in sorted((ROOT / name).glob("*.sql"))]
