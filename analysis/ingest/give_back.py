"""Gives back what came in: one record as it came, or the exact bytes of a file.

Why: a finding is worth what its evidence is worth; whoever doubts it can hash the bytes again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from analysis.case import Case
from analysis.errors import UnreadableFile
from analysis.ingest.containers import Archive
from analysis.ingest.kept import EVIDENCE, RECORDS
from analysis.ingest.source import PIECE_BYTES, Source
from analysis.ingest.store import all_text, frame_text
from analysis.sql_run import run


def record_text(case: Case, evidence_id: int, line: int) -> str:
    """The record of one row as it came, its envelope included.

    Raises: UnreadableFile (no such row among those that were read, or its frames are gone).
    """
    with case.cursor() as cursor:
        found = run(cursor, "record_place", evidence_id=evidence_id, line=line)
    if not found:
        raise UnreadableFile(
            f"Row {line} of file {evidence_id} is not among the rows that were read.",
            "Rows that were refused are listed with the file.",
        )
    records_file, frame, start, length = found[0]
    try:
        text = frame_text(case.folder / RECORDS / records_file, frame)
    except OSError as cause:
        raise _gone(f"The records of file {evidence_id} are") from cause
    return text[start : start + length].decode("utf-8", "replace")


def record_texts(case: Case, places: Sequence[tuple[int, int]]) -> Iterator[str]:
    """The records of many rows (file, row) as they came, in the order asked; each frame is opened once in a row.

    Raises: UnreadableFile (the frames are gone). Rows that were not read are left out.
    """
    with case.cursor() as cursor:
        found = run(
            cursor, "record_places", evidence_ids=[one for one, _ in places], lines=[line for _, line in places]
        )
    opened, text = None, b""
    for records_file, frame, start, length in found:
        if opened != (records_file, frame):
            try:
                text = frame_text(case.folder / RECORDS / records_file, frame)
            except OSError as cause:
                raise _gone("The records of a file are") from cause
            opened = (records_file, frame)
        yield text[start : start + length].decode("utf-8", "replace")


def original_bytes(case: Case, evidence_id: int) -> Iterator[bytes]:
    """The exact bytes of a file, or of a member of an archive; they hash to `evidence.sha256`.

    Raises: UnreadableFile (nothing was kept because the file is no Okta log, or it is gone).
    """
    with case.cursor() as cursor:
        found = run(cursor, "evidence_place", evidence_id=evidence_id)
    if not found or found[0][2] is None:
        raise UnreadableFile(
            f"Of file {evidence_id} no bytes were kept: it holds no Okta log and might hold secrets.",
            "Its SHA-256 tells whether a file you have is the same.",
        )
    name, sha256, kept_as, records_file, container_sha256, original_name = found[0]
    if kept_as == "frames":
        path = case.folder / RECORDS / str(records_file)
        if not path.exists():
            raise _gone(f"The bytes of {name} are")
        return all_text(path)
    path = case.folder / EVIDENCE / str(sha256)
    if path.exists():
        return _pieces(path)
    if container_sha256 is not None:
        return container_bytes_of(case.folder / EVIDENCE / container_sha256, original_name, str(sha256))
    raise _gone(f"The bytes of {name} are")


def archive_bytes(case: Case, container_sha256: str) -> Iterator[bytes]:
    """The exact bytes of an archive whose members are evidence. Raises: UnreadableFile."""
    path = case.folder / EVIDENCE / container_sha256
    if not path.exists():
        raise _gone("The bytes of the archive are")
    return _pieces(path)


def container_bytes_of(path: Path, name: str, sha256: str) -> Iterator[bytes]:
    """The bytes of the member of an archive that has this name and hash."""
    if not path.exists():
        raise _gone("The archive is")
    with Archive(path) as archive:
        for member in archive.members():
            if member.name != name:
                continue
            with archive.open(member) as stream:
                if Source(stream).finish() != sha256:
                    continue
            with archive.open(member) as stream:
                while piece := stream.read(PIECE_BYTES):
                    yield piece
            return
    raise _gone(f"The bytes of {name} are")


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            yield piece


def _gone(what: str) -> UnreadableFile:
    return UnreadableFile(f"{what} no longer in the case folder.", "Restore the folder from a copy.")
