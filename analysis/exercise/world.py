"""What the sessions of one made-up tenant share: its people, its apps, and where its machines are seen.

Not here: how one session runs (course.py), what is done in it (sessions.py), what Okta thinks of it (opinions.py).
"""

from __future__ import annotations

import dataclasses
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from analysis.exercise import networks
from analysis.exercise.apps import App as App
from analysis.exercise.clients import Agent, Client, browser, chrome_major, script
from analysis.exercise.course import Course as Course
from analysis.exercise.course import Segment as Segment
from analysis.exercise.ids import mixed, okta_id
from analysis.exercise.networks import City, Network
from analysis.exercise.opinions import Opinions, shortened
from analysis.exercise.people import Machine, Person
from analysis.exercise.records import Record, Recorder

SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000
"""Milliseconds."""


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
    ambient: Mapping[str, float] = field(default_factory=dict)
    """How often what happens to everybody happens, by the names of confusions that are no session's story."""
    opinions: Opinions = dataclasses.field(init=False)
    counts: Counter[str] = field(default_factory=Counter)
    app_servers: dict[str, Client] = field(default_factory=dict)
    okta_cells: list[Client] = field(default_factory=list)

    def __post_init__(self) -> None:
        rng = self.rng
        self.opinions = Opinions(self.is_hard, rng.getrandbits(64))
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

    def happens(self, name: str) -> bool:
        """Whether something that happens to everybody happens now."""
        share = self.ambient.get(name, 0.0)
        return share >= 1 or (share > 0 and self.rng.random() < share)

    def now(self, person: Person) -> Person:
        """A person as they are by now: with the machine and the token that they have today."""
        return self.people[person.number]

    def with_laptop(self, person: Person, **changes: Any) -> Person:
        """From now on the person's laptop is another one, or is changed in some way; gives the person."""
        person = self.now(person)
        changed = dataclasses.replace(person, laptop=dataclasses.replace(person.laptop, **changes))
        self.people[person.number] = changed
        return changed

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
        return self.client(person.laptop, at, person.home_address, person.home_network, person.city)

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
        """A machine on the mobile network, placed at the operator's gateway, at home, or somewhere far off.

        Which of the three is a habit of the person's contract.
        """
        network = networks.mobile_network(person.city)
        is_eastern = person.city.utc_offset_h > 0
        contract = mixed(person.number, 1) % 10
        city = person.city
        if contract < 3:
            city = networks.AMSTERDAM if is_eastern else networks.CHICAGO
        elif contract < 5:
            city = self.rng.choice(networks.FAR_GATEWAYS["Europe" if is_eastern else "America"])
        return self.client(machine or person.phone, at, network.any_address(self.rng), network, city)

    # What Okta thinks of a client.

    def opinion(self, person: Person, client: Client, *, learn: bool) -> Record:
        """`behaviors`, `risk` and `logOnlySecurityData`: what is new about a client for this person."""
        if person.number not in self.opinions.seen:
            self.opinions.know(person, self.vpn(person, 0), *([self.office(person, 0)] if person.office else ()))
        return self.opinions.of(person, client, learn=learn)

    def short_opinion(self, person: Person, client: Client) -> Record:
        """`behaviors` and `risk` alone, as policy evaluations carry them."""
        return shortened(self.opinion(person, client, learn=False))
