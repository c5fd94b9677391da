"""An exercise as two zip files: what players may have from the beginning, and what only the facilitator may.

Why the messages and the manifest go to the facilitator: a message that is read before its time tells what is to come,
and the scenario's name tells what it is about. So the players' file is named for the company.
Same scenario, seed and size: the same bytes.
"""

from __future__ import annotations

import hashlib
import re
import threading
import zipfile
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import CrumblineError
from analysis.exercise.scenarios import make
from analysis.exercise.scenarios.parts import Document
from analysis.progress import Progress, Report, silent, stop_if

FOR_PLAYERS = (make.LOG, make.CSV, make.REGISTER, make.BRIEFING)
FILES = 9
"""Of one exercise, the manifest among them."""
LEVEL = 4
"""Of compression: a log shrinks to a tenth by it; more takes three times as long for little."""


@dataclass(frozen=True)
class Packed:
    """The two files of one exercise."""

    players: Path
    facilitator: Path
    event_count: int
    people_count: int


def pack(
    document: Document,
    seed: int,
    size: str,
    folder: Path,
    *,
    report: Report = silent,
    cancel: threading.Event | None = None,
) -> Packed:
    """Make an exercise and write both files into a folder. Raises: as `make.made`; Cancelled; CrumblineError."""
    report(Progress(f"Making the log of {document.people[size]:,} people", 0, None, "files"))
    one = make.made(document, seed, size)
    company = re.sub(r"[^a-z0-9]+", "-", document.company.lower()).strip("-") or "company"
    packed = Packed(
        folder / f"exercise-{company}-{seed}-players.zip",
        folder / f"exercise-{document.id}-{seed}-{size}-facilitator.zip",
        len(one.events),
        one.game.truth.people_count,
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.glob("*.zip"):
            path.unlink()
        _write(one, packed, report, cancel)
    except OSError as cause:
        raise CrumblineError(
            f"The files cannot be written: {cause.strerror}.", "Make room where the cases lie."
        ) from cause
    except BaseException:
        for path in (packed.players, packed.facilitator):
            path.unlink(missing_ok=True)
        raise
    return packed


def _write(one: make.Made, packed: Packed, report: Report, cancel: threading.Event | None) -> None:
    entries = []
    with _zip(packed.players) as players, _zip(packed.facilitator) as facilitator:
        for number, (name, pieces) in enumerate(make.files(one)):
            report(Progress(f"Writing {name}", number, FILES, "files"))
            digest, size = hashlib.sha256(), 0
            with (players if name in FOR_PLAYERS else facilitator).open(name, "w", force_zip64=True) as file:
                for piece in pieces:
                    stop_if(cancel)
                    file.write(piece)
                    digest.update(piece)
                    size += len(piece)
            entries.append(make.entry(name, size, digest.hexdigest()))
        with facilitator.open(make.MANIFEST, "w") as file:
            file.write(make.manifest(one, entries))


def _zip(path: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL)
