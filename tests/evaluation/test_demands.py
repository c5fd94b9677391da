"""What was demanded is compared as it was said; and, slowly, what the judgement reaches on seeds nobody fitted."""

from __future__ import annotations

import pytest

import house
from analysis.evaluation import demands, evaluate
from analysis.evaluation.demands import Figure
from analysis.evaluation.measure import Judged, Measured

UNSEEN = (211, 212)


def figure(value: float | None, demanded: float | None, *, is_at_most: bool = False) -> Figure:
    return Figure(demands.PLAIN, "told", "told", value, None, demanded, is_at_most)


def test_a_limit_is_reached_at_the_limit():
    assert figure(0.95, 0.95).is_reached is True
    assert figure(0.949, 0.95).is_reached is False
    assert figure(5.0, 5.0, is_at_most=True).is_reached is True
    assert figure(5.1, 5.0, is_at_most=True).is_reached is False


def test_nothing_measured_or_nothing_demanded_is_neither():
    assert figure(None, 0.95).is_reached is None
    assert figure(0.5, None).is_reached is None


def test_every_demand_is_among_the_figures():
    measured = Measured([Judged("loud", "s1", "ada", 90, "replay", True, None, 1)], [], 10)
    shown = {(setting, one.name) for setting in demands.SETTINGS for one in demands.figures(setting, measured)}
    assert shown >= {*demands.AT_LEAST, *demands.AT_MOST}


def test_figures_without_look_alikes_stand_apart_and_are_not_what_was_demanded():
    replays = [Judged("loud", "s1", "ada", 90, "replay"), Judged("slow", "s2", "bob", 9, "explained", look_alike="x")]
    told = {one.name: one for one in demands.figures(demands.PLAIN, Measured(replays, [], 10))}
    assert (told["recall"].value, told["recall_told_apart"].value) == (0.5, 1)
    assert told["recall_told_apart"].demanded is None
    assert told["missed_said_alike"].value == 1


@pytest.mark.slow
def test_the_demanded_figures_are_reached_on_seeds_that_were_not_fitted():
    settings = [demands.PLAIN, demands.HARD, demands.ADMIN_CSV]
    jobs = evaluate.jobs(UNSEEN, 1500, 7, settings)
    whole = evaluate.together(evaluate.run(evaluate.measured, jobs, 2, lambda _: None))
    figures = [one for setting, measured in whole.items() for one in demands.figures(setting, measured)]
    assert {one.setting for one in figures} == set(settings)
    house.check(
        (
            f"{one.setting}: {one.name} is {one.value}, demanded is {one.demanded}"
            for one in figures
            if one.demanded is not None and not one.is_reached
        ),
        "The judgement must reach on tenants that it never saw (`python -m analysis evaluate` tells why it does not):",
    )
