"""What every written form says in the same words: title, footers, notes, the colours of marks.

Why apart from `words`: those sentences are made from the case, these stand around them.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.briefing import clocks, words
from analysis.briefing.shape import Briefing

MARK_COLOURS = {
    "TLP:CLEAR": "#FFFFFF", "TLP:GREEN": "#33FF00", "TLP:AMBER": "#FFC000", "TLP:AMBER+STRICT": "#FFC000",
    "TLP:RED": "#FF2B2B",
}  # fmt: skip
"""Letters on black, as FIRST's Traffic Light Protocol 2.0 has them."""
DECISIONS = "Decisions needed"
KEY = "Blue: the session. Orange: from the first to the last event of the other client. Shaded: weekends."
MAP_NOTE = "Blue: where sessions were opened. Orange: where another client used them, as addresses are placed."
CLOCKS_NOTE = f"Switched on by an analyst; moments are what people entered, in UTC. {clocks.ASK}"
MADE_BY = "Made with Crumbline from Okta System Logs"


@dataclass(frozen=True)
class Spoken:
    """Lines around the contents of one briefing."""

    title: str
    running: str
    """Over each page."""
    footer: str
    counsel: str
    unseen: str
    timeline_note: str


def spoken(told: Briefing) -> Spoken:
    """The lines of this briefing."""
    counsel = words.COUNSEL if told.is_for_counsel else ""
    return Spoken(
        title=f"Briefing: {told.case_name}",
        running=" · ".join(filter(None, (counsel, f"Case {told.case_name}"))),
        footer=MADE_BY,
        counsel=counsel,
        unseen=f"Not seen: {' '.join(told.unseen)}" if told.unseen else "",
        timeline_note=" ".join(filter(None, (KEY, told.timeline_note))),
    )
