"""Whole points fit no worse than rounded ones, and no single point more or less fits better."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.evaluation.fit import Problem, fitted, log_loss
from analysis.evaluation.whole_points import settled
from evaluation.test_fit import SIGNS, drawn

SCALE, MOST = 3.0, 30


def loss(problem: Problem, points: np.ndarray) -> float:
    free = np.where(np.isnan(problem.held), points / SCALE, 0)
    return log_loss(problem, points / SCALE) + 0.5 * problem.penalty * float(free @ free)


@pytest.mark.parametrize("caps", [(100.0, 100.0, 100.0), (2.0, 0.4, 1.0)])
def test_no_single_step_gains(caps: tuple[float, float, float]):
    problem = replace(drawn(rows=4000), caps=np.array(caps))
    odds = fitted(problem)
    points = settled(problem, SCALE, odds, MOST)
    assert (points == np.round(points)).all()
    rounded = np.where(np.round(odds * SCALE) == 0, SIGNS, np.round(odds * SCALE))
    assert loss(problem, points) <= loss(problem, rounded) + 1e-6
    for column, step in ((column, step) for column in range(len(points)) for step in (-1.0, 1.0)):
        moved = points.copy()
        moved[column] += step
        if moved[column] * SIGNS[column] >= 1:
            assert loss(problem, moved) >= loss(problem, points) - 1e-6


def test_none_becomes_nothing_or_more_than_the_most():
    problem = drawn(rows=4000)
    points = settled(problem, SCALE, fitted(problem), 2)
    assert ((points * SIGNS >= 1) & (points * SIGNS <= 2)).all()


def test_what_is_held_does_not_move():
    held = np.full(6, np.nan)
    held[1] = 7 / SCALE
    problem = replace(drawn(rows=4000), held=held)
    assert settled(problem, SCALE, fitted(problem), MOST)[1] == 7
