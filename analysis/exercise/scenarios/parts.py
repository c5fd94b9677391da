"""What a written exercise consists of, in the field's words: objectives, events list, injects, questions, ending.

Not here: how it is read (document.py), and what becomes of it under a seed (plan.py, game.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.exercise.scenarios.clock import Clock
from analysis.exercise.scenarios.moments import Span

SIZES = ("small", "medium", "large")
EVERYONE = "everyone"
INFERENCE, UNCONFIRMED, MADE_UP = "inference", "unconfirmed", "made up"
FACTS = {
    "primary": "fact, from the text of those concerned",
    "quoted": "fact, from the text of those concerned as others quote it",
    "secondary": "fact, from accounts of others only",
}
MARKS = {
    **FACTS,
    INFERENCE: "our inference",
    UNCONFIRMED: "not confirmed by any text that we read",
    MADE_UP: "made up for the exercise",
}
"""How we know a statement about a real case, in the words that a debrief shows."""


@dataclass(frozen=True)
class Basis:
    """A statement about the real case behind an exercise, with its mark."""

    words: str
    mark: str
    """One of MARKS."""
    source: str
    """Where it is published; empty for what is made up."""


@dataclass(frozen=True)
class Account:
    """Somebody who plays a part; the seed chooses who it is."""

    name: str
    """As the document calls them."""
    role: str
    """admin, helpdesk or staff"""
    city: str
    """Empty where any will do."""
    factor: str
    """Empty where any will do."""
    laptop: str
    """`windows-chrome` and the like; empty where any will do."""
    place: str
    """Where the session begins: home, office, company vpn."""
    habits: tuple[str, ...]
    """Confusions that this person does often."""
    signs_in: int | None
    """When their told session begins, in milliseconds from the beginning of the log; None where they have none."""
    leaves: int
    """When they stop working in it."""
    is_thiefs: bool
    """The told session is opened by the thief, with what the person gives away."""


@dataclass(frozen=True)
class ClientPart:
    """A client as a document describes it; the seed chooses its address."""

    name: str
    network: str
    city: str
    browser: str
    token: str
    """own, none or victim's"""


@dataclass(frozen=True)
class Step:
    """One step of the story: what happens in the log, or leaves nothing there."""

    id: str
    does: str
    """A verb of steps.VERBS."""
    account: str
    """In whose session, or about whom."""
    at: int | None
    """Milliseconds from the beginning of the log; None where it follows another step."""
    follows: str
    """The step it follows; empty where `at` says when."""
    after: Span
    """How long after that one."""
    client: str
    """Through which client; empty where the account's own."""
    params: Mapping[str, Any]
    words: str
    """What happens, for the events list."""
    expects: str
    """What a good team does; empty where nothing."""
    mark: str
    source: str


@dataclass(frozen=True)
class Inject:
    """A message that reaches players while they work."""

    id: str
    minute: float | None
    """On the clock of play; None where it follows a step."""
    follows: str
    """The step it follows; empty where the minute is said."""
    after: Span
    """How long after that step, in time of the log."""
    sender: str
    to: tuple[str, ...]
    """Roles, or EVERYONE."""
    channel: str
    title: str
    text: str
    expects: str
    """What a good team does with it; facilitators only."""


@dataclass(frozen=True)
class Question:
    """Something that players are asked."""

    id: str
    kind: str
    asks: str
    answer: Any
    """As written: a value, or "truth.x"."""
    options: tuple[str, ...]
    points: int
    tolerance: Span | float
    """For moments a span, for numbers a number."""
    debrief: str
    """What is told about it afterwards."""
    source: str
    minute: float
    """From when on it is asked."""


@dataclass(frozen=True)
class Hint:
    """Help that a facilitator may give, at a price."""

    words: str
    costs: int
    """Points."""


@dataclass(frozen=True)
class Containment:
    """Which actions are right here, by their ids in actions.toml; all others cost what they cost."""

    needed: tuple[str, ...]
    useful: tuple[str, ...]
    harmful: tuple[str, ...]
    """Wrong here, whatever they cost."""


@dataclass(frozen=True)
class Document:
    """One written exercise."""

    id: str
    """The file's name without its ending."""
    path: Path | None
    title: str
    about: str
    """Two or three sentences for whoever chooses one; tells facilitators what it is about, so no player reads it."""
    objectives: tuple[str, ...]
    audience: tuple[str, ...]
    roles: tuple[str, ...]
    """Who sits at the table; messages go to these."""
    company: str
    situation: str
    """What players are told at the beginning."""
    is_replay: bool
    """Somebody used a session that he did not sign in to; else restraint is right."""
    people: Mapping[str, int]
    """By size."""
    days: int
    start: str
    """The first day, YYYY-MM-DD."""
    is_classic: bool
    busyness: float
    confusions: Mapping[str, float] | tuple[str, ...] | None
    """Those named at their usual share, or with a share each; None for all of them."""
    is_calm: bool
    """Little that is odd happens beside the story."""
    clock: Clock
    accounts: tuple[Account, ...]
    clients: tuple[ClientPart, ...]
    steps: tuple[Step, ...]
    injects: tuple[Inject, ...]
    questions: tuple[Question, ...]
    hints: tuple[Hint, ...]
    containment: Containment
    ending: str
    """What is told when it is over."""
    basis: tuple[Basis, ...]
    mark: str
    """What the whole is: `inference` where it is modelled on a published case, else `made up`."""
    weights: Mapping[str, int] = field(default_factory=dict)
    """Points of the parts of a call, where they are not the usual ones."""

    @property
    def minutes(self) -> float:
        """How long it is played."""
        return self.clock.minutes

    def account(self, name: str) -> Account:
        """The account of a name that is known to be there."""
        return next(one for one in self.accounts if one.name == name)
