"""What the log shows of an account being looked after: sessions ended, password new, factors reset, support shut out.

Why apart from the changes: these events undo no change; they are what a line of the list asks for by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from analysis.case import Case
from analysis.containment import entries
from analysis.containment.entries import Entry
from analysis.containment.line import Done

Row = Mapping[str, Any]
Ends = Callable[[Entry, Row], Done | None]


def of_people(case: Case, people: Sequence[Row]) -> Ends:
    """What the log shows of an account being looked after, by text and person."""
    wanted = [one for one in entries.entries() if one.seen is not None]
    rows = case.rows(
        "containment_ends",
        event_types=sorted({event_type for one in wanted for event_type in one.verify or ()}),
        from_at=min(person["divergence_at"] or person["started_at"] for person in people),
    )

    def ends(entry: Entry, person: Row) -> Done | None:
        if entry.seen is None:
            return None
        after = person["last_foreign_at"] if entry.seen == "after" else person["divergence_at"] or person["started_at"]
        for row in rows:
            is_of_it = entry.seen == "always" or row["person_id"] == person["actor_id"]
            if is_of_it and row["event_type"] in (entry.verify or ()) and row["occurred_at"] > after:
                words = str(row["words"] or row["event_type"])
                return Done(row["occurred_at"], str(row["done_by"] or "unknown"), True, words, row["event_id"])
        return None

    return ends
