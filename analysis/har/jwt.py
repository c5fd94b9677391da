"""What a JWT says about itself: header and times, issuer, audience. Never its signature.

Why: it tells what a token opens and whether it still does; and support may need it, so that a sanitised file keeps
the part of it that names nobody.
Not here: whether the signature is right; nothing here needs to know.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from analysis.har import lenient

KEPT_CLAIMS = ("iss", "aud", "exp", "iat", "nbf", "auth_time", "ver", "typ", "token_use", "amr", "acr")
"""Claims that name no person and no session."""
KEPT_HEADER = ("alg", "typ", "cty", "enc")
_PARTS = re.compile(r"([\w-]+)\.([\w-]*)\.([\w-]*)((?:\.[\w-]*){0,2})")


@dataclass(frozen=True)
class Token:
    """A JWT without its signature and without what names a person."""

    algorithm: str | None
    type: str | None
    """`JWT`, `at+jwt`, `dpop+jwt`; None where it does not say."""
    issuer: str | None
    audience: str | None
    issued_at: datetime | None
    expires_at: datetime | None
    is_encrypted: bool
    """Then only the header could be read."""

    @property
    def lifetime_s(self) -> int | None:
        """From issue to expiry, seconds."""
        if self.issued_at is None or self.expires_at is None:
            return None
        return round((self.expires_at - self.issued_at).total_seconds())


def claims(value: str) -> tuple[dict[str, Any], dict[str, Any], bool] | None:
    """Header, claims, and whether they are encrypted; None where it is no JWT. Claims may name a person."""
    parts = _PARTS.fullmatch(value)
    if not parts:
        return None
    header = _decoded(parts.group(1))
    if not isinstance(header, dict) or not {"alg", "typ", "kid", "enc"} & header.keys():
        return None
    is_encrypted = bool(parts.group(4))
    payload = None if is_encrypted else _decoded(parts.group(2))
    return header, payload if isinstance(payload, dict) else {}, is_encrypted


def read(value: str) -> Token | None:
    """What a JWT says; None where it is none."""
    told = claims(value)
    if told is None:
        return None
    header, payload, is_encrypted = told
    audience = payload.get("aud")
    return Token(
        algorithm=_word(header.get("alg")),
        type=_word(header.get("typ")),
        issuer=_word(payload.get("iss")),
        audience=", ".join(filter(None, map(_word, audience))) if isinstance(audience, list) else _word(audience),
        issued_at=_time(payload.get("iat") or payload.get("nbf")),
        expires_at=_time(payload.get("exp")),
        is_encrypted=is_encrypted,
    )


def stripped(value: str) -> str | None:
    """Header and payload with KEPT_CLAIMS only, and a full stop for the signature to come; None where it is no JWT."""
    told = claims(value)
    if told is None or told[2]:
        return None
    kept = [
        {name: part for name, part in source.items() if name in names and isinstance(part, str | int | float | list)}
        for source, names in ((told[0], KEPT_HEADER), (told[1], KEPT_CLAIMS))
    ]
    return ".".join(base64.urlsafe_b64encode(lenient.dump(part)).rstrip(b"=").decode() for part in kept) + "."


def _decoded(part: str) -> Any:
    try:
        raw = base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_")
    except (binascii.Error, ValueError):
        return None
    return lenient.parse(raw)[0]


def _word(value: Any) -> str | None:
    return value[:300] if isinstance(value, str) else None


def _time(value: Any) -> datetime | None:
    if isinstance(value, str) and value.isdigit():
        value = int(value[:20])
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value < 1e13:
        return None
    return datetime.fromtimestamp(value / 1000 if value > 1e11 else value, UTC)
