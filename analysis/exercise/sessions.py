"""What one person does in one session: sign-in, apps, admin work, sign-out.

Shape: a session runs along a course of segments; each segment says which client, or which clients
in turn, the person is seen through from then on. Confusions bend the course, replays add a second
client beside it.
"""

from __future__ import annotations

import dataclasses
import json
import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from analysis.exercise import networks
from analysis.exercise.clients import Agent, Client, browser, chrome_major, script
from analysis.exercise.networks import City, Network
from analysis.exercise.people import Machine, Person, okta_id
from analysis.exercise.records import Record, Recorder, target

SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000
"""Milliseconds."""

APPS = (
    ("Example Mail", "SAML_2_0"), ("Example Wiki", "SAML_2_0"), ("Example Chat", "OPENID_CONNECT"),
    ("Example Code Host", "SAML_2_0"), ("Example Tickets", "OPENID_CONNECT"), ("Example Payroll", "SAML_2_0"),
    ("Example Files", "SAML_2_0"), ("Example Travel", "SAML_2_0"), ("Example Sales", "OPENID_CONNECT"),
    ("Example Design", "SAML_2_0"), ("Example Video Calls", "OPENID_CONNECT"), ("Example Data", "SAML_2_0"),
)
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
FLAGS = ("New Geo-Location", "New Device", "New IP", "New State", "New Country", "Velocity", "New City")


@dataclass(frozen=True)
class App:
    """An app of the tenant."""

    id: str
    name: str
    mode: str
    client_id: str

    @property
    def part(self) -> Record:
        return target("AppInstance", self.id, self.name, self.name)


@dataclass(frozen=True)
class Segment:
    """From a moment on the person is seen through these clients, in turn."""

    from_at: int
    """Milliseconds since 1970."""
    clients: tuple[Client, ...]


@dataclass
class Course:
    """One session from sign-in to its last event."""

    person: Person
    session_id: str
    started_at: int
    ended_at: int
    segments: list[Segment]
    is_phone: bool = False
    quiet: tuple[int, int] | None = None
    """From when to when nothing happens: the laptop sleeps."""

    def client_at(self, at: int, rng: random.Random) -> Client:
        """The client through which the person is seen at a moment."""
        clients = self.segments[0].clients
        for segment in self.segments:
            if segment.from_at <= at:
                clients = segment.clients
        return clients[0] if len(clients) == 1 else rng.choice(clients)


@dataclass
class World:
    """All that the sessions of one tenant share."""

    rng: random.Random
    recorder: Recorder
    people: list[Person]
    busyness: float
    """Activity of a session, 1 is usual."""
    apps: list[App] = field(default_factory=list)
    admin_console: App = dataclasses.field(init=False)
    dashboard: App = dataclasses.field(init=False)
    seen: dict[int, set[str]] = field(default_factory=dict)
    """By person: addresses, cities and device tokens that signed in before."""
    counts: Counter[str] = field(default_factory=Counter)
    risks: dict[tuple[str, ...], Record] = field(default_factory=dict)
    app_servers: dict[str, Client] = field(default_factory=dict)
    okta_cells: list[Client] = field(default_factory=list)

    def __post_init__(self) -> None:
        rng = self.rng
        self.apps = [App(okta_id(rng, "0oa"), name, mode, okta_id(rng, "0oa")) for name, mode in APPS]
        self.admin_console = App(okta_id(rng, "0oa"), "Okta Admin Console", "OPENID_CONNECT", okta_id(rng, "0oa"))
        self.dashboard = App(okta_id(rng, "0oa"), "Okta Dashboard", "OPENID_CONNECT", okta_id(rng, "0oa"))
        for number, app in enumerate(self.apps):
            agent = script(("Java/17.0.8", "node-fetch/1.0", "Go-http-client/2.0")[number % 3])
            self.app_servers[app.id] = Client(
                networks.APP_SERVERS.address(number), networks.APP_SERVERS, networks.AMSTERDAM, agent, None, None)
        self.okta_cells = [
            Client(networks.OKTA_CELLS.address(number), networks.OKTA_CELLS, networks.NEW_YORK,
                   Agent("Okta-Integrations", "Unknown", "UNKNOWN", "Unknown"), None, None)
            for number in range(4)
        ]

    # Clients of a person.

    def client(
        self, machine: Machine, day_at: int, address: str, network: Network, city: City | None, *, newer: int = 0,
    ) -> Client:
        """A person's machine on some network, with the browser it has on that day."""
        day = datetime.fromtimestamp(day_at / 1000 - machine.upgrade_lag_days * 86_400, UTC).date()
        agent = browser(machine.family, chrome_major(day) + newer)
        zone = "OfficeNetworks" if network.kind == "operator" else "null"
        return Client(address, network, city, agent, machine.dt_hash, machine.fingerprint, machine.registration, zone)

    def home(self, person: Person, at: int) -> Client:
        """The laptop at home, through the company's VPN for those who always use it."""
        if person.is_vpn_user:
            return self.vpn(person, at)
        return self.bare_home(person, at)

    def bare_home(self, person: Person, at: int) -> Client:
        """The laptop at home, without the VPN."""
        return self.client(person.laptop, at, person.home_v4, person.home_network, person.city)

    def vpn(self, person: Person, at: int) -> Client:
        """The laptop behind the company's VPN: one exit a continent, used by everybody there."""
        is_european = person.city.utc_offset_h > 0
        return self.client(person.laptop, at, networks.COMPANY_VPN.address(10 if is_european else 11),
                           networks.COMPANY_VPN, networks.LONDON if is_european else networks.NEW_YORK)

    def office(self, person: Person, at: int) -> Client:
        """The laptop in the office: one address an office."""
        city = person.office or networks.LONDON
        number = 9 + (networks.LONDON, networks.BERLIN, networks.NEW_YORK).index(city)
        return self.client(person.laptop, at, networks.OFFICE.address(number), networks.OFFICE, city)

    def mobile(self, person: Person, at: int, machine: Machine | None = None) -> Client:
        """A machine on the mobile network; its place is now and then the operator's gateway, far off."""
        network = networks.mobile_network(person.city)
        gateway = networks.AMSTERDAM if person.city.utc_offset_h > 0 else networks.CHICAGO
        city = gateway if self.rng.random() < 0.4 else person.city
        return self.client(machine or person.phone, at, network.any_address(self.rng), network, city)

    # What Okta thinks of a client.

    def opinion(self, person: Person, client: Client, *, learn: bool) -> Record:
        """`behaviors`, `risk` and `logOnlySecurityData`: what is new about a client for this person."""
        seen = self.seen.setdefault(person.number, set())
        if not seen:
            seen.update((person.home_v4, person.city.name, person.city.country, "token " + person.laptop.dt_hash,
                         "token " + person.phone.dt_hash))
        city = client.city.name if client.city else "unknown"
        country = client.city.country if client.city else "unknown"
        new_city, new_country = city not in seen, country not in seen
        key = tuple(
            "POSITIVE" if is_new else "NEGATIVE"
            for is_new in (new_city, f"token {client.dt_hash}" not in seen, client.address not in seen,
                           new_city, new_country, False, new_city)
        )
        if learn:
            seen.update((client.address, city, country, f"token {client.dt_hash}"))
        known = self.risks.get(key)
        if known is None:
            known = self.risks[key] = _opinion(key)
        return known

    def short_opinion(self, person: Person, client: Client) -> Record:
        """`behaviors` and `risk` alone, as policy evaluations carry them."""
        return {key: value for key, value in self.opinion(person, client, learn=False).items()
                if key != "logOnlySecurityData"}

    # Records of sessions.

    def sign_in(self, course: Course) -> int:
        """Write the sign-in of a session and give the moment at which it is complete."""
        person, rng, write = course.person, self.rng, self.recorder.write
        at, session_id = course.started_at, course.session_id
        client = course.client_at(at, rng)
        actor = self.recorder.actor(person)
        opinion = self.opinion(person, client, learn=True)
        is_classic = self.recorder.style.is_classic
        if rng.random() < 0.03:
            write(at - rng.randrange(8, 40) * SECOND, "user.session.start", actor, client, None, result="FAILURE",
                  reason="INVALID_CREDENTIALS", uri="/api/v1/authn" if is_classic else "/idp/idx/identify",
                  debug=opinion, credential=("OKTA_AUTHENTICATION_PROVIDER", None, "PASSWORD"))
        if person.is_federated:
            provider = target("IdentityProvider", "0oaPartnerIdp0000000", "Example Partner", "Example Partner")
            write(at, "user.authentication.auth_via_IDP", actor, client, session_id, targets=[provider],
                  uri=f"/sso/saml2/{provider['id']}", credential=("FEDERATION", None, "ASSERTION"))
            self.counts["federated_sign_in"] += 1
            self._session_start(at + 400, course, client, opinion)
            return at + SECOND
        if is_classic:
            self._session_start(at, course, client, opinion)
            return self._factor(at + rng.randrange(4 * SECOND, 30 * SECOND), course, client)
        password = target("AuthenticatorEnrollment", "laePassword000000000", "unknown", "Password")
        if person.factor != "fastpass":
            write(at, "user.authentication.auth_via_mfa", actor, client, session_id, targets=[password],
                  uri="/idp/idx/identify", debug={"factor": "PASSWORD_AS_FACTOR"},
                  credential=("FACTOR_PROVIDER", "OKTA_CREDENTIAL_PROVIDER", "PASSWORD"))
        proven_at = self._factor(at + rng.randrange(3 * SECOND, 20 * SECOND), course, client)
        self._session_start(proven_at + 250, course, client, opinion)
        return proven_at + SECOND

    def _session_start(self, at: int, course: Course, client: Client, opinion: Record) -> None:
        is_classic = self.recorder.style.is_classic
        uri = "/api/v1/authn" if is_classic else "/idp/idx/authenticators/poll"
        transaction = self.recorder.new_transaction()
        actor = self.recorder.actor(course.person)
        app = self.dashboard
        self.recorder.write(at, "user.session.start", actor, client, course.session_id, uri=uri, debug=opinion,
                            transaction=transaction, targets=None if is_classic else [app.part])
        self.policy(at + 45, course.session_id, course.person, client, app, transaction=transaction)

    def _factor(self, at: int, course: Course, client: Client) -> int:
        person, write, actor = course.person, self.recorder.write, self.recorder.actor(course.person)
        names = {"push": "OKTA_VERIFY_PUSH", "fastpass": "SIGNED_NONCE", "totp": "OKTA_SOFT_TOKEN",
                 "webauthn": "FIDO_WEBAUTHN", "sms": "SMS_FACTOR"}
        seen_as = client
        if person.factor == "push":
            write(at, "system.push.send_factor_verify_push", actor, client, course.session_id,
                  targets=[actor], uri="/api/v1/authn/factors/opf00000000000000000/verify")
            at += self.rng.randrange(3 * SECOND, 25 * SECOND)
            if self.rng.random() < 0.5:
                seen_as = self._verify_leg(person, at, self.mobile(person, at))
        elif person.factor == "fastpass":
            seen_as = self._verify_leg(person, at, client)
        write(at, "user.authentication.auth_via_mfa", actor, seen_as, course.session_id, targets=[actor],
              uri="/idp/idx/authenticators/poll" if not self.recorder.style.is_classic
              else "/api/v1/authn/factors/opf00000000000000000/verify", debug={"factor": names[person.factor]},
              credential=("FACTOR_PROVIDER", "OKTA_CREDENTIAL_PROVIDER", "OTP" if person.factor == "totp" else None))
        return at

    def _verify_leg(self, person: Person, at: int, client: Client) -> Client:
        """The client of an Okta Verify leg: same session, the authenticator's own agent."""
        self.counts["okta_verify_leg"] += 1
        digits = person.laptop.fingerprint[:10].upper()
        system = "iOS/17.0 Apple/iPhone15,2" if client.agent.device == "Mobile" else "macOS/13.6 Apple/Mac14,2"
        agent = Agent(f"{digits}.com.okta.mobile/8.4.1 OktaDeviceSDK/1.4.0 {system}", "Unknown", "UNKNOWN",
                      client.agent.device)
        return dataclasses.replace(client, agent=agent, dt_hash=None, fingerprint=None)

    def policy(
        self, at: int, session_id: str, person: Person, client: Client, app: App, *, result: str = "ALLOW",
        transaction: str | None = None,
    ) -> str:
        """Write one evaluation of the sign-on policy and give its uuid."""
        name = f"{app.name} policy" if result != "ALLOW" else "Any two factors"
        return self.recorder.write(
            at, "policy.evaluate_sign_on", self.recorder.actor(person), client, session_id, result=result,
            reason=f"Sign-on policy evaluation resulted in {result}", transaction=transaction,
            uri="/oauth2/v1/authorize" if app.mode == "OPENID_CONNECT" else f"/app/{app.id}/sso/saml",
            debug=self.short_opinion(person, client),
            targets=[target("PolicyEntity", "rst" + app.id[3:], "unknown", name, policyType="OktaSignOn"),
                     target("PolicyRule", "rul" + app.id[3:], "rst" + app.id[3:], "Catch-all rule"), app.part],
        )

    def use_app(self, at: int, session_id: str, person: Person, client: Client, app: App, *, result: str = "SUCCESS",
                evaluate: bool = True) -> str:
        """Write the sign-on to one app with its policy evaluation; gives the uuid of the first event."""
        transaction = self.recorder.new_transaction()
        first = None
        if evaluate:
            first = self.policy(at, session_id, person, client, app, transaction=transaction)
        assigned = target("AppUser", f"0ua{person.number:05d}{app.id[8:]}", person.login, person.name)
        parts = [app.part, assigned] if self.rng.random() < 0.5 else [assigned, app.part]
        sso = self.recorder.write(
            at + 60, "user.authentication.sso", self.recorder.actor(person), client, session_id, result=result,
            uri="/oauth2/v1/authorize" if app.mode == "OPENID_CONNECT" else f"/app/{app.id}/sso/saml",
            targets=parts, transaction=transaction,
            debug={"signOnMode": app.mode, "initiationType": "IDP_INITIATED" if self.rng.random() < 0.4
                   else "SP_INITIATED"})
        if app.mode == "OPENID_CONNECT" and result == "SUCCESS":
            self._token(at + 900, session_id, person, app)
        return first or sso

    def _token(self, at: int, session_id: str, person: Person, app: App) -> None:
        """The app's server exchanges the code: another client, the person's session."""
        self.counts["token_exchange"] += 1
        self.recorder.write(
            at, "app.oauth2.token.grant.access_token", self.recorder.actor(person), self.app_servers.get(app.id),
            session_id if self.recorder.style.tokens_carry_session else None, uri="/oauth2/v1/token",
            client_id=app.client_id, targets=[target("access_token", "AT." + okta_id(self.rng, "tok", 24), app.name,
                                                     "Access Token")],
            debug={"grantType": "authorization_code", "clientAuthType": "client_secret_basic",
                   "requestedScopes": "openid,profile,email", "grantedScopes": "openid, profile, email"})

    def open_admin_console(self, at: int, session_id: str, person: Person, client: Client, *,
                           result: str = "SUCCESS") -> str:
        """Write the opening of the Admin Console; gives the uuid of the first event."""
        first = self.policy(at, session_id, person, client, self.admin_console)
        assigned = target("AppUser", f"0ua{person.number:05d}{self.admin_console.id[8:]}", person.login, person.name)
        self.recorder.write(at + 300, "user.session.access_admin_app", self.recorder.actor(person), client, session_id,
                            targets=[assigned], uri="/admin/sso/callback", result=result)
        self.counts["okta_own_call"] += 1
        self.recorder.write(
            at + 700, "app.oauth2.token.grant.id_token", self.recorder.actor(person), self.rng.choice(self.okta_cells),
            session_id if self.recorder.style.tokens_carry_session else None, uri="/oauth2/v1/token",
            client_id="okta.b58d5b75-07d4-5f25-bf59-368a1261a405", targets=[self.admin_console.part],
            debug={"grantType": "authorization_code", "clientAuthType": "private_key_jwt"})
        return first

    def admin_work(self, at: int, session_id: str, person: Person, client: Client) -> str:
        """Write one ordinary change by an admin."""
        name, uri, _ = self.rng.choices(ADMIN_WORK, [weight for *_, weight in ADMIN_WORK])[0]
        subject = self.rng.choice(self.people)
        group = target("UserGroup", "00gEveryone000000000", "unknown", "Example Project")
        return self.recorder.write(
            at, name, self.recorder.actor(person), client, session_id,
            targets=[self.recorder.actor(subject), group],
            uri=uri.format(group="00gEveryone000000000", user=subject.id))

    def activity(self, course: Course, from_at: int, *, may_sign_out: bool = True) -> None:
        """Write what the person does from a moment to the end of the session."""
        rng, person, session_id = self.rng, course.person, course.session_id
        hours = max(0.5, (course.ended_at - from_at) / HOUR)
        count = max(2, round(hours * self.busyness * rng.uniform(1.0, 2.4)))
        moments = sorted(rng.randrange(from_at, max(from_at + MINUTE, course.ended_at)) for _ in range(count))
        in_console = False
        for at in moments:
            if course.quiet and course.quiet[0] <= at < course.quiet[1]:
                at += course.quiet[1] - course.quiet[0]
                if at > course.ended_at:
                    continue
            client = course.client_at(at, rng)
            if person.is_admin and not course.is_phone and rng.random() < 0.35:
                if not in_console:
                    self.open_admin_console(at, session_id, person, client)
                    in_console = True
                self.admin_work(at + 20 * SECOND, session_id, person, client)
            elif rng.random() < 0.06:
                self.policy(at, session_id, person, client, self.dashboard)
            else:
                self.use_app(at, session_id, person, client, rng.choice(self.apps))
        if may_sign_out and rng.random() < 0.25:
            self.recorder.write(course.ended_at + 5 * SECOND, "user.session.end", self.recorder.actor(person),
                                course.client_at(course.ended_at, rng), session_id, uri="/login/signout")


def _opinion(key: tuple[str, ...]) -> Record:
    """The three texts in which Okta says what it thinks of a client."""
    flags: Mapping[str, str] = dict(zip(FLAGS, key, strict=True))
    news = sum(value == "POSITIVE" for value in key)
    level = "LOW" if news < 2 else "MEDIUM" if news < 6 else "HIGH"
    reasons = "" if level == "LOW" else "reasons=Anomalous Location, "
    risk: Record = {"level": level}
    if reasons:
        risk["reasons"] = "Anomalous Location"
    return {
        "behaviors": "{" + ", ".join(f"{name}={value}" for name, value in flags.items()) + "}",
        "risk": f"{{{reasons}level={level}}}",
        "logOnlySecurityData": json.dumps({"risk": risk, "behaviors": flags}, separators=(",", ":")),
    }


Bend = Callable[[World, Course], None]
"""A confusion: changes the course of a session before it is written."""
