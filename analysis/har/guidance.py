"""What to do instead of sending a HAR, and before and after where one has to be sent (har_guidance.toml)."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass

from analysis import reference_tables

WHEN = {
    "instead": "Instead of a HAR",
    "before": "Where it has to be one",
    "after": "Once it was sent",
}


@dataclass(frozen=True)
class Advice:
    """One piece of advice."""

    id: str
    when: str
    """A key of WHEN."""
    title: str
    text: str
    source: str


@functools.cache
def advice() -> tuple[Advice, ...]:
    """All advice, in the order of the file."""
    told = tomllib.loads((reference_tables.FOLDER / "har_guidance.toml").read_text(encoding="utf-8"))
    return tuple(Advice(**row) for row in told["advice"])
