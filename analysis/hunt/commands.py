"""The words of `python -m analysis sigma`. Not here: reading and running rules (sigma_rules.py, sigma_run.py)."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analysis import pipeline
from analysis.case import Case
from analysis.errors import CrumblineError
from analysis.hunt import sigma_rules, sigma_run, sigma_words
from analysis.hunt.sigma_run import Outcome


def add_to(commands: Any) -> None:
    """Add the command to the subparsers of the command line."""
    command = commands.add_parser(
        "sigma",
        help="run Sigma rules for Okta over exports or a case",
        description=(
            "Run Sigma rules (product okta) over Okta System Log exports or a case, and say which found events, in "
            "which sessions, and which could not be run and why. Rules are read as data; nothing in them is executed."
        ),
        epilog="Exit code 0 when rules could be run, whatever they found; 2 when none could or no event was read.",
    )
    command.add_argument("rules", nargs="+", type=Path, metavar="RULES", help="rules, folders or zips of rules")
    command.add_argument(
        "--over", nargs="+", type=Path, default=[], metavar="FILE", help="exports; also given after the rules"
    )
    command.add_argument("--case", type=Path, metavar="DIR", help="a case folder; the files are added to it")
    command.add_argument("--json", action="store_true", help="print one JSON document instead of a table")
    command.set_defaults(command=run)


def run(given: argparse.Namespace) -> int:
    """Read the rules and the files, run, print. What is no rule among the paths is an export."""
    rules = [path for path in given.rules if _is_rules(path)]
    files = [path for path in given.rules if not _is_rules(path)] + given.over
    if not rules:
        raise CrumblineError("There are no rules.", "Name rules (.yml), a folder or a zip of them first.")
    if not files and given.case is None:
        raise CrumblineError("There is nothing to run them over.", "Name exports after the rules, or --case DIR.")
    read = sigma_rules.read(sigma_rules.of_paths(rules))
    with contextlib.ExitStack() as stack:
        case = stack.enter_context(Case.open(given.case) if given.case else Case.temporary())
        if files:
            pipeline.add_evidence(case, files)
        if files or "findings" not in case.tables():
            pipeline.judge(case)
        if not case.rows("counts")[0]["events"]:
            raise CrumblineError("No event was read.", "Name an Okta System Log export, as JSON or CSV.")
        outcomes = sigma_run.run(case, read)
        answer = sigma_words.document(case, outcomes)
    if given.json:
        json.dump(answer, sys.stdout, indent=2, ensure_ascii=False)
        sys.stdout.write("\n")
    else:
        sys.stdout.write(report(outcomes))
    return 0 if any(not one.unsupported for one in outcomes) else 2


def _is_rules(path: Path) -> bool:
    if path.is_dir():
        return True
    if path.suffix.lower() == ".zip":  # exports come in zips too
        try:
            return bool(sigma_rules.of_paths([path]))
        except CrumblineError:
            return False
    return path.suffix.lower() in sigma_rules.ENDINGS


def report(outcomes: Sequence[Outcome]) -> str:
    """The outcomes for a terminal."""
    lines = [sigma_words.title(outcomes) + ".", ""]
    for one in outcomes:
        if not one.unsupported:
            first = f"{one.first_at:%Y-%m-%d %H:%M:%S} UTC" if one.event_count else ""
            lines.append(
                f"{one.event_count:>8,} events {one.session_count:>6,} sessions  {one.rule.level or '-':<13}  "
                f"{_printable(one.rule.title)}  {first}".rstrip()
            )
            lines += [f"{'':>26}  note: {_printable(note)}" for note in one.notes]
    missing = [one for one in outcomes if one.unsupported]
    if missing:
        lines += ["", "Could not be run:"]
        lines += [f"  - {_printable(one.rule.title)}: {_printable(one.unsupported)}" for one in missing]
    return "\n".join(lines) + "\n"


def _printable(text: str) -> str:
    """Text for a terminal: a rule may carry escape sequences."""
    return "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in text)
