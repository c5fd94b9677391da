"""The thief's client: which network, which place, which browser, which device token."""

from __future__ import annotations

from datetime import UTC, datetime

from analysis.exercise import networks
from analysis.exercise.clients import Agent, Client, browser, chrome_major
from analysis.exercise.ids import token_hash
from analysis.exercise.networks import City, Network
from analysis.exercise.replays.theft import Theft

TOKEN_MISSING_WHEN_QUIET = 0.6
"""On the hard setting this share of the thieves' clients shows no device token."""


def thief(
    theft: Theft,
    network: Network,
    city: City,
    agent: Agent,
    *,
    address: str | None = None,
    has_token: bool = True,
) -> Client:
    """A client of the thief's own, with a device token of its own."""
    rng = theft.world.rng
    if theft.is_quiet and rng.random() < TOKEN_MISSING_WHEN_QUIET:
        has_token = False
    dt_hash = token_hash(rng) if has_token else None
    return Client(address or network.any_address(rng), network, city, agent, dt_hash, token_hash(rng, 32))


def with_the_jar(theft: Theft, network: Network, city: City, *, address: str | None = None) -> Client:
    """The victim's agent and device token, from elsewhere: what a whole cookie jar gives."""
    mine = theft.mine
    address = address or network.any_address(theft.world.rng)
    return Client(address, network, city, mine.agent, mine.dt_hash, mine.fingerprint)


def browser_of_the_day(family: str, at: int) -> Agent:
    """A browser as it is at a moment in milliseconds since 1970."""
    return browser(family, chrome_major(datetime.fromtimestamp(at / 1000, UTC).date()))


def other_browser(theft: Theft) -> Agent:
    """An ordinary browser of that day, on a system that is not the victim's."""
    family = "mac-chrome" if theft.person.laptop.family.startswith("windows") else "windows-chrome"
    return browser_of_the_day(family, theft.at)


def other_city(theft: Theft) -> City:
    """Another city of the victim's country; the same where the country has no other."""
    mine = theft.person.city
    cities = [city for city in networks.CITIES if city.country == mine.country and city != mine]
    return theft.world.rng.choice(cities or [mine])


def exit_city(theft: Theft) -> City:
    """Where a VPN's exit stands: half of the thieves take one in the victim's country."""
    return theft.world.rng.choice((other_city(theft), networks.AMSTERDAM))


def home_line(theft: Theft, city: City) -> tuple[Network, str]:
    """A home line in a city, of a provider with which the victim neither lives nor is, where nobody known lives."""
    rng = theft.world.rng
    taken = {theft.mine.network.as_number, theft.person.home_network.as_number}
    providers = networks.home_networks(city)
    others = [one for one in providers if one.as_number not in taken] or list(providers)
    network = rng.choice(others)
    return network, networks.stranger_address(network, rng)
