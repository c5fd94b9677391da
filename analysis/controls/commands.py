"""The words of `python -m analysis controls`. Not here: replaying and measuring (`measure`, `audits`)."""

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
from analysis.controls import audits, control_files, document, measure, words
from analysis.controls.audits import Audit
from analysis.controls.choices import Answer
from analysis.controls.control_files import Limits
from analysis.errors import CrumblineError


def add_to(commands: Any) -> None:
    """Add the command to the subparsers of the command line."""
    command = commands.add_parser(
        "controls",
        help="replay the log under each control: what it would have interrupted, at what price",
        description=(
            "Replay the log under each control and the useful pairs: how many replays each would have interrupted in "
            "this log, under its assumptions, and how many honest sessions. Then what the log shows of settings today."
        ),
        epilog="Exit code 0 when events were read, whatever was found; 2 when none was.",
    )
    command.add_argument("files", nargs="*", type=Path, metavar="FILE", help="an export; archives may hold many")
    command.add_argument("--case", type=Path, metavar="DIR", help="a case folder; the files are added to it")
    command.add_argument("--idle", type=int, metavar="MIN", help="own lifetimes: minutes without use")
    command.add_argument("--absolute", type=int, metavar="MIN", help="own lifetimes: minutes in all")
    command.add_argument("--minutes", type=int, metavar="MIN", help="how long a factor counts for a privileged change")
    command.add_argument("--json", action="store_true", help="print one JSON document instead of tables")
    command.set_defaults(command=run)


def run(given: argparse.Namespace) -> int:
    """Read the files, judge, replay, print."""
    if not given.files and given.case is None:
        raise CrumblineError("There is nothing to replay.", "Name one or more exports, or a case with --case DIR.")
    limits = _limits(given)
    with contextlib.ExitStack() as stack:
        case = stack.enter_context(Case.open(given.case) if given.case else Case.temporary())
        if given.files:
            pipeline.add_evidence(case, given.files)
        if given.files or not pipeline.is_current(case):
            pipeline.judge(case)
        if not case.rows("counts")[0]["events"]:
            raise CrumblineError("No event was read.", "Name an Okta System Log export, as JSON or CSV.")
        answer = measure.of_case(case, limits)
        asked = audits.of_case(case, limits)
    if given.json:
        json.dump(document.document(answer, asked), sys.stdout, indent=2, ensure_ascii=False)
        sys.stdout.write("\n")
    else:
        sys.stdout.write(report(answer, asked))
    return 0


def _limits(given: argparse.Namespace) -> Limits:
    if (given.idle is None) != (given.absolute is None):
        raise CrumblineError("Lifetimes have two limits.", "Give both --idle and --absolute, in minutes.")
    asked = {"idle": given.idle, "absolute": given.absolute, "minutes": given.minutes}
    for name, value in asked.items():
        if value is not None and not control_files.SHORTEST_MIN <= value <= control_files.LONGEST_MIN:
            raise CrumblineError(
                f"--{name} {value} is no limit in minutes.",
                f"Give a number from {control_files.SHORTEST_MIN} to {control_files.LONGEST_MIN}.",
            )
    return Limits.of_query({name: str(value) for name, value in asked.items() if value is not None})


def report(answer: Answer, asked: Sequence[Audit]) -> str:
    """Both tables for a terminal; only our own words and numbers, no text of the log."""
    lines = [words.measured_on(answer), words.headline(answer) + ".", ""]
    lines.append(f"{'':2}{'control':<52} {'replays':>9} {'acts':>9} {'of 1,000':>9} {'a day':>7} {'minutes':>8}")
    for one in answer.measured:
        minutes = "-" if one.minutes_min is None else f"{one.minutes_min:,.0f}"
        lines.append(
            f"{'*' if one.on_frontier else ' '} {one.short:<52} {f'{one.stopped}/{one.replay_count}':>9} "
            f"{f'{one.refused_count}/{one.act_count}':>9} {words.per_1000(one):>9} "
            f"{one.per_person_day or 0:>7.2f} {minutes:>8}"
        )
    lines += [
        "",
        "* on the frontier: nothing stops more for less. replays: interrupted in this log, under the assumptions of "
        "the control.",
        "acts: of foreign clients that would not have happened. of 1,000: honest sessions interrupted. a day: extra "
        "sign-ins per person.",
        "minutes: after the divergence, half of them sooner.",
    ]
    if answer.not_offered:
        lines += ["", "Not tried:"]
        lines += [f"  - {one.control.short}: {one.reason}" for one in answer.not_offered]
    lines += ["", "What this log shows of settings today:"]
    lines += [f"  - {one.title}{'' if one.title.endswith('?') else '.'} {_printable(one.sentence)}" for one in asked]
    return "\n".join(lines) + "\n"


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in text)
