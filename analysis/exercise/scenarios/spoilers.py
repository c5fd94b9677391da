"""Texts that would tell players the time of a step before it has happened.

Why: a question may ask about "the reset at 10:41"; asked at the first minute it tells what will come, and when.
Not here: what else a text gives away; only its author can know that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.exercise.scenarios.parts import Document
from analysis.exercise.scenarios.reading import Page
from analysis.exercise.world import MINUTE

FIELD = re.compile(r"\{([^{}]*)\}")
"""A field of a text; its name is the first group."""


def check(page: Page, document: Document) -> None:
    """Note each text that names a step which may still be to come when players read it."""
    latest = latest_times(document)
    for where, what, at, text in _shown(document, latest):
        for field in FIELD.findall(text):
            kind, _, rest = field.partition(".")
            step = rest.partition(".")[0]
            if kind == "step" and step in latest and latest[step] > at:
                page.fault(where, f"{what}: it names step {step!r} before that has happened; show it later.")


def latest_times(document: Document) -> dict[str, int]:
    """By step: the latest moment at which any seed lets it begin, in milliseconds from the beginning of the log."""
    latest: dict[str, int] = {}
    for step in document.steps:
        latest[step.id] = step.at + MINUTE if step.at is not None else latest.get(step.follows, 0) + step.after.high
    return latest


def _shown(document: Document, latest: dict[str, int]) -> Iterator[tuple[tuple[str | int, ...], str, int, str]]:
    """Every text that players read: its path, its name, how far the log is then, and the text."""
    clock = document.clock
    yield ("situation",), "the situation", clock.opens, document.situation
    for number, inject in enumerate(document.injects):
        at = (
            clock.log_at(inject.minute)
            if inject.minute is not None
            else latest.get(inject.follows, 0) + inject.after.low
        )
        what = f"inject {number + 1} ({inject.id})"
        yield ("inject", number, "text"), what, at, f"{inject.sender} {inject.title} {inject.text}"
    for number, question in enumerate(document.questions):
        what = f"question {number + 1} ({question.id})"
        shown = " ".join((question.asks, *question.options))
        yield ("question", number, "asks"), what, clock.log_at(question.minute), shown
