"""Pseudonyms for personal data: the same person stays the same person, and nobody can say who.

Why: support must follow one user through a file, and need not know the name.
Not here: free text; a name in a sentence stays. It says so in the report.
"""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING

from analysis.har import kinds

if TYPE_CHECKING:
    from analysis.har.ledger import Ledger

_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+-]{1,64}(?:@|%40)(?!person\.invalid)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}"
)
_V4 = re.compile(r"(?<![\w.-])(?:\d{1,3}\.){3}\d{1,3}(?![\w.-])")
_V6 = re.compile(r"(?<![\w:.])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?![\w:.])")
_NAMES = frozenset(
    kinds.plain(name)
    for name in [
        "login",
        "username",
        "identifier",
        "firstName",
        "lastName",
        "middleName",
        "displayName",
        "fullName",
        "nickName",
        "given_name",
        "family_name",
        "preferred_username",
        "email",
        "secondEmail",
        "mobilePhone",
        "primaryPhone",
        "phone",
        "phoneNumber",
        "streetAddress",
        "zipCode",
        "employeeNumber",
        "alternateId",
        "upn",
        "loginHint",
        "birthdate",
        "honorificPrefix",
        "j_username",
        "user",
        "fromLogin",
    ]
)
"""Fields about a person, in Okta's profiles, in OpenID Connect and in forms."""


class Pseudonyms:
    """One set for one run; equal by the ledger's key."""

    def __init__(self, kept: Ledger) -> None:
        self._hash = kept.hash

    def of_field(self, name: str, value: str) -> str | None:
        """For a value under a name that says it is about a person; None where it is not."""
        if len(value) > 300 or kinds.plain(name) not in _NAMES or value.startswith("person-"):
            return None
        if _EMAIL.fullmatch(value):
            return self._email(value)
        return f"person-{self._hash(value.lower())[:8]}"

    def of_text(self, text: str) -> str:
        """E-mail addresses and addresses of the network in any text."""
        if "@" in text or "%40" in text:
            text = _EMAIL.sub(lambda found: self._email(found.group()), text)
        text = _V4.sub(lambda found: self.address(found.group()), text)
        return _V6.sub(lambda found: self.address(found.group()), text) if text.count(":") > 1 else text

    def _email(self, value: str) -> str:
        plain = value.replace("%40", "@").lower()
        return f"person-{self._hash(plain)[:8]}@person.invalid"

    def address(self, text: str) -> str:
        """An address of the range for benchmarks (v4) or documentation (v6) instead."""
        try:
            given = ipaddress.ip_address(text)
        except ValueError:
            return text
        if given.is_loopback or given.is_unspecified:
            return text
        number = int(self._hash(str(given)), 16)
        if given.version == 4:
            return str(ipaddress.IPv4Address(int(ipaddress.IPv4Address("198.18.0.0")) + number % (1 << 17)))
        return str(ipaddress.IPv6Address(int(ipaddress.IPv6Address("2001:db8::")) + number))
