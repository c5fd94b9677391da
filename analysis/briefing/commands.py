"""`python -m analysis brief`: the briefing of a case as files, without a browser."""

from __future__ import annotations

import argparse
import functools
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.briefing import contents, edits, html, markdown, pdf, pptx
from analysis.briefing.shape import Briefing
from analysis.case import Case
from analysis.errors import CrumblineError

FORMS: dict[str, tuple[str, Callable[[Briefing], bytes]]] = {
    "pdf": ("pages to print or send", pdf.write),
    "pptx": ("slides with charts that can be edited", pptx.write),
    "md": ("Markdown", markdown.write),
    "html": ("one self-contained page", html.write),
}


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "brief",
        help="write the briefing of a case: PDF, slides, Markdown, HTML",
        description="Write the case on one page with the pages behind it, as it was edited on the Briefing screen.",
    )
    command.add_argument("--case", type=Path, metavar="DIR", required=True, help="the folder of the case")
    for name, (purpose, _) in FORMS.items():
        command.add_argument(f"--{name}", type=Path, metavar="F", help=purpose)
    command.add_argument("--mark", choices=edits.MARKS, help="the mark on every page, instead of that of the case")
    command.add_argument("--masked", action="store_true", help="mask names even where the case does not say so")
    command.set_defaults(command=brief)


def brief(given: argparse.Namespace) -> int:
    """Write what is asked for; Markdown to standard output where no file is named."""
    if not (given.case / "case.duckdb").is_file():
        raise CrumblineError(f"There is no case in {given.case}.", "Name the folder that holds case.duckdb.")
    with Case.open(given.case) as case:
        changed = edits.of(case)
        changed = replace(changed, mark=given.mark or changed.mark, is_masked=given.masked or changed.is_masked)
        told = contents.build(case, edited=changed)
    write_asked(given, {name: functools.partial(form, told) for name, (_, form) in FORMS.items()})
    return 0


def write_asked(given: argparse.Namespace, forms: Mapping[str, Callable[[], bytes]]) -> None:
    """Write the forms whose option names a file; `md` to standard output where none does. Raises: CrumblineError."""
    asked = {name: path for name in forms if (path := getattr(given, name)) is not None}
    for name, path in asked.items():
        try:
            path.write_bytes(forms[name]())
        except OSError as cause:
            raise CrumblineError(
                f"{path} cannot be written ({cause.strerror}).", "Name a file in a folder that you may write to."
            ) from cause
        print(f"Written: {path}", file=sys.stderr)
    if not asked:
        sys.stdout.write(forms["md"]().decode())
