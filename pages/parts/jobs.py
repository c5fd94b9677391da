"""Long work on a case, in a thread that outlives pages, refreshes and closed tabs.

Why: what a page itself does ends when the person goes to another page. One case works on one thing
at a time; files that arrive meanwhile wait, and findings are made once, after the last of them.
Not here: what the work is (analysis/pipeline.py), and the case's own queue of writes (analysis/case.py).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import streamlit as st

from analysis import inbox, logs
from analysis.case import Case
from analysis.errors import Cancelled, CrumblineError
from analysis.ingest.evidence import Evidence
from analysis.progress import Progress, Report, stop_if


class Place(Protocol):
    """What is worked on: a case, or anything else that has a folder of its own."""

    @property
    def folder(self) -> Path:
        """Its folder; it is told apart by it."""
        ...


@dataclass
class Job:
    """One run of work on one case, as the screens see it."""

    files: list[Path]
    """All files given to this run, done or waiting."""
    cancel: threading.Event = field(default_factory=threading.Event)
    progress: Progress | None = None
    files_done: int = 0
    added: list[Evidence] = field(default_factory=list)
    """What the files became: one entry for a file, or for a member of an archive."""
    problems: list[CrumblineError] = field(default_factory=list)
    bug: BaseException | None = None
    is_running: bool = True
    is_judging: bool = False
    """Files are in; findings are being made."""
    is_judging_again: bool = False
    """A setting changed while findings were being made: they are made once more."""
    work: Callable[[Report, threading.Event], object] | None = None
    """Something else that takes long; None where the run is about files and findings alone."""
    result: object = None
    """What `work` gave; None while it has not ended well."""
    is_refresh: bool = False
    """Begun by opening the case: the findings were those of another version or setting."""
    was_stopped: bool = False
    started_at: float = field(default_factory=time.monotonic)
    ended_at: float | None = None

    def seconds(self) -> float:
        """How long it has run, or ran."""
        return (self.ended_at or time.monotonic()) - self.started_at


class Jobs:
    """The latest job of each case. Belongs to the process, holds nothing of a person."""

    def __init__(self) -> None:
        self._jobs: dict[Path, Job] = {}
        self._looked_at: set[Path] = set()
        self._lock = threading.Lock()

    def of(self, case: Place) -> Job | None:
        """The running or the latest job of the case."""
        return self._jobs.get(case.folder)

    def is_running(self, case: Place) -> bool:
        """Whether the case is being worked on."""
        job = self.of(case)
        return job is not None and job.is_running

    def add(self, case: Case, files: list[Path]) -> Job:
        """Give files to the case; no file means: make the findings again."""
        with self._lock:
            job = self._jobs.get(case.folder)
            if job is not None and job.is_running and not job.cancel.is_set():
                job.files.extend(path for path in files if path not in job.files)
                job.is_judging_again = not files and (job.is_judging or job.work is not None)
                return job
            job = Job(list(files))
            self._jobs[case.folder] = job
            threading.Thread(
                target=self._run, args=(case, job), daemon=True, name=f"work on {case.folder.name}"
            ).start()
            return job

    def run(self, case: Place, work: Callable[[Report, threading.Event], object]) -> bool:
        """Do something else that takes long; False where it is at work already."""
        with self._lock:
            if self.is_running(case):
                return False
            job = Job([], work=work)
            self._jobs[case.folder] = job
            threading.Thread(
                target=self._run, args=(case, job), daemon=True, name=f"work on {case.folder.name}"
            ).start()
            return True

    def judge_if_stale(self, case: Case) -> None:
        """Once a process and case: findings that another version or setting made are made again."""
        with self._lock:
            if case.folder in self._looked_at or case.folder in self._jobs:
                return
            self._looked_at.add(case.folder)
        from analysis import pipeline

        if not case.rows("evidence_count")[0]["files_with_events"]:
            return
        try:
            is_stale = not pipeline.is_current(case)
        except CrumblineError:
            is_stale = True  # the work meets the same trouble, and reports it where evidence is shown
        if is_stale:
            self.add(case, []).is_refresh = True

    def forget(self, case: Case) -> None:
        """Take the report of a finished job off the screens."""
        with self._lock:
            job = self._jobs.get(case.folder)
            if job is not None and not job.is_running:
                del self._jobs[case.folder]

    def _run(self, case: Case, job: Job) -> None:
        try:
            if job.work is not None:
                self._do(job)
                with self._lock:
                    job.is_running = bool(job.files or job.is_judging_again)
            while job.is_running:
                self._add_files(case, job)
                self._judge(case, job)
                with self._lock:
                    if job.files_done == len(job.files) and not job.is_judging_again:
                        job.is_running = False
                        break
        except Cancelled:
            job.was_stopped = True
        except CrumblineError as error:
            job.problems.append(error)
        except BaseException as bug:  # noqa: BLE001 - a thread has nobody above it; the screen shows it as a bug
            job.bug = bug
            logs.defect(bug)
        finally:
            job.is_running = False
            job.ended_at = time.monotonic()

    def _do(self, job: Job) -> None:
        def report(progress: Progress) -> None:
            job.progress = progress

        assert job.work is not None
        job.result = job.work(report, job.cancel)

    def _add_files(self, case: Case, job: Job) -> None:
        from analysis import pipeline  # here, because it pulls in every reader and would slow the first screen

        def report(progress: Progress) -> None:
            job.progress = progress

        job.is_judging = False
        while job.files_done < len(job.files):
            stop_if(job.cancel)
            path = job.files[job.files_done]
            try:
                job.added.extend(pipeline.add_evidence(case, [path], report=report, cancel=job.cancel))
            except Cancelled:
                raise
            except CrumblineError as error:
                job.problems.append(error)
            inbox.forget(case.folder, path)
            job.files_done += 1

    def _judge(self, case: Case, job: Job) -> None:
        from analysis import pipeline

        def report(progress: Progress) -> None:
            job.progress = progress

        stop_if(job.cancel)
        with self._lock:
            job.is_judging, job.is_judging_again = True, False
        if not case.rows("evidence_count")[0]["files_with_events"]:
            return  # nothing to judge: the screens say that the case has no events
        pipeline.judge(case, report=report, cancel=job.cancel)


@st.cache_resource(show_spinner=False)
def jobs() -> Jobs:
    """The one registry of this server."""
    return Jobs()
