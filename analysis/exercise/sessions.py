"""What one person does in one session: sign-in, apps, admin work, sign-out.

Not here: why a course changes in the middle (confusions.py), and the second client of a stolen
session (replays.py).
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable

from analysis.exercise import apps
from analysis.exercise.clients import Agent, Client
from analysis.exercise.people import Person, okta_id
from analysis.exercise.records import Record, target
from analysis.exercise.world import HOUR, MINUTE, SECOND, App, Course, World

ADMIN_WORK = (
    ("group.user_membership.add", "/api/v1/groups/{group}/users/{user}", 30),
    ("application.user_membership.add", "/admin/app/{group}/assign", 25),
    ("user.account.update_profile", "/api/v1/users/{user}", 15),
    ("user.account.reset_password", "/api/v1/users/{user}/lifecycle/reset_password", 10),
    ("user.lifecycle.create", "/api/v1/users", 8),
    ("user.mfa.factor.reset_all", "/api/v1/users/{user}/lifecycle/reset_factors", 4),
    ("policy.rule.update", "/api/v1/policies/{group}/rules/{user}", 4),
    ("application.lifecycle.update", "/api/v1/apps/{group}", 3),
    ("analytics.reports.export.request", "/reports/app-usage/async_csv_download_schedule", 1),
)


def sign_in(world: World, course: Course) -> int:
    """Write the sign-in of a session and give the moment at which it is complete."""
    person, rng, write = course.person, world.rng, world.recorder.write
    at, session_id = course.started_at, course.session_id
    client = course.client_at(at, rng)
    actor = world.recorder.actor(person)
    opinion = world.opinion(person, client, learn=True)
    is_classic = world.recorder.style.is_classic
    if world.happens("failed_sign_in"):
        world.counts["failed_sign_in"] += 1
        write(
            at - rng.randrange(8, 40) * SECOND,
            "user.session.start",
            actor,
            client,
            None,
            result="FAILURE",
            reason="INVALID_CREDENTIALS",
            uri="/api/v1/authn" if is_classic else "/idp/idx/identify",
            debug=opinion,
            credential=("OKTA_AUTHENTICATION_PROVIDER", None, "PASSWORD"),
        )
    if person.is_federated:
        provider = target("IdentityProvider", "0oaPartnerIdp0000000", "Example Partner", "Example Partner")
        write(
            at,
            "user.authentication.auth_via_IDP",
            actor,
            client,
            session_id,
            targets=[provider],
            uri=f"/sso/saml2/{provider['id']}",
            credential=("FEDERATION", None, "ASSERTION"),
        )
        world.counts["federated_sign_in"] += 1
        _session_start(world, at + 400, course, client, opinion)
        return at + SECOND
    if is_classic:
        _session_start(world, at, course, client, opinion)
        return factor(world, at + rng.randrange(4 * SECOND, 30 * SECOND), course, client)
    password = target("AuthenticatorEnrollment", "laePassword000000000", "unknown", "Password")
    if person.factor != "fastpass":
        write(
            at,
            "user.authentication.auth_via_mfa",
            actor,
            client,
            session_id,
            targets=[password],
            uri="/idp/idx/identify",
            debug={"factor": "PASSWORD_AS_FACTOR"},
            credential=("FACTOR_PROVIDER", "OKTA_CREDENTIAL_PROVIDER", "PASSWORD"),
        )
    proven_at = factor(world, at + rng.randrange(3 * SECOND, 20 * SECOND), course, client)
    _session_start(world, proven_at + 250, course, client, opinion)
    return proven_at + SECOND


def _session_start(world: World, at: int, course: Course, client: Client, opinion: Record) -> None:
    is_classic = world.recorder.style.is_classic
    uri = "/api/v1/authn" if is_classic else "/idp/idx/authenticators/poll"
    transaction = world.recorder.new_transaction()
    actor = world.recorder.actor(course.person)
    app = world.dashboard
    world.recorder.write(
        at,
        "user.session.start",
        actor,
        client,
        course.session_id,
        uri=uri,
        debug=opinion,
        transaction=transaction,
        targets=None if is_classic else [app.part],
    )
    policy(world, at + 45, course.session_id, course.person, client, app, transaction=transaction)


def factor(world: World, at: int, course: Course, client: Client) -> int:
    """Write the person's factor and give the moment at which it is answered."""
    person, write, actor = course.person, world.recorder.write, world.recorder.actor(course.person)
    names = {
        "push": "OKTA_VERIFY_PUSH",
        "fastpass": "SIGNED_NONCE",
        "totp": "OKTA_SOFT_TOKEN",
        "webauthn": "FIDO_WEBAUTHN",
        "sms": "SMS_FACTOR",
    }
    seen_as = client
    if person.factor == "push":
        write(
            at,
            "system.push.send_factor_verify_push",
            actor,
            client,
            course.session_id,
            targets=[actor],
            uri="/api/v1/authn/factors/opf00000000000000000/verify",
        )
        at += world.rng.randrange(3 * SECOND, 25 * SECOND)
        if world.happens("okta_verify_leg"):
            seen_as = verify_leg(world, person, at, world.mobile(person, at))
    elif person.factor == "fastpass" and world.ambient.get("okta_verify_leg"):
        seen_as = verify_leg(world, person, at, client)
    write(
        at,
        "user.authentication.auth_via_mfa",
        actor,
        seen_as,
        course.session_id,
        targets=[actor],
        uri="/idp/idx/authenticators/poll"
        if not world.recorder.style.is_classic
        else "/api/v1/authn/factors/opf00000000000000000/verify",
        debug={"factor": names[person.factor]},
        credential=("FACTOR_PROVIDER", "OKTA_CREDENTIAL_PROVIDER", "OTP" if person.factor == "totp" else None),
    )
    return at


def verify_leg(world: World, person: Person, at: int, client: Client) -> Client:
    """The client of an Okta Verify leg: same session, the authenticator's own agent."""
    world.counts["okta_verify_leg"] += 1
    digits = person.laptop.fingerprint[:10].upper()
    system = "iOS/17.0 Apple/iPhone15,2" if client.agent.device == "Mobile" else "macOS/13.6 Apple/Mac14,2"
    agent = Agent(
        f"{digits}.com.okta.mobile/8.4.1 OktaDeviceSDK/1.4.0 {system}", "Unknown", "UNKNOWN", client.agent.device
    )
    return dataclasses.replace(client, agent=agent, dt_hash=None, fingerprint=None)


def policy(
    world: World,
    at: int,
    session_id: str,
    person: Person,
    client: Client,
    app: App,
    *,
    result: str = "ALLOW",
    transaction: str | None = None,
) -> str:
    """Write one evaluation of the sign-on policy and give its uuid."""
    name = f"{app.name} policy" if result != "ALLOW" else "Any two factors"
    return world.recorder.write(
        at,
        "policy.evaluate_sign_on",
        world.recorder.actor(person),
        client,
        session_id,
        result=result,
        reason=f"Sign-on policy evaluation resulted in {result}",
        transaction=transaction,
        uri="/oauth2/v1/authorize" if app.mode == "OPENID_CONNECT" else f"/app/{app.id}/sso/saml",
        debug=world.short_opinion(person, client),
        targets=_policy_targets(app, name),
    )


@functools.cache
def _policy_targets(app: App, name: str) -> list[Record]:
    """What a policy evaluation names; the same objects each time."""
    return [
        target("PolicyEntity", "rst" + app.id[3:], "unknown", name, policyType="OktaSignOn"),
        target("PolicyRule", "rul" + app.id[3:], "rst" + app.id[3:], "Catch-all rule"),
        app.part,
    ]


def use_app(
    world: World,
    at: int,
    session_id: str,
    person: Person,
    client: Client,
    app: App,
    *,
    result: str = "SUCCESS",
    evaluate: bool = True,
    initiation: str | None = None,
) -> str:
    """Write the sign-on to one app with its policy evaluation; gives the uuid of the first event."""
    transaction = world.recorder.new_transaction()
    first = None
    if evaluate:
        first = policy(world, at, session_id, person, client, app, transaction=transaction)
    assigned = target("AppUser", f"0ua{person.number:05d}{app.id[8:]}", person.login, person.name)
    parts = [app.part, assigned] if world.rng.random() < 0.5 else [assigned, app.part]
    sso = world.recorder.write(
        at + 60,
        "user.authentication.sso",
        world.recorder.actor(person),
        client,
        session_id,
        result=result,
        uri="/oauth2/v1/authorize" if app.mode == "OPENID_CONNECT" else f"/app/{app.id}/sso/saml",
        targets=parts,
        transaction=transaction,
        debug={
            "signOnMode": app.mode,
            "initiationType": initiation or ("IDP_INITIATED" if world.rng.random() < 0.4 else "SP_INITIATED"),
        },
    )
    if app.mode == "OPENID_CONNECT" and result == "SUCCESS":
        _token(world, at + 900, session_id, person, app)
    return first or sso


def own_app(world: World, person: Person) -> App:
    """An app that the person uses; rarely one that is new to the person."""
    if world.rng.random() < 0.01:
        return world.rng.choice(world.apps)
    return apps.dear(world.rng, person.apps)


def _token(world: World, at: int, session_id: str, person: Person, app: App) -> None:
    """The app's server exchanges the code: another client, the person's session."""
    if not world.happens("token_exchange"):
        return
    world.counts["token_exchange"] += 1
    world.recorder.write(
        at,
        "app.oauth2.token.grant.access_token",
        world.recorder.actor(person),
        world.app_servers.get(app.id),
        session_id if world.recorder.style.tokens_carry_session else None,
        uri="/oauth2/v1/token",
        client_id=app.client_id,
        targets=[target("access_token", "AT." + okta_id(world.rng, "tok", 24), app.name, "Access Token")],
        debug={
            "grantType": "authorization_code",
            "clientAuthType": "client_secret_basic",
            "requestedScopes": "openid,profile,email",
            "grantedScopes": "openid, profile, email",
        },
    )


def open_admin_console(
    world: World, at: int, session_id: str, person: Person, client: Client, *, result: str = "SUCCESS"
) -> str:
    """Write the opening of the Admin Console; gives the uuid of the first event."""
    first = policy(world, at, session_id, person, client, world.admin_console)
    assigned = target("AppUser", f"0ua{person.number:05d}{world.admin_console.id[8:]}", person.login, person.name)
    world.recorder.write(
        at + 300,
        "user.session.access_admin_app",
        world.recorder.actor(person),
        client,
        session_id,
        targets=[assigned],
        uri="/admin/sso/callback",
        result=result,
    )
    if not world.happens("okta_own_call"):
        return first
    world.counts["okta_own_call"] += 1
    world.recorder.write(
        at + 700,
        "app.oauth2.token.grant.id_token",
        world.recorder.actor(person),
        world.rng.choice(world.okta_cells),
        session_id if world.recorder.style.tokens_carry_session else None,
        uri="/oauth2/v1/token",
        client_id="okta.b58d5b75-07d4-5f25-bf59-368a1261a405",
        targets=[world.admin_console.part],
        debug={"grantType": "authorization_code", "clientAuthType": "private_key_jwt"},
    )
    return first


def admin_work(world: World, at: int, session_id: str, person: Person, client: Client) -> str:
    """Write one ordinary change by an admin."""
    name, uri, _ = world.rng.choices(ADMIN_WORK, [weight for *_, weight in ADMIN_WORK])[0]
    subject = world.rng.choice(world.people)
    group = target("UserGroup", "00gEveryone000000000", "unknown", "Example Project")
    return world.recorder.write(
        at,
        name,
        world.recorder.actor(person),
        client,
        session_id,
        targets=[world.recorder.actor(subject), group],
        uri=uri.format(group="00gEveryone000000000", user=subject.id),
    )


def activity(world: World, course: Course, from_at: int, *, may_sign_out: bool = True) -> None:
    """Write what the person does from a moment to the end of the session."""
    rng, person, session_id = world.rng, course.person, course.session_id
    in_console = False
    for at in _moments(world, course, from_at):
        if person.is_admin and not course.is_phone and rng.random() < 0.35:
            client = course.client_at(at, rng, world.admin_console)
            if not in_console:
                open_admin_console(world, at, session_id, person, client)
                in_console = True
            admin_work(world, at + 20 * SECOND, session_id, person, client)
        elif rng.random() < 0.06:
            policy(world, at, session_id, person, course.client_at(at, rng), world.dashboard)
        else:
            app = own_app(world, person)
            use_app(world, at, session_id, person, course.client_at(at, rng, app), app)
    if may_sign_out and rng.random() < 0.25:
        world.recorder.write(
            course.ended_at + 5 * SECOND,
            "user.session.end",
            world.recorder.actor(person),
            course.client_at(course.ended_at, rng),
            session_id,
            uri="/login/signout",
        )


def _moments(world: World, course: Course, from_at: int) -> list[int]:
    """When something is done: two or three apps at once in the beginning, then now and then outside the breaks."""
    rng = world.rng
    breaks = sum(max(0, min(ends, course.ended_at) - max(begins, from_at)) for begins, ends in course.breaks)
    hours = max(0.5, (course.ended_at - from_at - breaks) / HOUR)
    count = max(2, round(hours * world.busyness * rng.uniform(0.8, 1.9)))
    last = max(from_at + MINUTE, course.ended_at)
    moments = [rng.randrange(from_at, last) for _ in range(count)]
    for number in range(min(count // 4, 2)):
        moments[number] = min(from_at + rng.randrange(5 * SECOND, 6 * MINUTE), last)
    return sorted(at for at in map(course.awake, moments) if at <= last)


Bend = Callable[[World, Course], None]
"""A confusion: changes the course of a session before it is written."""
