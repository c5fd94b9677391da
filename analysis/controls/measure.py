"""Measures each control, and each useful pair, on this log: replays interrupted, and honest people interrupted.

Who counts as a replay: sessions in the band `replay` that nobody called benign, and those that a person confirmed.
Sessions worth a look that nobody decided on count on neither side. A replay is stopped where the control interrupts
at or after its divergence, while a foreign client was still to come.
Not here: at which events a control interrupts (its SQL, `replayed`), words for it (`words`).
"""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from analysis import verdicts
from analysis.case import Case
from analysis.controls import control_files, replayed
from analysis.controls.choices import Answer, Measured, NotOffered, Refused, Stop
from analysis.controls.control_files import NEEDS, NONE_OWN, Control, Limits
from analysis.progress import Report, silent


@dataclass(frozen=True)
class Decided:
    """What is known of sessions."""

    confirmed: Sequence[str]
    """Keys of replays."""
    cleared: Sequence[str]
    """Keys of sessions that are none, whatever the program says."""


_KEPT = 8
"""Answers kept by the process: a screen runs anew at each click."""

_answers: OrderedDict[tuple[object, ...], Answer] = OrderedDict()
_lock = threading.Lock()


def of_case(
    case: Case, limits: Limits = NONE_OWN, *, decided: Decided | None = None, report: Report = silent
) -> Answer:
    """Replay the log under all controls and measure them; kept until the case changes.

    `decided` stands in place of the case's verdicts where the truth is known: an exercise that is over.

    Raises: DuckDB's own errors only where the case is broken. A case that was never judged has an empty answer.
    """
    controls = control_files.controls(limits)
    if not replayed.is_judged(case):
        return _empty(limits)
    if decided is None:
        given = verdicts.in_force(case)
        decided = Decided(
            *([key for key, one in given.items() if one.verdict == what] for what in ("replay", "benign"))
        )
    confirmed, cleared = sorted(decided.confirmed), sorted(decided.cleared)
    stamp = case.rows("session_stamp")[0]["stamp"]
    key = (str(case.folder), stamp, control_files.digest(), limits, tuple(confirmed), tuple(cleared))
    with _lock:
        if key in _answers and not replayed.missing(case, controls):
            _answers.move_to_end(key)
            return _answers[key]
    replayed.run(case, controls, report=report)
    answer = _measure(case, controls, confirmed, cleared, limits)
    with _lock:
        _answers[key] = answer
        while len(_answers) > _KEPT:
            _answers.popitem(last=False)
    return answer


def interrupted_readings(case: Case, answer: Answer, one: Measured) -> list[tuple[str | None, int]]:
    """What the honest sessions that a choice interrupts most likely were, most first; None: one client throughout."""
    rows = case.rows("controls_interrupted", controls=_names(one.controls), left_out=list(answer.left_out))
    return [(row["reading"], row["session_count"]) for row in rows]


def people(case: Case, answer: Answer, one: Measured, most: int = 200) -> list[dict[str, Any]]:
    """Whom a choice interrupts most; honest sessions only. Shape: see analysis/sql/reads/controls_people.sql."""
    return case.rows("controls_people", controls=_names(one.controls), left_out=list(answer.left_out), most=most)


def _empty(limits: Limits) -> Answer:
    return Answer((), (), 0, 0, 0, 0, None, None, (), (), False, limits)


def _names(controls: Iterable[Control]) -> list[str]:
    return [control.name for control in controls]


def _measure(
    case: Case, controls: Mapping[str, Control], confirmed: list[str], cleared: list[str], limits: Limits
) -> Answer:
    replays = case.rows("controls_replays", confirmed=confirmed, cleared=cleared)
    undecided = case.rows("controls_undecided", confirmed=confirmed, cleared=cleared)
    keys = [row["session_key"] for row in replays]
    left_out = [*keys, *(row["session_key"] for row in undecided)]
    facts = case.rows("controls_facts", left_out=left_out)[0]
    price = _price(case, list(controls), left_out)
    stops = _stops(case, controls, keys)
    acts = case.rows("controls_acts", replays=keys)
    offered, not_offered = _offered(case, controls, price, stops, facts)

    def measured(*chosen: Control) -> Measured:
        names = _names(chosen)
        halted = _halted(stops, names)
        refused, later = _refused(acts, stops, chosen)
        return Measured(
            controls=chosen,
            stops=halted,
            replay_count=len(replays),
            honest_interrupted=price("session", names),
            honest_count=facts["honest_count"],
            times=price("event", names),
            person_days=facts["person_days"],
            refused=refused,
            later_refused=later,
            later_count=sum(act["later_count"] for act in acts),
        )

    singles = [measured(control) for control in offered]
    pairs = [pair for first, second in combinations(singles, 2) if (pair := _more(measured, first, second))]
    useful = [pair for pair in pairs if not any(_beats(other, pair) for other in [*singles, *pairs])]
    return Answer(
        replays=tuple(replays),
        left_out=tuple(left_out),
        undecided_count=len(undecided),
        honest_count=facts["honest_count"],
        person_count=facts["person_count"],
        person_days=facts["person_days"],
        from_at=facts["from_at"],
        until_at=facts["until_at"],
        measured=_with_frontier([*singles, *useful]),
        not_offered=tuple(not_offered),
        has_own_networks=facts["has_own_networks"],
        limits=limits,
    )


def _price(case: Case, names: list[str], left_out: list[str]) -> Callable[[str, Sequence[str]], int]:
    """Counts honest sessions, or interruptions, of any combination, from one pass over all interruptions."""
    rows = case.rows("controls_price", controls=names, left_out=left_out)

    def count(grain: str, chosen: Sequence[str]) -> int:
        wanted = sum(1 << names.index(name) for name in chosen)
        return sum(row["times"] for row in rows if row["grain"] == grain and row["mask"] & wanted)

    return count


def _stops(case: Case, controls: Mapping[str, Control], keys: list[str]) -> dict[str, dict[str, Stop]]:
    """The stop of each replay, by control and session."""
    refusing = [name for name, control in controls.items() if control.reach != "session"]
    binding = [name for name, control in controls.items() if control.binds]
    found: dict[str, dict[str, Stop]] = {name: {} for name in controls}
    for row in case.rows("controls_stops", replays=keys, controls=list(controls), refusing=refusing, binding=binding):
        stop = Stop(
            session_key=row["session_key"],
            at=row["stopped_at"],
            event_id=row["event_id"],
            is_foreign=row["is_foreign"],
            minutes_min=row["minutes_min"],
            control=row["control"],
        )
        found[row["control"]][row["session_key"]] = stop
    return found


def _halted(stops: Mapping[str, Mapping[str, Stop]], names: Sequence[str]) -> tuple[Stop, ...]:
    """The earlier stop of each replay."""
    first: dict[str, Stop] = {}
    for name in names:
        for key, stop in stops[name].items():
            if key not in first or (stop.at, stop.event_id) < (first[key].at, first[key].event_id):
                first[key] = stop
    return tuple(sorted(first.values(), key=lambda stop: (stop.at, stop.session_key)))


def _refused(
    acts: Sequence[Mapping[str, Any]], stops: Mapping[str, Mapping[str, Stop]], chosen: Sequence[Control]
) -> tuple[tuple[Refused, ...], int]:
    counts, totals, later, changes = Counter[str](), Counter[str](), 0, set[str]()
    for act in acts:
        totals[act["what"]] += 1
        if act["is_privileged"]:
            changes.add(act["what"])
        if any(refuses(control, stops[control.name].get(act["session_key"]), act) for control in chosen):
            counts[act["what"]] += 1
            later += act["later_count"]
    order = sorted(totals, key=lambda what: (what not in changes, -totals[what], what))
    return tuple(Refused(what, counts[what], totals[what]) for what in order), later


def refuses(control: Control, stop: Stop | None, act: Mapping[str, Any]) -> bool:
    """Whether a control that interrupted there would have refused this act (a row of controls_acts)."""
    if stop is None or (act["occurred_at"], act["event_id"]) < (stop.at, stop.event_id):
        return False
    reached = {"session": True, "admin": act["is_administration"], "change": act["is_privileged"]}
    return bool(reached[control.reach])


def _offered(
    case: Case,
    controls: Mapping[str, Control],
    price: Callable[[str, Sequence[str]], int],
    stops: Mapping[str, Mapping[str, Stop]],
    facts: Mapping[str, Any],
) -> tuple[list[Control], list[NotOffered]]:
    offered, not_offered = [], []
    failed = replayed.failed(case)
    for name, control in controls.items():
        lacking = next((NEEDS[need] for need in control.needs if not facts[f"has_{need}"]), None)
        if lacking or name in failed:
            reason = f"Cannot be tried here: {lacking or failed[name]}."
            not_offered.append(NotOffered(control, reason, is_on=False))
        elif not price("session", [name]) and not stops[name]:
            not_offered.append(NotOffered(control, _on_already(control), is_on=True))
        else:
            offered.append(control)
    return offered, not_offered


def _on_already(control: Control) -> str:
    """Why a control that interrupts nothing is not offered."""
    told = {
        "lifetime": "No session here was idle or lasted longer: such limits are on already, or nobody reached them.",
        "step-up": "No privileged change here lacked a factor shortly before it: it is asked for, or none was made.",
        "accounts": "Nobody here used everyday apps and administration in one session.",
    }
    return told.get(
        control.family,
        "Nothing in this log would have been interrupted: it is on already, or nobody gave it a reason.",
    )


def _more(measured: Callable[..., Measured], first: Measured, second: Measured) -> Measured | None:
    """The pair, where it does more than either of both; controls of one family do much the same."""
    if first.controls[0].family == second.controls[0].family or not first.stops or not second.stops:
        return None
    pair = measured(*first.controls, *second.controls)
    is_more = pair.stopped > max(first.stopped, second.stopped)
    return pair if is_more or pair.refused_count > max(first.refused_count, second.refused_count) else None


def _beats(other: Measured, pair: Measured) -> bool:
    """Whether the other stops and refuses as much for no more friction; of equals the simpler, then the earlier."""
    if other is pair or other.stopped < pair.stopped or other.refused_count < pair.refused_count:
        return False
    if other.honest_interrupted != pair.honest_interrupted:
        return other.honest_interrupted < pair.honest_interrupted
    return (
        (other.stopped, other.refused_count) > (pair.stopped, pair.refused_count)
        or (len(other.controls), other.times, other.name) < (len(pair.controls), pair.times, pair.name)
    )  # fmt: skip


def _with_frontier(measured: Sequence[Measured]) -> tuple[Measured, ...]:
    """By friction, each marked where nothing stops as much for less; of equals the simpler one."""
    order = sorted(measured, key=lambda one: (one.per_1000 or 0.0, -one.stopped, -one.refused_count, len(one.controls)))
    best, found = 0, []
    for one in order:
        found.append(replace(one, on_frontier=one.stopped > best))
        best = max(best, one.stopped)
    return tuple(found)
