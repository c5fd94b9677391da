"""The words of `python -m analysis evaluate` and `calibrate`.

Not here: their work (evaluate.py, calibrate.py).
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis import reference
from analysis.errors import CrumblineError
from analysis.evaluation import (
    calibrate,
    compare,
    demands,
    evaluate,
    lanes,
    overrides,
    tables,
    weighing_tables,
    weights,
)

EVALUATION_FROM = 200
"""Seeds from here on are never calibrated on."""
QUICK = (300, 3)
"""People and days of --quick, which says that everything runs and little about quality."""

_SEEDS_SAY = (
    f"Seeds 1 to 99 are for calibration, {EVALUATION_FROM} and above for evaluation: a figure on a tenant that "
    "points were fitted to would praise itself."
)


def add_to(commands: Any) -> None:
    """Add the commands to the subparsers of the command line."""
    _add_evaluate(commands)
    _add_calibrate(commands)


def _add_evaluate(commands: Any) -> None:
    command = commands.add_parser(
        "evaluate",
        help="measure the judgement on made-up tenants whose truth is known",
        description=(
            "Make tenants, judge each through the ordinary pipeline, compare the findings with the truth and print "
            "every figure beside the one that was demanded. Named settings narrow it; without one, all four are "
            f"measured. {_SEEDS_SAY}"
        ),
        epilog="Exit code 0 when it could measure, whatever came out. Of equal scores the honest ones come first.",
    )
    _add_shared(command, seeds=(201, 202, 203))
    command.add_argument("--people", type=int, default=1500, help="people of a tenant (default 1500)")
    command.add_argument("--days", type=int, default=7, help="days of a tenant (default 7)")
    command.add_argument("--of-each", type=int, default=1, metavar="N", help="replays of each kind (default 1)")
    for name, dest, says in (
        ("--plain", demands.PLAIN, "tenants as JSON"),
        ("--hard", demands.HARD, "tenants that are hard to judge"),
        ("--csv", demands.ADMIN_CSV, "the plain tenants as Admin Console CSV"),
        ("--one-person", demands.ONE_PERSON, "for each victim, an export of that person's events alone"),
    ):
        command.add_argument(name, dest="settings", action="append_const", const=dest, help=says)
    command.add_argument("--rules", action="store_true", help="the published rules beside Crumbline's bands")
    command.add_argument(
        "--write", action="store_true", help="with --rules: write the comparison on the plain tenants for the Reference"
    )
    command.add_argument("--json", action="store_true", help="print one JSON document instead of tables")
    command.add_argument(
        "--quick",
        action="store_true",
        help=f"the first seed only, {QUICK[0]} people, {QUICK[1]} days: does it run, not is it good",
    )
    command.set_defaults(command=run_evaluate)


def _add_shared(command: argparse.ArgumentParser, *, seeds: tuple[int, ...]) -> None:
    command.add_argument(
        "--seeds", type=int, nargs="+", default=list(seeds), metavar="SEED", help=f"default {' '.join(map(str, seeds))}"
    )
    command.add_argument(
        "--keep",
        type=Path,
        metavar="DIR",
        help="keep tenants and cases here; a later run judges again only what changed since",
    )
    command.add_argument("--processes", type=int, default=2, help="tenants at a time (default 2; each up to 2 GB)")


def run_evaluate(given: argparse.Namespace) -> int:
    """Measure and print."""
    seeds, people, days = given.seeds, given.people, given.days
    if given.quick:
        seeds, (people, days) = seeds[:1], QUICK
    settings = [name for name in demands.SETTINGS if not given.settings or name in given.settings]
    wanted = evaluate.jobs(seeds, people, days, settings, of_each=given.of_each)
    wanted = [replace(job, keep=given.keep, with_rules=given.rules) for job in wanted]
    outcomes = list(evaluate.run(evaluate.measured, wanted, given.processes, _say))
    if given.json:
        about = {"seeds": seeds, "people": people, "days": days, "of_each": given.of_each}
        json.dump(tables.document(outcomes, about), sys.stdout, indent=2, ensure_ascii=False)
        sys.stdout.write("\n")
        return 0
    title = (
        f"Evaluation on made-up tenants: seeds {', '.join(map(str, seeds))}; {people:,} people, {days} days, "
        f"{given.of_each} of each kind of replay"
    )
    sys.stdout.write(tables.report(outcomes, title) + "\n")
    if given.write:
        compared = compare.added(
            [outcome.rules[demands.PLAIN] for outcome in outcomes if demands.PLAIN in outcome.rules]
        )
        reference.COMPARED.write_text(compare.csv(compared, title), encoding="utf-8")
    calibrated = [seed for seed in seeds if seed < EVALUATION_FROM]
    if calibrated:
        _say(f"Seeds {', '.join(map(str, calibrated))} are for calibration: these figures praise themselves.")
    return 0


def _add_calibrate(commands: Any) -> None:
    command = commands.add_parser(
        "calibrate",
        help="weigh the signals on made-up tenants whose truth is known",
        description=(
            "Make tenants with many replays, judge them as JSON, as Admin Console CSV and person by person, and say "
            "what each signal and grade is worth: how many stolen and honest lanes carry it, its weight of evidence, "
            f"and the points of a joint fit. {_SEEDS_SAY}"
        ),
    )
    _add_shared(command, seeds=(11, 12, 13, 14))
    command.add_argument(
        "--sizes", type=int, nargs="+", default=[300, 1500], metavar="PEOPLE", help="a tenant each (default 300 1500)"
    )
    command.add_argument("--days", type=int, default=7, help="days of a tenant (default 7)")
    command.add_argument("--hard-share", type=float, default=0.5, help="share of hard tenants (default 0.5)")
    command.add_argument(
        "--forms",
        nargs="+",
        default=list(calibrate.FORMS),
        choices=calibrate.FORMS,
        help="forms in which each tenant is judged (default all; JSON is needed)",
    )
    command.add_argument(
        "--held-out",
        type=int,
        nargs="*",
        default=[91],
        metavar="SEED",
        help="seeds for trying the points, without a part in the fit (default 91; none: skip it)",
    )
    command.add_argument(
        "--posterior", type=float, default=0.33, help="of a lane that scores replay_from just so (default 0.33)"
    )
    command.add_argument(
        "--hold", nargs="+", default=[], metavar="SIGNAL[.GRADE]", help="keep today's points of these, fit the others"
    )
    command.add_argument(
        "--write", action="store_true", help="write points and reasons into the headers of analysis/signals"
    )
    command.set_defaults(command=run_calibrate)


def run_calibrate(given: argparse.Namespace) -> int:
    """Weigh, print, try on held-out seeds, and write where asked."""
    hold = [_mark(name) for name in given.hold]
    if calibrate.AS_JSON not in given.forms:
        raise CrumblineError("The scale is found on tenants as JSON.", "Add JSON to --forms.")
    wanted = calibrate.jobs(given.seeds, given.sizes, given.days, given.hard_share, given.forms)
    wanted = [replace(job, keep=given.keep) for job in wanted]
    seen = lanes.added(evaluate.run(calibrate.observed, wanted, given.processes, _say))
    _say("weighing")
    weighing = weights.weigh(seen, calibrate.PLAIN_GROUP, posterior=given.posterior, hold=hold)
    parts = [weighing_tables.lanes_seen(seen), weighing_tables.marks(weighing), weighing_tables.scale(weighing)]
    _show([*parts, weighing_tables.reached(weighing)])
    if given.held_out:
        settings = [name for name in demands.SETTINGS if name != demands.HARD or given.hard_share]
        tried = evaluate.jobs(given.held_out, max(given.sizes), given.days, settings)
        tried = [replace(job, keep=given.keep) for job in tried]
        with_new = [replace(job, points=weighing.settings()) for job in tried]
        today, new = (
            evaluate.together(evaluate.run(evaluate.measured, some, given.processes, _say))
            for some in (tried, with_new)
        )
        _show([weighing_tables.held_out(today, new)])
    if given.write:
        changed = calibrate.write(weighing)
        _say(f"{len(changed)} headers written")
    return 0


def _mark(name: str) -> lanes.Mark:
    """A signal and its grade by the name that a person gives."""
    signal, _, grade = name.partition(".")
    if overrides.name(signal, grade) not in overrides.header_points():
        raise CrumblineError(f"There is no signal or grade {name}.", "Name one as the table names it.")
    return signal, grade


def _show(parts: list[list[str]]) -> None:
    for lines in parts:
        sys.stdout.write("\n".join(lines) + "\n\n")


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
