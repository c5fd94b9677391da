"""Text of any Unicode encoding as pieces of UTF-8.

Why: everything behind this knows one encoding. What cannot be decoded becomes bytes that are not
UTF-8, so that only the row they stand in is refused.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Encoding:
    """How a file's characters are written."""

    name: str
    """`utf-8`, `utf-8-sig`, `utf-16-le`, `utf-16-be`, `utf-32-le` or `utf-32-be`."""
    mark: bytes
    """The byte order mark at the beginning; empty where there is none."""

    @property
    def is_utf8(self) -> bool:
        """Are the bytes already what the readers want?"""
        return self.name.startswith("utf-8")


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 before UTF-16: its little-endian mark begins with UTF-16's."""

_LOOKED_AT = 4096


def detect(opening: bytes) -> Encoding:
    """The encoding of a file that begins like this; UTF-8 where nothing says otherwise."""
    for mark, name in _MARKS:
        if opening.startswith(mark):
            return Encoding(name, mark)
    sample = opening[: _LOOKED_AT - _LOOKED_AT % 2]
    if len(sample) >= 4 and sample.count(0) * 4 >= len(sample):
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        if even != odd:
            return Encoding("utf-16-be" if even > odd else "utf-16-le", b"")
    return Encoding("utf-8", b"")


def to_utf8(pieces: Iterator[bytes], encoding: Encoding) -> Iterator[bytes]:
    """The same text as UTF-8, without the mark; UTF-8 passes through as it is."""
    skip = len(encoding.mark)
    decoder = None if encoding.is_utf8 else codecs.getincrementaldecoder(encoding.name)("surrogatepass")
    for piece in pieces:
        if skip:
            piece, skip = piece[skip:], max(0, skip - len(piece))
        if decoder is not None:
            piece = _encoded(decoder, piece, final=False)
        if piece:
            yield piece
    if decoder is not None and (rest := _encoded(decoder, b"", final=True)):
        yield rest


def _encoded(decoder: codecs.IncrementalDecoder, piece: bytes, *, final: bool) -> bytes:
    try:
        return decoder.decode(piece, final).encode("utf-8", "surrogatepass")
    except UnicodeDecodeError as cause:
        # what stands before the fault, then a byte that no UTF-8 has, then what stands after it
        unit = 4 if "32" in decoder.__class__.__module__ else 2
        decoder.reset()
        good = cause.object[: cause.start]
        rest = cause.object[cause.start + unit :]
        before = _encoded(decoder, good, final=False) if good else b""
        return before + b"\xff" + (_encoded(decoder, rest, final=final) if rest else b"")
