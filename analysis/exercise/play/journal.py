"""The journal of a game: one line of JSON for each thing that happened, on the disk before anybody is told.

Why: a server may be killed in mid-game, and nobody may lose an answer. A line that was cut off by that is dropped
when the journal is opened again; nobody was told that it was kept.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analysis.errors import CrumblineError

Entry = dict[str, Any]
"""`at` (wall clock, ISO 8601, UTC), `minute` (of play), `what`, `who`, and the fields of its kind."""


class JournalUnreadable(CrumblineError):
    """The journal of a game is not what this program wrote."""


class Journal:
    """An open journal. One process writes it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entries = _read(path)
        self._file = path.open("ab")

    def add(self, what: str, minute: float, who: str, **fields: Any) -> Entry:
        """Write one entry; when this returns it is on the disk. Raises: CrumblineError where it cannot be written."""
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        entry = {"at": at, "minute": round(minute, 4), "what": what, "who": who} | fields
        try:
            self._file.write(json.dumps(entry, ensure_ascii=False).encode() + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as cause:
            raise CrumblineError(
                f"The game could not be written to the disk: {cause.strerror}.",
                "Make room on the server, then do it again.",
            ) from cause
        self.entries.append(entry)
        return entry

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


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
        raise JournalUnreadable(
            f"The journal of the game {path.parent.name} cannot be read.",
            f"Restore {path.name} in the game's folder from a copy, or delete the game.",
        ) from cause
    return entries
