"""The questions of a game with what was answered, what was right, and what is told about it afterwards."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from analysis.exercise.debrief.records import Records, moment, naive
from analysis.exercise.debrief.shape import OPEN, PARTLY, RIGHT, WRONG, AnswerSaid
from analysis.exercise.play.play import Play
from analysis.exercise.scenarios import questions
from analysis.exercise.scenarios.calls import Score
from analysis.exercise.scenarios.questions import EVENT, MOMENT, SESSION, YES_NO, Marked


def answers(play: Play, score: Score, records: Records) -> tuple[AnswerSaid, ...]:
    """Every question in the order of the scenario."""
    last, marks = play.state.last_answers(), {one.question: one for one in score.answers}
    told = []
    for asked in play.game.asked:
        question, marked = asked.question, marks[asked.question.id]
        given = last.get(question.id)
        by = f"{given.who}, minute {given.minute:.0f}" if given else ""
        told.append(
            AnswerSaid(
                question.id,
                asked.asks,
                said(question.kind, given.value, records) if given else "",
                by,
                said(question.kind, _first(question.kind, asked.answer), records),
                outcome(marked),
                marked.points,
                marked.of,
                marked.words,
                asked.debrief,
                question.source,
            )
        )
    return tuple(told)


def outcome(marked: Marked) -> str:
    """Right, partly, wrong, or open where a person has to mark it."""
    if marked.points is None:
        return OPEN
    return RIGHT if marked.is_right else PARTLY if marked.points > 0 else WRONG


def said(kind: str, value: Any, records: Records) -> str:
    """An answer as a person reads it."""
    values = list(value) if isinstance(value, list | tuple | set | frozenset) else [value]
    if kind == YES_NO and isinstance(value, bool):
        return "yes" if value else "no"
    if kind == EVENT:
        return "; ".join(records.words(str(one)) for one in values)
    if kind == SESSION:
        return ", ".join(_session(str(one), records) for one in values)
    if kind == MOMENT:
        return ", ".join(_time(one) for one in values)
    return ", ".join(str(one) for one in values if one is not None)


def _first(kind: str, answer: Any) -> Any:
    """Of several events that are accepted the first one; all of anything else."""
    return answer[:1] if kind == EVENT and isinstance(answer, list | tuple) else answer


def _session(session_id: str, records: Records) -> str:
    login = records.login(session_id)
    return f"{login} ({session_id})" if login else session_id


def _time(value: Any) -> str:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return str(value)
    return f"{moment(naive(found.astimezone(UTC) if found.tzinfo else found))} UTC"


def is_markable(play: Play, question: str) -> bool:
    """Whether the facilitator gives the points: an answer in free words that somebody gave."""
    kinds = {one.question.id: one.question.kind for one in play.game.asked}
    return kinds.get(question) == questions.WORDS and question in play.state.last_answers()
