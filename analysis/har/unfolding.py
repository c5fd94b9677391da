"""Takes one layer of encodings off a text, wherever it has one: percent signs, entities of HTML, escapes of JSON.

Why: only for searching. The answer is no text that anybody reads; zero bytes never arise, because they part texts.
"""

from __future__ import annotations

import re

import numpy as np

_HEX = np.full(256, 255, np.uint8)
for _digits, _first in ((b"0123456789", 0), (b"abcdef", 10), (b"ABCDEF", 10)):
    _HEX[list(_digits)] = np.arange(len(_digits), dtype=np.uint8) + _first
_ENTITY = re.compile(
    rb"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|quot|lt|gt|apos|sol|equals|plus|colon|period|lowbar));?"
)
_NAMED = {
    b"amp": b"&", b"quot": b'"', b"lt": b"<", b"gt": b">", b"apos": b"'", b"sol": b"/", b"equals": b"=", b"plus": b"+",
    b"colon": b":", b"period": b".", b"lowbar": b"_",
}  # fmt: skip
_ESCAPE = re.compile(rb"\\+(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))")


def unfold(text: bytes) -> bytes:
    """One layer off each encoding that is there."""
    if b"%" in text:
        text = _without_percent(text)
    if b"&" in text:
        text = _ENTITY.sub(_entity, text)
    if b"\\" in text:
        text = text.replace(b"\\\\", b"\\").replace(b'\\"', b'"').replace(b"\\/", b"/")
        if b"\\u" in text or b"\\x" in text:
            text = _ESCAPE.sub(lambda found: _character(int(found.group(1) or found.group(2), 16)), text)
    return text


def _without_percent(text: bytes) -> bytes:
    raw = np.frombuffer(text, np.uint8)
    marks = np.flatnonzero(raw[:-2] == ord("%")) if len(raw) > 2 else np.empty(0, np.int64)
    high, low = _HEX[raw[marks + 1]], _HEX[raw[marks + 2]]
    number = high.astype(np.uint16) * 16 + low
    good = (high < 16) & (low < 16) & (number > 0)
    marks, number = marks[good], number[good]
    if not len(marks):
        return text
    out, kept = raw.copy(), np.ones(len(raw), np.bool_)
    out[marks] = number
    kept[marks + 1] = kept[marks + 2] = False
    return out[kept].tobytes()


def _entity(found: re.Match[bytes]) -> bytes:
    if found.group(3):
        return _NAMED[found.group(3)]
    return _character(int(found.group(1)) if found.group(1) else int(found.group(2), 16))


def _character(number: int) -> bytes:
    return chr(number).encode("utf-8", "surrogatepass") if 0 < number < 0x110000 else b" "
