"""Honest people who share a machine, an address or a session with others.

Why: one device token with many people, or one session id with two, looks like a thief's doing.
"""

from __future__ import annotations

import dataclasses

from analysis.exercise import networks, sessions
from analysis.exercise.clients import Client
from analysis.exercise.confusions.bending import first_client, later, of_person, start_with, then
from analysis.exercise.course import Course, Segment
from analysis.exercise.people import Machine
from analysis.exercise.world import MINUTE, World

KIOSKS = 3
"""Shared machines of a tenant: one in the office of each of the first cities, the others in warehouses."""


def shared_kiosk(world: World, course: Course) -> None:
    """A few minutes at a machine that stands in the hall: its token belongs to everybody."""
    course.breaks.clear()
    start_with(course, _kiosk(world, course))
    course.ended_at = course.started_at + world.rng.randrange(6, 30) * MINUTE


def _kiosk(world: World, course: Course) -> Client:
    """The kiosk that this person uses, with the one browser and the one token that it has."""
    city = course.person.office or networks.LONDON
    number = networks.CITIES.index(city)
    machine = Machine(
        "windows-edge" if number else "windows-chrome",
        f"{0xC105 + number:064x}",
        f"{0xC105 + number:032x}",
        9,
        None,
    )
    network = networks.home_networks(city)[number % 2]
    address = network.address(240, network.block_count - 1)
    if number == 0:
        network, address = networks.OFFICE, networks.OFFICE.address(9)
    return world.client(machine, course.started_at, address, network, city)


def shared_ip(world: World, course: Course) -> None:
    """A desk in a house of desks: everybody there has one address, colleagues and strangers."""
    person = course.person
    city = networks.CITIES.index(person.city)
    houses = min(networks.COWORKING.block_count, 1 + len(world.people) // 1_000)
    there = world.client(
        person.laptop,
        course.started_at,
        networks.COWORKING.address(5 + city, of_person(person.number, 50, houses)),
        networks.COWORKING,
        person.city,
    )
    world.opinions.know(person, there)
    if world.rng.random() < 0.6:
        start_with(course, world.bare_home(person, course.started_at))
        then(course, later(world, course, 0.05, 0.3), there)
    else:
        start_with(course, there)
    if world.rng.random() < 0.4:
        then(course, later(world, course, 0.75, 0.95), world.bare_home(person, course.started_at))


def two_people_one_session(world: World, course: Course) -> None:
    """A colleague signs in at the same desktop, and Okta goes on with the session that is there."""
    person, rng = course.person, world.rng
    nearby = [other for other in world.people if other.city == person.city and other.number != person.number]
    colleague = rng.choice(nearby or [other for other in world.people if other.number != person.number])
    at = later(world, course, 0.2, 0.6)
    desktop = dataclasses.replace(first_client(course), device=None)
    ended_at = at + rng.randrange(15, 60) * MINUTE
    second = Course(colleague, course.session_id, at, ended_at, [Segment(at, (desktop,))])
    course.breaks.append((at - 2 * MINUTE, ended_at))
    sessions.activity(world, second, sessions.sign_in(world, second), may_sign_out=False)
