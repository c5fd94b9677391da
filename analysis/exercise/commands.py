"""`python -m analysis exercise`: lists the written exercises, checks a file, makes the folder of one.

Not here: what an exercise is (scenarios/), and playing it on a screen.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from analysis.exercise.scenarios import document, make
from analysis.exercise.scenarios.game import marks
from analysis.exercise.scenarios.parts import SIZES
from analysis.exercise.scenarios.reading import ScenarioWrong


def add_to(commands: Any) -> None:
    """Add `exercise` to the command line."""
    command = commands.add_parser(
        "exercise",
        help="written exercises: list them, check a file of your own, make the log of one",
        description="Exercises of session replays: a log that unfolds, messages, questions, and the truth kept apart.",
    )
    inner = command.add_subparsers(required=True, metavar="WHAT")
    listed = inner.add_parser("list", help="the exercises that ship with the program")
    listed.set_defaults(command=run_list)
    checked = inner.add_parser("check", help="read a scenario's file and say what is wrong with it, by line")
    checked.add_argument("file", metavar="FILE", help="a file that ends with .toml")
    checked.set_defaults(command=run_check)
    making = inner.add_parser("make", help="make the log, the HAR register and the truth of a scenario")
    making.add_argument("scenario", metavar="SCENARIO", help="a name of the list, or a file that ends with .toml")
    making.add_argument("out", type=Path, metavar="OUT", help="a new folder, or one made before")
    making.add_argument("--seed", type=int, default=1, metavar="N", help="chooses people, addresses and minutes")
    making.add_argument("--size", choices=SIZES, default="small", help="how many people the company has")
    making.set_defaults(command=run_make)


def run_list(_: argparse.Namespace) -> int:
    """Print what ships."""
    for one in document.all_documents():
        found = marks(one)
        told = ", ".join(f"{count} {mark}" for mark, count in found.items() if count) or "all made up"
        print(f"{one.id:<20} {one.minutes:>4g} min  {one.title}  ({told})")
    return 0


def run_check(given: argparse.Namespace) -> int:
    """Read a file; its faults go to standard output, a line each."""
    try:
        one = document.find(given.file)
    except ScenarioWrong as wrong:
        for fault in wrong.faults:
            print(f"{wrong.name}:{fault.line}: {fault.words}")
        return 2
    print(
        f"{one.id}: {len(one.steps)} steps, {len(one.injects)} injects, {len(one.questions)} questions, "
        f"{one.minutes:g} minutes. Nothing is wrong with it."
    )
    return 0


def run_make(given: argparse.Namespace) -> int:
    """Write the folder."""
    made = make.made(document.find(given.scenario), given.seed, given.size)
    for path in make.write(made, given.out):
        print(path)
    return 0
