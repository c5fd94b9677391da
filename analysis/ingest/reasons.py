"""Why a row could not be read, in words; and a second look at rows of another shape than their file's.

Why: the database only says that a row gave no event. The few rows of which it says so are looked at
one by one, from their frame.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from analysis.ingest import lowercased
from analysis.ingest.recognise import Format
from analysis.ingest.rekeyed import FAULTS

_decoder = msgspec.json.Decoder()
_encoder = msgspec.json.Encoder()
_STEP = re.compile(r'\."([^"]+)"|\.([^."]+)')
_ENVELOPES: tuple[tuple[str, ...], ...] = (
    (),
    ("detail",),
    ("result", "_raw"),
    ("_raw",),
    ("_source", "event", "original"),
    ("event", "original"),
)


def second_look(record: str, form: Format) -> bytes | None:
    """The LogEvent in a record that is wrapped or spelt otherwise than the rest of its file."""
    if form.has_columns:
        return None
    record = record if form.text_of is None else form.text_of(record) or ""
    value = _decoded(record)
    if not isinstance(value, dict):
        return None
    try:
        if "eventtype" in value and "eventType" not in value:
            return _encoder.encode(lowercased.to_log_event(value))
        is_plain = form.unwrap is None and form.to_log_event is None
        for path in _ENVELOPES[is_plain:]:
            inner = _inside(value, path)
            if isinstance(inner, dict) and "eventType" in inner:
                return _encoder.encode(inner)
    except FAULTS:
        return None
    return None


def of_event(log_event: bytes) -> str:
    """One sentence on why a record that a second look found is no event after all."""
    return _missing(_decoder.decode(log_event))


def of(record: str, form: Format) -> str:
    """One sentence on why this record of a file of this format is no event."""
    if form.has_columns:
        return "No event type, or no readable time."
    text = record if form.text_of is None else form.text_of(record)
    if text is None:
        return "The row holds no event as JSON."
    try:
        value: Any = _decoder.decode(text)
    except RecursionError:
        return "Nested deeper than any Okta event."
    except (msgspec.DecodeError, ValueError) as cause:
        return f"Not JSON: {_what(cause)}"
    if not isinstance(value, dict):
        return "JSON, but not an object."
    if form.to_log_event is not None:
        try:
            value = form.to_log_event(value)
        except FAULTS:
            return "An object, but not a record of this format."
    if form.unwrap:
        value = _unwrapped(value, form.unwrap)
        if not isinstance(value, dict):
            return "The envelope holds no event."
    return _missing(value)


def _missing(event: dict[str, Any]) -> str:
    kind = event.get("eventType")
    if kind is None or kind == "":
        return "An object without eventType; no Okta event."
    published = event.get("published")
    if published is None or published == "":
        return "An event without a time (published)."
    if not isinstance(published, str | int | float):
        return "An event whose time (published) is no text."
    return f"An event whose time cannot be read: {str(published)[:60]!r}."


def _what(cause: Exception) -> str:
    text = str(cause)
    if "truncated" in text:
        return "it ends in the middle."
    text = text.removeprefix("JSON is malformed: ")
    return text.rstrip(".") + "." if text else "it cannot be read."


def _unwrapped(value: Any, path: str) -> Any:
    """What lies at a JSON path of ours: names joined by dots, a name with a dot in quotes."""
    return _inside(value, tuple(quoted or plain for quoted, plain in _STEP.findall(path)))


def _inside(value: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return _decoded(value) if isinstance(value, str) else value


def _decoded(text: str) -> Any:
    try:
        return _decoder.decode(text)
    except (msgspec.DecodeError, RecursionError, ValueError):
        return None
