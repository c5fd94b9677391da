"""Honest changes of the path between one machine and Okta: VPNs, relays, proxies, two protocols.

Why: the machine, its browser and its token stay the same; only what stands between changes.
"""

from __future__ import annotations

import dataclasses

from analysis.exercise import networks
from analysis.exercise.clients import Client
from analysis.exercise.confusions.bending import first_client, later, of_person, start_with, then
from analysis.exercise.course import Course
from analysis.exercise.ids import pick
from analysis.exercise.people import Person
from analysis.exercise.world import MINUTE, SECOND, World

VPN_CITIES = (
    (networks.AMSTERDAM, 8),
    (networks.LONDON, 8),
    (networks.NEW_YORK, 6),
    (networks.BERLIN, 3),
    (networks.CHICAGO, 3),
    (networks.MADRID, 2),
    (networks.SINGAPORE, 2),
    (networks.BUCHAREST, 1),
)
"""Where consumer VPNs have exits, and how dear these are."""
SERVERS = 40
"""Addresses of one VPN provider in one city."""


def company_vpn(world: World, course: Course) -> None:
    """The company's VPN is switched on, and mostly off again: one address that many use."""
    home, inside = world.bare_home(course.person, course.started_at), world.vpn(course.person, course.started_at)
    before, after = (inside, home) if world.rng.random() < 0.3 else (home, inside)
    start_with(course, before)
    then(course, later(world, course, 0.1, 0.4), after)
    if world.rng.random() < 0.7:
        then(course, later(world, course, 0.5, 0.85), before)


def split_tunnel(world: World, course: Course) -> None:
    """Some apps through the VPN, some beside it: one machine, two paths at once."""
    home, inside = world.bare_home(course.person, course.started_at), world.vpn(course.person, course.started_at)
    start_with(course, inside)
    is_by_app = of_person(course.person.number, 1, 2) == 0
    then(course, course.started_at + 2 * MINUTE, inside, home, is_by_app=is_by_app)


def secure_edge(world: World, course: Course) -> None:
    """A filtering proxy with several exits: mostly the nearest one, now and then one in another city."""
    cities = [networks.LONDON, networks.AMSTERDAM, networks.BERLIN]
    if course.person.city.utc_offset_h < 0:
        cities = [networks.NEW_YORK, networks.CHICAGO, networks.TORONTO]
    cities.sort(key=lambda city: city != course.person.city)
    home = world.bare_home(course.person, course.started_at)
    exits = [
        dataclasses.replace(
            home,
            address=networks.SASE.address(world.rng.randrange(1, 9), networks.CITIES.index(city)),
            network=networks.SASE,
            city=city,
            zone="OfficeNetworks",
        )
        for city in cities
    ]
    world.opinions.know(course.person, *exits)
    start_with(course, exits[0])
    then(course, course.started_at + 40 * SECOND, exits[0], exits[0], exits[1], exits[0], exits[2], hold=15 * MINUTE)


def dual_stack(world: World, course: Course) -> None:
    """The same machine at home by IPv4 and by IPv6, connection by connection."""
    old = dataclasses.replace(world.bare_home(course.person, course.started_at), address=course.person.home_v4)
    new = dataclasses.replace(old, address=course.person.home_v6)
    if of_person(course.person.number, 6, 2):  # the two are often placed apart
        gateway = networks.AMSTERDAM if course.person.city.utc_offset_h > 0 else networks.CHICAGO
        new = dataclasses.replace(new, city=gateway)
    world.opinions.know(course.person, old, new)
    start_with(course, new if course.person.is_v6_home else old)
    then(course, course.started_at + 40 * SECOND, new, new, old)


def consumer_vpn(world: World, course: Course) -> None:
    """A VPN of the person's own, on a hosting network: often, and mostly through a favourite exit."""
    person, rng = course.person, world.rng
    exits = favourite_exits(world, person, course.started_at)
    world.opinions.know(person, *exits)
    home = world.bare_home(person, course.started_at)
    begins_at_home = rng.random() < 0.6
    start_with(course, home if begins_at_home else exits[0])
    if begins_at_home:
        then(course, later(world, course, 0.1, 0.5), rng.choice(exits))
        if rng.random() < 0.5:
            then(course, later(world, course, 0.55, 0.75), rng.choice(exits) if rng.random() < 0.3 else home)
    elif rng.random() < 0.6:
        then(course, later(world, course, 0.3, 0.8), home if rng.random() < 0.6 else exits[-1])


def first_vpn_use(world: World, course: Course) -> None:
    """A VPN is tried for the first time and the last: a network that this person never had."""
    home = world.bare_home(course.person, course.started_at)
    through = vpn_exit(home, world.rng.randrange(len(networks.CONSUMER_VPNS)), pick(world.rng, VPN_CITIES), world)
    start_with(course, home)
    then(course, later(world, course, 0.2, 0.6), through)
    then(course, later(world, course, 0.65, 0.95), home)


def favourite_exits(world: World, person: Person, at: int) -> list[Client]:
    """The one to three exits that a person's VPN always takes, the dearest first."""
    home = world.bare_home(person, at)
    provider = of_person(person.number, 2, len(networks.CONSUMER_VPNS))
    exits = []
    for number in range(1 + of_person(person.number, 3, 3)):
        at_home = number == 0 and of_person(person.number, 4, 10) < 5 and any(c == person.city for c, _ in VPN_CITIES)
        city = person.city if at_home else VPN_CITIES[of_person(person.number, 10 + number, len(VPN_CITIES))][0]
        exits.append(vpn_exit(home, provider, city, world, of_person(person.number, 20 + number, SERVERS)))
    return exits


def vpn_exit(home: Client, provider: int, city: networks.City, world: World, server: int | None = None) -> Client:
    """A client behind an exit of a consumer VPN."""
    network = networks.CONSUMER_VPNS[provider]
    number = world.rng.randrange(SERVERS) if server is None else server
    address = network.address(number, networks.CITIES.index(city))
    return dataclasses.replace(home, address=address, network=network, city=city, zone="null")


def private_relay(world: World, course: Course) -> None:
    """A relay whose exit changes every few minutes, by one operator or the other, always in the region."""
    home = world.bare_home(course.person, course.started_at)
    block = of_person(course.person.number, 5, networks.RELAY.block_count)
    exits = []
    for _ in range(world.rng.randrange(3, 7)):
        relay = networks.RELAYS[world.rng.random() < 0.25]
        address = relay.address(world.rng.randrange(250), block)
        exits.append(dataclasses.replace(home, address=address, network=relay, zone="null"))
    start_with(course, exits[0])
    then(course, course.started_at + 40 * SECOND, *exits)


def wifi_to_mobile(world: World, course: Course) -> None:
    """The laptop hangs on the phone for a while; the operator's gateway may be far off."""
    before = first_client(course)
    laptop = course.person.laptop
    at = later(world, course, 0.1, 0.5)
    then(course, at, world.mobile(course.person, course.started_at, laptop))
    if world.rng.random() < 0.3:
        again = at + world.rng.randrange(20, 90) * MINUTE
        then(course, again, world.mobile(course.person, course.started_at, laptop))
        at = max(at, again)
    if world.rng.random() < 0.6:
        then(course, max(at + 10 * MINUTE, later(world, course, 0.55, 0.85)), before)


def phone_roams(world: World, course: Course) -> None:
    """The phone leaves the Wi-Fi, or comes home to it."""
    person = course.person
    wifi = world.client(person.phone, course.started_at, person.home_address, person.home_network, person.city)
    mobile = world.mobile(person, course.started_at)
    before, after = (wifi, mobile) if world.rng.random() < 0.6 else (mobile, wifi)
    start_with(course, before)
    then(course, later(world, course, 0.1, 0.6), after)
