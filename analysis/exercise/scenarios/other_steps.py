"""What victims, helpdesks, admins and the vendor's support do in a written exercise.

Why: half of an incident is done by honest people, and an exercise stands or falls with them.
"""

from __future__ import annotations

import dataclasses

from analysis.exercise import networks, sessions
from analysis.exercise.clients import Client
from analysis.exercise.ids import okta_id, token_hash
from analysis.exercise.people import Person
from analysis.exercise.records import target
from analysis.exercise.replays import containing
from analysis.exercise.replays.clients import browser_of_the_day
from analysis.exercise.scenarios.parts import Step
from analysis.exercise.scenarios.telling import Handed, Telling
from analysis.exercise.scenarios.thief_steps import wait
from analysis.exercise.world import MINUTE, SECOND, Course, Segment


def nothing(telling: Telling, step: Step) -> None:
    """Something that happens outside the log."""


def har_upload(telling: Telling, step: Step) -> None:
    """A HAR file is handed over; the log knows nothing of it, the register does."""
    theft = telling.theft
    theft.uploaded_at = theft.at
    told = step.params
    telling.stage.handed.append(
        Handed(theft.person.login, theft.at, told["to"], told["scrubbed"], told["ticket"], told["note"], step.id)
    )


def works(telling: Telling, step: Step) -> None:
    """The account's owner opens apps of the own."""
    for _ in range(step.params["count"]):
        telling.theft.victim_acts()
        wait(telling, step.params["pace"])


def administers(telling: Telling, step: Step) -> None:
    """The account's owner opens the Admin Console and does ordinary work there."""
    theft, world = telling.theft, telling.theft.world
    client = theft.course.client_at(theft.at, telling.rng, world.admin_console)
    sessions.open_admin_console(world, theft.at, theft.course.session_id, theft.person, client)
    for _ in range(step.params["count"]):
        wait(telling, step.params["pace"])
        sessions.admin_work(world, theft.at, theft.course.session_id, theft.person, client)


def moves(telling: Telling, step: Step) -> None:
    """From now on the same machine is seen through another client: a VPN, another line, another browser."""
    theft = telling.theft
    client = telling.client(step.client)
    if client.dt_hash == theft.mine.dt_hash:
        client = dataclasses.replace(client, device=theft.mine.device)
    theft.course.segments.append(Segment(theft.at, (client,)))


def returns(telling: Telling, step: Step) -> None:
    """Back through the client that signed in."""
    telling.theft.course.segments.append(Segment(telling.theft.at, (telling.theft.mine,)))


def signs_out(telling: Telling, step: Step) -> None:
    """The session's owner signs out."""
    theft = telling.theft
    theft.course.ended_at = min(theft.course.ended_at, theft.at)
    theft.may_sign_out = False
    client = theft.course.client_at(theft.at, telling.rng)
    actor = theft.world.recorder.actor(theft.person)
    theft.world.recorder.write(
        theft.at, "user.session.end", actor, client, theft.course.session_id, uri="/login/signout"
    )


def reports_activity(telling: Telling, step: Step) -> None:
    """The account's owner says by Okta's own mail: that was not me."""
    theft = telling.theft
    actor = theft.world.recorder.actor(theft.person)
    client = theft.course.client_at(theft.at, telling.rng)
    theft.world.recorder.write(
        theft.at,
        "user.account.report_suspicious_activity_by_enduser",
        actor,
        client,
        theft.course.session_id,
        targets=[actor],
        uri="/api/v1/users/me/reportSuspiciousActivity",
    )


def _own_session(telling: Telling, person: Person, minutes: int) -> tuple[Course, Client, int]:
    """Somebody signs in for a while: the session, the client, and the moment at which work may begin."""
    world, at = telling.theft.world, telling.theft.at
    client = world.office(person, at) if person.office else world.home(person, at)
    course = Course(person, world.recorder.new_session(), at, at + minutes * MINUTE, [Segment(at, (client,))])
    telling.theft.responder_sessions += 1
    return course, client, sessions.sign_in(world, course) + MINUTE


def helpdesk_reset(telling: Telling, step: Step) -> None:
    """Somebody of the helpdesk takes all factors of the account away, in a session of the own."""
    theft, world = telling.theft, telling.theft.world
    desk = telling.person(step.params["by"])
    course, client, at = _own_session(telling, desk, 40)
    sessions.open_admin_console(world, at, course.session_id, desk, client)
    at += telling.rng.randrange(60 * SECOND, 150 * SECOND)
    world.recorder.write(
        at,
        "user.mfa.factor.reset_all",
        world.recorder.actor(desk),
        client,
        course.session_id,
        targets=[world.recorder.actor(theft.person)],
        uri=f"/api/v1/users/{theft.person.id}/lifecycle/reset_factors",
    )
    theft.at = at


def clear_sessions(telling: Telling, step: Step) -> None:
    """Another admin ends the account's sessions, and takes back the account that was made."""
    made = telling.last("user")
    undone = (made.id, made.name) if step.params["undo"] and made else None
    containing.clear(telling.theft, deactivate=undone)


def support_access(telling: Telling, step: Step) -> None:
    """An admin lets the vendor's support in: another client in the admin's session, announced from begin to end."""
    theft, world, rng = telling.theft, telling.theft.world, telling.rng
    write, session_id = world.recorder.write, theft.course.session_id
    actor = world.recorder.actor(theft.person)
    mine = theft.course.client_at(theft.at, rng)
    write(
        theft.at,
        "user.session.impersonation.grant",
        actor,
        mine,
        session_id,
        targets=[actor],
        uri="/admin/settings/account",
    )
    wait(telling, step.params["waits"])
    support = _support(telling)
    org = target("Org", okta_id(rng, "00o"), "example", telling.stage.document.company)
    for minute, event_type, about, uri in (
        (0.0, "user.session.impersonation.initiate", actor, "/admin/impersonation"),
        (1.5, "support.org.view", org, "/admin/dashboard"),
        (6.0, "user.session.access_admin_app", actor, "/admin/sso/callback"),
        (0.5 * step.params["minutes"], "support.org.view", org, "/admin/reports"),
        (float(step.params["minutes"]), "user.session.impersonation.end", actor, "/admin/impersonation"),
    ):
        at = theft.at + int(minute * MINUTE)
        write(at, event_type, actor, support, session_id, targets=[about], uri=uri)


def _support(telling: Telling) -> Client:
    network, rng = networks.OKTA_SUPPORT, telling.rng
    agent = browser_of_the_day("mac-chrome", telling.theft.at)
    return dataclasses.replace(
        telling.theft.mine,
        address=network.any_address(rng),
        network=network,
        city=networks.TORONTO,
        agent=agent,
        dt_hash=token_hash(rng),
        fingerprint=token_hash(rng, 32),
        device=None,
        zone="null",
    )
