"""The controls as documents: one SQL file each, read for the replay, the screen and the briefing.

A file may stand for several controls: its `[[variants]]` name the limits, and a person may add limits of their own.
Not here: what a control interrupts; that is its SQL.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from analysis import sql_files
from analysis.sql_files import SqlFile

REACHES = {
    "session": "ends the whole session",
    "admin": "refuses administration; the session goes on for apps",
    "change": "refuses privileged changes; everything else goes on",
}
NEEDS = {
    "as_number": "no network of this case is known as an autonomous system",
    "place": "no event of this case has a place",
    "agent": "no event of this case has a user agent",
    "har_uploads": "no HAR upload stands in the register of this case; enter those known from tickets (HAR)",
}
"""What a control may need of a case, with the reason to give where there is none of it."""
SHORTEST_MIN, LONGEST_MIN = 1, 60 * 24 * 90
"""Own limits: Okta's idle time goes up to 90 days."""
_HOURS_FROM_MIN = 120


@dataclass(frozen=True)
class Limits:
    """Limits of a person's own, beside those that are always tried."""

    idle_min: int | None = None
    """Minutes without use; None where the person asks for no lifetimes of their own."""
    absolute_min: int | None = None
    """Minutes in all; None as above."""
    step_up_min: int = 15
    """Minutes for which an answered factor counts."""

    @classmethod
    def of_query(cls, query: Mapping[str, str]) -> Limits:
        """The limits that an address asks for (idle, absolute, minutes); what is no number asks for nothing."""
        idle, absolute, minutes = (_minutes(query.get(name)) for name in ("idle", "absolute", "minutes"))
        if idle is None or absolute is None:
            idle = absolute = None
        return cls(idle, absolute, minutes or cls.step_up_min)

    def query(self) -> dict[str, str]:
        """The same as an address has it; what is by default is left out."""
        told = {"idle": self.idle_min, "absolute": self.absolute_min}
        told["minutes"] = self.step_up_min if self.step_up_min != Limits.step_up_min else None
        return {name: str(value) for name, value in told.items() if value is not None}


@dataclass(frozen=True)
class Control:
    """One defence that could have been on."""

    name: str
    """Its id: the file's name, with its limits where it has any: `lifetimes_60_240`."""
    title: str
    doing: str
    """As the beginning of a sentence: "Binding sessions to the device"."""
    short: str
    """A few words, for a chart and a table."""
    phone: str
    """One or two words, for a phone's chart."""
    family: str
    """Controls of one family do much the same; a pair of them is not tried."""
    reach: str
    """One of REACHES: what an interrupted client loses."""
    binds: bool
    """It ties a session to whoever signed in: where that was the thief, it stops nothing."""
    needs: tuple[str, ...]
    claim: str
    how: str
    """Where it is switched on."""
    assumes: str
    blind: str
    """What it cannot see or stop."""
    source: str
    file: SqlFile
    place: int
    """Order in lists."""
    values: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """What the SQL is run with."""
    is_own: bool = False
    """With a person's own limits."""


NONE_OWN = Limits()
"""No limits of a person's own."""


def controls(limits: Limits = NONE_OWN) -> dict[str, Control]:
    """All controls by id, in order. Raises ValueError where a header is not what it should be."""
    found: list[Control] = []
    for file in sql_files.folder("controls"):
        if file.header["reach"] not in REACHES or set(file.header["needs"]) - NEEDS.keys():
            raise ValueError(f"{file.name}: an unknown reach or need")
        found += _of_file(file, limits)
    return {one.name: one for one in sorted(found, key=lambda one: (one.place, one.is_own, one.name))}


@functools.cache
def digest() -> str:
    """Stands for the texts of all controls."""
    texts = [[file.name, file.text] for file in sql_files.folder("controls")]
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()


@functools.cache
def tables() -> tuple[str, ...]:
    """The tables that the controls read."""
    return tuple(sorted({table for file in sql_files.folder("controls") for table in file.header["reads"]}))


def minutes(value: int) -> str:
    """A limit in words: "60 min", "4 h"."""
    return f"{value // 60} h" if value >= _HOURS_FROM_MIN and not value % 60 else f"{value:,} min"


def _of_file(file: SqlFile, limits: Limits) -> list[Control]:
    defaults = {name: int(file.defaults[name]) for name in sorted(file.parameters)}
    if "variants" in file.header:
        wanted = [({name: int(one[name]) for name in one}, False) for one in file.header["variants"]]
        if limits.idle_min is not None and limits.absolute_min is not None:
            own = {"idle_min": limits.idle_min, "absolute_min": limits.absolute_min}
            if all(own != values for values, _ in wanted):
                wanted.append((own, True))
        return [_control(file, values, is_own=is_own, is_named=True) for values, is_own in wanted]
    if "step_up_min" in defaults:
        return [_control(file, {"step_up_min": limits.step_up_min}, is_named=True)]
    return [_control(file, defaults)]


def _control(file: SqlFile, values: dict[str, int], *, is_own: bool = False, is_named: bool = False) -> Control:
    header = file.header
    words = {
        "idle": minutes(values.get("idle_min", 0)),
        "absolute": minutes(values.get("absolute_min", 0)),
        "minutes": minutes(values.get("step_up_min", 0)),
    }
    limits = [values[name] for name in ("idle_min", "absolute_min", "step_up_min") if name in values]
    told = {
        name: header[name].format_map(words)
        for name in ("title", "doing", "short", "phone", "claim", "assumes", "blind")
    }
    return Control(
        name="_".join([file.name, *map(str, limits)]) if is_named else file.name,
        title=told["title"],
        doing=told["doing"],
        short=told["short"],
        phone=told["phone"],
        family=header["family"],
        reach=header["reach"],
        binds=header.get("binds", False),
        needs=tuple(header["needs"]),
        claim=told["claim"],
        how=header["how"],
        assumes=told["assumes"],
        blind=told["blind"],
        source=header["source"],
        file=file,
        place=header["place"],
        values=MappingProxyType(values),
        is_own=is_own,
    )


def _minutes(text: str | None) -> int | None:
    if text is None or not text.isascii() or not text.isdigit() or len(text) > 7:
        return None
    return min(max(int(text), SHORTEST_MIN), LONGEST_MIN)
