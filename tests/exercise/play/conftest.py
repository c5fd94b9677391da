"""What tests of games ask for: `wall` moves the clocks, `opened` opens a game and opens it again."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import played
from analysis.exercise.play import play as play_module
from analysis.exercise.play.play import Play
from analysis.exercise.play.ticking import Ticking


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> played.Wall:
    """The wall clock of all games that are opened in this test."""
    clock = played.Wall()
    monkeypatch.setattr(play_module, "Ticking", functools.partial(Ticking, now=clock))
    return clock


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., Play]]:
    """Opens a game in this test's folder; a second call opens the same one, as a server does that comes back."""
    playing: list[Play] = []

    def open_(scenario: str = "ten-minutes") -> Play:
        folder = tmp_path / played.GAME
        playing.append(Play(folder if folder.exists() else played.game_folder(tmp_path, scenario)))
        return playing[-1]

    yield open_
    for one in playing:
        one.close()
