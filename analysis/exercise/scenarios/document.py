"""Reads a written exercise from TOML. Shape: a file in; a Document, or ScenarioWrong with every fault and its line.

Not here: whether its parts go together (checking.py); what each word does (verbs.py, clients.py, actions.toml).
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import analysis
from analysis.errors import CrumblineError
from analysis.exercise.confusions import CONFUSIONS
from analysis.exercise.scenarios import checking, sections
from analysis.exercise.scenarios.clock import Clock
from analysis.exercise.scenarios.parts import (
    INFERENCE,
    MADE_UP,
    SIZES,
    Document,
)  # fmt: skip
from analysis.exercise.scenarios.reading import Page, Table

FOLDER = Path(analysis.__file__).parents[1] / "data" / "scenarios"
PEOPLE = {"small": 24, "medium": 150, "large": 1500}
CALM = (
    "company_vpn", "commute", "wifi_to_mobile", "browser_upgraded", "missing_places", "phone_roams",
    "token_exchange", "okta_own_call", "okta_verify_leg", "failed_sign_in",
)  # fmt: skip
"""The confusions of a calm tenant: what happens to everybody, and little else."""
MOST_BYTES = 500_000


def all_documents() -> list[Document]:
    """The exercises that ship, by the names of their files. Raises: ScenarioWrong."""
    return [read(path) for path in sorted(FOLDER.glob("*.toml"))]


def find(name: str) -> Document:
    """An exercise by its name, or a file of one's own by its path. Raises: ScenarioWrong, CrumblineError."""
    shipped = FOLDER / f"{name}.toml"
    if sections.ID.fullmatch(name) and shipped.is_file():
        return read(shipped)
    if Path(name).suffix == ".toml":
        return read(Path(name))
    known = ", ".join(path.stem for path in sorted(FOLDER.glob("*.toml")))
    raise CrumblineError(f"There is no scenario {name!r}.", f"Name a file that ends with .toml, or one of: {known}.")


def read(path: Path) -> Document:
    """Read one file. Raises: ScenarioWrong, CrumblineError where there is no such file."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise CrumblineError(f"{path.name} is too large for a scenario.", "A scenario is a text of some pages.")
        text = path.read_text(encoding="utf-8")
    except OSError as cause:
        raise CrumblineError(f"{path.name} cannot be read: {cause.strerror}.", "Name a scenario's file.") from cause
    except UnicodeDecodeError as cause:
        raise CrumblineError(f"{path.name} is no UTF-8 text.", "Save it as UTF-8 in a text editor.") from cause
    return read_text(path.name, text, path)


@functools.lru_cache(maxsize=64)
def read_text(name: str, text: str, path: Path | None = None) -> Document:
    """Read a document's text; `name` stands in the sentences about it. Raises: ScenarioWrong."""
    page = Page.of(name, text)
    top = Table(page, (), page.values)
    days, confusions, tenant = _tenant(top.table("tenant"))
    document = Document(
        id=Path(name).stem,
        path=path,
        title=top.text("title"),
        about=top.text("about"),
        objectives=top.texts("objectives"),
        audience=top.texts("audience"),
        roles=top.texts("roles", ("lead", "analyst")),
        company=top.text("company"),
        situation=top.text("situation"),
        is_replay=top.flag("is_replay", True),
        mark=top.text("mark", MADE_UP, (INFERENCE, MADE_UP)),
        clock=_clock(top),
        days=days,
        confusions=confusions,
        accounts=tuple(sections.account(table) for table in top.tables("account")),
        clients=tuple(sections.client(table) for table in top.tables("client")),
        steps=sections.steps(top),
        injects=tuple(sections.inject(table) for table in top.tables("inject")),
        questions=tuple(sections.question(table) for table in top.tables("question")),
        hints=tuple(sections.hint(table) for table in top.tables("hint")),
        containment=sections.containment(top.table("containment")),
        ending=top.text("ending"),
        basis=tuple(sections.basis(table) for table in top.tables("basis")),
        weights=sections.weights(top.table("score")),
        **tenant,
    )
    top.close()
    if not page.faults:
        checking.check(page, document)
    page.settle()
    return document


def _tenant(table: Table) -> tuple[int, Mapping[str, float] | tuple[str, ...] | None, dict[str, Any]]:
    sizes = table.table("people")
    people = {size: sizes.whole(size, PEOPLE[size], low=8, high=20_000) for size in SIZES}
    sizes.close()
    start = table.text("start", "2025-03-03")
    try:
        date.fromisoformat(start)
    except ValueError:
        table.fault("start", f"start must be a day like 2025-03-03, not {start!r}.")
    confusions: Mapping[str, float] | tuple[str, ...] | None
    if isinstance(table.values.get("confusions"), dict):
        shares = table.table("confusions")
        confusions = {name: shares.number(name, 0.0, high=1.0) for name in shares.values if name in CONFUSIONS}
        shares.close()
    else:
        word = table.text("confusions", "calm", ("usual", "calm"))
        confusions = None if word == "usual" else CALM
    more = {
        "people": people,
        "start": start,
        "is_classic": table.text("engine", "identity", ("identity", "classic")) == "classic",
        "is_calm": confusions == CALM,
        "busyness": table.number("busyness", 0.3, low=0.05, high=3),
    }
    days = table.whole("days", 10, low=1, high=92)
    table.close()
    return days, confusions, more


def _clock(top: Table) -> Clock:
    points = []
    for table in top.tables("clock"):
        points.append((table.number("minute", high=1_000), table.moment("log")))
        table.close()
    if len(points) < 2:
        top.fault("clock", "clock needs at least two points, each written [[clock]] with minute and log.")
        return Clock(((0.0, 0), (1.0, 60_000)))
    for number, (before, after) in enumerate(itertools.pairwise(points), 2):
        if after[0] <= before[0] or after[1] <= before[1]:
            top.page.fault(
                ("clock", number - 1), f"clock {number}: its minute and its log must both be later than before."
            )
    if points[0][0] != 0:
        top.page.fault(("clock", 0), "clock 1: the first point is minute 0.")
    return Clock(tuple(points))
