"""Gives a game's case the log that the clock has reached, and has it judged as far as players may see.

Why a thread of its own: judging takes a second or three, and clocks and screens do not wait for it. One game at a
time: twenty people look at their screens on the same two cores.
"""

from __future__ import annotations

import queue
import threading
import time

from analysis import logs, pipeline
from analysis.errors import CrumblineError
from analysis.exercise import tenant
from analysis.exercise.play.play import CLOCK, Play
from analysis.exercise.play.state import ENDED, FINDINGS, LANES, LEVELS, LOBBY, RAW
from analysis.exercise.scenarios.make import register_csv
from analysis.har import register
from analysis.har import register_csv as uploads

EVERY_S = 12.0
"""Between two feedings of a game while its clock runs; a new level, a jump and the end do not wait."""
_NAMED = "system-log-until-minute-"
"""How the files begin in which a case is handed its log."""
LAST_STEP = {RAW: "event_kinds", LANES: "person_events", FINDINGS: None}
"""How far the pipeline goes at each level; None for all of it. What comes after person_events compares clients with
each other: that is half a judgement, and a player at the level of lanes could read it in Hunt."""


class Feeder:
    """Feeds one game after the other."""

    def __init__(self) -> None:
        self._queue: queue.Queue[Play | None] = queue.Queue()
        self._waiting: set[str] = set()
        self._fed_at: dict[str, float] = {}
        self._problem: dict[str, str] = {}
        self._forgotten: set[str] = set()
        self._turn = threading.Condition()
        threading.Thread(target=self._run, daemon=True, name="feeding of games").start()

    def is_due(self, play: Play) -> bool:
        """Whether the case lacks something, and long enough has gone by."""
        lacks = play.to_feed()
        is_other_level = play.state.fed_level != _level(play)
        if lacks is None and not is_other_level:
            return False
        waits = time.monotonic() - self._fed_at.get(play.facts.id, -EVERY_S) < EVERY_S
        if not waits or play.facts.id in self._problem:
            return not waits
        return is_other_level or (lacks is not None and lacks[1] - lacks[0] > 1 and play.state.phase != LOBBY)

    def wake(self, play: Play) -> None:
        """Put a game in the queue, if it is not there."""
        with self._turn:
            if play.facts.id not in self._waiting:
                self._waiting.add(play.facts.id)
                self._queue.put(play)

    def forget(self, play: Play) -> None:
        """A game that is being deleted is not fed any more; waits for work on it to end."""
        with self._turn:
            self._forgotten.add(play.facts.id)
            self._turn.wait_for(lambda: play.facts.id not in self._waiting, timeout=60)

    def wait(self, play: Play, seconds: float) -> bool:
        """Feed what the clock has reached by now, and wait until it is done; False where it took longer."""
        deadline = time.monotonic() + seconds
        with self._turn:
            is_under_way = play.facts.id in self._waiting
        for _ in range(2 if is_under_way else 1):  # what is under way began at an earlier minute
            self.wake(play)
            with self._turn:
                left = deadline - time.monotonic()
                if not self._turn.wait_for(lambda: play.facts.id not in self._waiting, timeout=left):
                    return False
        return True

    def problem(self, play: Play) -> str:
        """Why the last feeding failed; empty where it did not."""
        return self._problem.get(play.facts.id, "")

    def close(self) -> None:
        """End after the game that is fed now."""
        self._queue.put(None)

    def _run(self) -> None:
        while (play := self._queue.get()) is not None:
            name = play.facts.id
            try:
                if name not in self._forgotten and not play.is_closed:
                    self._feed(play)
                self._problem.pop(name, None)
            except CrumblineError as error:
                if not play.is_closed:
                    self._problem[name] = f"{error.message} {error.next_step}"
                    logs.note("game not fed", game=name, error=type(error).__name__)
            except BaseException as bug:  # noqa: BLE001 - a thread has nobody above it; the game says that it failed
                if not play.is_closed:
                    self._problem[name] = "The log could not be read into the case."
                    logs.defect(bug)
            finally:
                with self._turn:
                    self._fed_at[name] = time.monotonic()
                    self._waiting.discard(name)
                    self._turn.notify_all()

    def _feed(self, play: Play) -> None:
        level, known = _level(play), play.state.fed_level
        if known is not None and LEVELS.index(level) < LEVELS.index(known):
            play.empty_case()
        lacks = play.to_feed()
        is_other_level = play.state.fed_level != level
        if lacks is None and not is_other_level:
            return
        case = play.case()
        if lacks is not None:
            after, until, is_new = lacks
            inbox = case.folder / "inbox"
            for left in inbox.glob(f"{_NAMED}*"):  # by a server that was killed in the middle; it is read again now
                left.unlink(missing_ok=True)
            if is_new:
                path = inbox / f"{_NAMED}{until:07.2f}.jsonl"
                try:
                    with path.open("wb") as file:  # by lines: a large company's log would stand in memory once more
                        file.writelines(tenant.json_lines(play.made.events_until(until, after)))
                    pipeline.add_evidence(case, [path])
                finally:  # each try has a name of its own: a disk that is full would only fill further
                    path.unlink(missing_ok=True)
            handed = play.made.register_until(until)
            if handed:
                register.add(case, uploads.read(register_csv(handed).decode()).uploads, author=CLOCK)
        if lacks is None or lacks[2] or is_other_level:
            pipeline.judge(case, last=LAST_STEP[level])
        play.fed(lacks[1] if lacks is not None else play.state.fed or 0.0, level)


def _level(play: Play) -> str:
    """How far the case is judged: after the end, all the way."""
    return FINDINGS if play.state.phase == ENDED else play.state.level
