"""An exercise as it is played under one seed: texts filled in, messages on the clock of play, answers looked up.

Why: the facilitator's and the players' screens need the same game, and only one of them may know the truth: what
players may see is what `for_players` gives, and nothing else.
Not here: a running clock, and who has seen what.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from analysis.exercise.scenarios import questions, spoilers
from analysis.exercise.scenarios.moments import milliseconds, utc
from analysis.exercise.scenarios.parts import FACTS, INFERENCE, UNCONFIRMED, Document, Inject, Question
from analysis.exercise.scenarios.truth import ScenarioTruth

LOOKS_ODD = ("moves", "support_access")
"""Honest steps that a team may take for a thief's."""


@dataclass(frozen=True)
class Message:
    """An inject with its moment and its texts filled in."""

    id: str
    minute: float
    """On the clock of play; players see it from then on, if it is not released by hand."""
    sender: str
    to: tuple[str, ...]
    channel: str
    title: str
    text: str
    expects: str
    """For facilitators only."""


@dataclass(frozen=True)
class Asked:
    """A question with its answer under this seed."""

    question: Question
    asks: str
    options: tuple[str, ...]
    answer: Any
    debrief: str


@dataclass(frozen=True)
class Event:
    """One line of the master scenario events list."""

    minute: float
    at: datetime
    """Time of the log, UTC."""
    kind: str
    """step or inject"""
    id: str
    who: str
    """The account, or the sender."""
    words: str
    expects: str
    mark: str
    source: str
    event_ids: tuple[str, ...]


@dataclass(frozen=True)
class Game:
    """One exercise under one seed and size."""

    document: Document
    seed: int
    size: str
    start_at: int
    """The beginning of the log, in milliseconds since 1970."""
    truth: ScenarioTruth
    situation: str
    ending: str
    messages: tuple[Message, ...]
    """In order of time."""
    asked: tuple[Asked, ...]
    hints: tuple[str, ...]

    def log_at(self, minute: float) -> datetime:
        """The time of the log that a minute of play has reached, UTC: what is later no player may see."""
        return utc(self.start_at + self.document.clock.log_at(minute))

    def minute_of(self, at: str | datetime) -> float:
        """The minute of play at which a moment of the log is first seen."""
        when = milliseconds(at) if isinstance(at, str) else round(at.timestamp() * 1000)
        return self.document.clock.minute_of(when - self.start_at)

    def detectable_minute(self) -> float:
        """The minute of play from which on there is something to see: the thief, or what only looks like one."""
        if self.truth.stolen:
            return self.minute_of(self.truth.stolen[0].divergence_at)
        odd = [self.truth.steps[step.id].at for step in self.document.steps if step.does in LOOKS_ODD]
        return self.minute_of(odd[0]) if odd else 0.0

    def for_players(self) -> dict[str, Any]:
        """What players may be told at any time: nothing of the truth. The rest comes by the minute, see below."""
        document = self.document
        return {
            "company": document.company,
            "situation": self.situation,
            "roles": list(document.roles),
            "minutes": document.minutes,
        }

    def questions_until(self, minute: float) -> list[dict[str, Any]]:
        """The questions that are asked by a minute, as players see them: a later one may tell what is to come."""
        return [
            questions.for_players(one.question, one.asks, one.options)
            for one in self.asked
            if one.question.minute <= minute
        ]

    def messages_until(self, minute: float) -> list[dict[str, Any]]:
        """The messages that have come by a minute, as players see them."""
        return [
            {"id": one.id, "minute": one.minute, "from": one.sender, "to": list(one.to), "channel": one.channel,
             "title": one.title, "text": one.text}
            for one in self.messages if one.minute <= minute
        ]  # fmt: skip

    def events(self) -> list[Event]:
        """The master scenario events list: steps and messages by the clock of play."""
        document, told = self.document, []
        for step in document.steps:
            happened = self.truth.steps[step.id]
            at = utc(milliseconds(happened.at))
            told.append(
                Event(self.minute_of(happened.at), at, "step", step.id, step.account, step.words, step.expects,
                      step.mark, step.source, happened.event_ids)
            )  # fmt: skip
        for one in self.messages:
            words = f"{one.title} ({one.channel}, to {', '.join(one.to)})"
            told.append(
                Event(one.minute, self.log_at(one.minute), "inject", one.id, one.sender, words, one.expects, "", "", ())
            )
        return sorted(told, key=lambda event: (event.minute, event.at, event.kind, event.id))


def game_of(document: Document, seed: int, size: str, start_at: int, truth: ScenarioTruth) -> Game:
    """Fill in and look up everything."""
    fill = _Filler(document, truth)
    answers = truth.answers()
    messages = []
    for inject in document.injects:
        minute = inject.minute
        if minute is None:
            at = milliseconds(truth.steps[inject.follows].at) + inject.after.low - start_at
            minute = round(document.clock.minute_of(at), 2)
        messages.append(_message(inject, minute, fill))
    asked = [
        Asked(
            one,
            fill(one.asks),
            tuple(fill(option) for option in one.options),
            _answer(one, answers, fill, start_at),
            fill(one.debrief),
        )
        for one in document.questions
    ]
    return Game(
        document, seed, size, start_at, truth,
        situation=fill(document.situation),
        ending=fill(document.ending),
        messages=tuple(sorted(messages, key=lambda one: (one.minute, one.id))),
        asked=tuple(asked),
        hints=tuple(fill(hint.words) for hint in document.hints),
    )  # fmt: skip


def _message(inject: Inject, minute: float, fill: _Filler) -> Message:
    return Message(
        inject.id,
        minute,
        fill(inject.sender),
        inject.to,
        inject.channel,
        fill(inject.title),
        fill(inject.text),
        fill(inject.expects),
    )


def _answer(question: Question, answers: dict[str, Any], fill: _Filler, start_at: int) -> Any:
    answer = question.answer
    if isinstance(answer, str) and answer.startswith("truth."):
        return answers[answer.removeprefix("truth.")]
    if isinstance(answer, str):
        return questions.dated(answer, start_at) if question.kind == questions.MOMENT else fill(answer)
    return [fill(one) if isinstance(one, str) else one for one in answer] if isinstance(answer, list) else answer


class _Filler:
    """Puts names and times into the fields of a text."""

    def __init__(self, document: Document, truth: ScenarioTruth) -> None:
        self.document, self.truth = document, truth

    def __call__(self, text: str) -> str:
        return spoilers.FIELD.sub(lambda found: self._value(found[1]), text)

    def _value(self, field: str) -> str:
        if field == "company":
            return self.document.company
        if field == "people":
            return f"{self.truth.people_count:,}"
        kind, name, part = field.split(".")
        if kind == "account":
            return self.truth.people[name][part]
        at = utc(milliseconds(self.truth.steps[name].at))
        return f"{at:%H:%M} UTC" if part == "time" else f"{at:%-d %B %Y}"


def marks(document: Document) -> dict[str, int]:
    """How many statements of the basis and the steps are facts, our inference, or not confirmed."""
    told = [one.mark for one in document.basis] + [one.mark for one in document.steps]
    return {
        "from published facts": sum(mark in FACTS for mark in told),
        "inferred": told.count(INFERENCE),
        "not confirmed": told.count(UNCONFIRMED),
    }
