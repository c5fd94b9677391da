"""The observed lanes as a matrix: what the fit reads, with the weight of every row.

Not here: the choice of scale and points (weights.py).
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from analysis import parameters, signal_files
from analysis.evaluation import fit
from analysis.evaluation.fit import Floats, Problem
from analysis.evaluation.lanes import Mark, Observed

PREVALENCE = 18 / 8000
"""Stolen sessions for each honest one, as the posterior sees it: eighteen in a week of 1,500 people."""
FEWEST_SEEN = 10
"""A mark seen on fewer lanes keeps today's points: too little to weigh."""
SHARES = {"one person": 0.25}
"""Part in the fit of groups with these words in their name, 1 for others. One person's honest sessions
are so few that each would stand for a hundred."""


@dataclass(frozen=True)
class Matrix:
    """The observed lanes as a matrix."""

    marks: tuple[Mark, ...]
    problem: Problem
    """With base 0 and penalty 1, until they are chosen."""
    groups: Sequence[str]
    seeds: Sequence[int]
    counts: Floats
    honest_sessions: Mapping[str, int]
    today: Floats
    guesses: Floats
    """Points that a person gave before anything was weighed: where the fit is drawn to."""
    caps_points: Floats
    thresholds: tuple[float, float]


def matrix(seen: Observed, hold: Collection[Mark] = ()) -> Matrix:
    families = list(signal_files.FAMILIES)
    every = {
        (signal.name, grade): (signal.family, points)
        for signal in signal_files.signals().values()
        for grade, points in signal.points.items()
        if points != 0
    }
    marks = tuple(sorted(every))
    guessed = first_guesses()
    place = {mark: number for number, mark in enumerate(marks)}
    patterns = sorted(seen.patterns, key=lambda one: (one.group, one.seed, one.part, one.is_stolen, sorted(one.marks)))
    carried = np.zeros((len(patterns), len(marks)))
    for row, pattern in enumerate(patterns):
        carried[row, [place[mark] for mark in pattern.marks if mark in place]] = 1
    counts = np.array([seen.patterns[pattern] for pattern in patterns], float)
    is_stolen = np.array([pattern.is_stolen for pattern in patterns], float)
    groups = [pattern.group for pattern in patterns]
    values = parameters.defaults()
    today = np.array([every[mark][1] for mark in marks], float)
    few = (carried * counts[:, None]).sum(axis=0) < FEWEST_SEEN
    kept = {*hold, *always_held()}
    is_held = few | np.array([mark in kept for mark in marks])
    problem = Problem(
        marks=carried,
        is_stolen=is_stolen,
        weights=counts * _weights(groups, is_stolen, counts, seen.honest_sessions),
        signs=np.sign(today),
        families=np.array([families.index(every[mark][0]) for mark in marks]),
        most=np.inf,
        caps=np.zeros(len(families)),
        held=np.where(is_held, today, np.nan),
        base=0.0,
        penalty=1.0,
    )
    return Matrix(
        marks=marks,
        problem=problem,
        groups=groups,
        seeds=[pattern.seed for pattern in patterns],
        counts=counts,
        honest_sessions=seen.honest_sessions,
        today=today,
        guesses=np.array([guessed.get(mark, every[mark][1]) for mark in marks], float),
        caps_points=np.array([values[f"cap_{family}"].value for family in families], float),
        thresholds=(float(values["suspicious_from"].value), float(values["replay_from"].value)),
    )


def first_guesses() -> dict[Mark, int]:
    """Points that a person gave a mark before it was weighed, of first_guesses.toml; a mark may be missing."""
    return {
        (signal, "" if grade == "plain_value" else grade): points
        for signal, grades in _document().items()
        if isinstance(grades, dict)
        for grade, points in grades.items()
    }


def always_held() -> list[Mark]:
    """Marks that keep today's points in every weighing; first_guesses.toml says why."""
    parts = (name.partition(".") for name in _document()["held"])
    return [(signal, grade) for signal, _, grade in parts]


def _document() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "first_guesses.toml").read_text(encoding="utf-8"))


def _weights(groups: Sequence[str], is_stolen: Floats, counts: Floats, honest_sessions: Mapping[str, int]) -> Floats:
    """What one lane of each row stands for.

    Groups count alike by their stolen lanes; within each, honest lanes stand for as many as make the
    prevalence that of a real tenant.
    """
    stolen: dict[str, float] = defaultdict(float)
    for group, is_one, count in zip(groups, is_stolen, counts, strict=True):
        stolen[group] += is_one * count
    shares = {group: next((share for name, share in SHARES.items() if name in group), 1.0) for group in stolen}
    each = sum(stolen.values()) / sum(shares.values()) if stolen else 0.0
    weights = []
    for group, is_one in zip(groups, is_stolen, strict=True):
        mine = each * shares[group]
        if is_one:
            weights.append(mine / stolen[group])
        else:
            weights.append(mine / PREVALENCE / max(1, honest_sessions[group]))
    return np.array(weights)


def reached(table: Matrix, points: Floats) -> dict[tuple[str, bool], tuple[float, float]]:
    problem = replace(table.problem, base=0.0, caps=table.caps_points)
    scores = fit.log_odds(problem, points)
    over = [scores >= threshold for threshold in table.thresholds]
    found: dict[tuple[str, bool], list[float]] = {}
    total: Counter[str] = Counter()
    for row, group in enumerate(table.groups):
        is_stolen = bool(problem.is_stolen[row])
        entry = found.setdefault((group, is_stolen), [0.0, 0.0])
        for number in (0, 1):
            entry[number] += table.counts[row] * over[number][row]
        total[group] += int(table.counts[row]) if is_stolen else 0
    return {
        (group, is_stolen): (
            (one / max(1, total[group]), two / max(1, total[group]))
            if is_stolen
            else (1000 * one / max(1, table.honest_sessions[group]), 1000 * two / max(1, table.honest_sessions[group]))
        )
        for (group, is_stolen), (one, two) in found.items()
    }
