"""Controls in a briefing: the choices that nothing beats, what each would have interrupted in this log, and its price.

Not here: how controls are measured (`analysis.controls`). On a large case that takes seconds, so a screen asks first
whether it was done.
"""

from __future__ import annotations

from analysis.briefing.numbers import Number
from analysis.briefing.shape import ControlSaid, Decision
from analysis.case import Case
from analysis.controls import control_files, measure, replayed, words
from analysis.controls.choices import Answer, Measured

MOST = 4
QUICK_EVENTS = 100_000
"""Cases up to this size are measured at once."""
NOTE = (
    "In this log, under the assumptions that the Controls screen names for each: what would have been interrupted, not "
    "what would have been prevented. Controls that the log shows to be on already are not offered."
)


def is_ready(case: Case, event_count: int) -> bool:
    """Whether measuring takes no time that a person would notice."""
    if not replayed.is_judged(case):
        return False
    return event_count <= QUICK_EVENTS or not replayed.missing(case, control_files.controls())


def answer(case: Case) -> Answer:
    """Measure the controls on this case, or take what was measured."""
    return measure.of_case(case)


def told(found: Answer) -> tuple[ControlSaid, ...]:
    """The frontier, what protects most first; nothing where there is no replay to stop."""
    return tuple(_said(one) for one in _shown(found))


def decision(found: Answer) -> tuple[Decision, ...]:
    """Whether to switch on what protects most for the least friction."""
    best = found.best
    if not found.replays or best is None or not best.stopped:
        return ()
    cost = f", and {words.per_1000(best)} of 1,000 honest sessions" if best.honest_count else ""
    price = f"In this log it would have interrupted {words.share(best)}{cost}."
    return (Decision("control", f"Decide on a control: {best.title}", price),)


def numbers(found: Answer) -> list[Number]:
    """What stands in `told`, with the SQL that counts it anew."""
    return [number for place, one in enumerate(_shown(found), 1) for number in _numbers(found, one, place)]


def _shown(found: Answer) -> list[Measured]:
    return list(reversed(found.frontier))[:MOST] if found.replays else []


def _said(one: Measured) -> ControlSaid:
    effect = f"would have interrupted {words.share(one)}"
    reach = words.reach(one)
    price = "unknown: no honest session is in this log."
    if one.honest_count:
        price = f"interrupts {words.per_1000(one)} of 1,000 honest sessions; {words.price(one)}"
    return ControlSaid(one.title, f"{effect}. {reach}".strip() if reach else f"{effect}.", price)


def _numbers(found: Answer, one: Measured, place: int) -> list[Number]:
    controls = control_files.controls()
    values = {
        "replays": [row["session_key"] for row in found.replays],
        "left_out": list(found.left_out),
        "controls": [control.name for control in one.controls],
        "refusing": [name for name, control in controls.items() if control.reach != "session"],
        "binding": [name for name, control in controls.items() if control.binds],
    }
    whats = (
        ("replays that control {} would have interrupted", one.stopped, f"{one.stopped:,}", "stopped_count"),
        ("of replays, control {}", one.replay_count, f"{one.replay_count:,}", "replay_count"),
        ("honest sessions of 1,000, control {}", one.per_1000, words.per_1000(one), "per_1000"),
        ("extra sign-ins, control {}", one.times, f"{one.times:,}", "times"),
        (
            "extra sign-ins a person and day, control {}",
            one.per_person_day,
            words.price(one).split()[0],
            "per_person_day",
        ),
    )
    return [
        Number(what.format(place), value, shown, "briefing_control", column, values)
        for what, value, shown, column in whats
    ]
