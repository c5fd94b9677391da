"""Records in one array, in glued pages, one behind the other, or in an array inside an envelope.

Why: a window of text is cut where the first record's opening (`{"actor"`) comes again, which no JSON
string can hold, and the cut is proved. Where it cannot be proved, brackets are counted; where those
do not fit either, the broken record is refused and the next sound one is looked for.
Not here: one record a line, which is quicker by itself (json_lines).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from analysis.ingest import batches, json_scan
from analysis.ingest.json_lines import TOO_LONG
from analysis.ingest.reader import LONGEST_RECORD_BYTES, LONGEST_TEXT_BYTES, Refuse, Store

_FIRST_KEY = re.compile(rb'\{\s*"(?:[^"\\]|\\.)*"')
_PATIENCE_BYTES = 1 << 20
"""A record that has not ended after so much is suspected to be broken."""

Spans = list[tuple[int, int]]


def read(windows: Iterator[bytes], store: Store, refuse: Refuse, *, braces: int = 0) -> Iterator[pa.RecordBatch]:
    """One batch a window; `line` is the ordinal of the record, from 1."""
    cutter = _Cutter(braces)
    line = 1
    rest = b""
    for window, is_last in _with_last(windows):
        rest += window
        while True:
            spans, used = cutter.cut(rest, is_last)
            if not used:
                break
            piece, rest = rest[:used], rest[used:]
            frame = store.append(piece)
            starts = np.array([start for start, _ in spans], np.int64)
            lengths = np.array([end - start for start, end in spans], np.int64)
            lines = np.arange(line, line + len(spans), dtype=np.int64)
            line += len(spans)
            long = lengths > LONGEST_RECORD_BYTES
            for row in np.flatnonzero(long):
                refuse(int(lines[row]), TOO_LONG, piece[starts[row] :][:LONGEST_TEXT_BYTES])
            if len(spans):
                kept = ~long
                yield batches.of_spans(piece, lines[kept], frame, starts[kept], lengths[kept], refuse)
            if not rest or not is_last:
                break


def _with_last(windows: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    for window in windows:
        yield window, False
    yield b"", True


@dataclass
class _Cutter:
    """Cuts text into records and remembers what it learnt of their shape."""

    braces: int
    depth: int = 0
    """Open objects where the text begins; known once the first record has ended."""
    mark: bytes = b""
    """A record's opening up to and with its first key; empty until one was seen."""
    keys: frozenset[str] = field(default_factory=frozenset)
    is_lost: bool = False
    """Inside a record without an end: looking for the next sound one."""

    def cut(self, text: bytes, is_last: bool) -> tuple[Spans, int]:
        """The records of `text`, and how much of it is done with; none yet where that is 0."""
        if self.is_lost:
            return self._search(text, is_last)
        if self.mark and self.depth == self.braces and (quick := self._by_mark(text, is_last)):
            return quick
        return self._by_count(text, is_last)

    def _by_mark(self, text: bytes, is_last: bool) -> tuple[Spans, int] | None:
        end = len(text) if is_last else text.rfind(self.mark)
        if end <= 0:
            return None
        begins = []
        at = text.find(self.mark, 0, end)
        while at >= 0:
            begins.append(at)
            at = text.find(self.mark, at + 1, end)
        if not begins or text[: begins[0]].strip(json_scan.SEPARATORS):
            return None
        records = [
            text[begin:stop].rstrip(json_scan.SEPARATORS)
            for begin, stop in zip(begins, [*begins[1:], end], strict=True)
        ]
        if not json_scan.are_sound(records):
            return None
        return [(begin, begin + len(record)) for begin, record in zip(begins, records, strict=True)], end

    def _by_count(self, text: bytes, is_last: bool) -> tuple[Spans, int]:
        found = json_scan.scan(text, self.braces, self.depth)
        spans: Spans = list(zip(found.starts.tolist(), found.ends.tolist(), strict=True))
        spans = self._sound_only(text, spans)
        if spans:
            self._learn(text, spans)
        done = spans[-1][1] if spans else 0
        spans = _with_gaps(text, spans, may_hold_envelope=self.braces > 0)
        if spans and not is_last and found.is_balanced:
            self.depth = self.braces
            return spans, done
        if found.is_balanced and found.open_start < 0:
            return self._ending(text, spans, done) if is_last else ([], 0)
        if not is_last and found.is_balanced and len(text) < _PATIENCE_BYTES:
            return [], 0
        return self._past_the_break(text, spans, done, is_last)

    def _sound_only(self, text: bytes, spans: Spans) -> Spans:
        """Up to the first record that swallowed others: one that is not sound and holds a sound one."""
        if json_scan.are_sound([text[start:end] for start, end in spans]):
            return spans
        kept: Spans = []
        for start, end in spans:
            kept.append((start, end))
            if json_scan.are_sound([text[start:end]]) or not self.keys:
                continue
            inner = json_scan.next_sound(text[:end], start + 1, self.keys)
            if inner >= 0:
                kept[-1] = (start, inner)
                return kept
        return kept

    def _learn(self, text: bytes, spans: Spans) -> None:
        for start, end in spans if not self.mark else []:
            first = _FIRST_KEY.match(text, start, end)
            keys = json_scan.keys_of(text[start:end])
            if first and keys:
                self.mark, self.keys = first.group(), keys
                return

    def _past_the_break(self, text: bytes, spans: Spans, done: int, is_last: bool) -> tuple[Spans, int]:
        """What stands after `done` does not fit: refuse up to the next sound record."""
        begin = done
        while begin < len(text) and text[begin] in json_scan.SEPARATORS:
            begin += 1
        following = json_scan.next_sound(text, begin + 1, self.keys) if self.keys else -1
        if following >= 0:
            self.depth = self.braces
            return [*spans, *_stripped(text, begin, following)], following
        if is_last:
            return [*spans, *_stripped(text, begin, len(text))], len(text)
        if len(text) - done > LONGEST_RECORD_BYTES:
            self.is_lost = True
            return [*spans, (begin, len(text))], len(text)
        if spans:
            self.depth = self.braces
        return spans, done

    def _search(self, text: bytes, is_last: bool) -> tuple[Spans, int]:
        following = json_scan.next_sound(text, 0, self.keys) if self.keys else -1
        if following >= 0:
            self.is_lost, self.depth = False, self.braces
            return [], following
        if is_last or len(text) > LONGEST_RECORD_BYTES:
            return [], len(text)
        return [], 0

    def _ending(self, text: bytes, spans: Spans, done: int) -> tuple[Spans, int]:
        if self.braces == 0 and done < len(text):
            spans = [*spans, *_stripped(text, done, len(text))]
        return spans, len(text)


def _with_gaps(text: bytes, spans: Spans, *, may_hold_envelope: bool) -> Spans:
    """The records, and between them whatever is neither record nor separator, as rows to be refused.

    Where records have an envelope, a gap with braces in it is part of that and no row.
    """
    whole: Spans = []
    done = 0
    for start, end in spans:
        if start > done and not (may_hold_envelope and (b"{" in text[done:start] or b"}" in text[done:start])):
            whole += _stripped(text, done, start)
        whole.append((start, end))
        done = end
    return whole


def _stripped(text: bytes, start: int, end: int) -> Spans:
    """The part without separators around it; nothing where there is nothing else."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(json_scan.SEPARATORS))
    inner = piece.strip(json_scan.SEPARATORS)
    return [(start + left, start + left + len(inner))] if inner else []
