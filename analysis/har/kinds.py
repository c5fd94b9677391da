"""What is a credential by the name it stands under: cookies, headers, fields.

Why: most credentials say what they are. The names stand in data/reference/har_credentials.toml with a source each.
Not here: what looks like a credential whatever its name (`values`).
"""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass

from analysis import reference_tables
from analysis.har.lenient import REPEATED

SEVERITIES = ("critical", "high", "medium", "low")
"""From the worst down: a whole session or lasting access; one system or a sign-in; needs more; nothing by itself."""


@dataclass(frozen=True)
class Kind:
    """A kind of credential."""

    name: str
    """Id, such as `okta_session`."""
    title: str
    severity: str
    """One of SEVERITIES."""
    opens: str
    """What it opens, a sentence or two for a person."""
    source: str


@dataclass(frozen=True)
class Names:
    """What a name says, for one sort of place."""

    sure: dict[str, str]
    """Name as `plain` gives it -> kind."""
    weak: dict[str, str]
    """The same, where the value must look like a credential too."""
    harmless: frozenset[str]


@dataclass(frozen=True)
class Known:
    """The whole table."""

    kinds: dict[str, Kind]
    cookies: Names
    headers: Names
    fields: Names
    ids: frozenset[str]
    """Names of identifiers, which support needs and which open nothing."""
    paths: dict[str, str]
    """A part of a URL's path -> the kind of what follows it."""


def plain(name: str) -> str:
    """A name as names are compared: lower case, without - _ and blanks."""
    if REPEATED in name:
        name = name[: name.index(REPEATED)]
    return _MARKS.sub("", name.lower())


_MARKS = re.compile(r"[-_\s]+")
_PARTS = re.compile(r"[.\[\]:/$]+")


@functools.cache
def known() -> Known:
    """The table as it ships."""
    told = tomllib.loads((reference_tables.FOLDER / "har_credentials.toml").read_text(encoding="utf-8"))
    kinds = {
        row["id"]: Kind(row["id"], row["title"], row["severity"], row["opens"], row["source"]) for row in told["kind"]
    }
    harmless = told["harmless"]

    def names(place: str, *weak: str) -> Names:
        return Names(
            {plain(name): row["id"] for row in reversed(told["kind"]) for name in row.get(place, [])},
            {plain(name): row["id"] for row in told["kind"] for key in weak for name in row.get(key, [])},
            frozenset(plain(name) for name in harmless[place]),
        )

    paths = {part: row["id"] for row in told["kind"] for part in row.get("paths", [])}
    ids = frozenset(plain(name) for name in harmless["ids"])
    return Known(kinds, names("cookies"), names("headers"), names("fields", "weak"), ids, paths)


@functools.cache
def _words() -> re.Pattern[str]:
    told = tomllib.loads((reference_tables.FOLDER / "har_credentials.toml").read_text(encoding="utf-8"))
    return re.compile("|".join(map(re.escape, told["words"]["parts"])))


SURE, WEAK, HARMLESS, IDENTIFIER, UNKNOWN = "sure", "weak", "harmless", "identifier", "unknown"
"""What a name says about its value."""


@functools.lru_cache(50_000)
def field(name: str) -> tuple[str, str]:
    """What the name of a field (query, form, JSON, HTML) says, and the kind where it says one.

    `user[password]`, `credentials.password` and `form:password` are judged by their last part too.
    """
    whole = plain(name)
    names, ids = known().fields, known().ids
    for one in dict.fromkeys((whole, *(part for part in reversed(_PARTS.split(whole)) if part))):
        if one in names.sure:
            return SURE, names.sure[one]
        if one in names.weak:
            return WEAK, names.weak[one]
        if one in names.harmless or one in ids:
            return (IDENTIFIER if one in ids else HARMLESS), ""
        if one != whole:
            break
    if _words().search(whole):
        return SURE, "named_token"
    return UNKNOWN, ""


@functools.lru_cache(10_000)
def header(name: str) -> tuple[str, str]:
    """The same for the name of a header."""
    whole = plain(name)
    names = known().headers
    if whole in names.sure:
        return SURE, names.sure[whole]
    if whole in names.harmless:
        return HARMLESS, ""
    if _words().search(whole):
        return SURE, "unknown_header"
    return UNKNOWN, ""


@functools.lru_cache(10_000)
def cookie(name: str) -> tuple[str, str]:
    """The same for the name of a cookie; one that is not known is taken for a credential."""
    whole = plain(name)
    names = known().cookies
    bare = whole.removeprefix("host").removeprefix("secure") if name.startswith("__") else whole
    for one in (whole, bare):
        if one in names.sure:
            return SURE, names.sure[one]
    if whole in names.harmless:
        return HARMLESS, ""
    if "csrf" in whole or "xsrf" in whole:
        return SURE, "csrf_token"
    if "sess" in whole or whole.startswith("aspnet"):
        return SURE, "session_cookie"
    if whole.startswith(("oktaoauth", "oktastate")):
        return SURE, "okta_state_token"
    return SURE, "named_token" if _words().search(whole) else "unknown_cookie"


def kind(name: str) -> Kind:
    """The kind of this id."""
    return known().kinds[name]
