"""The files inside a file: one for a file that came by itself, many for a zip.

Why: every member of an archive is evidence of its own, with its own hash and counts. Names inside
an archive are shown and never used as paths. What an archive unpacks to is limited as a whole.
Not here: gz, zst and bz2, which hold one stream (compression).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from analysis import zips
from analysis.errors import UnreadableFile
from analysis.ingest.compression import FREE_BYTES, MOST_RATIO
from analysis.ingest.source import Readable

MOST_MEMBERS = 10_000
"""A bucket of log streams holds some thousand small files; more than this is an attack or a mistake."""

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OFFICE = "[Content_Types].xml"
_IS_ENCRYPTED = 0x1


@dataclass(frozen=True)
class Member:
    """One file to be read."""

    name: str
    """As the archive gives it; the name of the file itself for one that came alone."""
    byte_count: int
    """Its length, as the archive or the disk says."""
    place: int
    """Number within the archive, from 0."""


def is_zip(path: Path) -> bool:
    """Is this an archive of many files (and no office document, which is one too)?"""
    with path.open("rb") as file:
        opening = file.read(4)
        if opening == _EMPTY_ZIP:
            return True
        if opening != _ZIP:
            return False
    try:
        with zipfile.ZipFile(path) as archive:
            return _OFFICE not in archive.namelist()
    except zips.FAULTS:
        return True


class Archive:
    """An open zip. Use it as a context manager."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except zips.FAULTS as cause:
            raise UnreadableFile(
                "The zip archive is damaged: its list of files cannot be read.",
                "Download it again, or unpack what can be unpacked and add the files.",
            ) from cause
        self._infos = [info for info in self._zip.infolist() if not info.is_dir()]
        self._left = FREE_BYTES + MOST_RATIO * path.stat().st_size

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def members(self) -> list[Member]:
        """The files inside, in the archive's order. Raises: UnreadableFile (none, or too many)."""
        if not self._infos:
            raise UnreadableFile("The zip archive is empty.", "Add the export itself.")
        if len(self._infos) > MOST_MEMBERS:
            raise UnreadableFile(
                f"The zip archive holds {len(self._infos):,} files; at most {MOST_MEMBERS:,} are read.",
                "Split it, or unpack it and add the files that are exports.",
            )
        return [Member(info.filename, info.file_size, place) for place, info in enumerate(self._infos)]

    @contextmanager
    def open(self, member: Member) -> Iterator[Inside]:
        """The bytes of one member. Raises: UnreadableFile (a password, an unknown method)."""
        info = self._infos[member.place]
        if info.flag_bits & _IS_ENCRYPTED:
            raise UnreadableFile("It is protected by a password.", "Unpack the archive and add the file inside.")
        try:
            stream = self._zip.open(info)
        except zips.FAULTS as cause:
            raise UnreadableFile(
                "It cannot be unpacked: the archive is damaged here, or packed in an unknown way.",
                "Unpack the archive yourself and add the file.",
            ) from cause
        with stream:
            yield Inside(stream, self)

    def spend(self, count: int) -> None:
        """Count bytes that came out. Raises: UnreadableFile, where it is more than any log."""
        self._left -= count
        if self._left < 0:
            raise UnreadableFile(
                f"The archive unpacks to more than {MOST_RATIO} times its size, as no log does.",
                "If it holds real exports, unpack it yourself and add the files inside.",
            )


class Inside(Readable):
    """The bytes of one member; damage ends them and stands in `fault`."""

    def __init__(self, stream: IO[bytes], archive: Archive) -> None:
        self._stream = stream
        self._archive = archive
        self.fault: str | None = None
        """What ended the member before its end; None while all is well."""

    def read(self, count: int = -1, /) -> bytes:
        """Up to `count` bytes, unpacked."""
        if self.fault is not None:
            return b""
        try:
            piece = self._stream.read(count)
        except zips.FAULTS:
            self.fault = "The archive is damaged inside this file; everything before the damage was read."
            return b""
        self._archive.spend(len(piece))
        return piece
