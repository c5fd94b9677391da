"""The written texts of the checklist, and which of them a change calls for."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from analysis import reference_tables

_FILE = reference_tables.FOLDER / "containment.toml"


@dataclass(frozen=True)
class Group:
    """A part of the list."""

    id: str
    title: str
    note: str
    """Why it stands where it stands."""


@dataclass(frozen=True)
class Entry:
    """One text."""

    id: str
    group: str
    per: str
    """case, person, change, app or session."""
    words: str
    why: str
    does_not: str
    source: str
    place: int
    """Its order in the file, which is that of the list."""
    verify: tuple[str, ...] | None = None
    """Event types that undo it, a beginning ends with `*`; None takes those of change_kinds.csv."""
    seen: str | None = None
    """after: such an event after the last foreign one ticks it; always: after the first divergence."""
    by: str = "target"
    """Whether the filter names the person as target, as actor or as either."""
    call: str | None = None
    only: str | None = None
    """administrator, ordinary, federated or local."""
    search: str | None = None
    """What a line that looks again searches for: traces, person or objects."""
    events: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()

    def is_about(self, change: Mapping[str, Any]) -> bool:
        """Whether a change calls for it."""
        if self.events:
            return any(fnmatchcase(change["event_type"], one) for one in self.events)
        return (not self.kinds or change["kind"] in self.kinds) and (
            not self.actions or change["action"] in self.actions
        )


@functools.cache
def groups() -> dict[str, Group]:
    """The parts of the list in order."""
    return {name: Group(name, one["title"], one["note"]) for name, one in _read()["groups"].items()}


@functools.cache
def entries() -> tuple[Entry, ...]:
    """All texts in order."""
    made = []
    for place, one in enumerate(_read()["line"]):
        lists = {name: tuple(one[name]) for name in ("events", "kinds", "actions", "verify") if name in one}
        made.append(Entry(**{**one, **lists, "place": place, "source": _source(one["source"])}))
    return tuple(made)


@functools.cache
def own_apps() -> frozenset[str]:
    """Names of Okta's own apps, whose sessions end with Okta's."""
    return frozenset(_read()["own_apps"])


def _source(text: str) -> str:
    """A source with its short names written out: `api:ApiToken`."""
    for name, beginning in _read()["sources"].items():
        text = re.sub(rf"\b{name}:(\w+)", rf"{beginning}\1/", text)
    return text


def of_change(change: Mapping[str, Any]) -> Entry:
    """The first text that fits a change; the last of them fits all."""
    return next(one for one in entries() if one.per == "change" and one.is_about(change))


@functools.cache
def undoing(event_type: str) -> tuple[str, ...]:
    """Event types that take this one back, as change_kinds.csv says; the longest name that fits counts."""
    table, _ = reference_tables.read("change_kinds")
    fitting = [row for row in table.to_pylist() if fnmatchcase(event_type, row["event_type"])]
    best = max(fitting, key=lambda row: len(row["event_type"]), default=None)
    return tuple((best["undone_by"] or "").split()) if best else ()


@functools.cache
def _read() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
