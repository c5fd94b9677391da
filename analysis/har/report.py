"""What was taken out of a HAR, by kind and host, without any value.

Why: who sends a file on wants to see what it would have given away, and who receives it what is missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from analysis.har import kinds
from analysis.har.ledger import Row


@dataclass(frozen=True)
class Replaced:
    """Credentials of one kind at one host."""

    kind: str
    title: str
    severity: str
    host: str
    """Empty for what stands outside of the entries."""
    value_count: int
    """Different values."""
    place_count: int
    """Places from which one was taken out."""


@dataclass(frozen=True)
class Report:
    """What became of one file."""

    entry_count: int
    left_out_count: int
    """Entries that could not be read and are not in the sanitised file."""
    replaced: tuple[Replaced, ...]
    """Worst first."""
    echo_count: int
    """Entries in which a value stood once more, in another place or encoding."""
    byte_count: int
    """Of the file as it came."""
    written_count: int
    """Bytes written."""
    notes: tuple[str, ...]
    """Sentences on what was not as it should be."""

    @property
    def sentence(self) -> str:
        """The outcome in a sentence."""
        values = sum(row.value_count for row in self.replaced)
        places = sum(row.place_count for row in self.replaced)
        if not values:
            return f"No credential was found in {self.entry_count:,} entries."
        return f"{values:,} values were replaced in {places:,} places of {self.entry_count:,} entries."

    def document(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


def replaced(rows: Iterable[Row]) -> tuple[Replaced, ...]:
    """Count by kind and host, worst first."""
    places: Counter[tuple[str, str]] = Counter()
    values: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        places[row.kind, row.host] += row.count
        values.setdefault((row.kind, row.host), set()).add(row.hash)
    told = [
        Replaced(name, kinds.kind(name).title, kinds.kind(name).severity, host, len(values[name, host]), count)
        for (name, host), count in places.items()
    ]
    return tuple(sorted(told, key=lambda one: (kinds.SEVERITIES.index(one.severity), one.kind, one.host)))
