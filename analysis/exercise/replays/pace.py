"""Thieves told by their timing: slow, late, after the end, or by turns with the victim."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

from analysis.exercise import networks
from analysis.exercise.ids import okta_id
from analysis.exercise.records import target
from analysis.exercise.replays.clients import exit_city, home_line, other_browser, other_city, thief
from analysis.exercise.replays.containing import clear
from analysis.exercise.replays.theft import Theft
from analysis.exercise.world import DAY, HOUR, MINUTE, SECOND, Course, Segment, World


def slow(theft: Theft) -> None:
    """One app every hour or two, over a day; never so long that the session runs out."""
    rng = theft.world.rng
    theft.client = thief(theft, networks.THEFT_VPN, exit_city(theft), other_browser(theft))
    for app in theft.chosen_apps(rng.randrange(5, 9)):
        theft.open(app)
        theft.at += rng.randrange(62 * MINUTE, 115 * MINUTE)


def late(theft: Theft) -> None:
    """At night, hours after the victim's last event: nobody signed out, and the session still lives."""
    course, rng = theft.course, theft.world.rng
    evening = _local_midnight(theft) - HOUR + rng.randrange(4 * HOUR)
    theft.at = max(course.ended_at + 3 * HOUR, evening)
    theft.may_sign_out = False
    if rng.random() < 0.5:
        city = other_city(theft)
        network, address = home_line(theft, city)
        agent = rng.choice((theft.mine.agent, other_browser(theft)))
        theft.client = thief(theft, network, city, agent, address=address)
    else:
        theft.client = thief(theft, networks.THEFT_VPN, exit_city(theft), other_browser(theft))
    theft.dashboard()
    theft.wait(10, 60)
    theft.apps(5, 60, 500)


def _local_midnight(theft: Theft) -> int:
    """The midnight that ends the victim's day, in milliseconds since 1970."""
    offset = theft.person.city.utc_offset_h * HOUR
    day = datetime.fromtimestamp((theft.course.started_at + offset) / 1000, UTC).date()
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000) + DAY - offset


def interleaved(theft: Theft) -> None:
    """Victim and thief by turns, for hours."""
    theft.client = thief(theft, networks.THEFT_VPN, networks.AMSTERDAM, other_browser(theft))
    for app in theft.chosen_apps(5):
        theft.wait(100, 300)
        theft.open(app)
        theft.wait(100, 300)
        theft.victim_acts()
        theft.wait(300, 900)


def at_home(world: World, course: Course) -> None:
    """The victim sits at home this day, beside the VPN: only there a provider has other customers."""
    home = dataclasses.replace(world.bare_home(course.person, course.started_at), address=course.person.home_v4)
    course.segments[:] = [Segment(course.started_at, (home,))]


def neighbour(theft: Theft) -> None:
    """A customer of the same provider in the same city, with the same browser: by turns with the victim.

    Only the address, in another /24, and the device token tell the two apart.
    """
    world, network = theft.world, theft.mine.network
    address = networks.stranger_address(network, world.rng)
    theft.client = thief(theft, network, theft.person.city, theft.mine.agent, address=address)
    theft.dashboard()
    theft.wait(20, 60)
    apps = theft.chosen_apps(4)
    for app in apps * 2 if len(apps) == 1 else apps:
        theft.open(app)
        theft.wait(60, 300)
        theft.victim_acts()
        theft.wait(60, 400)


def after_sign_out(theft: Theft) -> None:
    """The session id goes on after its end: apps keep their own sessions, tokens are refreshed.

    The victim signs out, or an admin clears the victim's sessions while the thief is at work. Okta's
    own pages ask for a sign-in then; what hangs under the session does not notice.
    """
    world, course = theft.world, theft.course
    theft.client = thief(theft, networks.THEFT_VPN, exit_city(theft), other_browser(theft))
    theft.dashboard()
    theft.wait(10, 60)
    theft.apps(2, 60, 300)
    if world.rng.random() < 0.5:
        theft.wait(1200, 3000)
        clear(theft)
        ended_at = theft.ends_at or theft.at
    else:
        ended_at = max(course.ended_at, theft.at + 20 * MINUTE)
        course.ended_at = ended_at
        mine = course.client_at(ended_at, world.rng)
        actor = world.recorder.actor(theft.person)
        world.recorder.write(
            ended_at + 5 * SECOND, "user.session.end", actor, mine, course.session_id, uri="/login/signout"
        )
    theft.may_sign_out = False
    theft.at = ended_at + world.rng.randrange(6 * MINUTE, 90 * MINUTE)
    _go_on(theft)


def _go_on(theft: Theft) -> None:
    """What an ended session still gives: a refusal by Okta's own page, child sessions of apps, refreshed tokens."""
    world = theft.world
    theft.policy(world.dashboard, "CHALLENGE")
    theft.wait(30, 90)
    theft.apps(2, 60, 400)
    if not world.recorder.style.tokens_carry_session:
        return
    app = next(app for app in world.apps if app.mode == "OPENID_CONNECT")
    for _ in range(1 if theft.is_quiet else 3):
        theft.write(
            "app.oauth2.token.grant.access_token",
            "/oauth2/v1/token",
            client_id=app.client_id,
            targets=[target("access_token", "AT." + okta_id(world.rng, "tok", 24), app.name, "Access Token")],
            debug={"grantType": "refresh_token", "clientAuthType": "none", "requestedScopes": "openid,offline_access"},
        )
        theft.wait(1200, 3600)
