"""Record batches out of a window of text without copying it.

Why: string_view columns may point anywhere into the window, so that records inside arrays and
envelopes need no buffer of their own. Arrow and DuckDB trust the text to be UTF-8; it is checked here.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analysis.ingest.reader import TEXT_SCHEMA, Refuse

Ints = npt.NDArray[np.int64]

_INLINE = 12
"""Strings up to this length lie inside the view itself (Arrow's string_view layout)."""


def of_spans(window: bytes, lines: Ints, frame: int, starts: Ints, lengths: Ints, refuse: Refuse) -> pa.RecordBatch:
    """The records at `starts` in `window`; those that are not UTF-8 are refused."""
    if not _is_utf8(window):
        good = _refuse_bad_text(window, lines, starts, lengths, refuse)
        lines, starts, lengths = lines[good], starts[good], lengths[good]
    text = _views(window, starts, lengths)
    return _batch(lines, frame, starts, lengths, text)


def with_texts(batch: pa.RecordBatch, texts: Sequence[bytes | None]) -> pa.RecordBatch:
    """The same records with texts made anew; they lie in the frame as they came."""
    text = pa.array(texts, pa.binary()).cast(pa.string()).cast(pa.string_view())
    return pa.RecordBatch.from_arrays([*batch.columns[:4], text], schema=TEXT_SCHEMA)


def ints(kind: pa.DataType, values: npt.NDArray[np.generic]) -> pa.Array:
    """An Arrow column over a numpy array; `pa.array` would import pandas for it."""
    return pa.Array.from_buffers(kind, len(values), [None, pa.py_buffer(np.ascontiguousarray(values))])


def _batch(lines: Ints, frame: int, starts: Ints, lengths: Ints, text: pa.Array) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays(
        [
            ints(pa.int64(), lines.astype(np.int64, copy=False)),
            ints(pa.int64(), np.full(len(lines), frame, np.int64)),
            ints(pa.int32(), starts.astype(np.int32)),
            ints(pa.int32(), lengths.astype(np.int32)),
            text,
        ],
        schema=TEXT_SCHEMA,
    )


def _views(window: bytes, starts: Ints, lengths: Ints) -> pa.Array:
    count = len(starts)
    views = np.zeros((count, 4), np.int32)
    raw = np.frombuffer(window, np.uint8)
    views[:, 0] = lengths
    views[:, 3] = starts
    long = lengths > _INLINE
    prefixes = raw[starts[long][:, None] + np.arange(4)]
    views.view(np.uint8).reshape(count, 16)[long, 4:8] = prefixes
    for row in np.flatnonzero(~long):
        start, length = int(starts[row]), int(lengths[row])
        views[row, 1:] = 0
        views[row].view(np.uint8)[4 : 4 + length] = raw[start : start + length]
    buffers = [None, pa.py_buffer(views), pa.py_buffer(window)]
    return pa.Array.from_buffers(pa.string_view(), count, buffers)


def _is_utf8(window: bytes) -> bool:
    if window.isascii():
        return True
    try:
        window.decode()
    except UnicodeDecodeError:
        return False
    return True


def _refuse_bad_text(window: bytes, lines: Ints, starts: Ints, lengths: Ints, refuse: Refuse) -> npt.NDArray[np.bool_]:
    good = np.ones(len(lines), np.bool_)
    for row in range(len(lines)):
        piece = window[starts[row] : starts[row] + lengths[row]]
        try:
            piece.decode()
        except UnicodeDecodeError as cause:
            good[row] = False
            refuse(int(lines[row]), f"Not UTF-8 at byte {cause.start + 1} of the row.", piece)
    return good
