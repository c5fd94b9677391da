"""The running clock of a game: minutes of play over the machine's monotonic time. It never goes back.

Why a promise: a killed server must come back at no earlier minute than anybody was told, so the clock tells no minute
that is not on the disk. Whoever keeps it writes down some seconds ahead how far it may run; there it stands still.
Not here: what the log has reached at a minute (scenarios/clock.py).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

SPEEDS = (0.5, 1.0, 2.0, 5.0, 10.0)
"""Minutes of play in a minute of the wall clock, as a facilitator may choose."""


class Ticking:
    """A clock from 0 to `end` minutes. Every method may be called from any thread."""

    def __init__(
        self, end: float, minute: float = 0.0, speed: float = 1.0, now: Callable[[], float] = time.monotonic
    ) -> None:
        self.end = end
        self.speed = speed
        self._now = now
        self._minute = self._until = min(end, minute)
        self._since: float | None = None
        self._lock = threading.RLock()

    @property
    def is_running(self) -> bool:
        """Whether time goes by."""
        return self._since is not None

    def minute(self) -> float:
        """The minute of play now."""
        with self._lock:
            if self._since is not None:
                now = self._now()
                gone = max(0.0, now - self._since) / 60 * self.speed
                self._minute, self._since = max(self._minute, min(self._until, self._minute + gone)), now
            return self._minute

    def ahead(self, seconds: float) -> float:
        """The minute that it would reach in so many seconds."""
        return min(self.end, self.minute() + seconds / 60 * self.speed)

    def start(self, until: float) -> None:
        """Let time go by, up to a minute."""
        with self._lock:
            self.promise(until)
            self._since = self._now() if self._since is None else self._since

    def pause(self) -> None:
        """Hold it."""
        with self._lock:
            self._until, self._since = self.minute(), None

    def run_at(self, speed: float) -> None:
        """From now on at another speed."""
        with self._lock:
            self.minute()
            self.speed = speed

    def jump(self, minute: float) -> None:
        """Go forward to a minute; an earlier one changes nothing."""
        with self._lock:
            self._minute = min(self.end, max(self.minute(), minute))

    def promise(self, until: float) -> None:
        """It may run up to this minute; an earlier one than before changes nothing."""
        with self._lock:
            self.minute()
            self._until = min(self.end, max(self._until, until))
