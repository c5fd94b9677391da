"""Takes compression off a stream, layer by layer, as its first bytes show it.

Why: by content, because names lie; with limits, because a file of some kilobytes can unpack to
more than any disk holds. What was whole before a fault is given, and then the fault is told.
"""

from __future__ import annotations

import bz2
from collections.abc import Iterator
from typing import Any

import zstandard
from isal import isal_zlib

from analysis.errors import UnreadableFile
from analysis.ingest.source import Readable, Source

DEEPEST = 3
"""Layers of compression taken off; more than gz in gz has not been seen outside of attacks."""
FREE_BYTES = 256 << 20
"""So much may come out of any file before its ratio is looked at."""
MOST_RATIO = 300
"""Bytes out for a byte in. System Logs reach 10 to 60, made-up ones 150; bombs begin at 1,000."""
PIECE_BYTES = 256 << 10
"""One read of decompressed bytes; small, so that what precedes a fault is not lost with it."""

_MAGIC = ((b"\x1f\x8b", "gz"), (b"\x28\xb5\x2f\xfd", "zst"), (b"BZh", "bz2"))
_SKIPPABLE_ZST = range(0x50, 0x60)
_FAULTS: tuple[type[Exception], ...] = (OSError, EOFError, isal_zlib.error, zstandard.ZstdError, ValueError)  # type: ignore[assignment]


def named(opening: bytes) -> str | None:
    """The compression that a stream beginning like this has; None for none that is known."""
    for magic, name in _MAGIC:
        if opening.startswith(magic):
            return name
    if len(opening) > 4 and opening[0] in _SKIPPABLE_ZST and opening[1:4] == b"\x2a\x4d\x18":
        return "zst"
    return None


class Unpacked:
    """A stream with its compression off."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._names: list[str] = []
        self._out = 0
        self.fault: str | None = None
        """What ended the stream before its end, in words; None while all is well."""
        stream: Readable = source
        opening = source.opening(16)
        while (name := named(opening)) is not None:
            if len(self._names) == DEEPEST:
                raise UnreadableFile(
                    f"The file is compressed more than {DEEPEST} times over.",
                    "Unpack it yourself and add what is inside.",
                )
            self._names.append(name)
            stream = _Layer(name, stream)
            opening = self._first(stream)
        self._stream = stream

    @property
    def names(self) -> str | None:
        """The layers from the outside in: `gz`, `zst+gz`; None for a plain stream."""
        return "+".join(self._names) or None

    def pieces(self) -> Iterator[bytes]:
        """The bytes inside. A fault ends them and stands in `fault`. Raises: UnreadableFile (a bomb)."""
        size = PIECE_BYTES if self._names else 1 << 20
        while piece := self._read(size):
            self._out += len(piece)
            if self._names and self._out > max(FREE_BYTES, MOST_RATIO * self._source.byte_count):
                raise UnreadableFile(
                    f"The file unpacks to more than {MOST_RATIO} times its size, as no log does;"
                    f" reading stopped at {self._out >> 20:,} MiB.",
                    "If it is a real export, unpack it yourself and add the file inside.",
                )
            yield piece

    def _read(self, size: int) -> bytes:
        if not self._names:
            return self._stream.read(size)
        try:
            return self._stream.read(size)
        except _FAULTS as cause:
            self.fault = self._sentence(cause)
            return b""

    def _first(self, stream: _Layer) -> bytes:
        try:
            return stream.peek(16)
        except _FAULTS as cause:
            self.fault = self._sentence(cause)
            return b""

    def _sentence(self, cause: Exception) -> str:
        if str(cause) == _STRAY:
            return f"After the end of the {self._names[-1]} data stand bytes that do not belong to it; they were left."
        if isinstance(cause, EOFError):
            return f"The {self._names[-1]} file ends in the middle; everything before that was read."
        return f"The {self._names[-1]} file is damaged; everything before the damage was read."


class _Layer:
    """One layer taken off: what is whole comes out, then the fault, if there is one, is raised.

    Why: the libraries' own file objects lose what they unpacked just before a fault, and the one
    for zstandard passes over a cut file in silence.
    """

    def __init__(self, name: str, stream: Readable) -> None:
        self._name = name
        self._stream = stream
        self._decoder = _decoder(name)
        self._input = b""
        self._front = b""
        self._is_fresh = True

    def peek(self, count: int) -> bytes:
        while len(self._front) < count and (piece := self._unpack(PIECE_BYTES)):
            self._front += piece
        return self._front[:count]

    def read(self, count: int = -1, /) -> bytes:
        if self._front:
            piece, self._front = self._front[:count], self._front[count:]
            return piece
        return self._unpack(count)

    def _unpack(self, count: int) -> bytes:
        while True:
            if self._decoder.eof and not self._next_stream():
                return b""
            if not self._input and not self._waits():
                self._input = self._stream.read(_IN_BYTES[self._name])
                if not self._input:
                    if self._is_fresh:
                        return b""
                    raise EOFError
            self._is_fresh = False
            piece = self._step(count)
            if piece:
                return piece

    def _waits(self) -> bool:
        """Does the decoder hold input that it has not unpacked yet?"""
        return self._name == "bz2" and not self._decoder.needs_input

    def _step(self, count: int) -> bytes:
        if self._name == "zst":
            given, self._input = self._input[:_ZST_STEP], self._input[_ZST_STEP:]
            return bytes(self._decoder.decompress(given))
        given, self._input = self._input, b""
        piece = bytes(self._decoder.decompress(given, count))
        if self._name == "gz":
            self._input = self._decoder.unconsumed_tail
        return piece

    def _next_stream(self) -> bool:
        """Go on to the stream that follows in the same file; zero padding is no stream."""
        rest = self._decoder.unused_data + self._input
        self._input = b""
        while not (rest := rest.lstrip(b"\0")) and (more := self._stream.read(PIECE_BYTES)):
            rest = more
        while rest and len(rest) < 4 and (more := self._stream.read(PIECE_BYTES)):
            rest += more
        if not rest:
            return False
        if named(rest) != self._name:
            raise ValueError(_STRAY)
        self._decoder, self._input, self._is_fresh = _decoder(self._name), rest, False
        return True


_IN_BYTES = {"gz": 64 << 10, "bz2": 64 << 10, "zst": 8 << 10}
"""One read from the layer below."""
_ZST_STEP = 512
"""zstandard cannot limit what comes out of a step, so what goes in is small: 16 MiB at the worst."""
_STRAY = "stray bytes"


def _decoder(name: str) -> Any:
    if name == "gz":
        return isal_zlib.decompressobj(wbits=31)
    if name == "bz2":
        return bz2.BZ2Decompressor()
    return zstandard.ZstdDecompressor(max_window_size=1 << 27).decompressobj()
