"""The sentences of a debrief for what seldom happens: guesses, calls without an event, the thief's own session."""

from __future__ import annotations

import dataclasses

import pytest

from analysis.exercise.debrief import found, words
from analysis.exercise.debrief.records import Records
from analysis.exercise.scenarios import document, make, scoring
from analysis.exercise.scenarios.calls import Call, Called


def made(scenario: str):
    return make.made(document.find(scenario), 1)


def right_call(game, minute: float) -> Call:
    sessions = tuple(Called(one.session_id, one.divergence_event_id, one.divergence_at) for one in game.truth.stolen)
    return Call(minute, sessions)


def told(game, *calls: Call) -> tuple[str, str]:
    """The headline, and the figure of detection."""
    score = scoring.score(game, list(calls), {})
    figures = words.figures(score, len(game.truth.stolen), None, "")
    return words.headline("The team", score, len(game.truth.stolen)), figures[1].value


def test_a_call_of_the_thiefs_later_session_is_not_told_as_nothing_stolen():
    game = made("helpdesk-reset").game
    call = Call(game.document.minutes, tuple(Called(one) for one in game.truth.later_session_ids))
    assert told(game, call)[0] == "The team called a later session of the thief’s own; one session was stolen"
    assert told(game, Call(game.document.minutes))[0] == "The team said that nothing was stolen; one session was stolen"


def test_a_right_guess_before_there_was_anything_to_see():
    one, two = made("helpdesk-reset").game, made("two-administrators").game
    early = "before there was anything to see of it"
    assert told(one, right_call(one, 0))[0] == f"The team called the stolen session {early}"
    assert told(two, right_call(two, 0))[0] == f"The team called 2 of 2 stolen sessions {early}"


def test_nothing_was_stolen_and_that_was_said_too_early_or_in_time_or_never():
    game = made("consumer-vpn").game
    sign = game.detectable_minute()
    assert told(game) == ("Nothing was stolen, and nobody said so", "not said")
    assert told(game, Call(sign / 2)) == (
        "Nothing was stolen, and the team said so before there was anything to see", "too early",
    )  # fmt: skip
    assert told(game, Call(sign / 2), Call(sign + 1))[1] == f"minute {sign + 1:.0f}"


@pytest.mark.parametrize("is_blank", [True, False])
def test_a_call_without_an_event_is_told_without_minutes(is_blank):
    game = made("two-administrators").game
    call = right_call(game, game.document.minutes)
    second = dataclasses.replace(call.sessions[1], divergence_event_id=None, divergence_at=None)
    call = dataclasses.replace(call, sessions=(call.sessions[0], second) if is_blank else call.sessions)
    lead = words.lead(scoring.score(game, [call], {}), (), (), (), ())
    assert lead == (
        ("One session was called without the event that it began with.",)
        if is_blank
        else ("It was called from the right event.",)
    )


def test_an_account_named_names_its_role_and_what_came_of_it_is_no_mistake():
    one = made("small-firm")
    records, thing = Records(one.events), one.game.truth.things[0]
    also = next(name for name in sorted(one.game.truth.also_touched) if name.startswith("Example "))
    call = Call(1, (), (thing.name, also, "an app that nobody has"))
    said = [(row.outcome, row.name) for row in found.touched(one.game, call, records)]
    assert said == [
        (found.NAMED, thing.name), (found.NAMED, one.game.truth.things[1].name),
        (found.ALSO, also), (found.NOT_TOUCHED, "an app that nobody has"),
    ]  # fmt: skip
