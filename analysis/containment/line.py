"""One line of the checklist, and how many are done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Done:
    """That a line was done."""

    at: datetime
    """UTC."""
    by: str
    """A name that a person gave, or the login of whom the log names: text of the log."""
    is_in_log: bool
    """The log shows it; else a person ticked it."""
    words: str
    """What was done, in our words."""
    event_id: str | None = None
    """The event that shows it."""


@dataclass(frozen=True)
class Line:
    """One thing to do, about one object."""

    id: str
    """The same whenever the case is judged, for the same object: ticks hang on it."""
    entry: str
    """Which text of containment.toml."""
    group: str
    """A key of `entries.groups()`."""
    words: str
    """What to do, in our words, without text of the log."""
    why: str
    does_not: str
    """What it leaves as it was."""
    source: str
    """Where Okta describes it, or that it is our own reasoning."""
    object_type: str | None = None
    object_id: str | None = None
    object: str | None = None
    """What it is done to: its name, and what goes with it. Text of the log."""
    filter: str | None = None
    """The search of the System Log that verifies it; None where the log shows nothing of it."""
    since: datetime | None = None
    """From when the search begins, UTC; an earlier event is what is to be undone."""
    api_call: str | None = None
    """Method and path of Okta's management API; words in braces are not in the log."""
    acts: tuple[tuple[str, int], ...] = ()
    """Session keys with the numbers of the acts that it undoes, as in the lanes."""
    sessions: tuple[str, ...] = ()
    """Keys of the sessions that it is about."""
    event_ids: tuple[str, ...] = ()
    """The events that it undoes."""
    seen: Done | None = None
    """The event that undid it."""
    tick: Done | None = None
    """Who ticked it."""
    note: str | None = None
    """What else is to be known of this one: made later, done again after the tick ..."""
    marks: tuple[str, ...] = field(default=())
    """What the lines of the case that search again look for; empty on others."""

    @property
    def done(self) -> Done | None:
        """What the log shows stands before what a person says."""
        return self.seen or self.tick

    @property
    def act_no(self) -> int | None:
        """The number of the first act that it undoes; None where it undoes none, or acts of several sessions."""
        numbers = [number for _, number in self.acts]
        return min(numbers) if numbers and len(self.sessions) == 1 else None


@dataclass(frozen=True)
class Progress:
    """How many lines are done."""

    done: int
    all: int

    @property
    def open(self) -> int:
        return self.all - self.done


def progress(lines: Iterable[Line], group: str | None = None) -> Progress:
    """Of all lines, or of one group."""
    chosen = [line for line in lines if group is None or line.group == group]
    return Progress(sum(line.done is not None for line in chosen), len(chosen))
