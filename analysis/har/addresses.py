"""Credentials in a URL: user and password, path, query, fragment.

Why: a URL is written into histories, logs and Referer headers, and many sign-ins pass through one.
Shape: text in, text out; what is no credential stays as it was written, to the letter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, unquote_plus

from analysis.har import kinds, ledger, values

if TYPE_CHECKING:
    from analysis.har.walk import Walk

_SCHEME = re.compile(r"(?i)([a-z][a-z0-9+.-]{0,20}):(//)?")
_DATA = re.compile(r"(?i)data:([\w.+-]+/[\w.+-]+)?")
_MARKS = re.compile(r"([&;])")
_SAFE = ":/,"
LEAST_LINK = 8
"""Characters from which what follows `/activate/` and the like is taken for a credential."""
_FILE_NAME = re.compile(r"[\w.-]*\.(?:js|css|html?|png|jpe?g|gif|svg|ico|woff2?|json|xml|php|aspx?|jsp|map|webp|txt)")


def url(walk: Walk, text: str, place: str) -> str:
    """A URL, or a path with a query."""
    if not text:
        return text
    if found := _DATA.match(text):
        return f"data:{found.group(1) or ''};removed" if len(text) > 60 else text
    rest, hashed, fragment = text.partition("#")
    rest, asked, query = rest.partition("?")
    start, path = _host(walk, rest, place)
    whole = start + _path(walk, path, place)
    if asked:
        whole += asked + pairs(walk, query, f"{place} query")
    if hashed:
        whole += hashed + _fragment(walk, fragment, f"{place} fragment")
    return whole


def _host(walk: Walk, text: str, place: str) -> tuple[str, str]:
    """Scheme, user and host with the password out; and the path."""
    scheme = _SCHEME.match(text)
    if not scheme or not scheme.group(2):
        return "", text
    host, slash, path = text[scheme.end() :].partition("/")
    if "@" in host:
        given, _, host = host.rpartition("@")
        user, _, password = given.partition(":")
        kept = walk.hide("basic_password", "password", unquote(password), place) if password else ""
        user = user if password or not values.is_random(unquote(user)) else walk.hide("api_key", "user", user, place)
        host = f"{user}:{kept}@{host}" if password else f"{user}@{host}"
    return scheme.group() + host, slash + path


def _path(walk: Walk, path: str, place: str) -> str:
    if len(path) < LEAST_LINK:
        return path
    parts = path.split("/")
    before = ""
    for at, part in enumerate(parts):
        parts[at] = _segment(walk, part, before, f"{place} path")
        before = part.lower() or before
    return "/".join(parts)


def _segment(walk: Walk, part: str, before: str, place: str) -> str:
    name, mark, rest = part.partition(";")
    if mark:
        return _segment(walk, name, before, place) + mark + pairs(walk, rest, place)
    if len(part) < LEAST_LINK:
        return part
    plain = unquote(part)
    kind = kinds.known().paths.get(before)
    if kind and not _FILE_NAME.fullmatch(plain) and is_link(plain):
        return walk.hide(kind, before, plain, place)
    if values.is_identifier(plain):
        return part
    if _FILE_NAME.fullmatch(plain):
        return part if plain.isascii() and not values.shaped(plain) else walk.text(plain, place)
    if values.is_random(ledger.without_marks(plain)) and not values.shaped(plain):
        return walk.hide("unknown_value", "path", plain, place)
    changed = walk.text(plain, place)
    return part if changed == plain else quote(changed, safe=_SAFE)


_PLAIN_WORDS = re.compile(r"[a-z]{2,}(?:[-_.][a-z]{2,})*|[A-Z]?[a-z]+")


def is_link(value: str) -> bool:
    """Can this be the secret part of a recovery link, and no word of the site?"""
    return not _PLAIN_WORDS.fullmatch(value) or values.is_random(value, 10)


def pairs(walk: Walk, query: str, place: str) -> str:
    """`name=value&name=value`, or a form's body; names and marks stay."""
    out = []
    for part in _MARKS.split(query):
        name, equals, value = part.partition("=")
        if not equals:
            out.append(_bare(walk, part, place))
            continue
        shown, plain = unquote_plus(name), unquote_plus(value)
        changed = walk.named(shown, plain, place, is_form=True)
        kept = (
            name
            if len(shown) < 18 or not values.is_random(shown)
            else walk.hide("unknown_value", "parameter name", shown, place)
        )
        out.append(kept + equals + (value if changed == plain else quote(changed, safe=_SAFE)))
    return "".join(out)


def _bare(walk: Walk, part: str, place: str) -> str:
    if len(part) < LEAST_LINK:
        return part
    plain = unquote_plus(part)
    if values.is_random(ledger.without_marks(plain)) and not values.is_identifier(plain) and not values.shaped(plain):
        return walk.hide("unknown_value", "query", plain, place)
    changed = walk.text(plain, place)
    return part if changed == plain else quote(changed, safe=_SAFE)


def _fragment(walk: Walk, fragment: str, place: str) -> str:
    """A fragment may be pairs, a path with a query of its own, or a word."""
    path, asked, query = fragment.partition("?")
    if asked:
        return _path(walk, path, place) + asked + pairs(walk, query, place)
    if "=" in fragment:
        return pairs(walk, fragment, place)
    return _path(walk, fragment, place)


def unquoted(value: str) -> str:
    """A value without its percent signs; plus signs stay, since not every value comes from a form."""
    return unquote(value) if "%" in value else value


def quoted(value: str) -> str:
    """The same with them; a mark of this program stays readable."""
    return quote(value, safe=_SAFE)
