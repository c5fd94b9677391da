"""The command line: `python -m analysis findings FILE...`.

Exit codes: 0 when any event was read, 2 with a sentence on standard error when none was or the
request cannot be carried out; 1 is a bug of the program.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from analysis import document, explanations, pipeline
from analysis.briefing import commands as briefing_commands
from analysis.case import Case
from analysis.controls import commands as controls_commands
from analysis.enrich import given as given_files
from analysis.enrich.given import Given
from analysis.errors import CrumblineError
from analysis.evaluation import commands as evaluation_commands
from analysis.exercise import commands as exercise_commands
from analysis.har import commands as har_commands
from analysis.hunt import commands as hunt_commands
from analysis.progress import Progress, Report, silent
from analysis.takeaway import commands as takeaway_commands


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Shape: the words after `python -m analysis`; the exit code out."""
    given = _parser().parse_args(arguments)
    try:
        return int(given.command(given))
    except CrumblineError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        print("Stopped. Files that were read stay in the case; the unfinished one does not.", file=sys.stderr)
        return 2


def findings(given: argparse.Namespace) -> int:
    """Read the files, judge, print."""
    if not given.files and given.case is None:
        raise CrumblineError(
            "There is nothing to read.", "Name one or more Okta System Log exports, or a case with --case DIR."
        )
    with _case(given.case) as case, _progress() as report:
        for sentence in case.found_on_opening:
            print(sentence, file=sys.stderr)
        problems = _read(case, given.files, report)
        _keep(case, given.geoip, given.networks)
        pipeline.judge(case, report=report)
        answer = document.document(case)
    for entry in answer["evidence"]:
        if entry["error"]:
            problems.append(f"{entry['name']}: {entry['error']}")
    if given.json:
        json.dump(answer, sys.stdout, indent=2, ensure_ascii=False)
        sys.stdout.write("\n")
    else:
        print_table(answer)
    for problem in problems:
        print(printable(problem), file=sys.stderr)
    if not answer["counts"]["events"]:
        if not problems:
            print("No event was read. Export the System Log as JSON or CSV and name that file.", file=sys.stderr)
        return 2
    return 0


def _keep(case: Case, databases: Sequence[Path], networks: Path | None) -> None:
    """What was given on this line replaces what the case had; what was not stays."""
    before = given_files.read(case)
    after = Given(
        tuple(path.resolve() for path in databases) or before.databases,
        networks.resolve() if networks else before.networks,
    )
    if after != before:
        given_files.keep(case, after, author="command line")


def _read(case: Case, files: Sequence[Path], report: Report) -> list[str]:
    """Add the files one by one; a file that cannot be read is a sentence, and the others go on."""
    problems = []
    for path in files:
        try:
            pipeline.add_evidence(case, [path], report=report)
        except CrumblineError as error:
            problems.append(f"{path.name}: {error}")
    return problems


def print_table(answer: dict[str, Any]) -> None:
    """The findings for a person: what was read, then the sessions with their reasons."""
    for entry in answer["evidence"]:
        rows, read, duplicate, refused = (entry[part] for part in ("rows", "read", "duplicate", "refused"))
        sums = f"{rows:,} rows = {read:,} read + {duplicate:,} duplicate + {refused:,} refused"
        print(printable(f"{entry['name']}  [{entry['format'] or 'not read'}]  {sums}"))
    counts = answer["counts"]
    if not counts["events"]:
        return
    print(", ".join(f"{counts[part]:,} {part}" for part in ("events", "sessions", "lanes", "hops")) + "\n")
    shown = [finding for finding in answer["findings"] if finding["band"] in ("replay", "suspicious")]
    if not shown:
        print("No session is a likely replay or worth a look, as far as this evidence can show.")
    for finding in shown:
        print(
            printable(
                f"{finding['score']:>5}  {finding['band']:<10}  {finding['divergence_at'] or '-':<24}  "
                f"{finding['actor'] or 'unknown'}  {finding['session_id']}"
            )
        )
        for signal in finding["signals"]:
            if signal["points"]:
                print(printable(f"       {signal['points']:>+4}  {signal['sentence']}"))
        if finding["most_likely"]:
            print(printable(f"             {finding['most_likely']['sentence']}"))
    others = len(answer["findings"]) - len(shown)
    if others:
        print(f"\n{others:,} more sessions have several clients or a signal and are likely honest; --json lists them.")
        print_readings(answer["findings"])
    if answer["coverage"]:
        print("\nWhat this evidence cannot show:")
        for entry in answer["coverage"]:
            print(printable(f"  - {entry['statement']}"))


def print_readings(found: Sequence[dict[str, Any]]) -> None:
    """How many of the likely honest sessions most likely were what."""
    titles = explanations.readings()
    told = Counter(
        titles[finding["most_likely"]["reading"]].title
        for finding in found
        if finding["band"] == "explained" and finding["most_likely"]
    )
    if told:
        counts = sorted(told.items(), key=lambda entry: (-entry[1], entry[0]))
        print("Most likely: " + ", ".join(f"{title} {count:,}" for title, count in counts) + ".")


def printable(text: str) -> str:
    """Text for a terminal: log text may carry escape sequences and marks that turn lines around."""
    return "".join(character if character.isprintable() else f"\\x{ord(character):02x}" for character in text)


@contextlib.contextmanager
def _case(folder: Path | None) -> Iterator[Case]:
    if folder is None:
        with Case.temporary() as case:
            yield case
    else:
        with Case.open(folder) as case:
            yield case


@contextlib.contextmanager
def _progress() -> Iterator[Report]:
    """Progress on standard error, only where a person looks at it."""
    if not sys.stderr.isatty():
        yield silent
        return

    def report(progress: Progress) -> None:
        share = f"{progress.done / progress.total:4.0%} " if progress.total else ""
        sys.stderr.write(f"\r\x1b[2K{share}{printable(progress.what)[:100]}")
        sys.stderr.flush()

    try:
        yield report
    finally:
        sys.stderr.write("\r\x1b[2K")
        sys.stderr.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m analysis",
        description="Crumbline: was one of our Okta sessions used by someone who never signed in to it?",
        epilog=(
            "Nothing leaves this machine. Exit codes: 0 events were read; "
            "2 none was, the reason is on standard error; 1 a bug."
        ),
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser(
        "findings",
        help="read Okta System Log exports and print the sessions most likely replayed",
        description=(
            "Read Okta System Log exports of any kind (JSON, JSON lines, Admin Console CSV, event hooks, EventBridge, "
            "Splunk, Elastic, Sentinel, OCSF; plain, gz, zip, zst, bz2) and print the sessions most likely replayed, "
            "strongest first, with the reasons."
        ),
    )
    command.add_argument("files", nargs="*", type=Path, metavar="FILE", help="an export; archives may hold many")
    command.add_argument(
        "--case",
        type=Path,
        metavar="DIR",
        help="keep everything in this case folder, made where missing; else a temporary one",
    )
    command.add_argument(
        "--geoip",
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        metavar="DB",
        help="databases in MaxMind's format, kept with the case: GeoLite2, GeoIP2 or DB-IP; City, ASN, Anonymous IP",
    )
    command.add_argument(
        "--networks", type=Path, metavar="FILE", help="your own networks: CIDR or ASN, name, kind; a line each"
    )
    command.add_argument("--json", action="store_true", help="print one JSON document instead of a table")
    command.set_defaults(command=findings)
    evaluation_commands.add_to(commands)
    hunt_commands.add_to(commands)
    har_commands.add_to(commands)
    controls_commands.add_to(commands)
    takeaway_commands.add_to(commands)
    briefing_commands.add_to(commands)
    exercise_commands.add_to(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
