"""Honest people who move: to the office, to a café, to a conference, by air, into a hotel.

Why: the machine moves with its person; networks are new, places jump, and time passes in between.
"""

from __future__ import annotations

import dataclasses

from analysis.exercise import networks
from analysis.exercise.clients import Client
from analysis.exercise.confusions.bending import first_client, later, of_person, start_with, then
from analysis.exercise.course import Course
from analysis.exercise.networks import City, Network
from analysis.exercise.people import Person
from analysis.exercise.world import DAY, HOUR, MINUTE, World

FLIGHTS = {
    "London": ((networks.NEW_YORK, 9), (networks.MADRID, 4), (networks.BERLIN, 3)),
    "Berlin": ((networks.NEW_YORK, 11), (networks.LONDON, 3), (networks.BUCHAREST, 4)),
    "Madrid": ((networks.LONDON, 4), (networks.BERLIN, 4), (networks.NEW_YORK, 10)),
    "New York": ((networks.LONDON, 9), (networks.CHICAGO, 4), (networks.TORONTO, 3)),
    "Chicago": ((networks.NEW_YORK, 4), (networks.LONDON, 10), (networks.TORONTO, 3)),
    "Toronto": ((networks.CHICAGO, 4), (networks.NEW_YORK, 3), (networks.LONDON, 9)),
}
"""Where people fly, and the hours from closing the laptop to opening it."""
STATIONS = {
    "Europe": (networks.LONDON, networks.MADRID, networks.AMSTERDAM, networks.BUCHAREST),
    "America": (networks.NEW_YORK, networks.CHICAGO, networks.TORONTO),
}
"""Ground stations: where the addresses of planes and satellite homes stand."""

CROWDED_FROM = 3_000
"""People of a tenant from which on hotels and cafés are seen by IPv6 too."""


def _region(person: Person) -> str:
    return "Europe" if person.city.utc_offset_h > 0 else "America"


def commute(world: World, course: Course) -> None:
    """Home before work, then the office, which shares one address; those without an office come home from one."""
    person = course.person
    home = world.bare_home(person, course.started_at)
    start_with(course, home)
    there = world.office(person, course.started_at)
    if person.office is None:
        there = _cafe(world, person, course.started_at)
    leaves_at = later(world, course, 0.05, 0.3)
    arrives_at = leaves_at + world.rng.randrange(15, 70) * MINUTE
    course.breaks.append((leaves_at, arrives_at))
    then(course, arrives_at, there)
    if world.rng.random() < 0.25:
        then(course, max(arrives_at + HOUR, later(world, course, 0.75, 0.95)), home)


def cafe(world: World, course: Course) -> None:
    """A café for an hour or two: a chain's network, or a line of a home provider where nobody lives."""
    before = first_client(course)
    at = later(world, course, 0.1, 0.6)
    then(course, at, _cafe(world, course.person, course.started_at))
    if world.rng.random() < 0.7:
        then(course, at + world.rng.randrange(50, 140) * MINUTE, before)


def _cafe(world: World, person: Person, at: int) -> Client:
    """The laptop in the café that this person likes."""
    which = of_person(person.number, 30, 2**30)
    network = networks.CAFES
    address = guest_address(world, network, which)
    if which % 10 < 5:
        network = networks.home_networks(person.city)[which % 2]
        address = networks.stranger_address(network, world.rng)
    return world.client(person.laptop, at, address, network, person.city)


def guest_address(world: World, network: Network, which: int) -> str:
    """The address of one of a network's houses; large tenants meet more houses than there are /24s."""
    if which // 16 % 1_000 >= 1_000 * CROWDED_FROM / len(world.people):
        return networks.guest_v6(which // 16_000)
    return network.address(which // 16_000 % (250 * network.block_count))


def conference(world: World, course: Course) -> None:
    """Many people on one new network for a day: some sign in there, some come in mid-session."""
    person, rng = course.person, world.rng
    hall = networks.CONFERENCE.address(rng.randrange(3), of_person(course.started_at // DAY, 33, 4))
    there = world.client(person.laptop, course.started_at, hall, networks.CONFERENCE, networks.BERLIN)
    if rng.random() < 0.5:
        start_with(course, there)
    else:
        start_with(course, room(world, person, course.started_at, networks.BERLIN))
        then(course, later(world, course, 0.05, 0.3), there)
    if rng.random() < 0.4:
        mobile = networks.mobile_network(networks.BERLIN)
        then(
            course,
            later(world, course, 0.6, 0.9),
            dataclasses.replace(there, address=mobile.any_address(rng), network=mobile),
        )


def room(world: World, person: Person, at: int, city: City) -> Client:
    """The laptop in a hotel of a city, or at home where that is the city."""
    if city == person.city:
        return world.bare_home(person, at)
    which = of_person(person.number, 34 + networks.CITIES.index(city), 2**30)
    hotel = networks.HOTELS[which % len(networks.HOTELS)]
    return world.client(person.laptop, at, guest_address(world, hotel, which), hotel, city)


def hotel(world: World, course: Course) -> None:
    """A day in a hotel on a network nobody knows, mostly with the VPN or the phone in between."""
    person, rng = course.person, world.rng
    there = first_client(course)
    if there.network.kind != "hotel":
        city = rng.choice([city for city, _ in FLIGHTS[person.city.name]])
        there = room(world, person, course.started_at, city)
        start_with(course, there)
    if rng.random() < 0.25:
        return
    away = world.vpn(person, course.started_at)
    if rng.random() < 0.4 and there.city:
        mobile = networks.mobile_network(there.city)
        away = dataclasses.replace(there, address=mobile.any_address(rng), network=mobile)
    then(course, later(world, course, 0.1, 0.6), away)
    if rng.random() < 0.5:
        then(course, later(world, course, 0.65, 0.9), there)


def flight(world: World, course: Course) -> None:
    """The laptop sleeps through a flight and wakes in another city, with time enough between."""
    person, rng = course.person, world.rng
    to, hours = rng.choice(FLIGHTS[person.city.name])
    leaves_at = course.started_at + rng.randrange(40, 150) * MINUTE
    lands_at = leaves_at + hours * HOUR
    course.breaks.append((leaves_at, lands_at))
    then(course, lands_at, room(world, person, course.started_at, to))
    course.ended_at = lands_at + rng.randrange(60, 200) * MINUTE


def in_flight(world: World, course: Course) -> None:
    """At work on board: the plane's network stands now in this country, now in that one."""
    person, rng = course.person, world.rng
    to, hours = rng.choice(FLIGHTS[person.city.name])
    boards_at = course.started_at + rng.randrange(30, 100) * MINUTE
    online_at = boards_at + rng.randrange(35, 70) * MINUTE
    lands_at = boards_at + max(2, hours - 1) * HOUR
    course.breaks.append((boards_at, online_at))
    before = first_client(course)
    at, address = online_at, networks.PLANE.any_address(rng)
    stations = STATIONS[_region(person)]
    while at < lands_at:
        if rng.random() < 0.3:
            address = networks.PLANE.any_address(rng)
        then(
            course,
            at,
            dataclasses.replace(
                before, address=address, network=networks.PLANE, city=rng.choice(stations), zone="null"
            ),
        )
        at += rng.randrange(25, 90) * MINUTE
    then(course, lands_at + 40 * MINUTE, room(world, person, course.started_at, to))
    course.breaks.append((lands_at - 15 * MINUTE, lands_at + 40 * MINUTE))
    course.ended_at = lands_at + rng.randrange(70, 160) * MINUTE


def satellite(world: World, course: Course) -> None:
    """A home without a cable: the address changes, and its place is some ground station's."""
    person, rng = course.person, world.rng
    home = world.bare_home(person, course.started_at)
    stations, at = STATIONS[_region(person)], course.started_at
    course.segments.clear()
    while at < course.ended_at:
        then(
            course,
            at,
            dataclasses.replace(
                home,
                address=networks.SATELLITE.any_address(rng),
                network=networks.SATELLITE,
                city=stations[of_person(person.number, 36, 2) if rng.random() < 0.7 else rng.randrange(len(stations))],
            ),
        )
        at += rng.randrange(80, 300) * MINUTE
