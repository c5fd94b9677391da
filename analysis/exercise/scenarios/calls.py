"""What a team says when it calls it, and what its score consists of.

Why apart from scoring.py: screens that take a call or show a score need these, and no marking.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.exercise.scenarios.figures import Figure
from analysis.exercise.scenarios.questions import Marked


@dataclass(frozen=True)
class Called:
    """One session that a team calls stolen."""

    session_id: str
    divergence_event_id: str | None = None
    divergence_at: str | None = None
    """ISO 8601, UTC; tells how far off an event is that is not the right one."""


@dataclass(frozen=True)
class Call:
    """ "We call it now." """

    minute: float
    sessions: tuple[Called, ...] = ()
    """Empty: no session was stolen."""
    touched: tuple[str, ...] = ()
    """Apps and things that the thief opened, made or changed: names or ids."""
    actions: tuple[str, ...] = ()
    """Ids of actions.toml."""


@dataclass(frozen=True)
class Part:
    """One part of the score."""

    name: str
    points: float
    of: int
    words: str


@dataclass(frozen=True)
class Score:
    """What a team reached."""

    parts: tuple[Part, ...]
    answers: tuple[Marked, ...]
    hints_cost: int
    assistance: str
    minutes_to_detect: float | None
    """From the first event of the thief on the clock to the first right call; None where there was none."""
    detected_at: float | None
    """The minute of that call."""
    called_sessions: tuple[str, ...] | None
    """What the last call names, right or wrong; None where no call was made."""
    wrong_sessions: tuple[str, ...]
    missed_sessions: tuple[str, ...]
    divergence_error_s: float | None
    """The largest over the sessions that were rightly called with an event; None where none was."""
    without_event: int
    """Of those, how many were called without the event that they began with."""
    wrong_person_hours: float
    """What actions cost that nothing called for; an estimate for play."""
    figures: tuple[Figure, ...]
    """Published in 2023, beside it; no measure of this team."""

    @property
    def is_guess(self) -> bool:
        """Nothing was stolen, and that was said, but only before there was anything to see."""
        return self.called_sessions == () and self.detected_at is None and not self.missed_sessions

    @property
    def points(self) -> float:
        """All points: of the call and of the answers, less the hints."""
        told = [part.points for part in self.parts] + [one.points or 0.0 for one in self.answers]
        return round(max(0.0, sum(told) - self.hints_cost), 1)

    @property
    def of(self) -> int:
        """The most that could be reached; answers that a person has not marked yet are left out."""
        return sum(part.of for part in self.parts) + sum(one.of for one in self.answers if one.points is not None)
