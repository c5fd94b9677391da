"""AWS EventBridge log streams: Okta's record lies in `detail`.

Why: known by `detail.eventType`; names of the detail type differ between sources.
"""

from __future__ import annotations

from analysis.ingest.opening import first_records

NAME = "eventbridge"
MISSING: tuple[str, ...] = ()


def recognise(opening: str) -> bool:
    """Does a record have an event type in `detail`?"""
    details = (record.get("detail") for record in first_records(opening))
    return any(isinstance(detail, dict) and "eventType" in detail for detail in details)


def unwrap(opening: str) -> str | None:
    """The path to Okta's record."""
    return "$.detail"
