"""Sessions used by somebody who did not sign in to them: what a thief does with a stolen cookie.

Why: the three of 2023 follow what the victims published (BeyondTrust, 1Password, Cloudflare); the
others vary what a judgement could lean on. A replay writes no sign-in and no factor: the session
is the victim's.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from analysis.exercise import networks, sessions
from analysis.exercise.clients import PUBLISHED_AGENTS, Agent, Client, browser, chrome_major, script
from analysis.exercise.networks import City, Network
from analysis.exercise.people import okta_id, token_hash
from analysis.exercise.records import target
from analysis.exercise.world import DAY, MINUTE, SECOND, Course, Segment, World


@dataclass
class Theft:
    """One stolen session at work; steps append what they wrote."""

    world: World
    course: Course
    at: int
    """The clock of the thief, in milliseconds since 1970; steps move it on."""
    client: Client
    event_ids: list[str] = field(default_factory=list)
    ends_at: int | None = None
    """Where the session is cleared by a responder; None where nobody notices."""
    uploaded_at: int | None = None
    """When the victim handed over a HAR; None where the cookie was stolen otherwise."""

    def wait(self, low_s: int, high_s: int) -> None:
        """Let some seconds go by."""
        self.at += self.world.rng.randrange(low_s * SECOND, high_s * SECOND)

    def did(self, event_id: str) -> None:
        """Keep what a step wrote."""
        self.event_ids.append(event_id)

    def write(self, event_type: str, uri: str, **more: Any) -> None:
        """Write one event of the thief in the victim's session."""
        actor = self.world.recorder.actor(self.course.person)
        self.did(
            self.world.recorder.write(self.at, event_type, actor, self.client, self.course.session_id, uri=uri, **more)
        )

    def apps(self, count: int, low_s: int, high_s: int) -> None:
        """Sign on to several apps."""
        for app in self.world.rng.sample(self.world.apps, count):
            before = self.world.recorder.written
            sessions.use_app(self.world, self.at, self.course.session_id, self.course.person, self.client, app)
            self._keep_since(before)
            self.wait(low_s, high_s)

    def console(self, result: str = "SUCCESS") -> None:
        """Open the Admin Console."""
        before = self.world.recorder.written
        sessions.open_admin_console(
            self.world, self.at, self.course.session_id, self.course.person, self.client, result=result
        )
        self._keep_since(before)

    def policy(self, app_name: str, result: str) -> None:
        """Meet the sign-on policy of one of Okta's own apps."""
        world = self.world
        app = world.admin_console if app_name == "Okta Admin Console" else world.dashboard
        self.did(
            sessions.policy(world, self.at, self.course.session_id, self.course.person, self.client, app, result=result)
        )

    def _keep_since(self, written: int) -> None:
        for _, number, record in reversed(self.world.recorder.buffer):
            if number <= written:
                return
            if record["client"]["ipAddress"] == self.client.address:
                self.did(record["uuid"])


def thief(
    world: World,
    course: Course,
    network: Network,
    city: City,
    agent: Agent,
    *,
    address: str | None = None,
    keeps_token: bool = False,
    has_token: bool = True,
) -> Client:
    """The thief's client; with the whole cookie jar it keeps the victim's device token."""
    rng = world.rng
    dt_hash = course.person.laptop.dt_hash if keeps_token else token_hash(rng) if has_token else None
    return Client(address or network.any_address(rng), network, city, agent, dt_hash, token_hash(rng, 32))


def browser_of_the_day(family: str, at: int) -> Agent:
    """A browser as it is at a moment in milliseconds since 1970."""
    return browser(family, chrome_major(datetime.fromtimestamp(at / 1000, UTC).date()))


def _contain(theft: Theft, *, deactivate: tuple[str, str] | None = None) -> None:
    """Another admin signs in, ends the victim's sessions and undoes what was made."""
    world, victim = theft.world, theft.course.person
    admin = next(person for person in world.people if person.role == "admin" and person.id != victim.id)
    at = theft.at
    client = world.home(admin, at) if admin.office is None else world.office(admin, at)
    session = Course(admin, world.recorder.new_session(), at, at + 30 * MINUTE, [Segment(at, (client,))])
    at = sessions.sign_in(world, session) + MINUTE
    actor, session_id, write = world.recorder.actor(admin), session.session_id, world.recorder.write
    sessions.open_admin_console(world, at, session_id, admin, client)
    at += 3 * MINUTE
    if deactivate:
        write(
            at,
            "user.lifecycle.deactivate",
            actor,
            client,
            session_id,
            uri="/api/v1/users/lifecycle/deactivate",
            targets=[target("User", deactivate[0], f"{deactivate[1]}@example.com", deactivate[1])],
        )
        at += MINUTE
    transaction = world.recorder.new_transaction()
    write(
        at,
        "user.session.clear",
        actor,
        client,
        session_id,
        uri=f"/api/v1/users/{victim.id}/sessions",
        targets=[world.recorder.actor(victim)],
        transaction=transaction,
    )
    write(
        at + 200,
        "user.session.end",
        actor,
        client,
        session_id,
        uri=f"/api/v1/users/{victim.id}/sessions",
        targets=[world.recorder.actor(victim)],
        transaction=transaction,
        debug={"EndedSessionId": theft.course.session_id},
    )
    theft.ends_at = at


def beyondtrust(theft: Theft) -> None:
    """Console refused, dashboard challenged, then a report and a new account through the API."""
    world = theft.world
    theft.uploaded_at = theft.at - world.rng.randrange(14, 29) * MINUTE
    theft.client = thief(
        world,
        theft.course,
        networks.THEFT_DOCUMENTED,
        networks.KUALA_LUMPUR,
        Agent(PUBLISHED_AGENTS[1], "Mac OS X", "CHROME"),
        has_token=False,
    )
    theft.policy("Okta Admin Console", "DENY")
    theft.wait(50, 90)
    theft.policy("Okta Dashboard", "CHALLENGE")
    theft.wait(150, 300)
    theft.write(
        "analytics.reports.export.request",
        "/reports/password-health/async_csv_download_schedule",
        targets=[target("Report", okta_id(world.rng, "rpt"), "unknown", "Password health")],
    )
    theft.wait(200, 400)
    user_id, name = okta_id(world.rng, "00u"), "svc_network_backup"
    made = target("User", user_id, f"{name}@example.com", name)
    transaction = world.recorder.new_transaction()
    theft.write("user.lifecycle.create", "/api/v1/users", targets=[made], transaction=transaction)
    theft.at += 400
    theft.write("user.lifecycle.activate", "/api/v1/users", targets=[made], transaction=transaction)
    theft.wait(1500, 2400)
    _contain(theft, deactivate=(user_id, name))


def onepassword(theft: Theft) -> None:
    """Into the Admin Console; an identity provider changed and activated, a list of admins ordered."""
    world, person = theft.world, theft.course.person
    theft.uploaded_at = theft.at - world.rng.randrange(20, 40) * MINUTE
    city = networks.NEW_YORK if person.city == networks.CHICAGO else networks.CHICAGO
    theft.client = thief(
        world, theft.course, networks.THEFT_DOCUMENTED, city, Agent(PUBLISHED_AGENTS[0], "Windows 10", "CHROME")
    )
    theft.console()
    theft.wait(60, 120)
    theft.policy("Okta Dashboard", "DENY")
    theft.at += 180
    theft.write(
        "application.policy.sign_on.deny_access",
        "/app/UserHome",
        result="FAILURE",
        reason="Sign-on policy denied access",
        targets=[world.dashboard.part],
    )
    theft.wait(120, 300)
    provider = target("IdentityProvider", okta_id(world.rng, "0oa"), "Example Google IdP", "Example Google IdP")
    changed = {**provider, "changeDetails": {"from": {"status": "INACTIVE"}, "to": {"status": "ACTIVE"}}}
    theft.write("system.idp.lifecycle.update", f"/api/v1/idps/{provider['id']}", targets=[changed])
    theft.wait(30, 60)
    theft.write(
        "system.idp.lifecycle.activate", f"/api/v1/idps/{provider['id']}/lifecycle/activate", targets=[provider]
    )
    theft.wait(90, 200)
    theft.write(
        "analytics.reports.export.request",
        "/reports/admin/async_csv_download_schedule",
        targets=[target("Report", okta_id(world.rng, "rpt"), "unknown", "Administrators")],
    )
    world.recorder.write(
        theft.at + 3 * DAY,
        "user.authentication.auth_via_IDP",
        world.recorder.actor(person),
        theft.client,
        None,
        result="FAILURE",
        reason="IDP_DISABLED",
        uri=f"/sso/idps/{provider['id']}",
        targets=[provider],
        credential=("FEDERATION", None, "ASSERTION"),
    )
    theft.wait(3000, 5000)
    _contain(theft)


def cloudflare(theft: Theft) -> None:
    """The open session of one of two employees: console, some apps, then the door is shut."""
    theft.uploaded_at = theft.at - theft.world.rng.randrange(20, 44) * MINUTE
    theft.console()
    theft.wait(60, 240)
    theft.apps(3, 40, 200)
    theft.wait(600, 1500)
    _contain(theft)


def loud(theft: Theft) -> None:
    """Another country, an old browser, many apps, changes if the person is an admin."""
    theft.client = thief(
        theft.world, theft.course, networks.THEFT_VPN, networks.BUCHAREST, browser("windows-chrome", 99)
    )
    if theft.course.person.is_admin:
        theft.console()
        theft.wait(30, 90)
        theft.write(
            "system.api_token.create",
            "/api/internal/tokens",
            targets=[target("Token", okta_id(theft.world.rng, "00T"), "unknown", "backup")],
        )
        theft.wait(30, 90)
    theft.apps(7, 5, 30)


def same_city(theft: Theft) -> None:
    """A residential address in the victim's own city, an ordinary browser."""
    person, world = theft.course.person, theft.world
    network = world.rng.choice(networks.home_networks(person.city))
    theft.client = thief(
        world,
        theft.course,
        network,
        person.city,
        _other_browser(theft),
        address=networks.stranger_address(network, world.rng),
    )
    theft.apps(4, 60, 400)


def same_country_hosting(theft: Theft) -> None:
    """A rented server in the victim's country."""
    person = theft.course.person
    city = networks.CHICAGO if person.city.utc_offset_h < 0 else person.city
    theft.client = thief(theft.world, theft.course, networks.THEFT_HOSTING, city, _other_browser(theft))
    theft.apps(5, 30, 200)


def cookie_jar(theft: Theft) -> None:
    """The whole cookie jar: the victim's device token and user agent from another network."""
    mine = theft.course.segments[0].clients[0]
    theft.client = dataclasses.replace(
        thief(theft.world, theft.course, networks.THEFT_VPN, networks.AMSTERDAM, mine.agent, keeps_token=True),
        fingerprint=mine.fingerprint,
    )
    theft.apps(4, 60, 500)


def script_agent(theft: Theft) -> None:
    """A program reads what it can."""
    raw = theft.world.rng.choice(("python-requests/2.31.0", "Go-http-client/2.0", "curl/8.1.2"))
    theft.client = thief(
        theft.world, theft.course, networks.THEFT_HOSTING, networks.AMSTERDAM, script(raw), has_token=False
    )
    if theft.course.person.is_admin:
        theft.write(
            "user.lifecycle.create",
            "/api/v1/users",
            targets=[target("User", okta_id(theft.world.rng, "00u"), "svc_sync@example.com", "svc_sync")],
        )
        theft.wait(1, 5)
    theft.apps(6, 1, 6)


def interleaved(theft: Theft) -> None:
    """Victim and thief by turns, for hours."""
    theft.client = thief(theft.world, theft.course, networks.THEFT_VPN, networks.AMSTERDAM, _other_browser(theft))
    person, world = theft.course.person, theft.world
    for _ in range(5):
        theft.apps(1, 100, 300)
        mine = theft.course.client_at(theft.at, world.rng)
        sessions.use_app(world, theft.at, theft.course.session_id, person, mine, world.rng.choice(world.apps))
        theft.wait(300, 900)


def _other_browser(theft: Theft) -> Agent:
    """An ordinary browser of that day, on a system that is not the victim's."""
    family = "mac-chrome" if theft.course.person.laptop.family.startswith("windows") else "windows-chrome"
    return browser_of_the_day(family, theft.at)


REPLAYS: dict[str, Callable[[Theft], None]] = {
    "beyondtrust": beyondtrust,
    "onepassword": onepassword,
    "cloudflare": cloudflare,
    "loud": loud,
    "same_city": same_city,
    "same_country_hosting": same_country_hosting,
    "cookie_jar": cookie_jar,
    "script_agent": script_agent,
    "interleaved": interleaved,
}
OF_2023 = ("beyondtrust", "onepassword", "cloudflare")
ADMINS_ONLY = frozenset(OF_2023)
"""Replays that need an admin's session."""
ACCOUNTS = {"cloudflare": 2}
"""Replays of more than one account at once, from one client."""
