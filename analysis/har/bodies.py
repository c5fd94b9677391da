"""Bodies of requests and responses, by what they are: JSON, forms, parts, markup, lines, scripts, media.

Why: a body says its type, and sometimes lies; a body of a type that nobody knows is looked at as what it seems to be.
Shape: text and encoding in, text and encoding out. Scripts, styles and media leave a sanitised file: they hold nothing
that support needs, and nobody can say what is in them.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING, Any

from analysis.har import addresses, lenient, texts, values

if TYPE_CHECKING:
    from analysis.har.walk import Walk

_MEDIA = re.compile(
    r"(?i)(?:image/(?!svg)|font/|audio/|video/|application/(?:x-)?(?:font|pdf|zip|gzip|wasm|x-protobuf|grpc|cbor|msgpack|x-shockwave|vnd\.ms-fontobject|x-7z|x-tar))"
)
_SCRIPT = re.compile(r"(?i)[\w.+-]+/(?:x-)?(?:javascript|ecmascript|css|typescript|x-sass)")
_JSONP = re.compile(r"\s*(?:/\*\*/)?\s*(?:typeof [\w.$]+ === 'function' && )?[\w.$\[\]]+\(([\s\S]*)\)\s*;?\s*")
_GUARD = re.compile(
    r"\s*(?:\)\]\}',?|for\s*\(;;\);|while\s*\((?:1|true)\);|throw 1;|&&&START&&&|\{\}&&|\d{1,4}(?=[\[{]))\s*"
)
_FORM = re.compile(r"[\w.%\[\]+*-]{1,200}=[^\s<>\"{}]*(?:&[\w.%\[\]+*-]{1,200}=[^\s<>\"{}]*)*")
_BOUNDARY = re.compile(r"""(?i)boundary="?([^";,\s]+)""")
_PART_NAME = re.compile(r"""(?i)content-disposition:[^\n]*?\bname="?([^";\r\n]*)""")
_LINE = re.compile(r"(?:data:|[\[{])\s*")
_MOST_BINARY = 0.02


def removed(mime: str, size: int) -> str:
    """What stands in place of a body."""
    return f"[removed] {mime.partition(';')[0].strip()[:80] or 'unknown type'}, {size:,} characters"


def body(walk: Walk, text: str, mime: str, encoding: str, place: str) -> tuple[str, str]:
    """One body. Shape: the text and `base64` or nothing in; the same out."""
    if not text or text.startswith("[removed] "):
        return text, encoding
    kind = mime.partition(";")[0].strip()
    if not walk.options.bodies:
        _only_looked_at(walk, text, mime, encoding, place)
        return removed(kind, len(text)), ""
    if _MEDIA.match(kind) or _SCRIPT.fullmatch(kind):
        if walk.looks_everywhere and _SCRIPT.fullmatch(kind):
            for start, end, shape in values.shaped(text):
                texts.hidden_shape(walk, shape, text[start:end], place)
        return removed(kind, len(text)), ""
    if encoding.lower() == "base64":
        return _encoded(walk, text, mime, place)
    if _is_binary(text):
        return removed(kind, len(text)), encoding
    return content(walk, text, mime, place), encoding


def _only_looked_at(walk: Walk, text: str, mime: str, encoding: str, place: str) -> None:
    """A body that is taken out whole is read all the same: what it holds may be echoed elsewhere."""
    if _MEDIA.match(mime) or _SCRIPT.match(mime) or encoding.lower() == "base64":
        return
    content(walk, text, mime, place)


def _encoded(walk: Walk, text: str, mime: str, place: str) -> tuple[str, str]:
    try:
        raw = base64.b64decode(text)
    except (binascii.Error, ValueError):
        return removed(mime, len(text)), ""
    for name in ("utf-8", "utf-16") if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8",):
        try:
            plain = raw.decode(name)
        except UnicodeDecodeError:
            continue
        if _is_binary(plain):
            break
        changed = content(walk, plain, mime, place)
        return (
            (text, "base64")
            if changed == plain
            else (base64.b64encode(changed.encode("utf-8", "replace")).decode(), "base64")
        )
    return removed(mime, len(text)), ""


def _is_binary(text: str) -> bool:
    sample = text[:4096]
    odd = sum(
        1 for character in sample if (character < " " and character not in "\t\r\n\f\x1b") or character == "\ufffd"
    )
    return odd > _MOST_BINARY * len(sample)


def content(walk: Walk, text: str, mime: str, place: str) -> str:
    """Text of any type: first what it is, then what its type says."""
    kind = mime.lower()
    if "multipart/" in kind or text.startswith("--"):
        found = _multipart(walk, text, mime, place)
        if found is not None:
            return found
    if (found := structured(walk, text, place)) is not None:
        return found
    if "x-www-form-urlencoded" in kind or (len(text) < 1 << 20 and _FORM.fullmatch(text)):
        return addresses.pairs(walk, text, f"{place} form")
    if "\n" in text and ("json" in kind or "event-stream" in kind or _LINE.match(text)):
        return "".join(_one_line(walk, line, place) for line in text.splitlines(keepends=True))
    return walk.text(text, place)


def structured(walk: Walk, text: str, place: str) -> str | None:
    """JSON, also behind a guard against inclusion or in a callback; None where it is none."""
    guard = _GUARD.match(text)
    start, end = (guard.end() if guard else 0), len(text)
    while start < end and text[start] in " \t\r\n\ufeff":
        start += 1
    if text[start : start + 1] not in ("{", "[", '"'):
        call = _JSONP.fullmatch(text) if text.rstrip()[-2:] in (");", "})", "])") or text.rstrip()[-1:] == ")" else None
        if not call or call.group(1).lstrip()[:1] not in ("{", "["):
            return None
        start, end = call.span(1)
    value, is_read = lenient.parse(text[start:end].encode("utf-8", "surrogatepass"))
    if not is_read or not isinstance(value, dict | list | str):
        return None
    with walk.deeper():
        changed = walk.tree(value, "", f"{place} JSON") if not isinstance(value, str) else walk.leaf(value, place)
    if changed == value:
        return text
    return text[:start] + lenient.dump(changed).decode() + text[end:]


def _one_line(walk: Walk, line: str, place: str) -> str:
    found = _LINE.match(line)
    if found and line.startswith("data:"):
        changed = structured(walk, line[found.end() :], place)
        return line[: found.end()] + changed if changed is not None else walk.text(line, place)
    changed = structured(walk, line, place) if found else None
    return changed if changed is not None else walk.text(line, place)


def _multipart(walk: Walk, text: str, mime: str, place: str) -> str | None:
    """A form of parts: each by its name; files by what they seem to be."""
    told = _BOUNDARY.search(mime)
    mark = "--" + told.group(1) if told else text.split("\n", 1)[0].rstrip("\r")
    if len(mark) < (3 if told else 4) or mark not in text:
        return None
    parts = text.split(mark)
    for at, part in enumerate(parts):
        head, gap, inside = part.partition("\r\n\r\n" if "\r\n\r\n" in part else "\n\n")
        name = _PART_NAME.search(head)
        if not name or not gap:
            parts[at] = part if len(part) < 8 else walk.text(part, place)
            continue
        tail = inside[len(inside.rstrip("\r\n")) :]
        plain = inside.rstrip("\r\n")
        if "filename" in head.lower():
            shown = content(walk, plain, "", place) if not _is_binary(plain) else removed("file", len(plain))
        else:
            shown = walk.named(name.group(1), plain, f"{place} multipart", is_form=True)
        parts[at] = head + gap + shown + tail
    return mark.join(parts)


def message(walk: Walk, value: Any, place: str) -> Any:
    """What a WebSocket or an event stream carried: text, or base64 of bytes."""
    if not isinstance(value, str):
        return walk.tree(value, "data", place)
    return content(walk, value, "", place)
