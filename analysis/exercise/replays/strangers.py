"""Thieves with a browser or a program of their own, from a network that is not the victim's."""

from __future__ import annotations

from analysis.exercise import networks
from analysis.exercise.clients import browser, script
from analysis.exercise.confusions.paths import SERVERS
from analysis.exercise.ids import okta_id
from analysis.exercise.records import target
from analysis.exercise.replays.clients import browser_of_the_day, exit_city, home_line, other_browser, other_city, thief
from analysis.exercise.replays.theft import Theft

FAR_AWAY = (networks.BUCHAREST, networks.SINGAPORE, networks.KUALA_LUMPUR)
PROGRAMS = ("python-requests/2.31.0", "Go-http-client/2.0", "curl/8.1.2")


def loud(theft: Theft) -> None:
    """Another country, an old browser, many apps, changes if the person is an admin."""
    agent = other_browser(theft) if theft.is_quiet else browser("windows-chrome", 99)
    theft.client = thief(theft, networks.THEFT_VPN, theft.world.rng.choice(FAR_AWAY), agent)
    theft.dashboard()
    theft.wait(5, 20)
    if theft.person.is_admin and not theft.is_quiet:
        theft.console()
        theft.wait(30, 90)
        token = target("Token", okta_id(theft.world.rng, "00T"), "unknown", "backup")
        theft.change("system.api_token.create", "/api/internal/tokens", targets=[token])
        theft.wait(30, 90)
    theft.apps(7, 5, 30)


def same_city(theft: Theft) -> None:
    """A residential address in the victim's own city, an ordinary browser."""
    network, address = home_line(theft, theft.person.city)
    theft.client = thief(theft, network, theft.person.city, other_browser(theft), address=address)
    theft.dashboard()
    theft.wait(10, 60)
    theft.apps(4, 60, 400)


def same_country_hosting(theft: Theft) -> None:
    """A rented server in the victim's country."""
    theft.client = thief(theft, networks.THEFT_HOSTING, other_city(theft), other_browser(theft))
    theft.apps(5, 30, 200)


def script_agent(theft: Theft) -> None:
    """A program reads what it can, and changes what it can; a quiet one says that it is a browser."""
    rng = theft.world.rng
    agent = script(rng.choice(PROGRAMS))
    if theft.is_quiet:
        agent = browser_of_the_day("windows-chrome", theft.at)
    theft.client = thief(theft, networks.THEFT_HOSTING, networks.AMSTERDAM, agent, has_token=False)
    if theft.person.is_admin:
        made = target("User", okta_id(rng, "00u"), "svc_sync@example.com", "svc_sync")
        theft.change("user.lifecycle.create", "/api/v1/users", targets=[made])
        theft.wait(1, 5)
    theft.apps(6, 1, 6)


def employee_network(theft: Theft) -> None:
    """Through a network that employees use too: a VPN for everybody, a hotel, a conference."""
    rng = theft.world.rng
    network = rng.choice(shared_networks())
    city = rng.choice((networks.AMSTERDAM, networks.LONDON, networks.NEW_YORK, other_city(theft)))
    agent = rng.choice((theft.mine.agent, other_browser(theft)))
    address = network.any_address(rng)
    if network in networks.CONSUMER_VPNS:
        address = network.address(rng.randrange(SERVERS), networks.CITIES.index(city))
    theft.client = thief(theft, network, city, agent, address=address)
    theft.dashboard()
    theft.wait(10, 40)
    theft.apps(4, 40, 300)


def shared_networks() -> list[networks.Network]:
    """The networks of strangers that employees are seen on."""
    return [
        *networks.CONSUMER_VPNS,
        *networks.HOTELS,
        networks.CAFES,
        networks.CONFERENCE,
        networks.COWORKING,
    ]


def end_user_many_apps(theft: Theft) -> None:
    """An ordinary account, and one app after the other, as fast as a hand can click."""
    theft.client = thief(theft, networks.THEFT_VPN, exit_city(theft), other_browser(theft))
    theft.dashboard()
    theft.wait(4, 9)
    theft.apps(11, 2, 5)
