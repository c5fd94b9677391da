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


def planned(world: World, replays: Sequence[str | tuple[str, int]], days: int) -> dict[tuple[int, int], Plan]:
    """Give each replay a day and a person of its own, by (day, person).

    Raises: ValueError for an unknown kind, or where there are fewer admins or people than replays need.
    """
    pools = _Pools(world)
    plans: dict[tuple[int, int], Plan] = {}
    wanted = []
    for number, entry in enumerate(replays):
        evenly = min(days - 1, (number + 1) * days // (len(replays) + 1))
        kind, day = entry if isinstance(entry, tuple) else (entry, evenly)
        if kind not in REPLAYS:
            raise ValueError(f"no such replay: {kind}")
        wanted.append((_choosiness(kind), number, kind, day))
    for _, _, kind, day in sorted(wanted):
        shared: dict[str, Client] = {}
        for _ in range(ACCOUNTS.get(kind, 1)):
            person = pools.take(kind)
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
