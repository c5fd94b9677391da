"""Thieves who leave a way back in: a factor, an API token, an account; and who use it later.

Why: what they do later no longer bears the stolen session's id, and is the damage.
"""

from __future__ import annotations

import dataclasses

from analysis.exercise import networks, sessions
from analysis.exercise.clients import Client, script
from analysis.exercise.ids import okta_id, token_hash
from analysis.exercise.people import Machine, Person
from analysis.exercise.records import target
from analysis.exercise.replays.clients import exit_city, other_browser, thief
from analysis.exercise.replays.theft import Theft
from analysis.exercise.world import HOUR, MINUTE, SECOND, Course, Segment


def factor_planted(theft: Theft) -> None:
    """The thief enrols a factor of the own, and signs in with it hours later in a new session."""
    world, rng = theft.world, theft.world.rng
    theft.client = thief(theft, networks.THEFT_VPN, exit_city(theft), other_browser(theft))
    theft.dashboard()
    theft.wait(20, 90)
    phone = token_hash(rng, 32)
    enrolled = target("AuthenticatorEnrollment", okta_id(rng, "lae"), "unknown", "Okta Verify")
    theft.write(
        "user.mfa.factor.activate",
        "/idp/idx/challenge/answer",
        targets=[world.recorder.actor(theft.person), enrolled],
        debug={"factor": "SIGNED_NONCE"},
    )
    theft.wait(60, 300)
    theft.apps(2, 60, 300)
    machine = Machine(theft.person.laptop.family, theft.client.dt_hash or token_hash(rng), phone, 0, None)
    factor = "totp" if world.recorder.style.is_classic else "fastpass"
    later = dataclasses.replace(theft.person, laptop=machine, factor=factor, is_federated=False)
    _sign_in_later(theft, later, rng.randrange(4 * HOUR, 18 * HOUR))


def token_made(theft: Theft) -> None:
    """An API token made in the stolen session; a program uses it later from the thief's address."""
    world, rng = theft.world, theft.world.rng
    theft.client = thief(theft, networks.THEFT_HOSTING, exit_city(theft), other_browser(theft))
    theft.dashboard()
    theft.wait(20, 90)
    if not theft.is_quiet:
        theft.console()
        theft.wait(60, 200)
    token_id, name = okta_id(rng, "00T"), rng.choice(("backup", "monitoring", "sync"))
    theft.write("system.api_token.create", "/api/internal/tokens", targets=[target("Token", token_id, "unknown", name)])
    theft.wait(60, 200)
    program = dataclasses.replace(theft.client, agent=script("python-requests/2.31.0"), dt_hash=None, fingerprint=None)
    group = target("UserGroup", "00gEveryone000000000", "unknown", "Example Project")
    at = theft.at + rng.randrange(2 * HOUR, 12 * HOUR)
    for _ in range(rng.randrange(3, 9)):
        subject = rng.choice(world.people)
        event_type, uri = rng.choice(
            (
                ("user.account.update_profile", f"/api/v1/users/{subject.id}"),
                ("group.user_membership.add", f"/api/v1/groups/{group['id']}/users/{subject.id}"),
            )
        )
        theft.consequence_ids.append(
            world.recorder.write(
                at,
                event_type,
                world.recorder.actor(theft.person),
                program,
                okta_id(rng, "trs", 25),
                token_id=token_id,
                uri=uri,
                targets=[world.recorder.actor(subject), group],
            )
        )
        at += rng.randrange(20 * SECOND, 40 * MINUTE)


def user_made(theft: Theft) -> None:
    """A rogue account made and given rights; it signs in later from the thief's network."""
    world, rng = theft.world, theft.world.rng
    theft.client = thief(theft, networks.THEFT_VPN, exit_city(theft), other_browser(theft))
    theft.dashboard()
    theft.wait(20, 90)
    if not theft.is_quiet:
        theft.console()
        theft.wait(60, 200)
    rogue = _rogue(theft)
    made = world.recorder.actor(rogue)
    transaction = world.recorder.new_transaction()
    theft.write("user.lifecycle.create", "/api/v1/users", targets=[made], transaction=transaction)
    theft.at += 400
    theft.write("user.lifecycle.activate", "/api/v1/users", targets=[made], transaction=transaction)
    theft.wait(40, 200)
    if theft.person.role == "admin":
        theft.change(
            "user.account.privilege.grant",
            f"/api/v1/users/{rogue.id}/roles",
            targets=[made],
            debug={"privilegeGranted": "Super administrator"},
        )
    else:
        group = target("UserGroup", okta_id(rng, "00g"), "unknown", "Example Administrators")
        theft.change(
            "group.user_membership.add",
            f"/api/v1/groups/{group['id']}/users/{rogue.id}",
            targets=[made, group],
        )
    theft.wait(60, 200)
    _sign_in_later(theft, rogue, rng.randrange(30 * MINUTE, 8 * HOUR))


def _rogue(theft: Theft) -> Person:
    """An account that looks like one of the service accounts."""
    rng = theft.world.rng
    name = f"svc-{rng.choice(('export', 'mailbox', 'reporting', 'archive'))}-{rng.randrange(10, 99)}"
    machine = Machine(theft.person.laptop.family, theft.client.dt_hash or token_hash(rng), token_hash(rng, 32), 0, None)
    return dataclasses.replace(
        theft.person,
        number=90_000 + rng.randrange(9_000),
        id=okta_id(rng, "00u"),
        login=f"{name}@example.com",
        name=name,
        laptop=machine,
        phone=machine,
        factor="totp",
        is_federated=False,
        city=theft.client.city or theft.person.city,
    )


def _sign_in_later(theft: Theft, person: Person, after: int) -> None:
    """A session of the thief's own, from the same network: sign-in, dashboard, two apps."""
    world, rng = theft.world, theft.world.rng
    at = theft.at + after
    client = _elsewhere_in_it(theft)
    course = Course(person, world.recorder.new_session(), at, at + HOUR, [Segment(at, (client,))])
    written = world.recorder.written
    at = sessions.sign_in(world, course)
    for app in theft.chosen_apps(2):
        at += rng.randrange(40 * SECOND, 400 * SECOND)
        sessions.use_app(world, at, course.session_id, person, client, app, initiation="IDP_INITIATED")
    theft.later_sessions.append(course.session_id)
    theft.consequence_ids += [
        record["uuid"] for record in theft.written_since(written) if record["client"]["ipAddress"] == client.address
    ]


def _elsewhere_in_it(theft: Theft) -> Client:
    """The thief's browser with the address of that hour, in the same network."""
    client = theft.client
    return dataclasses.replace(client, address=client.network.any_address(theft.world.rng))
