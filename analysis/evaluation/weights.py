"""From lanes with marks to whole points: weight of evidence, joint fit, scale.

The scale, because a score has no intercept: log odds of a lane = base + score / points_per_nat. What
the base is nobody can see on lanes that somebody may have stolen, because nearly all of them carry
the mark of no sign-in, which takes over whatever the base leaves. So it is free, and settles the two
thresholds: for any base, points_per_nat is what puts the wanted posterior at replay_from; of the bases
at which few enough honest lanes reach suspicious_from, the one with the best fit is taken.
Not here: the solver (fit.py), the rows (matrix.py), the words (calibrate.py).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np

from analysis import signal_files
from analysis.evaluation import fit, overrides, whole_points
from analysis.evaluation.fit import Floats, Problem
from analysis.evaluation.lanes import Mark, Observed
from analysis.evaluation.matrix import Matrix, matrix, reached

MOST_SUSPICIOUS = 3.5
"""Honest lanes per 1,000 honest sessions that may reach suspicious_from on the plain tenants as JSON that
are fitted; five are allowed on others, which are never as good."""
MOST_POINTS = 35
"""No mark weighs more in either direction: thieves are more alike on made-up tenants than elsewhere, and
nothing alone may reach suspicious_from."""
BASES = tuple(float(base) for base in range(-3, -17, -1))
PENALTIES = (0.3, 1.0, 3.0, 10.0, 30.0)


@dataclass(frozen=True)
class Weighed:
    """One signal's grade after the weighing."""

    mark: Mark
    family: str
    today: int
    stolen: int
    """Stolen lanes that carry it."""
    stolen_of: int
    """Stolen lanes of the parts (candidate, origin) on which it is seen at all."""
    honest: int
    honest_of: int
    evidence: float
    """Weight of evidence by itself: log of the ratio of both shares, smoothed, nats."""
    nats: float
    """Log odds in the joint fit."""
    points: int
    is_held: bool
    """Not fitted, the points are today's: seen on too few lanes, or held on demand."""


@dataclass(frozen=True)
class Weighing:
    """All of them, and the scale."""

    marks: tuple[Weighed, ...]
    base: float
    """Log odds of a lane without a mark."""
    points_per_nat: float
    penalty: float
    posterior: float
    """Of a lane at replay_from."""
    is_feasible: bool
    """Few enough honest lanes reach suspicious_from."""
    reached: Mapping[tuple[str, bool], tuple[float, float]]
    """By group and whether stolen, with the new points: lanes from suspicious_from and from replay_from
    on; per 1,000 honest sessions, or shares of the stolen lanes."""
    reached_today: Mapping[tuple[str, bool], tuple[float, float]]
    """The same with today's points."""

    def settings(self) -> dict[str, int]:
        """The points by name of their setting."""
        return {overrides.name(*one.mark): one.points for one in self.marks}


def weigh(seen: Observed, plain_group: str, *, posterior: float = 0.9, hold: Collection[Mark] = ()) -> Weighing:
    """Weigh every mark that has points.

    `plain_group`: the one that must keep to MOST_SUSPICIOUS. `posterior`: of 100 lanes that score
    replay_from, so many hundredths are stolen. `hold`: marks that keep today's points.
    """
    table = matrix(seen, hold)
    at_replay = math.log(posterior / (1 - posterior))
    penalty = _penalty(table, at_replay)
    merged = table.problem.merged()
    tried: list[_Tried] = []
    for base in BASES:
        tried.append(_at_base(table, merged, base, at_replay, penalty, tried[-1].odds if tried else None))
    feasible = [one for one in tried if one.suspicious(table, plain_group) <= MOST_SUSPICIOUS]
    if feasible:
        best = min(feasible, key=lambda one: (one.loss, -one.base))
    else:
        best = min(tried, key=lambda one: (one.suspicious(table, plain_group), one.loss))
    return Weighing(
        marks=_told(seen, table, best),
        base=best.base,
        points_per_nat=best.scale,
        penalty=penalty,
        posterior=posterior,
        is_feasible=bool(feasible),
        reached=reached(table, best.points),
        reached_today=reached(table, table.today),
    )


@dataclass(frozen=True)
class _Tried:
    """The best points at one base."""

    base: float
    scale: float
    odds: Floats
    points: Floats
    loss: float

    def suspicious(self, table: Matrix, group: str) -> float:
        """Honest lanes of a group from suspicious_from on, per 1,000 honest sessions."""
        return reached(table, self.points).get((group, False), (0.0, 0.0))[0]


def _at_base(
    table: Matrix, merged: Problem, base: float, at_replay: float, penalty: float, start: Floats | None
) -> _Tried:
    scale = table.thresholds[1] / (at_replay - base)
    problem = _at(table, merged, base, scale, penalty)
    odds = fit.fitted(problem, start)
    points = whole_points.settled(problem, scale, odds, MOST_POINTS)
    return _Tried(base, scale, odds, points, fit.log_loss(problem, points / scale))


def _at(table: Matrix, rows: Problem, base: float, scale: float, penalty: float) -> Problem:
    held = np.where(np.isnan(rows.held), np.nan, table.today / scale)
    return replace(
        rows,
        base=base,
        penalty=penalty,
        centre=table.guesses / scale,
        most=MOST_POINTS / scale,
        caps=table.caps_points / scale,
        held=held,
    )


def _penalty(table: Matrix, at_replay: float) -> float:
    """The penalty that predicts best the seeds that were left out, one after the other."""
    seeds = np.asarray(table.seeds)
    if len(set(table.seeds)) < 2:
        return 1.0
    middle = BASES[len(BASES) // 2]
    scale = table.thresholds[1] / (at_replay - middle)
    parts = [
        (table.problem.only(seeds != seed).merged(), table.problem.only(seeds == seed).merged())
        for seed in sorted(set(table.seeds))
    ]

    def unseen(penalty: float) -> float:
        total = 0.0
        for seen, left_out in parts:
            odds = fit.fitted(_at(table, seen, middle, scale, penalty))
            total += fit.log_loss(_at(table, left_out, middle, scale, penalty), odds)
        return total

    return min(PENALTIES, key=unseen)


def _told(seen: Observed, table: Matrix, best: _Tried) -> tuple[Weighed, ...]:
    parts: dict[Mark, set[str]] = defaultdict(set)
    carried: dict[Mark, Counter[bool]] = defaultdict(Counter)
    in_part: Counter[tuple[str, bool]] = Counter()
    for pattern, count in seen.patterns.items():
        in_part[pattern.part, pattern.is_stolen] += count
        for mark in pattern.marks:
            parts[mark].add(pattern.part)
            carried[mark][pattern.is_stolen] += count
    rows = []
    for column, mark in enumerate(table.marks):
        of = {is_stolen: sum(in_part[part, is_stolen] for part in parts[mark]) for is_stolen in (True, False)}
        shares = {is_stolen: (carried[mark][is_stolen] + 0.5) / (of[is_stolen] + 1) for is_stolen in (True, False)}
        rows.append(
            Weighed(
                mark=mark,
                family=signal_files.signals()[mark[0]].family,
                today=int(table.today[column]),
                stolen=carried[mark][True],
                stolen_of=of[True],
                honest=carried[mark][False],
                honest_of=of[False],
                evidence=math.log(shares[True] / shares[False]),
                nats=float(best.odds[column]),
                points=int(best.points[column]),
                is_held=not math.isnan(table.problem.held[column]),
            )
        )
    return tuple(rows)
