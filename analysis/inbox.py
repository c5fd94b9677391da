"""Files on their way into a case: pieces written straight to disk, checked, resumable.

Why: an export of gigabytes must never be in memory, and must survive a refresh, a lost connection
and a restart. An upload is a folder of the case's inbox: `about.json`, the bytes so far, and one
SHA-256 a piece, so that the sender can prove that it continues with the same file.
Not here: web requests (pages/parts/upload_routes.py), reading the file (analysis/ingest).
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from analysis.errors import CrumblineError

_ID = re.compile(r"[0-9a-f]{16,64}")
_BYTES = "bytes.part"
_PIECES = "pieces"
_ABOUT = "about.json"
_FILE = "file"
_DAYS_KEPT = 14
_ROOM_TIMES = 2
"""The upload itself, and its records in the case."""
_ROOM_SPARE = 256 * 1024 * 1024
_written_to: set[Path] = set()
"""Uploads that a piece is being written to: a second tab waits its turn."""
_lock = threading.Lock()


class UploadRefused(CrumblineError):
    """An upload cannot begin or go on; nothing of the case changed."""


class OutOfStep(Exception):
    """The sender's place differs from ours: it asks where we stand and goes on from there."""


@dataclass(frozen=True)
class Upload:
    """One file under way."""

    upload_id: str
    name: str
    """The file's name as the sender says it: hostile text."""
    size: int
    """Bytes it will have."""
    offset: int
    """Bytes that are here and proven."""
    pieces: tuple[str, ...]
    """SHA-256 of each piece that is here, in order."""
    lengths: tuple[int, ...]
    """Bytes of each of them."""
    begun_at: float
    """Seconds since 1970."""
    is_whole: bool
    """All of it is here; it waits to be added."""
    path: Path | None
    """The whole file, under its own name."""


def begin(case_folder: Path, upload_id: str, name: str, size: int) -> Upload:
    """Start an upload, or find the one of that id again.

    Raises: UploadRefused, where the file is empty or the disk has no room for it.
    """
    known = find(case_folder, upload_id)
    if known is not None and known.size == size:
        return known
    if size < 1:
        raise UploadRefused("This file is empty.", "Export it again, or choose another file.")
    folder = _folder(case_folder, upload_id)
    free = shutil.disk_usage(case_folder).free
    needed = size * _ROOM_TIMES + _ROOM_SPARE
    if free < needed:
        raise UploadRefused(
            f"The disk of this case has {megabytes(free)} free; this file needs {megabytes(needed)}"
            " (itself, and its records in the case).",
            "Free some room, or keep the case on another disk with --cases FOLDER.",
        )
    discard(case_folder, upload_id)
    folder.mkdir(parents=True)
    (folder / _BYTES).touch()
    (folder / _PIECES).touch()
    about = {"name": name, "size": size, "begun_at": time.time()}
    (folder / _ABOUT).write_text(json.dumps(about), encoding="utf-8")
    return _read(folder)


def find(case_folder: Path, upload_id: str) -> Upload | None:
    """The upload of that id, or None. Bytes after the last proven piece are cut off."""
    folder = _folder(case_folder, upload_id)
    return _read(folder) if (folder / _ABOUT).is_file() else None


class Piece:
    """One piece being written: bytes go to the file and into a hash, never into memory."""

    def __init__(self, upload: Upload, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self._room = upload.size - upload.offset
        self.length = 0

    def write(self, some: bytes) -> None:
        """Append bytes. Raises: UploadRefused, where there are more of them than announced, or no room."""
        self.length += len(some)
        if self.length > self._room:
            raise UploadRefused("More bytes came than the file has.", "The file changed meanwhile: choose it again.")
        left = memoryview(some)
        try:
            while left:
                left = left[self._file.write(left) :]
        except OSError as cause:
            if cause.errno != errno.ENOSPC:
                raise
            raise UploadRefused(
                "The disk of this case is full.", "Free some room, then choose the same file: it goes on from here."
            ) from cause
        self._hash.update(some)

    def digest(self) -> str:
        """SHA-256 of the bytes so far."""
        return self._hash.hexdigest()


@contextmanager
def piece(case_folder: Path, upload_id: str, offset: int, sha256: str) -> Iterator[Piece]:
    """Write one piece at `offset`; it counts only where its hash is `sha256` when the block ends.

    Raises: OutOfStep, where the upload stands elsewhere or the bytes differ from the hash.
    """
    upload = find(case_folder, upload_id)
    if upload is None or upload.is_whole or upload.offset != offset:
        raise OutOfStep
    folder = _folder(case_folder, upload_id)
    with _alone(folder), (folder / _BYTES).open("r+b", buffering=0) as file:
        file.seek(offset)
        written = Piece(upload, file)
        try:
            yield written
            if written.digest() != sha256:
                raise OutOfStep
            os.fsync(file.fileno())
        except BaseException:
            file.truncate(offset)
            raise
        with (folder / _PIECES).open("a", encoding="ascii") as pieces:
            pieces.write(f"{written.length} {sha256}\n")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with _lock:
        if folder in _written_to:
            raise OutOfStep
        _written_to.add(folder)
    try:
        yield
    finally:
        with _lock:
            _written_to.discard(folder)


def finish(case_folder: Path, upload_id: str) -> Path:
    """The whole file under its own name, ready to be added. Raises: OutOfStep, where bytes are missing."""
    upload = find(case_folder, upload_id)
    if upload is None:
        raise OutOfStep
    if upload.path is not None:
        return upload.path
    folder = _folder(case_folder, upload_id)
    if upload.offset != upload.size or (folder / _BYTES).stat().st_size != upload.size:
        raise OutOfStep
    place = folder / _FILE
    place.mkdir(exist_ok=True)
    path = place / _file_name(upload.name)
    (folder / _BYTES).replace(path)
    return path


def waiting(case_folder: Path) -> list[Upload]:
    """Uploads of this case that are not added yet, the oldest first."""
    place = case_folder / "inbox"
    if not place.is_dir():
        return []
    found = [_read(entry) for entry in place.iterdir() if _ID.fullmatch(entry.name) and (entry / _ABOUT).is_file()]
    return sorted(found, key=lambda upload: (upload.begun_at, upload.upload_id))


def discard(case_folder: Path, upload_id: str) -> None:
    """Remove an upload, whole or not."""
    shutil.rmtree(_folder(case_folder, upload_id), ignore_errors=True)


def forget(case_folder: Path, path: Path) -> None:
    """Remove the upload that `path` came by, once it is in the case; other paths are left alone."""
    place = (case_folder / "inbox").resolve()
    try:
        parts = path.resolve().relative_to(place).parts
    except ValueError:
        return
    if len(parts) == 3 and parts[1] == _FILE and _ID.fullmatch(parts[0]):
        discard(case_folder, parts[0])


def forget_old(case_folder: Path) -> list[str]:
    """Remove unfinished uploads that nobody continued; one sentence each."""
    before = time.time() - _DAYS_KEPT * 86_400
    told = []
    for upload in waiting(case_folder):
        if not upload.is_whole and upload.begun_at < before:
            discard(case_folder, upload.upload_id)
            told.append(
                f"An upload begun more than {_DAYS_KEPT} days ago and never finished was removed: {upload.name}"
            )
    return told


def megabytes(count: int) -> str:
    """A size for people: `412 MB`, `1.3 GB` (powers of ten)."""
    for unit, factor in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= factor:
            value = count / factor
            return f"{value:.1f} {unit}" if value < 10 else f"{value:,.0f} {unit}"
    return f"{count:,} bytes"


def _folder(case_folder: Path, upload_id: str) -> Path:
    if not _ID.fullmatch(upload_id):
        raise UploadRefused("This is not the number of an upload.", "Choose the file again.")
    return case_folder / "inbox" / upload_id


def _read(folder: Path) -> Upload:
    about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
    lengths, pieces = [], []
    for line in (folder / _PIECES).read_text(encoding="ascii").splitlines():
        length, digest = line.split()
        lengths.append(int(length))
        pieces.append(digest)
    whole = next(iter((folder / _FILE).glob("*")), None) if (folder / _FILE).is_dir() else None
    return Upload(
        upload_id=folder.name,
        name=about["name"],
        size=about["size"],
        offset=sum(lengths),
        pieces=tuple(pieces),
        lengths=tuple(lengths),
        begun_at=about["begun_at"],
        is_whole=whole is not None,
        path=whole,
    )


def _file_name(name: str) -> str:
    name = "".join("_" if one in "/\\\0" or one < " " else one for one in name).strip() or "file"
    if name in (".", ".."):
        name = "file"
    while len(name.encode("utf-8", "replace")) > 200:
        name = name[1:]
    return name.encode("utf-8", "replace").decode("utf-8")
