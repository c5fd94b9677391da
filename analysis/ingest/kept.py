"""The files that a case keeps of a piece of evidence: frames of its records, and its exact bytes.

Why: both are written under names that no evidence row has, and get their own just before the
commit; whatever has another name when a case is opened was never finished.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from analysis.ingest.source import Source
from analysis.ingest.store import FrameStore, sync_folder

RECORDS = "records"
EVIDENCE = "evidence"
UNFINISHED = ".part"


def sha256_of(path: Path) -> str:
    """SHA-256 of a file on the disk, lower-case hex."""
    with path.open("rb") as stream:
        source = Source(stream)
        source.forget_opening()
        return source.finish()


class Kept:
    """What is being written for one file. End it with `keep` or `drop`."""

    def __init__(self, folder: Path) -> None:
        self._records = folder / RECORDS
        self._evidence = folder / EVIDENCE
        self._store: FrameStore | None = None
        self._copy: Path | None = None
        self._source: Source | None = None
        self._evidence_id = 0

    def frames(self, evidence_id: int) -> FrameStore:
        """Begin the frames of a file's records."""
        self._evidence_id = evidence_id
        self._store = FrameStore(self._records / f"{evidence_id}.zst{UNFINISHED}")
        return self._store

    def copy_of(self, source: Source) -> None:
        """Copy the bytes as they are read."""
        self._copy = self._evidence / f"{self._evidence_id}{UNFINISHED}"
        self._source = source
        source.copy_to(self._copy)

    def whole_file(self, path: Path, sha256: str) -> None:
        """Keep a file as it is, under its hash; nothing to do where it is kept already."""
        wanted = self._evidence / sha256
        if wanted.exists():
            return
        unfinished = self._evidence / f"{sha256}{UNFINISHED}"
        shutil.copyfile(path, unfinished)
        _sync(unfinished)
        unfinished.replace(wanted)
        sync_folder(self._evidence)

    def keep(self, sha256: str) -> str:
        """Make both safe on the disk under their own names; the answer is the name of the frames."""
        assert self._store is not None
        name = f"{self._evidence_id}-{sha256[:16]}.zst"
        self._store.keep(self._records / name)
        if self._copy is not None:
            self._copy.replace(self._evidence / sha256)
            sync_folder(self._evidence)
            self._copy = None
        return name

    def drop(self) -> None:
        """Remove what was written."""
        if self._store is not None:
            self._store.drop()
        if self._copy is not None:
            if self._source is not None:
                self._source.end_copy()
            self._copy.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
