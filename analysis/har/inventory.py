"""What a HAR carries: `of(source) -> Inventory`, without a single value.

    inventory = of(path)                       # or bytes, an open file, a read.Har
    inventory.host, inventory.person           # the Okta host and the login most spoken of; None where unknown
    inventory.captured_from, captured_to       # corrected by clock_offset_s where answers have a Date
    inventory.credentials                      # Credential: kind, name, host, where, lifetime_s, hash, severity, ...
    inventory.request_ids, session_ids, people, okta_hosts, agents      # for the join with the log (`facts`)
    inventory.cookies                          # cookies as they were set, for `cookies.audit(inventory)`

`hash` is an HMAC with a key of the run (or `key`, of the case): equal values show as equal within a run, and nobody
who has the report can test a guess. The key and the values end with the run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from analysis.har import facts, jwt, kinds, read, saml, set_cookie
from analysis.har.facts import Person, RequestId, SessionId
from analysis.har.faults import place, without_values
from analysis.har.ledger import Ledger, Row
from analysis.har.set_cookie import CookieSet
from analysis.har.walk import Walk


@dataclass(frozen=True)
class Credential:
    """One value under one name at one host."""

    kind: str
    """Id of the kind, as data/reference/har_credentials.toml has it."""
    title: str
    name: str
    """Of the cookie, header or field."""
    host: str
    where: str
    """Places, the most frequent first: `request header Cookie, response header Set-Cookie`."""
    count: int
    """Times it was met."""
    first_seen: datetime | None
    """By the browser's clock, UTC."""
    last_seen: datetime | None
    lifetime_s: int | None
    """From Set-Cookie, or from the token's own times; None for a cookie of the browser session or unknown."""
    hash: str
    severity: str
    """critical, high, medium or low."""
    opens: str
    """What it opens, in words."""
    token: jwt.Token | None = None
    message: saml.Message | None = None


@dataclass(frozen=True)
class Inventory:
    """What a HAR carries and what can be joined to the log."""

    host: str | None
    person: str | None
    captured_from: datetime | None
    captured_to: datetime | None
    clock_offset_s: float | None
    """Seconds that were added to the browser's clock for captured_from and captured_to; None: no answer had a Date."""
    entry_count: int
    credentials: tuple[Credential, ...]
    """Worst first, then by host and name."""
    cookies: tuple[CookieSet, ...]
    """Set-Cookie headers, one for each name, host and set of attributes."""
    people: tuple[Person, ...]
    okta_hosts: tuple[str, ...]
    request_ids: tuple[RequestId, ...]
    session_ids: tuple[SessionId, ...] = field(repr=False)
    agents: tuple[str, ...] = ()
    """User agents, the most frequent first."""
    browser: str | None = None
    """What wrote the file."""
    notes: tuple[str, ...] = ()
    """Sentences on what was not as it should be."""

    def document(self) -> dict[str, Any]:
        """As `har inspect --json` prints it, without what was exposed."""
        shown = (
            "kind",
            "name",
            "host",
            "where",
            "lifetime_s",
            "hash",
            "severity",
            "first_seen",
            "last_seen",
            "count",
            "opens",
        )
        return {
            "host": self.host,
            "person": self.person,
            "captured_from": written(self.captured_from),
            "captured_to": written(self.captured_to),
            "credentials": [
                {name: written(getattr(one, name)) for name in shown}
                | ({"token": {name: written(part) for name, part in asdict(one.token).items()}} if one.token else {})
                for one in self.credentials
            ],
        }


@without_values
def of(
    source: bytes | BinaryIO | Path | read.Har,
    *,
    key: bytes | None = None,
    passed: Callable[[int], None] = lambda _: None,
) -> Inventory:
    """Read the file once. `passed` is told the bytes read. Raises: NotAHar, UnreadableFile."""
    har = source if isinstance(source, read.Har) else read.open(source)
    ledger, seen, cookies = Ledger(key), facts.Facts(), set_cookie.Cookies()
    walk, count, notes = Walk(ledger), 0, []
    for entry in har.entries(passed):
        count += 1
        if entry.value is None:
            continue
        try:
            walk.entry(entry.value)
            seen.see(entry.value)
            cookies.see(entry.value, ledger)
        except Exception as cause:  # noqa: BLE001 - whatever it is, its text may hold a value and must not be shown
            notes.append(f"Entry {entry.number:,} could not be read to its end ({place(cause)}).")
    walk.frame(har.frame)
    ledger.tokens(seen.see_token)
    return _made(har, ledger, seen, cookies, count, notes)


def _made(
    har: read.Har, ledger: Ledger, seen: facts.Facts, cookies: set_cookie.Cookies, count: int, notes: list[str]
) -> Inventory:
    people, offset = seen.people(), seen.clock_offset_s()
    hosts = seen.okta_names()
    shift = timedelta(seconds=offset or 0)
    return Inventory(
        host=hosts[0] if hosts else next((host for host in facts.by_count(seen.hosts) if host), None),
        person=next((one.login for one in people if one.login), people[0].user_id if people else None),
        captured_from=seen.first_at + shift if seen.first_at else None,
        captured_to=seen.last_at + shift if seen.last_at else None,
        clock_offset_s=offset,
        entry_count=count,
        credentials=_credentials(ledger.rows()),
        cookies=cookies.rows(),
        people=people,
        okta_hosts=hosts,
        request_ids=tuple(dict.fromkeys(seen.request_ids)),
        session_ids=tuple(dict.fromkeys(seen.session_ids)),
        agents=tuple(facts.by_count(seen.agents)),
        browser=_browser(har.frame),
        notes=(*har.notes, *notes),
    )


def _credentials(rows: list[Row]) -> tuple[Credential, ...]:
    told = [_credential(row) for row in rows]
    return tuple(
        sorted(told, key=lambda one: (kinds.SEVERITIES.index(one.severity), one.host, one.kind, one.name, one.hash))
    )


def _credential(row: Row) -> Credential:
    kind = kinds.kind(row.kind)
    places = sorted(row.places, key=lambda place: -row.places[place])
    severity = kind.severity
    if row.message is not None and not row.message.is_response:
        severity = "low"  # a request asks for an assertion and carries none
    return Credential(
        row.kind, kind.title, row.name, row.host, ", ".join(places[:6]), row.count, row.first_seen, row.last_seen,
        row.lifetime_s, row.hash, severity, kind.opens, row.token, row.message,
    )  # fmt: skip


def _browser(frame: dict[str, Any]) -> str | None:
    log = frame.get("log", {})
    for key in ("browser", "creator"):
        told = log.get(key)
        if isinstance(told, dict) and isinstance(told.get("name"), str):
            return f"{told['name'][:60]} {str(told.get('version', ''))[:40]}".strip()
    return None


def written(value: Any) -> Any:
    """A time as text, anything else as it is."""
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else value
