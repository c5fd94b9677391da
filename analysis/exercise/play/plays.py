"""The games of a server: made, found by id or join code, opened once each, and kept going.

Why beside the cases and not among them: a game's case belongs to the game; nobody adds evidence to it, and its name
is in no list. A folder of games: `<cases>/.games/<id>/` with game.json, the scenario's file, journal.jsonl and case/.
"""

from __future__ import annotations

import dataclasses
import json
import re
import secrets
import shutil
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from analysis import logs
from analysis.errors import CrumblineError
from analysis.exercise.play import feeder
from analysis.exercise.play.facts import FACTS_FILE, Facts
from analysis.exercise.play.play import JOURNAL_FILE, NotInThisGame, Play
from analysis.exercise.play.state import FINDINGS, LEVELS, RUNNING
from analysis.exercise.scenarios.make import Made, made
from analysis.exercise.scenarios.parts import Document

FOLDER = ".games"
PREFIX = "~"
"""Before a game's id where a case's name stands (`?case=~k3m9x2`): no case may be called so."""
TICK_S = 1.0
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without those that look or sound alike."""
_ID = re.compile(r"[a-z0-9]{6}")
_CODE_LENGTH = 6
LONGEST_TITLE = 60


class Plays:
    """All games below one folder of cases. Belongs to the process."""

    def __init__(self, cases: Path) -> None:
        self.folder = cases / FOLDER
        self._open: dict[str, Play] = {}
        self._opening: dict[str, threading.Lock] = {}
        self._broken: dict[str, str] = {}
        self._lock = threading.RLock()
        self._closing = threading.Event()
        self._feeder = feeder.Feeder()
        threading.Thread(target=self._tick, daemon=True, name="clock of games").start()

    def new(
        self,
        document: Document,
        *,
        seed: int | None = None,
        size: str = "small",
        level: str = FINDINGS,
        title: str = "",
        is_alone: bool = False,
        is_automatic: bool = True,
        who: str = "facilitator",
    ) -> Play:
        """Make a game of a scenario. No seed: one by chance. Raises: CrumblineError, ScenarioWrong."""
        seed = secrets.randbelow(1_000_000) if seed is None else seed
        if level not in LEVELS:
            raise NotInThisGame(f"There is no level {level!r}.", f"Choose one of: {', '.join(LEVELS)}.")
        if document.path is None:
            raise NotInThisGame("This scenario has no file.", "Keep it as a file that ends with .toml.")
        # Outside the lock: a large company's log takes half a minute, and other games go on meanwhile.
        known = made(document, seed, size)
        with self._lock:
            name = secrets.token_hex(3)
            while (self.folder / name).exists():
                name = secrets.token_hex(3)
            title = " ".join(title.split())[:LONGEST_TITLE] or f"Exercise at {document.company}"
            facts = Facts(
                name, title, document.id, seed, size, self._new_code(), is_alone,
                datetime.now(UTC).isoformat(timespec="seconds"),
            )  # fmt: skip
            unfinished = self.folder / f".{name}"
            try:
                unfinished.mkdir(parents=True)
                shutil.copyfile(document.path, unfinished / f"{document.id}.toml")
                (unfinished / FACTS_FILE).write_text(json.dumps(dataclasses.asdict(facts)), encoding="utf-8")
                unfinished.rename(self.folder / name)
            except OSError as cause:
                shutil.rmtree(unfinished, ignore_errors=True)
                raise CrumblineError(
                    f"The game cannot be written: {cause.strerror}.", "Make room where the cases lie."
                ) from cause
            play = self._open[name] = _opened(self.folder / name, known)
            play.assist(level, who)
            play.automatic(is_automatic, who)
        self._feeder.wake(play)
        return play

    def get(self, name: str) -> Play:
        """The game of an id, opened on first use. Raises: NotInThisGame, and what is wrong with its files."""
        with self._lock:
            if name in self._open:
                return self._open[name]
            if not _ID.fullmatch(name) or not (self.folder / name / FACTS_FILE).is_file():
                raise NotInThisGame("There is no such game here.", "Ask whoever leads it for the join code.")
            opening = self._opening.setdefault(name, threading.Lock())
        with opening:  # not the lock of all games: the others go on while a large one is made again
            if name not in self._open:
                play = _opened(self.folder / name)
                with self._lock:
                    self._open[name] = play
            return self._open[name]

    def all(self) -> list[Play]:
        """Every game, the newest first; one that cannot be opened is left out and told by `broken`."""
        if not self.folder.is_dir():
            return []
        found = []
        for folder in self.folder.iterdir():
            if not _ID.fullmatch(folder.name):
                continue
            try:
                found.append(self.get(folder.name))
                self._broken.pop(folder.name, None)
            except CrumblineError as error:
                self._broken[folder.name] = error.message
        return sorted(found, key=lambda play: (play.facts.made_at, play.facts.id), reverse=True)

    def broken(self) -> dict[str, str]:
        """Games that could not be opened, with the reason; `all` finds them."""
        return dict(self._broken)

    def by_code(self, code: str) -> Play | None:
        """The game of a join code, as people type it; None where there is none, or it is played alone."""
        told = re.sub(r"[\W_]", "", code).upper()
        return next((play for play in self.all() if play.facts.code == told and not play.facts.is_alone), None)

    def delete(self, name: str) -> None:
        """Take a game off the disk, with its case and its journal. Raises: NotInThisGame, CrumblineError."""
        with self._opening.setdefault(name, threading.Lock()), self._lock:
            folder = self.folder / name
            if not _ID.fullmatch(name) or not folder.is_dir():
                raise NotInThisGame("There is no such game here.", "It may be gone already.")
            play = self._open.pop(name, None)
            if play is not None:
                self._feeder.forget(play)
                play.close()
            self._broken.pop(name, None)
            try:
                shutil.rmtree(folder)
            except OSError as cause:
                raise CrumblineError(f"The game cannot be deleted: {cause.strerror}.", "Try once more.") from cause

    def feed_now(self, play: Play) -> None:
        """Give a game's case what the clock has reached, without waiting for its turn."""
        self._feeder.wake(play)

    def wait_until_fed(self, play: Play, seconds: float = 60.0) -> bool:
        """Wait until the case holds what the clock has reached; False where it took longer, or cannot be done."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if not self._feeder.wait(play, left) or self._feeder.problem(play):
                return False
            lacks = play.to_feed()
            if lacks is None or not lacks[2]:
                return True
        return False

    def problem(self, play: Play) -> str:
        """Why a game's case did not get its log; empty where it did."""
        return self._feeder.problem(play)

    def close(self) -> None:
        """Hold all clocks and let go of all games."""
        self._closing.set()
        self._feeder.close()
        with self._lock:
            for play in self._open.values():
                play.close()
            self._open.clear()

    def _tick(self) -> None:
        while not self._closing.wait(TICK_S):
            with self._lock:
                playing = list(self._open.values())
            for play in playing:
                try:
                    if play.state.phase == RUNNING:
                        play.tick()
                    if not play.is_closed and self._feeder.is_due(play):
                        self._feeder.wake(play)
                except CrumblineError as error:
                    logs.note("game not ticked", game=play.facts.id, error=type(error).__name__)
                except BaseException as bug:  # noqa: BLE001 - a thread has nobody above it; other clocks go on
                    logs.defect(bug)

    def _new_code(self) -> str:
        taken = {play.facts.code for play in self.all()}
        while (code := "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH))) in taken:
            pass
        return code


def _opened(folder: Path, known: Made | None = None) -> Play:
    """The game of a folder. Raises: CrumblineError with what is wrong with its files."""
    try:
        return Play(folder, known)
    except (OSError, ValueError, TypeError, KeyError) as cause:
        raise CrumblineError(
            f"The game {folder.name} cannot be opened: its {FACTS_FILE} is not what this program wrote.",
            "Restore it from a copy, or delete the game.",
        ) from cause


def name_of(play: Play) -> str:
    """What stands for its case in addresses."""
    return f"{PREFIX}{play.facts.id}"


def is_game(name: str) -> bool:
    """Whether a case's name stands for a game."""
    return name.startswith(PREFIX)


__all__ = ["FOLDER", "JOURNAL_FILE", "PREFIX", "Plays", "is_game", "name_of"]
