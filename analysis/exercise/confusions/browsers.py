"""Honest changes of the browser, its token or the machine: updates, cleared cookies, developers, new laptops.

Why: these change what a judgement takes for the device, while the path stays where it was.
"""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

from analysis.exercise import sessions
from analysis.exercise.clients import WEBKIT, Agent, Client, browser, chrome_major
from analysis.exercise.confusions.bending import first_client, later, of_person, see, start_with
from analysis.exercise.course import Course, View
from analysis.exercise.ids import token_hash
from analysis.exercise.people import LAPTOPS, machine
from analysis.exercise.records import target
from analysis.exercise.world import MINUTE, SECOND, World

RELEASE_DAYS = 28
"""Days between two versions of a browser."""


def browser_upgraded(world: World, course: Course) -> None:
    """The browser restarts with its next version, and keeps it."""
    before = first_client(course)
    laptop = course.person.laptop
    newer = world.client(laptop, course.started_at, before.address, before.network, before.city, newer=1)
    see(course, later(world, course), agent=newer.agent)
    world.with_laptop(course.person, upgrade_lag_days=laptop.upgrade_lag_days - RELEASE_DAYS)


def cookie_cleared(world: World, course: Course) -> None:
    """The device token is new from now on; the rest stays."""
    token = token_hash(world.rng)
    see(course, later(world, course), dt_hash=token)
    world.with_laptop(course.person, dt_hash=token)


def devtools_view(world: World, course: Course) -> None:
    """A developer looks at a page as a phone would show it: for minutes the browser says that it is one."""
    family = "iphone-safari" if of_person(course.person.number, 40, 2) else "android-chrome"
    phone = browser(family, chrome_major(_day(course)) - 3)
    at = later(world, course, 0.1, 0.8)
    for _ in range(world.rng.randrange(1, 3)):
        until = at + world.rng.randrange(6, 40) * MINUTE
        see(course, at, until, agent=phone)
        sessions.use_app(  # else nothing may happen in so short a while
            world,
            at + world.rng.randrange(1, 5) * MINUTE,
            course.session_id,
            course.person,
            course.client_at(at, world.rng),
            course.person.apps[0],
        )
        at = until + world.rng.randrange(10, 40) * MINUTE


def embedded_view(world: World, course: Course) -> None:
    """Some apps run in a window of their own with a browser inside: same machine and token, other browser."""
    person = course.person
    mine = frozenset(app.id for number, app in enumerate(person.apps) if number % 3 == of_person(person.number, 41, 2))
    agent = embedded_agent(person.laptop.family, chrome_major(_day(course)), of_person(person.number, 42, 2) == 0)

    def inside(client: Client) -> Client:
        return dataclasses.replace(client, agent=agent)

    course.views.append(View(inside, course.started_at + 40 * SECOND, app_ids=mine))


def embedded_agent(family: str, major: int, is_electron: bool) -> Agent:
    """The browser inside a desktop app: Electron, or what the system offers."""
    is_mac = family.startswith("mac")
    system = "Macintosh; Intel Mac OS X 10_15_7" if is_mac else "Windows NT 10.0; Win64; x64"
    okta_os = "Mac OS X" if is_mac else "Windows 10"
    if is_electron:
        raw = f"Mozilla/5.0 ({system}) {WEBKIT} ExampleChat/4.35.{major} Chrome/{major - 4}.0.5993.89 "
        return Agent(f"{raw}Electron/{major - 93}.2.1 Safari/537.36", okta_os, "CHROME")
    if is_mac:
        return Agent(f"Mozilla/5.0 ({system}) AppleWebKit/605.1.15 (KHTML, like Gecko)", okta_os, "UNKNOWN")
    return browser("windows-edge", major)


def new_device(world: World, course: Course) -> None:
    """A new laptop signs in from home, is enrolled, and is the person's laptop from now on."""
    person, rng = course.person, world.rng
    family = person.laptop.family if rng.random() < 0.5 else rng.choice([family for family, _ in LAPTOPS])
    fresh = machine(rng, family, f"LN-{person.number:05d}", person.factor == "fastpass")
    person = world.with_laptop(person, **vars(fresh))
    course.person = person
    client = world.home(person, course.started_at)
    start_with(course, client)
    if person.factor == "fastpass":
        actor = world.recorder.actor(person)
        world.recorder.write(
            course.started_at + 4 * MINUTE,
            "user.mfa.factor.activate",
            actor,
            client,
            course.session_id,
            targets=[actor, target("AuthenticatorEnrollment", "lae" + person.id[3:], "unknown", "Okta Verify")],
            uri="/idp/idx/challenge/poll",
            debug={"factor": "SIGNED_NONCE"},
        )


def _day(course: Course) -> date:
    """The day of the session, in UTC."""
    return datetime.fromtimestamp(course.started_at / 1000, UTC).date()
