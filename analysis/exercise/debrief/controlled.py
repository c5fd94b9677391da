"""What each control would have changed in this game: the whole log replayed under each, joined to the truth.

Why the truth and not the program's findings: after a game it is known which sessions were stolen, whatever anybody
called them meanwhile. "Would have interrupted", never "would have prevented": nobody knows what a thief does next.
Not here: how a control interrupts (analysis/controls), and the screen of all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from analysis.case import Case
from analysis.charts.clock import duration
from analysis.controls import measure, words
from analysis.controls.choices import Answer, Measured, Stop
from analysis.exercise.debrief.found import things
from analysis.exercise.debrief.records import Records
from analysis.exercise.debrief.shape import Controls, ControlSaid
from analysis.exercise.scenarios.game import Game

MOST = 12
NOTE = (
    "In this log, under the assumptions named on the Controls screen: what would have been interrupted, not prevented. "
    "A thief may then try something else."
)


def controls(case: Case, game: Game, records: Records) -> Controls:
    """Every control that could be tried, what protects most first."""
    rows = case.rows("debrief_sessions", session_ids=list(_all_told(game)))
    keys = {row["session_id"]: row["session_key"] for row in rows} | {
        row["session_key"]: row["session_key"] for row in rows
    }
    stolen = [keys[one.session_id] for one in game.truth.stolen if one.session_id in keys]
    later = {keys[one] for one in game.truth.later_session_ids if one in keys}
    cleared = [row["session_key"] for row in rows if row["session_key"] not in {*stolen, *later}]
    answer = measure.of_case(case, decided=measure.Decided(stolen, cleared))
    honest = {keys[session]: account for session, account in game.truth.honest.items() if session in keys}
    interrupted = _interrupted(case, honest, game)
    acts = {row["event_id"]: row for row in case.rows("controls_acts", replays=stolen)}
    touched = [(event_id, records.at(event_id)) for _, _, event_id, _ in things(game, records)]
    said = [
        (one, _said(one, game, stolen, acts, touched, interrupted))
        for one in answer.measured
        if len(one.controls) == 1 or one.on_frontier
    ]
    said.sort(key=lambda pair: (-pair[1].stopped, -pair[1].refused, pair[0].per_1000 or 0.0, len(pair[0].controls)))
    best = _best(answer, [pair for pair in said if pair[1].stopped])
    return Controls(
        headline=_headline(best, game),
        said=tuple(one for _, one in said[:MOST]),
        not_tried=tuple((one.control.short, one.reason) for one in answer.not_offered),
        best=best[1] if best else None,
    )


def _all_told(game: Game) -> tuple[str, ...]:
    return (*(one.session_id for one in game.truth.stolen), *game.truth.honest, *game.truth.later_session_ids)


def _interrupted(case: Case, honest: Mapping[str, str], game: Game) -> dict[str, list[str]]:
    """By control: whose honest sessions of the story it would have interrupted."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in case.rows("debrief_interrupted", session_keys=list(honest)):
        found[row["control"]].append(game.truth.people[honest[row["session_key"]]]["name"])
    return found


def _said(
    one: Measured, game: Game, stolen: Sequence[str], acts: Mapping[str, Mapping[str, Any]],
    touched: Sequence[tuple[str, datetime | None]], interrupted: Mapping[str, Sequence[str]],
) -> ControlSaid:  # fmt: skip
    stops = [stop for stop in one.stops if stop.session_key in stolen]
    refused = sum(_is_refused(one, stops, event_id, at, acts) for event_id, at in touched)
    if game.truth.is_replay:
        effect = _effect(game, stops, len(stolen), refused, len(touched))
    else:
        names = sorted({name for control in one.controls for name in interrupted.get(control.name, ())})
        effect = (
            f"would have interrupted {_listed(names)}, whose session was honest"
            if names
            else "would have interrupted nobody of this story"
        )
    return ControlSaid(
        id=one.name,
        title=one.title,
        effect=f"{effect}.",
        reach=words.reach(one) if stops else "",
        price=_price(one),
        stopped=len(stops),
        of=len(stolen),
        refused=refused,
        touched=len(touched),
    )


def _is_refused(
    one: Measured, stops: Sequence[Stop], event_id: str, at: datetime | None, acts: Mapping[str, Mapping[str, Any]]
) -> bool:
    """Whether what came of an event would not have happened; what is no act of the session counts by its time."""
    if event_id in acts:
        by_session = {stop.session_key: stop for stop in stops}
        act = acts[event_id]
        return any(measure.refuses(control, by_session.get(act["session_key"]), act) for control in one.controls)
    ends = [stop for stop in stops for control in one.controls if control.reach == "session"]
    return at is not None and any(stop.at <= at for stop in ends)


def _effect(game: Game, stops: Sequence[Stop], of: int, refused: int, touched: int) -> str:
    every = "both" if of == 2 else f"all {of}"
    share = f"{every if len(stops) == of else f'{len(stops)} of {of}'} stolen sessions,"
    the = "the stolen session" if of == 1 else share
    if not stops:
        return f"would not have interrupted {the if of == 1 else 'a stolen session'}"
    by_event = {event: one for one in game.truth.stolen for event in one.accepted_event_ids}
    first = sum(stop.event_id in by_event for stop in stops)
    if first == len(stops):
        when = "at its first foreign event" if of == 1 else "each at its first foreign event"
    elif of == 1:
        seconds = 60 * stops[0].minutes_min
        when = f"{duration(seconds)} after its first foreign event" if seconds >= 1 else "at its first foreign request"
    else:
        when = f"{first} of them at the first foreign event" if first else "some time after the first foreign event"
    by_end = "" if all(stop.is_foreign for stop in stops) else ", by ending it under everybody"
    return f"would have interrupted {the} {when}{by_end}{_before(refused, touched)}"


def _before(refused: int, touched: int) -> str:
    if not touched:
        return ""
    if not refused:
        return ", and spared nothing that was touched"
    if touched == 1:
        return ", before the one thing touched"
    return f", before {'all ' if refused == touched else f'{refused} of '}{touched} things touched"


def _best(answer: Answer, stopping: Sequence[tuple[Measured, ControlSaid]]) -> tuple[Measured, ControlSaid] | None:
    """What the Controls screen shows first, where it stops a stolen session; else the first that does."""
    shown = answer.best
    return next((pair for pair in stopping if shown and pair[0].name == shown.name), next(iter(stopping), None))


def _headline(best: tuple[Measured, ControlSaid] | None, game: Game) -> str:
    if not game.truth.is_replay:
        return "Nothing was stolen: what each control would have cost, and whom of this story it would have interrupted"
    if best is None:
        return "No control that was tried would have interrupted a stolen session"
    return f"{words.doing(best[0])} {best[1].effect.removesuffix('.')}"


def _price(one: Measured) -> str:
    if not one.honest_count:
        return "unknown: no honest session is in this log."
    return f"interrupts {words.per_1000(one)} of 1,000 honest sessions; {words.price(one)}"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
