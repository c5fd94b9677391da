"""What is made of a HAR behind the screen: its inventory with the join to the case, and its clean copy.

Each in a thread of its own; what comes out lies in the held file's `work` and goes with it. A fault inside is told by
its kind alone, because its text may quote the file.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from analysis import logs
from analysis.case import Case
from analysis.errors import CrumblineError
from analysis.har import cookies, exposure, inventory, sanitise
from analysis.har.cookies import Audit
from analysis.har.exposed import Exposure
from analysis.har.held import Copy, Held
from analysis.har.inventory import Inventory
from analysis.har.report import Report
from analysis.har.walk import Options
from parts.har_files import SHELF


@dataclass
class Task:
    """One piece of work on one file."""

    says: str
    share: float = 0.0
    is_running: bool = True
    error: CrumblineError | None = None
    bug: str = ""
    """The kind of a fault of the program; empty where there was none."""
    begun: float = field(default_factory=time.monotonic)
    found: Inventory | None = None
    audit: Audit | None = None
    exposed: Exposure | None = None
    report: Report | None = None
    options: Options | None = None
    stamp: str = ""
    """Stands for the case and its findings that were joined."""


def look(held: Held, case: Case | None, stamp: str) -> Task:
    """The inventory of the file and its join to the case, begun on first use; joined anew where the case changed."""
    task = held.work.get("look")
    if not isinstance(task, Task):
        task = _begin(held, "look", Task("Reading the file", stamp=stamp), lambda one: _look(held, case, one))
    elif task.found is not None and task.stamp != stamp and not task.is_running:
        before = task
        task = Task("Joining it to the case", found=before.found, audit=before.audit, stamp=stamp)
        task = _begin(held, "look", task, lambda one: _join(case, one))
    return task


def clean(held: Held, options: Options) -> Task:
    """Make the clean copy; the one before it is let go."""
    held.work.pop("copy", None)
    held.copy_bytes = 0
    task = Task("Writing the clean copy", options=options)
    return _begin(held, "clean", task, lambda one: _clean(held, one))


def cleaned(held: Held) -> Task | None:
    """The clean copy under way, or made; None where nobody asked."""
    task = held.work.get("clean")
    return task if isinstance(task, Task) else None


def _begin(held: Held, name: str, task: Task, work: Callable[[Task], None]) -> Task:
    held.work[name] = task
    threading.Thread(target=_run, args=(task, work), daemon=True, name=f"work on a HAR ({name})").start()
    return task


def _run(task: Task, work: Callable[[Task], None]) -> None:
    try:
        work(task)
    except CrumblineError as error:
        task.error = error
    except Exception as bug:  # noqa: BLE001 - a thread has nobody above it, and the text may quote the file
        task.bug = type(bug).__name__
        logs.defect(bug)
    finally:
        task.is_running = False


def _look(held: Held, case: Case | None, task: Task) -> None:
    key = held.work.setdefault("key", secrets.token_bytes(32))
    assert isinstance(key, bytes)

    def passed(at: int) -> None:
        SHELF.touch(held)
        task.share = min(0.9, 0.9 * at / max(held.size, 1))

    with sanitise.patient_collector(), held.open() as file:
        found = inventory.of(file, key=key, passed=passed)
    task.found, task.audit = found, cookies.audit(found)
    _join(case, task)


def _join(case: Case | None, task: Task) -> None:
    task.says, task.share = "Joining it to the log of the case", 0.92
    if case is not None and task.found is not None:
        task.exposed = exposure.of(case, task.found)
    task.share = 1.0


def _clean(held: Held, task: Task) -> None:
    key = held.work["key"]
    assert isinstance(key, bytes)
    copy = Copy(SHELF, held)

    def passed(share: float) -> None:
        SHELF.touch(held)
        task.share = share

    with held.open() as file:
        task.report = sanitise.sanitise(file, copy, task.options, key=key, passed=passed)  # type: ignore[arg-type]
    held.work["copy"] = copy
