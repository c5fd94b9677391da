"""Finds the values of credentials again, wherever and however they are written.

Why: a token that was taken out of its cookie still stands in a page, in a log line, in base64 of something. Every value
known to be a credential is searched for in everything that goes out: as it is, percent-encoded, escaped for JSON or
HTML, in hex and in base64 at each of its three alignments.
How: the last eight bytes of all patterns are looked up at every byte at once (numpy), and only what fits is compared:
the time hardly depends on how many values there are.
Not here: values that are no credential; what is encrypted or compressed inside of something else.
"""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, quote_plus

import numpy as np
import numpy.typing as npt
import orjson

from analysis.har import ledger, lenient, values
from analysis.har.unfolding import unfold

_LEAST_CORE = 7
"""Characters of base64 that must be determined by the value alone."""
_ROUNDS = 4
"""How often what was replaced is searched again; a value may show only when another has gone."""
_RUN = r"[A-Za-z0-9+/_-]*"
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_WIDE, _NARROW = 8, 4


@dataclass(frozen=True)
class Pattern:
    """One way to write one value."""

    written: str
    value: str
    is_run: bool
    """In base64 or hex: the run around it goes too."""

    def __repr__(self) -> str:
        return "Pattern(...)"


class Echoes:
    """All patterns of all values of a file."""

    def __init__(self, of: Iterable[str], mark: Callable[[str], str]) -> None:
        self._mark = mark
        self._by_end: dict[bytes, list[tuple[bytes, str, str, bool]]] = {}
        for value in of:
            for written, is_run in _ways(value):
                for one in (
                    {written.encode("utf-8", "surrogatepass"), _canonical(written)}
                    if not is_run
                    else (written.encode(),)
                ):
                    end = one[-_WIDE:] if len(one) >= _WIDE else one[-_NARROW:]
                    self._by_end.setdefault(end, []).append((one, written, value, is_run))
        self._tables = [table for width in (_WIDE, _NARROW) if (table := _Table.of(self._by_end, width)) is not None]

    def __repr__(self) -> str:
        return "Echoes(...)"

    def clean(self, written: list[bytes]) -> tuple[list[bytes], int]:
        """Entries as they are written; the same without echoes, and how many entries had some."""
        if not self._tables:
            return written, 0
        out, echoed = list(written), set()
        open_ones = list(range(len(out)))
        for _ in range(_ROUNDS):
            found = self._find([out[index] for index in open_ones])
            changed = []
            for place, patterns in found.items():
                index = open_ones[place]
                again = lenient.dump(_replaced(lenient.parse(out[index])[0], patterns, self._mark))
                if again != out[index]:
                    changed.append(index)
                    out[index] = again
            echoed.update(changed)
            open_ones = changed
            if not changed:
                break
        return out, len(echoed)

    def _find(self, written: list[bytes]) -> dict[int, dict[Pattern, bool]]:
        """For each entry that has some: its patterns, and whether they show only after decoding."""
        joined = b"\0".join(written)
        found: dict[int, dict[Pattern, bool]] = {}
        for index, pattern in self._matches(joined):
            found.setdefault(index, {})[pattern] = False
        unfolded = joined
        for _ in range(3):
            before, unfolded = unfolded, unfold(unfolded)
            if unfolded == before:
                break
            for index, pattern in self._matches(unfolded):
                found.setdefault(index, {}).setdefault(pattern, True)
        return found

    def _matches(self, text: bytes) -> Iterator[tuple[int, Pattern]]:
        ends: npt.NDArray[np.int64] | None = None
        for table in self._tables:
            for at in table.candidates(text):
                for one, way, value, is_run in self._by_end[text[at : at + table.width]]:
                    begin = at + table.width - len(one)
                    if begin >= 0 and text.startswith(one, begin):
                        if ends is None:
                            ends = np.flatnonzero(np.frombuffer(text, np.uint8) == 0)
                        yield int(np.searchsorted(ends, begin)), Pattern(way, value, is_run)


@dataclass(frozen=True)
class _Table:
    """The ends of patterns of one width, for a look-up at every byte."""

    width: int
    bits: int
    is_known: npt.NDArray[np.bool_]
    ends: npt.NDArray[np.uint64]

    @classmethod
    def of(cls, by_end: Iterable[bytes], width: int) -> _Table | None:
        numbers = sorted({int.from_bytes(end, "little") for end in by_end if len(end) == width})
        if not numbers:
            return None
        bits = min(max(len(numbers).bit_length() + 5, 12), 24)
        ends = np.array(numbers, np.uint64)
        is_known = np.zeros(1 << bits, np.bool_)
        is_known[(ends * _MULTIPLIER) >> np.uint64(64 - bits)] = True
        return cls(width, bits, is_known, ends)

    def candidates(self, text: bytes) -> Iterator[int]:
        """Where an end stands, in order of the shifts; each is exact."""
        kind = np.dtype("<u8" if self.width == _WIDE else "<u4")
        for shift in range(self.width):
            count = (len(text) - shift) // self.width
            if count <= 0:
                continue
            windows = np.frombuffer(text, kind, count, shift).astype(np.uint64, copy=False)
            maybe = np.flatnonzero(self.is_known[(windows * _MULTIPLIER) >> np.uint64(64 - self.bits)])
            if not len(maybe):
                continue
            there = windows[maybe]
            place = np.minimum(np.searchsorted(self.ends, there), len(self.ends) - 1)
            for at in maybe[self.ends[place] == there].tolist():
                yield at * self.width + shift


def _canonical(text: str) -> bytes:
    """As the text stands in a JSON string that this program writes."""
    try:
        return orjson.dumps(text)[1:-1]
    except orjson.JSONEncodeError:
        return json.dumps(text)[1:-1].encode()


_NEVER_CHANGES = re.compile(r"[A-Za-z0-9_.-]+")


def _ways(value: str) -> list[tuple[str, bool]]:
    """The ways in which a value may be written, and whether it is hidden in a run of base64 or hex."""
    raw = value.encode("utf-8", "replace")
    if _NEVER_CHANGES.fullmatch(value):
        plain, given = {value}, {raw}
    else:
        in_json, everything = json.dumps(value)[1:-1], quote(value, safe="", errors="replace")
        plain = {
            value,
            everything,
            quote(value, errors="replace"),
            quote_plus(value, errors="replace"),
            html.escape(value),
        }
        plain |= {in_json, in_json.replace("/", "\\/"), unfold(raw).decode("utf-8", "replace")}
        plain |= {re.sub("%[0-9A-F]{2}", lambda found: found.group().lower(), one) for one in plain if "%" in one}
        given = {raw, everything.encode()}
    runs = [core for one in given for core in _cores(one)]
    runs += [raw.hex(), raw.hex().upper()]
    return [(one, False) for one in plain if len(one) >= ledger.SHORTEST_ECHO] + [(one, True) for one in runs]


def _cores(raw: bytes) -> Iterator[str]:
    """What base64 of anything that holds these bytes must hold, for each alignment and both alphabets."""
    for offset, skipped in ((0, 0), (1, 2), (2, 3)):
        whole = base64.b64encode(b"\0" * offset + raw).decode()
        core = whole[skipped : (offset + len(raw)) * 8 // 6]
        if len(core) >= _LEAST_CORE:
            yield core
            if "+" in core or "/" in core:
                yield core.replace("+", "-").replace("/", "_")


_KEPT = frozenset({"method", "httpVersion", "startedDateTime", "version"})


def _replaced(tree: Any, found: dict[Pattern, bool], mark: Callable[[str], str], name: str = "") -> Any:
    """The same tree with every echo replaced in its texts, and in names where they are long enough."""
    if isinstance(tree, dict):
        return {
            (_in_text(key, found, mark) if len(key) >= ledger.SURE_ECHO else key): _replaced(part, found, mark, key)
            for key, part in tree.items()
        }
    if isinstance(tree, list):
        return [_replaced(part, found, mark, name) for part in tree]
    if isinstance(tree, str) and name not in _KEPT:
        return _in_text(tree, found, mark)
    return tree


def _in_text(text: str, found: dict[Pattern, bool], mark: Callable[[str], str]) -> str:
    for pattern, is_hidden in sorted(found.items(), key=lambda one: -len(one[0].written)):
        if is_hidden:
            text = _concealed(text, pattern, mark)
        elif pattern.written not in text:
            continue
        elif pattern.is_run:
            text = re.sub(_RUN + re.escape(pattern.written) + _RUN + "={0,2}", mark(pattern.value), text)
        elif len(pattern.value) >= ledger.SURE_ECHO or values.is_random(pattern.value, 8):
            text = text.replace(pattern.written, mark(pattern.value))
        else:
            text = re.sub(rf"(?<![A-Za-z0-9]){re.escape(pattern.written)}(?![A-Za-z0-9])", mark(pattern.value), text)
    return text


_BETWEEN = re.compile(r"""([\s"'<>]+)""")


def _concealed(text: str, pattern: Pattern, mark: Callable[[str], str]) -> str:
    """A value that shows only when the text is decoded: the word it stands in goes, or all of the text."""
    if pattern.written in text or not _shows(text, pattern):
        return text
    pieces = [mark(pattern.value) if _shows(piece, pattern) else piece for piece in _BETWEEN.split(text)]
    joined = "".join(pieces)
    return mark(pattern.value) if _shows(joined, pattern) else joined


def _shows(text: str, pattern: Pattern) -> bool:
    unfolded = text.encode("utf-8", "replace")
    wanted = pattern.written.encode("utf-8", "replace")
    for _ in range(4):
        if wanted in unfolded:
            return True
        before, unfolded = unfolded, unfold(unfolded)
        if unfolded == before:
            return False
    return False
