"""The made-up internet of a made-up tenant: cities, networks and the addresses in them.

Why: the cities are real places, so that distances mean something; every network, organisation and
number but Okta's own is invented, and every address lies in a range reserved for documentation or measurement.
Not here: who uses which address (people.py), or what a client looks like in a record (clients.py).
"""

from __future__ import annotations

import random
from dataclasses import dataclass

ALLOWED_RANGES = ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "198.18.0.0/15", "2001:db8::/32")
"""Every address of a made-up tenant lies in one of these (RFC 5737, RFC 2544, RFC 3849)."""


@dataclass(frozen=True)
class City:
    """A place as Okta would name it."""

    name: str
    state: str
    country: str
    postal_code: str
    latitude: float
    """Degrees."""
    longitude: float
    """Degrees."""
    utc_offset_h: int
    """Hours; fixed over the year, because nothing here depends on summer time."""


LONDON = City("London", "England", "United Kingdom", "EC1A", 51.5074, -0.1278, 1)
BERLIN = City("Berlin", "Berlin", "Germany", "10115", 52.5200, 13.4050, 2)
MADRID = City("Madrid", "Madrid", "Spain", "28001", 40.4168, -3.7038, 2)
AMSTERDAM = City("Amsterdam", "North Holland", "Netherlands", "1012", 52.3676, 4.9041, 2)
BUCHAREST = City("Bucharest", "Bucuresti", "Romania", "010011", 44.4268, 26.1025, 3)
NEW_YORK = City("New York", "New York", "United States", "10001", 40.7128, -74.0060, -4)
CHICAGO = City("Chicago", "Illinois", "United States", "60601", 41.8781, -87.6298, -5)
TORONTO = City("Toronto", "Ontario", "Canada", "M5H", 43.6532, -79.3832, -4)
SINGAPORE = City("Singapore", "Singapore", "Singapore", "018956", 1.3521, 103.8198, 8)
KUALA_LUMPUR = City("Kuala Lumpur", "Kuala Lumpur", "Malaysia", "50000", 3.1390, 101.6869, 8)
CITIES = (LONDON, BERLIN, MADRID, AMSTERDAM, BUCHAREST, NEW_YORK, CHICAGO, TORONTO, SINGAPORE, KUALA_LUMPUR)


@dataclass(frozen=True)
class Network:
    """A made-up operator and the addresses it hands out."""

    as_number: int | None
    """From the numbers reserved for documentation (RFC 5398); None where Okta knows none."""
    as_org: str | None
    kind: str
    """operator, residential, mobile, hosting, vpn, relay, hotel, guest, plane, satellite, okta"""
    first_block: int
    """The first of its /24s, counted from 198.18.0.0; not used where `prefix` is set."""
    block_count: int
    domain: str
    is_proxy: bool = False
    tunnel: tuple[str, str] | None = None
    """Operator and type as Okta's `tunnels` names them."""
    prefix: str | None = None
    """The first three octets, where all its addresses lie in one /24."""

    def address(self, number: int, block: int | None = None) -> str:
        """The address of a number: the same number gives the same address; 1 to 250 within a /24."""
        host = number % 250 + 1
        if self.prefix:
            return f"{self.prefix}.{host}"
        at = self.first_block + (number // 250 if block is None else block) % self.block_count
        return f"198.{18 + at // 256}.{at % 256}.{host}"

    def any_address(self, rng: random.Random) -> str:
        """Some address of the network."""
        return self.address(rng.randrange(250 * self.block_count))


OFFICE = Network(64496, "Example Corp", "operator", 0, 1, "example-corp.com", prefix="198.51.100")
COMPANY_VPN = Network(64497, "Example Corp Remote Access", "operator", 0, 1, "example-corp.com", prefix="203.0.113")
HOME_BLOCKS, STRANGER_BLOCKS = 28, 6
"""The /24s of a home provider in which people of the tenant live, and those behind them, where nobody does."""
HOMES = {
    "United Kingdom": (
        Network(64498, "Example Broadband", "residential", 0, HOME_BLOCKS, "broadband.example"),
        Network(64499, "Example Telecom", "residential", 34, HOME_BLOCKS, "telecom.example"),
    ),
    "Germany": (
        Network(64500, "Example Telecom Germany", "residential", 68, HOME_BLOCKS, "telecom-de.example"),
        Network(64501, "Example Cable Germany", "residential", 102, HOME_BLOCKS, "cable-de.example"),
    ),
    "United States": (
        Network(64502, "Example Cable", "residential", 136, HOME_BLOCKS, "cable.example"),
        Network(64503, "Example Fiber", "residential", 170, HOME_BLOCKS, "fiber.example"),
    ),
    "Canada": (
        Network(64504, "Example Northern", "residential", 204, HOME_BLOCKS, "northern.example"),
        Network(64505, "Example Lakes Internet", "residential", 238, HOME_BLOCKS, "lakes.example"),
    ),
}
"""Two providers a country."""
MOBILE = {
    "Europe": Network(64506, "Example Mobile Europe", "mobile", 320, 8, "mobile-eu.example"),
    "America": Network(64507, "Example Wireless", "mobile", 328, 8, "wireless.example"),
}
FAR_GATEWAYS = {"Europe": (MADRID, BERLIN, LONDON, BUCHAREST), "America": (NEW_YORK, CHICAGO, TORONTO)}
"""Where mobile operators are placed by those who sell places, whatever the person's city."""
SATELLITE = Network(65541, "Example Satellite", "satellite", 336, 4, "satellite.example")
"""Homes without a cable; its addresses stand in the city of a ground station, and the stations change."""
PLANE = Network(65540, "Example Air Connect", "plane", 340, 4, "air.example")
CAFES = Network(65542, "Example Coffee Wi-Fi", "guest", 344, 28, "coffee.example")
CONFERENCE = Network(65547, "Example Congress Centre", "guest", 372, 4, "congress.example")
COWORKING = Network(65543, "Example Desks", "guest", 376, 4, "desks.example")
SASE = Network(64508, "Example Secure Edge", "operator", 496, 4, "edge.example", tunnel=("EXAMPLE_EDGE", "PROXY"))
RELAY = Network(64510, "Example Relay", "relay", 424, 8, "relay.example", True, ("EXAMPLE_RELAY", "PROXY"))
RELAYS = (
    RELAY,
    Network(65551, "Example Relay Partner", "relay", 414, 8, "partner.example", True, ("EXAMPLE_RELAY", "PROXY")),
)
"""The relay's exits stand with two operators, and a machine takes one or the other."""
HOTELS = (
    Network(64511, "Example Hospitality", "hotel", 272, 12, "stay.example"),
    Network(65548, "Example Inn Networks", "hotel", 284, 12, "stay.example"),
    Network(65549, "Example Guest Wi-Fi", "hotel", 296, 12, "stay.example"),
    Network(None, None, "hotel", 308, 12, "unknown.example"),
)
"""The last one is of a provider that Okta does not know."""
CONSUMER_VPNS = tuple(
    Network(number, name, "vpn", block, 10, "hosting.example", True, (operator, "VPN"))
    for number, name, block, operator in (
        (65538, "Example Hosting", 384, "EXAMPLE_VPN"),
        (65539, "Example Servers", 394, "EXAMPLE_TUNNEL"),
        (65550, "Example Racks", 404, "EXAMPLE_HIDE"),
    )
)
THEFT_HOSTING = Network(65544, "Example Bulk Hosting", "hosting", 432, 30, "bulk.example")
THEFT_VPN = Network(65545, "Example Data Centers", "vpn", 462, 30, "dc.example", True, ("EXAMPLE_CLOAK", "VPN"))
THEFT_DOCUMENTED = Network(
    65546,
    "Example Offshore Hosting",
    "vpn",
    0,
    1,
    "offshore.example",
    True,
    ("EXAMPLE_CLOAK", "VPN"),
    "192.0.2",
)
ATTACKERS = Network(64509, "Example Colocation", "hosting", 380, 4, "colo.example")
"""Where passwords are tried from; none of them is ever right."""
APP_SERVERS = Network(65536, "Example Cloud", "hosting", 500, 1, "cloud.example")
AUTOMATION = Network(65537, "Example Cloud East", "hosting", 501, 1, "cloud.example")
OKTA_CELLS = Network(19745, "Okta, Inc.", "okta", 506, 1, "okta.com")
OKTA_SUPPORT = Network(19745, "Okta, Inc.", "okta", 507, 1, "okta.com")
"""Okta's real number and name, since Okta is Okta in a made-up tenant too; the addresses are made up."""


HOME_PREFIXES = 60_000
"""The /48s of homes in 2001:db8::/32; those of guests lie behind them, those of strangers before."""


def home_networks(city: City) -> tuple[Network, Network]:
    """The two home providers of a city's country; a country without own ones borrows its neighbour's."""
    if city.country in HOMES:
        return HOMES[city.country]
    return HOMES["Germany"] if city.utc_offset_h > 0 else HOMES["United States"]


def mobile_network(city: City) -> Network:
    """The one mobile operator of a continent."""
    return MOBILE["Europe"] if city.utc_offset_h > 0 else MOBILE["America"]


def home_v6(number: int, host: int) -> str:
    """An address in the /48 that a home has for itself; more than 60,000 homes begin to share them."""
    lap = f":{number // HOME_PREFIXES:x}" if number >= HOME_PREFIXES else ""
    return f"2001:db8:{number % HOME_PREFIXES + 256:x}{lap}::{host:x}"


def guest_v6(number: int) -> str:
    """An address of a hotel or a café that has IPv6, in a /48 where nobody lives."""
    prefix = HOME_PREFIXES + 256 + number % (65_536 - HOME_PREFIXES - 256)
    return f"2001:db8:{prefix:x}::{number // 7 % 65_535 + 1:x}"


def stranger_address(network: Network, rng: random.Random, *, is_v6: bool = False) -> str:
    """An address of a home provider in a /24, or a /48, where nobody of the tenant lives."""
    if is_v6:
        return f"2001:db8:{rng.randrange(16, 256):x}::{rng.randrange(1, 65_535):x}"
    at = network.first_block + network.block_count + rng.randrange(STRANGER_BLOCKS)
    return f"198.{18 + at // 256}.{at % 256}.{rng.randrange(1, 251)}"
