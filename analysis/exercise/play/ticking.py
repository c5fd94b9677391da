"""The running clock of a game: minutes of play over the machine's monotonic time. It never goes back.

Not here: what the log has reached at a minute (scenarios/clock.py).
"""

from __future__ import annotations

import time
from collections.abc import Callable

SPEEDS = (0.5, 1.0, 2.0, 5.0, 10.0)
"""Minutes of play in a minute of the wall clock, as a facilitator may choose."""


class Ticking:
    """A clock from 0 to `end` minutes."""

    def __init__(self, end: float, minute: float = 0.0, now: Callable[[], float] = time.monotonic) -> None:
        self.end = end
        self.speed = 1.0
        self._now = now
        self._minute = minute
        self._since: float | None = None

    @property
    def is_running(self) -> bool:
        """Whether time goes by."""
        return self._since is not None

    def minute(self) -> float:
        """The minute of play now."""
        if self._since is None:
            return self._minute
        return min(self.end, self._minute + max(0.0, self._now() - self._since) / 60 * self.speed)

    def start(self) -> None:
        """Let time go by."""
        if self._since is None:
            self._since = self._now()

    def pause(self) -> None:
        """Hold it."""
        self._minute, self._since = self.minute(), None

    def run_at(self, speed: float) -> None:
        """From now on at another speed."""
        was_running = self.is_running
        self.pause()
        self.speed = speed
        if was_running:
            self.start()

    def jump(self, minute: float) -> None:
        """Go forward to a minute; an earlier one changes nothing."""
        was_running = self.is_running
        self.pause()
        self._minute = min(self.end, max(self._minute, minute))
        if was_running:
            self.start()
