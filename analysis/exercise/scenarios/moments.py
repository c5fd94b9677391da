"""Times as a written exercise says them: "day 10 09:05", "20 min", "14-29 min".

Units: milliseconds; days count from 1, the first day of the log, and their hours are UTC.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from analysis.exercise.world import DAY, HOUR, MINUTE, SECOND

UNITS = {"s": SECOND, "min": MINUTE, "h": HOUR, "d": DAY}
_MOMENT = re.compile(r"day (\d{1,3}) (\d{1,2}):(\d{2})")
_SPAN = re.compile(r"(\d+(?:\.\d+)?)(?:\s*-\s*(\d+(?:\.\d+)?))?\s*(s|min|h|d)")


@dataclass(frozen=True)
class Span:
    """How long something lasts, or how long after something else it comes."""

    low: int
    high: int
    """Equal to `low` where nothing is left to chance."""


def moment(text: str) -> int | None:
    """Milliseconds from the beginning of the log; None for what is no moment."""
    found = _MOMENT.fullmatch(text.strip())
    if not found:
        return None
    day, hour, minute = (int(part) for part in found.groups())
    if day < 1 or hour > 23 or minute > 59:
        return None
    return (day - 1) * DAY + hour * HOUR + minute * MINUTE


def span(text: str) -> Span | None:
    """A span of time; None for what is none."""
    found = _SPAN.fullmatch(text.strip())
    if not found:
        return None
    low, unit = float(found[1]), UNITS[found[3]]
    high = float(found[2]) if found[2] else low
    return Span(int(low * unit), int(high * unit)) if high >= low else None


def told(offset: int) -> str:
    """A moment as it is written: "day 10 09:05"."""
    return f"day {offset // DAY + 1} {offset % DAY // HOUR:02}:{offset % HOUR // MINUTE:02}"


def utc(at: int) -> datetime:
    """Milliseconds since 1970 as a time."""
    return datetime.fromtimestamp(at / 1000, UTC)


def milliseconds(published: str) -> int:
    """A record's `published` in milliseconds since 1970."""
    return round(datetime.fromisoformat(published).timestamp() * 1000)
