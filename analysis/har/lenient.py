"""One piece of JSON as Python values, even where it is not quite JSON.

Why: HARs are written by many hands. Keys said twice, NaN, half a surrogate, bytes of another encoding, an end that
is missing: what was said is kept, so that no credential hides in what a strict parser passes over.
Not here: any value in an error; a piece that stays unreadable is told by None.
"""

from __future__ import annotations

import json
from typing import Any

import orjson

LEAST_END = 1 << 20
"""An unfinished piece longer than this is not mended: the tries would take too long."""


def parse(raw: bytes) -> tuple[Any, bool]:
    """The value, and whether it could be read at all. Keys said twice: see `_pairs`."""
    try:
        value = orjson.loads(raw)
    except (orjson.JSONDecodeError, RecursionError):
        return _slowly(raw)
    if raw.count(b'"') != orjson.dumps(value).count(b'"'):
        # a key said twice, or a quote written another way; the slow parser tells which
        again, is_read = _slowly(raw)
        return (again, True) if is_read else (value, True)
    return value, True


def _slowly(raw: bytes) -> tuple[Any, bool]:
    text = raw.decode("utf-8", "replace")
    try:
        return json.loads(text, object_pairs_hook=_pairs, strict=False, parse_constant=_no_number), True
    except (ValueError, RecursionError):
        return None, False


def _no_number(_: str) -> None:
    """NaN and Infinity are no JSON."""


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; of keys said twice lists are joined, and other values kept under a name of their own."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key not in found:
            found[key] = value
        elif isinstance(found[key], list) and isinstance(value, list):
            found[key] = [*found[key], *value]
        else:
            number = sum(name.startswith(f"{key}{REPEATED}") for name in found) + 1
            found[f"{key}{REPEATED}{number}"], found[key] = found[key], value
    return found


REPEATED = "_repeated_"
"""Between a key that was said twice and the number of the saying."""


def dump(value: Any) -> bytes:
    """The value as JSON in UTF-8; what UTF-8 cannot hold is escaped."""
    try:
        return orjson.dumps(value)
    except (TypeError, orjson.JSONEncodeError):
        return json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode()


def mend(raw: bytes) -> tuple[Any, bool]:
    """A value that ends too early, with its strings and brackets closed; what was begun and not said is left out."""
    if len(raw) > LEAST_END:
        return None, False
    text = raw.decode("utf-8", "replace")
    brackets, in_string = _open_at_end(text)
    if in_string:
        text = _without_half_escape(text)
        tries = [f'{text}"', f'{text}":null']
    else:
        text = text.rstrip().rstrip(",")
        tries = [text, f"{text}null", f"{text}:null", _without_half_word(text) + "null"]
    for whole in tries:
        value, is_read = _slowly((whole + brackets).encode("utf-8", "surrogatepass"))
        if is_read:
            return value, True
    return None, False


def _open_at_end(text: str) -> tuple[str, bool]:
    """The brackets that would close what is open, and whether the end lies within a string."""
    closing: list[str] = []
    in_string = is_escaped = False
    for character in text:
        if in_string:
            if is_escaped:
                is_escaped = False
            elif character == "\\":
                is_escaped = True
            elif character == '"':
                in_string = False
        elif character == '"':
            in_string = True
        elif character in "{[":
            closing.append("}" if character == "{" else "]")
        elif character in "}]" and closing:
            closing.pop()
    return "".join(reversed(closing)), in_string


def _without_half_escape(text: str) -> str:
    at = text.rfind("\\", max(0, len(text) - 6))
    if at < 0:
        return text
    run = len(text[: at + 1]) - len(text[: at + 1].rstrip("\\"))
    is_whole = run % 2 == 0 or (text[at + 1 :][:1] not in ("", "u")) or len(text) - at >= 6
    return text if is_whole else text[:at]


def _without_half_word(text: str) -> str:
    return text.rstrip("abcdefghijklmnopqrstuvwxyz0123456789+-.")
