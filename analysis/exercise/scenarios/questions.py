"""The kinds of questions, and how an answer is marked beside the truth.

Why: an exercise asks what an investigation must find: which session, from which event, which way back in. Sets are
marked by what is right less what is wrong, times by how far off they are; what only a person can judge, by one.
Not here: what the truth is (truth.py), and who asks (the screens).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from analysis.exercise.records import at_text
from analysis.exercise.scenarios import moments
from analysis.exercise.scenarios.moments import Span
from analysis.exercise.scenarios.parts import Question

ONE, SEVERAL, YES_NO, PERSON, SESSION, EVENT, MOMENT, NUMBER, NAMES, WORDS = KINDS = (
    "one of", "several of", "yes or no", "person", "session", "event", "moment", "number", "names", "words",
)  # fmt: skip
ABOUT = {
    ONE: "one of the options, not a list",
    SEVERAL: "some of the options",
    YES_NO: "true or false",
    PERSON: "logins",
    SESSION: "session ids",
    EVENT: "the id of an event",
    MOMENT: 'a time like "day 10 09:05", or ISO 8601, UTC',
    NUMBER: "a number",
    NAMES: "names of things: apps, accounts, tokens, addresses",
    WORDS: "free words, marked by the facilitator",
}
TRUTHS: dict[str, tuple[str, ...]] = {
    "is_replay": (YES_NO,),
    "victims": (PERSON,),
    "sessions": (SESSION,),
    "divergence": (EVENT,),
    "divergence_at": (MOMENT,),
    "first_act": (EVENT,),
    "first_act_at": (MOMENT,),
    "uploaded_at": (MOMENT,),
    "addresses": (NAMES,),
    "apps": (NAMES,),
    "app_count": (NUMBER,),
    "made": (NAMES,),
    "lasting": (NAMES,),
    "places": (NAMES,),
    "networks": (NAMES,),
    "people": (PERSON,),
}
"""What `truth.x` may stand for, and in questions of which kinds."""
NEAR = 3
"""Beyond so many tolerances an answer is worth nothing; between one and that it fades."""


@dataclass(frozen=True)
class Marked:
    """What an answer is worth."""

    question: str
    points: float | None
    """None where a person must mark it."""
    of: int
    words: str
    """Why, in a sentence for the debrief."""

    @property
    def is_right(self) -> bool:
        """All of the points."""
        return self.points is not None and self.points >= self.of


def mark(question: Question, given: Any, answer: Any) -> Marked:
    """Mark one answer. `answer` is the resolved one (see game.py): for `event` and `session` all that are accepted."""
    if given is None or given == "" or given == []:
        return Marked(question.id, 0.0, question.points, "Not answered.")
    if question.kind == WORDS:
        return Marked(question.id, None, question.points, "A person marks this one.")
    share, words = _MARKERS[question.kind](question, given, answer)
    return Marked(question.id, round(question.points * share, 1), question.points, words)


def fits(kind: str, answer: Any) -> bool:
    """Whether a written answer is of the sort that a kind asks for, and not empty."""
    listed = answer if isinstance(answer, list) else [answer]
    if kind == YES_NO:
        return isinstance(answer, bool)
    if kind == NUMBER:
        return _is_number(answer)
    if kind == MOMENT:
        return isinstance(answer, str) and (moments.moment(answer) is not None or _is_time(answer))
    if kind == ONE:
        return isinstance(answer, str)
    return bool(listed) and all(isinstance(one, str) or _is_number(one) for one in listed)


def dated(answer: str, start_at: int) -> str:
    """The answer to a moment as the log writes it; `start_at`: where its "day 1 00:00" is, in ms since 1970."""
    offset = moments.moment(answer)
    return answer if offset is None else at_text(start_at + offset)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_time(text: str) -> bool:
    try:
        _time(text)
    except (ValueError, OverflowError):
        return False
    return True


def _exactly(_: Question, given: Any, answer: Any) -> tuple[float, str]:
    is_right = _plain(given) == _plain(answer)
    return float(is_right), "Right." if is_right else f"It was: {_said(answer)}."


def _set(_: Question, given: Any, answer: Any) -> tuple[float, str]:
    named, right = {_plain(one) for one in _listed(given)}, {_plain(one) for one in _listed(answer)}
    found, wrong = len(named & right), len(named - right)
    share = max(0.0, (found - wrong) / len(right)) if right else float(not wrong)
    if share == 1.0:
        return share, "Right."
    return share, f"{found} of {len(right)} found, {wrong} named that {'was' if wrong == 1 else 'were'} not."


def _event(_: Question, given: Any, answer: Any) -> tuple[float, str]:
    is_right = {_plain(one) for one in _listed(given)} <= {_plain(one) for one in _listed(answer)}
    return float(is_right), "Right." if is_right else "It was another event."


def _moment(question: Question, given: Any, answer: Any) -> tuple[float, str]:
    try:
        off = abs((_time(given) - _time(answer)).total_seconds())
    except (ValueError, OverflowError):
        return 0.0, f"{given!r} is no time."
    allowed = (question.tolerance.low if isinstance(question.tolerance, Span) else 60_000) / 1000
    return _faded(off, allowed), f"{off / 60:.0f} min off." if off >= 60 else "Right to the minute."


def _number(question: Question, given: Any, answer: Any) -> tuple[float, str]:
    try:
        off = abs(float(given) - float(answer))
    except (TypeError, ValueError):
        return 0.0, f"{given!r} is no number."
    allowed = 0.0 if isinstance(question.tolerance, Span) else question.tolerance
    return _faded(off, allowed), "Right." if not off else f"It was {answer}."


def _faded(off: float, allowed: float) -> float:
    if off <= allowed:
        return 1.0
    return max(0.0, 1 - (off - allowed) / (allowed * (NEAR - 1))) if allowed else 0.0


_MARKERS = {
    ONE: _exactly, YES_NO: _exactly, SEVERAL: _set, PERSON: _set, SESSION: _set, NAMES: _set,
    EVENT: _event, MOMENT: _moment, NUMBER: _number,
}  # fmt: skip


def _plain(value: Any) -> str:
    return " ".join(str(value).casefold().split())


def _listed(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list | tuple | set | frozenset) else [value]


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(str(one) for one in _listed(value))


def _time(value: Any) -> datetime:
    found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found


def for_players(question: Question, asks: str, options: tuple[str, ...]) -> dict[str, Any]:
    """A question as players see it: nothing of its answer, its points' reasons or its debrief."""
    return {
        "id": question.id,
        "kind": question.kind,
        "asks": asks,
        "options": list(options),
        "points": question.points,
        "minute": question.minute,
    }
