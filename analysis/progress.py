"""How long work tells where it stands. Not here: drawing it; a page and the command line do that."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from analysis.errors import Cancelled


@dataclass(frozen=True)
class Progress:
    """One report of long work."""

    what: str
    """What is being done, in words for a person: "Reading system.json"."""
    done: int
    """How far, in `unit`."""
    total: int | None
    """Where it ends, in `unit`; None where nobody knows."""
    unit: str
    """`bytes` or `stages`."""


Report = Callable[[Progress], None]


def silent(_: Progress) -> None:
    """The report of callers that do not want one."""


def stop_if(cancel: threading.Event | None) -> None:
    """Leave the work where a person asked for it. Raises: Cancelled."""
    if cancel is not None and cancel.is_set():
        raise Cancelled("The work was stopped.", "Nothing of the unfinished file was kept; start again when you like.")
