"""The two timelines of a debrief on one clock: what happened in the log, and what the team did when.

Not here: how they are drawn (charts/debrief_timeline.py, `picture`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from analysis.charts.lane_words import number
from analysis.exercise.debrief import answered
from analysis.exercise.debrief.records import Records, naive
from analysis.exercise.debrief.shape import (
    ANSWER,
    CALL,
    CLOCK,
    HELP,
    MESSAGE,
    OPEN,
    OTHERS,
    PARTLY,
    RIGHT,
    STEP,
    THIEF,
    VICTIM,
    WRONG,
    Moment,
)
from analysis.exercise.play.journal import Entry
from analysis.exercise.play.play import Play
from analysis.exercise.play.state import call_of
from analysis.exercise.scenarios import questions, scoring
from analysis.exercise.scenarios import verbs as all_verbs
from analysis.exercise.scenarios.game import Game

MOST_TICKS = 8
_STEPS = (1, 2, 5, 10, 15, 20, 30, 60)
_WHO = {all_verbs.THIEF: THIEF, all_verbs.VICTIM: VICTIM}


def truth(game: Game, records: Records) -> tuple[Moment, ...]:
    """What happened, in order, numbered."""
    steps = {step.id: step for step in game.document.steps}
    sessions = {event: one.session_id for one in game.truth.stolen for event in one.event_ids}
    told = []
    for no, event in enumerate((one for one in game.events() if one.kind == "step"), 1):
        step = steps[event.id]
        first = next((one for one in event.event_ids if one in sessions), next(iter(event.event_ids), ""))
        told.append(
            Moment(
                event.minute, naive(event.at), STEP, _WHO.get(all_verbs.VERBS[step.does].who, OTHERS),
                game.truth.people.get(step.account, {}).get("name", step.account), event.words, no=no,
                mark=event.mark, source=event.source, session_id=sessions.get(first, ""),
                event_id=first if records.at(first) else "",
            )
        )  # fmt: skip
    return tuple(told)


def team(play: Play, records: Records) -> tuple[Moment, ...]:
    """What was done at the table, in order."""
    told = []
    for entry in play.journal:
        maker = _MAKERS.get(entry["what"])
        if maker is not None:
            kind, name, words, outcome = maker(play, entry, records)
            at = naive(play.game.log_at(entry["minute"]))
            told.append(Moment(entry["minute"], at, kind, entry["who"], name, words, outcome))
    return tuple(told)


def ticks(game: Game, most: int = MOST_TICKS) -> tuple[tuple[float, str], ...]:
    """Where the clock is written, with the time of the log there."""
    end = game.document.minutes
    step = next((one for one in _STEPS if end / one <= most), _STEPS[-1])
    times = [(float(minute), naive(game.log_at(minute))) for minute in range(0, int(end) + 1, step)]
    days = {at.date() for _, at in times}
    told, before = [], None
    for minute, at in times:
        day = f"{at.day} {at:%b} " if len(days) > 1 and at.date() != before else ""
        told.append((minute, f"{day}{at:%H:%M}"))
        before = at.date()
    return tuple(told)


_Made = tuple[str, str, str, str]
"""Kind, name, words, outcome."""


def _message(play: Play, entry: Entry, _: Records) -> _Made:
    one = next((one for one in play.game.messages if one.id == entry["message"]), None)
    if one is None:
        return MESSAGE, entry["who"], entry["message"], ""
    by_hand = "" if entry["who"] == "the clock" else ", sent by hand"
    return MESSAGE, one.sender, f"{one.title} ({one.channel}, to {', '.join(one.to)}{by_hand})", ""


def _answer(play: Play, entry: Entry, records: Records) -> _Made:
    asked = next((one for one in play.game.asked if one.question.id == entry["question"]), None)
    if asked is None:
        return ANSWER, entry["who"], str(entry["value"]), OPEN
    marked = questions.mark(asked.question, entry["value"], asked.answer)
    last = play.state.last_answers()[asked.question.id]
    if marked.points is None and (last.minute, last.who, last.value) == (entry["minute"], entry["who"], entry["value"]):
        # what a person marked is the answer that stood at the end
        marked = next(one for one in play.score().answers if one.question == asked.question.id)
    given = answered.said(asked.question.kind, entry["value"], records)
    return ANSWER, entry["who"], f"{asked.asks} – {given}", answered.outcome(marked)


def _call(play: Play, entry: Entry, records: Records) -> _Made:
    call = call_of(entry)
    named = {one.session_id for one in call.sessions}
    right = {one.session_id for one in play.game.truth.stolen}
    wrong = named - right - set(play.game.truth.later_session_ids)
    is_right = not wrong and right <= named
    outcome = RIGHT if is_right else PARTLY if named & right else WRONG
    whose = ", ".join(records.login(one.session_id) or one.session_id for one in call.sessions)
    said = f"Called: {whose} stolen" if whose else "Called: no session was stolen"
    parts = [f"{len(call.touched)} touched"] if call.touched else []
    parts += [f"{number(len(call.actions))} action{'' if len(call.actions) == 1 else 's'}"] if call.actions else []
    own = f" “{entry['words']}”" if entry.get("words") else ""
    return CALL, entry["who"], f"{'; '.join([said, *parts])}.{own}", outcome


def _hint(play: Play, entry: Entry, _: Records) -> _Made:
    no = int(entry["number"])
    hints, words = play.game.document.hints, play.game.hints
    if not 0 <= no < len(hints):
        return HELP, entry["who"], f"Hint {no + 1}", ""
    return HELP, entry["who"], f"Hint, minus {hints[no].costs} points: {words[no]}", ""


def _level(_: Play, entry: Entry, __: Records) -> _Made:
    return HELP, entry["who"], f"Assistance: {scoring.ASSISTANCE.get(entry['level'], entry['level'])}", ""


def _clock(words: str) -> Any:
    def made(_: Play, entry: Entry, __: Records) -> _Made:
        values = {"to": f"{entry.get('to', 0.0):.1f}", "speed": f"{entry.get('speed', 1.0):g}"}
        return CLOCK, entry["who"], words.format(**values), ""

    return made


_MAKERS: Mapping[str, Any] = {
    "started": _clock("The clock runs."),
    "paused": _clock("The clock is held."),
    "jumped": _clock("The clock goes forward to minute {to}."),
    "speed": _clock("The clock runs at {speed} times its pace."),
    "ended": _clock("The game ends."),
    "released": _message,
    "answered": _answer,
    "called": _call,
    "hint": _hint,
    "level": _level,
}


def shown(moments: tuple[Moment, ...], *kinds: str) -> Iterator[Moment]:
    """Those of some kinds."""
    return (one for one in moments if one.kind in kinds)
