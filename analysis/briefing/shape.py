"""What a briefing is made of: plain values that every way of writing it (PDF, PPTX, Markdown, HTML, screen) lays out.

No markup in any text: names and other log text stand as they came (masked where asked), and each writer escapes them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from analysis.briefing.numbers import Number
from analysis.charts.world_map import Spot


@dataclass(frozen=True)
class Figure:
    """One of the figures under the lead."""

    label: str
    value: str
    note: str
    """Below it; may be empty."""
    link: str
    """Which bands of Findings show what is behind it; "changes" for Changes, empty for the evidence."""


@dataclass(frozen=True)
class Row:
    """One session on the timeline."""

    session_key: str
    label: str
    """Whose it is."""
    started_at: datetime
    ended_at: datetime
    divergence_at: datetime | None
    last_foreign_at: datetime | None
    is_confirmed: bool
    """By a person."""


@dataclass(frozen=True)
class Way:
    """From where to where sessions went, degrees."""

    latitude: float
    longitude: float
    to_latitude: float
    to_longitude: float
    session_count: int


@dataclass(frozen=True)
class Table:
    """A table of texts."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    """Shares of the width."""
    note: str = ""
    """What was left out, and where it stands."""


@dataclass(frozen=True)
class Decision:
    """One decision that is needed, with what it costs."""

    id: str
    """Empty for one that a person added."""
    title: str
    price: str
    is_edited: bool = False


@dataclass(frozen=True)
class ClockSaid:
    """One reporting clock that an analyst switched on."""

    name: str
    whom: str
    applies: str
    source: str
    triggers: tuple[str, ...]
    """ "aware of a breach: 13 Oct 2023 09:00 UTC", or "... not entered"."""
    steps: tuple[tuple[str, str, str], ...]
    """What, how long after what, and when it is due, or "starts when its trigger is entered"."""


@dataclass(frozen=True)
class ControlSaid:
    """One control with what it would have done in this log, and its price."""

    name: str
    effect: str
    price: str


@dataclass(frozen=True)
class Section:
    """One part of the pages behind the first."""

    id: str
    title: str
    paragraphs: tuple[str, ...]
    table: Table | None = None


@dataclass(frozen=True)
class Briefing:
    """All of it, before any layout."""

    case_name: str
    made_at: datetime
    """UTC; the only thing that is not of the case."""
    caption: str
    mark: str
    is_for_counsel: bool
    is_masked: bool
    is_quiet: bool
    """Nothing is suspected."""
    headline: str
    lead: tuple[str, ...]
    """Three sentences."""
    figures: tuple[Figure, ...]
    sure: tuple[str, ...]
    unseen: tuple[str, ...]
    affected: Table | None
    reached: tuple[str, ...]
    """What was opened and changed."""
    timeline_title: str
    timeline: tuple[Row, ...]
    timeline_note: str
    map_title: str
    spots: tuple[Spot, ...]
    ways: tuple[Way, ...]
    done: tuple[str, ...]
    decisions: tuple[Decision, ...]
    clocks: tuple[ClockSaid, ...]
    controls: tuple[ControlSaid, ...]
    controls_note: str
    has_unmeasured: bool
    """Controls were not measured yet on this case, which is large."""
    behind: tuple[Section, ...]
    numbers: tuple[Number, ...] = field(default=())
    offered: tuple[Decision, ...] = field(default=())
    """Every decision that the program proposes, those left out too: what the form edits."""

    def has(self, part: str) -> bool:
        """Whether a part has something to show; what was left out is empty."""
        return bool(getattr(self, {"figures": "figures", "map": "spots"}.get(part, part)))
