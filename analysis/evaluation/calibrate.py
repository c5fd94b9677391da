"""Weighs the signals on made-up tenants: the work of `python -m analysis calibrate`.

Not here: the words of the command (commands.py), the arithmetic (weights.py, fit.py).
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from analysis import signal_files
from analysis.case import Case
from analysis.evaluation import headers, lanes, tenants
from analysis.evaluation.evaluate import Job
from analysis.evaluation.lanes import Mark, Observed
from analysis.evaluation.matrix import FEWEST_SEEN
from analysis.evaluation.tenants import Recipe
from analysis.evaluation.weights import Weighed, Weighing

AS_JSON, AS_CSV, ALONE = "JSON", "Admin CSV", "one person"
FORMS = (AS_JSON, AS_CSV, ALONE)
"""Forms in which every tenant is judged."""
PLAIN_GROUP = f"plain {AS_JSON}"
PEOPLE_ALONE = 8
"""Of each tenant, so many victims and as many others have an export of their own."""
PEOPLE_PER_REPLAY = 300
"""So many people are needed for one replay of each kind: five of them are admins, and one of each robs as many."""


def jobs(
    seeds: Sequence[int], sizes: Sequence[int], days: int, hard_share: float, forms: Sequence[str] = FORMS
) -> list[Job]:
    """A tenant for each seed and size, the hard ones spread evenly among them."""
    found: list[Job] = []
    for size in sizes:
        for number, seed in enumerate(seeds):
            is_hard = int((number + 1) * hard_share) > int(number * hard_share)
            of_each = max(1, size // PEOPLE_PER_REPLAY)
            found.append(Job(Recipe(seed, size, days, is_hard, of_each), tuple(forms)))
    # the large ones first, so that no process is left alone with one at the end
    return sorted(found, key=lambda job: (-job.recipe.people, job.recipe.seed))


def observed(job: Job) -> Observed:
    """Make and judge one tenant in every form and gather its lanes."""
    kind = "hard" if job.recipe.is_hard else "plain"
    found = []
    with tenants.made(job.recipe, keep=job.keep, threads=job.threads) as made:
        actors: list[str] = []
        for form in job.settings:
            group = f"{kind} {form}"
            if form == ALONE:
                found += [
                    lanes.observed(case, made.truth, group, job.recipe.seed, only_actor=actor_id)
                    for actor_id, case in made.one_person(actors)
                ]
                continue
            with made.case(tenants.CSV if form == AS_CSV else tenants.JSON) as case:
                found.append(lanes.observed(case, made.truth, group, job.recipe.seed))
                actors = actors or _some_people(case, made, job.recipe.seed)
    return lanes.added(found)


def _some_people(case: Case, made: tenants.Made, seed: int) -> list[str]:
    """Victims and as many others with several sessions: whose exports stand for one person's."""
    rng = random.Random(seed)
    victims = sorted({replay.actor_id for replay in made.truth.replays})
    sessions: dict[str, int] = defaultdict(int)
    for row in case.rows("evaluated_sessions"):
        if row["actor_id"] and not row["is_inferred"]:
            sessions[row["actor_id"]] += 1
    others = sorted(actor_id for actor_id, count in sessions.items() if count > 1 and actor_id not in set(victims))
    return [
        *rng.sample(victims, min(PEOPLE_ALONE, len(victims))),
        *rng.sample(others, min(PEOPLE_ALONE, len(others))),
    ]


def reasons(weighing: Weighing) -> dict[str, tuple[dict[str, int], str]]:
    """For each signal its points by grade and the reason in words."""
    by_signal: dict[str, list[Weighed]] = defaultdict(list)
    for one in weighing.marks:
        by_signal[one.mark[0]].append(one)
    return {
        signal: (
            {one.mark[1]: one.points for one in rows},
            "; ".join((f"{one.mark[1]}: " if one.mark[1] else "") + reason(one) for one in rows),
        )
        for signal, rows in by_signal.items()
    }


def reason(one: Weighed) -> str:
    """Why a mark has its points, in words that stand in the header."""
    seen = one.stolen + one.honest
    if seen < FEWEST_SEEN:
        return f"seen on {seen} lanes of the made-up tenants, too few to weigh; {one.points} is a judgement"
    stolen, honest = per_100(one.stolen, one.stolen_of), per_100(one.honest, one.honest_of)
    return (
        f"weight of evidence {round(one.evidence, 1) + 0.0:.1f}: in {stolen} of 100 stolen lanes and {honest} of 100 "
        f"honest ones; {'kept at' if one.is_held else 'fitted'} {one.points}"
    )


def per_100(part: int, whole: int) -> str:
    """A share as a number of 100, with two digits that tell."""
    share = 100 * part / whole if whole else 0.0
    return f"{share:.0f}" if share >= 10 or share == 0 else f"{share:.1f}" if share >= 1 else f"{share:.2g}"


def write(weighing: Weighing, *, files: Mapping[str, Path] | None = None) -> list[str]:
    """Write points and reasons into the headers; the signals whose files changed."""
    files = files or {name: signal.file.path for name, signal in signal_files.signals().items()}
    return [signal for signal, (points, why) in reasons(weighing).items() if headers.write(files[signal], points, why)]


def difference(weighing: Weighing) -> dict[Mark, tuple[int, int]]:
    """Marks whose points change: today's and the new ones."""
    return {one.mark: (one.today, one.points) for one in weighing.marks if one.today != one.points}
