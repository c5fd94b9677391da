"""Signals that tell thieves apart get points, those that do not get none to speak of, and the scale keeps the bands."""

from __future__ import annotations

import math

import numpy as np
import pytest

from analysis import signal_files
from analysis.evaluation import calibrate, weights
from analysis.evaluation.lanes import CANDIDATE, ORIGIN, Observed, Pattern
from analysis.evaluation.overrides import header_points
from analysis.evaluation.weights import MOST_POINTS, Weighed, Weighing

GROUP = "plain JSON"
EVERY = sorted(
    (signal.name, grade, signal.family, points)
    for signal in signal_files.signals().values()
    for grade, points in signal.points.items()
    if points
)


def one_of(family: str, *, above: bool = True) -> tuple[str, str]:
    return next((name, grade) for name, grade, mine, points in EVERY if mine == family and (points > 0) == above)


TELLS, HARDLY, NEVER = one_of("device"), one_of("network"), one_of("indicators")
ALSO, EXPLAINS = one_of("concurrency"), one_of("explanation", above=False)


def drawn() -> Observed:
    rng = np.random.default_rng(5)
    seen = Observed()
    shares = {
        True: {TELLS: 0.95, ALSO: 0.98, HARDLY: 0.5, EXPLAINS: 0.02},
        False: {TELLS: 0.02, ALSO: 0.1, HARDLY: 0.45, EXPLAINS: 0.8},
    }
    for seed in (11, 12):
        for is_stolen, count in ((True, 150), (False, 3000)):
            for _ in range(count):
                marks = frozenset(mark for mark, share in shares[is_stolen].items() if rng.random() < share)
                seen.patterns[Pattern(GROUP, seed, CANDIDATE, is_stolen, marks)] += 1
        seen.patterns[Pattern(GROUP, seed, ORIGIN, False, frozenset())] += 9000
    seen.honest_sessions[GROUP] = 18_000
    return seen


@pytest.fixture(scope="module")
def weighing() -> Weighing:
    return weights.weigh(drawn(), GROUP)


@pytest.fixture
def by_mark(weighing: Weighing) -> dict[tuple[str, str], Weighed]:
    return {one.mark: one for one in weighing.marks}


def test_what_tells_more_weighs_more(by_mark):
    assert by_mark[TELLS].points > by_mark[HARDLY].points >= 1
    assert by_mark[EXPLAINS].points < 0
    assert max(abs(one.points) for one in by_mark.values() if not one.is_held) <= MOST_POINTS


def test_points_are_whole_keep_their_sign_and_never_become_information(by_mark):
    for one in by_mark.values():
        assert isinstance(one.points, int)
        assert one.points * one.today > 0


def test_the_weight_of_evidence_is_the_log_of_both_shares(by_mark):
    one = by_mark[TELLS]
    expected = math.log((one.stolen + 0.5) / (one.stolen_of + 1) / ((one.honest + 0.5) / (one.honest_of + 1)))
    assert one.evidence == pytest.approx(expected)
    assert (one.stolen_of, one.honest_of) == (300, 6000)  # origins do not carry it, so they do not count


def test_what_was_never_seen_keeps_todays_points(by_mark):
    one = by_mark[NEVER]
    assert one.is_held
    assert one.points == header_points()[f"points.{NEVER[0]}" + (f".{NEVER[1]}" if NEVER[1] else "")]
    assert "too few" in calibrate.reason(one)


def test_what_is_held_keeps_todays_points():
    held = weights.weigh(drawn(), GROUP, hold=[TELLS])
    one = next(one for one in held.marks if one.mark == TELLS)
    assert (one.points, one.is_held) == (one.today, True)
    assert f"kept at {one.points}" in calibrate.reason(one)


def test_few_enough_honest_lanes_are_suspicious(weighing: Weighing):
    assert weighing.is_feasible
    assert weighing.reached[GROUP, False][0] <= weights.MOST_SUSPICIOUS


def test_the_scale_puts_the_posterior_at_replay_from(weighing: Weighing):
    at_replay = weighing.base + 75 / weighing.points_per_nat
    assert 1 / (1 + math.exp(-at_replay)) == pytest.approx(weighing.posterior)


def test_the_reason_is_in_words(by_mark):
    told = calibrate.reason(by_mark[TELLS])
    assert told.startswith("weight of evidence 3.")
    assert "of 100 stolen lanes and" in told
    assert told.endswith(f"fitted {by_mark[TELLS].points}")


@pytest.mark.parametrize(("part", "whole", "told"), [(0, 9, "0"), (61, 100, "61"), (1, 60, "1.7"), (1, 2400, "0.042")])
def test_shares_are_told_as_numbers_of_a_hundred(part: int, whole: int, told: str):
    assert calibrate.per_100(part, whole) == told
