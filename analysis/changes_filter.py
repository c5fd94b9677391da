"""What a person wants to see of the changes: a filter as the address and the reads hold it.

Not here: running it (`changes`), and drawing its fields.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

LONGEST_SEARCH = 200
KINDS = {
    "user": "users",
    "role": "roles",
    "group": "groups",
    "factor": "factors",
    "idp": "identity providers",
    "token": "API tokens",
    "client": "OAuth clients",
    "app": "apps",
    "policy": "policies",
    "zone": "zones",
    "origin": "trusted origins",
    "log stream": "log streams",
    "hook": "hooks",
    "agent": "agents",
    "key": "keys",
    "secret": "secrets",
    "device": "devices",
    "workflow": "workflows",
    "support access": "support access",
    "org": "org settings",
}
"""Kinds of objects, what opens a way in first, with their words."""
SIDES = {
    "foreign": "foreign",
    "support access": "support access",
    "unproven": "unproven",
    "side channel": "side channel",
    "no session": "no session",
    "proven": "proven",
}
"""Where a change came from: the least expected first."""
GLYPH = {"foreign": "◆", "proven": "●", "unproven": "○", "support access": "○"}
STATES = {"all": "All", "standing": "Not undone", "undone": "Undone"}
SORTS = {"foreign": "foreign first, then the newest", "newest": "newest first", "oldest": "oldest first"}
_WHEN = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(\.\d+)?)?Z?")


def side_label(side: str) -> str:
    """Glyph and word: where a change came from is never told by colour alone."""
    return f"{GLYPH.get(side, '·')} {SIDES[side]}"


@dataclass(frozen=True)
class Filter:
    """What a person wants to see of the changes; every field at its default shows all of them."""

    kinds: tuple[str, ...] = ()
    """Keys of KINDS; none asks for all."""
    sides: tuple[str, ...] = ()
    """Keys of SIDES; none asks for all."""
    state: str = "all"
    """A key of STATES."""
    search: str = ""
    """Words in who, what, the object or the event type."""
    person: str = ""
    """Only what this person did: Okta's id, or the whole login."""
    session: str = ""
    """Only what was done in this session, by its key."""
    thing: str = ""
    """Only what was done to this object: its id, else its name."""
    from_at: datetime | None = None
    """Only at or after this, UTC without a zone."""
    until_at: datetime | None = None
    """Only before this."""
    is_new: bool = False
    """Only what the person did on no other day."""
    is_documented: bool = False
    """Only what Okta names as events to look for after a compromise."""
    sort: str = "foreign"
    """A key of SORTS."""
    page_no: int = 1
    by_object: bool = False
    """The view: by object instead of change by change."""

    @classmethod
    def of_query(cls, query: Mapping[str, str]) -> Filter:
        """The filter of an address; what makes no sense in it is left at the default."""
        page = query.get("page", "")
        return cls(
            kinds=tuple(one for one in KINDS if one in query.get("kind", "").split(",")),
            sides=tuple(one for one in SIDES if one in query.get("side", "").split(",")),
            state=query["undone"] if query.get("undone") in STATES else "all",
            search=query.get("q", "")[:LONGEST_SEARCH],
            person=query.get("person", "")[:LONGEST_SEARCH],
            session=query.get("session", "")[:LONGEST_SEARCH],
            thing=query.get("object", "")[:LONGEST_SEARCH],
            from_at=_at(query.get("from", "")),
            until_at=_at(query.get("until", "")),
            is_new=query.get("new") == "yes",
            is_documented=query.get("documented") == "yes",
            sort=query["sort"] if query.get("sort") in SORTS else "foreign",
            page_no=max(int(page), 1) if page.isdecimal() and len(page) < 7 else 1,
            by_object=query.get("by") == "object",
        )

    def query(self) -> dict[str, str]:
        """The filter for an address; what is as it is anyway stays out of it."""
        told = {
            "kind": ",".join(self.kinds),
            "side": ",".join(self.sides),
            "undone": "" if self.state == "all" else self.state,
            "q": self.search,
            "person": self.person,
            "session": self.session,
            "object": self.thing,
            "from": _stamp(self.from_at),
            "until": _stamp(self.until_at),
            "new": "yes" if self.is_new else "",
            "documented": "yes" if self.is_documented else "",
            "sort": "" if self.sort == "foreign" else self.sort,
            "page": str(self.page_no) if self.page_no > 1 else "",
            "by": "object" if self.by_object else "",
        }
        return {name: value for name, value in told.items() if value}

    def values(self) -> dict[str, Any]:
        """The values that all reads take of it."""
        return {
            "state": self.state,
            "search": self.search.strip().lower(),
            "person": self.person.strip().lower(),
            "session_key": self.session,
            "object_key": self.thing,
            "from_at": self.from_at,
            "until_at": self.until_at,
            "is_new": self.is_new,
            "is_documented": self.is_documented,
        }

    def list_values(self) -> dict[str, Any]:
        """The same with kinds, sides and order, for a list; pages are the reader's."""
        return self.values() | {"kinds": list(self.kinds), "sides": list(self.sides), "sort": self.sort}

    @property
    def narrowed(self) -> list[str]:
        """What narrows the list besides the pills, in words; they may hold log text: plain text only."""
        said = [f"by {self.person}"] if self.person else []
        said += [f"in the session {self.session}"] if self.session else []
        said += [f"to the object {self.thing}"] if self.thing else []
        said += [f"from {_said(self.from_at)} UTC"] if self.from_at else []
        said += [f"until {_said(self.until_at)} UTC"] if self.until_at else []
        said += ["new for the person"] if self.is_new else []
        said += ["that Okta names as signs of a compromise"] if self.is_documented else []
        return said

    def widened(self) -> Filter:
        """The same without what `narrowed` says."""
        return Filter(
            kinds=self.kinds, sides=self.sides, state=self.state, search=self.search, sort=self.sort,
            by_object=self.by_object,
        )  # fmt: skip

    def of_object(self, thing: str) -> Filter:
        """What became of one object: all of its changes in order."""
        return dataclasses.replace(Filter(), thing=thing, sort="oldest")


ADDRESS = (
    "kind", "side", "undone", "q", "person", "session", "object", "from", "until", "new", "documented", "sort", "page",
    "by",
)  # fmt: skip
"""Names that a filter has in the address."""


def _at(text: str) -> datetime | None:
    if not _WHEN.fullmatch(text):
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at


def _stamp(at: datetime | None) -> str:
    return "" if at is None else at.isoformat(timespec="auto" if at.second or at.microsecond else "minutes")


def _said(at: datetime) -> str:
    return f"{at.day} {at:%b %Y %H:%M}"
