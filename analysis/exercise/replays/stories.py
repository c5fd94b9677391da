"""Sessions that are told from outside: a written exercise says whose they are, when, and what happens in them.

Why: the kinds of replays choose their victims and hours by chance; a facilitator chooses both. Where no play is given
a tenant is the same to the byte as without this module.
Not here: what the acts are (theft.py), or how an exercise is written (scenarios/).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.exercise.people import Person
from analysis.exercise.replays.theft import Theft

PLACES = ("home", "office", "company vpn")
"""Where a told session may begin."""


@dataclass(frozen=True)
class Story:
    """One session, told from outside."""

    number: int
    """The person's number."""
    day: int
    """From 0."""
    begins_at: int
    """Milliseconds since 1970, within the day in UTC."""
    ends_at: int
    """Milliseconds since 1970: the last moment at which its person works in it."""
    tell: Callable[[Theft], None]
    """Writes what happens beside the person's ordinary work; called after the sign-in, or instead of it."""
    kind: str
    """Its name in the truth; empty for a session that is nobody's story."""
    place: str = "home"
    """One of PLACES."""
    thief_signs_in: bool = False
    """The session is the thief's from its first event: `tell` writes the sign-in, and nobody else works in it."""


def _nobody(_: list[Person]) -> None:
    """Leaves the people as they are."""


@dataclass(frozen=True)
class Play:
    """All that is told of a tenant from outside."""

    stories: Sequence[Story] = ()
    cast: Callable[[list[Person]], None] = _nobody
    """Makes some of the people fit for their parts, in place, before anything happens."""
    habits: Mapping[int, Sequence[str]] = field(default_factory=dict)
    """By the number of a person who plays a part: the confusions that are habits; nothing else befalls them."""


NO_PLAY = Play()
