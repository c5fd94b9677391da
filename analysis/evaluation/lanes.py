"""What the signals observed on each lane, joined with the truth: the rows that points are weighed on.

Why lanes: a signal is observed on a lane, and a session's score is that of its strongest lane.
Why counted by pattern: lanes with the same signals are the same to any weighing.
Not here: the weighing (fit.py, weights.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from analysis.case import Case
from analysis.evaluation import measure
from analysis.exercise.truth import Truth

Mark = tuple[str, str]
"""A signal and its grade; the empty text where it has one value."""

CANDIDATE, ORIGIN, OTHER = "candidate", "origin", "other"
"""Part of a lane in its session: one that nobody signed in from, the one of the sign-in, and the rest."""
STOLEN_FROM = 0.5
"""Share of a lane's events that are the thief's, from which on the lane is counted as stolen."""


@dataclass(frozen=True)
class Pattern:
    """Lanes that are alike to any weighing."""

    group: str
    """The form of the export and whether the tenant is hard."""
    seed: int
    part: str
    is_stolen: bool
    marks: frozenset[Mark]


@dataclass
class Observed:
    """What was observed on one case, or on several."""

    patterns: Counter[Pattern] = field(default_factory=Counter)
    honest_sessions: Counter[str] = field(default_factory=Counter)
    """Honest sessions that have a session id, by group."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Lanes that were not counted, by reason."""


def observed(case: Case, truth: Truth, group: str, seed: int, *, only_actor: str | None = None) -> Observed:
    """The lanes of one judged case. `only_actor` where the case is that person's export."""
    replays = [one for one in truth.replays if only_actor in (None, one.actor_id)]
    alike = {event for one in replays if one.look_alike for event in one.foreign_event_ids}
    foreign = [event for one in replays for event in one.foreign_event_ids]
    stolen_events: Counter[tuple[str, int]] = Counter()
    unclear: set[tuple[str, int]] = set()
    later = measure.keys_of_consequences(case, replays)
    for row in case.rows("evaluated_events", event_ids=foreign):
        key = row["session_key"], row["lane_no"]
        stolen_events[key] += 1
        if row["event_id"] in alike:
            unclear.add(key)
    marks: dict[tuple[str, int], set[Mark]] = {}
    for row in case.rows("evaluated_observations"):
        marks.setdefault((row["session_key"], row["lane_no"]), set()).add((row["signal"], row["grade"]))
    found = Observed()
    for row in case.rows("evaluated_lanes"):
        key = row["session_key"], row["lane_no"]
        share = stolen_events[key] / row["event_count"]
        if key in unclear:
            found.left_out["cannot be told apart from honest use, says the truth"] += 1
        elif share == 0 and row["session_key"] in later:
            found.left_out["of what came of a theft"] += 1
        elif 0 < share < STOLEN_FROM:
            found.left_out["of both, person and thief"] += 1
        else:
            part = CANDIDATE if row["is_candidate"] else ORIGIN if row["is_origin"] else OTHER
            found.patterns[Pattern(group, seed, part, share > 0, frozenset(marks.get(key, ())))] += 1
    not_honest = later | {key for keys in measure.keys_of_replays(case, replays).values() for key in keys}
    found.honest_sessions[group] = sum(
        1 for row in case.rows("evaluated_sessions") if not row["is_inferred"] and row["session_key"] not in not_honest
    )
    return found


def added(parts: Iterable[Observed]) -> Observed:
    """Several cases together."""
    whole = Observed()
    for part in parts:
        whole.patterns += part.patterns
        whole.honest_sessions += part.honest_sessions
        whole.left_out += part.left_out
    return whole
