"""Reads a written exercise from TOML. Shape: a file in; a Document, or ScenarioWrong with every fault and its line.

Not here: whether its parts go together (checking.py); what each word does (verbs.py, clients.py, actions.toml).
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import analysis
from analysis.errors import CrumblineError
from analysis.exercise.confusions import CONFUSIONS
from analysis.exercise.people import FACTORS, LAPTOPS
from analysis.exercise.replays.stories import PLACES
from analysis.exercise.scenarios import checking, clients, questions, verbs
from analysis.exercise.scenarios.actions import actions
from analysis.exercise.scenarios.clock import Clock
from analysis.exercise.scenarios.moments import Span
from analysis.exercise.scenarios.parts import (
    EVERYONE,
    FACT,
    INFERENCE,
    MADE_UP,
    MARKS,
    SIZES,
    Account,
    Basis,
    ClientPart,
    Containment,
    Document,
    Hint,
    Inject,
    Question,
    Step,
)  # fmt: skip
from analysis.exercise.scenarios.reading import Page, Table

FOLDER = Path(analysis.__file__).parents[1] / "data" / "scenarios"
PEOPLE = {"small": 24, "medium": 150, "large": 1500}
ROLES = ("admin", "helpdesk", "staff")
CHANNELS = ("mail", "chat", "telephone", "ticket", "in person", "press")
CALM = (
    "company_vpn", "commute", "wifi_to_mobile", "browser_upgraded", "missing_places", "phone_roams",
    "token_exchange", "okta_own_call", "okta_verify_leg", "failed_sign_in",
)  # fmt: skip
"""The confusions of a calm tenant: what happens to everybody, and little else."""
MOST_BYTES = 500_000
_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")


def all_documents() -> list[Document]:
    """The exercises that ship, by the names of their files. Raises: ScenarioWrong."""
    return [read(path) for path in sorted(FOLDER.glob("*.toml"))]


def find(name: str) -> Document:
    """An exercise by its name, or a file of one's own by its path. Raises: ScenarioWrong, CrumblineError."""
    shipped = FOLDER / f"{name}.toml"
    if _ID.fullmatch(name) and shipped.is_file():
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
        accounts=tuple(_account(table) for table in top.tables("account")),
        clients=tuple(_client(table) for table in top.tables("client")),
        steps=_steps(top),
        injects=tuple(_inject(table) for table in top.tables("inject")),
        questions=tuple(_question(table) for table in top.tables("question")),
        hints=tuple(_hint(table) for table in top.tables("hint")),
        containment=_containment(top.table("containment")),
        ending=top.text("ending"),
        basis=tuple(_basis(table) for table in top.tables("basis")),
        weights=_weights(top.table("score")),
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


def _account(table: Table) -> Account:
    account = Account(
        name=_name(table, "name"),
        role=table.text("role", "staff", ROLES),
        city=table.text("city", "", tuple(clients.CITIES)),
        factor=table.text("factor", "", tuple(name for name, _ in FACTORS)),
        laptop=table.text("laptop", "", tuple(name for name, _ in LAPTOPS)),
        place=table.text("place", "home", PLACES),
        habits=table.texts("habits", (), tuple(name for name, kind in CONFUSIONS.items() if kind.often)),
        signs_in=table.moment("signs_in") if table.has("signs_in") else None,
        leaves=table.moment("leaves") if table.has("signs_in") else 0,
        is_thiefs=table.text("opened_by", "owner", ("owner", "thief")) == "thief",
    )
    table.close()
    return account


def _name(table: Table, key: str) -> str:
    name = table.text(key)
    if name and not _ID.fullmatch(name):
        table.fault(key, f"{key} must be one word of small letters, digits, - and _, not {name!r}.")
    return name


def _client(table: Table) -> ClientPart:
    part = ClientPart(
        name=_name(table, "name"),
        network=table.text("network", None, tuple(clients.NETWORKS)),
        city=table.text("city", clients.VICTIMS, clients.CITY_WORDS),
        browser=table.text("browser", clients.OTHER, clients.BROWSER_WORDS),
        token=table.text("token", "own", clients.TOKENS),
    )
    table.close()
    return part


def _steps(top: Table) -> tuple[Step, ...]:
    found: list[Step] = []
    for table in top.tables("step"):
        found.append(_step(table, found[-1].id if found else ""))
    return tuple(found)


def _step(table: Table, before: str) -> Step:
    does = table.text("does", None, tuple(verbs.VERBS))
    verb = verbs.VERBS.get(does)
    at = table.moment("at") if table.has("at") else None
    follows = table.text("follows", "" if at is not None else before)
    if at is None and not follows:
        table.fault(None, 'say when: at = "day 10 09:05", or after = "20 min" behind an earlier step.')
    if at is not None and (table.has("after") or table.has("follows")):
        table.fault("at", "at and after do not go together.")
    step = Step(
        id=_name(table, "id"),
        does=does,
        account=table.text("account"),
        at=at,
        follows=follows,
        after=table.span("after", "0 s" if at is not None else "1-3 min"),
        client=table.text("client", ""),
        params={name: _param(table, name, *told, verb) for name, told in verb.params.items()} if verb else {},
        words=table.text("words"),
        expects=table.text("expects", ""),
        mark=table.text("mark", MADE_UP, MARKS),
        source=table.text("source", ""),
    )
    if verb:
        table.close()
    return step


def _param(table: Table, name: str, kind: str, default: Any, verb: verbs.Verb) -> Any:
    if kind == verbs.WHOLE:
        return table.whole(name, default, high=200)
    if kind == verbs.FLAG:
        return table.flag(name, default)
    if kind == verbs.SPAN:
        return table.span(name, default)
    if kind == verbs.ACCOUNT:
        return table.text(name)
    return table.text(name, default, verb.known.get(name, ()))


def _inject(table: Table) -> Inject:
    minute = table.number("minute", high=1_000) if table.has("minute") else None
    inject = Inject(
        id=_name(table, "id"),
        minute=minute,
        follows=table.text("follows", ""),
        after=table.span("after", "0 s"),
        sender=table.text("from"),
        to=table.texts("to", (EVERYONE,)),
        channel=table.text("channel", "chat", CHANNELS),
        title=table.text("title"),
        text=table.text("text"),
        expects=table.text("expects", ""),
    )
    if (minute is None) == (not inject.follows):
        table.fault(None, "say when: either minute (on the clock of play), or follows (a step) with after.")
    table.close()
    return inject


def _question(table: Table) -> Question:
    kind = table.text("kind", None, questions.KINDS)
    tolerance: Span | float = 0.0
    if kind == questions.MOMENT:
        tolerance = table.span("tolerance", "2 min")
    elif kind == questions.NUMBER:
        tolerance = table.number("tolerance", 0.0)
    answer = table.take("answer", (str, bool, int, float, list), 'a value, or "truth.x"')
    question = Question(
        id=_name(table, "id"),
        kind=kind,
        asks=table.text("asks"),
        answer=answer,
        options=table.texts("options", ()),
        points=table.whole("points", 10, low=1, high=100),
        tolerance=tolerance,
        debrief=table.text("debrief"),
        source=table.text("source", ""),
        minute=table.number("minute", 0.0, high=1_000),
    )
    table.close()
    return question


def _hint(table: Table) -> Hint:
    hint = Hint(table.text("words"), table.whole("costs", 2, high=50))
    table.close()
    return hint


def _containment(table: Table) -> Containment:
    known = tuple(actions())
    found = Containment(*(table.texts(key, (), known) for key in ("needed", "useful", "harmful")))
    table.close()
    return found


def _basis(table: Table) -> Basis:
    basis = Basis(table.text("words"), table.text("mark", None, MARKS), table.text("source", ""))
    if basis.mark in (FACT, INFERENCE) and not basis.source:
        table.fault("mark", f"what is marked {basis.mark} needs a source.")
    table.close()
    return basis


def _weights(table: Table) -> Mapping[str, int]:
    parts = ("detection", "sessions", "divergence", "blast_radius", "containment")
    found = {part: table.whole(part, 0, high=100) for part in parts if table.has(part)}
    table.close()
    return found
