"""`python -m analysis takeaway` and `open`: files and bundles of a case without a browser."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from analysis.case import Case
from analysis.errors import CrumblineError
from analysis.takeaway import bundle, opening, stix
from analysis.takeaway.bundle import Contents
from analysis.takeaway.choice import CHOICES
from analysis.takeaway.files import FILES, Wanted


def add_to(commands: Any) -> None:
    """Add both commands to the parser."""
    command = commands.add_parser(
        "takeaway",
        help="write timelines, indicators, an ATT&CK layer or a bundle of a case",
        description="Write files for other tools, or the whole case as one bundle that opens on another machine.",
    )
    command.add_argument("--case", type=Path, metavar="DIR", required=True, help="the folder of the case")
    for name, file in FILES.items():
        command.add_argument(f"--{name}", type=Path, metavar="FILE", help=file.purpose)
    command.add_argument("--bundle", type=Path, metavar="FILE", help="the whole case as one zip file")
    command.add_argument("--without-records", action="store_true", help="leave the records out of the bundle")
    command.add_argument(
        "--with-databases", action="store_true", help="take the GeoIP databases along; their licence may forbid it"
    )
    command.add_argument("--sessions", choices=list(CHOICES), default="suspected", help="which sessions they are about")
    command.add_argument("--tlp", choices=list(stix.MARKS), default="TLP:AMBER", help="the mark on the indicators")
    command.set_defaults(command=take_away)
    command = commands.add_parser(
        "open", help="open a bundle as a case", description="Unpack a bundle of a case that somebody else made."
    )
    command.add_argument("bundle", type=Path, metavar="BUNDLE")
    command.add_argument("folder", type=Path, metavar="DIR", help="the folder of the new case")
    command.set_defaults(command=open_bundle)


def take_away(given: argparse.Namespace) -> int:
    """Write what is asked for; says on standard error what was written."""
    asked = {name: path for name in FILES if (path := getattr(given, name.replace("-", "_"))) is not None}
    if not asked and given.bundle is None:
        raise CrumblineError("No file was asked for.", f"Name one or more of --{', --'.join(FILES)} or --bundle.")
    if not (given.case / "case.duckdb").is_file():
        raise CrumblineError(f"There is no case in {given.case}.", "Name the folder that holds case.duckdb.")
    with Case.open(given.case) as case:
        for name, path in asked.items():
            content = FILES[name].make(Wanted(case, given.sessions, given.tlp))
            with _sentence(path):
                path.write_bytes(content)
            print(f"{path}: {len(content):,} bytes", file=sys.stderr)
        if given.bundle is not None:
            bundle.write(case, given.bundle, Contents(not given.without_records, given.with_databases))
            print(f"{given.bundle}: {given.bundle.stat().st_size:,} bytes", file=sys.stderr)
    return 0


def open_bundle(given: argparse.Namespace) -> int:
    """Unpack; says what did not come along."""
    if not given.bundle.is_file():
        raise CrumblineError(f"There is no file {given.bundle}.", "Name a bundle that `takeaway --bundle` made.")
    for sentence in opening.unpack(given.bundle, given.folder):
        print(sentence, file=sys.stderr)
    print(f"The case lies in {given.folder}.", file=sys.stderr)
    return 0


@contextmanager
def _sentence(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as cause:
        raise CrumblineError(
            f"{path} cannot be written: {cause.strerror or cause}.", "Name a file in a folder that you may write to."
        ) from cause
