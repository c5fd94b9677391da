"""The journal of a game: one line of JSON for each thing that happened, on the disk before anybody is told.

Why: a server may be killed in mid-game, and nobody may lose an answer. A line that was cut off by that is dropped
when the journal is opened again; nobody was told that it was kept.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analysis.errors import CrumblineError
from analysis.exercise.play.holding import hold

Entry = dict[str, Any]
"""`at` (wall clock, ISO 8601, UTC), `minute` (of play), `what`, `who`, and the fields of its kind."""


class JournalUnreadable(CrumblineError):
    """The journal of a game is not what this program wrote."""


class Journal:
    """An open journal. One process has it open: reading it cuts off what another one is just writing."""

    def __init__(self, path: Path) -> None:
        """Raises: GameLocked, JournalUnreadable."""
        self.path = path
        self._held = hold(path.parent)
        try:
            self.entries = _read(path)
            self._file = path.open("ab", buffering=0)
            self._length = path.stat().st_size
        except BaseException:
            self._held.close()
            raise
        self._is_torn = False

    def add(self, what: str, minute: float, who: str, **fields: Any) -> Entry:
        """Write one entry; when this returns it is on the disk. Raises: CrumblineError where it cannot be written."""
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        entry = {"at": at, "minute": minute, "what": what, "who": who} | fields
        line = json.dumps(entry, ensure_ascii=False).encode(errors="replace") + b"\n"
        if self._file.closed:
            raise CrumblineError("This game is not open any more.", "Load the page again.")
        try:
            self._mend()
            if self._file.write(line) < len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(self._file.fileno())
        except OSError as cause:
            self._is_torn = True
            with contextlib.suppress(OSError):  # the next entry tries again, and so does the next start
                self._mend()
            raise CrumblineError(
                f"The game could not be written to the disk: {cause.strerror}.",
                "Make room on the server, then do it again.",
            ) from cause
        self._length += len(line)
        self.entries.append(entry)
        return entry

    def _mend(self) -> None:
        """Cut off what was half written: the next entry must begin on a line of its own."""
        if self._is_torn:
            self._file.truncate(self._length)
            self._is_torn = False

    def close(self) -> None:
        """Let go of the file; from now on another process may open it."""
        self._file.close()
        self._held.close()


def _read(path: Path) -> list[Entry]:
    """All whole lines; what a killed server left after the last of them is cut off."""
    if not path.exists():
        return []
    text = path.read_bytes()
    whole = text[: text.rfind(b"\n") + 1]
    if len(whole) < len(text):
        with path.open("r+b") as file:
            file.truncate(len(whole))
    try:
        entries = [json.loads(line) for line in whole.splitlines()]
    except ValueError as cause:
        raise unreadable(path) from cause
    return entries


def unreadable(path: Path) -> JournalUnreadable:
    """What to raise where a journal says what no game does."""
    return JournalUnreadable(
        f"The journal of the game {path.parent.name} cannot be read.",
        f"Restore {path.name} in the game's folder from a copy, or delete the game.",
    )
