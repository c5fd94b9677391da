"""The after-action report as Markdown; texts of scenarios, people and logs stay text (briefing/markdown.py)."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.briefing import said
from analysis.briefing.markdown import plain, section, table
from analysis.briefing.shape import Table
from analysis.exercise.debrief.report import Report


def write(told: Report) -> bytes:
    """The document, UTF-8."""
    return ("\n\n".join(filter(None, _blocks(told))) + "\n").encode("utf-8", "replace")


def _blocks(told: Report) -> Iterable[str]:
    yield f"**{plain(told.mark)}**"
    yield plain(f"{told.title} · {told.caption}")
    yield f"# {plain(told.headline)}"
    yield plain(" ".join(told.lead))
    rows = tuple((one.label, one.value, one.note) for one in told.figures)
    yield table(Table(("Figure", "Value", "Of it"), rows, ()))
    for one in told.sections:
        yield from section(one)
    yield f"**{plain(told.mark)}** · {plain(said.MADE_BY)}"
