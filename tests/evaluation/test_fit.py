"""The solver finds the log odds of lanes that were drawn from known ones, and keeps to signs, caps and bounds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.evaluation.fit import Problem, fitted, log_loss, log_odds

BASE = -4.0
TRUE = np.array([3.0, 1.5, 0.5, -2.0, 0.0, 0.0])
SIGNS = np.array([1.0, 1.0, 1.0, -1.0, 1.0, -1.0])


def drawn(seed: int = 1, rows: int = 20_000) -> Problem:
    rng = np.random.default_rng(seed)
    marks = (rng.random((rows, len(TRUE))) < 0.4).astype(float)
    likely = 1 / (1 + np.exp(-(BASE + marks @ TRUE)))
    return Problem(
        marks=marks,
        is_stolen=(rng.random(rows) < likely).astype(float),
        weights=np.ones(rows),
        signs=SIGNS,
        families=np.array([0, 0, 1, 2, 1, 2]),
        most=np.inf,
        caps=np.array([100.0, 100.0, 100.0]),
        held=np.full(len(TRUE), np.nan),
        base=BASE,
        penalty=1.0,
    )


def test_signs_order_and_size_are_recovered():
    odds = fitted(drawn())
    assert (odds * SIGNS >= 0).all()
    assert odds[0] > odds[1] > odds[2] > 0 > odds[3]
    assert odds == pytest.approx(TRUE, abs=0.25)


def test_a_mark_against_its_sign_comes_to_nothing():
    problem = drawn()
    turned = replace(problem, signs=np.array([1, 1, 1, 1, 1, -1.0]))
    assert fitted(turned)[3] == 0


def test_what_is_held_stays_and_the_others_are_fitted_around_it():
    held = np.full(len(TRUE), np.nan)
    held[0] = 1.0
    odds = fitted(replace(drawn(), held=held))
    assert odds[0] == 1
    assert odds[1] > 1


def test_no_mark_weighs_more_than_the_most():
    odds = fitted(replace(drawn(), most=1.0))
    assert np.abs(odds).max() == 1


def test_a_family_counts_no_more_than_its_cap():
    problem = replace(drawn(), caps=np.array([2.0, 100.0, 100.0]))
    told = log_odds(problem, TRUE)
    free = log_odds(drawn(), TRUE)
    both = (problem.marks[:, 0] == 1) & (problem.marks[:, 1] == 1)
    assert told[both] == pytest.approx(free[both] - 2.5)
    neither = (problem.marks[:, :2] == 0).all(axis=1)
    assert told[neither] == pytest.approx(free[neither])


def test_with_caps_the_fit_is_better_than_the_one_that_knew_of_none():
    problem = replace(drawn(), caps=np.array([2.0, 100.0, 100.0]))
    assert log_loss(problem, fitted(problem)) < log_loss(problem, fitted(drawn()))


def test_marks_that_tell_perfectly_stay_finite():
    problem = replace(
        drawn(rows=200), marks=np.eye(6)[np.arange(200) % 6], is_stolen=(np.arange(200) % 6 == 0).astype(float)
    )
    odds = fitted(problem)
    assert np.isfinite(odds).all()
    assert odds[0] == odds.max()


def test_a_row_that_stands_for_many_is_as_many_rows():
    problem = drawn(rows=500)
    doubled = replace(
        problem,
        marks=np.vstack([problem.marks, problem.marks]),
        is_stolen=np.tile(problem.is_stolen, 2),
        weights=np.ones(1000),
    )
    assert fitted(replace(problem, weights=np.full(500, 2.0))) == pytest.approx(fitted(doubled), abs=1e-6)
