"""The after-action report as a PDF, set as the briefing is (briefing/typeset.py)."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from analysis.briefing import said, typeset
from analysis.exercise.debrief import picture
from analysis.exercise.debrief.report import Report

TEMPLATE = Path(__file__).with_name("report.typ")
WIDTH = 520.0
"""Of the picture, in its own units; the page scales it."""


def write(told: Report) -> bytes:
    """The PDF."""
    return typeset.document(TEMPLATE, _values(told))


def _values(told: Report) -> dict[str, Any]:
    spoken = told.spoken
    return {
        "title": spoken.title, "running": spoken.running, "footer": spoken.footer, "mark": told.mark,
        "mark_colour": said.MARK_COLOURS[told.mark], "caption": told.caption, "headline": told.headline,
        "lead": list(told.lead), "figures": [asdict(one) for one in told.figures],
        "timeline_title": told.debrief.timeline_title,
        "timeline": typeset.drawn(picture.timelines(told.debrief, WIDTH)), "timeline_note": spoken.timeline_note,
        "sections": [
            {"title": one.title, "paragraphs": list(one.paragraphs), "table": asdict(one.table) if one.table else None}
            for one in told.sections
        ],
    }  # fmt: skip
