"""The numbers of a briefing: each with the SQL that recomputes it, so that nobody has to take one on trust.

Not here: the sentences that they stand in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.case import Case


@dataclass(frozen=True)
class Number:
    """One number (or moment, or counted statement) on the first page."""

    what: str
    """What it counts, in our own words."""
    value: Any
    shown: str
    """As the page shows it; what it stands for where it stands in words ("four")."""
    read: str
    """The name of the file in analysis/sql/reads."""
    column: str
    values: Mapping[str, Any] = field(default_factory=dict)
    """What the read is given."""
    where: tuple[str, Any] | None = None
    """Column and value of the row that holds it; None where the answer has one row."""

    @property
    def note(self) -> str:
        """The SQL, for a reader: "briefing_judged.sql, told_count"."""
        return f"{self.read}.sql, {self.column}"


def recomputed(case: Case, number: Number) -> Any:
    """The number as its SQL gives it now; None where the answer has no such row."""
    rows = case.rows(number.read, **number.values)
    if number.where is not None:
        name, wanted = number.where
        rows = [row for row in rows if row[name] == wanted]
    return rows[0][number.column] if rows else None
