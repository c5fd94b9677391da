"""`python -m analysis exercise`: lists and checks written exercises, makes the log of one, serves games and reports.

Not here: what an exercise is (scenarios/), and playing it on a screen.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from analysis.exercise import serving
from analysis.exercise.debrief import commands as debrief_commands
from analysis.exercise.scenarios import document, make
from analysis.exercise.scenarios.game import marks
from analysis.exercise.scenarios.parts import SIZES
from analysis.exercise.scenarios.reading import ScenarioWrong


def add_to(commands: Any) -> None:
    """Add `exercise` to the command line."""
    command = commands.add_parser(
        "exercise",
        help="written exercises: list them, check a file of your own, make the log of one, serve games",
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
    debrief_commands.add_to(inner)
    served = inner.add_parser(
        "serve",
        help="serve games to other machines: players join with a code, the facilitator leads with a key",
        description=(
            "A server that other machines reach and that shows games only, none of your cases. It prints the address "
            "for players, the address and the key for the facilitator. Games and the key survive a restart."
        ),
    )
    served.add_argument("--port", type=int, metavar="N", help="else 8501, or the next one that is free")
    served.add_argument(
        "--host", default=serving.EVERYWHERE, metavar="ADDRESS", help="answer on this address of the machine only"
    )
    served.add_argument(
        "--name", nargs="+", action="extend", default=[], help="a name under which other machines know this one"
    )
    served.add_argument("--cases", type=Path, metavar="DIR", help="where the games are kept, as for the cases")
    served.add_argument("--new-key", action="store_true", help="make another key; the old one opens nothing any more")
    served.add_argument(
        "--certificate", type=Path, metavar="FILE", help="encrypt (https): the certificate of this machine's name, PEM"
    )
    served.add_argument("--private-key", type=Path, metavar="FILE", help="the key of that certificate, PEM")
    served.set_defaults(command=run_serve)


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


def run_serve(given: argparse.Namespace) -> int:
    """Become the server; it ends with Ctrl+C."""
    serving.start(
        address=given.host,
        port=given.port,
        cases=given.cases,
        names=given.name,
        is_new_key=given.new_key,
        certificate=serving.certificate_of(given.certificate, given.private_key),
    )


def run_make(given: argparse.Namespace) -> int:
    """Write the folder."""
    made = make.made(document.find(given.scenario), given.seed, given.size)
    for path in make.write(made, given.out):
        print(path)
    return 0
