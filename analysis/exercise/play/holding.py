"""Keeps a game to one process, from opening its journal to closing it.

Why: two servers may be started on one folder of cases, and a list opens every game. The second one would hold the
clock of a game that the first one runs, and each would cut off what the other writes. The lock is the system's own:
it ends with the process, however that ends.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

from analysis.errors import CrumblineError

LOCK_FILE = "journal.lock"


class GameLocked(CrumblineError):
    """Another process has the game open."""


def hold(folder: Path) -> IO[bytes]:
    """Keep the game of a folder to this process until what is given back is closed. Raises: GameLocked."""
    try:
        file = (folder / LOCK_FILE).open("ab")
    except OSError as cause:
        raise CrumblineError(
            f"The game {folder.name} cannot be written: {cause.strerror}.", "Check the permissions of its folder."
        ) from cause
    try:
        _lock(file.fileno())
    except OSError as cause:
        file.close()
        if isinstance(cause, BlockingIOError | PermissionError):  # as this system says it: POSIX, Windows
            raise GameLocked(
                f"The game {folder.name} is open in another Crumbline on this machine.",
                "Play it there, or end that one (`make run`, `make exercise`, a command line) and load the page again.",
            ) from cause
        raise CrumblineError(
            f"The game {folder.name} cannot be kept to this program: {cause.strerror}.",
            "Keep games on a disk of this machine.",
        ) from cause
    return file


if sys.platform == "win32":
    import msvcrt

    def _lock(number: int) -> None:
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
