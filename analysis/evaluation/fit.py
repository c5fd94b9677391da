"""Fits log odds to marks on lanes: logistic regression with signs, family caps and a penalty.

Why own: the score is a sum of capped families without an intercept, which no ready solver knows.
Not here: what the marks are, and what becomes of the log odds (weights.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_STEPS = 100
_HALVINGS = 25
_ENOUGH = 1e-7
"""Relative gain of a step below which the fit is over."""


@dataclass(frozen=True)
class Problem:
    """What is fitted to. Shape: rows are kinds of lanes, columns marks."""

    marks: Floats
    """1 where the lane carries the mark, else 0."""
    is_stolen: Floats
    """1 or 0 a row."""
    weights: Floats
    """How many lanes a row stands for."""
    signs: Floats
    """A column: 1 accuses (never below zero), -1 explains (never above)."""
    families: Ints
    """Number of the family of each column."""
    most: float
    """No column may come to more than this in its direction, log odds."""
    caps: Floats
    """By family: the most that its sum may come to in either direction, log odds."""
    held: Floats
    """A column's log odds where it is not fitted; NaN where it is."""
    base: float
    """Log odds of a lane without any mark."""
    penalty: float
    """Of the squares: each log odds is drawn to its centre as by a normal prior of variance 1/penalty."""
    centre: Floats | float = 0.0
    """Where each column is drawn: log odds of the first guess."""

    def merged(self) -> Problem:
        """The same with rows alike in marks and kind put together."""
        rows = np.column_stack([self.marks, self.is_stolen])
        alike, which = np.unique(rows, axis=0, return_inverse=True)
        weights = np.bincount(which.reshape(-1), self.weights, len(alike)).astype(float)
        return replace(self, marks=alike[:, :-1], is_stolen=alike[:, -1], weights=weights)

    def only(self, rows: Bools) -> Problem:
        """The same on some of its rows."""
        return replace(self, marks=self.marks[rows], is_stolen=self.is_stolen[rows], weights=self.weights[rows])


def fitted(problem: Problem, start: Floats | None = None) -> Floats:
    """Log odds of each column: Newton's steps on the free columns, cut to the signs, halved until they gain.

    `start`: where to begin, for instance the answer to a problem much like this one.
    Source: Bertsekas, "Projected Newton methods for optimization problems with simple constraints", 1982.
    """
    is_free = np.isnan(problem.held)
    odds = _allowed(problem, problem.signs * 0.1 if start is None else start)
    loss = penalised(problem, odds)
    for _ in range(_STEPS):
        slope, bend = _local(problem, odds)
        # a column at its bound that would leave it stays out of this step
        outward = slope * problem.signs
        moves = is_free & ~((odds == 0) & (outward > 0)) & ~((np.abs(odds) == problem.most) & (outward < 0))
        step = np.zeros_like(odds)
        step[moves] = -np.linalg.solve(bend[np.ix_(moves, moves)], slope[moves])
        for halving in range(_HALVINGS):
            tried = _allowed(problem, odds + step * 0.5**halving)
            new = penalised(problem, tried)
            if new < loss:
                break
        else:
            return odds
        gain, odds, loss = loss - new, tried, new
        if gain < _ENOUGH * (1 + abs(loss)):
            return odds
    return odds


def _allowed(problem: Problem, odds: Floats) -> Floats:
    """The nearest log odds that keep to signs and bounds, and to what is held."""
    cut = problem.signs * np.clip(problem.signs * odds, 0, problem.most)
    return np.where(np.isnan(problem.held), cut, problem.held)


def log_odds(problem: Problem, odds: Floats) -> Floats:
    """Log odds of each row: the base and its families, each cut at its cap."""
    by_family = sums(problem, odds)
    return problem.base + np.clip(by_family, -problem.caps, problem.caps).sum(axis=1)


def log_loss(problem: Problem, odds: Floats) -> float:
    """Minus the log-likelihood of the rows, without the penalty."""
    told = log_odds(problem, odds)
    return float((problem.weights * (np.logaddexp(0, told) - problem.is_stolen * told)).sum())


def sums(problem: Problem, odds: Floats) -> Floats:
    """What each family comes to on each row, uncut. Shape: rows by families."""
    columns = np.zeros((len(odds), len(problem.caps)))
    columns[np.arange(len(odds)), problem.families] = odds
    return problem.marks @ columns


def penalised(problem: Problem, odds: Floats) -> float:
    """What the fit makes small: minus the log-likelihood, and the penalty on what is fitted."""
    away = np.where(np.isnan(problem.held), odds - problem.centre, 0)
    return log_loss(problem, odds) + 0.5 * problem.penalty * float(away @ away)


def _local(problem: Problem, odds: Floats) -> tuple[Floats, Floats]:
    """Slope, and the bend of Gauss and Newton; a family at its cap moves nothing."""
    by_family = sums(problem, odds)
    told = problem.base + np.clip(by_family, -problem.caps, problem.caps).sum(axis=1)
    likely = 1 / (1 + np.exp(-np.clip(told, -500, 500)))
    moving = problem.marks * (np.abs(by_family) <= problem.caps)[:, problem.families]
    away = np.where(np.isnan(problem.held), odds - problem.centre, 0)
    slope = moving.T @ (problem.weights * (likely - problem.is_stolen)) + problem.penalty * away
    bend = (moving * (problem.weights * likely * (1 - likely))[:, None]).T @ moving
    return slope, bend + problem.penalty * np.eye(len(odds))
