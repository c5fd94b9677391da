"""What an interrupted program left behind in a case folder, removed and told.

Why: the database is wholly before or wholly after a load by itself; the files beside it are not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.sql_run import run

if TYPE_CHECKING:
    from analysis.case import Case

_INTENT = ".load"


@contextmanager
def intent(folder: Path, evidence_id: int, name: str) -> Iterator[None]:
    """While the block runs, a small file says which evidence is being read."""
    path = folder / "inbox" / f"{evidence_id}{_INTENT}"
    path.write_text(json.dumps({"evidence_id": evidence_id, "name": name}), encoding="utf-8")
    try:
        yield
    finally:
        _end(path)


def _end(path: Path) -> None:
    path.unlink(missing_ok=True)


def tidy(case: Case) -> list[str]:
    """Remove files that no evidence row names; one sentence for each load that did not finish."""
    named = case.write(lambda connection: run(connection, "kept_files"))
    finished = {evidence_id for evidence_id, _, _, _ in named}
    wanted = {
        "records": {records_file for _, records_file, _, _ in named},
        "evidence": {sha256 for _, _, kept, archive in named for sha256 in (kept, archive)},
    }
    for folder, names in wanted.items():
        for path in (case.folder / folder).iterdir():
            if path.is_file() and path.name not in names:
                path.unlink()
    sentences = []
    for path in sorted((case.folder / "inbox").glob(f"*{_INTENT}")):
        evidence_id, name = _read(path)
        if evidence_id not in finished:
            sentences.append(
                f"{name} was not finished when the program ended; nothing of it is in the case. Add it again."
            )
        path.unlink()
    return sentences


def _read(path: Path) -> tuple[int, str]:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return int(said["evidence_id"]), str(said["name"])
    except (ValueError, KeyError, TypeError):
        return -1, "A file"
