"""Average precision, ranks and shares on rankings whose figures can be worked out by hand."""

from __future__ import annotations

import itertools

import pytest

from analysis.evaluation.ranking import Ranked, Share, added, average_precision, rank


def ranked(*entries: tuple[float | None, bool]) -> list[Ranked]:
    return [Ranked(score, is_replay) for score, is_replay in entries]


def test_a_perfect_ranking_has_average_precision_one():
    assert average_precision(ranked((9, True), (8, True), (1, False))) == 1


def test_average_precision_is_the_mean_of_the_precisions_at_each_replay():
    # places 1 and 3 of 4: (1/1 + 2/3) / 2
    assert average_precision(ranked((9, True), (8, False), (7, True), (6, False))) == pytest.approx(5 / 6)


def test_of_equal_scores_the_honest_ones_come_first():
    # places 2 and 3: (1/2 + 2/3) / 2
    assert average_precision(ranked((9, True), (9, False), (9, True))) == pytest.approx(7 / 12)


def test_no_order_of_the_rows_changes_average_precision():
    rows = ranked((9, True), (9, False), (5, True), (5, False), (None, True), (None, False))
    assert len({average_precision(order) for order in itertools.permutations(rows)}) == 1


def test_what_is_not_listed_ranks_behind_everything_that_is():
    assert average_precision(ranked((-40, False), (None, True))) == 0.5
    assert average_precision(ranked((-40, True), (None, False))) == 1


def test_without_a_replay_there_is_no_average_precision():
    assert average_precision(ranked((9, False))) is None


def test_equals_stand_before_a_score():
    assert rank(70, [80, 70, 60, None]) == 3
    assert rank(None, [60, None]) == 3
    assert rank(5, []) == 1


def test_shares_know_their_interval():
    low, high = Share(9, 10).interval()
    assert (round(low, 3), round(high, 3)) == (0.596, 0.982)  # as statistics books have it for nine of ten
    assert Share(0, 0).value is None
    assert Share(0, 0).interval() is None
    assert Share(5, 5).interval()[1] == 1
    assert added([Share(1, 2), Share(3, 4)]) == Share(4, 6)
