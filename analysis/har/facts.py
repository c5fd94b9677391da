"""What a HAR says that can be joined to the System Log: request ids, sessions, persons, hosts, the clock.

Why: the exposure of a session is proved by ids that stand in both, and placed in time by a clock that is corrected.
Session ids are names that the log has too (`externalSessionId`), never cookies; they are kept out of every repr.
Not here: credentials (`inventory`), the join itself (`exposure`).
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from analysis.har import clock, jwt, lenient

OKTA_HOSTS = re.compile(
    r"(?:[\w-]+\.)+(?:okta|oktapreview|okta-emea|okta-gov|okta-miltest|trexcloud)\.(?:com|mil)|[\w-]+\.okta\.mil"
)
_SESSION_ID = re.compile(r"(?:10[0-9]|idx|trs)[A-Za-z0-9_-]{17,40}")
_SESSION_KEYS = ("id", "sessionId", "externalSessionId", "rootSessionId", "sid", "session_id")
_ABOUT_SESSIONS = re.compile(
    r"/api/v\d+/(?:users/[^/]+/)?sessions|/idp/myaccount/sessions|/login/sessions|/user/sessions|/api/v\d+/logs"
)
_USER_ID = re.compile(r"00u[A-Za-z0-9]{17}")
_LOGIN_KEYS = ("login", "preferred_username", "identifier", "username", "email", "upn")
_LARGEST_BODY = 2 << 20
_LONGEST_NAME = 200


@dataclass(frozen=True)
class RequestId:
    """One answer of Okta: its `X-Okta-Request-Id`."""

    id: str
    host: str
    at: datetime | None
    """When the request began, by the browser's clock."""


@dataclass(frozen=True)
class SessionId:
    """A session that Okta named in an answer or in a token."""

    id: str = field(repr=False)
    host: str
    at: datetime | None
    place: str
    """`response of /api/v1/sessions/me`, `claim sid`."""


@dataclass(frozen=True)
class Person:
    """Somebody of whom the file speaks as the person signed in."""

    login: str | None
    user_id: str | None


@dataclass
class Facts:
    """Gathered while the entries pass by; `see` takes one."""

    request_ids: list[RequestId] = field(default_factory=list)
    session_ids: list[SessionId] = field(default_factory=list, repr=False)
    hosts: Counter[str] = field(default_factory=Counter)
    okta_hosts: Counter[str] = field(default_factory=Counter)
    agents: Counter[str] = field(default_factory=Counter)
    logins: Counter[str] = field(default_factory=Counter, repr=False)
    user_ids: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter, repr=False)
    """Login and user id that stood in one answer."""
    offsets: list[float] = field(default_factory=list)
    """Seconds by which the answers' `Date` was ahead of the browser."""
    first_at: datetime | None = None
    last_at: datetime | None = None

    def see(self, entry: Any) -> None:
        """Read one entry."""
        if not isinstance(entry, dict):
            return
        at, host = clock.started(entry), clock.host_of(entry)
        if at is not None:
            self.first_at = at if self.first_at is None else min(self.first_at, at)
            self.last_at = at if self.last_at is None else max(self.last_at, at)
        self.hosts[host] += 1
        request, response = (
            part if isinstance(part := entry.get(side), dict) else {} for side in ("request", "response")
        )
        for name, value in _headers(request):
            if name == "user-agent":
                self.agents[value[:_LONGEST_NAME]] += 1
        is_okta = bool(OKTA_HOSTS.fullmatch(host))
        for name, value in _headers(response):
            if name == "x-okta-request-id":
                is_okta = True
                self.request_ids.append(RequestId(value[:_LONGEST_NAME].strip(), host, at))
            elif name == "date" and at is not None and (answered := clock.http_date(value)):
                self.offsets.append((answered - at - clock.took(entry)).total_seconds())
        if is_okta:
            self.okta_hosts[host] += 1
            self._persons(request, response, host, at)

    def see_token(self, value: str, host: str, at: datetime | None) -> None:
        """Read the claims of a token that was met: who, and in which session."""
        told = jwt.claims(value)
        if told is None:
            return
        claims = told[1]
        if isinstance(sid := claims.get("sid"), str) and _SESSION_ID.fullmatch(sid):
            self.session_ids.append(SessionId(sid, host, at, "claim sid"))
        is_okta = isinstance(issuer := claims.get("iss"), str) and OKTA_HOSTS.fullmatch(clock.host_of_url(issuer))
        if is_okta:
            self._person(
                claims.get("preferred_username") or claims.get("email") or claims.get("sub"),
                claims.get("uid") or claims.get("sub"),
            )

    def _persons(self, request: dict[str, Any], response: dict[str, Any], host: str, at: datetime | None) -> None:
        url = str(request.get("url", ""))
        path = url.partition("?")[0]
        content = response.get("content")
        for told, is_answer in ((content, True), (request.get("postData"), False)):
            text = told.get("text") if isinstance(told, dict) else None
            if not isinstance(text, str) or len(text) > _LARGEST_BODY or text.lstrip()[:1] not in ("{", "["):
                continue
            value, _ = lenient.parse(text.encode("utf-8", "surrogatepass"))
            is_about = is_answer and bool(_ABOUT_SESSIONS.search(path))
            for one in _objects(value):
                self._object(one, is_about, path, host, at)

    def _object(self, one: dict[str, Any], is_about: bool, path: str, host: str, at: datetime | None) -> None:
        keys = _SESSION_KEYS if is_about else _SESSION_KEYS[1:-2]
        for key in keys:
            if isinstance(said := one.get(key), str) and _SESSION_ID.fullmatch(said):
                place = path[path.find("/", 8) :] if "/api/" not in path else path[path.index("/api/") :]
                self.session_ids.append(SessionId(said, host, at, f"response of {place[:80]}"))
        login = next((said for key in _LOGIN_KEYS if isinstance(said := one.get(key), str) and "@" in said), None)
        ids = (said for key in ("userId", "id", "user_id") if isinstance(said := one.get(key), str))
        profile = one.get("profile")
        if login is None and isinstance(profile, dict) and isinstance(said := profile.get("login"), str):
            login = said
        self._person(login, next((said for said in ids if _USER_ID.fullmatch(said)), None))

    def _person(self, login: Any, user_id: Any) -> None:
        login = login[:_LONGEST_NAME] if isinstance(login, str) and "@" in login else None
        user_id = user_id if isinstance(user_id, str) and _USER_ID.fullmatch(user_id) else None
        if login:
            self.logins[login] += 1
        if user_id:
            self.user_ids[user_id] += 1
        if login and user_id:
            self.pairs[login, user_id] += 1

    def people(self) -> tuple[Person, ...]:
        """Persons, the one most spoken of first."""
        of_id: dict[str, str] = {}
        for login, user_id in by_count(self.pairs):
            of_id.setdefault(user_id, login)
        id_of = {login: user_id for user_id, login in of_id.items()}
        told = [(Person(login, id_of.get(login)), count) for login, count in self.logins.items()]
        told += [(Person(None, one), count) for one, count in self.user_ids.items() if one not in of_id]
        return tuple(person for person, _ in sorted(told, key=lambda one: (-one[1], one[0].login or "~")))

    def okta_names(self) -> tuple[str, ...]:
        """Hosts of Okta: those of its own domains first, then by how often they were asked."""
        return tuple(sorted(by_count(self.okta_hosts), key=lambda host: not OKTA_HOSTS.fullmatch(host)))

    def clock_offset_s(self) -> float | None:
        """Seconds to add to the browser's times; None where no answer has a `Date`. Date has whole seconds."""
        return round(statistics.median(self.offsets), 1) if self.offsets else None


def _headers(side: dict[str, Any]) -> Iterator[tuple[str, str]]:
    headers = side.get("headers")
    if isinstance(headers, dict):
        headers = [{"name": name, "value": value} for name, value in headers.items()]
    for header in headers if isinstance(headers, list) else ():
        if isinstance(header, dict) and isinstance(header.get("value"), str):
            yield str(header.get("name", "")).lower(), header["value"]


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 12:
        return
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    for part in value if isinstance(value, list) else ():
        if isinstance(part, dict | list):
            yield from _objects(part, depth + 1)


Counted = TypeVar("Counted")


def by_count(counted: Counter[Counted]) -> list[Counted]:
    """The most frequent first; of equals the one that came first."""
    return sorted(counted, key=lambda one: -counted[one])
