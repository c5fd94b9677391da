"""Headers by their names: cookies, authorization, URLs, tokens, and the harmless ones.

Why: two headers of three are harmless and help support; the others are looked at as what they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from analysis.har import cookie_text, jwt, kinds, ledger, texts, values

if TYPE_CHECKING:
    from analysis.har.walk import Walk

_COOKIES = {"cookie", "cookie2", "x-cookie", "x-original-cookie"}
_SET_COOKIES = {"set-cookie", "set-cookie2", "x-set-cookie"}
_URLS = {
    "referer", "referrer", "location", "content-location", ":path", "x-original-url", "x-rewrite-url",
    "x-forwarded-uri", "sourcemap",
    "x-sourcemap", "destination", "origin",
    "x-original-uri", "x-pjax-url", "x-forwarded-url",
}  # fmt: skip
_SCHEME = re.compile(r"([A-Za-z][\w-]{1,30})([ \t]+)(.+)", re.DOTALL)
_KINDS = {
    "basic": "basic_password", "bearer": "bearer_token", "dpop": "bearer_token", "ssws": "api_token",
    "aws4-hmac-sha256": "signed_url", "aws": "signed_url",
}  # fmt: skip


def all_of(walk: Walk, headers: Any, place: str) -> Any:
    """HAR's list of headers; some proxies write an object instead."""
    if isinstance(headers, dict):
        return {
            name: one(walk, name, part, place) if isinstance(part, str) else walk.tree(part, name, place)
            for name, part in headers.items()
        }
    if not isinstance(headers, list):
        return walk.tree(headers, "headers", place)
    out = []
    for header in headers:
        if not isinstance(header, dict) or not isinstance(header.get("value"), str):
            out.append(walk.tree(header, "header", place))
            continue
        name = str(header.get("name", ""))
        shown = one(walk, name, header["value"], place)
        if len(header) > 2:
            out.append({key: shown if key == "value" else walk.tree(part, key, place) for key, part in header.items()})
        elif shown == header["value"]:
            out.append(header)
        else:
            out.append({key: shown if key == "value" else part for key, part in header.items()})
    return out


def one(walk: Walk, name: str, value: str, place: str) -> str:
    """The value of one header."""
    where = f"#{place}"  # a field of the same name and place is judged otherwise
    known = walk.recall(name, value, where)
    if known is not None:
        return known
    return walk.remembered(name, value, where, lambda: _one(walk, name.strip().lower(), value, place))


def _one(walk: Walk, name: str, value: str, place: str) -> str:
    if not value:
        return value
    if name in _COOKIES:
        return cookie_text.request(walk, value, f"{place} Cookie")
    if name in _SET_COOKIES:
        return cookie_text.response(walk, value, f"{place} Set-Cookie")
    if name in _URLS:
        return walk.url(value, f"{place} {name}")
    says, kind = kinds.header(name)
    if kind == "authorization":
        return authorization(walk, value, name, f"{place} {name}")
    if says == kinds.HARMLESS:
        return _harmless(walk, value, place)
    if says == kinds.SURE:
        return value if ledger.says_nothing(value) else walk.hide(kind, name, value, place)
    if values.is_random(value) and not values.is_identifier(value) and " " not in value and "/" not in value[:1]:
        return value if ledger.is_done(value) else walk.hide("unknown_header", name, value, place)
    return walk.leaf(value, place)


def _harmless(walk: Walk, value: str, place: str) -> str:
    """Left as it is, unless a credential of a known shape stands in it."""
    found = values.shaped(value)
    for start, end, kind in reversed(found):
        if kind != "okta_session_id":
            value = value[:start] + texts.hidden_shape(walk, kind, value[start:end], place) + value[end:]
    return value


def authorization(walk: Walk, value: str, name: str, place: str) -> str:
    """Scheme and credential; the scheme stays."""
    told = _SCHEME.fullmatch(value.strip())
    if not told:
        return walk.hide("jwt" if jwt.claims(value) else "authorization", name, value, place)
    scheme, gap, rest = told.groups()
    if scheme.lower() == "basic":
        texts.basic(walk, rest, place)
    shown = walk.hide(_KINDS.get(scheme.lower(), "authorization"), scheme, rest, place)
    return f"{scheme}{gap}{shown}"
