"""Thieves with the whole cookie jar: agent and device token are the victim's, only the line is not."""

from __future__ import annotations

from analysis.exercise import networks
from analysis.exercise.replays.clients import exit_city, home_line, other_city, with_the_jar
from analysis.exercise.replays.theft import Theft
from analysis.exercise.world import MINUTE

WAITS_FOR_THE_EVENING = 0.4
"""The share of the quiet ones on a home line that wait until the victim has gone."""


def cookie_jar(theft: Theft) -> None:
    """The whole cookie jar through a VPN."""
    theft.client = with_the_jar(theft, networks.THEFT_VPN, exit_city(theft))
    _looks_around(theft)


def cookie_jar_residential(theft: Theft) -> None:
    """The whole cookie jar from a residential proxy in the victim's country."""
    rng = theft.world.rng
    city = rng.choice((theft.person.city, other_city(theft)))
    network, address = home_line(theft, city)
    theft.client = with_the_jar(theft, network, city, address=address)
    if theft.is_quiet and rng.random() < WAITS_FOR_THE_EVENING:
        theft.at = theft.course.ended_at + rng.randrange(20 * MINUTE, 110 * MINUTE)
        theft.may_sign_out = False
    _looks_around(theft)


def _looks_around(theft: Theft) -> None:
    """Beside the victim, who works on; the quiet ones are soon gone."""
    if theft.is_quiet:
        theft.apps(4, 60, 500)
    else:
        theft.apps(6, 300, 1200)
