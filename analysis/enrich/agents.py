"""User agents read into families: which system, which browser, and whether a person sat there.

Why: a lane is a network together with a device (system family + browser family). Versions change
on honest clients, so they are kept beside the families and never inside them. Not here: any
judgement of an agent; every agent is a forgeable string.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa
import ua_parser.loaders
import ua_parser.regex
from ua_parser import Domain, Parser

from analysis.enrich.okta_agents import OWN_RULES, own_rules_may_apply

READ_CHARACTERS = 1_000
"""How much of an agent is read, in characters. Why: real ones end long before; a hostile one may
be megabytes. The key in the table stays whole."""

OS_FAMILIES = {
    "mac os x": "macOS",
    "mac os": "macOS",
    "macos": "macOS",
    "ios": "iOS",
    "ipados": "iOS",
    "watchos": "iOS",
    "android": "Android",
    "chrome os": "Chrome OS",
    "chromeos": "Chrome OS",
    "linux": "Linux",
    "ubuntu": "Linux",
    "debian": "Linux",
    "fedora": "Linux",
    "red hat": "Linux",
    "centos": "Linux",
    "suse": "Linux",
    "opensuse": "Linux",
    "arch linux": "Linux",
    "gentoo": "Linux",
    "linux mint": "Linux",
    "kubuntu": "Linux",
    "slackware": "Linux",
    "mageia": "Linux",
    "puppy": "Linux",
    "tizen": "Linux",
    "webos": "Linux",
}
"""Names of the parser, lower case, to the five families; every Windows goes to "Windows"."""

BROWSER_FAMILIES = {
    "Chrome Mobile": "Chrome",
    "Chrome Mobile iOS": "Chrome",
    "Mobile Safari": "Safari",
    "Firefox Mobile": "Firefox",
    "Firefox iOS": "Firefox",
    "Edge Mobile": "Edge",
    "Edge iOS": "Edge",
    "IE Mobile": "IE",
    "Opera Mobile": "Opera",
    "Opera Touch": "Opera",
    "Opera Mini": "Opera",
    "DuckDuckGo Mobile": "DuckDuckGo",
    "Chrome Mobile WebView": "Android web view",
    "Android": "Android web view",
    "Mobile Safari UI/WKWebView": "iOS web view",
    "Safari UI/WKWebView": "macOS web view",
}
"""One name for one browser. Web views keep a name of their own: they keep their own cookies, so a
session does not wander between them and the browser."""

SCRIPTS = frozenset(
    {
        "Python Requests",
        "Python aiohttp",
        "Python-urllib",
        "python-httpx",
        "aiohttp",
        "httpx",
        "curl",
        "Wget",
        "libcurl",
        "libwww-perl",
        "Go-http-client",
        "Java",
        "Apache-HttpClient",
        "okhttp",
        "axios",
        "node-fetch",
        "undici",
        "got",
        "PycURL",
        "Ruby",
        "HTTPie",
        "insomnia",
        "PostmanRuntime",
        "Postman",
        "WindowsPowerShell",
        "PowerShell",
        "HeadlessChrome",
        "PhantomJS",
        "Jakarta Commons-HttpClient",
        "Guzzle",
        "RestSharp",
        "reqwest",
        "Synapse",
    }
)
"""Families of the parser that are programs, not browsers in front of a person."""

SCHEMA = pa.schema(
    [
        ("agent", pa.string()),
        ("os_family", pa.string()),
        ("os_version", pa.string()),
        ("browser_family", pa.string()),
        ("browser_version", pa.string()),
        ("browser_major", pa.int32()),
        ("kind", pa.string()),
    ]
)


@dataclass(frozen=True)
class Agent:
    """What one user agent says of its client; None is unknown."""

    os_family: str | None = None
    """Windows, macOS, iOS, Android, Linux, Chrome OS, or the parser's own name of a rarer one."""
    os_version: str | None = None
    """As far as the agent gives it. Browsers freeze it: macOS stays at 10.15 for ever."""
    browser_family: str | None = None
    """One name for desktop and mobile of the same browser; the program's name for a script."""
    browser_version: str | None = None
    """Dotted, up to three parts."""
    browser_major: int | None = None
    """The first part of the version as a number."""
    kind: str = "unknown"
    """browser, script, okta (Okta's own software), native (an app), unknown."""


def parse(agents: Sequence[str | None]) -> pa.Table:
    """Read each distinct agent once.

    Shape: agents in (repeated and None allowed); out one row a distinct agent, in order of first
    appearance, the agent whole as the key. Not understood means nulls and kind `unknown`.
    """
    distinct = [agent for agent in dict.fromkeys(agents) if agent is not None]
    return _table(distinct, (read_agent(agent) for agent in distinct))


def _table(keys: Sequence[str], read: Iterable[Agent]) -> pa.Table:
    rows = list(read)
    columns = [pa.array(keys, pa.string())]
    columns += [pa.array([getattr(row, field.name) for row in rows], field.type) for field in list(SCHEMA)[1:]]
    return pa.table(columns, schema=SCHEMA)


@functools.cache
def _parser() -> Parser:
    return Parser(ua_parser.regex.Resolver(ua_parser.loaders.load_builtins()))


def read_agent(agent: str) -> Agent:
    """Read one agent: our own rules first, since the parser knows none of Okta's software."""
    text = agent[:READ_CHARACTERS].replace("\x00", " ").strip()
    if own_rules_may_apply(text):
        for rule in OWN_RULES:
            found = rule.pattern.search(text)
            if found:
                system = _system_in_slashes(text) or _system_by_parser(text)
                return Agent(*system, rule.family, *_version(found.groupdict().get("version")), rule.kind)
    return _read_by_parser(text)


_CRAWLER = re.compile(r"bot\b|spider|crawl", re.IGNORECASE)


def _read_by_parser(text: str) -> Agent:
    # The device is not asked for: it is the slowest question, and of no use to a lane.
    result = _parser()(text, Domain.OS | Domain.USER_AGENT)
    system = _system(result.os)
    browser = result.user_agent
    if browser is None or browser.family == "Other":
        return Agent(*system, kind="native" if system[0] and "Mozilla/" not in text else "unknown")
    family = BROWSER_FAMILIES.get(browser.family, browser.family)
    version = ".".join(part for part in (browser.major, browser.minor, browser.patch) if part)
    if browser.family in SCRIPTS or _CRAWLER.search(text):
        kind = "script"
    elif text.startswith(("Mozilla/", "Opera/")):
        kind = "browser"
    else:
        kind = "native"
    return Agent(*system, family, *_version(version), kind)


def _system_by_parser(text: str) -> tuple[str | None, str | None]:
    return _system(_parser().parse_os(text))


def _system(system: ua_parser.OS | None) -> tuple[str | None, str | None]:
    if system is None or system.family == "Other":
        return None, None
    version = ".".join(part for part in (system.major, system.minor) if part) or None
    return os_family(system.family), version


def os_family(name: str) -> str:
    """The family that a system's name belongs to; a name we do not know stays as it is."""
    lower = name.lower()
    return "Windows" if lower.startswith("windows") else OS_FAMILIES.get(lower, name)


_SYSTEM_IN_SLASHES = re.compile(
    r"\b(macOS|iOS|iPadOS|watchOS|Android|Windows|Linux|ChromeOS)/(\d[\d.]{0,30})?", re.IGNORECASE
)


def _system_in_slashes(text: str) -> tuple[str | None, str | None] | None:
    """The way Okta's software writes it: `macOS/14.4.1`, `Android/13`."""
    found = _SYSTEM_IN_SLASHES.search(text)
    return (os_family(found[1]), found[2]) if found else None


def _version(text: str | None) -> tuple[str | None, int | None]:
    if not text:
        return None, None
    first = text.split(".", 1)[0]
    is_number = first.isascii() and first.isdigit() and len(first) < 10
    return text, int(first) if is_number else None
