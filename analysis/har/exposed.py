"""What the join of a HAR to the log answers: a session that the file carried, and all of them.

Not here: the join (`exposure`), and sentences (`exposure_words`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

EXACT, LIKELY, BY_TIME = "exact", "likely", "by time only"
CERTAINTIES = (EXACT, LIKELY, BY_TIME)


@dataclass(frozen=True)
class Exposed:
    """One session that the file carried, or may have."""

    session_id: str
    session_key: str | None
    """None where the log has no such session."""
    actor_id: str | None
    actor_login: str | None
    certainty: str
    """One of CERTAINTIES."""
    live_at_capture: bool | None
    """None where it cannot be told."""
    ended_at: datetime | None
    """An end that the log shows, UTC; None is "no end seen", never "live"."""
    ended_by: str | None
    is_ended_by_other: bool
    used_by_other: bool | None
    """After the recording began, by another client than the recorded one; None where it cannot be told."""
    why: str
    """Why it cannot be told, or what stands behind the answer; a sentence."""
    divergence_at: datetime | None
    divergence_event_id: str | None
    minutes_after_capture: float | None
    """From the end of the recording; negative where the other client was there before."""
    band: str | None

    @property
    def may_be_open(self) -> bool:
        """No end is seen, and it was not over before the recording."""
        return self.ended_at is None and self.live_at_capture is not False

    def document(self) -> dict[str, Any]:
        """The agreed keys."""
        return {
            "session_id": self.session_id,
            "certainty": self.certainty,
            "live_at_capture": self.live_at_capture,
            "ended_at": _written(self.ended_at),
            "used_by_other": self.used_by_other,
            "divergence_at": _written(self.divergence_at),
            "minutes_after_capture": self.minutes_after_capture,
        }


@dataclass(frozen=True)
class Exposure:
    """All that the join gave."""

    exposed: tuple[Exposed, ...]
    request_count: int
    """Request ids in the file."""
    matched_count: int
    """Of these, ids that the log has."""
    log_from: datetime | None
    log_to: datetime | None
    notes: tuple[str, ...]
    """Sentences on what could not be joined, and why."""

    def document(self) -> list[dict[str, Any]]:
        """As JSON."""
        return [one.document() for one in self.exposed]


def _written(at: datetime | None) -> str | None:
    return at.replace(tzinfo=UTC).isoformat().replace("+00:00", "Z") if at else None
