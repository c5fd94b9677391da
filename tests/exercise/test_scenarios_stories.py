"""What the exercises that ship say in words agrees with the log that is made of them, under any seed and size."""

from __future__ import annotations

import pytest

from analysis.exercise.apps import CATALOGUE
from analysis.exercise.scenarios import document, make
from analysis.exercise.scenarios.game import Message
from analysis.exercise.scenarios.make import Made
from analysis.exercise.scenarios.moments import milliseconds
from analysis.exercise.scenarios.parts import SIZES
from analysis.exercise.world import MINUTE

SEEDS = (1, 2, 3)


def made(name: str, seed: int, size: str = "small") -> Made:
    return make.made(document.find(name), seed, size)


def message(one: Made, wanted: str) -> Message:
    return next(found for found in one.game.messages if found.id == wanted)


def minutes_between(one: Made, before: str, after: str) -> float:
    steps = one.game.truth.steps
    return (milliseconds(steps[after].at) - milliseconds(steps[before].at)) / MINUTE


@pytest.mark.parametrize("seed", SEEDS)
def test_the_helpdesk_quotes_the_victim_of_the_page_after_the_sign_in(seed: int):
    one = made("phishing-proxy", seed)
    assert message(one, "clicked").minute > one.game.minute_of(one.game.truth.steps["proxied"].at)


@pytest.mark.parametrize("size", SIZES)
def test_the_small_firm_is_as_large_as_it_says_and_calls_before_anything_was_made(size: str):
    game = made("small-firm", 1, size).game
    assert f"is {game.truth.people_count} people" in game.situation
    assert "dozen" not in game.situation and "half" not in game.situation
    assert "name" not in game.situation and game.minute_of(game.truth.steps["made"].at) > 0


@pytest.mark.parametrize("seed", [3, 4])
def test_nobody_names_an_app_that_was_perhaps_not_opened(seed: int):
    one = made("many-apps", seed)
    said = message(one, "app_owner")
    words = f"{said.sender} {said.title} {said.text}".lower()
    opened = {app for stolen in one.game.truth.stolen for app in stolen.apps}
    strangers = [name.removeprefix("Example ").lower() for name, _ in CATALOGUE if name not in opened]
    assert "payroll" in strangers
    assert not [app for app in strangers if app in words]


def test_nobody_says_that_sessions_were_ended_which_the_log_shows_open():
    one = made("many-apps", 1)
    assert "user.session.clear" not in {event["eventType"] for event in one.events}
    assert message(one, "clean_okta").text.startswith("Suppose")


@pytest.mark.parametrize("seed", SEEDS)
def test_the_provider_is_noticed_when_the_debrief_says_and_nobody_claims_to_have_seen_it_go(seed: int):
    one = made("identity-provider", seed)
    assert 14 <= minutes_between(one, "console", "report") + 9 <= 26
    debriefs = {asked.question.id: asked.debrief for asked in one.game.asked}
    assert "about twenty minutes before anybody noticed" in debriefs["from_when"]
    assert "system.idp.lifecycle.deactivate" not in {event["eventType"] for event in one.events}
    assert "what a team does in play is not written to the log" in debriefs["came_back"]
    assert "gone" not in one.game.document.steps[-1].words


@pytest.mark.parametrize("seed", SEEDS)
def test_the_hint_about_the_enrolled_phone_names_an_hour_at_which_it_is_used(seed: int):
    one = made("helpdesk-reset", seed)
    assert 50 <= minutes_between(one, "enrols", "signs_in") <= 90
    assert "an hour after the enrolment" in one.game.hints[-1]
