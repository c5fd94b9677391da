"""How often somebody may try a code or a key: a handful at once, then a few in a second, over all.

Why both: one address alone must not use up what twenty players need in the minute in which they join.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

AT_ONCE, IN_A_SECOND = 40.0, 4.0
"""Over all addresses."""
AT_ONCE_EACH, IN_A_SECOND_EACH = 10.0, 1.0
"""From one address."""
MOST_ADDRESSES = 1_000


@dataclass
class _Left:
    """Tries that are left, and when that was counted."""

    tries: float
    at: float


class Attempts:
    """The tries that are left. Belongs to the process; may be asked from any thread."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._all = _Left(AT_ONCE, now())
        self._each: dict[str, _Left] = {}
        self._lock = threading.Lock()

    def take(self, address: str) -> bool:
        """Use up one try; False where none is left, and then nobody may be told whether it was right."""
        with self._lock:
            mine = self._each.setdefault(address, _Left(AT_ONCE_EACH, self._now()))
            self._refill(mine, AT_ONCE_EACH, IN_A_SECOND_EACH)
            self._refill(self._all, AT_ONCE, IN_A_SECOND)
            self._forget_idle()
            if mine.tries < 1 or self._all.tries < 1:
                return False
            mine.tries -= 1
            self._all.tries -= 1
            return True

    def give_back(self, address: str) -> None:
        """It was right: it does not count."""
        with self._lock:
            self._all.tries = min(AT_ONCE, self._all.tries + 1)
            mine = self._each.get(address)
            if mine is not None:
                mine.tries = min(AT_ONCE_EACH, mine.tries + 1)

    def _refill(self, left: _Left, most: float, in_a_second: float) -> None:
        now = self._now()
        left.tries = min(most, left.tries + (now - left.at) * in_a_second)
        left.at = now

    def _forget_idle(self) -> None:
        """Addresses that were away long enough to have all their tries again."""
        if len(self._each) > MOST_ADDRESSES:
            since = self._now() - AT_ONCE_EACH / IN_A_SECOND_EACH
            self._each = {address: left for address, left in self._each.items() if left.at > since}
