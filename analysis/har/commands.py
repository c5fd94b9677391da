"""The words of `python -m analysis har inspect` and `har sanitise`.

Not here: their work. Nothing is written but OUT; values of the file are never printed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis.errors import CrumblineError
from analysis.har import cookies, exposure_words, inventory, join, read
from analysis.har.inventory import Inventory
from analysis.har.report import Report
from analysis.har.sanitise import sanitise
from analysis.har.walk import Options

MOST_SHOWN = 40
"""Rows of credentials in the table; --json has all."""


def add_to(commands: Any) -> None:
    """Add `har` to the subparsers of the command line."""
    har = commands.add_parser(
        "har",
        help="what a HAR file gives away, and a copy without it",
        description="HAR files: which credentials they carry, whether they were used, and a copy that is safe to send.",
    )
    kinds = har.add_subparsers(required=True, metavar="WHAT")
    inspect = kinds.add_parser(
        "inspect",
        help="list the credentials of a HAR, without their values",
        description=(
            "List what a HAR carries: kind, name, host, lifetime, severity and a hash that shows equal values as "
            "equal. The hash is keyed anew in each run, so that it cannot be compared with guesses."
        ),
    )
    inspect.add_argument("file", type=Path, metavar="FILE", help="a HAR; gz, zst, bz2 and zip too")
    inspect.add_argument(
        "--log",
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        metavar="EXPORT",
        help="System Log exports to join it to",
    )
    inspect.add_argument("--case", type=Path, metavar="DIR", help="a case to join it to")
    inspect.add_argument("--json", action="store_true", help="print one JSON document instead of a table")
    inspect.set_defaults(command=run_inspect)
    clean = kinds.add_parser(
        "sanitise",
        aliases=["sanitize"],
        help="write a HAR again without its credentials",
        description=(
            "Write a HAR again with every credential replaced by `redacted:` and a hash. What is not known to be "
            "harmless goes: unknown cookies, headers that look secret, random values. Scripts, styles and media are "
            "left out; structure, sizes, times and status stay."
        ),
    )
    clean.add_argument("file", type=Path, metavar="IN", help="a HAR; gz, zst, bz2 and zip too")
    clean.add_argument("out", type=Path, metavar="OUT", help="the file to write; replaced where it exists")
    clean.add_argument("--no-bodies", action="store_true", help="leave out all bodies")
    clean.add_argument("--no-queries", action="store_true", help="replace all values of query strings")
    clean.add_argument(
        "--pseudonyms", action="store_true", help="replace e-mail addresses, logins, names and addresses too"
    )
    clean.add_argument("--json", action="store_true", help="print the report as JSON")
    clean.set_defaults(command=run_sanitise)


def run_inspect(given: argparse.Namespace) -> int:
    """List the credentials."""
    found = inventory.of(given.file)
    audit = cookies.audit(found)
    exposed = join.of(found, given.log, given.case)
    if given.json:
        told = found.document() | {"exposed": exposed.document() if exposed else []}
        json.dump(told, sys.stdout, indent=2, ensure_ascii=False)
        sys.stdout.write("\n")
    else:
        lines = [*_lines(found, audit), *(exposure_words.lines(exposed) if exposed else [])]
        sys.stdout.write("\n".join(printable(line) for line in lines) + "\n")
    for note in (*found.notes, *(exposed.notes if exposed else ())):
        _say(note)
    if exposed is None:
        _say("Whether the sessions were used by somebody else is told with --log EXPORT or --case DIR.")
    return 0


def run_sanitise(given: argparse.Namespace) -> int:
    """Write the copy; an unfinished one does not stay."""
    if given.out.exists() and given.file.exists() and given.file.samefile(given.out):
        raise CrumblineError("IN and OUT are the same file.", "Give the copy a name of its own.")
    options = Options(bodies=not given.no_bodies, queries=not given.no_queries, personal=not given.pseudonyms)
    har = read.open(given.file)
    try:
        with given.out.open("wb") as sink, _only_whole(given.out):
            report = sanitise(har, sink, options)
    except OSError as cause:
        raise CrumblineError(f"{given.out.name} cannot be written: {cause.strerror}.", "Name another file.") from cause
    if given.json:
        json.dump(report.document(), sys.stdout, indent=2, ensure_ascii=False)
        sys.stdout.write("\n")
    else:
        sys.stdout.write("\n".join(printable(line) for line in _told(report, given.out)) + "\n")
    for note in report.notes:
        _say(note)
    return 0


@contextlib.contextmanager
def _only_whole(out: Path) -> Iterator[None]:
    """A copy that was not finished does not stay."""
    is_whole = False
    try:
        yield
        is_whole = True
    finally:
        if not is_whole:
            out.unlink(missing_ok=True)


def _lines(found: Inventory, audit: cookies.Audit) -> list[str]:
    window = (
        f"{inventory.written(found.captured_from) or 'unknown'} to {inventory.written(found.captured_to) or 'unknown'}"
    )
    lines = [
        f"{found.host or 'no host'}  {found.person or 'person unknown'}  {window}  {found.entry_count:,} entries",
        f"{len(found.credentials):,} credentials",
    ]
    for one in found.credentials[:MOST_SHOWN]:
        lives = f"{one.lifetime_s:,} s" if one.lifetime_s is not None else "-"
        lines.append(
            f"  {one.severity:<8}  {one.title:<32}  {one.name[:30]:<30}  {one.host[:40]:<40}  {lives:>12}  {one.hash}"
        )
    if len(found.credentials) > MOST_SHOWN:
        lines.append(f"  and {len(found.credentials) - MOST_SHOWN:,} more; --json lists them")
    flawed = [one for one in audit.cookies if one.is_session and one.flaws]
    if flawed:
        lines.append("Session cookies:")
    for audited in flawed:
        lines.append(f"  {audited.cookie.name} of {audited.cookie.host}")
        lines += [f"    {flaw.severity:<8}  {flaw.says}" for flaw in audited.flaws]
    return [*lines, "What a HAR cannot tell:", *(f"  - {sentence}" for sentence in audit.cannot_tell)]


def _told(report: Report, out: Path) -> list[str]:
    lines = [f"{out.name}: {report.sentence}"]
    for one in report.replaced[:MOST_SHOWN]:
        counts = f"{one.value_count:>6,} values  {one.place_count:>7,} places"
        lines.append(f"  {one.severity:<8}  {one.title:<40}  {one.host[:40]:<40}  {counts}")
    if len(report.replaced) > MOST_SHOWN:
        lines.append(f"  and {len(report.replaced) - MOST_SHOWN:,} more kinds and hosts; --json lists them")
    if report.left_out_count:
        lines.append(f"{report.left_out_count:,} entries could not be read and were left out.")
    return lines


def printable(text: str) -> str:
    """Text for a terminal: names and hosts of a HAR are anybody's."""
    return "".join(character if character.isprintable() else f"\\x{ord(character):02x}" for character in text)


def _say(text: str) -> None:
    sys.stderr.write(printable(text) + "\n")
