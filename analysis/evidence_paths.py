"""Files that a person names by a path on this machine."""

from __future__ import annotations

from pathlib import Path

from analysis.errors import UnreadableFile

MOST_FILES = 5_000


def named(text: str) -> list[Path]:
    """The file of that path, or all files in that folder and below, hidden ones left out, in order of name.

    Raises: UnreadableFile, where nothing is there, or the folder holds nothing, or far too much.
    """
    text = text.strip().strip("'\"").removeprefix("file://")
    path = Path(text).expanduser()
    if not text or not path.exists():
        raise UnreadableFile(
            "There is no such file or folder on this machine.", "Check the path; it is read by the server."
        )
    if path.is_file():
        return [path.resolve()]
    if not path.is_dir():
        raise UnreadableFile("This is neither a file nor a folder.", "Name the export, or the folder that it lies in.")
    found = []
    for entry in sorted(path.resolve().rglob("*")):
        if entry.is_file() and not any(part.startswith(".") for part in entry.relative_to(path.resolve()).parts):
            found.append(entry)
        if len(found) > MOST_FILES:
            raise UnreadableFile(
                f"The folder holds more than {MOST_FILES:,} files.", "Name the folder that holds only the export."
            )
    if not found:
        raise UnreadableFile("The folder holds no file.", "Name the export, or the folder that it lies in.")
    return found
