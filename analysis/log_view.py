"""The log as it came, page by page: what the Events screen of an exercise shows. Nothing in it is judged.

Not here: drawing, and the record itself (ingest/give_back.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

import pandas as pd

from analysis import safe_csv
from analysis.case import Case
from analysis.charts.lane_words import number
from analysis.event_filter import listed, time_of
from analysis.ingest import give_back

PAGE_ROWS = 500
MOST_TAKEN = 50_000
"""Events that a download holds at most."""
LONGEST = 120
"""Characters of a field in the address that are looked at."""
TABLE = (
    "occurred_at", "actor_login", "event_type", "outcome", "address", "place", "network", "agent", "target",
    "outcome_reason", "display_message", "session", "event_id",
)  # fmt: skip
"""Columns of the table and of its download."""


@dataclass(frozen=True)
class LogFilter:
    """Which events are asked for, as the address keeps it; every condition narrows further."""

    find: str = ""
    """Words that must all stand somewhere in the event."""
    person: str = ""
    """A part of the login or the name, or the whole id."""
    address: str = ""
    """The address of the client, or how it begins."""
    session: str = ""
    """Okta's id of the session or of its root."""
    types: tuple[str, ...] = ()
    """Event types, any of them."""
    outcomes: tuple[str, ...] = ()
    """As Okta says, any of them; the empty word stands for none given."""
    from_at: datetime | None = None
    """UTC, included."""
    until_at: datetime | None = None
    """UTC, included."""
    is_oldest_first: bool = False
    page: int = 1

    @classmethod
    def of_query(cls, query: Mapping[str, str]) -> LogFilter:
        """Read an address; what cannot be read is not asked."""
        page = query.get("page", "")
        return cls(
            **{name: query.get(name, "").strip()[:LONGEST] for name in ("find", "person", "address", "session")},
            types=listed(query.get("type")),
            outcomes=tuple("" if word == "none" else word for word in listed(query.get("outcome"))),
            from_at=time_of(query.get("from")),
            until_at=time_of(query.get("until")),
            is_oldest_first=query.get("order") == "oldest",
            page=max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1,
        )

    def as_query(self) -> dict[str, str | None]:
        """The words of the address; None where one stays out of it."""
        return {
            "find": self.find or None,
            "person": self.person or None,
            "address": self.address or None,
            "session": self.session or None,
            "type": ",".join(self.types) or None,
            "outcome": ",".join(word or "none" for word in self.outcomes) or None,
            "from": self.from_at.isoformat(timespec="seconds") if self.from_at else None,
            "until": self.until_at.isoformat(timespec="seconds") if self.until_at else None,
            "order": "oldest" if self.is_oldest_first else None,
            "page": str(self.page) if self.page > 1 else None,
        }

    @property
    def is_narrow(self) -> bool:
        """Something is asked for beside order and page."""
        return any(
            getattr(self, one.name) != one.default
            for one in fields(self)
            if one.name not in ("is_oldest_first", "page")
        )

    @property
    def widened(self) -> LogFilter:
        """All events, in the same order."""
        return LogFilter(is_oldest_first=self.is_oldest_first)

    def with_only(self, **changed: Any) -> LogFilter:
        """Another condition, seen from its first page."""
        return replace(self, page=1, **changed)


@dataclass(frozen=True)
class LogPage:
    """A page of the log."""

    events: pd.DataFrame
    """In the shape of `log_events`."""
    matching: int
    """Events that the filter leaves, on this page or not."""
    number: int
    """Which page it is: the last one where the address asked for a later one."""

    @property
    def pages(self) -> int:
        """How many there are."""
        return max(1, -(-self.matching // PAGE_ROWS))


def facts(case: Case) -> Mapping[str, Any]:
    """event_count, first_at, last_at, event_types, outcomes of the whole log."""
    return case.rows("log_facts")[0]


def page(case: Case, wanted: LogFilter) -> LogPage:
    """The page that is asked for."""
    events = _read(case, wanted, PAGE_ROWS, (wanted.page - 1) * PAGE_ROWS)
    if events.empty and wanted.page > 1:
        matching = _matching(_read(case, wanted, 1, 0))
        last = max(1, -(-matching // PAGE_ROWS))
        return LogPage(_read(case, wanted, PAGE_ROWS, (last - 1) * PAGE_ROWS), matching, last)
    return LogPage(events, _matching(events), wanted.page)


def event(case: Case, event_id: str, shown: pd.DataFrame) -> Mapping[str, Any] | None:
    """One event: of the page where it is there, else of the whole log; None where the log has none of that id."""
    found = shown
    if not found["event_id"].eq(event_id).any():
        found = _read(case, LogFilter(find=event_id[:LONGEST]), PAGE_ROWS, 0)
    rows: list[Any] = found[found["event_id"].eq(event_id)].to_dict("records")
    return rows[0] if rows else None


def _matching(events: pd.DataFrame) -> int:
    return 0 if events.empty else int(events["matching_count"].iloc[0])


def _read(case: Case, wanted: LogFilter, rows: int, skipped: int) -> pd.DataFrame:
    return case.frame(
        "log_events",
        words=wanted.find.lower().split(),
        person=wanted.person,
        address=wanted.address,
        session=wanted.session,
        event_types=list(wanted.types),
        outcomes=list(wanted.outcomes),
        from_at=wanted.from_at,
        until_at=wanted.until_at,
        is_oldest_first=wanted.is_oldest_first,
        page_rows=rows,
        skipped_rows=skipped,
    )


def csv(case: Case, wanted: LogFilter) -> bytes:
    """All events that match, at most MOST_TAKEN, as CSV that no spreadsheet takes for formulas."""
    frame = _read(case, wanted, MOST_TAKEN, 0)[list(TABLE)].astype("object")
    return safe_csv.document(TABLE, frame.where(frame.notna(), None).itertuples(index=False, name=None))


def records(case: Case, wanted: LogFilter) -> bytes:
    """Their records as they came, one a line where they were one."""
    frame = _read(case, wanted, MOST_TAKEN, 0)
    places = [(int(one), int(line)) for one, line in zip(frame["evidence_id"], frame["line"], strict=True)]
    texts = give_back.record_texts(case, places)
    return "".join(text.rstrip("\n") + "\n" for text in texts).encode("utf-8", "surrogatepass")


def session_of(case: Case, event_id: str) -> str | None:
    """The key of the session that an event belongs to; None where it has none, or lanes were not made."""
    rows = case.rows("log_session", event_id=event_id)
    return rows[0]["session_key"] if rows else None


def headline(event_count: int, matching: int, is_narrow: bool) -> str:
    """How many events the log holds, or how many of them are asked for."""
    held = f"{number(event_count)} event{'s' if event_count != 1 else ''}"
    if not is_narrow:
        return f"{held[0].upper()}{held[1:]} in the log so far"
    found = number(matching) if matching else "none"
    return f"{found[0].upper()}{found[1:]} of {held} {'matches' if matching == 1 else 'match'}"
