"""What the beginning of a JSON file shows: how its records are framed, and the first of them."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

import msgspec

from analysis.ingest import json_scan

_ENVELOPE = re.compile(
    r'"(?:events|hits|results|records|Records|value|values|rows|items|data|logs|logEvents)"\s*:\s*\[\s*(?=\{)'
)
_LOOKED_AT = 64 << 10
_LINES_TRIED = 50
_any_value = msgspec.json.Decoder()


@dataclass(frozen=True)
class Framing:
    """How records follow each other in a JSON file."""

    name: str
    """`lines`, `array`, `pages` (glued arrays), `objects` (one behind the other), `envelope`."""
    braces: int
    """How many objects stand around each record."""


@functools.lru_cache(maxsize=4)
def framing(opening: str) -> Framing | None:
    """The framing of a file that begins like this; None where it does not begin like JSON."""
    text = opening.lstrip(" \t\r\n\x1e\x00")
    if "\x1e" in opening[: len(opening) - len(text)]:
        return Framing("objects", 0)
    if not text.startswith(("{", "[")):
        return Framing("lines", 0) if _has_object_line(text) else None
    braces = _envelope_depth(text)
    if braces:
        return Framing("envelope", braces)
    if text.startswith("{"):
        return Framing("lines", 0) if _has_object_line(text) else Framing("objects", 0)
    if re.search(r"\]\s*\[\s*\{", text):
        return Framing("pages", 0)
    return Framing("array", 0)


@functools.lru_cache(maxsize=4)
def first_records(opening: str, most: int = 20) -> tuple[dict[str, Any], ...]:
    """The first whole JSON objects of the file, at most `most`; none where it is no JSON."""
    frame = framing(opening)
    if frame is None:
        return ()
    if frame.name == "lines":
        pieces = [line.encode("utf-8", "replace") for line in opening.splitlines()[: 4 * most]]
    else:
        text = opening.encode("utf-8", "replace")
        found = json_scan.scan(text, frame.braces, 0)
        pieces = [text[start:end] for start, end in zip(found.starts[:most], found.ends[:most], strict=False)]
    records = [value for piece in pieces if isinstance(value := _decoded(piece), dict)]
    return tuple(records[:most])


def _decoded(piece: bytes) -> object:
    try:
        return _any_value.decode(piece)
    except (msgspec.DecodeError, RecursionError, ValueError):
        return None


def _has_object_line(text: str) -> bool:
    lines = text.split("\n", _LINES_TRIED)[:_LINES_TRIED]
    objects = (_decoded(line.encode("utf-8", "replace")) for line in lines if line.lstrip().startswith("{"))
    return any(isinstance(value, dict) and len(value) > 1 for value in objects)


def _envelope_depth(text: str) -> int:
    """How many objects stand around the records of an envelope; 0 where there is no envelope."""
    found = _ENVELOPE.search(text, 0, _LOOKED_AT)
    if found is None:
        return 0
    depth, in_string, is_escaped = 0, False, False
    for character in text[: found.end()]:
        if in_string:
            if is_escaped:
                is_escaped = False
            elif character == "\\":
                is_escaped = True
            elif character == '"':
                in_string = False
        elif character == '"':
            in_string = True
        elif character in "{}":
            depth += 1 if character == "{" else -1
    if in_string or depth < 1 or _first_is_event(text):
        return 0
    return depth


def _first_is_event(text: str) -> bool:
    """Is the outermost object itself a record, its arrays parts of it?"""
    piece = text.encode("utf-8", "replace")
    found = json_scan.scan(piece, 0, 0)
    if not len(found.ends):
        return False
    value = _decoded(piece[found.starts[0] : found.ends[0]])
    keys = {key.lower() for key in value} if isinstance(value, dict) else set()
    return {"eventtype", "published"} <= keys
