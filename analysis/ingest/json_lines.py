"""One record a line: the quickest way through the program, and the export most often seen.

Not here: what the line holds; an envelope around the record is taken off in SQL.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analysis.ingest import batches
from analysis.ingest.reader import LONGEST_RECORD_BYTES, LONGEST_TEXT_BYTES, Refuse, Store

_SPACE = np.frombuffer(b" \t\r\n\v\f", np.uint8)
TOO_LONG = f"Longer than {LONGEST_RECORD_BYTES >> 20} MiB, which no Okta event is."


def read(windows: Iterator[bytes], store: Store, refuse: Refuse) -> Iterator[pa.RecordBatch]:
    """One batch a window. Blank lines are no rows; a last line without an end is one.

    Shape: line counts from 1 and counts blank lines too, as an editor does.
    """
    line = 1
    for window, too_long in _cut(windows, store):
        if too_long:
            refuse(line, TOO_LONG, too_long)
            line += 1
            continue
        frame = store.append(window)
        ends = _line_ends(window)
        count = len(ends)
        starts = np.zeros(count, np.int64)
        starts[1:] = ends[:-1] + 1
        lines = np.arange(line, line + count, dtype=np.int64)
        line += count
        lengths = ends - starts
        lengths -= (lengths > 0) & (np.frombuffer(window, np.uint8)[ends - 1] == ord("\r"))
        kept = _filled(window, starts, lengths) & (lengths <= LONGEST_RECORD_BYTES)
        if not kept.all():
            for row in np.flatnonzero(lengths > LONGEST_RECORD_BYTES):
                refuse(int(lines[row]), TOO_LONG, window[starts[row] :][:LONGEST_TEXT_BYTES])
            lines, starts, lengths = lines[kept], starts[kept], lengths[kept]
        yield batches.of_spans(window, lines, frame, starts, lengths, refuse)


def _cut(windows: Iterator[bytes], store: Store) -> Iterator[tuple[bytes, bytes]]:
    """Windows that end at a line end; or, second, the beginning of a line that is too long.

    A line that is too long goes to the store piece by piece and is never in memory as a whole.
    """
    tail = b""
    for window in windows:
        whole = tail + window
        cut = whole.rfind(b"\n") + 1
        if cut:
            yield whole[:cut], b""
        tail = whole[cut:]
        if len(tail) > LONGEST_RECORD_BYTES:
            beginning = tail[:LONGEST_TEXT_BYTES]
            tail = _skip_line(tail, windows, store)
            yield b"", beginning
    if tail:
        yield tail, b""


def _skip_line(start: bytes, windows: Iterator[bytes], store: Store) -> bytes:
    store.append(start)
    for window in windows:
        cut = window.find(b"\n") + 1
        store.append(window[: cut or len(window)])
        if cut:
            return window[cut:]
    return b""


def _line_ends(window: bytes) -> batches.Ints:
    ends: list[int] = []
    at = window.find(b"\n")
    while at >= 0:
        ends.append(at)
        at = window.find(b"\n", at + 1)
    if not window.endswith(b"\n"):
        ends.append(len(window))
    return np.array(ends, np.int64)


def _filled(window: bytes, starts: batches.Ints, lengths: batches.Ints) -> npt.NDArray[np.bool_]:
    """Which lines hold more than white space."""
    raw = np.frombuffer(window, np.uint8)
    filled = lengths > 0
    suspects = np.flatnonzero(filled & np.isin(raw[np.minimum(starts, len(raw) - 1)], _SPACE))
    for row in suspects:
        piece = window[starts[row] : starts[row] + lengths[row]]
        filled[row] = bool(piece.strip())
    return filled
