"""Splunk's export as JSON: Okta's record is the text of `_raw`, inside `result` or by itself."""

from __future__ import annotations

from analysis.ingest.opening import first_records

NAME = "splunk_json"
MISSING: tuple[str, ...] = ()


def recognise(opening: str) -> bool:
    """Does a record carry an event as text in `_raw`?"""
    return unwrap(opening) is not None


def unwrap(opening: str) -> str | None:
    """The path to Okta's record; None where there is none."""
    for record in first_records(opening):
        result = record.get("result")
        if isinstance(result, dict) and _is_event(result.get("_raw")):
            return "$.result._raw"
        if _is_event(record.get("_raw")):
            return "$._raw"
    return None


def _is_event(raw: object) -> bool:
    return isinstance(raw, str) and raw.lstrip().startswith("{") and '"eventType"' in raw
