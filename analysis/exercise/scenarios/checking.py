"""Whether the parts of a written exercise go together: steps that follow each other, names that exist, times in order.

Not here: whether each value by itself can be read (reading.py, document.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from analysis.exercise.scenarios import latest, plan, questions, spoilers, verbs
from analysis.exercise.scenarios.moments import moment, told
from analysis.exercise.scenarios.parts import EVERYONE, Document, Question, Step
from analysis.exercise.scenarios.reading import Page, among
from analysis.exercise.world import DAY, MINUTE

OF_ACCOUNT = ("name", "login", "city")
OF_STEP = ("time", "date")
LATEST_STEP = 20 * MINUTE
"""After the clock's last point a step may still fall so late; later ones nobody sees."""


def check(page: Page, document: Document) -> None:
    """Note all faults on the page."""
    _unique(page, document)
    _accounts(page, document)
    _cast(page, document)
    _steps(page, document)
    _injects(page, document)
    _questions(page, document)
    for where, text in _texts(document):
        for field in spoilers.FIELD.findall(text):
            wrong = field_fault(document, field)
            if wrong:
                page.fault(where, f"{_told(where)}: {{{field}}} {wrong}")
    spoilers.check(page, document)
    if document.clock.closes > document.days * DAY:
        page.fault(
            ("tenant", "days"), f"the clock ends on {told(document.clock.closes)}, after the last day of the log."
        )
    if bool(_stolen(document)) != document.is_replay:
        word = "no step is a thief's" if document.is_replay else f"step {_stolen(document)[0].id!r} is a thief's"
        page.fault(("is_replay",), f"is_replay is {str(document.is_replay).lower()}, but {word}.")


def _stolen(document: Document) -> list[Step]:
    return [step for step in document.steps if step.does in verbs.IN_THE_STOLEN_SESSION]


def _told(where: tuple[str | int, ...]) -> str:
    return " ".join(str(part + 1) if isinstance(part, int) else part for part in where)


def _unique(page: Page, document: Document) -> None:
    for kind, names in (
        ("account", [one.name for one in document.accounts]),
        ("client", [one.name for one in document.clients]),
        ("step", [one.id for one in document.steps]),
        ("inject", [one.id for one in document.injects]),
        ("question", [one.id for one in document.questions]),
    ):
        for number, name in enumerate(names):
            if name in names[:number]:
                page.fault((kind, number), f"{kind} {number + 1}: there is a {kind} {name!r} already.")


def _accounts(page: Page, document: Document) -> None:
    if not document.accounts:
        page.fault((), "nobody plays a part: write at least one [[account]].")
    for number, account in enumerate(document.accounts):
        if account.signs_in is None:
            continue
        where = f"account {number + 1}"
        if account.leaves <= account.signs_in:
            page.fault(("account", number, "leaves"), f"{where}: leaves must be later than signs_in.")
        if account.signs_in >= document.days * DAY:
            page.fault(("account", number, "signs_in"), f"{where}: signs_in is after the last day of the log.")


def _cast(page: Page, document: Document) -> None:
    """In every size there are people enough for all parts."""
    parts: Counter[str] = Counter()
    for number, account in enumerate(document.accounts):
        parts[account.role] += 1
        for size, count in document.people.items():
            there = len(plan.pools(count)[account.role])
            if parts[account.role] > there:
                page.fault(
                    ("account", number, "role"),
                    f"account {number + 1}: nobody with the role {account.role!r} is left to play it: a company of "
                    f"{count:,} people (size {size}) has {there}.",
                )
                break


def _steps(page: Page, document: Document) -> None:
    known: list[str] = []
    accounts = {one.name: one for one in document.accounts}
    clients = [one.name for one in document.clients]
    for number, step in enumerate(document.steps):
        where, path = f"step {number + 1} ({step.id})", ("step", number)
        verb = verbs.VERBS[step.does]
        if step.follows and step.follows not in known:
            page.fault(
                (*path, "follows"), f"{where}: no earlier step is called {step.follows!r}{among(step.follows, known)}"
            )
        if step.account not in accounts:
            page.fault(
                (*path, "account"), f"{where}: no account is called {step.account!r}{among(step.account, accounts)}"
            )
        elif accounts[step.account].signs_in is None and step.does != "note":
            page.fault((*path, "account"), f"{where}: the account {step.account!r} has no session; give it signs_in.")
        if step.client and step.client not in clients:
            page.fault((*path, "client"), f"{where}: no client is called {step.client!r}{among(step.client, clients)}")
        if not step.client and (verb.who == verbs.THIEF or step.does == "moves"):
            page.fault(path, f"{where}: say through which client.")
        if step.does == "helpdesk_reset" and step.params["by"] not in accounts:
            page.fault((*path, "by"), f"{where}: by must name an account{among(step.params['by'], accounts)}")
        known.append(step.id)
    _order(page, document)
    _room(page, document)


def _order(page: Page, document: Document) -> None:
    """Steps of one account come in the order in which they are told, after its sign-in and before the clock ends."""
    earliest: dict[str, int] = {}
    last: dict[str, tuple[int, str]] = {}
    accounts = {one.name: one for one in document.accounts}
    for number, step in enumerate(document.steps):
        at = step.at if step.at is not None else earliest.get(step.follows, 0) + step.after.low
        earliest[step.id] = at
        account = accounts.get(step.account)
        where = f"step {number + 1} ({step.id})"
        if account and account.signs_in is not None and at < account.signs_in:
            page.fault(("step", number), f"{where}: {told(at)} is before {account.name} signs in.")
        if at < last.get(step.account, (0, ""))[0]:
            page.fault(
                ("step", number), f"{where}: it is earlier than step {last[step.account][1]!r} of the same account."
            )
        if at > document.clock.closes + LATEST_STEP:
            page.fault(
                ("step", number), f"{where}: {told(at)} is after the clock ends ({told(document.clock.closes)})."
            )
        last[step.account] = at, step.id


def _room(page: Page, document: Document) -> None:
    """Under every seed the log goes on until a thief's last event: what falls behind its end is in no log."""
    ends = latest.ends(document)
    for number, step in enumerate(document.steps):
        if step.does in verbs.IN_THE_STOLEN_SESSION and ends[step.id] >= document.days * DAY:
            page.fault(
                ("step", number),
                f"step {number + 1} ({step.id}): it may last until {told(ends[step.id])}, and the log ends with "
                f"day {document.days}; let it begin earlier, or give the tenant more days.",
            )


def _injects(page: Page, document: Document) -> None:
    steps, roles = [step.id for step in document.steps], (*document.roles, EVERYONE)
    for number, inject in enumerate(document.injects):
        where, path = f"inject {number + 1} ({inject.id})", ("inject", number)
        if inject.follows and inject.follows not in steps:
            page.fault(
                (*path, "follows"), f"{where}: no step is called {inject.follows!r}{among(inject.follows, steps)}"
            )
        if inject.minute is not None and inject.minute > document.minutes:
            page.fault((*path, "minute"), f"{where}: minute {inject.minute:g} is after the end.")
        for role in inject.to:
            if role not in roles:
                page.fault((*path, "to"), f"{where}: nobody has the role {role!r}{among(role, roles)}")


def _questions(page: Page, document: Document) -> None:
    for number, question in enumerate(document.questions):
        wrong = _answer_fault(question, document.days)
        if wrong:
            page.fault(("question", number, "answer"), f"question {number + 1} ({question.id}): {wrong}")
        if question.minute > document.minutes:
            page.fault(
                ("question", number, "minute"), f"question {number + 1} ({question.id}): its minute is after the end."
            )


def _answer_fault(question: Question, days: int) -> str:
    answer: Any = question.answer
    given = answer if isinstance(answer, list) else [answer]
    if isinstance(answer, str) and answer.startswith("truth."):
        name = answer.removeprefix("truth.")
        if name not in questions.TRUTHS:
            return f"there is no {answer!r}{among(name, questions.TRUTHS)}"
        kinds = questions.TRUTHS[name]
        return "" if question.kind in kinds else f"{answer!r} answers {' and '.join(kinds)} only, not {question.kind}."
    if not given or any(isinstance(one, str) and not one.strip() for one in given):
        return "its answer is empty, so that nobody could be right."
    if not questions.fits(question.kind, answer):
        return f"a question of the kind {question.kind!r} is answered by {questions.ABOUT[question.kind]}."
    if question.kind == questions.MOMENT and (moment(answer) or 0) >= days * DAY:
        return f"{answer} is after the last day of the log."
    if question.kind in (questions.ONE, questions.SEVERAL):
        if len(question.options) < 2:
            return "it needs at least two options."
        strange = [one for one in given if one not in question.options]
        return f"the answer {strange[0]!r} is none of the options." if strange else ""
    return ""


def _texts(document: Document) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text that may hold fields, with its path."""
    for key in ("situation", "ending"):
        yield (key,), getattr(document, key)
    for number, inject in enumerate(document.injects):
        for key in ("sender", "title", "text", "expects"):
            yield ("inject", number, key), getattr(inject, key)
    for number, question in enumerate(document.questions):
        for key in ("asks", "debrief"):
            yield ("question", number, key), getattr(question, key)
        for option in question.options:
            yield ("question", number, "options"), option
        for answer in question.answer if isinstance(question.answer, list) else [question.answer]:
            if isinstance(answer, str):
                yield ("question", number, "answer"), answer
    for number, hint in enumerate(document.hints):
        yield ("hint", number, "words"), hint.words


def field_fault(document: Document, field: str) -> str:
    """What is wrong with a field in braces; empty where it can be filled in."""
    kind, _, rest = field.partition(".")
    name, _, part = rest.partition(".")
    if field in ("company", "people"):
        return ""
    if kind == "account":
        known = [one.name for one in document.accounts]
        if name not in known:
            return f"names no account{among(name, known)}"
        return "" if part in OF_ACCOUNT else f"must end with one of: {', '.join(OF_ACCOUNT)}."
    if kind == "step":
        steps = [one.id for one in document.steps]
        if name not in steps:
            return f"names no step{among(name, steps)}"
        return "" if part in OF_STEP else f"must end with one of: {', '.join(OF_STEP)}."
    return "is no field; there are: company, people, account.NAME.name, .login, .city, step.ID.time, .date."
