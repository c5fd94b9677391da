"""Who is robbed and when: enough people for many replays, and the words where there are too few."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from analysis.exercise import apps
from analysis.exercise.people import people
from analysis.exercise.records import Recorder, Style
from analysis.exercise.replays import ACCOUNTS, ADMINS_ONLY, CONSOLE_ONLY, PUSH_ONLY, REPLAYS, kinds, planned
from analysis.exercise.world import World

THREE_OF_EACH = [kind for kind in REPLAYS for _ in range(3)]


def world(people_count: int, seed: int = 1) -> World:
    rng = random.Random(seed)
    all_apps = apps.apps(rng)
    return World(rng, Recorder(rng, Style()), people(rng, people_count, all_apps), 1.0, all_apps)


@pytest.mark.parametrize("seed", range(5))
def test_three_of_each_kind_fit_in_fifteen_hundred_people(seed: int):
    plans = planned(world(1_500, seed), THREE_OF_EACH, 7)
    assert Counter(plan.kind for plan in plans.values()) == {kind: 3 * ACCOUNTS.get(kind, 1) for kind in REPLAYS}
    assert len({plan.person.number for plan in plans.values()}) == len(plans) == 69
    assert {day for day, _ in plans} == set(range(7))


@pytest.mark.parametrize("seed", range(5))
def test_one_of_each_kind_fits_in_forty_people(seed: int):
    assert len(planned(world(40, seed), kinds(), 2)) == len(REPLAYS) + 1


def test_each_kind_gets_a_person_whom_it_may_rob():
    for plan in planned(world(1_500), THREE_OF_EACH, 7).values():
        person = plan.person
        assert not person.is_federated
        assert plan.kind not in ADMINS_ONLY or person.role == "admin", plan.kind
        assert plan.kind not in CONSOLE_ONLY or person.is_admin, plan.kind
        assert plan.kind not in PUSH_ONLY or person.factor == "push", plan.kind


def test_a_day_that_is_given_is_kept():
    plans = planned(world(60), [("loud", 4), ("late", 0)], 7)
    assert {plan.kind: day for (day, _), plan in plans.items()} == {"loud": 4, "late": 0}


def test_too_few_people_are_said():
    with pytest.raises(ValueError, match="too few admins for the replay token_made"):
        planned(world(40), ["token_made"] * 6, 2)
    with pytest.raises(ValueError, match="too few people for the replay loud"):
        planned(world(10), ["loud"] * 12, 2)
    with pytest.raises(ValueError, match="no such replay: seance"):
        planned(world(10), ["seance"], 2)


def test_a_replay_may_be_told_whom_it_befalls():
    made = world(60)
    first, second = made.people[0], next(one for one in made.people if one.role == "staff" and not one.is_federated)
    plans = planned(made, [("onepassword", 1, (first.login,)), ("loud", 0, (second.login,))], 3)
    assert {plan.kind: plan.person.number for plan in plans.values()} == {
        "onepassword": first.number,
        "loud": second.number,
    }
    with pytest.raises(ValueError, match=r"nobody to rob is called nobody@example\.com"):
        planned(made, [("loud", 0, ("nobody@example.com",))], 3)
