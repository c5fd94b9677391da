"""Cookies as they were set: attributes and lifetimes, for the audit.

Why: what a cookie may be used for is said once, when it is set; later requests carry the name and the value only.
Not here: what that is worth (`cookies`). No value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from analysis.har import clock, cookie_text
from analysis.har.ledger import Ledger


@dataclass(frozen=True)
class CookieSet:
    """One cookie of one host, as it was set last with these attributes; or only sent, and never set in the file."""

    name: str
    host: str
    is_set_here: bool
    """False: the file has it in requests only, so that nothing is known of its attributes."""
    is_http_only: bool | None
    is_secure: bool | None
    same_site: str | None
    """`Strict`, `Lax`, `None`, or None where it was not said."""
    domain: str | None
    """As written; None for this host only."""
    path: str | None
    lifetime_s: int | None
    """None: until the browser closes."""
    is_deleted: bool
    """Set to nothing, or to expire at once."""
    last_at: datetime | None


class Cookies:
    """Gathers them entry by entry."""

    def __init__(self) -> None:
        self._set: dict[tuple[str, str], CookieSet] = {}
        self._sent: dict[tuple[str, str], datetime | None] = {}

    def see(self, entry: Any, ledger: Ledger) -> None:
        """Read one entry; lifetimes are told to the ledger, which knows the value."""
        if not isinstance(entry, dict):
            return
        host, at = clock.host_of(entry), clock.started(entry)
        for one in _of_response(entry):
            lifetime = one.lifetime_s(at)
            is_deleted = not one.value or (lifetime is not None and lifetime <= 0)
            if lifetime is not None and not is_deleted:
                ledger.lives(one.name, host, one.value.strip('"'), lifetime)
            told = self._set.get((host, one.name))
            if told is None or told.is_deleted or not is_deleted:
                self._set[host, one.name] = _row(one, host, at, lifetime, is_deleted)
        for name in _names_sent(entry):
            self._sent.setdefault((host, name), at)

    def rows(self) -> tuple[CookieSet, ...]:
        """Set cookies, then those only sent, by host and name."""
        known = {name for _, name in self._set}
        only_sent = [
            CookieSet(name, host, False, None, None, None, None, None, None, False, at)
            for (host, name), at in self._sent.items()
            if name not in known
        ]
        return tuple(sorted([*self._set.values(), *only_sent], key=lambda one: (one.host, one.name)))


def _row(
    one: cookie_text.SetCookie, host: str, at: datetime | None, lifetime: int | None, is_deleted: bool
) -> CookieSet:
    said = one.attributes
    same_site = said.get("samesite", "").capitalize()
    return CookieSet(
        one.name, host, True, "httponly" in said, "secure" in said,
        same_site if same_site in ("Strict", "Lax", "None") else None,
        said.get("domain"), said.get("path"), lifetime, is_deleted, at,
    )  # fmt: skip


def _of_response(entry: dict[str, Any]) -> Iterator[cookie_text.SetCookie]:
    """From the headers; where there are none, from HAR's list of cookies."""
    response = entry.get("response")
    if not isinstance(response, dict):
        return
    headers = response.get("headers")
    listed = headers.items() if isinstance(headers, dict) else _pairs(headers)
    told = [one for name, value in listed if name.lower() == "set-cookie" for one in cookie_text.set_cookies(value)]
    if told:
        yield from told
        return
    for cookie in response.get("cookies") or ():
        if not isinstance(cookie, dict) or not isinstance(cookie.get("value"), str):
            continue
        said = {"path": cookie.get("path"), "domain": cookie.get("domain"), "samesite": cookie.get("sameSite")}
        said |= {name: "" for name, key in (("httponly", "httpOnly"), ("secure", "secure")) if cookie.get(key) is True}
        attributes = {name: part for name, part in said.items() if isinstance(part, str)}
        until, at = clock.when(cookie.get("expires")), clock.started(entry)
        if until is not None and at is not None:
            attributes["max-age"] = str(round((until - at).total_seconds()))
        yield cookie_text.SetCookie(str(cookie.get("name", "")), cookie["value"], attributes)


def _pairs(headers: Any) -> Iterator[tuple[str, str]]:
    for header in headers if isinstance(headers, list) else ():
        if isinstance(header, dict) and isinstance(header.get("value"), str):
            yield str(header.get("name", "")), header["value"]


def _names_sent(entry: dict[str, Any]) -> Iterator[str]:
    request = entry.get("request")
    if not isinstance(request, dict):
        return
    for name, value in _pairs(request.get("headers")):
        if name.lower() == "cookie":
            yield from (part.partition("=")[0].strip() for part in value.split(";") if "=" in part)
    for cookie in request.get("cookies") or ():
        if isinstance(cookie, dict) and isinstance(cookie.get("name"), str):
            yield cookie["name"]
