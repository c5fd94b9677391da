"""The only place that holds the values of credentials; everybody else gets a keyed hash.

Why: equal values must show as equal, and nothing else about them may show. The hash is an HMAC with a random key of
this run (or of the case), cut to HASH_DIGITS: who has the report cannot try guesses against it, nor compare it with
the report of another run. The key is never written.
Not here: what becomes of the rows (`inventory`, `report`). No repr, no error and no log of this program has a value.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from analysis.har import jwt, kinds, saml, values

HASH_DIGITS = 12
"""Hex digits of a hash that are shown: two of a million values are equal by chance once in 500 files."""
MARK = "redacted:"
"""What stands before a hash in a sanitised file."""
SHORTEST_ECHO = 6
"""Characters from which a value is looked for in other places; shorter ones stand everywhere by chance."""
SURE_ECHO = 12
"""Characters from which a value is found within longer words too."""
_DONE = re.compile(
    r"(?:[\w. +-]{0,20}\s)?redacted:[0-9a-f]{12}|\[?(?:removed|redacted)\]?|\[[\w\s-]{0,60}redacted\]|\*{3,}|", re.I
)
_SAYS_NOTHING = re.compile(
    r"(?i)true|false|null|none|undefined|[01]|fetch|required|deleted|on|off|yes|no|-|\[object Object\]"
    r"|(?:https?|urn):[\w:/.-]*"
)


@dataclass(slots=True)
class Row:
    """One value under one name at one host, as it was met."""

    kind: str
    name: str
    host: str
    hash: str
    is_echoed: bool
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    count: int = 0
    places: dict[str, int] = field(default_factory=dict)
    """Place -> times, in the order in which they were met."""
    token: jwt.Token | None = None
    message: saml.Message | None = None
    lifetime_s: int | None = None


class Found(tuple[str, str, str, str]):
    """Kind, name, value, place; its repr has no value."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Found(...)"


class Ledger:
    """Values and what was seen of them, for one run."""

    def __init__(self, key: bytes | None = None) -> None:
        self._key = key or secrets.token_bytes(32)
        self._hashes: dict[str, str] = {}
        self._rows: dict[tuple[str, str, str, str], Row] = {}
        self._echoes: dict[str, str] = {}
        self.is_closed = False
        """Closed, it hands out hashes and records nothing more."""

    def __repr__(self) -> str:
        return "Ledger(...)"

    def __getstate__(self) -> object:
        raise TypeError("a ledger is never written")

    def hash(self, value: str) -> str:
        """The keyed hash of a value."""
        known = self._hashes.get(value)
        if known is None:
            digest = hmac.new(self._key, value.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
            known = self._hashes[value] = digest[:HASH_DIGITS]
        return known

    def mark(self, value: str) -> str:
        """What stands in a sanitised file for a value."""
        return MARK + self.hash(value)

    def record(self, found: Found, host: str, at: datetime | None) -> None:
        """Keep one value met at a host and a time (None: unknown)."""
        if self.is_closed:
            return
        kind, name, value, place = found
        key = (kind, name, host, value)
        row = self._rows.get(key)
        if row is None:
            row = self._rows[key] = self._new(kind, name, host, value, place)
        row.count += 1
        row.places[place] = row.places.get(place, 0) + 1
        if at is not None:
            row.first_seen = at if row.first_seen is None else min(row.first_seen, at)
            row.last_seen = at if row.last_seen is None else max(row.last_seen, at)

    def _new(self, kind: str, name: str, host: str, value: str, place: str) -> Row:
        row = Row(kind, name, host, self.hash(value), is_echoed=False)
        if value.startswith("eyJ"):
            row.token = jwt.read(value)
            row.lifetime_s = row.token.lifetime_s if row.token else None
        elif kind == "saml_message":
            row.message = saml.read(value)
            row.lifetime_s = row.message.lifetime_s if row.message else None
        if self._is_worth_an_echo(kind, value, place):
            row.is_echoed = True
            self._echoes.setdefault(value, kind)
        return row

    def lives(self, name: str, host: str, value: str, lifetime_s: int) -> None:
        """A Set-Cookie said how long this cookie lives."""
        for key in ((kind, name, host, value) for kind in kinds.known().kinds):
            if key in self._rows:
                self._rows[key].lifetime_s = lifetime_s

    def tokens(self, see: Callable[[str, str, datetime | None], None]) -> None:
        """Tell each JWT that was met, with host and time; for `facts`, which reads its claims."""
        for row, (_, _, host, value) in zip(self._rows.values(), self._rows, strict=True):
            if row.token is not None:
                see(value, host, row.first_seen)

    def _is_worth_an_echo(self, kind: str, value: str, place: str) -> bool:
        if len(value) < SHORTEST_ECHO or kind == "okta_session_id":
            return len(value) >= SHORTEST_ECHO
        if kind in ("password", "passcode", "basic_password"):
            return not place.endswith("text") or values.is_random(value, 8)
        if place.endswith("text") or kind == "unknown_value":
            return values.is_random(value)
        return len(value) >= 8 and not values.says_little(value)

    def rows(self) -> list[Row]:
        """Everything met, without a value."""
        return list(self._rows.values())

    def echoes(self) -> dict[str, str]:
        """Values to look for in other places, with their kinds. For `echoes` only: these are the values."""
        return self._echoes


def is_done(value: str) -> bool:
    """Was this value replaced before, here or by another program, or is it empty?"""
    return len(value) < 90 and bool(_DONE.fullmatch(value))


def says_nothing(value: str) -> bool:
    """Is it a word that stands where a credential could, and is none?"""
    return len(value) < 120 and bool(_SAYS_NOTHING.fullmatch(value))


def without_marks(value: str) -> str:
    """A value without the marks that this program put into it."""
    return _MARKED.sub("", value) if MARK in value else value


_MARKED = re.compile(MARK + "[0-9a-f]{12}")
