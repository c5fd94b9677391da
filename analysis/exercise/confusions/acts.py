"""Honest acts that look like a thief's: second sessions, factors, passwords, refused sign-ins.

Why: each is announced by its own events; a judgement must read them before it reads the rest.
"""

from __future__ import annotations

from analysis.exercise import networks, sessions
from analysis.exercise.clients import Client
from analysis.exercise.confusions.bending import first_client, later, start_with, then
from analysis.exercise.course import Course, Segment
from analysis.exercise.ids import okta_id
from analysis.exercise.records import target
from analysis.exercise.world import MINUTE, SECOND, World


def elsewhere(world: World, course: Course) -> None:
    """A second session, signed in on the phone far away, while the first goes on."""
    person, rng = course.person, world.rng
    network = networks.MOBILE["Europe" if person.city.utc_offset_h < 0 else "America"]
    city = networks.MADRID if person.city.utc_offset_h < 0 else networks.CHICAGO
    abroad = world.client(person.phone, course.started_at, network.any_address(rng), network, city)
    at = later(world, course, 0.2, 0.5)
    ended_at = at + rng.randrange(20, 70) * MINUTE
    second = Course(person, world.recorder.new_session(), at, ended_at, [Segment(at, (abroad,))], is_phone=True)
    world.counts["second_session"] += 1
    sessions.activity(world, second, sessions.sign_in(world, second))


def step_up(world: World, course: Course) -> None:
    """On a new network a factor is asked for again, and answered there."""
    person, rng = course.person, world.rng
    start_with(course, world.bare_home(person, course.started_at))
    at = later(world, course, 0.2, 0.6)
    there = world.vpn(person, course.started_at)
    if rng.random() < 0.6:
        there = world.mobile(person, course.started_at, person.laptop)
    then(course, at, there)
    asked_at = at + rng.randrange(5, 60) * SECOND
    sessions.policy(world, asked_at, course.session_id, person, there, rng.choice(person.apps), result="CHALLENGE")
    if person.is_federated:
        return
    proven_at = sessions.factor(world, asked_at + rng.randrange(2, 9) * SECOND, course, there)
    sessions.use_app(world, proven_at + SECOND, course.session_id, person, there, person.apps[0])


def password_reset(world: World, course: Course) -> None:
    """The password is forgotten, set anew by the person, and used."""
    person, rng, write = course.person, world.rng, world.recorder.write
    actor, client = world.recorder.actor(person), first_client(course)
    at = course.started_at - rng.randrange(90, 200) * SECOND
    for number in range(rng.randrange(1, 4)):
        _refused(world, course, client, at - (40 - 12 * number) * SECOND)
    write(
        at,
        "user.account.reset_password",
        actor,
        client,
        None,
        targets=[actor],
        uri="/idp/idx/recover",
        debug=world.short_opinion(person, client),
    )
    write(
        at + 60 * SECOND, "user.account.update_password", actor, client, None, targets=[actor], uri="/idp/idx/challenge"
    )


def factor_enrolment(world: World, course: Course) -> None:
    """A factor is set up by the person it belongs to, in the middle of the day."""
    person = course.person
    at = course.awake(later(world, course, 0.1, 0.6))
    actor = world.recorder.actor(person)
    factor = target("AuthenticatorEnrollment", okta_id(world.rng, "lae"), "unknown", "Security key")
    client = course.client_at(at, world.rng)
    sessions.policy(world, at, course.session_id, person, client, world.dashboard)
    world.recorder.write(
        at + 50 * SECOND,
        "user.mfa.factor.activate",
        actor,
        client,
        course.session_id,
        targets=[actor, factor],
        uri="/idp/idx/credential/enroll",
        debug={"factor": "FIDO_WEBAUTHN"},
    )


def failed_sign_ins(world: World, course: Course) -> None:
    """Some wrong passwords, from the own machine, before the right one."""
    client = first_client(course)
    at = course.started_at
    for _ in range(world.rng.randrange(2, 6)):
        at -= world.rng.randrange(6, 40) * SECOND
        _refused(world, course, client, at)


def _refused(world: World, course: Course, client: Client, at: int) -> None:
    world.recorder.write(
        at,
        "user.session.start",
        world.recorder.actor(course.person),
        client,
        None,
        result="FAILURE",
        reason="INVALID_CREDENTIALS",
        uri="/api/v1/authn" if world.recorder.style.is_classic else "/idp/idx/identify",
        debug=world.opinion(course.person, client, learn=False),
        credential=("OKTA_AUTHENTICATION_PROVIDER", None, "PASSWORD"),
    )
