"""Cuts a HAR into its entries while it is read, by brackets outside of strings.

Why: a HAR may hold hundreds of megabytes, and a parser of whole documents needs several times as much memory.
A cutter keeps what is not an entry (the frame: log, pages, creator) and gives each entry as soon as it is whole.
Not here: what an entry says; whether it is sound JSON (`lenient`).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

DEEPEST_ENTRIES = 3
"""Under so many objects at most stands the array of entries; `log.entries` is 2."""
_KEY = b'"entries"'

Ints = npt.NDArray[np.int64]

_IS_BRACKET = np.zeros(256, np.bool_)
_IS_BRACKET[list(b"{}[]")] = True
_STEP = np.zeros(256, np.int64)
_STEP[list(b"{[")] = 1
_STEP[list(b"}]")] = -1


class Cutter:
    """Give it pieces of UTF-8 text one after another; it gives back whole entries."""

    def __init__(self) -> None:
        self.frame = bytearray()
        """The text without the entries: `{"log":{"entries":[]}}`."""
        self.array_count = 0
        """Arrays of entries that were begun."""
        self.stray_count = 0
        """Places between entries that hold something else than an entry."""
        self._in_string = False
        self._held = b""
        self._depth = 0
        self._inside = False
        self._level = 0
        self._open: list[bytes] = []

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """The entries that end in this piece."""
        piece, self._held = self._held + piece, b""
        kept = len(piece) - len(piece.rstrip(b"\\"))
        if kept:
            piece, self._held = piece[:-kept], piece[-kept:]
        marks, steps = self._marks(piece)
        at = first = 0
        while at < len(piece):
            if self._inside:
                at, first, cuts = self._entries(piece, at, first, marks, steps)
                yield from cuts
            else:
                at, first = self._outside(piece, at, first, marks, steps)

    def rest(self) -> bytes:
        """An entry that began and never ended; empty where there is none."""
        return b"".join(self._open) + self._held if self._open else b""

    def _marks(self, piece: bytes) -> tuple[Ints, Ints]:
        """Where brackets outside of strings are, and whether each goes down (1) or up (-1)."""
        raw = np.frombuffer(piece, np.uint8)
        quotes = _real_quotes(raw)
        marks = np.flatnonzero(_IS_BRACKET[raw])
        outside = (np.searchsorted(quotes, marks) + self._in_string) % 2 == 0
        self._in_string = bool((len(quotes) + self._in_string) % 2)
        marks = marks[outside]
        return marks, _STEP[raw[marks]]

    def _outside(self, piece: bytes, at: int, first: int, marks: Ints, steps: Ints) -> tuple[int, int]:
        """Copy into the frame up to the next array of entries."""
        for index in range(first, len(marks)):
            mark = int(marks[index])
            if steps[index] > 0 and piece[mark] == ord("[") and self._begins_entries(piece, at, mark):
                self.frame += piece[at : mark + 1]
                self._inside, self._level, self.array_count = True, 0, self.array_count + 1
                return mark + 1, index + 1
            self._depth += int(steps[index])
        self.frame += piece[at:]
        return len(piece), len(marks)

    def _begins_entries(self, piece: bytes, at: int, mark: int) -> bool:
        if self._depth > DEEPEST_ENTRIES:
            return False
        before = (bytes(self.frame[-64:]) + piece[max(at, mark - 64) : mark]).rstrip()
        if self._depth == 0:
            return not before
        return before.endswith(b":") and before[:-1].rstrip().endswith(_KEY)

    def _entries(self, piece: bytes, at: int, first: int, marks: Ints, steps: Ints) -> tuple[int, int, list[bytes]]:
        """Cut up to the end of the array or of the piece."""
        after = self._level + np.cumsum(steps[first:])
        ended = np.flatnonzero(after < 0)
        stop = int(ended[0]) if len(ended) else len(after)
        after, down = after[:stop], steps[first : first + stop] > 0
        here = marks[first : first + stop]
        starts, ends = here[down & (after == 1)].tolist(), (here[~down & (after == 0)] + 1).tolist()
        cuts, begin = [], at
        if self._open:
            starts.insert(0, at)
        for start, end in zip(starts, ends, strict=False):
            self._look_between(piece[begin:start])
            cuts.append(b"".join([*self._open, piece[start:end]]))
            self._open, begin = [], end
        end_at = int(marks[first + stop]) if len(ended) else len(piece)
        if len(starts) > len(ends):
            self._look_between(piece[begin : starts[-1]])
            self._open.append(piece[starts[-1] : end_at])
        else:
            self._look_between(piece[begin:end_at])
        self._level = int(after[-1]) if len(after) else self._level
        if len(ended):
            self._inside = False
            return end_at, first + stop, cuts
        return len(piece), len(marks), cuts

    def _look_between(self, text: bytes) -> None:
        if text.strip(b" \t\r\n,"):
            self.stray_count += 1


def _real_quotes(raw: npt.NDArray[np.uint8]) -> Ints:
    """Quotes that begin or end a string: those after an even number of backslashes."""
    quotes = np.flatnonzero(raw == ord('"'))
    slashes = np.flatnonzero(raw == ord("\\"))
    if not len(slashes) or not len(quotes):
        return quotes
    run_begins = np.ones(len(slashes), np.bool_)
    run_begins[1:] = np.diff(slashes) != 1
    run_start = slashes[np.maximum.accumulate(np.where(run_begins, np.arange(len(slashes)), 0))]
    before = np.searchsorted(slashes, quotes - 1)
    inside = np.minimum(before, len(slashes) - 1)
    follows = slashes[inside] == quotes - 1
    return quotes[np.where(follows, quotes - run_start[inside], 0) % 2 == 0]
