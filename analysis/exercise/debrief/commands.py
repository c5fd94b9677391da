"""`python -m analysis exercise report`: the after-action report of a game as files, without a browser."""

from __future__ import annotations

import argparse
import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from analysis.briefing.commands import write_asked
from analysis.briefing.edits import MARKS
from analysis.errors import CrumblineError
from analysis.exercise.debrief import contents, markdown, pdf, pptx, report
from analysis.exercise.debrief.report import Report
from analysis.exercise.play.facts import FACTS_FILE
from analysis.exercise.play.feeder import Feeder
from analysis.exercise.play.play import JOURNAL_FILE, Play

FORMS: dict[str, tuple[str, Callable[[Report], bytes]]] = {
    "pdf": ("pages to print or send", pdf.write),
    "pptx": ("slides with a chart and tables that can be edited", pptx.write),
    "md": ("Markdown", markdown.write),
}
FEEDINGS, FEEDING_S = 4, 120.0


def add_to(inner: Any) -> None:
    """Add `report` to the commands of exercises."""
    command = inner.add_parser(
        "report",
        help="write the after-action report of a game that is over: PDF, slides, Markdown",
        description="The debrief for the file: timelines, score, controls, improvement plan, questionnaire, sources.",
    )
    command.add_argument("game", type=Path, metavar="GAME_FOLDER", help="the folder that holds game.json")
    for name, (purpose, _) in FORMS.items():
        command.add_argument(f"--{name}", type=Path, metavar="F", help=purpose)
    command.add_argument("--mark", choices=MARKS, default=report.USUAL_MARK, help="the mark on every page")
    command.add_argument("--author", default="", metavar="NAME", help="who signs it; nobody where it is left out")
    command.add_argument("--names", action="store_true", help="players' names beside what they wrote afterwards")
    command.set_defaults(command=run)


def run(given: argparse.Namespace) -> int:
    """Write what is asked for; Markdown to standard output where no file is named."""
    _refuse_unless_over(given.game)
    play = Play(given.game)
    try:
        _feed(play)
        told = report.of(contents.build(play), mark=given.mark, author=given.author, with_names=given.names)
    finally:
        play.close()
    write_asked(given, {name: functools.partial(form, told) for name, (_, form) in FORMS.items()})
    return 0


def _refuse_unless_over(folder: Path) -> None:
    """Look before opening: opening a game that a server has running would hold its clock."""
    if not (folder / FACTS_FILE).is_file():
        raise CrumblineError(f"There is no game in {folder}.", f"Name the folder that holds {FACTS_FILE}.")
    journal = folder / JOURNAL_FILE
    lines = journal.read_bytes().splitlines() if journal.is_file() else []
    if not any(_what(line) == "ended" for line in lines):
        raise CrumblineError("The game is not over.", "End it on its screen, then ask for the report.")


def _what(line: bytes) -> str:
    try:
        return str(json.loads(line)["what"])
    except (ValueError, KeyError, TypeError):
        return ""


def _feed(play: Play) -> None:
    """Give the case the rest of the log, where a server went away before it did."""
    if contents.is_ready(play):
        return
    feeder = Feeder()
    for _ in range(FEEDINGS):
        if not contents.is_ready(play) and feeder.wait(play, FEEDING_S) and feeder.problem(play):
            break
    feeder.close()
