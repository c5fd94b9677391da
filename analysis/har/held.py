"""HAR files that people are looking at: bytes in memory, with a cap for each and for all, gone when let go.

Why: a HAR holds open sessions, so no part of it may reach a disk, a log or the case. Each tab holds one file under a
token of its own. A file is let go when the person leaves or forgets it, when its tab is closed, or when nobody
touched it for a while; its bytes are overwritten then.
Not here: how bytes come (`pages/parts/har_routes.py`), and what is found in them.
"""

from __future__ import annotations

import io
import os
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from analysis.errors import CrumblineError

MB = 1_000_000
MOST_MB = 600
"""One file; CRUMBLINE_HAR_MB sets another cap."""
FILES_IN_ALL = 2
"""The cap for all files together, clean copies too, in files of the largest size."""
IDLE_S = 30 * 60
"""Seconds after which a file that nobody touched is let go."""
SWEEP_S = 3.0
GONE_S = 15.0
"""Seconds without its tab after which a file is let go; a lost connection comes back sooner."""
_PIECE = 1 << 20


class TooLarge(CrumblineError):
    """No room for a file."""


class NotHeld(CrumblineError):
    """There is no such file any more."""


def most_bytes() -> int:
    """The cap for one file."""
    given = os.environ.get("CRUMBLINE_HAR_MB", "")
    return (int(given) if given.isdigit() and int(given) else MOST_MB) * MB


class _Reader(io.RawIOBase):
    """Reads the bytes of a file without copying all of them; ends where they are let go meanwhile."""

    def __init__(self, held: Held) -> None:
        self._held, self._at = held, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._held.size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, target: object) -> int:
        view = memoryview(target)  # type: ignore[arg-type]
        piece = self._held.piece(self._at, len(view))
        view[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


class Copy(io.RawIOBase):
    """The clean copy as it is written: pieces in memory, counted against the cap."""

    def __init__(self, shelf: Shelf, held: Held) -> None:
        self._shelf, self._held = shelf, held
        self.pieces: list[bytes] = []
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        content = bytes(piece)  # type: ignore[call-overload]
        self._shelf.grow(self._held, len(content))
        self.pieces.append(content)
        self.size += len(content)
        return len(content)


@dataclass(eq=False)
class Held:
    """One file in memory, and what was found in it."""

    token: str = field(repr=False)
    owner: str
    """The tab that holds it."""
    name: str = field(repr=False)
    """Of the file, as the browser said."""
    size: int
    received: int = 0
    touched_at: float = field(default_factory=time.monotonic)
    seen_at: float = field(default_factory=time.monotonic)
    """When its tab was last known to be there."""
    is_gone: bool = False
    copy_bytes: int = 0
    work: dict[str, object] = field(default_factory=dict, repr=False)
    """What the screen made of it: inventory, exposure, copy. Goes with it."""
    _bytes: bytearray = field(default_factory=bytearray, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def is_whole(self) -> bool:
        """All bytes are here."""
        return self.received == self.size

    def put(self, offset: int, piece: bytes) -> None:
        """Take a piece that begins where the last one ended. Raises: NotHeld, TooLarge."""
        with self._lock:
            if self.is_gone:
                raise _not_held()
            if offset != self.received or offset + len(piece) > self.size:
                raise TooLarge("The file is longer than its page said.", "Choose the file again.")
            self._bytes[offset : offset + len(piece)] = piece
            self.received += len(piece)
            self.touched_at = time.monotonic()

    def piece(self, offset: int, length: int) -> bytes:
        """Bytes from an offset on. Raises: NotHeld, where the file was let go while it was read."""
        with self._lock:
            if self.is_gone:
                raise _not_held()
            return bytes(memoryview(self._bytes)[offset : offset + length])

    def open(self) -> io.BufferedReader:
        """The whole file, to be read from its beginning."""
        return io.BufferedReader(_Reader(self), _PIECE)

    def forget(self) -> None:
        """Overwrite the bytes and drop what was found."""
        with self._lock:
            self.is_gone = True
            for start in range(0, len(self._bytes), _PIECE):
                self._bytes[start : start + _PIECE] = bytes(min(_PIECE, len(self._bytes) - start))
            self._bytes = bytearray()
            self.name = ""
            self.received = self.copy_bytes = 0
            self.work.clear()


class Shelf:
    """The files of this process. `is_there` tells whether a tab is still open."""

    def __init__(self, is_there: Callable[[str], bool] = lambda _: True) -> None:
        self._files: dict[str, Held] = {}
        self._tabs: dict[str, str] = {}
        self._lock = threading.Lock()
        self._is_there = is_there
        self._sweeper: threading.Thread | None = None

    def __len__(self) -> int:
        return len(self._files)

    def allow(self, token: str, owner: str) -> None:
        """A tab may put a file under this token; tokens of closed tabs are forgotten meanwhile."""
        with self._lock:
            self._tabs = {
                known: tab for known, tab in self._tabs.items() if known in self._files or self._is_there(tab)
            }
            self._tabs[token] = owner

    def disallow(self, token: str | None) -> None:
        """Let go of the file, and of the token."""
        self.forget(token)
        if token:
            self._tabs.pop(token, None)

    def begin(self, token: str, name: str, size: int) -> Held:
        """Make room for a file; what the token held before is let go. Raises: TooLarge, NotHeld (an unknown token)."""
        owner = self._tabs.get(token)
        if owner is None:
            raise NotHeld("This page may not hold a file.", "Reload it, then choose the file again.")
        most = most_bytes()
        if not 0 < size <= most:
            raise TooLarge(
                f"The file has {size / MB:,.0f} MB; this program holds {most / MB:,.0f} MB of a HAR in memory.",
                "Record less, or set CRUMBLINE_HAR_MB; `python -m analysis har inspect FILE` has no such cap.",
            )
        self.forget(token)
        with self._lock:
            self._room(size)
            held = Held(token, owner, name[:300], size)
            held._bytes = bytearray(size)
            self._files[token] = held
            self._start()
        return held

    def get(self, token: str) -> Held:
        """The file under a token. Raises: NotHeld."""
        held = self._files.get(token)
        if held is None:
            raise _not_held()
        return held

    def find(self, token: str | None) -> Held | None:
        """The same; None where there is none."""
        return self._files.get(token) if token else None

    def touch(self, held: Held) -> None:
        """Somebody looks at it."""
        held.touched_at = held.seen_at = time.monotonic()

    def grow(self, held: Held, count: int) -> None:
        """Make room for more of a clean copy. Raises: TooLarge, NotHeld."""
        with self._lock:
            if held.is_gone:
                raise _not_held()
            self._room(count)
            held.copy_bytes += count

    def forget(self, token: str | None) -> None:
        """Let go of a file; nothing happens where there is none."""
        with self._lock:
            held = self._files.pop(token, None) if token else None
        if held is not None:
            held.forget()

    def sweep(self) -> int:
        """Let go of what nobody touched and of closed tabs; returns how many went."""
        now, gone = time.monotonic(), []
        for held in list(self._files.values()):
            if self._is_there(held.owner):
                held.seen_at = now
            if now - held.touched_at > IDLE_S or now - held.seen_at > GONE_S:
                gone.append(held.token)
        for token in gone:
            self.forget(token)
        return len(gone)

    def _room(self, wanted: int) -> None:
        used = sum(held.size + held.copy_bytes for held in self._files.values())
        if used + wanted > FILES_IN_ALL * most_bytes():
            raise TooLarge(
                "Other files fill the memory that is kept for HAR files.",
                "Close other tabs with a HAR, or forget the files there, and try again in a minute.",
            )

    def _start(self) -> None:
        if self._sweeper is None or not self._sweeper.is_alive():
            self._sweeper = threading.Thread(target=self._run, daemon=True, name="letting go of HAR files")
            self._sweeper.start()

    def _run(self) -> None:
        while True:
            time.sleep(SWEEP_S)
            self.sweep()
            with self._lock:
                if not self._files:
                    self._sweeper = None
                    return


def new_token() -> str:
    """Names a file; only the tab that holds it knows it."""
    return secrets.token_urlsafe(24)


def pieces(copy: Copy) -> Iterator[bytes]:
    """The clean copy, to be sent on."""
    yield from list(copy.pieces)


def _not_held() -> NotHeld:
    return NotHeld("This file is no longer in memory.", "Choose it again.")
