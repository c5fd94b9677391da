"""Makes tenants, judges them and measures: the work of `python -m analysis evaluate`.

Not here: the words of the command (commands.py) and the tables (tables.py).
"""

from __future__ import annotations

import concurrent.futures
import multiprocessing
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from analysis.evaluation import compare, demands, measure, tenants
from analysis.evaluation.measure import Measured
from analysis.evaluation.tenants import Recipe

Answer = TypeVar("Answer")
Say = Callable[[str], None]


@dataclass(frozen=True)
class Job:
    """One tenant with the ways in which it is judged; one process does one job."""

    recipe: Recipe
    settings: tuple[str, ...]
    """Of demands.SETTINGS."""
    with_rules: bool = False
    """Ask the published rules too, of the whole tenant as JSON."""
    keep: Path | None = None
    points: Mapping[str, int] = field(default_factory=dict)
    threads: int | None = None
    """Of DuckDB."""


@dataclass
class Outcome:
    """What came of a job."""

    recipe: Recipe
    measured: dict[str, Measured] = field(default_factory=dict)
    """By setting."""
    rules: dict[str, list[compare.Reports]] = field(default_factory=dict)
    """By setting, for those that are whole tenants as JSON."""
    seconds: float = 0.0


def jobs(seeds: Sequence[int], people: int, days: int, settings: Sequence[str], *, of_each: int = 1) -> list[Job]:
    """The jobs for some settings: plain and hard tenants are different ones, the exports are forms of the plain."""
    found = []
    of_plain = tuple(setting for setting in settings if setting != demands.HARD)
    for seed in seeds:
        recipe = Recipe(seed, people, days, of_each=of_each)
        if of_plain:
            found.append(Job(recipe, of_plain))
        if demands.HARD in settings:
            found.append(Job(replace(recipe, is_hard=True), (demands.HARD,)))
    return found


def measured(job: Job) -> Outcome:
    """Do one job."""
    began = time.monotonic()
    outcome = Outcome(job.recipe)
    with tenants.made(job.recipe, keep=job.keep, threads=job.threads) as made:
        for setting in job.settings:
            if setting == demands.ONE_PERSON:
                outcome.measured[setting] = _one_person(made, job)
                continue
            form = tenants.CSV if setting == demands.ADMIN_CSV else tenants.JSON
            with made.case(form, points=job.points) as case:
                outcome.measured[setting] = measure.scores(case, made.truth)
                if job.with_rules and form == tenants.JSON:
                    outcome.rules[setting] = compare.rules(case, made.truth)
    outcome.seconds = time.monotonic() - began
    return outcome


def _one_person(made: tenants.Made, job: Job) -> Measured:
    """The export of each victim, with nobody else's events in it."""
    victims = list(dict.fromkeys(replay.actor_id for replay in made.truth.replays))
    return measure.added(
        measure.scores(case, made.truth, only_actor=actor_id)
        for actor_id, case in made.one_person(victims, points=job.points)
    )


def run(work: Callable[[Job], Answer], given: Sequence[Job], processes: int, say: Say) -> Iterator[Answer]:
    """Do jobs in several processes and say how far it is; answers come in the order of the jobs."""
    threads = max(1, multiprocessing.cpu_count() // max(1, processes))
    given = [replace(job, threads=threads) for job in given]
    say(f"{len(given)} tenants, {processes} at a time")
    began = time.monotonic()
    answers: Iterable[Answer]
    if processes <= 1 or len(given) <= 1:
        answers = map(work, given)
        yield from _told(answers, given, began, say)
        return
    # spawned, because a forked process would inherit DuckDB's threads without their life
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(processes, mp_context=context) as pool:
        yield from _told(pool.map(work, given), given, began, say)


def _told(answers: Iterable[Answer], given: Sequence[Job], began: float, say: Say) -> Iterator[Answer]:
    for number, (answer, job) in enumerate(zip(answers, given, strict=True), 1):
        say(f"{number} of {len(given)}: {job.recipe.name} done, {time.monotonic() - began:.0f} s since the start")
        yield answer


def together(outcomes: Iterable[Outcome]) -> dict[str, Measured]:
    """All tenants of a setting as one ranking, in the order of demands.SETTINGS."""
    outcomes = list(outcomes)
    return {
        setting: measure.added(outcome.measured[setting] for outcome in outcomes if setting in outcome.measured)
        for setting in demands.SETTINGS
        if any(setting in outcome.measured for outcome in outcomes)
    }
