"""The filter that verifies a line, and the call that does it. Text of the log is escaped in both.

Why a module of its own: a filter that a name of the log breaks out of would find what the thief wants.
Source: developer.okta.com/docs/reference/system-log-query (filter expressions; `since` bounds a request)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from urllib.parse import quote

from analysis.next_steps import LONGEST_VALUE, equals, stamp

MOST_VALUES = 20
"""Values in one filter; the words of its line say where there are more."""
_FIELD = re.compile(r"\{(\w+)\}")


def types(event_types: Iterable[str]) -> str:
    """`eventType eq "..."`, several in brackets; a name that ends with `*` is a beginning."""
    parts = [
        f'eventType sw "{one[:-1]}"' if one.endswith("*") else f'eventType eq "{one}"'
        for one in dict.fromkeys(event_types)
    ]
    return _either(parts)


def target(value: str, name: str | None = None) -> str:
    """The object by its id; by its name where the record gives no id."""
    return equals("target.id", value) if value else equals("target.displayName", name or "")


def of_targets(values: Sequence[str]) -> str:
    """Any of several ids."""
    return _either([equals("target.id", value) for value in dict.fromkeys(values)])


def of_person(person_id: str, by: str) -> str:
    """The person as target, as actor, or as either."""
    told = [equals(f"{way}.id", person_id) for way in ("actor", "target") if by in (way, "either")]
    return _either(told)


def anywhere(ids: Sequence[str]) -> str:
    """Any of several ids, as actor or as target."""
    return _either([equals(f"{way}.id", one) for one in list(dict.fromkeys(ids))[:MOST_VALUES] for way in _WAYS])


def traces(found: Iterable[tuple[str, str]]) -> str:
    """Any of several addresses and device tokens."""
    parts = [equals(_TRACES[kind], value) for kind, value in list(found)[:MOST_VALUES]]
    return _either(parts)


def both(*parts: str) -> str:
    """All of them at once; empty ones are left out."""
    return " and ".join(part for part in parts if part)


def call(text: str | None, values: Mapping[str, str | None]) -> str | None:
    """A call with what is known filled in; what is not stays in braces, to be looked up."""
    if text is None:
        return None

    def fill(match: re.Match[str]) -> str:
        value = values.get(match[1])
        return quote(value[:LONGEST_VALUE], safe=":" if match[1] == "since" else "") if value else match[0]

    return _FIELD.sub(fill, text)


def since(moment: datetime | None) -> str | None:
    """The moment as `since` takes it."""
    return None if moment is None else stamp(moment)


def _either(parts: Sequence[str]) -> str:
    return f"({' or '.join(parts)})" if len(parts) > 1 else "".join(parts)


_WAYS = ("actor", "target")
_TRACES = {"address": "client.ipAddress", "dt_hash": "debugContext.debugData.dtHash"}
