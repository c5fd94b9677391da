"""Asks each format whether a file is its own, and says how to read it.

Why: the one list of formats. Names of files play no part.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import pyarrow as pa

from analysis.ingest import (
    admin_csv,
    ecs,
    elastic,
    elastic_messages,
    event_hook,
    eventbridge,
    json_lines,
    json_values,
    lowercased,
    ocsf,
    rekeyed,
    sentinel,
    sentinel_csv,
    splunk_csv,
    splunk_json,
)
from analysis.ingest.opening import Framing, first_records, framing
from analysis.ingest.reader import Read, Refuse, Store

TABLES: tuple[ModuleType, ...] = (admin_csv, splunk_csv, sentinel_csv, elastic_messages)
ENVELOPES: tuple[ModuleType, ...] = (event_hook, eventbridge, splunk_json, elastic)
REKEYED: tuple[ModuleType, ...] = (sentinel, ocsf, ecs, lowercased)

_OWN_NAMES = {
    "lines": "json_lines",
    "array": "json_array",
    "pages": "json_pages",
    "objects": "json_objects",
    "envelope": "json_envelope",
}


@dataclass(frozen=True)
class Format:
    """How one file is read."""

    name: str
    """As the table `evidence` has it."""
    read: Read
    """Cuts the text into batches."""
    missing: tuple[str, ...] = ()
    """Columns of raw_events that the format cannot carry."""
    has_columns: bool = False
    """True where batches have columns instead of the text of a record."""
    unwrap: str | None = None
    """JSON path from the record as it came to Okta's; None where they are the same."""
    text_of: Callable[[str], str | None] | None = None
    """The JSON inside a record that is not JSON itself; None where it is."""
    to_log_event: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    """Re-keys one record; None where Okta's names stand already."""


def recognise(opening: str) -> Format | None:
    """How to read a file that begins like this; None where it is no Okta log that is known."""
    for module in TABLES:
        if module.recognise(opening):
            return Format(
                module.NAME,
                module.read,
                module.MISSING,
                has_columns=module.COLUMNS,
                text_of=getattr(module, "text_of", None),
            )
    frame = framing(opening)
    if frame is None:
        return None
    for module in ENVELOPES:
        if module.recognise(opening):
            return Format(module.NAME, _reader(frame), module.MISSING, unwrap=module.unwrap(opening))
    for module in REKEYED:
        if module.recognise(opening):
            change = module.to_log_event
            return Format(module.NAME, rekeyed.reader(_reader(frame), change), module.MISSING, to_log_event=change)
    if '"eventType"' in opening and not _is_of_another_product(opening):
        return Format(_OWN_NAMES[frame.name], _reader(frame))
    return None


def _is_of_another_product(opening: str) -> bool:
    """Is `eventType` only somewhere inside (CloudTrail has one, and no `published`)?"""
    records = first_records(opening)
    return bool(records) and not any("eventType" in record and "eventVersion" not in record for record in records)


def _reader(frame: Framing) -> Read:
    if frame.name == "lines":
        return json_lines.read
    return functools.partial(_values, braces=frame.braces)


def _values(windows: Iterator[bytes], store: Store, refuse: Refuse, *, braces: int) -> Iterator[pa.RecordBatch]:
    return json_values.read(windows, store, refuse, braces=braces)
