"""Opens the bundle of a case that somebody else made, as a new case.

Names, sizes and hashes are checked against the bundle's own list, and no file lands outside of the new case.
Whoever opens a bundle still trusts its author with a database file: what the database says is not checked.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import threading
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

import duckdb

from analysis import zips
from analysis.case import DATABASE, SCHEMA_NUMBER, Case
from analysis.enrich import given
from analysis.enrich.given import Given
from analysis.errors import BundleRefused, CrumblineError
from analysis.ingest.kept import EVIDENCE, RECORDS
from analysis.progress import Progress, Report, silent, stop_if
from analysis.takeaway.bundle import FORMAT, GIVEN, MANIFEST, PIECE_BYTES

MOST_MEMBERS = 1_000_000
LONGEST_MANIFEST = 1 << 28
_FOLDERS = (RECORDS, EVIDENCE, GIVEN)


def unpack(
    source: Path | BinaryIO,
    folder: Path,
    *,
    report: Report = silent,
    cancel: threading.Event | None = None,
) -> list[str]:
    """Unpack a bundle as a new case in `folder`, whole or not at all; returns sentences on what was left out.

    Raises: BundleRefused (no bundle, damaged, of a newer program, a case is there already), Cancelled.
    """
    if folder.exists():
        raise BundleRefused(f"There is a case {folder.name!r} already.", "Choose another name.")
    unfinished = folder.with_name(f".{folder.name}.opening")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        unfinished.mkdir(parents=True)
        manifest = _take_out(source, unfinished, report, cancel)
        said = _settle(unfinished, folder, manifest)
        unfinished.rename(folder)
    except OSError as cause:
        raise BundleRefused(
            f"The bundle cannot be unpacked: {cause.strerror or cause}.",
            "See that there is room and that you may write.",
        ) from cause
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return said


def _take_out(source: Path | BinaryIO, folder: Path, report: Report, cancel: threading.Event | None) -> dict[str, Any]:
    """Every file of the bundle into `folder`; returns the manifest, checked."""
    try:
        with zipfile.ZipFile(source) as packed:
            manifest = _manifest(packed)
            _unpack(packed, manifest, folder, report, cancel)
    except OSError:
        raise  # of the disk, and told as such
    except zips.FAULTS as cause:
        raise BundleRefused(*_NO_BUNDLE) from cause
    return manifest


def _settle(unfinished: Path, folder: Path, manifest: dict[str, Any]) -> list[str]:
    """Point the case, still in `unfinished`, at the files that will lie in `folder`; what did not come is said.

    Why before the folder has its name: a database that is no case of ours must not leave a folder that looks like one.
    """
    try:
        with Case.open(unfinished) as case:
            before = given.read(case)
            came = manifest.get("networks")
            # never the path that the database names: it is of another machine, and this case may be packed again
            networks = folder / came if came else None
            databases = tuple(folder / name for name in manifest.get("databases", [])) or before.databases
            after = Given(databases, networks)
            if after != before:
                given.keep(case, after, author="opening of the bundle")
    except (CrumblineError, duckdb.Error, ValueError, TypeError) as cause:
        raise BundleRefused(*_NO_CASE) from cause
    return _left_out(manifest, has_lost_networks=before.networks is not None and networks is None)


def _left_out(manifest: dict[str, Any], *, has_lost_networks: bool) -> list[str]:
    said = []
    if manifest.get("databases_left_out"):
        names = ", ".join(manifest["databases_left_out"])
        said.append(
            f"The case was judged with {names}, which did not come along. Its findings stand as they were judged; add "
            "the database on the Evidence screen before you judge again."
        )
    if has_lost_networks:
        said.append("The list of networks did not come along; give it on the Evidence screen before you judge again.")
    if not manifest.get("has_records"):
        said.append("Records as they came were left out of this bundle; findings stand, records cannot be opened.")
    return said


_NO_BUNDLE = (
    "This file is no bundle of a case, or it is damaged.",
    "Take it again from whoever made it; a bundle is made on the Take-away screen.",
)
_NO_CASE = ("The database of this bundle is no case that this program can open.", "Take it again from whoever made it.")
_OUTSIDE = ("The bundle names files outside of a case.", "Do not open it; ask who made it.")


def _manifest(packed: zipfile.ZipFile) -> dict[str, Any]:
    try:
        info = packed.getinfo(MANIFEST)
    except KeyError as cause:
        raise BundleRefused(*_NO_BUNDLE) from cause
    if info.file_size > LONGEST_MANIFEST:
        raise BundleRefused(*_NO_BUNDLE)
    try:
        manifest = json.loads(packed.read(info))
        number, schema, members = int(manifest["format"]), int(manifest["schema_number"]), manifest["members"]
        names = [str(member["name"]) for member in members]
        sizes = [int(member["bytes"]) for member in members]
        hashes = [str(member["sha256"]) for member in members]
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as cause:
        raise BundleRefused(*_NO_BUNDLE) from cause
    if number > FORMAT or schema > SCHEMA_NUMBER:
        raise BundleRefused(
            f"This bundle was made by a newer Crumbline (format {number}, schema {schema}).",
            f"Open it with that version; this one knows format {FORMAT}, schema {SCHEMA_NUMBER}.",
        )
    if DATABASE not in names or len(names) > MOST_MEMBERS or len(set(names)) < len(names):
        raise BundleRefused(*_NO_BUNDLE)
    if len(hashes) != len(sizes) or min(sizes) < 0:
        raise BundleRefused(*_NO_BUNDLE)
    if not all(_is_inside(name) for name in names):
        raise BundleRefused(*_OUTSIDE)
    _check_given(manifest, {name for name in names if PurePosixPath(name).parts[0] == GIVEN})
    return dict(manifest)


def _check_given(manifest: dict[str, Any], brought: set[str]) -> None:
    """The person's own files that the case will be pointed at are among those that the bundle brings."""
    networks, databases = manifest.get("networks"), manifest.get("databases", [])
    left_out = manifest.get("databases_left_out", [])
    lists = [[] if networks is None else [networks], databases, left_out]
    if not all(isinstance(names, list) and all(isinstance(name, str) for name in names) for names in lists):
        raise BundleRefused(*_NO_BUNDLE)
    if not brought.issuperset([*lists[0], *databases]):
        raise BundleRefused(*_OUTSIDE)


def _is_inside(name: str) -> bool:
    """Whether a name is the database, or a plain path below a folder of a case."""
    parts = PurePosixPath(name).parts
    if name == DATABASE:
        return True
    plain = all(
        part not in ("", ".", "..") and "\\" not in part and ":" not in part and "\0" not in part for part in parts
    )
    return plain and len(parts) >= 2 and parts[0] in _FOLDERS and not name.startswith("/")


def _unpack(
    packed: zipfile.ZipFile,
    manifest: dict[str, Any],
    folder: Path,
    report: Report,
    cancel: threading.Event | None,
) -> None:
    members = manifest["members"]
    whole = sum(int(member["bytes"]) for member in members)
    free = shutil.disk_usage(folder).free
    if whole > free:
        raise BundleRefused(
            f"The case needs {whole / 1e6:,.0f} MB and {free / 1e6:,.0f} MB are free.",
            "Make room, or open it elsewhere.",
        )
    done = 0
    for member in members:
        stop_if(cancel)
        report(Progress(f"Unpacking {member['name']}", done, whole, "bytes"))
        digest, left = hashlib.sha256(), int(member["bytes"])
        try:
            stream = packed.open(member["name"])
        except KeyError as cause:
            raise BundleRefused(*_NO_BUNDLE) from cause
        target = folder / PurePosixPath(member["name"])
        target.parent.mkdir(parents=True, exist_ok=True)
        with stream, target.open("wb") as file:
            # never more than the manifest says: a member may unpack to far more than it is
            while piece := stream.read(min(PIECE_BYTES, left + 1)):
                left -= len(piece)
                if left < 0:
                    raise BundleRefused(*_NO_BUNDLE)
                digest.update(piece)
                file.write(piece)
        if left or digest.hexdigest() != member["sha256"]:
            raise BundleRefused(
                f"A file of the bundle is not what its list says: {member['name']}.",
                "It was changed or damaged after it was made; take it again from whoever made it.",
            )
        done += int(member["bytes"])
