"""Adds a file to a case: the one door through which evidence comes in.

Why: every file gets an entry, also one that is no Okta log or cannot be opened; then the entry says
so. Not here: cutting records (the formats), the transaction's inside (load).
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from analysis.case import Case
from analysis.errors import UnreadableFile
from analysis.ingest import containers, encodings, load, recover, what_else, windows
from analysis.ingest.compression import Unpacked
from analysis.ingest.evidence import Evidence
from analysis.ingest.kept import Kept, sha256_of
from analysis.ingest.reader import OPENING_BYTES
from analysis.ingest.recognise import Format, recognise
from analysis.ingest.source import Readable, Source
from analysis.progress import Progress, Report, silent
from analysis.sql_run import run, table


def add_file(
    case: Case,
    path: Path,
    *,
    name: str | None = None,
    report: Report = silent,
    cancel: threading.Event | None = None,
) -> list[Evidence]:
    """Read one file into the case; one entry, or one for each member of an archive.

    Shape: entries in the order of the archive; each is in the case when this returns.
    Raises: UnreadableFile (the file is not there or may not be read), Cancelled (members of an
    archive that were finished before stay; of the one under way nothing is kept).
    """
    path = Path(path)
    name = name or path.name
    _check(path, name)
    adding = _Adding(case, path, name, report, cancel)
    ids = adding.archive() if containers.is_zip(path) else [adding.single()]
    return case.write(lambda connection: entries(connection, ids))


def _check(path: Path, name: str) -> None:
    """Is this a file that can be opened? Asked before opening, because a pipe would be waited for."""
    try:
        if path.is_dir():
            raise UnreadableFile(f"{name} is a folder.", "Give the files in it.")
        if path.exists() and not path.is_file():
            raise UnreadableFile(f"{name} is no file but a pipe or a device.", "Give a file.")
        with path.open("rb"):
            pass
    except OSError as cause:
        raise UnreadableFile(
            f"{name} cannot be read ({cause.strerror}).", "Check that it is there and that you may read it."
        ) from cause


def entries(connection: duckdb.DuckDBPyConnection, evidence_ids: list[int]) -> list[Evidence]:
    """The entries with these numbers, as they stand now."""
    rows = table(connection, "read_evidence", evidence_ids=evidence_ids).to_pylist()
    return [Evidence(**{**row, "missing_columns": tuple(row["missing_columns"])}) for row in rows]


class _Adding:
    """One call of `add_file`."""

    def __init__(self, case: Case, path: Path, name: str, report: Report, cancel: threading.Event | None) -> None:
        self._case = case
        self._path = path
        self._name = name
        self._report = report
        self._cancel = cancel

    def single(self) -> int:
        """A file that came by itself."""
        size = self._path.stat().st_size
        entry = _Entry(self._name, None, None, size)
        known = self._known(size, lambda: sha256_of(self._path))
        if known is not None:
            return self._repeat(entry, known)
        try:
            with self._path.open("rb") as stream:
                return self._add(entry, stream, self._progress(size, 0))
        except UnreadableFile as cause:
            return self._failed(entry, str(cause), sha256_of(self._path), None)

    def archive(self) -> list[int]:
        """All members of a zip."""
        entry = _Entry(self._name, None, None, self._path.stat().st_size)
        try:
            with containers.Archive(self._path) as archive:
                return self._members(archive)
        except UnreadableFile as cause:
            return [self._failed(entry, str(cause), sha256_of(self._path), "zip")]

    def _members(self, archive: containers.Archive) -> list[int]:
        members = archive.members()
        total = sum(member.byte_count for member in members)
        sha256 = sha256_of(self._path)
        kept = Kept(self._case.folder)
        kept.whole_file(self._path, sha256)
        ids, before = [], 0
        for member in members:
            entry = _Entry(member.name, self._name, sha256, member.byte_count)
            try:
                known = self._known(member.byte_count, functools.partial(_sha256_inside, archive, member))
                if known is not None:
                    ids.append(self._repeat(entry, known))
                else:
                    with archive.open(member) as stream:
                        ids.append(self._add(entry, stream, self._progress(total, before)))
            except UnreadableFile as cause:
                ids.append(self._failed(entry, str(cause), None, "zip"))
            before += member.byte_count
        return ids

    def _progress(self, total: int, before: int) -> Callable[[int], None]:
        what = f"Reading {self._name}"
        return lambda done: self._report(Progress(what, before + done, total, "bytes"))

    def _known(self, size: int, sha256: Callable[[], str]) -> int | None:
        """The file of the case that has the same bytes."""
        same = self._case.write(lambda connection: run(connection, "same_bytes", bytes=size))
        return dict(same).get(sha256()) if same else None

    def _repeat(self, entry: _Entry, first_id: int) -> int:
        def work(connection: duckdb.DuckDBPyConnection) -> int:
            connection.execute("begin")
            (first,) = entries(connection, [first_id])
            evidence_id = _next_id(connection)
            run(
                connection,
                "copy_evidence",
                evidence_id=evidence_id,
                first_id=first_id,
                name=entry.name,
                container=entry.container,
                container_sha256=entry.container_sha256,
                added_at=_now(),
                note=f"The same bytes as {first.name}, which is in the case already (number {first_id}).",
            )
            _count_again(connection)
            connection.execute("commit")
            return evidence_id

        return self._case.write(work)

    def _failed(self, entry: _Entry, error: str, sha256: str | None, compression: str | None) -> int:
        def work(connection: duckdb.DuckDBPyConnection) -> int:
            connection.execute("begin")
            evidence_id = _next_id(connection)
            entry.write(connection, evidence_id, sha256=sha256, compression=compression, error=error)
            connection.execute("commit")
            return evidence_id

        return self._case.write(work)

    def _add(self, entry: _Entry, stream: Readable, passed: Callable[[int], None]) -> int:
        source = Source(stream, passed=passed, cancel=self._cancel)
        try:
            unpacked = Unpacked(source)
            opening, pieces = windows.begin(unpacked.pieces(), OPENING_BYTES)
            encoding = encodings.detect(opening)
            shown = b"".join(encodings.to_utf8(iter([opening]), encoding)).decode("utf-8", "replace")
            form = recognise(shown)
            if form is None:
                error = unpacked.fault if unpacked.fault and not opening else what_else.describe(opening)
                return self._failed(entry, error, source.finish(), unpacked.names)
            return self._case.write(
                lambda connection: self._load(connection, entry, source, unpacked, encoding, form, pieces, stream)
            )
        finally:
            source.end_copy()

    def _load(
        self,
        connection: duckdb.DuckDBPyConnection,
        entry: _Entry,
        source: Source,
        unpacked: Unpacked,
        encoding: encodings.Encoding,
        form: Format,
        pieces: Iterator[bytes],
        stream: Readable,
    ) -> int:
        are_exact = unpacked.names is None and encoding.is_utf8
        kept = Kept(self._case.folder)
        connection.execute("begin")
        evidence_id = _next_id(connection)
        try:
            with recover.intent(self._case.folder, evidence_id, entry.name):
                store = kept.frames(evidence_id)
                if are_exact or entry.container is not None:
                    source.forget_opening()
                else:
                    kept.copy_of(source)
                if are_exact and encoding.mark:
                    store.append(encoding.mark)
                text = windows.of_size(encodings.to_utf8(pieces, encoding))
                rows = load.insert(connection, evidence_id, form, text, store)
                sha256 = source.finish()
                if are_exact and store.text_bytes != source.byte_count:
                    raise AssertionError(f"{form.name}: the frames are not the file")
                count, first_at, last_at = run(connection, "count_read", evidence_id=evidence_id)[0]
                total = count + len(rows.refused)
                fault = unpacked.fault or getattr(stream, "fault", None)
                records_file = kept.keep(sha256)
                entry.write(
                    connection,
                    evidence_id,
                    byte_count=source.byte_count,
                    sha256=sha256,
                    format=form.name,
                    error=None if count else fault or "No row of it could be read as an event.",
                    encoding=encoding.name,
                    compression=entry.compression(unpacked.names),
                    rows=total,
                    refused=len(rows.refused),
                    first_at=first_at,
                    last_at=last_at,
                    note=fault if count else None,
                    kept_as="frames" if are_exact else "file",
                    records_file=records_file,
                    missing_columns=list(form.missing),
                )
                run(connection, "same_event", evidence_id=evidence_id)
                _count_again(connection)
                connection.execute("commit")
        except BaseException:
            connection.execute("rollback")
            kept.drop()
            raise
        return evidence_id


class _Entry:
    """What is known of a file before it is read."""

    def __init__(self, name: str, container: str | None, container_sha256: str | None, byte_count: int) -> None:
        self.name = name
        self.container = container
        self.container_sha256 = container_sha256
        self.byte_count = byte_count

    def compression(self, inside: str | None) -> str | None:
        """The layers from the outside in, the archive included."""
        layers = [layer for layer in ("zip" if self.container else None, inside) if layer]
        return "+".join(layers) or None

    def write(self, connection: duckdb.DuckDBPyConnection, evidence_id: int, **facts: object) -> None:
        """Write the row of `evidence`; facts that are not given are unknown or none."""
        values: dict[str, object] = {
            "evidence_id": evidence_id,
            "name": self.name,
            "container": self.container,
            "container_sha256": self.container_sha256,
            "bytes": facts.pop("byte_count", self.byte_count),
            "added_at": _now(),
            **dict.fromkeys(("sha256", "format", "error", "encoding", "compression", "first_at", "last_at")),
            **dict.fromkeys(("note", "kept_as", "records_file")),
            "rows": 0,
            "refused": 0,
            "missing_columns": [],
        }
        run(connection, "insert_evidence", **(values | facts))


def _next_id(connection: duckdb.DuckDBPyConnection) -> int:
    ((evidence_id,),) = run(connection, "next_evidence")
    return int(evidence_id)


def _count_again(connection: duckdb.DuckDBPyConnection) -> None:
    run(connection, "copied_duplicates")
    run(connection, "count_duplicates")


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _sha256_inside(archive: containers.Archive, member: containers.Member) -> str:
    with archive.open(member) as stream:
        return Source(stream).finish()
