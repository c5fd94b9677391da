"""The bytes of one file as they came: hashed, counted and, where asked, copied while they are read.

Why: a file is read once; what its SHA-256 says and what the readers saw are the same bytes.
Not here: what is in them; `containers` opens archives, `encodings` makes text.
"""

from __future__ import annotations

import hashlib
import io
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Protocol

from analysis.progress import stop_if

PIECE_BYTES = 1 << 20
"""One read from the disk."""


class Readable(Protocol):
    """Anything with `read(count)`: an open file, a member of an archive."""

    def read(self, count: int = -1, /) -> bytes:
        """Up to `count` bytes; empty at the end."""


class Source(io.RawIOBase):
    """A readable stream that keeps count of what passes through it."""

    def __init__(
        self,
        stream: Readable,
        *,
        passed: Callable[[int], None] = lambda _: None,
        cancel: threading.Event | None = None,
    ) -> None:
        super().__init__()
        self.byte_count = 0
        self._stream = stream
        self._hash = hashlib.sha256()
        self._passed = passed
        self._cancel = cancel
        self._copy: BinaryIO | None = None
        self._held: list[bytes] | None = []
        self._pushed_back = b""

    def readable(self) -> bool:
        return True

    def opening(self, count: int) -> bytes:
        """The first bytes, which will be read again; call before anything else."""
        pieces = b""
        while len(pieces) < count and (piece := self.read(count - len(pieces))):
            pieces += piece
        self._pushed_back = pieces
        return pieces

    def copy_to(self, path: Path) -> None:
        """Write all bytes to `path` too, those already read included."""
        self._copy = path.open("wb")
        for piece in self._held or []:
            self._copy.write(piece)
        self._held = None

    def forget_opening(self) -> None:
        """No copy is wanted; let go of what was held for one."""
        self._held = None

    def read(self, count: int = -1, /) -> bytes:
        """Up to `count` bytes. Raises: Cancelled, where a person asked for it."""
        if count < 0:
            return b"".join(iter(lambda: self.read(PIECE_BYTES), b""))
        if self._pushed_back:
            piece, self._pushed_back = self._pushed_back[:count], self._pushed_back[count:]
            return piece
        stop_if(self._cancel)
        piece = self._stream.read(count)
        if piece:
            self._hash.update(piece)
            self.byte_count += len(piece)
            if self._copy is not None:
                self._copy.write(piece)
            elif self._held is not None:
                self._held.append(piece)
            self._passed(self.byte_count)
        return piece

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def finish(self) -> str:
        """Read what nobody wanted, end the copy; the answer is the SHA-256, lower-case hex."""
        while self.read(PIECE_BYTES):
            pass
        self.end_copy()
        return self._hash.hexdigest()

    def end_copy(self) -> None:
        """Close the copy, made safe on the disk."""
        if self._copy is not None and not self._copy.closed:
            self._copy.flush()
            os.fsync(self._copy.fileno())
            self._copy.close()
