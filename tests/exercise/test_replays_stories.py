"""A session that is told from outside is where and when it is told, and everything else stays as it was."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest

from analysis.exercise import networks
from analysis.exercise.people import Person
from analysis.exercise.replays.clients import browser_of_the_day, thief
from analysis.exercise.replays.stories import NO_PLAY, Play, Story
from analysis.exercise.replays.theft import Theft
from analysis.exercise.scenarios.moments import milliseconds
from analysis.exercise.tenant import DEFAULT_START, gather

DAY, HOUR = 86_400_000, 3_600_000
START = int(DEFAULT_START.timestamp() * 1000)
NUMBER = 9


def told(theft: Theft) -> None:
    theft.at = START + 2 * DAY + 11 * HOUR
    theft.client = thief(theft, networks.THEFT_HOSTING, networks.SINGAPORE, browser_of_the_day("mac-chrome", theft.at))
    theft.apps(2, 30, 60)


def cast(people: list[Person]) -> None:
    people[NUMBER] = dataclasses.replace(people[NUMBER], city=networks.BERLIN, is_federated=False)


@pytest.mark.parametrize("place", ["home", "office", "company vpn"])
def test_a_told_session_is_in_its_hours_and_at_its_place(place: str):
    story = Story(NUMBER, 2, START + 2 * DAY + 8 * HOUR, START + 2 * DAY + 15 * HOUR, told, "mine", place)
    events, truth = gather(3, 20, 4, replays=(), play=Play([story], cast, {NUMBER: ()}))
    (replay,) = truth.replays
    session = [one for one in events if one["authenticationContext"]["externalSessionId"] == replay.session_id]
    own = [one for one in session if one["uuid"] not in replay.foreign_event_ids]
    assert replay.kind == "mine"
    assert milliseconds(session[0]["published"]) >= START + 2 * DAY + 8 * HOUR
    assert milliseconds(replay.divergence_at) == START + 2 * DAY + 11 * HOUR
    assert {one["client"]["ipAddress"] for one in own if one["eventType"] == "user.session.start"} != set(
        replay.foreign_addresses
    )
    assert datetime.fromtimestamp(milliseconds(own[-1]["published"]) / 1000, UTC).day == 5


def test_who_plays_a_part_suffers_nothing_else():
    _, truth = gather(3, 20, 6, replays=(), play=Play((), cast, {NUMBER: ()}))
    events, _ = gather(3, 20, 6, replays=(), play=Play((), cast, {NUMBER: ()}))
    ids = {one["actor"]["id"] for one in events}
    odd = {confusion.actor_id for confusion in truth.confusions if confusion.kind != "phone_roams"}
    assert odd <= ids
    people: list[Person] = []
    gather(3, 20, 1, replays=(), play=Play((), people.extend, {}))
    assert people[NUMBER].id not in odd


def test_without_a_play_nothing_changes():
    assert gather(3, 20, 2, replays=())[0] == gather(3, 20, 2, replays=(), play=NO_PLAY)[0]
