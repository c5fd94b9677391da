"""What a team's work is worth: what it said and when, beside the truth. Pure: the same words give the same score.

A call says "we call it now": these sessions, each from this event, these things touched, these actions; or that no
session was stolen. The last call counts; the time to detect is that of the first call that was right about a session.
What cannot be asked of an exercise (no divergence where nothing was stolen) is left out of what can be reached.
Not here: who may call, and how the clock runs. Units: minutes of play; person-hours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from analysis.exercise.scenarios import questions
from analysis.exercise.scenarios.actions import actions
from analysis.exercise.scenarios.calls import Call, Part, Score
from analysis.exercise.scenarios.figures import FIGURES
from analysis.exercise.scenarios.game import Game
from analysis.exercise.scenarios.moments import milliseconds
from analysis.exercise.scenarios.questions import Marked
from analysis.exercise.scenarios.telling import Thing

DETECTION, SESSIONS, DIVERGENCE, BLAST, CONTAINMENT = PARTS = (
    "detection", "sessions", "divergence", "blast_radius", "containment",
)  # fmt: skip
WEIGHTS = {DETECTION: 20, SESSIONS: 25, DIVERGENCE: 15, BLAST: 15, CONTAINMENT: 25}
WEIGHTS_OF_RESTRAINT = {DETECTION: 15, SESSIONS: 50, CONTAINMENT: 35}
"""Where nothing was stolen: to accuse nobody is half of it."""
AT_ONCE = 0.15
"""Share of the time from the first sign to the end within which a call is as good as at once."""
DIVERGENCE_FADES_S = 1_800
"""An event so far from the divergence is worth nothing; less far, in proportion."""
ASSISTANCE = {"raw": "raw log", "lanes": "lanes", "findings": "findings"}
"""What players had before them; the score says which, and changes nothing for it."""


def score(
    game: Game,
    calls: Sequence[Call],
    answers: Mapping[str, Any],
    *,
    assistance: str = "findings",
    hints: Sequence[int] = (),
    marked: Mapping[str, float] | None = None,
) -> Score:
    """Score one team. `answers` and `marked` go by the question's id; `hints` are the numbers of those given."""
    ordered = sorted(calls, key=lambda call: call.minute)
    final = ordered[-1] if ordered else None
    right = {one.session_id for one in game.truth.stolen}
    named = {one.session_id for one in final.sessions} if final else set()
    detected_at = _detected(game, ordered)
    waited = max(0.0, detected_at - game.detectable_minute()) if detected_at is not None else None
    off = _off(game, final)
    return Score(
        parts=tuple(_parts(game, final, detected_at, waited)),
        answers=tuple(_mark(one, answers, marked or {}) for one in game.asked),
        hints_cost=sum(game.document.hints[number].costs for number in sorted(set(hints))),
        assistance=ASSISTANCE.get(assistance, assistance),
        minutes_to_detect=waited if game.truth.is_replay else None,
        detected_at=detected_at,
        called_sessions=tuple(sorted(named)) if final else None,
        wrong_sessions=tuple(sorted(named - right - set(game.truth.later_session_ids))),
        missed_sessions=tuple(sorted(right - named)),
        divergence_error_s=off[0],
        without_event=off[1],
        wrong_person_hours=_wrong_hours(game, final),
        figures=FIGURES,
    )


def _parts(game: Game, final: Call | None, detected_at: float | None, waited: float | None) -> Iterator[Part]:
    """The parts that this exercise can ask for, by its weights or the usual ones."""
    weights = WEIGHTS if game.truth.is_replay else WEIGHTS_OF_RESTRAINT
    makers: dict[str, Callable[[int], tuple[float, str]]] = {
        DETECTION: lambda _: _detection(game, final, detected_at, waited),
        SESSIONS: lambda _: _sessions(game, final),
        DIVERGENCE: lambda _: _divergence(*_off(game, final)),
        BLAST: lambda _: _blast(game, final),
        CONTAINMENT: lambda of: _containment(game, final, of),
    }
    for name, usual in weights.items():
        if name != BLAST or touched(game):
            of = game.document.weights.get(name, usual)
            share, words = makers[name](of)
            yield Part(name, round(of * share, 1), of, words)


def _mark(asked: Any, answers: Mapping[str, Any], marked: Mapping[str, float]) -> Marked:
    question = asked.question
    found = questions.mark(question, answers.get(question.id), asked.answer)
    if found.points is None and question.id in marked:
        points = min(float(question.points), max(0.0, marked[question.id]))
        return Marked(question.id, points, question.points, "Marked by the facilitator.")
    return found


def _detected(game: Game, calls: Sequence[Call]) -> float | None:
    """The minute of the first call that was right about a session, or that there is none; a guess before is none."""
    right = {one.session_id for one in game.truth.stolen}
    for call in calls:
        named = {one.session_id for one in call.sessions}
        if ((named & right) if right else not named) and call.minute >= game.detectable_minute():
            return call.minute
    return None


def _detection(game: Game, final: Call | None, detected_at: float | None, waited: float | None) -> tuple[float, str]:
    if detected_at is None or waited is None:
        if game.truth.is_replay:
            return 0.0, "It was not seen."
        if final is not None and not final.sessions:
            return 0.0, "That no session was stolen was said before there was anything to see, and not again."
        return 0.0, "Nobody said that no session was stolen."
    room = max(1.0, game.document.minutes - game.detectable_minute())
    late = max(0.0, waited / room - AT_ONCE) / (1 - AT_ONCE)
    share = max(0.0, 1 - late) if game.truth.is_replay else 1.0
    if not game.truth.is_replay:
        return share, f"Said at minute {detected_at:.0f} that no session was stolen."
    count = f"{waited:.0f} minute{'' if round(waited) == 1 else 's'}"
    return share, f"Called {count} of play after the first event of the thief could be seen."


def _sessions(game: Game, final: Call | None) -> tuple[float, str]:
    if final is None:
        return 0.0, "No call was made."
    right, named = {one.session_id for one in game.truth.stolen}, {one.session_id for one in final.sessions}
    wrong = named - right - set(game.truth.later_session_ids)
    if not right:
        if not named:
            return 1.0, "Nobody was accused, and nothing was stolen."
        return 0.0, f"{len(named)} called stolen, and nothing was."
    found = len(named & right)
    words = f"{found} of {len(right)} stolen sessions called, {len(wrong)} honest."
    return max(0.0, (found - 0.5 * len(wrong)) / len(right)), words


def _off(game: Game, final: Call | None) -> tuple[float | None, int]:
    """Seconds between what was called and the truth, at its worst, and how many were called without an event.

    0 s where the event is one that counts; None where no stolen session was called with an event.
    """
    worst: float | None = None
    without = 0
    stolen = {one.session_id: one for one in game.truth.stolen}
    for called in final.sessions if final else ():
        truth = stolen.get(called.session_id)
        if truth is None:
            continue
        if called.divergence_event_id in truth.accepted_event_ids:
            off = 0.0
        elif called.divergence_at:
            off = abs(milliseconds(called.divergence_at) - milliseconds(truth.divergence_at)) / 1000
        else:
            without += 1
            continue
        worst = off if worst is None else max(worst, off)
    return worst, without


def _divergence(error: float | None, without: int) -> tuple[float, str]:
    if without:
        return 0.0, "Called without the event that it began with." if error is None else (
            f"{without} called without the event that it began with."
        )
    if error is None:
        return 0.0, "No stolen session was called."
    if error == 0:
        return 1.0, "From the right event."
    return max(0.0, 1 - error / DIVERGENCE_FADES_S), f"{error / 60:.1f} minutes off."


def touched(game: Game) -> list[tuple[str, ...]]:
    """What the thief touched: of each the names by which it may be called."""
    apps = {name for one in game.truth.stolen for name in one.apps}
    return [(name,) for name in sorted(apps)] + [names_of(one, game.truth.things) for one in game.truth.things]


def names_of(thing: Thing, things: Sequence[Thing]) -> tuple[str, ...]:
    """By which names a thing may be called. A role is given to an account: who names the account named both."""
    return (thing.name, thing.id, *(one.name for one in things if one.id == thing.id and one.name != thing.name))


def plain(name: str) -> str:
    """A name as it is compared: capitals and blanks do not matter."""
    return " ".join(name.casefold().split())


def _blast(game: Game, final: Call | None) -> tuple[float, str]:
    truth = [{plain(name) for name in names} for names in touched(game)]
    told = {plain(one) for one in final.touched} if final else set()
    found = sum(1 for names in truth if told & names)
    wrong = len(told - set().union(*truth) - {plain(name) for name in game.truth.also_touched})
    share = max(0.0, found / len(truth) - 0.5 * wrong / len(truth))
    return share, f"{found} of {len(truth)} things that the thief touched were named, {wrong} that he did not."


def _containment(game: Game, final: Call | None, of: int) -> tuple[float, str]:
    wanted = game.document.containment
    if final is None:
        return 0.0, "No call was made."
    chosen = set(final.actions)
    done = sum(1 for one in wanted.needed if one in chosen)
    share = done / len(wanted.needed) if wanted.needed else 1.0
    # no more than there is to lose: what was not done has no points that another action could cost
    lost = min(sum(points_lost(game, one) for one in sorted(chosen)), of * share)
    words = f"{done} of {len(wanted.needed)} needed actions chosen"
    hours = round(_wrong_hours(game, final), 1)
    costs = [f"{lost:.3g} point{'' if lost == 1 else 's'}"] if lost else []
    costs += [f"about {hours:,.1f} hours of people's work"] if hours else []
    if costs:
        words += f"; what nothing called for cost {' and '.join(costs)}"
    return share - lost / of if of else 0.0, f"{words}."


def points_lost(game: Game, action: str) -> int:
    """Points that one action loses here; none where it is called for."""
    wanted, known = game.document.containment, actions()
    if action in wanted.needed or action in wanted.useful or action not in known:
        return 0
    return known[action].points * (2 if action in wanted.harmful else 1)


def _wrong_hours(game: Game, final: Call | None) -> float:
    wanted, known = game.document.containment, actions()
    uncalled = [one for one in (final.actions if final else ()) if one in known]
    uncalled = [one for one in dict.fromkeys(uncalled) if one not in wanted.needed and one not in wanted.useful]
    return round(sum(known[one].person_hours(game.truth.people_count) for one in uncalled), 2)
