"""What a game was made of: the file that is written once, when it is made."""

from __future__ import annotations

from dataclasses import dataclass

FACTS_FILE = "game.json"


@dataclass(frozen=True)
class Facts:
    """What a game was made of, and never changes."""

    id: str
    title: str
    """What the facilitator calls it; players read it too, so it tells nothing of the scenario."""
    scenario: str
    seed: int
    size: str
    code: str
    """The join code."""
    is_alone: bool
    """Played by one person, messages by themselves."""
    made_at: str
    """Wall clock, ISO 8601, UTC."""
