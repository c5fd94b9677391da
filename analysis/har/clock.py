"""When an entry was made and at which host, and how far the browser's clock was off.

Why: a HAR carries the clock of the browser, the log carries Okta's; `Date` headers of the answers tell the difference.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from http.cookiejar import http2time  # type: ignore[attr-defined]  # in the documentation, not in the stubs
from typing import Any

_HOST = re.compile(r"(?i)[a-z][a-z0-9+.-]{0,20}://(?:[^/?#@]*@)?(\[[0-9a-f:.]+\]|[^/?#:]+)")
LONGEST_HOST = 253


def host_of(entry: Any) -> str:
    """The host that was asked, lower case; empty where it does not say."""
    request = entry.get("request") if isinstance(entry, dict) else None
    url = request.get("url") if isinstance(request, dict) else None
    return host_of_url(url) if isinstance(url, str) else ""


def host_of_url(url: str) -> str:
    """The host of a URL."""
    found = _HOST.match(url)
    return found.group(1).lower()[:LONGEST_HOST] if found else ""


def started(entry: Any) -> datetime | None:
    """When the request began, by the browser's clock, in UTC; None where it does not say."""
    return when(entry.get("startedDateTime")) if isinstance(entry, dict) else None


def when(text: Any) -> datetime | None:
    """A time of ISO 8601, or seconds or milliseconds since 1970."""
    if isinstance(text, int | float) and not isinstance(text, bool):
        return datetime.fromtimestamp(text / 1000 if text > 1e11 else text, UTC) if 0 < text < 1e13 else None
    if not isinstance(text, str) or len(text) > 60:
        return None
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def took(entry: Any) -> timedelta:
    """How long the exchange took; zero where it does not say."""
    time = entry.get("time") if isinstance(entry, dict) else None
    try:
        ms = float(time) if isinstance(time, str | int | float) else 0.0
    except ValueError:
        ms = 0.0
    return timedelta(milliseconds=ms) if 0 < ms < 3_600_000 else timedelta()


def http_date(text: str) -> datetime | None:
    """The time of a `Date` header or of a cookie's `Expires`, in any of the forms that servers write; None else."""
    at = http2time(text) if len(text) < 60 else None
    return datetime.fromtimestamp(at, UTC) if at is not None else None
