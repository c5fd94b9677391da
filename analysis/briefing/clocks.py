"""Reporting clocks: which there are, what starts each, and when its steps fall due. Never whether one applies.

Why blank until entered: awareness, classification and materiality are decisions of people, and no log has them.
Not here: where the entered moments are kept (`edits`).
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from analysis import sql_files

ASK = "Ask counsel whether and when it applies."
_FILE = sql_files.ROOT.parent / "data" / "reference" / "clocks.toml"
_WEEKEND = (5, 6)


@dataclass(frozen=True)
class Trigger:
    """What starts a clock or one of its steps."""

    id: str
    asks: str
    words: str


@dataclass(frozen=True)
class Step:
    """One thing that is due some time after its trigger."""

    words: str
    hours: int
    months: int
    business_days: int
    of: str
    """The id of its trigger."""


@dataclass(frozen=True)
class Clock:
    """One duty to report, as its source has it."""

    id: str
    name: str
    whom: str
    applies: str
    source: str
    triggers: tuple[Trigger, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Due:
    """One step as the briefing shows it."""

    words: str
    after: str
    """ "72 h after: aware of a breach"."""
    at: datetime | None
    """UTC; None while the trigger is blank."""


@functools.cache
def known() -> Mapping[str, Clock]:
    """The clocks that ship with the program, by id."""
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))["clock"]
    return {entry["id"]: _clock(entry) for entry in told}


def contract(identifier: str, name: str, hours: int, trigger: str) -> Clock:
    """A clock of a contract, as a person entered it."""
    return Clock(
        identifier, name, "the other party", "As the contract says.", "the contract",
        (Trigger("start", f"When: {trigger}?", trigger),),
        (Step("Notify as the contract says", hours, 0, 0, "start"),),
    )  # fmt: skip


def due(clock: Clock, entered: Mapping[str, datetime]) -> list[Due]:
    """The steps of a clock with their deadlines, as far as triggers were entered (UTC)."""
    words = {trigger.id: trigger.words for trigger in clock.triggers}
    return [
        Due(step.words, f"{length(step)} after: {words[step.of]}", _at(step, entered.get(step.of)))
        for step in clock.steps
    ]


def length(step: Step) -> str:
    """How long a step has: "72 h", "1 month", "4 business days"."""
    if step.business_days:
        return f"{step.business_days} business days"
    if step.months:
        return f"{step.months} month{'' if step.months == 1 else 's'}"
    return f"{step.hours} h"


def _at(step: Step, start: datetime | None) -> datetime | None:
    if start is None:
        return None
    if step.business_days:
        return _after_business_days(start, step.business_days)
    return _after_months(start, step.months) if step.months else start + timedelta(hours=step.hours)


def _after_months(start: datetime, months: int) -> datetime:
    """The same day of a later month, else its last day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    day = start.day
    while True:
        try:
            return start.replace(year=year, month=month + 1, day=day)
        except ValueError:  # 31 January and a month later
            day -= 1


def _after_business_days(start: datetime, days: int) -> datetime:
    """The end of the n-th business day after `start`; weekends left out, public holidays not known here.

    Source: Form 8-K, general instruction B.1: from a day without business the first business day is counted in.
    """
    day = start
    while day.weekday() in _WEEKEND:
        day += timedelta(days=1)
    left = days if day.date() == start.date() else days - 1
    while left:
        day += timedelta(days=1)
        left -= day.weekday() not in _WEEKEND
    return day.replace(hour=23, minute=59, second=0, microsecond=0)


def _clock(entry: Mapping[str, Any]) -> Clock:
    return Clock(
        entry["id"], entry["name"], entry["whom"], entry["applies"], entry["source"],
        tuple(Trigger(one["id"], one["asks"], one["words"]) for one in entry["trigger"]),
        tuple(_steps(entry["step"])),
    )  # fmt: skip


def _steps(entries: Sequence[Mapping[str, Any]]) -> list[Step]:
    return [
        Step(
            one["words"], one["after"].get("hours", 0), one["after"].get("months", 0),
            one["after"].get("business_days", 0), trigger,
        )
        for one in entries
        for trigger in one["of"]
    ]  # fmt: skip
