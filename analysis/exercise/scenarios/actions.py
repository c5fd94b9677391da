"""The actions that a team may choose from, and what each costs where nothing calls for it (actions.toml).

Units: hours of one person; estimates for play, and said so.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).parent / "actions.toml"
APP_SHARE = 0.1
"""Of the people, those who lose time where one network or one app is shut; our own guess for play."""


@dataclass(frozen=True)
class Action:
    """One thing that a team may decide."""

    id: str
    words: str
    whom: str
    """nobody, one, app or everybody"""
    hours: float
    """For each of them."""
    points: int
    """Lost where it is not called for."""

    def person_hours(self, people: int) -> float:
        """What it costs in a company of some people."""
        count = {"nobody": 0.0, "one": 1.0, "app": max(1.0, APP_SHARE * people), "everybody": float(people)}[self.whom]
        return count * self.hours


@functools.cache
def actions() -> dict[str, Action]:
    """All of them by id, in the order of the file."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["action"]
    return {row["id"]: Action(**{**row, "hours": float(row["hours"])}) for row in rows}
