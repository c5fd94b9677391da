"""Figures of a ranking and of a share, without anything about Okta in them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Z_95 = 1.959964
"""Standard deviations on either side that hold 95 of 100 of a normal distribution."""


@dataclass(frozen=True)
class Ranked:
    """One thing in a ranking."""

    score: float | None
    """Higher is more suspect; None: not listed at all, which ranks behind everything that is."""
    is_replay: bool


def average_precision(ranked: Iterable[Ranked]) -> float | None:
    """The mean, over the replays, of the precision down to each of them; None without a replay.

    Ties are counted pessimistically: of one score, honest ones stand before replays. So the answer
    depends on no order of rows, and is the least that any order of the ties could give.
    Source: Buckley and Voorhees, "Evaluating evaluation measure stability", SIGIR 2000 (average precision).
    """
    found, total = 0, 0.0
    for place, one in enumerate(sorted(ranked, key=_pessimistic), 1):
        if one.is_replay:
            found += 1
            total += found / place
    return total / found if found else None


def _pessimistic(one: Ranked) -> tuple[float, bool]:
    return (math.inf if one.score is None else -one.score), one.is_replay


def rank(score: float | None, others: Iterable[float | None]) -> int:
    """The place of a score among others, from 1; ties pessimistically: equals stand before it."""
    mine = -math.inf if score is None else score
    return 1 + sum(1 for other in others if (-math.inf if other is None else other) >= mine)


@dataclass(frozen=True)
class Share:
    """Some of some."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share, from 0 to 1; None of nothing."""
        return self.part / self.whole if self.whole else None

    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval of the share behind the sample; None of nothing.

        Source: Wilson, "Probable inference, the law of succession, and statistical inference", JASA 1927.
        """
        if not self.whole:
            return None
        share, z2 = self.part / self.whole, Z_95**2
        middle = (share + z2 / (2 * self.whole)) / (1 + z2 / self.whole)
        half = Z_95 * math.sqrt(share * (1 - share) / self.whole + z2 / (4 * self.whole**2)) / (1 + z2 / self.whole)
        return max(0.0, middle - half), min(1.0, middle + half)


def added(shares: Sequence[Share]) -> Share:
    """All of several shares together."""
    return Share(sum(share.part for share in shares), sum(share.whole for share in shares))
