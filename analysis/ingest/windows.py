"""Regroups pieces of any size into windows, and looks at the first of them without losing it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from analysis.ingest.reader import WINDOW_BYTES


def begin(pieces: Iterator[bytes], count: int) -> tuple[bytes, Iterator[bytes]]:
    """The first `count` bytes or all there are, and an iterator that still begins with them."""
    taken: list[bytes] = []
    size = 0
    while size < count and (piece := next(pieces, b"")):
        taken.append(piece)
        size += len(piece)
    return b"".join(taken)[:count], itertools.chain(taken, pieces)


def of_size(pieces: Iterator[bytes], size: int = WINDOW_BYTES) -> Iterator[bytes]:
    """Windows of about `size`; the last may be shorter."""
    held: list[bytes] = []
    length = 0
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length >= size:
            yield held[0] if len(held) == 1 else b"".join(held)
            held, length = [], 0
    if held:
        yield b"".join(held)
