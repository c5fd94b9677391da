"""Families from Okta's own reading of an agent, for records that hold no raw agent.

Why: some exports carry only `client.userAgent.os` and `.browser`. They must give the same family
names as the raw agent would, or a lane would break at the seam of two exports.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyarrow as pa

from analysis.enrich.agents import SCHEMA, Agent, os_family

_NOTHING = frozenset({"", "unknown", "null", "-", "none", "other", "bot", "synthetic browser"})

_BROWSERS = (
    ("edg", "Edge"),
    ("headless", "Headless browser"),
    ("chromium", "Chromium"),
    ("chrome", "Chrome"),
    ("crios", "Chrome"),
    ("safari", "Safari"),
    ("firefox", "Firefox"),
    ("opera", "Opera"),
    ("internet_explorer", "IE"),
    ("internet explorer", "IE"),
    ("samsung", "Samsung Internet"),
)
"""What Okta's word contains, and our family; the first that is found counts."""

_IS_IE = re.compile(r"^(?:ms)?ie[ _]?\d*$")
_IS_MOBILE_APPLE = re.compile(r"iphone|ipad|ipod|\bios\b")
_NUMBER = re.compile(r"\d[\d.]{0,20}")

OKTA_SCHEMA = pa.schema([("okta_os", pa.string()), ("okta_browser", pa.string()), *list(SCHEMA)[1:]])


def from_okta(okta_os: str | None, okta_browser: str | None) -> Agent:
    """Read Okta's two words: "Mac OS X" with "CHROME" is macOS with Chrome."""
    system, version = _system(okta_os)
    browser, major = _browser(okta_browser)
    kind = "unknown"
    if browser is not None:
        kind = "script" if browser == "Headless browser" else "browser"
    return Agent(system, version, browser, None if major is None else str(major), major, kind)


def parse_okta(pairs: Sequence[tuple[str | None, str | None]]) -> pa.Table:
    """Read each distinct pair of Okta's words once.

    Shape: (okta_os, okta_browser) in; one row a distinct pair out, with the columns of `agents`
    after the two that are the key (either may be null).
    """
    distinct = list(dict.fromkeys(pairs))
    rows = [from_okta(*pair) for pair in distinct]
    columns = [pa.array([pair[0] for pair in distinct], pa.string())]
    columns += [pa.array([pair[1] for pair in distinct], pa.string())]
    columns += [pa.array([getattr(row, field.name) for row in rows], field.type) for field in list(OKTA_SCHEMA)[2:]]
    return pa.table(columns, schema=OKTA_SCHEMA)


def _system(word: str | None) -> tuple[str | None, str | None]:
    text = (word or "")[:200].strip()
    lower = text.lower()
    if lower in _NOTHING:
        return None, None
    number = _NUMBER.search(lower)
    # "Android 1.x" is what Okta writes for an Android that it does not know: no version.
    version = number[0].rstrip(".") if number and ".x" not in lower else None
    if _IS_MOBILE_APPLE.search(lower):
        return "iOS", version
    if lower.startswith("mac"):
        return "macOS", version
    for start in ("windows", "android", "linux", "ubuntu", "chrome os", "chromeos"):
        if lower.startswith(start):
            return os_family(start), version
    return text, version


def _browser(word: str | None) -> tuple[str | None, int | None]:
    text = (word or "")[:200].strip()
    lower = text.lower()
    if lower in _NOTHING:
        return None, None
    number = _NUMBER.search(lower)
    major = int(number[0].split(".", 1)[0][:9]) if number else None
    if _IS_IE.match(lower):
        return "IE", major
    for part, family in _BROWSERS:
        if part in lower:
            return family, major
    return text, major
