"""Whom which confusion befalls: habits that people keep, trips of several days, and what happens once.

Why: people repeat themselves. A VPN that somebody uses every day and one that appears for the
first time are two different things, and only a tenant with habits has both.
Not here: how a session bends (confusions/).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.exercise.confusions import CONFUSIONS
from analysis.exercise.confusions.kinds import FLAW, PATH, PHONE, Kind
from analysis.exercise.networks import City
from analysis.exercise.people import Person
from analysis.exercise.world import World

ADMINS_FIRST = 0.5
"""On the hard setting: the share of the travellers' and VPN users' places that admins take."""
AWAY = ("consumer_vpn", "hotel", "first_vpn_use", "cafe")
"""What admins do more often on the hard setting."""
SESSIONS_A_DAY = 0.8
"""Laptop sessions a person and day of the week, roughly; only the size of a conference follows from it."""
TRIP_DAYS = (1, 4)
STARTS_TRIP = frozenset({"flight", "in_flight", "hotel"})


@dataclass
class Trip:
    """Some days in another city."""

    until_day: int
    """The last day there."""
    city: City


@dataclass
class Fate:
    """What befalls each session of a tenant."""

    world: World
    shares: Mapping[str, float]
    days: int
    habits: dict[tuple[int, str], list[str]] = field(default_factory=dict)
    """By person and layer: what they do often."""
    suffered: set[tuple[int, str]] = field(default_factory=set)
    """What befell whom, of what happens once."""
    trips: dict[int, Trip] = field(default_factory=dict)
    meeting: tuple[int, frozenset[int]] | None = None
    """The day of the conference and the numbers of those who go."""
    spared: set[int] = field(default_factory=set)
    """Whom nothing befalls but their own habits."""

    def __post_init__(self) -> None:
        on = [name for name, share in self.shares.items() if share > 0 and CONFUSIONS[name].bend]
        self.by_layer = {
            layer: [name for name in on if CONFUSIONS[name].layer == layer] for layer in (PATH, FLAW, PHONE)
        }
        self.owed = {layer: list(names) for layer, names in self.by_layer.items()}
        for names in self.owed.values():
            self.world.rng.shuffle(names)
        for name in on:
            if CONFUSIONS[name].often:
                self._give_habit(name, CONFUSIONS[name])
        if "conference" in on:
            self._meet()

    def path(self, person: Person, day: int) -> str | None:
        """What befalls the path of a laptop session; None for most."""
        if self.meets(person.number, day):
            return "conference"
        if person.number in self.trips:
            return "hotel" if "hotel" in self.by_layer[PATH] else None
        name = self._one(person, PATH)
        if name in STARTS_TRIP:
            self.trips[person.number] = Trip(day + self.world.rng.randrange(*TRIP_DAYS), person.city)
        return name

    def meets(self, number: int, day: int) -> bool:
        """Whether a person is at the conference."""
        return (
            self.meeting is not None
            and day == self.meeting[0]
            and number in self.meeting[1]
            and number not in self.spared
        )

    def spare(self, habits: Mapping[int, Sequence[str]]) -> None:
        """These people, by number, have these habits and no others, and nothing else befalls them."""
        self.spared.update(habits)
        for number, layer in list(self.habits):
            if number in habits:
                del self.habits[number, layer]
        for number, names in habits.items():
            for name in names:
                self._teach(number, name)

    def flaws(self, person: Person) -> list[str]:
        """What else is odd about a laptop session: nothing for most, seldom two things."""
        names = [name for name in self.habits.get((person.number, FLAW), ()) if self._does(name)]
        name = self._one(person, FLAW)
        return [*names, name] if name and name not in names else names

    def phone(self, person: Person) -> str | None:
        """What befalls a session on the phone."""
        return self._one(person, PHONE)

    def arrived(self, person: Person, city: City | None) -> None:
        """The trip that began leads to this city."""
        if city is None or city == person.city:
            self.trips.pop(person.number, None)
        elif person.number in self.trips:
            self.trips[person.number].city = city

    def trip(self, person: Person, day: int) -> Trip | None:
        """The trip that a person is on, on a day after the first."""
        trip = self.trips.get(person.number)
        if trip and day > trip.until_day:
            del self.trips[person.number]
            return None
        return trip

    def _one(self, person: Person, layer: str) -> str | None:
        rng = self.world.rng
        is_spared = person.number in self.spared
        if not is_spared and self.owed[layer] and rng.random() < 0.3:
            name = self.owed[layer].pop()
            if self._may(person, name):
                if CONFUSIONS[name].often:
                    self._teach(person.number, name)
                return self._noted(person, name)
            self.owed[layer].insert(0, name)
        if layer != FLAW:
            for name in self.habits.get((person.number, layer), ()):
                if self._does(name):
                    return self._noted(person, name)
        if is_spared:
            return None
        left = rng.random()
        for name in self.by_layer[layer]:
            if CONFUSIONS[name].often or name == "conference":
                continue
            left -= self._share_for(person, name)
            if left < 0:
                return self._noted(person, name) if self._may(person, name) else None
        return None

    def _share_for(self, person: Person, name: str) -> float:
        share = self.shares[name]
        return share * 3 if self.world.is_hard and person.is_admin and name in AWAY else share

    def _does(self, name: str) -> bool:
        return self.world.rng.random() < self._often(name)

    def _often(self, name: str) -> float:
        """How often people of a habit do it: more, where there would be too few of them."""
        return max(CONFUSIONS[name].often, min(1.0, self.shares[name]))

    def _may(self, person: Person, name: str) -> bool:
        kind = CONFUSIONS[name]
        if kind.is_once and (person.number, name) in self.suffered:
            return False
        return kind.fits(person) or (not kind.is_strict and not any(map(kind.fits, self.world.people[:200])))

    def _noted(self, person: Person, name: str) -> str:
        if CONFUSIONS[name].is_once:
            self.suffered.add((person.number, name))
        if name in self.owed[CONFUSIONS[name].layer]:
            self.owed[CONFUSIONS[name].layer].remove(name)
        return name

    def _give_habit(self, name: str, kind: Kind) -> None:
        """Choose who has a habit: people whom it fits, each with one habit of a layer where possible."""
        rng, people = self.world.rng, self.world.people
        wanted = min(len(people), int(self.shares[name] / self._often(name) * len(people) + rng.random()))
        fitting = [person for person in people if kind.fits(person)]
        free = [person for person in fitting if (person.number, kind.layer) not in self.habits]
        rng.shuffle(free)
        chosen: list[Person] = []
        if self.world.is_hard and name in AWAY:
            chosen = [person for person in free if person.is_admin][: int(wanted * ADMINS_FIRST)]
        taken = {person.number for person in chosen}
        chosen += [person for person in free if person.number not in taken][: wanted - len(chosen)]
        for person in chosen:
            self._teach(person.number, name)

    def _teach(self, number: int, name: str) -> None:
        known = self.habits.setdefault((number, CONFUSIONS[name].layer), [])
        if name not in known:
            known.append(name)

    def _meet(self) -> None:
        """Choose the day of the conference and about thirty people, most of whom live nearby."""
        rng, people = self.world.rng, self.world.people
        expected = self.shares["conference"] * len(people) * self.days * SESSIONS_A_DAY
        count = max(2, min(40, round(expected), len(people) // 4))
        self.meeting = (
            min(self.days - 1, rng.randrange(1, 4)),
            frozenset(person.number for person in _nearest_first(people, rng)[:count]),
        )
        self.owed[PATH] = [name for name in self.owed[PATH] if name != "conference"]


def _nearest_first(people: Iterable[Person], rng: random.Random) -> list[Person]:
    """Those with a city in Europe first, in a drawn order; a few from overseas in between."""
    return sorted(people, key=lambda person: rng.random() + (person.city.utc_offset_h < 0) * 0.9)
