"""A story while it is told: the clients and things that its accounts share, and what each step wrote.

Why: steps of several accounts belong to one incident; what one makes, another may use. Everything that is true
afterwards is gathered here as it is written.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from analysis.exercise.clients import Client
from analysis.exercise.people import Person
from analysis.exercise.replays.theft import Theft
from analysis.exercise.scenarios import clients
from analysis.exercise.scenarios.parts import Document, Step


@dataclass(frozen=True)
class Thing:
    """Something that a step made, changed or took."""

    kind: str
    """user, token, identity provider, factor, role, report"""
    id: str
    name: str
    step: str
    event_id: str
    is_lasting: bool
    """A way back in that outlives the session."""


@dataclass(frozen=True)
class Handed:
    """A HAR file that was handed over: a row of the register."""

    login: str
    at: int
    """Milliseconds since 1970."""
    sent_to: str
    scrubbed: str
    ticket: str
    note: str
    step: str


@dataclass
class Stage:
    """What the accounts of one story share."""

    document: Document
    people: dict[str, int]
    """By the account's name: the number of the person who plays it."""
    start_at: int
    """The beginning of the log, in milliseconds since 1970."""
    times: dict[str, int]
    """By step: when it is due, in milliseconds since 1970."""
    rng: random.Random
    """Of the story alone, so that the rest of the tenant stays as it is when a step changes."""
    clients: dict[str, Client] = field(default_factory=dict)
    things: list[Thing] = field(default_factory=list)
    handed: list[Handed] = field(default_factory=list)
    event_ids: dict[str, list[str]] = field(default_factory=dict)
    """By step: what it wrote, in order."""
    sessions: dict[str, str] = field(default_factory=dict)
    """By account: the session that is told."""
    persons: dict[str, Person] = field(default_factory=dict)
    """By account: who plays it; complete after the tenant was made."""


@dataclass
class Telling:
    """One account's session, while its steps are told."""

    stage: Stage
    theft: Theft
    account: str

    @property
    def rng(self) -> random.Random:
        """Chance, for what a step leaves open."""
        return self.stage.rng

    def client(self, name: str) -> Client:
        """A client of the document; the first who needs it makes it."""
        if name not in self.stage.clients:
            part = next(one for one in self.stage.document.clients if one.name == name)
            self.stage.clients[name] = clients.made(part, self.theft, self.rng)
        return self.stage.clients[name]

    def person(self, account: str) -> Person:
        """Who plays an account."""
        return self.theft.world.people[self.stage.people[account]]

    def made(self, kind: str, thing_id: str, name: str, step: Step, *, is_lasting: bool = True) -> None:
        """Note what the thief's last event made."""
        self.stage.things.append(Thing(kind, thing_id, name, step.id, self.theft.event_ids[-1], is_lasting))

    def last(self, kind: str) -> Thing | None:
        """The last thing of a kind that was made."""
        return next((one for one in reversed(self.stage.things) if one.kind == kind), None)
