"""What Okta thinks of a client: behaviours and risk, noisy as in life.

Why: the opinions are guesses about addresses and places. Travel makes them shout at honest people,
and a hard tenant's are wrong often, in both directions.
Not here: what a client is (clients.py).
"""

from __future__ import annotations

import functools
import json
import random
from dataclasses import dataclass, field
from typing import Any

from analysis.exercise.clients import Client
from analysis.exercise.ids import mixed
from analysis.exercise.people import Person

Record = dict[str, Any]
Known = set[tuple[str, str | None]]

FLAGS = ("New Geo-Location", "New Device", "New IP", "New State", "New Country", "Velocity", "New City")
WRONG, WRONG_WHEN_HARD = 0.02, 0.12
"""Share of the flags that are turned over for no reason, by person and address."""
MOVED, MOVED_WHEN_HARD = 0.04, 0.45
"""Share of the clients, by person and address, whose risk level is one too high or too low."""
LEVELS = ("LOW", "MEDIUM", "HIGH")
PLACES = "Anomalous Location"


@dataclass
class Opinions:
    """What was seen of each person, and what follows for the next client."""

    is_hard: bool = False
    salt: int = 0
    seen: dict[int, Known] = field(default_factory=dict)
    """By person: addresses, cities, countries and device tokens that signed in before."""
    noise: dict[tuple[int, str], tuple[tuple[bool, ...], int]] = field(default_factory=dict)

    def of(self, person: Person, client: Client, *, learn: bool) -> Record:
        """`behaviors`, `risk` and `logOnlySecurityData`: what is new about a client for this person."""
        seen = self._seen(person)
        city = ("city", client.city.name if client.city else None)
        country = ("country", client.city.country if client.city else None)
        token, address = ("token", client.dt_hash), ("address", client.address)
        is_far, is_abroad = city not in seen, country not in seen
        news = [is_far, token not in seen, address not in seen, is_far, is_abroad, is_abroad, is_far]
        if learn:
            seen.update((city, country, token, address))
        turned, shift = self._noise(person.number, client.address)
        flags = tuple(is_new != is_turned for is_new, is_turned in zip(news, turned, strict=True))
        if client.is_suspected:
            flags = (True, flags[1], True, flags[3], True, True, flags[6])
        count = sum(flags)
        level = (0 if count < 2 else 1 if count < 6 else 2) + (2 if client.is_suspected else shift)
        return _texts(flags, LEVELS[min(2, max(0, level))])

    def know(self, person: Person, *clients: Client) -> None:
        """The person was seen through these before the log begins: they are habits."""
        seen = self._seen(person)
        for client in clients:
            seen.add(("address", client.address))
            if client.city:
                seen.update((("city", client.city.name), ("country", client.city.country)))

    def _seen(self, person: Person) -> Known:
        seen = self.seen.get(person.number)
        if seen is None:
            seen = self.seen[person.number] = _at_first(person)
        return seen

    def _noise(self, number: int, address: str) -> tuple[tuple[bool, ...], int]:
        """Which flags are wrong and by how much the level is; the same each time for one person and address."""
        found = self.noise.get((number, address))
        if found is None:
            drawn = random.Random(mixed(self.salt, number) ^ hash_of(address))
            wrong, moved = (WRONG_WHEN_HARD, MOVED_WHEN_HARD) if self.is_hard else (WRONG, MOVED)
            turned = tuple(drawn.random() < wrong for _ in FLAGS)
            shift = drawn.choice((-1, 1)) if drawn.random() < moved else 0
            found = self.noise[number, address] = turned, shift
        return found


def hash_of(text: str) -> int:
    """A number of a text that is the same in every run, unlike `hash`."""
    return mixed(int.from_bytes(text.encode(), "big") % (2**61 - 1))


def _at_first(person: Person) -> Known:
    return {
        ("address", person.home_address),
        ("city", person.city.name),
        ("country", person.city.country),
        ("token", person.laptop.dt_hash),
        ("token", person.phone.dt_hash),
    }


@functools.cache
def _texts(flags: tuple[bool, ...], level: str) -> Record:
    """The three texts in which Okta says what it thinks."""
    named = {name: "POSITIVE" if is_new else "NEGATIVE" for name, is_new in zip(FLAGS, flags, strict=True)}
    risk: Record = {"level": level}
    if level != "LOW":
        risk["reasons"] = PLACES
    return {
        "behaviors": "{" + ", ".join(f"{name}={value}" for name, value in named.items()) + "}",
        "risk": f"{{reasons={PLACES}, level={level}}}" if level != "LOW" else f"{{level={level}}}",
        "logOnlySecurityData": json.dumps({"risk": risk, "behaviors": named}, separators=(",", ":")),
    }


def shortened(opinion: Record) -> Record:
    """`behaviors` and `risk` alone, as policy evaluations carry them."""
    return {"behaviors": opinion["behaviors"], "risk": opinion["risk"]}
