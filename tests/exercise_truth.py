"""What players must not be sent at a minute of a game, and a search for it in all that they were sent.

Why so: events are found by the shape of their ids, so that thousands cost one pass; texts by their longest runs of
plain letters, which no way of writing them down (JSON, Arrow, protobuf) changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.exercise.scenarios.make import Made

UUID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
ADDRESS = re.compile(rb"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")
RUN = re.compile(r"[A-Za-z0-9 ,]{16,}")
LONGEST = 60


@dataclass(frozen=True)
class Hidden:
    """What no player may be sent yet."""

    uuids: frozenset[bytes]
    addresses: frozenset[bytes]
    words: Mapping[bytes, str]
    """With what each is, for the sentence of a failure."""


def hidden(made: Made, minute: float, told: Iterable[str] = ()) -> Hidden:
    """The truth of a game, and its log after a minute; `told` are the ids of messages that came."""
    game, reached = made.game, made.events_until(minute)
    later = made.events[len(reached) :]
    return Hidden(
        frozenset(_ids(later) - _ids(reached)),
        frozenset(_addresses(later) - _addresses(reached)),
        {words: what for what, text in _texts(made, minute, set(told)) for words in _runs(text)}
        | {one.encode(): "a session that begins later" for one in _sessions(later) - _sessions(reached)}
        | {one.encode(): "an answer" for one in _answers(made, reached)}
        | {game.document.id.encode(): "the scenario's id", game.document.title.encode(): "its title"},
    )


def found(sent: bytes, what: Hidden) -> list[str]:
    """Everything of it that was sent, in words."""
    events = [f"a later event: {one.decode()}" for one in set(UUID.findall(sent)) & what.uuids]
    places = [f"a later address: {one.decode()}" for one in set(ADDRESS.findall(sent)) & what.addresses]
    return sorted([*events, *places, *(f"{name}: {one.decode()}" for one, name in what.words.items() if one in sent)])


def shown(sent: bytes, made: Made, minute: float) -> int:
    """How many events that the clock has reached were sent: the search can find what is there."""
    return len(set(UUID.findall(sent)) & _ids(made.events_until(minute)))


def _texts(made: Made, minute: float, told: set[str]) -> Iterator[tuple[str, str]]:
    game, document = made.game, made.game.document
    yield "about", document.about
    yield "the ending", game.ending
    yield from (("an objective", one) for one in document.objectives)
    yield from (("the basis", one.words) for one in document.basis)
    yield from (("a hint", one) for one in game.hints)
    for step in document.steps:
        yield "a step", step.words
        yield "what is expected of a step", step.expects
    for message in game.messages:
        yield "what is expected of a message", message.expects
        if message.id not in told:
            yield "a message that has not come", message.text
            yield "the title of a message that has not come", message.title
    for asked in game.asked:
        yield "a debrief", asked.debrief
        if asked.question.minute > minute:
            yield "a question that has not been asked", asked.asks


def _runs(text: str) -> list[bytes]:
    """The longest plain runs of a text: what is written so, stands in no other text by chance."""
    runs = sorted((run.strip() for run in RUN.findall(text)), key=len, reverse=True)
    return [run[:LONGEST].encode() for run in runs[:2] if len(run) >= 16]


def _answers(made: Made, reached: Iterable[Any]) -> set[str]:
    """Answers that are words, and that neither the log up to now nor a question itself says."""
    log = repr(list(reached)) + repr([(one.asks, one.options) for one in made.game.asked])
    told = set()
    for asked in made.game.asked:
        values = asked.answer if isinstance(asked.answer, list | tuple) else [asked.answer]
        told |= {one for one in values if isinstance(one, str) and len(one) >= 8 and one not in log}
    return told


def _ids(events: Iterable[Any]) -> set[bytes]:
    return {event["uuid"].encode() for event in events}


def _addresses(events: Iterable[Any]) -> set[bytes]:
    return {event["client"]["ipAddress"].encode() for event in events if event["client"]["ipAddress"]}


def _sessions(events: Iterable[Any]) -> set[str]:
    sessions = {event["authenticationContext"]["externalSessionId"] for event in events}
    return {one for one in sessions if one and len(one) >= 12}
