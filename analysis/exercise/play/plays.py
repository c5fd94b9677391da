"""The games of a server: made, found by id or join code, opened once each, and kept going.

Why beside the cases and not among them: a game's case belongs to the game; nobody adds evidence to it, and its name
is in no list. A folder of games: `<cases>/.games/<id>/` with game.json, the scenario's file, journal.jsonl,
journal.lock and case/.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import math
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
from analysis.exercise.play.holding import GameLocked, hold
from analysis.exercise.play.play import JOURNAL_FILE, NotInThisGame, Play
from analysis.exercise.play.state import FINDINGS, LEVELS, RUNNING
from analysis.exercise.scenarios import document as documents
from analysis.exercise.scenarios.make import Made, made
from analysis.exercise.scenarios.parts import Document

FOLDER = ".games"
PREFIX = "~"
"""Before a game's id where a case's name stands (`?case=~k3m9x2`): no case may be called so."""
TICK_S = 1.0
FAILED_S, LOCKED_S = 30.0, 3.0
"""How long a game that could not be opened is not tried again; the second where another Crumbline has it open."""
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
        self._failed: dict[str, tuple[float, CrumblineError]] = {}
        """When a game could not be opened, and why. Of whoever holds its opening."""
        self._broken: dict[str, str] = {}
        self._given: set[str] = set()
        """Join codes of games that were made here, or are being made."""
        self._lock = threading.RLock()
        """Of the fields above. Held for moments: no game is opened, made or closed in it while others are played."""
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
        name, unfinished = self._unfinished()
        try:
            # What is played is made from the bytes that are kept: the file may have changed since it was read.
            kept = _copied(document, unfinished)
            # Under no lock: a large company's log takes half a minute, and other games go on meanwhile.
            known = made(dataclasses.replace(kept, path=self.folder / name / f"{kept.id}.toml"), seed, size)
            facts = Facts(
                name, " ".join(title.split())[:LONGEST_TITLE] or f"Exercise at {kept.company}", kept.id, seed, size,
                self._new_code(), is_alone, datetime.now(UTC).isoformat(timespec="seconds"),
            )  # fmt: skip
            (unfinished / FACTS_FILE).write_text(json.dumps(dataclasses.asdict(facts)), encoding="utf-8")
            with self._opening_of(name):  # a list that is drawn now would open it a second time
                unfinished.rename(self.folder / name)
                play = _opened(self.folder / name, known)
                self._keep(play)
        except OSError as cause:
            raise _unwritten(cause) from cause
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        play.assist(level, who)
        play.automatic(is_automatic, who)
        self._feeder.wake(play)
        return play

    def get(self, name: str) -> Play:
        """The game of an id, opened on first use. Raises: NotInThisGame, and what is wrong with its files."""
        with self._lock:
            if name in self._open:
                return self._open[name]
        self._refuse_unless_there(name)
        with self._opening_of(name):  # not the lock of all games: the others go on while a large one is made again
            with self._lock:
                if name in self._open:
                    return self._open[name]
            self._refuse_unless_there(name)  # deleted meanwhile
            self._refuse_what_just_failed(name)
            try:
                play = _opened(self.folder / name)
            except CrumblineError as error:
                self._failed[name] = time.monotonic(), error
                raise
            self._failed.pop(name, None)
            self._keep(play)
            return play

    def all(self) -> list[Play]:
        """Every game, the newest first; one that cannot be opened is left out and told by `broken`."""
        if not self.folder.is_dir():
            return []
        found, broken = [], {}
        for folder in self.folder.iterdir():
            if not _ID.fullmatch(folder.name):
                continue
            try:
                found.append(self.get(folder.name))
            except CrumblineError as error:
                broken[folder.name] = str(error)
        self._broken = broken
        return sorted(found, key=lambda play: (play.facts.made_at, play.facts.id), reverse=True)

    def broken(self) -> dict[str, str]:
        """Games that could not be opened, with the reason and what to do; `all` finds them."""
        return self._broken

    def by_code(self, code: str) -> Play | None:
        """The game of a join code, as people type it; None where there is none, or it is played alone."""
        told = re.sub(r"[\W_]", "", code).upper()
        return next((play for play in self.all() if play.facts.code == told and not play.facts.is_alone), None)

    def delete(self, name: str) -> None:
        """Take a game off the disk, with its case and its journal.

        Raises: NotInThisGame, GameLocked where another Crumbline plays it, CrumblineError.
        """
        folder = self.folder / name
        if not _ID.fullmatch(name):
            raise NotInThisGame("There is no such game here.", "It may be gone already.")
        with self._opening_of(name):  # not the lock of all games: what is fed just now is waited for
            if not folder.is_dir():
                raise NotInThisGame("There is no such game here.", "It may be gone already.")
            with self._lock:
                play = self._open.pop(name, None)
            if play is not None:
                self._feeder.forget(play)
                play.close()
            hold(folder).close()
            try:
                shutil.rmtree(folder)
            except OSError as cause:
                raise CrumblineError(f"The game cannot be deleted: {cause.strerror}.", "Try once more.") from cause
            self._failed.pop(name, None)
            self._broken = {known: why for known, why in self._broken.items() if known != name}

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

    def _opening_of(self, name: str) -> threading.Lock:
        """Whoever opens, makes or deletes a game holds this, and may take the lock of all games in it; never the
        other way about: two threads would wait for each other for ever."""
        with self._lock:
            return self._opening.setdefault(name, threading.Lock())

    def _refuse_unless_there(self, name: str) -> None:
        if not _ID.fullmatch(name) or not (self.folder / name / FACTS_FILE).is_file():
            raise NotInThisGame("There is no such game here.", "Ask whoever leads it for the join code.")

    def _refuse_what_just_failed(self, name: str) -> None:
        """Why: lists, join codes and the doors ask every few seconds, and a large game fails after half a minute."""
        failed_at, error = self._failed.get(name, (-math.inf, None))
        kept_s = LOCKED_S if isinstance(error, GameLocked) else FAILED_S
        if error is not None and time.monotonic() - failed_at < kept_s:
            raise error.with_traceback(None)

    def _keep(self, play: Play) -> None:
        """One more open game. Raises: NotInThisGame where all games were let go of meanwhile."""
        with self._lock:
            if not self._closing.is_set():
                self._open[play.facts.id] = play
                return
        play.close()
        raise NotInThisGame("This server is being stopped.", "Load the page again.")

    def _unfinished(self) -> tuple[str, Path]:
        """A new game's id, and the folder in which it is written before it is listed. Raises: CrumblineError."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            while True:
                name = secrets.token_hex(3)
                if not (self.folder / name).exists():
                    with contextlib.suppress(FileExistsError):
                        (self.folder / f".{name}").mkdir()
                        return name, self.folder / f".{name}"
        except OSError as cause:
            raise _unwritten(cause) from cause

    def _new_code(self) -> str:
        """A join code that no game has, and that is given once. Opens no game: a large one takes half a minute."""
        taken = set(map(_code_of, self.folder.iterdir()))
        while True:
            code = "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH))
            with self._lock:
                if code not in taken | self._given:
                    self._given.add(code)
                    return code


def _copied(document: Document, folder: Path) -> Document:
    """A scenario's file as it is now, copied into a game's folder and read there. Raises: CrumblineError."""
    if document.path is None:
        raise NotInThisGame("This scenario has no file.", "Keep it as a file that ends with .toml.")
    copy = folder / f"{document.id}.toml"
    try:
        told = document.path.read_bytes()
    except OSError as cause:
        raise CrumblineError(
            f"{document.path.name} cannot be read: {cause.strerror}.", "Choose the scenario once more."
        ) from cause
    copy.write_bytes(told)
    return documents.read(copy)


def _code_of(folder: Path) -> str:
    """The join code that stands in a game's folder; empty for any other folder, and for a broken one."""
    try:
        return str(json.loads((folder / FACTS_FILE).read_text(encoding="utf-8"))["code"])
    except (OSError, ValueError, TypeError, KeyError):
        return ""


def _unwritten(cause: OSError) -> CrumblineError:
    return CrumblineError(f"The game cannot be written: {cause.strerror}.", "Make room where the cases lie.")


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
