"""The clock of play and the time of the log: which moment of the log a minute of play has reached.

Why: an exercise of an hour tells a day or three. Between the points that a document names, log time runs evenly; two
points may stand close to each other, so that a night goes by in a minute. The clock never goes back.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass


@dataclass(frozen=True)
class Clock:
    """How minutes of play map to the log."""

    points: tuple[tuple[float, int], ...]
    """(minute of play, milliseconds from the beginning of the log), both rising; at least two."""

    @property
    def minutes(self) -> float:
        """The length of the exercise."""
        return self.points[-1][0]

    @property
    def opens(self) -> int:
        """What the log holds when play begins, in milliseconds from its beginning."""
        return self.points[0][1]

    @property
    def closes(self) -> int:
        """The last moment of the log that play reaches."""
        return self.points[-1][1]

    def log_at(self, minute: float) -> int:
        """The moment of the log that a minute of play has reached; before and after play the first and the last."""
        if minute <= self.points[0][0]:
            return self.opens
        for (before, log_before), (after, log_after) in itertools.pairwise(self.points):
            if minute <= after:
                return log_before + round((log_after - log_before) * (minute - before) / (after - before))
        return self.closes

    def minute_of(self, log: int) -> float:
        """The first minute of play at which a moment of the log is seen; what is seen at the beginning is 0."""
        if log <= self.opens:
            return self.points[0][0]
        for (before, log_before), (after, log_after) in itertools.pairwise(self.points):
            if log <= log_after and log_after > log_before:
                return before + (after - before) * (log - log_before) / (log_after - log_before)
        return self.minutes

    def speed_at(self, minute: float) -> float:
        """Minutes of the log that go by in a minute of play."""
        for (before, log_before), (after, log_after) in itertools.pairwise(self.points):
            if minute < after:
                return (log_after - log_before) / 60_000 / (after - before)
        return 0.0
