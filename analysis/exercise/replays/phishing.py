"""Thieves for whom the person proves a sign-in: a phishing proxy, and a push approved in mid-session."""

from __future__ import annotations

from analysis.exercise import networks, sessions
from analysis.exercise.clients import Client
from analysis.exercise.ids import okta_id
from analysis.exercise.people import Person
from analysis.exercise.records import target
from analysis.exercise.replays.clients import exit_city, home_line, other_browser, other_city, thief
from analysis.exercise.replays.theft import Theft
from analysis.exercise.world import SECOND, Segment

ONE_CLIENT = 0.5
"""The share of the phishing proxies whose thief goes on through the proxy's own client."""
HOME_LINE, HOME_LINE_WHEN_QUIET = 0.15, 0.5
"""The share of the phishing proxies that stand on a home line."""


def answers_pushes(person: Person) -> bool:
    """A push on the phone: the factor that a proxy can pass on and a tired person approves."""
    return person.factor == "push" and not person.is_federated


def phishing_proxy(theft: Theft) -> None:
    """The thief's server signs in with what the person types, and the person approves on the own phone.

    The session is the thief's from its first event. Afterwards a browser of the thief's own carries
    it on elsewhere, or the same client goes on alone.
    """
    world, course, rng = theft.world, theft.course, theft.world.rng
    theft.client = _proxy(theft)
    course.segments[:] = [Segment(course.started_at, (theft.client,))]
    written = world.recorder.written
    theft.at = sessions.sign_in(world, course)
    theft.event_ids += [
        record["uuid"]
        for record in theft.written_since(written)
        if record["authenticationContext"]["externalSessionId"] == course.session_id
        and record["client"]["ipAddress"] == theft.client.address
    ]
    theft.wait(60, 600)
    # a loud thief who goes on alone at a home line would be a person with a new browser
    goes_on = not theft.is_quiet and theft.client.network.kind == "residential"
    if rng.random() >= ONE_CLIENT or goes_on:
        theft.wait(60, 1100)
        theft.client = _own(theft)
        theft.dashboard()
        theft.wait(10, 60)
    theft.apps(5, 30, 300)
    course.ended_at = max(course.ended_at, theft.at)


def _own(theft: Theft) -> Client:
    """The thief's own browser, on another network than the proxy's."""
    kind = theft.client.network.kind
    if kind == "vpn" or (theft.is_quiet and kind == "hosting"):
        city = other_city(theft)
        network, address = home_line(theft, city)
        return thief(theft, network, city, other_browser(theft), address=address)
    return thief(theft, networks.THEFT_VPN, exit_city(theft), other_browser(theft))


def _proxy(theft: Theft) -> Client:
    """The server in between: it shows the person's agent, or its own, and never the person's device token."""
    rng = theft.world.rng
    agent = theft.mine.agent if rng.random() < 0.7 else other_browser(theft)
    if rng.random() < (HOME_LINE_WHEN_QUIET if theft.is_quiet else HOME_LINE):
        network, address = home_line(theft, theft.person.city)
        return thief(theft, network, theft.person.city, agent, address=address)
    network = rng.choice((networks.THEFT_HOSTING, networks.THEFT_HOSTING, networks.THEFT_VPN))
    return thief(theft, network, exit_city(theft), agent)


def push_approved(theft: Theft) -> None:
    """In mid-session an app wants a factor: pushes are denied, then one is approved, and the doors open."""
    world, rng = theft.world, theft.world.rng
    theft.client = thief(theft, networks.THEFT_VPN, exit_city(theft), other_browser(theft))
    is_admin = theft.person.is_admin and not theft.is_quiet
    apps = theft.chosen_apps(4)
    wanted = world.admin_console if is_admin else apps[0]
    theft.dashboard()
    theft.wait(10, 60)
    theft.policy(wanted, "CHALLENGE")
    for _ in range(rng.randrange(2, 5)):
        theft.at += rng.randrange(3 * SECOND, 9 * SECOND)
        push(theft, is_approved=False)
        theft.at += rng.randrange(20 * SECOND, 100 * SECOND)
    push(theft, is_approved=True)
    theft.at += 2 * SECOND
    if is_admin:
        theft.console()
        theft.wait(40, 120)
        group = target("UserGroup", okta_id(rng, "00g"), "unknown", "Example Administrators")
        theft.change(
            "group.user_membership.add",
            f"/api/v1/groups/{group['id']}/users/{theft.person.id}",
            targets=[world.recorder.actor(theft.person), group],
        )
        theft.wait(40, 120)
    for app in apps:
        theft.open(app)
        theft.wait(40, 200)


def push(theft: Theft, *, is_approved: bool) -> None:
    """One push: sent for the thief's browser, answered on the victim's phone."""
    world, recorder = theft.world, theft.world.recorder
    actor, session_id = recorder.actor(theft.person), theft.course.session_id
    uri = "/idp/idx/authenticators/poll"
    theft.write(
        "system.push.send_factor_verify_push", "/api/v1/authn/factors/opf00000000000000000/verify", targets=[actor]
    )
    theft.at += world.rng.randrange(4 * SECOND, 30 * SECOND)
    if not is_approved:
        phone = sessions.verify_leg(world, theft.person, theft.at, world.mobile(theft.person, theft.at))
        recorder.write(
            theft.at,
            "user.mfa.okta_verify.deny_push",
            actor,
            phone,
            session_id,
            result="FAILURE",
            reason="User rejected Okta push verify",
            targets=[actor],
            uri=uri,
        )
        theft.at += 300
    theft.write(
        "user.authentication.auth_via_mfa",
        uri,
        result="SUCCESS" if is_approved else "FAILURE",
        reason=None if is_approved else "INVALID_CREDENTIALS",
        targets=[actor],
        debug={"factor": "OKTA_VERIFY_PUSH"},
        credential=("FACTOR_PROVIDER", "OKTA_CREDENTIAL_PROVIDER", None),
    )
