"""What a SAML message says about itself: request or response, issuer, for whom, and until when.

Why: a response signs a person in to one app for minutes; a request opens nothing.
Not here: names of persons, signatures. Messages come base64-encoded, deflated too in a redirect.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime

MOST_BYTES = 1 << 20
"""No message is larger; a deflated one that is stays unread."""


@dataclass(frozen=True)
class Message:
    """A SAML message without what names a person."""

    is_response: bool
    """Holds an assertion, or answers a request."""
    issuer: str | None
    destination: str | None
    """Where it is sent, or the audience."""
    issued_at: datetime | None
    expires_at: datetime | None
    is_encrypted: bool

    @property
    def lifetime_s(self) -> int | None:
        """From issue to expiry, seconds."""
        if self.issued_at is None or self.expires_at is None:
            return None
        return round((self.expires_at - self.issued_at).total_seconds())


_ISSUER = re.compile(r"<(?:\w+:)?Issuer\b[^>]{0,300}>\s*([^<]{1,300}?)\s*</")
_AUDIENCE = re.compile(r"<(?:\w+:)?Audience\b[^>]{0,300}>\s*([^<]{1,300}?)\s*</")
_DESTINATION = re.compile(r"\bDestination=[\"']([^\"']{1,300})")
_ISSUED = re.compile(r"\bIssueInstant=[\"']([^\"']{10,40})")
_UNTIL = re.compile(r"\bNotOnOrAfter=[\"']([^\"']{10,40})")


def xml(value: str) -> str | None:
    """The XML of a message, plain, base64 or deflated; None where it is none."""
    text = value.strip()
    if text.startswith("<"):
        return text if "SAML" in text else None
    if len(text) > 2 * MOST_BYTES:
        return None
    try:
        raw = base64.b64decode("".join(text.split()) + "=" * (-len("".join(text.split())) % 4), altchars=None)
    except (binascii.Error, ValueError):
        return None
    if not raw.lstrip().startswith(b"<"):
        try:
            raw = zlib.decompressobj(-15).decompress(raw, MOST_BYTES)
        except zlib.error:
            return None
    found = raw.decode("utf-8", "replace")
    return found if found.lstrip("\ufeff \r\n\t").startswith("<") and "SAML" in found else None


def read(value: str) -> Message | None:
    """What a message says; None where it is none."""
    text = xml(value)
    if text is None:
        return None
    start = text[:2000]
    return Message(
        is_response="Response" in start or "Assertion" in text,
        issuer=_first(_ISSUER, text),
        destination=_first(_AUDIENCE, text) or _first(_DESTINATION, text),
        issued_at=_time(_first(_ISSUED, text)),
        expires_at=_time(_first(_UNTIL, text)),
        is_encrypted="EncryptedAssertion" in text,
    )


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return found.group(1) if found else None


def _time(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
