"""Games for tests: a folder as `Plays` writes it, a wall clock that a test moves, and the quickest way to the end."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

from analysis.exercise.play.facts import FACTS_FILE, Facts
from analysis.exercise.scenarios import document

GAME = "abc123"
TITLE = "Autumn exercise"
"""As a facilitator would call it: it tells nothing of the scenario."""


class Wall:
    """Seconds that go by when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


def game_folder(
    games: Path, scenario: str = "ten-minutes", *, name: str = GAME, code: str = "K3M9X2", is_alone: bool = False
) -> Path:
    """A game that nobody has opened yet; its journal is empty."""
    folder = games / name
    folder.mkdir(parents=True)
    written = document.find(scenario)
    shutil.copyfile(written.path, folder / f"{written.id}.toml")
    facts = Facts(name, TITLE, written.id, 1, "small", code, is_alone, "2026-01-01T00:00:00+00:00")
    (folder / FACTS_FILE).write_text(json.dumps(dataclasses.asdict(facts)), encoding="utf-8")
    return folder
