"""The course of one session: through which client the person is seen at each moment.

Why: an honest machine has one cookie jar and one path at a time. A course says which path, from
when; its views say what is different about the records for a while: a newer browser, no place.
Not here: why a course bends (confusions/), what is done along it (sessions.py).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from analysis.exercise.apps import App
from analysis.exercise.clients import Client
from analysis.exercise.ids import mixed
from analysis.exercise.opinions import hash_of
from analysis.exercise.people import Person

FOREVER = 2**62
HOLD = 6 * 60_000
"""Milliseconds for which a browser keeps a connection: clients take turns by this."""


@dataclass(frozen=True)
class Segment:
    """From a moment on the person is seen through these clients, in turn."""

    from_at: int
    """Milliseconds since 1970."""
    clients: tuple[Client, ...]
    """One that stands here twice has two turns of three."""
    hold: int = HOLD
    """Milliseconds of one turn."""
    is_by_app: bool = False
    """Each app has its own path always; what is no app's takes the first."""


@dataclass
class View:
    """Something about the records of a machine that is different for a while; the path stays."""

    change: Callable[[Client], Client]
    from_at: int = 0
    """Milliseconds since 1970."""
    until_at: int = FOREVER
    app_ids: frozenset[str] | None = None
    """Only what these apps do; None for all."""
    share: float = 1.0
    """Share of the records that it touches."""
    made: dict[int, tuple[Client, Client]] = field(default_factory=dict)

    def of(self, client: Client) -> Client:
        """The client as it is seen; the same object each time, so that its parts are built once."""
        known = self.made.get(id(client))
        if known is None:
            known = self.made[id(client)] = client, self.change(client)
        return known[1]


@dataclass
class Course:
    """One session from sign-in to its last event."""

    person: Person
    session_id: str
    started_at: int
    ended_at: int
    segments: list[Segment]
    is_phone: bool = False
    breaks: list[tuple[int, int]] = field(default_factory=list)
    """From when to when nothing happens: lunch, a laptop that sleeps."""
    views: list[View] = field(default_factory=list)
    salt: int = field(init=False)

    def __post_init__(self) -> None:
        self.salt = hash_of(self.session_id)

    def client_at(self, at: int, rng: random.Random, app: App | None = None) -> Client:
        """The client through which the person is seen at a moment, doing something with an app or with none."""
        segment = self.segments[0]
        for later in self.segments:
            if later.from_at <= at:
                segment = later
        clients = segment.clients
        client = clients[0]
        if len(clients) > 1:
            if not segment.is_by_app:
                client = clients[mixed(self.salt, at // segment.hold) % len(clients)]
            elif app is not None:
                client = clients[mixed(hash_of(app.id)) % len(clients)]
        for view in self.views:
            if not view.from_at <= at < view.until_at:
                continue
            if view.app_ids is not None and (app is None or app.id not in view.app_ids):
                continue
            if view.share >= 1 or mixed(self.salt, at) % 1000 < view.share * 1000:
                client = view.of(client)
        return client

    def awake(self, at: int) -> int:
        """The moment, or the same moment after the break into which it falls."""
        for begins, ends in self.breaks:
            if begins <= at < ends:
                return at + ends - begins
        return at
