"""Where cases lie and what they may be called. Not here: opening one; analysis/case.py does that."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Sequence
from pathlib import Path

import platformdirs

from analysis.errors import CrumblineError

DEMO = "demo"
"""The case that ships with the program; it is made from data/samples on the first start."""

_NAME = re.compile(r"[^\W_](?:[\w -]{0,62}[^\W_])?")


class CaseNameRefused(CrumblineError):
    """A name that no case may have."""


def root(arguments: Sequence[str]) -> Path:
    """The folder of all cases: `--cases`, else CRUMBLINE_CASES, else the user's data folder."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--cases")
    try:
        given = parser.parse_known_args(list(arguments))[0].cases
    except argparse.ArgumentError as cause:
        raise CrumblineError("--cases names no folder.", "Write --cases FOLDER after the two dashes.") from cause
    given = given or os.environ.get("CRUMBLINE_CASES")
    if given:
        return Path(given).expanduser().resolve()
    return Path(platformdirs.user_data_dir("crumbline", appauthor=False)) / "cases"


def names(folder: Path) -> list[str]:
    """Names of the cases that exist, the demo first, the rest in order of name."""
    if not folder.is_dir():
        return []
    found = [entry.name for entry in folder.iterdir() if entry.is_dir() and _NAME.fullmatch(entry.name)]
    return sorted(found, key=lambda name: (name != DEMO, name.casefold(), name))


def checked(name: str) -> str:
    """The name without spaces at its ends.

    Why: a name becomes a folder and a part of addresses, so it can neither climb out of the folder nor
    carry markup.
    Raises: CaseNameRefused.
    """
    name = name.strip()
    if not _NAME.fullmatch(name):
        raise CaseNameRefused(
            "A case is named with letters, digits, spaces, hyphens and underscores, 64 at most.",
            "Begin and end with a letter or a digit, for example: October support case.",
        )
    return name


def new(folder: Path, name: str) -> str:
    """The checked name of a case that does not exist yet. Raises: CaseNameRefused."""
    name = checked(name)
    if name.casefold() in {other.casefold() for other in names(folder)}:
        raise CaseNameRefused("There is a case of that name already.", "Open it, or choose another name.")
    return name
