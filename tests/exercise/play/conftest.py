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
from analysis.exercise.scenarios import document
from analysis.exercise.scenarios.make import Made, made


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> played.Wall:
    """The wall clock of all games that are opened in this test."""
    clock = played.Wall()
    monkeypatch.setattr(play_module, "Ticking", functools.partial(Ticking, now=clock))
    return clock


@functools.cache
def _made_once(scenario: str, seed: int, size: str) -> Made:
    return made(document.find(scenario), seed, size)


@pytest.fixture(autouse=True)
def quickly_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """The log of a game is made once for all tests: the same scenario, seed and size give the same bytes."""
    monkeypatch.setattr(play_module, "_made", lambda _, facts: _made_once(facts.scenario, facts.seed, facts.size))


def killed(play: Play) -> None:
    """What the system does to a game when its process is killed: its files are let go of, and nothing is written."""
    play._journal.close()


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., Play]]:
    """Opens a game in this test's folder; a second call opens the same one, as a server does that was killed."""
    playing: list[Play] = []

    def open_(scenario: str = "ten-minutes") -> Play:
        folder = tmp_path / played.GAME
        for one in playing:
            killed(one)
        playing.append(Play(folder if folder.exists() else played.game_folder(tmp_path, scenario)))
        return playing[-1]

    yield open_
    for one in playing:
        one.close()
