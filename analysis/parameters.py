"""The numbers that judge: defaults from headers and parameters.toml, overridden by the case.

Not here: points of signals, which stand in their headers and are gathered by `analysis.signals`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis import sql_files

SHARED = sql_files.ROOT / "parameters.toml"


@dataclass(frozen=True)
class Parameter:
    """One number of the program and where it comes from."""

    name: str
    value: float | int
    """The value in force."""
    default: float | int
    unit: str
    why: str
    """The reason of the default, as its header gives it."""
    stands_in: str
    """The file that holds the default: `parameters.toml`, or a stage's or signal's name."""


def defaults() -> dict[str, Parameter]:
    """All parameters of the program with their defaults, by name. Raises ValueError where two files share a name."""
    found: dict[str, Parameter] = {}
    sources: list[tuple[str, Mapping[str, Any]]] = [
        ("parameters.toml", tomllib.loads(SHARED.read_text(encoding="utf-8")))
    ]
    for file in [*sql_files.folder("sql/stages"), *sql_files.folder("signals")]:
        sources.append((file.name, file.header.get("params", {})))
    for stands_in, entries in sources:
        for name, entry in entries.items():
            if name in found:
                raise ValueError(f"the parameter {name} stands in {found[name].stands_in} and in {stands_in}")
            found[name] = Parameter(name, entry["value"], entry["value"], entry["unit"], entry["why"], stands_in)
    return found


def effective(overrides: Mapping[str, str]) -> dict[str, Parameter]:
    """The defaults with the case's settings laid over them; settings of other kinds are left alone."""
    found = defaults()
    for name, text in overrides.items():
        if name in found:
            before = found[name]
            value = type(before.default)(float(text))
            found[name] = Parameter(name, value, before.default, before.unit, before.why, before.stands_in)
    return found
