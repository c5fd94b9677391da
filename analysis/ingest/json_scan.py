"""Where the records of a piece of JSON text begin and end, found without parsing it.

Why: an export of some gigabytes in one array cannot be parsed as one value. A record is an object
that stands under `braces` other objects: none in an array or in glued pages, two in an event hook.
Not here: whether a record is sound JSON; that is proved by `is_sound`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import msgspec
import numpy as np
import numpy.typing as npt

SEPARATORS = b"[], \r\n\t\x1e\x00"
"""What may stand between records; 1e is the separator of JSON text sequences."""

Ints = npt.NDArray[np.int64]

_OBJECT_START = re.compile(rb'\{\s*"')
_LOOK_AHEAD_BYTES = 1 << 20
_MOST_TRIES = 5000
_raw_lines = msgspec.json.Decoder(msgspec.Raw)
_any_value = msgspec.json.Decoder()


@dataclass(frozen=True)
class Scan:
    """The whole records of a piece of text."""

    starts: Ints
    """Where each record begins, bytes."""
    ends: Ints
    """Where each record ends, bytes, exclusive."""
    open_start: int
    """Where a record begins that does not end in this piece; -1 where there is none."""
    is_balanced: bool
    """False where brackets close that were never opened: some record before is broken."""


def scan(text: bytes, braces: int, depth: int) -> Scan:
    """Find the records of `text`, which begins outside of strings under `depth` open objects."""
    raw = np.frombuffer(text, np.uint8)
    quotes = _real_quotes(raw)
    marks = np.flatnonzero((raw == ord("{")) | (raw == ord("}")))
    marks = marks[np.searchsorted(quotes, marks) % 2 == 0]
    opens = raw[marks] == ord("{")
    after = depth + np.cumsum(np.where(opens, 1, -1))
    fault = np.flatnonzero(after < 0)
    is_balanced = not len(fault)
    if not is_balanced:
        marks, opens, after = marks[: fault[0]], opens[: fault[0]], after[: fault[0]]
    starts = marks[opens & (after == braces + 1)]
    ends = marks[~opens & (after == braces)] + 1
    if depth > braces:
        raise ValueError("a scan begins outside of records")
    open_start = int(starts[len(ends)]) if len(starts) > len(ends) else -1
    return Scan(starts[: len(ends)], ends, open_start, is_balanced)


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
    run_length = np.where(follows, quotes - run_start[inside], 0)
    return quotes[run_length % 2 == 0]


def are_sound(records: list[bytes]) -> bool:
    """Is each of these one whole JSON value?"""
    try:
        values = _raw_lines.decode_lines(b"\n".join(records))
    except (msgspec.DecodeError, RecursionError):
        return False
    return len(values) == len(records) and all(
        memoryview(value).nbytes == len(record) for value, record in zip(values, records, strict=True)
    )


def looks_like(record: bytes, keys: frozenset[str]) -> bool:
    """Is this a whole object with most of these keys?"""
    try:
        value = _any_value.decode(record)
    except (msgspec.DecodeError, RecursionError):
        return False
    return isinstance(value, dict) and 2 * len(keys & value.keys()) >= len(keys)


def next_sound(text: bytes, begin: int, keys: frozenset[str]) -> int:
    """Where the first whole record like the others begins, from `begin` on; -1 where there is none."""
    for tries, found in enumerate(_OBJECT_START.finditer(text, begin)):
        if tries == _MOST_TRIES:
            return -1
        start = found.start()
        piece = text[start : start + (_LOOK_AHEAD_BYTES if tries < 50 else 1 << 16)]
        ahead = scan(piece, 0, 0)
        if len(ahead.ends) and looks_like(piece[: ahead.ends[0]], keys):
            return start
    return -1


def keys_of(record: bytes) -> frozenset[str]:
    """The keys of a record; none where it is no sound object."""
    try:
        value = _any_value.decode(record)
    except (msgspec.DecodeError, RecursionError):
        return frozenset()
    return frozenset(value) if isinstance(value, dict) else frozenset()
