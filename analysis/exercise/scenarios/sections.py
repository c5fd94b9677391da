"""Reads the sections of a written exercise: accounts, clients, steps, messages, questions and the rest.

Why apart from document.py: that reads the whole and what there is once; these are lists, each of one kind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from analysis.exercise.confusions import CONFUSIONS
from analysis.exercise.people import FACTORS, LAPTOPS
from analysis.exercise.replays.stories import PLACES
from analysis.exercise.scenarios import clients, questions, verbs
from analysis.exercise.scenarios.actions import actions
from analysis.exercise.scenarios.moments import Span
from analysis.exercise.scenarios.parts import (
    EVERYONE,
    MADE_UP,
    MARKS,
    Account,
    Basis,
    ClientPart,
    Containment,
    Hint,
    Inject,
    Question,
    Step,
)  # fmt: skip
from analysis.exercise.scenarios.reading import Table

ROLES = ("admin", "helpdesk", "staff")
CHANNELS = ("mail", "chat", "telephone", "ticket", "in person", "press")
ID = re.compile(r"[a-z0-9][a-z0-9_-]*")


def account(table: Table) -> Account:
    made = Account(
        name=name_of(table, "name"),
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
    return made


def name_of(table: Table, key: str) -> str:
    name = table.text(key)
    if name and not ID.fullmatch(name):
        table.fault(key, f"{key} must be one word of small letters, digits, - and _, not {name!r}.")
    return name


def client(table: Table) -> ClientPart:
    part = ClientPart(
        name=name_of(table, "name"),
        network=table.text("network", None, tuple(clients.NETWORKS)),
        city=table.text("city", clients.VICTIMS, clients.CITY_WORDS),
        browser=table.text("browser", clients.OTHER, clients.BROWSER_WORDS),
        token=table.text("token", "own", clients.TOKENS),
    )
    table.close()
    return part


def steps(top: Table) -> tuple[Step, ...]:
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
        id=name_of(table, "id"),
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


def inject(table: Table) -> Inject:
    minute = table.number("minute", high=1_000) if table.has("minute") else None
    made = Inject(
        id=name_of(table, "id"),
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
    if (minute is None) == (not made.follows):
        table.fault(None, "say when: either minute (on the clock of play), or follows (a step) with after.")
    if made.after.low != made.after.high:
        table.fault("after", "a message comes at one time, not in a range.")
    table.close()
    return made


def question(table: Table) -> Question:
    kind = table.text("kind", None, questions.KINDS)
    tolerance: Span | float = 0.0
    if kind == questions.MOMENT:
        tolerance = table.span("tolerance", "2 min")
    elif kind == questions.NUMBER:
        tolerance = table.number("tolerance", 0.0)
    answer = table.take("answer", (str, bool, int, float, list), 'a value, or "truth.x"')
    made = Question(
        id=name_of(table, "id"),
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
    return made


def hint(table: Table) -> Hint:
    made = Hint(table.text("words"), table.whole("costs", 2, high=50))
    table.close()
    return made


def containment(table: Table) -> Containment:
    known = tuple(actions())
    found = Containment(*(table.texts(key, (), known) for key in ("needed", "useful", "harmful")))
    table.close()
    return found


def basis(table: Table) -> Basis:
    made = Basis(table.text("words"), table.text("mark", None, MARKS), table.text("source", ""))
    if made.mark not in (MADE_UP, "") and not made.source:
        table.fault("mark", f"what is marked {made.mark} needs a source.")
    table.close()
    return made


def weights(table: Table) -> Mapping[str, int]:
    parts = ("detection", "sessions", "divergence", "blast_radius", "containment")
    found = {part: table.whole(part, 0, high=100) for part in parts if table.has(part)}
    table.close()
    return found
