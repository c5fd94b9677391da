"""The join of a HAR to exports or a case for the command line: opens what was named, judges it, asks `exposure`.

Not here: the join itself. Without --case the logs go into a temporary case, which is gone afterwards; nothing of the
HAR is in it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from analysis import pipeline
from analysis.case import DATABASE, Case
from analysis.errors import CrumblineError
from analysis.har import exposure
from analysis.har.exposed import Exposure
from analysis.har.inventory import Inventory


def of(found: Inventory, logs: Sequence[Path], folder: Path | None) -> Exposure | None:
    """The exposure of a HAR; None where neither logs nor a case were named. Logs are added to a case that is named.

    Raises: CrumblineError, where there is no such case or no event in it.
    """
    if not logs and folder is None:
        return None
    with _case(folder) as case:
        if logs:
            added = pipeline.add_evidence(case, list(logs))
            if not any(entry.read or entry.duplicate for entry in added):
                raise CrumblineError(
                    "No event was read from the logs.", "Name exports of the Okta System Log, JSON or CSV."
                )
        pipeline.judge(case)
        return exposure.of(case, found)


@contextlib.contextmanager
def _case(folder: Path | None) -> Iterator[Case]:
    if folder is None:
        with Case.temporary() as case:
            yield case
        return
    if not (folder.expanduser() / DATABASE).is_file():
        raise CrumblineError(f"{folder} holds no case.", "Name the folder of a case, or the exports with --log.")
    with Case.open(folder) as case:
        yield case
