"""Hand-off: what to ask the owner of each app that another client opened, as a message, and what the owner answered.

Why: Okta issues a sign-on and sees nothing of what was done inside; half of an incident lies in logs that this
program never reads. An answer is an act: who kept it, when; the latest stands, the earlier ones stay in the case log.
Not here: which sessions are taken for replays (`replayed`), and sending anything to anybody.
"""

from __future__ import annotations

import functools
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pandas as pd

from analysis import acts, reference_tables, replayed, safe_csv
from analysis.acts import Subject
from analysis.blast_words import count
from analysis.case import Case
from analysis.errors import ActRefused

STATUSES = ("open", "asked", "nothing found", "abuse found")
"""How it stands with the owner of an app."""
ANSWERED = ("nothing found", "abuse found")
SUBJECT = "app"
"""Kind of the subject of an answer."""
LONGEST_VALUE = 160
"""Characters of one text of the log within the message."""
MOST_VALUES = 8
"""Addresses, agents or events that the message names."""
COLUMNS = (
    "app", "app_id", "account", "person", "from", "last_seen", "sign_ons", "token_grants", "addresses", "agents",
    "event_ids", "session", "status", "answer", "answered_by", "answered_at",
)  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """What the owner of an app said, or how far the asking is."""

    status: str
    """One of STATUSES."""
    text: str
    author: str
    """Who kept it here."""
    at: datetime
    """UTC."""


@dataclass(frozen=True)
class Opened:
    """One app that another client of one session opened, or got tokens for."""

    id: str
    """The same whenever the case is judged: answers hang on it."""
    session_key: str
    session_id: str
    actor_id: str
    """The person whose session it is."""
    app_id: str
    app_name: str
    """Text of the log, as the fields below that are text."""
    person: str
    account: str | None
    """The account at the app, where the record names another one than the login."""
    first_at: pd.Timestamp
    last_at: pd.Timestamp
    sign_on_count: int
    token_count: int
    addresses: tuple[str, ...]
    agents: tuple[str, ...]
    event_ids: tuple[str, ...]
    """Okta's events, in order."""
    answer: Answer | None = None

    @property
    def status(self) -> str:
        return self.answer.status if self.answer else "open"


def of_session(case: Case, session_key: str) -> list[Opened]:
    """The apps that the other clients of a session opened or got tokens for; none where none is foreign."""
    return answered(case, opened(case, *replayed.of(case, [session_key])))


def of_case(case: Case) -> list[Opened]:
    """The same of every session that the program or a person takes for a replay, by app and time."""
    apps = answered(case, opened(case, *replayed.of_case(case)))
    return sorted(apps, key=lambda one: (one.app_name, one.app_id, one.first_at, one.id))


def opened(case: Case, session_keys: Sequence[str], whole_keys: Sequence[str] = ()) -> list[Opened]:
    """What the evidence says, without answers. `whole_keys`: sessions in which every client counts."""
    if not session_keys:
        return []
    rows = case.rows("handoff_apps", session_keys=list(session_keys), whole_keys=list(whole_keys))
    return [_opened(row) for row in rows]


def _opened(row: Mapping[str, Any]) -> Opened:
    login = row["actor_login"] or row["actor_id"] or "unknown"
    return Opened(
        id=f"{row['app_id']} in {row['session_key']}",
        session_key=row["session_key"],
        session_id=row["session_id"],
        actor_id=row["actor_id"],
        app_id=row["app_id"],
        app_name=row["app_name"],
        person=login,
        account=row["account"] if row["account"] != login else None,
        first_at=pd.Timestamp(row["first_at"]),
        last_at=pd.Timestamp(row["last_at"]),
        sign_on_count=row["sign_on_count"],
        token_count=row["token_count"],
        addresses=tuple(one for one in row["addresses"] if one),
        agents=tuple(one for one in row["agents"] if one),
        event_ids=tuple(row["event_ids"]),
    )


def answered(case: Case, apps: Iterable[Opened]) -> list[Opened]:
    """The same with the answer that stands on each."""
    standing: dict[str, Answer] = {}
    for act in acts.of(case, what="answer"):
        if act.subject.kind == SUBJECT:
            standing.setdefault(
                act.subject.id, Answer(act.fields["status"], act.fields.get("text", ""), act.author, act.at)
            )
    return [replace(one, answer=standing.get(one.id)) for one in apps]


def answer(case: Case, app: Opened, status: str, text: str, *, author: str) -> None:
    """Keep how it stands. "open" takes an answer back. Raises: ActRefused."""
    if status not in STATUSES:
        raise ActRefused("There is no such answer.", f"Choose one of: {', '.join(STATUSES)}.")
    if status == "abuse found" and not text.strip():
        raise ActRefused("It is not said what was found.", "Write in a sentence what the owner found, and when.")
    fields = {
        "status": status,
        "text": text.strip()[: acts.LONGEST_TEXT],
        "app": plain(app.app_name),
        "session_key": app.session_key,
        "words": f"Hand-off of {plain(app.app_name)} ({plain(app.account or app.person)}): {status}",
    }
    acts.add(case, "answer", [(Subject(SUBJECT, app.id), fields)], author=author)


def subject(app: Opened) -> str:
    """The message's subject line."""
    return str(_texts()["subject"]).format(app=plain(app.app_name), account=plain(app.account or app.person))


def message(app: Opened) -> str:
    """What to send to the app's owner; plain text that holds text of the log, a line each at most."""
    name = plain(app.app_name)
    return (
        str(_texts()["message"])
        .strip()
        .format(
            app=name,
            person=plain(app.person),
            account=plain(app.account or app.person),
            issued=_issued(app, name),
            from_at=_moment(app.first_at),
            until_at=_moment(app.last_at),
            addresses=_listed(app.addresses),
            agents=_listed(app.agents),
            events=_listed(app.event_ids),
        )
    )


def title(apps: Sequence[Opened]) -> str:
    """The card's title; no text of the log stands in it."""
    if not apps:
        return "No app to ask: no sign-on and no token went to another client"
    said = [one for one in apps if one.status in ANSWERED]
    abused = sum(one.status == "abuse found" for one in said)
    told = f"{count(len(apps), 'app', capital=True)} to ask"
    if not said:
        asked = sum(one.status == "asked" for one in apps)
        return f"{told}, {count(asked, 'question')} out" if asked else f"{told}, no owner was asked yet"
    return f"{told}: {len(said)} answered, abuse found in {abused or 'none'}"


def document(apps: Iterable[Opened]) -> bytes:
    """As CSV that no spreadsheet takes for formulas."""
    return safe_csv.document(
        COLUMNS,
        (
            (
                one.app_name, one.app_id, one.account or one.person, one.person, one.first_at.isoformat(),
                one.last_at.isoformat(),
                one.sign_on_count, one.token_count, " ".join(one.addresses), " | ".join(one.agents),
                " ".join(one.event_ids), one.session_id, one.status, one.answer.text if one.answer else None,
                one.answer.author if one.answer else None,
                one.answer.at.isoformat(timespec="seconds") if one.answer else None,
            )
            for one in apps
        ),
    )  # fmt: skip


def letters(apps: Iterable[Opened]) -> str:
    """All messages in one text."""
    line = "\n\n" + "-" * 72 + "\n\n"
    return line.join(f"Subject: {subject(one)}\n\n{message(one)}" for one in apps) + "\n"


def plain(text: str) -> str:
    """Text of the log as one short line: a new line in a name could forge a line of the message."""
    clean = "".join(" " if unicodedata.category(one)[0] == "C" or one in "\u2028\u2029" else one for one in text)
    line = " ".join(clean.split())
    return line if len(line) <= LONGEST_VALUE else line[: LONGEST_VALUE - 1] + "…"


def _listed(values: Sequence[str]) -> str:
    shown = [plain(value) for value in values[:MOST_VALUES]]
    more = len(values) - len(shown)
    return ("\n" + " " * 15).join([*shown, *([f"and {more:,} more"] if more else [])]) or "unknown"


def _issued(app: Opened, name: str) -> str:
    texts = _texts()
    sign_ons, tokens = count(app.sign_on_count, "sign-on"), count(app.token_count, "token grant")
    if app.sign_on_count and app.token_count:
        return str(texts["both"]).format(app=name, sign_ons=sign_ons, tokens=tokens)
    if app.token_count:
        return str(texts["tokens"]).format(app=name, count=tokens)
    return str(texts["sign_ons"]).format(app=name, count=sign_ons)


def _moment(at: pd.Timestamp) -> str:
    return f"{at.year}-{at:%m-%d %H:%M:%S}"


@functools.cache
def _texts() -> Mapping[str, Any]:
    return tomllib.loads((reference_tables.FOLDER / "handoff.toml").read_text(encoding="utf-8"))
