"""The privileged changes of a case as the Changes screen and others show them: pages, tallies, one change, counts.

Not here: which events are changes and what took them back, which the stage `changes` made; words (`changes_words`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis import changes_words, safe_csv
from analysis.case import Case
from analysis.changes_filter import KINDS, SIDES, Filter

PAGE_ROWS = 500
"""Rows that a page ships."""
MOST_IN_A_FILE = 1_000_000
MOST_BINS = 60
_STEPS_MIN = (1, 5, 15, 30, 60, 120, 360, 720, 1440, 2880, 10_080, 20_160, 43_200, 129_600, 525_600)
MOST_FIELDS = 40
"""Fields of a before and after that are laid side by side; the record has all."""


@dataclass(frozen=True)
class Counts:
    """How many changes were done, of the case, a person or a session."""

    changes: int
    undone: int
    foreign: int
    """By clients that never signed in."""
    foreign_undone: int
    foreign_clients: int
    """Those clients."""
    new: int
    """Of a sort that the person made on no other day."""


@dataclass(frozen=True)
class Span:
    """Of what the case has changes."""

    change_count: int
    first_at: pd.Timestamp | None
    last_at: pd.Timestamp | None
    ends_at: pd.Timestamp | None
    """Where the evidence ends: until then, what was not undone is known not to be."""

    @property
    def step_min(self) -> int:
        """Minutes of a stretch in the picture, so that there are at most MOST_BINS of them."""
        if self.first_at is None or self.last_at is None:
            return _STEPS_MIN[0]
        minutes = (self.last_at - self.first_at).total_seconds() / 60
        return next((step for step in _STEPS_MIN if minutes / step <= MOST_BINS), _STEPS_MIN[-1])


@dataclass(frozen=True)
class Tallies:
    """How many changes match all of a filter but its kinds and sides."""

    rows: pd.DataFrame
    """Shape: a row a kind, side, end, foreign client and stretch; see `changes_tallies`. Empty where none match."""

    def by_kind(self, sides: Iterable[str] = ()) -> dict[str, int]:
        """Changes a kind, of these sides (all where none is named); in the order of KINDS, without zeros."""
        return self._by("kind", KINDS, "side", set(sides))

    def by_side(self, kinds: Iterable[str] = ()) -> dict[str, int]:
        """Changes a side, of these kinds (all where none is named)."""
        return self._by("side", SIDES, "kind", set(kinds))

    def _by(self, column: str, known: Iterable[str], other: str, wanted: set[str]) -> dict[str, int]:
        part = self.rows[self.rows[other].isin(wanted)] if wanted else self.rows
        counted = part.groupby(column)["change_count"].sum()
        return {one: int(counted[one]) for one in known if one in counted.index}

    @property
    def counts(self) -> Counts:
        """Those that were done, in numbers."""
        done = self.rows[self.rows["is_done"].astype(bool)]
        foreign, undone = done["side"].eq("foreign"), done["is_undone"].astype(bool)

        def sum_of(part: pd.DataFrame) -> int:
            return int(part["change_count"].sum())

        return Counts(
            sum_of(done), sum_of(done[undone]), sum_of(done[foreign]), sum_of(done[foreign & undone]),
            int(done.loc[foreign, "client"].nunique()), 0,
        )  # fmt: skip

    def chosen(self, wanted: Filter) -> pd.DataFrame:
        """The rows of the kinds and sides of a filter, for the picture."""
        rows = self.rows
        if wanted.kinds:
            rows = rows[rows["kind"].isin(wanted.kinds)]
        return rows[rows["side"].isin(wanted.sides)] if wanted.sides else rows


def span(case: Case) -> Span:
    """What there is at all."""
    row = case.rows("changes_span")[0]
    return Span(int(row["change_count"]), *(_time(row[name]) for name in ("first_at", "last_at", "ends_at")))


def tallies(case: Case, wanted: Filter, step_min: int) -> Tallies:
    """Count what matches, by kind, side and stretches of `step_min` minutes."""
    return Tallies(case.frame("changes_tallies", **wanted.values(), step_min=step_min))


def page(case: Case, wanted: Filter) -> pd.DataFrame:
    """One page of the changes that match. Shape: columns of the table `changes`, place_no, matching_count."""
    return _page(case, "changes_list", wanted)


def objects(case: Case, wanted: Filter) -> pd.DataFrame:
    """One page of the objects that they were made to. Shape: see `changes_objects`."""
    return _page(case, "changes_objects", wanted)


def _page(case: Case, name: str, wanted: Filter) -> pd.DataFrame:
    skipped = (wanted.page_no - 1) * PAGE_ROWS
    return case.frame(name, **wanted.list_values(), page_rows=PAGE_ROWS, skipped_rows=skipped)


def of_event(case: Case, event_id: str) -> Mapping[str, Any] | None:
    """One change with the place of its record; None where the case has no change of that id."""
    rows = case.rows("changes_event", event_id=event_id)
    return rows[0] if rows else None


def counts(case: Case, *, person: str = "", session_key: str = "") -> Counts:
    """How many changes were done: by a person (Okta's id, else the login), in a session, or at all."""
    row = case.rows("changes_counts", person=person, session_key=session_key)[0]
    return Counts(
        row["change_count"], row["undone_count"], row["foreign_count"], row["foreign_undone_count"],
        row["foreign_client_count"], row["new_count"],
    )  # fmt: skip


def before_and_after(change: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What the record says of before and after: field, before, after; empty where it says nothing.

    Fields that did not change are left out, and after MOST_FIELDS the rest.
    """
    before, after = change["before_text"], change["after_text"]
    if before is None and after is None:
        return []
    sides = [_fields(before), _fields(after)]
    if sides[0] is None or sides[1] is None:
        return [("", before or "", after or "")]
    names = [*sides[0], *(name for name in sides[1] if name not in sides[0])]
    told = [(name, sides[0].get(name, ""), sides[1].get(name, "")) for name in names]
    return [row for row in told if row[1] != row[2]][:MOST_FIELDS]


def _fields(text: str | None) -> dict[str, str] | None:
    """A JSON object as flat names and values; None where the text is none."""
    if text is None:
        return {}
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return _flat(read) if isinstance(read, dict) else None


def _flat(read: Mapping[str, Any], within: str = "") -> dict[str, str]:
    told: dict[str, str] = {}
    for name, value in read.items():
        if isinstance(value, dict) and value and within.count(".") < 4:
            told |= _flat(value, f"{within}{name}.")
        else:
            told[f"{within}{name}"] = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return told


def csv(case: Case, wanted: Filter) -> bytes:
    """All changes that match as CSV that no spreadsheet takes for formulas."""
    columns = (
        "occurred_at", "event_type", "kind", "action", "what", "object_type", "object_id", "object_name", "beside_type",
        "beside_id", "beside_name", "actor_login", "person_id", "actor_kind", "api_token_id", "address", "session_key",
        "lane_no", "side", "side_channel", "outcome", "documented_as", "is_persistence", "other_day_count",
        "is_new_for_person", "before_text", "after_text", "undone_at", "undone_what", "undone_by", "undone_event_id",
        "is_undoing", "event_id",
    )  # fmt: skip
    return _csv(case, "changes_list", columns, wanted)


def objects_csv(case: Case, wanted: Filter) -> bytes:
    """All objects that match as CSV."""
    columns = (
        "object_type", "thing", "object_name", "first_at", "first_what", "first_by", "first_side", "first_event_id",
        "last_at", "last_what", "last_by", "last_event_id", "change_count", "foreign_count", "undone_count",
    )  # fmt: skip
    return _csv(case, "changes_objects", columns, wanted)


def _csv(case: Case, name: str, columns: tuple[str, ...], wanted: Filter) -> bytes:
    frame = case.frame(name, **wanted.list_values(), page_rows=MOST_IN_A_FILE, skipped_rows=0)[list(columns)]
    plain = frame.astype("object").where(frame.notna(), None)
    return safe_csv.document(columns, plain.itertuples(index=False, name=None))


def headline(told: Tallies) -> str:
    """The title of what matches, from its numbers."""
    return changes_words.headline(told.counts, int(told.rows["change_count"].sum()))


def _time(at: Any) -> pd.Timestamp | None:
    return None if at is None else pd.Timestamp(at)
