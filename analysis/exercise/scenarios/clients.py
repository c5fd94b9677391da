"""The clients of a written exercise: words for networks, cities and browsers, made into a client of the generator.

Why: a document says "a home line in the victim's city"; which provider and address that is follows from the seed.
"""

from __future__ import annotations

import random

from analysis.exercise import networks
from analysis.exercise.clients import PUBLISHED_AGENTS, Agent, Client, script
from analysis.exercise.confusions.paths import SERVERS
from analysis.exercise.ids import token_hash
from analysis.exercise.networks import City, Network
from analysis.exercise.replays.clients import browser_of_the_day
from analysis.exercise.replays.theft import Theft
from analysis.exercise.scenarios.parts import ClientPart

HOME_LINE, SAME_PROVIDER, MOBILE = "home line", "same provider", "mobile"
VICTIMS, OTHER_CITY = "victim's", "other city"
NETWORKS: dict[str, Network | None] = {
    "offshore vpn": networks.THEFT_DOCUMENTED,
    "vpn": networks.THEFT_VPN,
    "hosting": networks.THEFT_HOSTING,
    "consumer vpn": networks.CONSUMER_VPNS[0],
    "hotel": networks.HOTELS[0],
    "café": networks.CAFES,
    "support": networks.OKTA_SUPPORT,
    HOME_LINE: None,
    SAME_PROVIDER: None,
    MOBILE: None,
}
"""Words of a document to networks; where it is None it depends on the victim or the city."""
CITIES = {city.name: city for city in networks.CITIES}
OTHER = "other"
BROWSERS = {
    "2023 windows": Agent(PUBLISHED_AGENTS[0], "Windows 10", "CHROME"),
    "2023 mac": Agent(PUBLISHED_AGENTS[1], "Mac OS X", "CHROME"),
    "python": script("python-requests/2.31.0"),
}
"""Besides these: victim's, other (of another system), or a family of the generator."""
FAMILIES = ("windows-chrome", "windows-edge", "windows-firefox", "mac-chrome", "mac-safari", "mac-firefox")
TOKENS = ("own", "none", VICTIMS)

CITY_WORDS = (VICTIMS, OTHER_CITY, *CITIES)
BROWSER_WORDS = (VICTIMS, OTHER, *BROWSERS, *FAMILIES)


def made(part: ClientPart, theft: Theft, rng: random.Random) -> Client:
    """The client of a document beside one victim. One that several victims share is made once, by the first."""
    city = _city(part.city, theft, rng)
    network, address = _line(part.network, city, theft, rng)
    agent = _agent(part.browser, theft)
    if part.token == VICTIMS:
        mine = theft.mine
        return Client(address, network, city, agent, mine.dt_hash, mine.fingerprint)
    token = token_hash(rng) if part.token == "own" else None
    return Client(address, network, city, agent, token, token_hash(rng, 32))


def _city(word: str, theft: Theft, rng: random.Random) -> City:
    mine = theft.person.city
    if word == VICTIMS:
        return mine
    if word == OTHER_CITY:
        others = [one for one in networks.CITIES if one.country == mine.country and one != mine]
        return rng.choice(others or [networks.AMSTERDAM])
    return CITIES[word]


def _line(word: str, city: City, theft: Theft, rng: random.Random) -> tuple[Network, str]:
    """The network and an address of it where nobody of the tenant is seen."""
    if word == SAME_PROVIDER:
        network = theft.person.home_network
        return network, networks.stranger_address(network, rng)
    if word == HOME_LINE:
        taken = {theft.mine.network.as_number, theft.person.home_network.as_number}
        providers = networks.home_networks(city)
        network = rng.choice([one for one in providers if one.as_number not in taken] or list(providers))
        return network, networks.stranger_address(network, rng)
    if word == MOBILE:
        network = networks.mobile_network(city)
        return network, network.any_address(rng)
    known = NETWORKS[word]
    assert known
    if known in networks.CONSUMER_VPNS:
        return known, known.address(rng.randrange(SERVERS), networks.CITIES.index(city))
    return known, known.any_address(rng)


def _agent(word: str, theft: Theft) -> Agent:
    if word == VICTIMS:
        return theft.mine.agent
    if word == OTHER:
        word = "mac-chrome" if theft.person.laptop.family.startswith("windows") else "windows-chrome"
    return BROWSERS.get(word) or browser_of_the_day(word, theft.at)
