"""The made-up people of a tenant: their homes, offices, machines, phones and roles.

Not here: what they do all day (sessions.py) and what goes wrong (confusions.py, replays.py).
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from typing import Any

from analysis.exercise import apps, networks
from analysis.exercise.apps import App
from analysis.exercise.ids import okta_id as okta_id
from analysis.exercise.ids import pick as pick
from analysis.exercise.ids import token_hash as token_hash
from analysis.exercise.networks import City, Network

GIVEN = (
    "Mira",
    "Tomas",
    "Ada",
    "Jonas",
    "Leila",
    "Oskar",
    "Priya",
    "Hugo",
    "Nadia",
    "Felix",
    "Ines",
    "Pavel",
    "Salma",
    "Anton",
    "Greta",
    "Rafael",
    "Yuki",
    "Milan",
    "Clara",
    "Idris",
    "Vera",
    "Lukas",
    "Noor",
    "Elias",
)
FAMILY = (
    "Pebble",
    "Lantern",
    "Thimble",
    "Acorn",
    "Quill",
    "Harbour",
    "Saddle",
    "Teapot",
    "Willow",
    "Anchor",
    "Ladder",
    "Button",
    "Meadow",
    "Kettle",
    "Feather",
    "Compass",
    "Barrel",
    "Candle",
    "Orchard",
)
"""Things, so that nobody is called like this."""

LAPTOPS = (
    ("windows-chrome", 34),
    ("mac-chrome", 28),
    ("windows-edge", 22),
    ("mac-safari", 8),
    ("windows-firefox", 8),
)
FACTORS = (("push", 44), ("fastpass", 24), ("totp", 16), ("webauthn", 12), ("sms", 4))
TOWNS = (
    (networks.LONDON, 24),
    (networks.BERLIN, 22),
    (networks.NEW_YORK, 24),
    (networks.CHICAGO, 12),
    (networks.TORONTO, 10),
    (networks.MADRID, 8),
)
V4_HOMES, V6_SHARE = 600, 0.2
"""Homes with an IPv4 address of their own: no more, since the /24s of the made-up providers would be crowded;
and the least share of homes that are seen by IPv6."""
OFFICES = (networks.LONDON, networks.BERLIN, networks.NEW_YORK)


@dataclass(frozen=True)
class Machine:
    """A laptop or a phone with one browser."""

    family: str
    """As clients.browser knows it: `windows-chrome`, `iphone-safari`."""
    dt_hash: str
    fingerprint: str
    upgrade_lag_days: int
    """Days after a browser's release on which this machine has it."""
    registration: dict[str, Any] | None
    """The record's `device`; None where Okta Verify is not on it."""


@dataclass(frozen=True)
class Hours:
    """When a person usually works. Units: hours of the local day, 0 to 24."""

    start_h: float
    lunch_h: float
    end_h: float
    evenings: float
    """Share of the working days on which something is done late in the evening."""


@dataclass(frozen=True)
class Person:
    """One account holder."""

    number: int
    id: str
    login: str
    name: str
    role: str
    """staff, helpdesk or admin"""
    city: City
    office: City | None
    """None for those who always work from home."""
    home_network: Network
    home_v4: str
    home_v6: str
    is_v6_home: bool
    """Is seen at home by IPv6; the IPv4 address is the provider's, shared with strangers."""
    laptop: Machine
    phone: Machine
    factor: str
    """push, fastpass, totp, webauthn or sms"""
    is_vpn_user: bool
    """Always works through the company's VPN when at home."""
    is_federated: bool
    """Signs in through a partner's identity provider."""
    apps: tuple[App, ...]
    """The apps that this person uses, the dearest first."""
    hours: Hours
    phone_days: float
    """Share of the working days with a session on the phone."""

    @property
    def home_address(self) -> str:
        """The address by which this home is mostly seen."""
        return self.home_v6 if self.is_v6_home else self.home_v4

    @property
    def is_admin(self) -> bool:
        return self.role != "staff"


def _hours(rng: random.Random) -> Hours:
    start_h = min(10.5, max(6.5, rng.gauss(8.4, 0.7)))
    return Hours(
        start_h,
        rng.uniform(11.7, 13.2),
        start_h + rng.uniform(8.0, 9.6),
        pick(rng, ((0.01, 70), (0.05, 20), (0.25, 10))),
    )


def machine(rng: random.Random, family: str, name: str, registered: bool) -> Machine:
    """A laptop or a phone that nobody has used."""
    registration = None
    if registered:
        system = {"mac": "OSX", "windows": "WINDOWS", "iphone": "IOS", "android": "ANDROID"}
        registration = {
            "id": okta_id(rng, "guo"),
            "name": name,
            "os_platform": system[family.partition("-")[0]],
            "os_version": "13.6",
            "managed": True,
            "registered": True,
            "device_integrator": None,
            "disk_encryption_type": "FULL",
            "screen_lock_type": "BIOMETRIC",
            "jailbreak": None,
            "secure_hardware_present": True,
        }
    return Machine(family, token_hash(rng), token_hash(rng, 32), rng.randrange(0, 12), registration)


def people(
    rng: random.Random,
    count: int,
    all_apps: list[App],
    *,
    spoken_names: bool = False,
    federated: float = 0.06,
) -> list[Person]:
    """The people of a tenant; the first few are admins, then come the helpdesk and the staff.

    `federated`: share of the staff that signs in through a partner's identity provider.
    """
    names = [f"{given} {family}" for given in GIVEN for family in FAMILY]
    rng.shuffle(names)
    habits = random.Random(rng.getrandbits(64))
    admins = max(min(5, count // 2), count // 60)
    helpdesk = max(1, min(6, count // 20), count // 80)
    lines: Counter[str | None] = Counter()
    made = []
    for number in range(count):
        role = "admin" if number < admins else "helpdesk" if number < admins + helpdesk else "staff"
        city = pick(rng, TOWNS)
        name, login = (
            f"User {number:05d}",
            f"user{number:05d}@{'example-corp.com' if number % 9 == 0 else 'example.com'}",
        )
        if spoken_names and number < len(names):
            name = names[number]
            login = f"{name.replace(' ', '.').lower()}@example.com"
        provider = rng.choice(networks.home_networks(city))
        is_v6_home = habits.random() < max(V6_SHARE, 1 - V4_HOMES / count)
        home_v4 = provider.any_address(rng)
        if not is_v6_home:  # by turns, so that no /24 is anybody's neighbourhood
            home_v4 = provider.address(rng.randrange(250), lines[provider.as_org])
            lines[provider.as_org] += 1
        factor = pick(rng, FACTORS) if role == "staff" else pick(rng, (("push", 5), ("fastpass", 4), ("webauthn", 3)))
        phone_family = rng.choice(("iphone-safari", "android-chrome"))
        made.append(
            Person(
                number=number,
                id=okta_id(rng, "00u"),
                login=login,
                name=name,
                role=role,
                city=city,
                office=city if city in OFFICES and rng.random() < 0.8 else None,
                home_network=provider,
                home_v4=home_v4,
                home_v6=networks.home_v6(number, rng.randrange(1, 65535)),
                is_v6_home=is_v6_home,
                laptop=machine(rng, pick(rng, LAPTOPS), f"LT-{number:05d}", factor == "fastpass"),
                phone=machine(rng, phone_family, f"PH-{number:05d}", factor in ("push", "fastpass")),
                factor=factor,
                is_vpn_user=rng.random() < 0.25,
                is_federated=role == "staff" and rng.random() < federated,
                apps=apps.habit(habits, all_apps),
                hours=_hours(habits),
                phone_days=pick(habits, ((0.75, 45), (0.2, 30), (0.02, 25))),
            )
        )
    return made
