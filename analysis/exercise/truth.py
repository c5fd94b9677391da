"""What is true of a made-up tenant: where the replays are, and which honest sessions confuse.

Not here: any judgement; the program never reads this, only tests, the evaluation and exercises do.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Replay:
    """One planted replay."""

    kind: str
    session_id: str
    actor_id: str
    actor_login: str
    divergence_event_id: str
    """The uuid of the first event of the thief; in a phishing proxy the first that bears the session's id."""
    divergence_at: str
    """ISO 8601, UTC, as in the record's `published`."""
    foreign_addresses: tuple[str, ...]
    foreign_event_ids: tuple[str, ...]
    """Every event of the thief in the session, in order of time; servers that it woke are no thief."""
    uploaded_at: str | None
    """When the victim handed over a HAR; None where the kind has none."""
    contained_at: str | None
    """When the person's sessions were cleared; None where nobody did. What hangs under a session may go on."""
    look_alike: str | None = None
    """The honest thing that nothing in the log tells it apart from, as it was planted; None where something does."""
    consequence_event_ids: tuple[str, ...] = ()
    """What came of it outside the session: a made token's use, a planted factor's or a rogue account's sign-in."""
    consequence_session_ids: tuple[str, ...] = ()
    """Sessions of the thief's own among these: neither stolen nor honest."""
    victim_confusions: tuple[str, ...] = ()
    """What is odd about the victim's own part of the session: habits that go on while it is stolen."""


@dataclass(frozen=True)
class Confusion:
    """One honest session that looks odd."""

    kind: str
    session_id: str
    actor_id: str


@dataclass
class Truth:
    """All that was planted; complete once the last event of the tenant was taken."""

    replays: list[Replay] = field(default_factory=list)
    confusions: list[Confusion] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    """Events and sessions that confuse without being a session's story: token exchanges, Okta's own calls."""
    session_count: int = 0

    def as_json(self) -> dict[str, Any]:
        """The truth as plain values, for a file."""
        return {
            "session_count": self.session_count,
            "replays": [dataclasses.asdict(replay) for replay in self.replays],
            "confusion_counts": dict(sorted(Counter(one.kind for one in self.confusions).items())),
            "event_counts": dict(sorted(self.counts.items())),
            "confusions": [dataclasses.asdict(confusion) for confusion in self.confusions],
        }
