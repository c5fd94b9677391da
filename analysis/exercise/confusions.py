"""Honest reasons why a session changes network, place, browser or token in the middle.

Why: a judgement that reports every change reports thousands of honest people; these are the
sessions that it must leave alone. Each confusion bends the course of one session before it is
written; its name stands in the truth.
"""

from __future__ import annotations

import dataclasses
import random

from analysis.exercise import networks, sessions
from analysis.exercise.clients import Client
from analysis.exercise.networks import City
from analysis.exercise.people import okta_id, token_hash
from analysis.exercise.records import target
from analysis.exercise.sessions import Bend
from analysis.exercise.world import HOUR, MINUTE, SECOND, Course, Segment, World


def _later(world: World, course: Course, low: float = 0.2, high: float = 0.8) -> int:
    """A moment within the session, as a share of its length."""
    return course.started_at + int((course.ended_at - course.started_at) * world.rng.uniform(low, high))


def _then(course: Course, at: int, *clients: Client) -> None:
    course.segments.append(Segment(at, clients))


def _start_with(course: Course, *clients: Client) -> None:
    course.segments[:] = [Segment(course.started_at, clients)]


def company_vpn(world: World, course: Course) -> None:
    """The company's VPN is switched on, and mostly off again: one address that many use."""
    home = world.bare_home(course.person, course.started_at)
    _start_with(course, home)
    _then(course, _later(world, course, 0.15, 0.4), world.vpn(course.person, course.started_at))
    if world.rng.random() < 0.7:
        _then(course, _later(world, course, 0.5, 0.8), home)


def wifi_to_mobile(world: World, course: Course) -> None:
    """The laptop hangs on the phone for a while; the operator's gateway may be far off."""
    before = course.segments[0].clients[0]
    _then(course, _later(world, course, 0.2, 0.5), world.mobile(course.person, course.started_at, course.person.laptop))
    if world.rng.random() < 0.6:
        _then(course, _later(world, course, 0.55, 0.85), before)


def dual_stack(world: World, course: Course) -> None:
    """The same machine at home by IPv4 and by IPv6, request by request."""
    old = world.bare_home(course.person, course.started_at)
    new = dataclasses.replace(old, address=course.person.home_v6)
    _start_with(course, old)
    _then(course, course.started_at + 40 * SECOND, old, new)


def browser_upgraded(world: World, course: Course) -> None:
    """The browser restarts with its next version."""
    before = course.segments[0].clients[0]
    newer = world.client(course.person.laptop, course.started_at, before.address, before.network, before.city, newer=1)
    _then(course, _later(world, course), newer)


def cookie_cleared(world: World, course: Course) -> None:
    """The device token is new; the rest stays."""
    before = course.segments[0].clients[0]
    _then(course, _later(world, course), dataclasses.replace(before, dt_hash=token_hash(world.rng)))


def missing_places(world: World, course: Course) -> None:
    """Some records carry no place."""
    before = course.segments[0].clients[0]
    _then(course, course.started_at + 40 * SECOND, before, dataclasses.replace(before, city=None))


def wrong_places(world: World, course: Course) -> None:
    """Okta's place database moves the address to another city for a while."""
    before = course.segments[0].clients[0]
    elsewhere: City = world.rng.choice([city for city in networks.CITIES if city != before.city])
    _then(course, _later(world, course), dataclasses.replace(before, city=elsewhere))


def consumer_vpn(world: World, course: Course) -> None:
    """A VPN of the person's own, on a hosting network, in some other city."""
    home = world.bare_home(course.person, course.started_at)
    network = world.rng.choice(networks.CONSUMER_VPNS)
    city = world.rng.choice((networks.AMSTERDAM, networks.LONDON, networks.NEW_YORK, networks.SINGAPORE))
    through = dataclasses.replace(home, address=network.any_address(world.rng), network=network, city=city)
    _start_with(course, home)
    _then(course, _later(world, course, 0.15, 0.5), through)
    if world.rng.random() < 0.4:
        _then(course, _later(world, course, 0.6, 0.9), home)


def private_relay(world: World, course: Course) -> None:
    """A relay whose exit changes with every few requests."""
    home = world.bare_home(course.person, course.started_at)
    exits = tuple(
        dataclasses.replace(home, address=networks.RELAY.any_address(world.rng), network=networks.RELAY)
        for _ in range(world.rng.randrange(2, 5))
    )
    _start_with(course, exits[0])
    _then(course, course.started_at + 40 * SECOND, *exits)


def secure_edge(world: World, course: Course) -> None:
    """A filtering proxy with several exits, each in its own city."""
    home = world.bare_home(course.person, course.started_at)
    cities = (networks.LONDON, networks.AMSTERDAM, networks.BERLIN)
    if course.person.city.utc_offset_h < 0:
        cities = (networks.NEW_YORK, networks.CHICAGO, networks.TORONTO)
    exits = tuple(
        dataclasses.replace(
            home,
            address=networks.SASE.address(number + 1, number),
            network=networks.SASE,
            city=city,
            zone="OfficeNetworks",
        )
        for number, city in enumerate(cities)
    )
    _start_with(course, exits[0])
    _then(course, course.started_at + 40 * SECOND, *exits)


def split_tunnel(world: World, course: Course) -> None:
    """Some requests through the VPN, some beside it: one machine, two paths at once."""
    home, inside = world.bare_home(course.person, course.started_at), world.vpn(course.person, course.started_at)
    _start_with(course, inside)
    _then(course, course.started_at + 2 * MINUTE, inside, home)


def flight(world: World, course: Course) -> None:
    """The laptop sleeps through a flight and wakes in another city, with time enough between."""
    to, hours = {
        "London": (networks.NEW_YORK, 9),
        "Berlin": (networks.NEW_YORK, 11),
        "Madrid": (networks.LONDON, 4),
        "New York": (networks.LONDON, 9),
        "Chicago": (networks.NEW_YORK, 4),
        "Toronto": (networks.CHICAGO, 4),
    }[course.person.city.name]
    before = course.segments[0].clients[0]
    leaves_at = course.started_at + world.rng.randrange(40, 90) * MINUTE
    lands_at = leaves_at + hours * HOUR
    hotel = world.rng.choice(networks.HOTELS)
    there = dataclasses.replace(before, address=hotel.any_address(world.rng), network=hotel, city=to, zone="null")
    asleep = Course(course.person, course.session_id, course.started_at, leaves_at, list(course.segments))
    course.segments[:] = [*asleep.segments, Segment(lands_at, (there,))]
    course.quiet = (leaves_at, lands_at)
    course.ended_at = lands_at + world.rng.randrange(60, 200) * MINUTE


def hotel(world: World, course: Course) -> None:
    """A day in a hotel on a network nobody knows, later through the VPN or the phone."""
    network = world.rng.choice(networks.HOTELS)
    city = world.rng.choice([city for city in networks.CITIES if city != course.person.city])
    room = world.client(course.person.laptop, course.started_at, network.any_address(world.rng), network, city)
    _start_with(course, room)
    away = world.vpn(course.person, course.started_at)
    if world.rng.random() < 0.4:
        mobile = networks.mobile_network(city)
        away = dataclasses.replace(room, address=mobile.any_address(world.rng), network=mobile)
    _then(course, _later(world, course, 0.2, 0.6), away)


def commute(world: World, course: Course) -> None:
    """From home to the office, which shares one address, without signing in again; else to a cafe."""
    person = course.person
    home = world.bare_home(person, course.started_at)
    _start_with(course, home)
    there = world.office(person, course.started_at)
    if person.office is None:
        network = networks.HOTELS[person.number % len(networks.HOTELS)]
        there = dataclasses.replace(home, address=network.any_address(world.rng), network=network)
    _then(course, _later(world, course, 0.15, 0.4), there)


def elsewhere(world: World, course: Course) -> None:
    """A second session, signed in on the phone far away, while the first goes on."""
    person, rng = course.person, world.rng
    network = networks.MOBILE["Europe" if person.city.utc_offset_h < 0 else "America"]
    city = networks.MADRID if person.city.utc_offset_h < 0 else networks.CHICAGO
    abroad = world.client(person.phone, course.started_at, network.any_address(rng), network, city)
    at = _later(world, course, 0.2, 0.5)
    second = Course(
        person,
        world.recorder.new_session(),
        at,
        at + rng.randrange(20, 70) * MINUTE,
        [Segment(at, (abroad,))],
        is_phone=True,
    )
    sessions.activity(world, second, sessions.sign_in(world, second))


def support_access(world: World, course: Course) -> None:
    """An admin lets Okta's support in: another client in the admin's session, announced as such."""
    person, rng, write = course.person, world.rng, world.recorder.write
    actor = world.recorder.actor(person)
    at = _later(world, course, 0.3, 0.5)
    write(
        at,
        "user.session.impersonation.grant",
        actor,
        course.client_at(at, rng),
        course.session_id,
        targets=[actor],
        uri="/admin/settings/account",
    )
    network = networks.OKTA_SUPPORT
    support = dataclasses.replace(
        world.client(
            dataclasses.replace(
                person.laptop,
                family="mac-chrome",
                dt_hash=token_hash(rng),
                fingerprint=token_hash(rng, 32),
                registration=None,
            ),
            course.started_at,
            network.any_address(rng),
            network,
            networks.TORONTO,
        )
    )
    at += rng.randrange(5, 20) * MINUTE
    org = target("Org", okta_id(rng, "00o"), "example", "Example Corp")
    write(
        at,
        "user.session.impersonation.initiate",
        actor,
        support,
        course.session_id,
        targets=[actor],
        uri="/admin/impersonation",
    )
    write(
        at + 90 * SECOND, "support.org.view", actor, support, course.session_id, targets=[org], uri="/admin/dashboard"
    )
    write(
        at + 6 * MINUTE,
        "user.session.access_admin_app",
        actor,
        support,
        course.session_id,
        targets=[actor],
        uri="/admin/sso/callback",
    )
    write(
        at + 25 * MINUTE,
        "user.session.impersonation.end",
        actor,
        support,
        course.session_id,
        targets=[actor],
        uri="/admin/impersonation",
    )


CONFUSIONS: dict[str, tuple[Bend, float]] = {
    "company_vpn": (company_vpn, 0.10),
    "wifi_to_mobile": (wifi_to_mobile, 0.06),
    "commute": (commute, 0.05),
    "dual_stack": (dual_stack, 0.05),
    "secure_edge": (secure_edge, 0.02),
    "split_tunnel": (split_tunnel, 0.02),
    "browser_upgraded": (browser_upgraded, 0.02),
    "cookie_cleared": (cookie_cleared, 0.01),
    "missing_places": (missing_places, 0.02),
    "wrong_places": (wrong_places, 0.01),
    "consumer_vpn": (consumer_vpn, 0.02),
    "private_relay": (private_relay, 0.02),
    "flight": (flight, 0.01),
    "hotel": (hotel, 0.01),
    "elsewhere": (elsewhere, 0.02),
    "support_access": (support_access, 0.004),
}
"""Name to the function that bends the session and its usual share of the sessions on laptops."""

ADMINS_ONLY = frozenset({"support_access"})


def draw(rng: random.Random, shares: dict[str, float], *, is_admin: bool) -> str | None:
    """Which confusion befalls a session; None for most."""
    left = rng.random()
    for name, share in shares.items():
        left -= share
        if left < 0:
            return None if name in ADMINS_ONLY and not is_admin else name
    return None
