"""Who is robbed and when: each planted replay gets a day and a person of its own.

Not here: what happens then (the file of its kind), and the rest of the day (days.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from analysis.exercise.clients import Client
from analysis.exercise.people import Person
from analysis.exercise.replays.kinds import ACCOUNTS, ADMINS_ONLY, CONSOLE_ONLY, PUSH_ONLY, REPLAYS
from analysis.exercise.replays.phishing import answers_pushes
from analysis.exercise.world import World

TASTE_FOR_THE_CONSOLE = 0.25
"""The share of the replays that anybody may suffer which fall on the helpdesk, where some of it is left."""

TASTE_FOR_ADMINS = 0.5
"""The share of the replays that need the Admin Console which fall on an admin, where some are left."""


@dataclass
class Plan:
    """A replay that is to happen."""

    kind: str
    day: int
    person: Person
    shared: dict[str, Client] = field(default_factory=dict)
    """What the accounts of one incident share."""


Entry = str | tuple[str, int] | tuple[str, int, tuple[str, ...]]
"""A kind of replay; its day, from 0; and the logins of those whom it is to befall."""


def planned(world: World, replays: Sequence[Entry], days: int) -> dict[tuple[int, int], Plan]:
    """Give each replay a day and a person of its own, by (day, person).

    Raises: ValueError for an unknown kind or login, or where there are fewer admins or people than replays need.
    """
    pools = _Pools(world)
    plans: dict[tuple[int, int], Plan] = {}
    wanted: list[tuple[int, int, str, int, tuple[str, ...]]] = []
    for number, entry in enumerate(replays):
        evenly = min(days - 1, (number + 1) * days // (len(replays) + 1))
        kind, day, *rest = entry if isinstance(entry, tuple) else (entry, evenly)
        if kind not in REPLAYS:
            raise ValueError(f"no such replay: {kind}")
        wanted.append((_choosiness(kind), number, kind, day, rest[0] if rest else ()))
    for _, _, kind, day, logins in sorted(wanted):
        shared: dict[str, Client] = {}
        for account in range(ACCOUNTS.get(kind, 1)):
            person = pools.named(logins[account]) if logins else pools.take(kind)
            plans[day, person.number] = Plan(kind, day, person, shared)
    return plans


def _choosiness(kind: str) -> int:
    """The choosier a kind, the sooner it takes its person."""
    return 0 if kind in ADMINS_ONLY else 1 if kind in CONSOLE_ONLY else 2 if kind in PUSH_ONLY else 3


class _Pools:
    """Those who are not robbed yet, by what they may do."""

    def __init__(self, world: World) -> None:
        self.rng = world.rng
        self.admins = [person for person in world.people if person.role == "admin"]
        self.staff = [person for person in world.people if person.role == "staff" and not person.is_federated]
        self.helpdesk = [person for person in world.people if person.role == "helpdesk"]
        self.rng.shuffle(self.admins)
        self.rng.shuffle(self.staff)
        self.has_responder = len(self.admins) > 1

    def named(self, login: str) -> Person:
        """Somebody of that name."""
        for pool in (self.admins, self.staff, self.helpdesk):
            for person in pool:
                if person.login == login:
                    pool.remove(person)
                    return person
        raise ValueError(f"nobody to rob is called {login}")

    def take(self, kind: str) -> Person:
        """Somebody whom this kind may rob."""
        if kind in ADMINS_ONLY or kind in CONSOLE_ONLY:
            pool = self.admins
            if kind in CONSOLE_ONLY and self.helpdesk and not (pool and self.rng.random() < TASTE_FOR_ADMINS):
                pool = self.helpdesk
            if not pool or not self.has_responder:
                raise ValueError(f"too few admins for the replay {kind}; make the tenant larger")
            return pool.pop()
        pool = self.staff
        if self.helpdesk and self.rng.random() < TASTE_FOR_THE_CONSOLE:
            pool = self.helpdesk
        if kind in PUSH_ONLY:
            pool = [person for person in pool if answers_pushes(person)] or [
                person for person in self.staff if answers_pushes(person)
            ]
        if not pool:
            raise ValueError(f"too few people for the replay {kind}")
        person = pool[-1]
        (self.helpdesk if person.role == "helpdesk" else self.staff).remove(person)
        return person
