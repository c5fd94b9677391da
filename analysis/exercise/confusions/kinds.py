"""What a confusion is: how a session bends, how often, and whom it befalls.

Not here: the list of them (__init__.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from analysis.exercise.course import Course
from analysis.exercise.people import Person
from analysis.exercise.world import World

Bend = Callable[[World, Course], None]
"""Changes the course of a session before it is written."""

PATH, FLAW, PHONE, AMBIENT = "path", "flaw", "phone", "ambient"
"""Where a confusion belongs: a laptop session takes one path; flaws come on top of it; some are of the
phone; and some happen to everybody without being any session's story."""


def anybody(_: Person) -> bool:
    """Everybody may be concerned."""
    return True


def owns_v4(person: Person) -> bool:
    """Has an IPv4 address of their own at home."""
    return not person.is_v6_home


def uses_safari(person: Person) -> bool:
    """Has the browser to which the private relay belongs."""
    return person.laptop.family == "mac-safari"


def is_admin(person: Person) -> bool:
    """Administers the tenant."""
    return person.is_admin


def has_password(person: Person) -> bool:
    """Signs in at Okta itself."""
    return not person.is_federated


def is_without_vpn(person: Person) -> bool:
    """Does not always work through the company's VPN."""
    return not person.is_vpn_user


@dataclass(frozen=True)
class Kind:
    """One confusion."""

    about: str
    """A line for --help."""
    bend: Bend | None
    """None for what is ambient, or belongs to the making of people."""
    share: float
    """Usual share of the sessions on laptops (PHONE: on phones; AMBIENT: as the line says)."""
    layer: str = PATH
    often: float = 0.0
    """Share of their sessions in which people of this habit do it; 0 where it may befall anybody."""
    fits: Callable[[Person], bool] = anybody
    is_once: bool = False
    """At most once a person."""
    is_strict: bool = False
    """Nobody else may have it, even where nobody fits."""
    hard: float = 1.0
    """The share's factor on the hard setting."""
