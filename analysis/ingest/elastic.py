"""Elastic documents that kept Okta's record as text in `event.original` (or `message`).

Not here: documents without it, whose fields are in `okta.*` (ecs).
"""

from __future__ import annotations

from typing import Any

from analysis.ingest.opening import first_records

NAME = "elastic"
MISSING: tuple[str, ...] = ()

_PLACES = (
    ("$._source.event.original", ("_source", "event", "original")),
    ('$._source."event.original"', ("_source", "event.original")),
    ("$.event.original", ("event", "original")),
    ('$."event.original"', ("event.original",)),
    ("$._source.message", ("_source", "message")),
    ("$.message", ("message",)),
)


def recognise(opening: str) -> bool:
    """Does a document carry Okta's record as text?"""
    return unwrap(opening) is not None


def unwrap(opening: str) -> str | None:
    """The path to Okta's record; None where there is none."""
    for path, keys in _PLACES:
        for record in first_records(opening):
            original = _at(record, keys)
            if isinstance(original, str) and original.lstrip().startswith("{") and '"eventType"' in original:
                return path
    return None


def _at(record: Any, keys: tuple[str, ...]) -> Any:
    for key in keys:
        record = record.get(key) if isinstance(record, dict) else None
    return record
