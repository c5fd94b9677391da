"""A case as one zip file that opens on another machine and gives the same findings.

In it: the DuckDB file; the list of evidence with hashes, the case log and the settings, to read without this program;
and, where wanted, the records as they came and the exact bytes of the evidence.
Not here: opening one (`opening`).
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import duckdb

from analysis import case_log, safe_csv
from analysis.case import DATABASE, SCHEMA_NUMBER, Case
from analysis.document import iso
from analysis.enrich import given
from analysis.errors import BundleRefused
from analysis.ingest.kept import EVIDENCE, RECORDS
from analysis.progress import Progress, Report, silent, stop_if

FORMAT = 1
"""Raised when an older program could not open the bundle any more."""
MANIFEST, EVIDENCE_LIST, LOG, SETTINGS = "manifest.json", "evidence.csv", "case-log.csv", "settings.json"
GIVEN = "given"
"""Folder of the person's own files: the list of networks, and databases where they are taken along."""
PIECE_BYTES = 1 << 20


@dataclass(frozen=True)
class Contents:
    """What a bundle takes along besides database, lists and settings."""

    has_records: bool = True
    """Records as they came and the bytes of the evidence; without them findings stand, records cannot be opened."""
    has_databases: bool = False
    """The MaxMind-format databases of the case; their licence may forbid passing them on."""


def sizes(case: Case) -> dict[str, int]:
    """Bytes of the database, of records and evidence, and of the databases given. Shape: by part."""
    files = given.read(case)
    return {
        "database": _size(case.folder / DATABASE),
        "records": sum(_size(path) for folder in (RECORDS, EVIDENCE) for path in _files(case.folder / folder)),
        "databases": sum(_size(path) for path in files.databases),
    }


def write(
    case: Case,
    target: Path,
    contents: Contents | None = None,
    *,
    report: Report = silent,
    cancel: threading.Event | None = None,
) -> None:
    """Write the bundle to `target`, whole or not at all. Raises: Cancelled, BundleRefused (no room, no right)."""
    contents = contents or Contents()
    unfinished = target.with_name(target.name + ".part")
    try:
        with tempfile.TemporaryDirectory(prefix="bundle-", dir=target.parent, ignore_cleanup_errors=True) as folder:
            database = Path(folder) / DATABASE
            report(Progress("Copying the database", 0, None, "bytes"))
            _copy_database(case, database)
            with zipfile.ZipFile(
                unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=1, strict_timestamps=False
            ) as out:
                _write_members(case, out, database, contents, report, cancel)
        unfinished.replace(target)
    except OSError as cause:
        raise BundleRefused(
            f"The bundle cannot be written to {target.parent}: {cause.strerror or cause}.",
            "Choose a folder with enough room that you may write to.",
        ) from cause
    finally:
        unfinished.unlink(missing_ok=True)


def _write_members(
    case: Case,
    out: zipfile.ZipFile,
    database: Path,
    contents: Contents,
    report: Report,
    cancel: threading.Event | None,
) -> None:
    files = given.read(case)
    taken = [(f"{GIVEN}/{path.name}", path) for path in ([files.networks] if files.networks else []) if path.exists()]
    if contents.has_databases:
        taken += [(f"{GIVEN}/{number}-{path.name}", path) for number, path in enumerate(files.databases)]
    if contents.has_records:
        taken += [
            (f"{folder}/{path.relative_to(case.folder / folder).as_posix()}", path)
            for folder in (RECORDS, EVIDENCE)
            for path in _files(case.folder / folder)
        ]
    members: list[dict[str, Any]] = []
    whole = sum(_size(path) for _, path in taken) + _size(database)
    done = 0
    for name, path in [(DATABASE, database), *taken]:
        stop_if(cancel)
        report(Progress(f"Packing {name}", done, whole, "bytes"))
        # what is compressed already only costs time
        packing = zipfile.ZIP_STORED if path.suffix in (".zst", ".gz", ".zip") else zipfile.ZIP_DEFLATED
        members.append(_write(out, name, path, packing))
        done += members[-1]["bytes"]
    rows = case.rows("evidence_files")
    out.writestr(EVIDENCE_LIST, safe_csv.document(list(rows[0]), [list(row.values()) for row in rows]) if rows else b"")
    out.writestr(LOG, case_log.document(case_log.entries(case)))
    settings = {row["name"]: row["value"] for row in case.rows("settings")}
    out.writestr(SETTINGS, json.dumps(settings, indent=2, sort_keys=True))
    networks = f"{GIVEN}/{files.networks.name}" if files.networks and files.networks.exists() else None
    manifest = {
        "format": FORMAT,
        "schema_number": SCHEMA_NUMBER,
        "case": case.folder.name,
        "created_at": iso(case.rows("case_facts")[0]["created_at"]),
        "networks": networks,
        "databases": [name for name, _ in taken if name.startswith(f"{GIVEN}/") and name != networks],
        "databases_left_out": [] if contents.has_databases else [path.name for path in files.databases],
        "has_records": contents.has_records,
        "members": members,
    }
    out.writestr(MANIFEST, json.dumps(manifest, indent=2))


def _copy_database(case: Case, target: Path) -> None:
    """A copy that holds everything written so far.

    Why another process: this one would lose DuckDB's lock on the file by closing its own handle on it (POSIX).
    """
    program = "import shutil, sys; shutil.copyfile(sys.argv[1], sys.argv[2])"

    def work(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute("checkpoint")
        command = [sys.executable, "-I", "-c", program, str(case.folder / DATABASE), str(target)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise OSError(28, done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "the copy failed")

    case.write(work)


def _write(out: zipfile.ZipFile, name: str, path: Path, packing: int) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    info = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
    info.compress_type = packing
    with path.open("rb") as file, out.open(info, "w", force_zip64=True) as member:
        for piece in _pieces(file):
            digest.update(piece)
            size += len(piece)
            member.write(piece)
    return {"name": name, "bytes": size, "sha256": digest.hexdigest()}


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(PIECE_BYTES):
        yield piece


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
