"""Cookies as they are written in headers: `Cookie`, `Set-Cookie`, and HAR's own lists of cookies.

Why: the same cookie stands in a HAR up to three times, and many sanitizers clean one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from analysis.har import clock, kinds, values

if TYPE_CHECKING:
    from analysis.har.walk import Walk

KNOWN_ATTRIBUTES = frozenset(
    {"path", "domain", "expires", "max-age", "httponly", "secure", "samesite", "priority", "partitioned", "version"}
)
_PART = re.compile(r"[^A-Za-z0-9_+/=.~-]+")


@dataclass(frozen=True)
class SetCookie:
    """One Set-Cookie."""

    name: str
    value: str = field(repr=False)
    attributes: dict[str, str]
    """Lower-case name -> value as written; empty for those without."""

    def lifetime_s(self, at: datetime | None) -> int | None:
        """Seconds from `at` until it expires; None for a cookie of the browser session."""
        if self.attributes.get("max-age", "").lstrip("-").isdigit():
            return int(self.attributes["max-age"][:12])
        until = clock.http_date(self.attributes.get("expires", ""))
        if at is None or until is None:
            return None
        return round((until - at).total_seconds())


def set_cookies(header: str) -> Iterator[SetCookie]:
    """Browsers join several Set-Cookie headers by line ends."""
    for line in header.split("\n"):
        first, *rest = line.strip().split(";")
        name, equals, value = first.partition("=")
        if not (name or value):
            continue
        told = (part.partition("=") for part in rest)
        attributes = {key.strip().lower(): said.strip() for key, _, said in told}
        yield SetCookie(name.strip() if equals else "", value.strip() if equals else name.strip(), attributes)


def request(walk: Walk, header: str, place: str) -> str:
    """A `Cookie` header."""
    out = []
    for part in re.split(r"(;\s*|\n)", header):
        if not part.strip("; \n\t"):
            out.append(part)
            continue
        name, equals, value = part.partition("=")
        out.append(f"{name}={one(walk, name.strip(), value, place)}" if equals else one(walk, "", part, place))
    return "".join(out)


def response(walk: Walk, header: str, place: str) -> str:
    """A `Set-Cookie` header; attributes stay."""
    lines = []
    for line in header.split("\n"):
        first, *rest = line.split(";")
        name, equals, value = first.partition("=")
        shown = f"{name}={one(walk, name.strip(), value, place)}" if equals else one(walk, "", first, place)
        lines.append(";".join([shown, *(_attribute(walk, part, place) for part in rest)]))
    return "\n".join(lines)


def _attribute(walk: Walk, part: str, place: str) -> str:
    name, equals, value = part.partition("=")
    if not equals or name.strip().lower() in KNOWN_ATTRIBUTES - {"path"}:
        return part
    return f"{name}={walk.text(value, place)}"


def one(walk: Walk, name: str, value: str, place: str) -> str:
    """The value of one cookie."""
    bare = value.strip().strip('"')
    says, kind = kinds.cookie(name) if name else (kinds.SURE, "unknown_cookie")
    if not bare or (says == kinds.HARMLESS and not values.is_random(bare) and not values.shaped(bare)):
        return value
    shown = walk.hide(kind or "unknown_cookie", name, bare, place, whole=True)
    if shown != bare:
        _parts(walk, name, bare, place)
    return shown


def _parts(walk: Walk, name: str, value: str, place: str) -> None:
    """A cookie may be made of several values; each may be echoed alone."""
    plain = unquote(value)
    for part in {plain, *_PART.split(plain)} - {value}:
        if (part == plain or values.is_random(part)) and values.LEAST_RANDOM <= len(part) < 8192:
            walk.echo(part)


def listed(walk: Walk, cookies: Any, place: str) -> Any:
    """HAR's list of cookies: `[{"name", "value", ...}]`."""
    if not isinstance(cookies, list):
        return walk.tree(cookies, "cookies", place)
    out = []
    for cookie in cookies:
        if not isinstance(cookie, dict):
            out.append(walk.tree(cookie, "cookie", place))
            continue
        name = str(cookie.get("name", ""))
        kept = {key: part for key, part in cookie.items() if key not in ("name", "value")}
        value = cookie.get("value")
        shown = one(walk, name, value, place) if isinstance(value, str) else walk.tree(value, name, place)
        changed = walk.tree(kept, "", place)
        out.append({key: shown if key == "value" else changed.get(key, cookie[key]) for key in cookie})
    return out
