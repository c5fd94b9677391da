"""Ways to bend the course of a session, which every confusion uses.

Not here: why a course bends; each theme has its own file.
"""

from __future__ import annotations

import dataclasses
import random
from typing import Any

from analysis.exercise.clients import Client
from analysis.exercise.course import FOREVER, HOLD, Course, Segment, View
from analysis.exercise.world import World


def later(world: World, course: Course, low: float = 0.2, high: float = 0.8) -> int:
    """A moment within the session, as a share of its length."""
    return course.started_at + int((course.ended_at - course.started_at) * world.rng.uniform(low, high))


def then(course: Course, at: int, *clients: Client, hold: int = HOLD, is_by_app: bool = False) -> None:
    """From a moment on the person is seen through these clients."""
    course.segments.append(Segment(at, clients, hold, is_by_app))


def start_with(course: Course, *clients: Client) -> None:
    """The session begins through these clients, and nothing changes unless it is said later."""
    course.segments[:] = [Segment(course.started_at, clients)]


def first_client(course: Course) -> Client:
    """The client through which the session is signed in to."""
    return course.segments[0].clients[0]


def see(course: Course, from_at: int = 0, until_at: int = FOREVER, share: float = 1.0, **changes: Any) -> None:
    """For a while, or for a share of the records, the machine is seen with other values; the path stays."""
    course.views.append(
        View(lambda client: dataclasses.replace(client, **changes), from_at, until_at, share=share),
    )


def of_person(number: int, what: int, count: int) -> int:
    """Which of several things a person always takes, from 0; the same person takes the same one each time."""
    return random.Random(number * 1_000 + what).randrange(count)
