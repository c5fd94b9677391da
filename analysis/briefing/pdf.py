"""The briefing as a PDF: its first page, the pages behind it, pictures as SVG. How pages are set: `typeset`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from analysis.briefing import pictures, said, typeset
from analysis.briefing.shape import Briefing, Table

TEMPLATE = Path(__file__).with_name("briefing.typ")
WIDTH, MAP_HEIGHT = 330.0, 196.0
"""Of a picture, in its own units; the page scales it."""


def write(told: Briefing) -> bytes:
    """The PDF."""
    return typeset.document(TEMPLATE, _values(told))


def _values(told: Briefing) -> dict[str, Any]:
    """What the template reads, with pictures as SVG."""
    spoken = said.spoken(told)
    timeline = typeset.drawn(pictures.timeline(told, WIDTH)) if told.timeline else None
    drawn_map = typeset.drawn(pictures.world(told, WIDTH, MAP_HEIGHT)) if told.spots else None
    return {
        "title": spoken.title, "running": spoken.running, "footer": spoken.footer, "mark": told.mark,
        "mark_colour": said.MARK_COLOURS[told.mark], "counsel": spoken.counsel, "caption": told.caption,
        "headline": told.headline, "lead": list(told.lead), "figures": [asdict(one) for one in told.figures],
        "timeline": timeline, "timeline_title": told.timeline_title, "timeline_note": spoken.timeline_note,
        "map": drawn_map, "map_title": told.map_title, "map_note": said.MAP_NOTE,
        "affected": _table(told.affected), "reached": list(told.reached), "sure": list(told.sure),
        "unseen": spoken.unseen, "done": list(told.done),
        "decisions_title": said.DECISIONS, "decisions": [asdict(one) for one in told.decisions],
        "clocks": [
            {"name": one.name, "whom": one.whom, "source": one.source, "triggers": list(one.triggers),
             "steps": [f"{what}: {at}" for what, _, at in one.steps]}
            for one in told.clocks
        ],
        "clocks_note": said.CLOCKS_NOTE,
        "controls": [asdict(one) for one in told.controls], "controls_note": told.controls_note,
        "behind": [
            {"title": one.title, "paragraphs": list(one.paragraphs), "table": _table(one.table)}
            for one in told.behind
        ],
    }  # fmt: skip


def _table(told: Table | None) -> dict[str, Any] | None:
    return None if told is None else asdict(told)
