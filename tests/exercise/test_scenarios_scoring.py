"""A team's score says what was right, what was late, what was too much; and nobody is ranked against victims."""

from __future__ import annotations

import dataclasses
import re
from datetime import timedelta

import pytest

from analysis.exercise.records import at_text
from analysis.exercise.scenarios import document, figures, make
from analysis.exercise.scenarios.actions import actions
from analysis.exercise.scenarios.calls import Call, Called, Part, Score
from analysis.exercise.scenarios.game import Game
from analysis.exercise.scenarios.moments import milliseconds
from analysis.exercise.scenarios.parts import FACTS
from analysis.exercise.scenarios.scoring import score


@pytest.fixture(scope="module")
def game() -> Game:
    return make.made(document.find("backdoor-account"), 1).game


@pytest.fixture(scope="module")
def quiet() -> Game:
    return make.made(document.find("consumer-vpn"), 1).game


def perfect(game: Game, minute: float | None = None) -> Call:
    called = tuple(Called(one.session_id, one.divergence_event_id, one.divergence_at) for one in game.truth.stolen)
    touched = [name for one in game.truth.stolen for name in one.apps] + [thing.name for thing in game.truth.things]
    when = game.detectable_minute() + 1 if minute is None else minute
    return Call(when, called, tuple(touched), game.document.containment.needed)


def part(one: Score, name: str) -> Part:
    return next(found for found in one.parts if found.name == name)


def test_all_right_and_at_once_is_all_points(game: Game):
    answers = {one.question.id: one.answer for one in game.asked}
    marked = {one.question.id: 99.0 for one in game.asked if one.question.kind == "words"}
    one = score(game, [perfect(game)], answers, marked=marked)
    assert one.points == one.of == 100 + sum(asked.question.points for asked in game.asked)
    assert one.minutes_to_detect == pytest.approx(1)
    assert one.divergence_error_s == 0
    assert one.wrong_person_hours == 0


def test_nothing_said_is_no_point_and_no_crash(game: Game, quiet: Game):
    for one in (score(game, [], {}), score(quiet, [], {})):
        assert one.points == 0
        assert one.detected_at is None


def test_a_later_call_is_worth_less_and_the_first_right_one_counts_for_the_time(game: Game):
    end = game.document.minutes
    late, early = perfect(game, end - 1), perfect(game)
    assert part(score(game, [late], {}), "detection").points < part(score(game, [early], {}), "detection").points
    both = score(game, [late, early], {})
    assert both.detected_at == early.minute
    assert part(both, "detection").points == part(score(game, [early], {}), "detection").points


def test_an_honest_session_called_costs_half_a_right_one(game: Game):
    call = perfect(game)
    more = dataclasses.replace(call, sessions=(*call.sessions, Called("idxhonest")))
    one = score(game, [more], {})
    assert one.wrong_sessions == ("idxhonest",)
    assert part(one, "sessions").points == part(one, "sessions").of / 2


def test_the_thiefs_own_later_session_is_not_wrong():
    game = make.made(document.find("helpdesk-reset"), 1).game
    call = perfect(game)
    later = tuple(Called(session) for session in game.truth.later_session_ids)
    assert later
    one = score(game, [dataclasses.replace(call, sessions=(*call.sessions, *later))], {})
    assert one.wrong_sessions == ()
    assert part(one, "sessions").points == part(one, "sessions").of


def test_a_divergence_fades_with_the_minutes_that_it_is_off(game: Game):
    right = game.truth.stolen[0]
    off = milliseconds(right.divergence_at) + int(timedelta(minutes=15).total_seconds() * 1000)
    call = dataclasses.replace(perfect(game), sessions=(Called(right.session_id, "other", at_text(off)),))
    one = score(game, [call], {})
    assert one.divergence_error_s == 900
    assert part(one, "divergence").points == pytest.approx(part(one, "divergence").of / 2)


def test_a_call_without_its_event_says_so_and_invents_no_minutes(game: Game):
    one = score(game, [dataclasses.replace(perfect(game), sessions=(Called(game.truth.stolen[0].session_id),))], {})
    assert one.divergence_error_s is None and one.without_event == 1
    assert part(one, "divergence").points == 0
    assert part(one, "divergence").words == "Called without the event that it began with."


def test_an_exact_event_of_one_session_is_not_hidden_by_another_without_one():
    game = make.made(document.find("two-administrators"), 1).game
    first, second = perfect(game).sessions
    one = score(game, [dataclasses.replace(perfect(game), sessions=(first, Called(second.session_id)))], {})
    assert one.divergence_error_s == 0 and one.without_event == 1
    assert part(one, "divergence").points == 0


@pytest.mark.parametrize(("scenario", "seed"), [("helpdesk-reset", 3), ("small-firm", 1), ("cookie-jar", 1)])
def test_naming_what_came_of_it_is_not_wrong(scenario: str, seed: int):
    made = make.made(document.find(scenario), seed)
    game, call = made.game, perfect(made.game)
    plain = part(score(game, [call], {}), "blast_radius")
    later = {
        target["displayName"]
        for event in made.events
        if event["authenticationContext"]["externalSessionId"] in game.truth.later_session_ids
        for target in event["target"] or ()
        if target["displayName"]
    } or {"Example Project"}
    more = dataclasses.replace(call, touched=(*call.touched, *sorted(later)))
    assert plain.points == plain.of and part(score(game, [more], {}), "blast_radius") == plain
    wrong = dataclasses.replace(call, touched=(*call.touched, "an app that nobody has"))
    assert part(score(game, [wrong], {}), "blast_radius").points < plain.points


def test_missed_sessions_are_told():
    game = make.made(document.find("two-administrators"), 1).game
    call = perfect(game)
    one = score(game, [dataclasses.replace(call, sessions=call.sessions[:1])], {})
    assert len(one.missed_sessions) == 1
    assert part(one, "sessions").points == part(one, "sessions").of / 2


def test_what_nothing_called_for_costs_points_and_hours(game: Game):
    call = perfect(game)
    more = dataclasses.replace(call, actions=(*call.actions, "shut_okta"))
    one = score(game, [more], {})
    assert one.wrong_person_hours == pytest.approx(4 * game.truth.people_count)
    assert part(one, "containment").points < part(score(game, [call], {}), "containment").points


def test_the_points_that_are_told_are_the_points_that_are_taken(game: Game, quiet: Game):
    for one in (game, quiet):
        right = Call(one.document.minutes, perfect(one).sessions, (), one.document.containment.needed)
        whole = part(score(one, [right], {}), "containment")
        for extra in (("suspend_account", "revoke_role"), ("revoke_role",), tuple(sorted(actions()))):
            told = part(score(one, [dataclasses.replace(right, actions=(*right.actions, *extra))], {}), "containment")
            cost = re.search(r"cost ([\d.]+) points?\b", told.words)
            assert whole.points - told.points == pytest.approx(float(cost[1]) if cost else 0, abs=0.05), told.words
            assert "cost 1 points" not in told.words and "about 0.0 hours" not in told.words


def test_nothing_was_stolen_said_too_early_is_told_as_that(quiet: Game):
    guess = score(quiet, [Call(quiet.detectable_minute() / 2)], {})
    assert guess.is_guess and part(guess, "detection").points == 0
    assert "before there was anything to see" in part(guess, "detection").words
    again = score(quiet, [Call(quiet.detectable_minute() / 2), Call(quiet.detectable_minute() + 1)], {})
    assert not again.is_guess and part(again, "detection").points == part(again, "detection").of
    assert not score(quiet, [], {}).is_guess


def test_restraint_scores_where_nothing_was_stolen(quiet: Game):
    calm = score(quiet, [Call(30, actions=quiet.document.containment.needed)], {})
    assert sum(one.points for one in calm.parts) == sum(one.of for one in calm.parts) == 100
    assert calm.minutes_to_detect is None
    session = next(iter(quiet.truth.honest))
    accused = score(quiet, [Call(10, (Called(session),), actions=("suspend_account",))], {})
    assert part(accused, "sessions").points == 0
    assert accused.wrong_person_hours == 4


def test_hints_cost_and_answers_that_nobody_marked_are_left_out(game: Game):
    answers = {"message": "Something."}
    one = score(game, [perfect(game)], answers, hints=[0, 0, 1])
    assert one.hints_cost == sum(hint.costs for hint in game.document.hints)
    assert one.points == 100 - one.hints_cost
    assert next(found for found in one.answers if found.question == "message").points is None


def test_the_figures_of_2023_say_what_they_measure_and_that_nobody_is_ranked(game: Game):
    assert {one.whose for one in score(game, [], {}).figures} == {"BeyondTrust", "Cloudflare", "Okta"}
    assert all(one.measures and one.source and one.mark in FACTS for one in figures.FIGURES)
    assert "comparable" in figures.NOT_A_RANKING


def test_every_action_of_a_document_has_words_and_a_cost():
    for one in document.all_documents():
        wanted = one.containment
        assert not set(wanted.needed) & set(wanted.harmful)
        assert {*wanted.needed, *wanted.useful, *wanted.harmful} <= set(actions())
