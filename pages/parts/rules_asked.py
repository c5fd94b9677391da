"""Asking the published rules in a thread: on a large case they take a minute, and nobody should wait for them.

Why a thread of its own: what a screen does ends when the person goes elsewhere, and the queue of long work (jobs.py)
must stay free for evidence. The rules read; what they said is written at the end, in one go.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from analysis import logs
from analysis.case import Case
from analysis.progress import Progress
from analysis.rules import panel

PATIENCE_S = 0.7
"""How long a screen waits for them: a small case answers before anybody sees that it was asked."""


@dataclass
class Asking:
    """The rules being asked of one case."""

    ended: threading.Event = field(default_factory=threading.Event)
    progress: Progress | None = None
    is_failed: bool = False
    begun: float = field(default_factory=time.monotonic)

    def seconds(self) -> float:
        """How long they have been asked."""
        return time.monotonic() - self.begun


class Askings:
    """The latest asking of each case. Belongs to the process, holds nothing of a person."""

    def __init__(self) -> None:
        self._of: dict[Path, Asking] = {}
        self._lock = threading.Lock()

    def begin(self, case: Case) -> Asking:
        """The asking under way; one that ended well and left the case unasked, because it changed, begins anew."""
        with self._lock:
            asking = self._of.get(case.folder)
            if asking is None or (asking.ended.is_set() and not asking.is_failed):
                asking = self._of[case.folder] = Asking()
                threading.Thread(target=self._ask, args=(case, asking), daemon=True, name="published rules").start()
            return asking

    def forget(self, case: Case) -> None:
        """Let a failed asking be tried again."""
        with self._lock:
            self._of.pop(case.folder, None)

    def _ask(self, case: Case, asking: Asking) -> None:
        def report(progress: Progress) -> None:
            asking.progress = progress

        try:
            panel.run(case, report=report)
        except BaseException as bug:  # noqa: BLE001 - a thread has nobody above it; the card says that it failed
            asking.is_failed = True
            if not case.is_closed:
                logs.defect(bug)
        finally:
            asking.ended.set()


@st.cache_resource(show_spinner=False)
def askings() -> Askings:
    """The one registry of this server."""
    return Askings()
