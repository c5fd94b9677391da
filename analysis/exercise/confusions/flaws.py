"""What honest records lack or say wrongly: places, device tokens, and Okta's opinion.

Why: the log is made by services that guess; a gap or a wrong guess in it is nobody's doing.
"""

from __future__ import annotations

from analysis.exercise import networks
from analysis.exercise.confusions.bending import first_client, later, see
from analysis.exercise.course import Course
from analysis.exercise.world import HOUR, SECOND, World


def missing_places(world: World, course: Course) -> None:
    """Some records carry no place."""
    see(course, course.started_at + 40 * SECOND, share=world.rng.uniform(0.3, 0.6), city=None)


def wrong_places(world: World, course: Course) -> None:
    """The place database moves the address to another city, for hours or for good."""
    before = first_client(course)
    elsewhere = world.rng.choice([city for city in networks.CITIES if city != before.city])
    at = later(world, course, 0.1, 0.7)
    if world.rng.random() < 0.5:
        see(course, at, city=elsewhere)
    else:
        see(course, at, at + world.rng.randrange(1, 5) * HOUR, city=elsewhere)


def missing_tokens(world: World, course: Course) -> None:
    """The records of a whole session carry no device token, or some of them."""
    is_whole = world.rng.random() < 0.5
    see(course, share=1.0 if is_whole else world.rng.uniform(0.2, 0.6), dt_hash=None)


def noisy_opinion(world: World, course: Course) -> None:
    """Okta thinks ill of an honest client, for some hours or all day."""
    if world.rng.random() < 0.5:
        see(course, is_suspected=True)
    else:
        at = later(world, course, 0.1, 0.6)
        see(course, at, at + world.rng.randrange(1, 4) * HOUR, is_suspected=True)
