"""Questions under way, in threads of their own, and their answers while somebody looks at them.

Why: what a page itself does ends when the person goes elsewhere, and an answer is too large for the session's state.
A run has a random id that only the tab which began it knows. The registry forgets the oldest.
Not here: the jobs that change a case (jobs.py); a question changes nothing and waits for none of them.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from analysis import logs
from analysis.errors import Cancelled, CrumblineError
from analysis.progress import Progress, Report

MOST_KEPT = 12
MOST_AT_ONCE = 3


@dataclass
class Run:
    """One question."""

    run_id: str
    cancel: threading.Event = field(default_factory=threading.Event)
    progress: Progress | None = None
    result: Any = None
    error: CrumblineError | None = None
    bug: BaseException | None = None
    is_running: bool = True
    begun: float = field(default_factory=time.monotonic)
    ended: float | None = None

    def seconds(self) -> float:
        """How long it has run, or ran."""
        return (self.ended or time.monotonic()) - self.begun


class TooManyRuns(CrumblineError):
    """Others are being answered; the machine has to serve the screens too."""


class Runs:
    """The latest questions of this server."""

    def __init__(self) -> None:
        self._runs: OrderedDict[str, Run] = OrderedDict()
        self._lock = threading.Lock()

    def start(self, ask: Callable[[Report, threading.Event], Any], after: Callable[[Run], None] | None = None) -> Run:
        """Begin; `after` is called with the ended run, in its thread, once the answer can be seen.

        Raises: TooManyRuns.
        """
        with self._lock:
            if sum(run.is_running for run in self._runs.values()) >= MOST_AT_ONCE:
                raise TooManyRuns(f"{MOST_AT_ONCE} questions are being answered already.", "Stop one, or wait for it.")
            run = Run(secrets.token_hex(8))
            self._runs[run.run_id] = run
            for old in [one for one in self._runs.values() if not one.is_running][
                : max(len(self._runs) - MOST_KEPT, 0)
            ]:
                del self._runs[old.run_id]
        threading.Thread(target=self._do, args=(run, ask, after), daemon=True, name="a question to a case").start()
        return run

    def get(self, run_id: str | None) -> Run | None:
        """The run of this id; None where it is forgotten."""
        return self._runs.get(run_id or "")

    def _do(self, run: Run, ask: Callable[[Report, threading.Event], Any], after: Callable[[Run], None] | None) -> None:
        def report(progress: Progress) -> None:
            run.progress = progress

        try:
            run.result = ask(report, run.cancel)
        except Cancelled as stopped:
            run.error = stopped
        except CrumblineError as error:
            run.error = error
        except BaseException as bug:  # noqa: BLE001 - a thread has nobody above it; the screen shows it as a bug
            run.bug = bug
            logs.defect(bug)
        finally:
            run.ended = time.monotonic()
            run.is_running = False
        if after is not None:
            try:
                after(run)
            except BaseException as bug:  # noqa: BLE001 - as above; the answer stands, its entry in the history is lost
                logs.defect(bug)


@st.cache_resource(show_spinner=False)
def runs() -> Runs:
    """The one registry of this server."""
    return Runs()


@st.fragment(run_every=0.4)
def draw_running(run_id: str) -> None:
    """How long it takes, and a way to stop it; when it ends the whole screen is drawn anew."""
    run = runs().get(run_id)
    if run is None or not run.is_running:
        st.rerun()
    progress = run.progress
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(
            "Stopping" if run.cancel.is_set() else progress.what if progress else "Asking the case", width="content"
        )
        st.caption(
            (f"{progress.done} of {progress.total} {progress.unit} · " if progress else "") + f"{run.seconds():,.0f} s",
            width="content",
        )
        if st.button("Stop", icon=":material/stop:", type="tertiary", key="hunt_stop", disabled=run.cancel.is_set()):
            run.cancel.set()
    if progress and progress.total:
        st.progress(min(progress.done / progress.total, 1.0))
