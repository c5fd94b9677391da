"""The slides of presentation mode on the screen: plain values for the browser, pictures as SVG in the theme's colours.

Not here: how they are shown (pages/parts/present.*), and slides for other programs (`pptx`).
"""

from __future__ import annotations

import base64
from typing import Any

from analysis.briefing import pictures, said, svg
from analysis.briefing.pictures import Picture
from analysis.briefing.shape import Briefing, Table
from analysis.charts.palette import Palette

WIDTH, MAP_HEIGHT = 900.0, 430.0
SCREEN_FONT = "sans-serif"
MOST_ROWS = 9
"""Of a table on one slide; the rest goes on to the next."""


def slides(told: Briefing, colours: Palette) -> list[dict[str, Any]]:
    """Every slide: title and whichever of lead, figures, lines, picture, table it has."""
    spoken = said.spoken(told)
    made: list[dict[str, Any]] = [
        {
            "title": told.headline,
            "lead": list(told.lead),
            "figures": [[one.label, one.value, one.note] for one in told.figures],
            "note": " · ".join(filter(None, (spoken.counsel, told.caption))),
        }
    ]
    if told.timeline:
        drawn = pictures.timeline(told, WIDTH / 1.6, colours)
        made.append({"title": told.timeline_title, **_picture(drawn), "note": spoken.timeline_note})
    if told.spots:
        drawn = pictures.world(told, WIDTH / 1.4, MAP_HEIGHT / 1.4, colours)
        made.append({"title": told.map_title, **_picture(drawn), "note": said.MAP_NOTE})
    if told.sure:
        made.append({"title": "How sure, and why", "lines": list(told.sure), "note": spoken.unseen})
    if told.affected:
        made += _tables("Who and what is affected", told.affected)
    if told.reached:
        made.append({"title": "What was opened and changed", "lines": list(told.reached)})
    if told.done:
        made.append({"title": "What has been done", "lines": list(told.done)})
    if told.decisions:
        entries = [f"{at}. {one.title}" for at, one in enumerate(told.decisions, 1)]
        prices = [one.price for one in told.decisions]
        made.append({"title": said.DECISIONS, "pairs": [list(pair) for pair in zip(entries, prices, strict=True)]})
    if told.clocks:
        rows = tuple(
            (
                f"{one.name}: {one.whom}",
                "\n".join(one.triggers),
                "\n".join(f"{what}: {at}" for what, _, at in one.steps),
            )
            for one in told.clocks
        )
        table = Table(("Duty", "Starts with", "What is due (UTC)"), rows, (), said.CLOCKS_NOTE)
        made += _tables("Reporting clocks", table)
    if told.controls:
        rows = tuple((one.name, one.effect, one.price) for one in told.controls)
        table = Table(("Control", "In this log", "Price"), rows, (), told.controls_note)
        made += _tables("What would have interrupted it, and its price", table)
    return made


def _tables(title: str, told: Table) -> list[dict[str, Any]]:
    parts = [told.rows[at : at + MOST_ROWS] for at in range(0, max(len(told.rows), 1), MOST_ROWS)]
    return [
        {
            "title": title,
            "table": {"columns": list(told.columns), "rows": [list(row) for row in part]},
            "note": told.note,
        }
        for part in parts
    ]


def _picture(drawn: Picture) -> dict[str, str]:
    """As the browser takes it for an image: nothing in it can run or fetch."""
    data = base64.b64encode(svg.write(drawn, font=SCREEN_FONT).encode()).decode()
    return {"picture": f"data:image/svg+xml;base64,{data}", "alt": drawn.alt}
