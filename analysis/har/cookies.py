"""The audit of a HAR's cookies: `audit(inventory) -> Audit`.

Judges how cookies that carry a session were set: HttpOnly, Secure, SameSite, the prefixes, and how long they live. The
chain "not bound, long-lived, not SameSite=Strict, readable by script" is one level above its worst part, because each
part takes away what would have stopped the next.
Source: checklist rows 46 to 48 (data/reference/checklist.toml); RFC 6265bis for the attributes and the prefixes.
Not here: whether a cookie was stolen. A HAR cannot tell that a session is bound, nor how long the server keeps it.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.har import kinds
from analysis.har.inventory import Inventory
from analysis.har.set_cookie import CookieSet

MOST_ABSOLUTE_S = 12 * 3600
"""A session cookie that lives longer is a finding (checklist row 46)."""
MOST_IDLE_S = 8 * 3600
"""For privileged sessions: one that is set anew at each answer lives as long as it may be idle."""
_LEVELS = ("low", "medium", "high", "critical")
CANNOT_TELL = (
    "Whether the session is bound to a network or a device: binding is the server’s, and no cookie says it.",
    "How long the server keeps the session: a cookie may outlive it, and a session may outlive its cookie.",
    "What was set before the recording began: cookies that are only sent have no attributes here.",
)
"""What no HAR can say, for the screen and the command line."""


@dataclass(frozen=True)
class Flaw:
    """One thing wrong with one cookie."""

    rule: str
    """script, plain, same_site, prefix, absolute, idle, chain."""
    severity: str
    says: str
    """A sentence."""
    fix: str
    """What to set instead."""


@dataclass(frozen=True)
class Audited:
    """One cookie with its flaws, worst first."""

    cookie: CookieSet
    kind: str
    is_session: bool
    """Carries a session, and is judged as such."""
    is_privileged: bool
    """Of an Okta session, where administrators are signed in."""
    flaws: tuple[Flaw, ...]

    @property
    def severity(self) -> str | None:
        """Of the worst flaw; None where there is none."""
        return max((flaw.severity for flaw in self.flaws), key=_LEVELS.index, default=None)


@dataclass(frozen=True)
class Audit:
    """All cookies of a HAR."""

    cookies: tuple[Audited, ...]
    """Worst first."""
    only_sent: tuple[CookieSet, ...]
    """Session cookies that the file has in requests only."""
    cannot_tell: tuple[str, ...] = CANNOT_TELL


_SESSIONS = frozenset({"okta_session", "session_cookie", "bearer_token", "refresh_token", "id_token"})


def audit(inventory: Inventory) -> Audit:
    """Judge each cookie that was set; those deleted are left out."""
    told, only_sent = [], []
    for cookie in inventory.cookies:
        _, kind = kinds.cookie(cookie.name)
        is_session = kind in _SESSIONS
        if not cookie.is_set_here:
            only_sent += [cookie] if is_session else []
        elif not cookie.is_deleted:
            is_privileged = kind == "okta_session" and cookie.host in inventory.okta_hosts
            told.append(
                Audited(cookie, kind, is_session, is_privileged, _flaws(cookie, kind, is_session, is_privileged))
            )
    told.sort(key=lambda one: (-_LEVELS.index(one.severity) if one.severity else 1, one.cookie.host, one.cookie.name))
    return Audit(tuple(told), tuple(only_sent))


def _flaws(cookie: CookieSet, kind: str, is_session: bool, is_privileged: bool) -> tuple[Flaw, ...]:
    flaws = _attributes(cookie, kind, is_session) + _prefixes(cookie)
    if is_session:
        flaws += _lifetime(cookie, is_privileged)
        rules = {flaw.rule for flaw in flaws}
        if {"script", "same_site"} <= rules and rules & {"absolute", "idle"}:
            worst = max(_LEVELS.index(flaw.severity) for flaw in flaws)
            flaws.append(
                Flaw(
                    "chain",
                    _LEVELS[min(worst + 1, len(_LEVELS) - 1)],
                    "Long-lived, sent from other sites, readable by script, and nothing here shows a binding: one "
                    "script on the site is enough to take a session that lasts.",
                    "Break the chain at any link; binding the session is the strongest.",
                )
            )
    return tuple(sorted(flaws, key=lambda flaw: -_LEVELS.index(flaw.severity)))


def _attributes(cookie: CookieSet, kind: str, is_session: bool) -> list[Flaw]:
    flaws = []
    if not cookie.is_http_only and kind != "csrf_token":
        # a token against forgery must be read by the page's script
        says = "Scripts of the page can read it (no HttpOnly)."
        flaws.append(Flaw("script", "high" if is_session else "low", says, "HttpOnly"))
    if not cookie.is_secure:
        says = "It is sent over plain HTTP too (no Secure)."
        flaws.append(Flaw("plain", "high" if is_session else "low", says, "Secure"))
    if cookie.same_site == "None" and is_session:
        says = "Every other site can make the browser send it (SameSite=None)."
        flaws.append(Flaw("same_site", "medium", says, "SameSite=Strict, or Lax where other sites must link in"))
    elif cookie.same_site != "Strict" and is_session:
        said = "SameSite=Lax" if cookie.same_site else "no SameSite"
        flaws.append(Flaw("same_site", "low", f"Links of other sites carry it ({said}).", "SameSite=Strict"))
    return flaws


def _prefixes(cookie: CookieSet) -> list[Flaw]:
    """What the name promises must hold, or browsers that know the prefix refuse the cookie."""
    is_host = cookie.name.startswith("__Host-")
    broken = []
    if is_host or cookie.name.startswith("__Secure-"):
        broken += [] if cookie.is_secure else ["Secure is missing"]
    if is_host:
        broken += ["a Domain is set"] if cookie.domain else []
        broken += [] if cookie.path == "/" else ["Path is not /"]
    if broken:
        return [
            Flaw("prefix", "medium", f"The name promises what the attributes break: {', '.join(broken)}.", "Keep it")
        ]
    _, kind = kinds.cookie(cookie.name)
    if kind in _SESSIONS and not cookie.name.startswith("__"):
        says = "A sibling host can set a cookie of this name (no __Host- prefix)."
        return [Flaw("prefix", "low", says, "__Host- before the name, Path=/, no Domain")]
    return []


def _lifetime(cookie: CookieSet, is_privileged: bool) -> list[Flaw]:
    lives = cookie.lifetime_s
    if lives is None:
        return []
    hours = f"{lives / 3600:,.0f} hours" if lives < 72 * 3600 else f"{lives / 86400:,.0f} days"
    if lives > MOST_ABSOLUTE_S:
        says = f"The browser keeps it for {hours}; a session should end after {MOST_ABSOLUTE_S // 3600}."
        return [Flaw("absolute", "high" if is_privileged else "medium", says, f"Max-Age={MOST_ABSOLUTE_S} at most")]
    if is_privileged and lives > MOST_IDLE_S:
        says = f"An administrator’s session may be idle for {hours}; {MOST_IDLE_S // 3600} are enough."
        return [Flaw("idle", "medium", says, f"Max-Age={MOST_IDLE_S} at most, set anew while it is used")]
    return []
