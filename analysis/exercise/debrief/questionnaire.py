"""What players are asked when it is over, and their answers gathered.

Source: the kinds of questions are those of participant feedback in the field (HSEEP); the words are ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

SCALE = (1, 2, 3, 4, 5)
LOW, HIGH = "not at all", "fully"
LONGEST = 1_000


@dataclass(frozen=True)
class Asked:
    """One question of the questionnaire."""

    id: str
    words: str
    is_scale: bool
    """1 to 5; else free text."""


QUESTIONS = (
    Asked("real", "The situation was close enough to ours to take it seriously.", True),
    Asked("part", "I knew what my part was, and what the others did.", True),
    Asked("tools", "The log and the screens gave me what I needed to decide.", True),
    Asked("messages", "The messages made us practise telling others, not only finding.", True),
    Asked("tomorrow", "I would know what to do first if this happened to us tomorrow.", True),
    Asked("keep", "What did we do well that we should keep?", False),
    Asked("held_up", "What held us up: knowledge, access, people, tools?", False),
    Asked("first", "Which one change should we make first, and who could own it?", False),
)


@dataclass(frozen=True)
class ScaleSaid:
    """The answers to one question from 1 to 5."""

    words: str
    counts: tuple[int, ...]
    """How many gave 1, 2, 3, 4, 5."""
    middle: float | None
    """The median; None where nobody answered."""


@dataclass(frozen=True)
class TextSaid:
    """The answers to one question in free words."""

    words: str
    texts: tuple[tuple[str, str], ...]
    """Name and text; without names in order of the text, so that the order tells nothing."""


@dataclass(frozen=True)
class Summary:
    """All answers."""

    count: int
    """Players who replied."""
    scales: tuple[ScaleSaid, ...]
    texts: tuple[TextSaid, ...]


def kept(answers: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody filled in as the game keeps it: known questions, numbers of the scale, texts of a length."""
    told: dict[str, Any] = {}
    for one in QUESTIONS:
        value = answers.get(one.id)
        if one.is_scale and value in SCALE:
            told[one.id] = int(value)
        elif not one.is_scale and isinstance(value, str) and value.strip():
            told[one.id] = value.strip()[:LONGEST]
    return told


def summary(replies: Sequence[tuple[str, Sequence[tuple[str, object]]]], *, with_names: bool = False) -> Summary:
    """What all players said. Shape: player, and (question, answer) each."""
    by_player = [(name, kept(dict(answers))) for name, answers in replies]
    scales, texts = [], []
    for one in QUESTIONS:
        given = [(name, answers[one.id]) for name, answers in by_player if one.id in answers]
        if one.is_scale:
            values = [value for _, value in given]
            counts = tuple(values.count(step) for step in SCALE)
            scales.append(ScaleSaid(one.words, counts, float(median(values)) if values else None))
        else:
            said = [(name, text) for name, text in given] if with_names else sorted(("", text) for _, text in given)
            texts.append(TextSaid(one.words, tuple(said)))
    return Summary(len(by_player), tuple(scales), tuple(texts))
