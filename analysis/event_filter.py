"""Which events of a session a person looks at, as the address of the screen keeps it, and the same as a search in Okta.

Why: an address that says what was looked at can be sent to a colleague, and a search string lets them see the same in
the tenant itself. Not here: drawing.
Source: developer.okta.com/docs/reference/system-log-query (filter expressions)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd

from analysis.next_steps import MOST_VALUES, any_of, equals, stamp

FOREIGN, CHANGES, ALL = "foreign", "changes", "all"
WHICH = (ALL, FOREIGN, CHANGES)
LONGEST_FIND = 120
SIDE_CHANNEL = 0
"""Stands for the events that form no lane."""
_SECOND = timedelta(seconds=1)
_SEARCHED = (
    "event_type", "in_words", "target", "address", "network", "city", "country", "device", "agent", "outcome",
    "outcome_reason", "display_message", "risk", "event_id",
)  # fmt: skip


@dataclass(frozen=True)
class EventFilter:
    """What is asked for; every condition narrows further, and nothing asked is everything."""

    which: str = ALL
    """all, foreign (of clients that are taken for foreign) or changes (of who may do what)."""
    find: str = ""
    """Words that must all stand somewhere in the event: type, target, address, place, agent ..."""
    kinds: tuple[str, ...] = ()
    """Kinds of marks, any of them; none asks for all."""
    lanes: tuple[int, ...] = ()
    """Numbers of clients, any of them; 0 stands for the events that form none."""
    outcomes: tuple[str, ...] = ()
    """As Okta says, any of them."""
    from_at: datetime | None = None
    """UTC, included; None from the beginning."""
    until_at: datetime | None = None
    """UTC, included; None until the end."""

    @classmethod
    def of_query(cls, query: Mapping[str, str], start: str) -> EventFilter:
        """Read an address; what cannot be read is not asked. `start` is what an address without `which` means."""
        which = query.get("which", start)
        return cls(
            which=which if which in WHICH else start,
            find=query.get("find", "")[:LONGEST_FIND],
            kinds=listed(query.get("kind")),
            lanes=tuple(int(word) for word in listed(query.get("lane")) if word.isdecimal() and len(word) < 6),
            outcomes=listed(query.get("outcome")),
            from_at=time_of(query.get("from")),
            until_at=time_of(query.get("until")),
        )

    def as_query(self, start: str) -> dict[str, str | None]:
        """The words of the address; None where one stays out of it."""
        return {
            "which": self.which if self.which != start else None,
            "find": self.find or None,
            "kind": ",".join(self.kinds) or None,
            "lane": ",".join(str(number) for number in self.lanes) or None,
            "outcome": ",".join(self.outcomes) or None,
            "from": self.from_at.isoformat(timespec="milliseconds") if self.from_at else None,
            "until": self.until_at.isoformat(timespec="milliseconds") if self.until_at else None,
        }

    @property
    def is_narrow(self) -> bool:
        """Something beside `which` is asked."""
        return any(getattr(self, one.name) for one in fields(self) if one.name != "which")

    @property
    def widened(self) -> EventFilter:
        """The same `which`, and nothing else asked."""
        return EventFilter(self.which)

    @property
    def without_box(self) -> EventFilter:
        """The same without time and clients."""
        return replace(self, lanes=(), from_at=None, until_at=None)


def listed(text: str | None) -> tuple[str, ...]:
    """The words of an address that stand between commas, each once."""
    return tuple(dict.fromkeys(word for word in (text or "")[:2_000].split(",") if word))


def time_of(text: str | None) -> datetime | None:
    """A time of an address, in UTC without a zone; None where it is none."""
    if not text:
        return None
    try:
        read = datetime.fromisoformat(text)
        return read.astimezone(UTC).replace(tzinfo=None) if read.tzinfo else read
    except (ValueError, OverflowError):
        return None


def chosen(events: pd.DataFrame, wanted: EventFilter) -> pd.DataFrame:
    """The events that are asked for, in their order.

    Shape: rows of `SessionView.events` in, some of them out; none where nothing matches.
    """
    keep = pd.Series(True, index=events.index)
    if wanted.which == FOREIGN:
        keep &= events["is_foreign"]
    elif wanted.which == CHANGES:
        keep &= events["is_privileged"]
    if wanted.kinds:
        keep &= events["kind"].isin(wanted.kinds)
    if wanted.outcomes:
        keep &= events["outcome"].fillna("").isin(wanted.outcomes)
    if wanted.lanes:
        keep &= events["lane_no"].fillna(SIDE_CHANNEL).isin(wanted.lanes)
    if wanted.from_at is not None:
        keep &= events["occurred_at"] >= pd.Timestamp(wanted.from_at)
    if wanted.until_at is not None:
        keep &= events["occurred_at"] <= pd.Timestamp(wanted.until_at)
    found = events[keep]
    for word in wanted.find.casefold().split():
        within = pd.Series(False, index=found.index)
        for column in _SEARCHED:
            within |= found[column].astype("object").fillna("").str.casefold().str.contains(word, regex=False)
        found = found[within]
    return found


def okta_search(finding: Mapping[str, Any], shown: pd.DataFrame, wanted: EventFilter) -> str:
    """A filter for Okta's System Log that finds at least the events shown.

    Why: Okta knows no clients of a session, so a lane becomes its addresses; a condition with more values than a
    filter takes is left out, because a search that finds too much is read, one that finds too little misleads.
    """
    if finding["is_inferred"]:
        parts = [equals("actor.id", finding["actor_id"])]
    else:
        parts = [equals("authenticationContext.externalSessionId", finding["session_id"])]
    if shown.empty:
        return parts[0]
    if wanted.which == FOREIGN or wanted.lanes:
        parts += _values("client.ipAddress", shown["address"])
    if wanted.which == CHANGES or wanted.kinds or wanted.find:
        parts += _values("eventType", shown["event_type"])
    if wanted.outcomes:
        parts += _values("outcome.result", shown["outcome"])
    first, last = shown["occurred_at"].min(), shown["occurred_at"].max()
    return " and ".join([*parts, _between(first, last)])


def _values(field: str, column: pd.Series) -> list[str]:
    """The condition on one field; none where an event has no value or there are too many."""
    values: Sequence[Any] = column.astype("object").where(column.notna(), None).unique().tolist()
    return [] if None in values or len(values) > MOST_VALUES else [any_of(field, values)]


def _between(first: datetime, last: datetime) -> str:
    return f'published gt "{stamp(first - _SECOND)}" and published lt "{stamp(last + _SECOND)}"'


def okta_search_of_event(event: Mapping[str, Any], finding: Mapping[str, Any]) -> str:
    """A filter that finds one event; by its fields where the record came without Okta's id of it."""
    event_id = str(event["event_id"])
    if not event_id.startswith("derived-"):
        return equals("uuid", event_id.split("#")[0])
    actor = equals("actor.id", finding["actor_id"])
    return f"{actor} and {equals('eventType', event['event_type'])} and " + _between(
        event["occurred_at"], event["occurred_at"]
    )
