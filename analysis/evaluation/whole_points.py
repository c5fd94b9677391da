"""Whole points near fitted log odds: rounded, then moved one by one as long as the fit gains.

Why more than rounding: the sum of many rounded points may miss by several, and at a family's cap the
solver's steps stop where single points still gain.
Not here: the solver (fit.py), the scale (weights.py).
"""

from __future__ import annotations

import numpy as np

from analysis.evaluation import fit
from analysis.evaluation.fit import Floats, Problem

_GAIN = 1e-9


def settled(problem: Problem, scale: float, odds: Floats, most: int) -> Floats:
    """Points of each column: at least 1 and at most `most` in its direction; held ones as they are.

    `scale` is points for a nat. None becomes 0: a signal without points is information, and would not be
    weighed again.
    """
    is_free = np.isnan(problem.held)
    points = np.where(is_free, np.round(odds * scale), np.round(problem.held * scale))
    points = np.where(is_free, problem.signs * np.clip(problem.signs * points, 1, most), points)
    steps = _Steps(problem, scale, points)
    is_better = True
    while is_better:
        is_better = False
        for column in np.flatnonzero(is_free).tolist():
            for step in (-1.0, 1.0):
                within = 1 <= (steps.points[column] + step) * problem.signs[column] <= most
                if within and steps.gain(column, step) > _GAIN:
                    steps.take(column, step)
                    is_better = True
    return steps.points


class _Steps:
    """Points under way; only the rows that carry a column are looked at when it moves."""

    def __init__(self, problem: Problem, scale: float, points: Floats) -> None:
        self.problem = problem
        self.scale = scale
        self.points = points.copy()
        self.centre = np.broadcast_to(np.asarray(problem.centre) * scale, points.shape)
        self.sums = fit.sums(problem, points / scale)
        self.told = fit.log_odds(problem, points / scale)
        self.rows = [np.flatnonzero(problem.marks[:, column]) for column in range(len(points))]

    def gain(self, column: int, step: float) -> float:
        """By how much the loss falls with one point more or less."""
        rows = self.rows[column]
        weights, is_stolen = self.problem.weights[rows], self.problem.is_stolen[rows]
        before, after = self.told[rows], self._moved(column, step)
        rise = np.logaddexp(0, after) - np.logaddexp(0, before) - is_stolen * (after - before)
        away = self.points[column] - self.centre[column]
        squares = (away + step) ** 2 - away**2
        return -float((weights * rise).sum()) - 0.5 * self.problem.penalty * squares / self.scale**2

    def take(self, column: int, step: float) -> None:
        """Move by one point."""
        rows, family = self.rows[column], self.problem.families[column]
        self.told[rows] = self._moved(column, step)
        self.sums[rows, family] += step / self.scale
        self.points[column] += step

    def _moved(self, column: int, step: float) -> Floats:
        rows, family = self.rows[column], self.problem.families[column]
        cap, before = self.problem.caps[family], self.sums[rows, family]
        after = np.clip(before + step / self.scale, -cap, cap) - np.clip(before, -cap, cap)
        return np.asarray(self.told[rows] + after)
