"""What the sessions of one made-up tenant share: its apps, its clients, and what Okta thinks of them.

Shape: a session runs along a course of segments; each segment says which client, or which clients
in turn, the person is seen through from then on.
Not here: what is done in a session (sessions.py).
"""

from __future__ import annotations

import dataclasses
import json
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from analysis.exercise import networks
from analysis.exercise.apps import App as App
from analysis.exercise.clients import Agent, Client, browser, chrome_major, script
from analysis.exercise.ids import okta_id
from analysis.exercise.networks import City, Network
from analysis.exercise.people import Machine, Person
from analysis.exercise.records import Record, Recorder

SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000
"""Milliseconds."""

FLAGS = ("New Geo-Location", "New Device", "New IP", "New State", "New Country", "Velocity", "New City")


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
    apps: list[App]
    """The tenant's apps, the most used first; a person's own are Person.apps."""
    is_hard: bool = False
    """Okta's opinions are noisy, device tokens often missing, admins work from anywhere; thieves keep quiet."""
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
        self.admin_console = App(okta_id(rng, "0oa"), "Okta Admin Console", "OPENID_CONNECT", okta_id(rng, "0oa"))
        self.dashboard = App(okta_id(rng, "0oa"), "Okta Dashboard", "OPENID_CONNECT", okta_id(rng, "0oa"))
        for number, app in enumerate(self.apps):
            agent = script(("Java/17.0.8", "node-fetch/1.0", "Go-http-client/2.0")[number % 3])
            self.app_servers[app.id] = Client(
                networks.APP_SERVERS.address(number), networks.APP_SERVERS, networks.AMSTERDAM, agent, None, None
            )
        self.okta_cells = [
            Client(
                networks.OKTA_CELLS.address(number),
                networks.OKTA_CELLS,
                networks.NEW_YORK,
                Agent("Okta-Integrations", "Unknown", "UNKNOWN", "Unknown"),
                None,
                None,
            )
            for number in range(4)
        ]

    # Clients of a person.

    def client(
        self,
        machine: Machine,
        day_at: int,
        address: str,
        network: Network,
        city: City | None,
        *,
        newer: int = 0,
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
        return self.client(
            person.laptop,
            at,
            networks.COMPANY_VPN.address(10 if is_european else 11),
            networks.COMPANY_VPN,
            networks.LONDON if is_european else networks.NEW_YORK,
        )

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
            seen.update(
                (
                    person.home_v4,
                    person.city.name,
                    person.city.country,
                    "token " + person.laptop.dt_hash,
                    "token " + person.phone.dt_hash,
                )
            )
        city = client.city.name if client.city else "unknown"
        country = client.city.country if client.city else "unknown"
        new_city, new_country = city not in seen, country not in seen
        key = tuple(
            "POSITIVE" if is_new else "NEGATIVE"
            for is_new in (
                new_city,
                f"token {client.dt_hash}" not in seen,
                client.address not in seen,
                new_city,
                new_country,
                False,
                new_city,
            )
        )
        if learn:
            seen.update((client.address, city, country, f"token {client.dt_hash}"))
        known = self.risks.get(key)
        if known is None:
            known = self.risks[key] = _opinion(key)
        return known

    def short_opinion(self, person: Person, client: Client) -> Record:
        """`behaviors` and `risk` alone, as policy evaluations carry them."""
        return {
            key: value
            for key, value in self.opinion(person, client, learn=False).items()
            if key != "logOnlySecurityData"
        }


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
