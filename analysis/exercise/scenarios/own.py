"""Scenarios of one's own that a server keeps beside its cases, so that games can be made of them by screen.

Why kept as files: a game copies its scenario, and a facilitator may want to mend one in a text editor meanwhile.
Not here: what a scenario must say (document.py).
"""

from __future__ import annotations

import re
from pathlib import Path

from analysis.errors import CrumblineError
from analysis.exercise.scenarios import document as documents
from analysis.exercise.scenarios.parts import Document
from analysis.exercise.scenarios.sections import ID

FOLDER = ".scenarios"
"""Below the folder of cases; no case may be called so."""
LONGEST_ID = 40


def keep(cases: Path, file_name: str, content: bytes) -> Document:
    """Read a scenario and keep it; one of the same name is replaced, games made of it keep their own copy.

    Raises: ScenarioWrong with every fault; CrumblineError where it is no text, too large, or cannot be written.
    """
    name = f"{_id(file_name)}.toml"
    if len(content) > documents.MOST_BYTES:
        raise CrumblineError(
            f"This file is larger than {documents.MOST_BYTES // 1000} kB.", "A scenario is a text of some pages."
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as cause:
        raise CrumblineError("This file is no UTF-8 text.", "Save it as UTF-8 in a text editor.") from cause
    path = cases / FOLDER / name
    found = documents.read_text(name, text.replace("\r\n", "\n"), path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".unfinished")
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as cause:
        raise CrumblineError(
            f"The scenario cannot be kept: {cause.strerror}.", "Make room where the cases lie."
        ) from cause
    return found


def keep_file(cases: Path, path: Path) -> Document:
    """Keep a copy of a file of this machine. Raises: as `keep`, and CrumblineError where it cannot be read."""
    if path.suffix != ".toml":
        raise CrumblineError("A scenario's file ends with .toml.", "Name such a file, with its folder.")
    try:
        with path.expanduser().open("rb") as file:
            content = file.read(documents.MOST_BYTES + 1)
    except OSError as cause:
        raise CrumblineError(f"{path.name} cannot be read: {cause.strerror}.", "Name a scenario's file.") from cause
    return keep(cases, path.name, content)


def kept(cases: Path) -> tuple[list[Document], dict[str, str]]:
    """The scenarios that are kept, by name; and those that cannot be read any more, with the reason."""
    found, broken = [], {}
    for path in sorted((cases / FOLDER).glob("*.toml")):
        try:
            found.append(documents.read(path))
        except CrumblineError as error:
            broken[path.stem] = error.message
    return found, broken


def find(cases: Path, name: str) -> Document | None:
    """A scenario that ships, or is kept, by its id; None where there is none, or it cannot be read any more."""
    if not ID.fullmatch(name):
        return None
    for folder in (documents.FOLDER, cases / FOLDER):
        if (folder / f"{name}.toml").is_file():
            try:
                return documents.read(folder / f"{name}.toml")
            except CrumblineError:
                return None
    return None


def is_own(document: Document) -> bool:
    """Whether its texts are somebody's own: whatever does not ship with the program."""
    return document.path is None or document.path.parent != documents.FOLDER


def forget(cases: Path, name: str) -> None:
    """Take a kept scenario away; games made of it stay."""
    if ID.fullmatch(name):
        (cases / FOLDER / f"{name}.toml").unlink(missing_ok=True)


def _id(file_name: str) -> str:
    """A file's name as an id that no scenario which ships has."""
    stem = re.sub(r"[^a-z0-9_-]+", "-", Path(file_name).stem.lower())[:LONGEST_ID].strip("-_") or "scenario"
    return f"{stem}-own" if (documents.FOLDER / f"{stem}.toml").is_file() else stem
