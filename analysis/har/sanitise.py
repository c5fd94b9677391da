"""Writes a HAR again without its credentials: `sanitise(source, sink, Options()) -> Report`.

Each credential becomes `redacted:` and a keyed hash, so that support can see where the same value was used again;
methods, status, times, sizes and structure stay. Opens in browsers' developer tools like any HAR.
Why in two steps: a value may be echoed before the place that says what it is. First all values are learned, then is
written; what does not fit into memory in between is read a second time. Nothing but `sink` is written, and no temporary
file is made.
Not here: what values are (`walk`), how they are found again (`echoes`).
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from analysis.har import echoes, lenient, read, report
from analysis.har.faults import place, without_values
from analysis.har.ledger import Ledger
from analysis.har.report import Report
from analysis.har.walk import Options, Walk

BATCH_BYTES = 2 << 20
"""Entries that are searched for echoes at once."""
KEPT_BYTES = 200 << 20
"""Of the sanitised entries, held in memory between learning and writing; the rest is walked twice."""
_CREATOR = {"name": "unknown", "version": ""}
_COMMENT = "Credentials were replaced by Crumbline. Equal marks were equal values."
_LOST = {"comment": "This entry could not be read safely and was emptied."}


@without_values
def sanitise(
    source: bytes | BinaryIO | Path | read.Har,
    sink: BinaryIO,
    options: Options | None = None,
    *,
    key: bytes | None = None,
    passed: Callable[[float], None] = lambda _: None,
) -> Report:
    """Read `source`, write the sanitised HAR into `sink`.

    `key` makes hashes comparable with those of an inventory made with the same key; without one a random key is used.
    `passed` is told how much of the work is done, 0 to 1. Raises: NotAHar, UnreadableFile; nothing was written then.
    """
    with patient_collector():
        return _sanitise(source if isinstance(source, read.Har) else read.open(source), sink, options, key, passed)


@contextmanager
def patient_collector() -> Iterator[None]:
    """Trees of JSON come and go by the million and hold no circles; Python need not look for any meanwhile."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _sanitise(
    har: read.Har, sink: BinaryIO, options: Options | None, key: bytes | None, passed: Callable[[float], None]
) -> Report:
    ledger = Ledger(key)
    walk = Walk(ledger, options, looks_everywhere=False)
    learned = _Learned()
    learned.read(har, walk, passed)
    taken = report.replaced(ledger.rows())
    found = echoes.Echoes(ledger.echoes(), ledger.mark)
    ledger.is_closed = True
    writer, notes = _Writer(sink, found), (*har.notes, *learned.notes)
    before, after = _around(har, walk, writer)
    writer.write(before)
    for text in learned.given_back():
        writer.add(text)
    if learned.is_full:
        for entry in har.entries(lambda at: passed(0.5 + at / max(2 * har.byte_count, 1))):
            if entry.number > learned.kept_to and entry.value is not None:
                writer.add(lenient.dump(_safely(walk, entry, [])))
    writer.flush()
    writer.write(after)
    passed(1.0)
    counts = writer.entry_count, learned.left_out
    return Report(*counts, taken, writer.echo_count, har.byte_count, writer.written, notes)


class _Learned:
    """The first reading: the values go to the ledger, the walked entries are kept as long as there is room."""

    def __init__(self) -> None:
        self.left_out = self.kept_to = self._size = 0
        self.is_full = False
        """What comes after `kept_to` is read and walked a second time."""
        self.notes: list[str] = []
        self._kept: list[bytes] = []

    def read(self, har: read.Har, walk: Walk, passed: Callable[[float], None]) -> None:
        for entry in har.entries(lambda at: passed(min(0.49, at / max(2 * har.size, 1)))):
            if entry.value is None:
                self.left_out += 1
                continue
            tree = _safely(walk, entry, self.notes)
            if not self.is_full:
                self._keep(lenient.dump(tree), entry.number)
        walk.frame({**har.frame, **_log_without_entries(har)})

    def _keep(self, text: bytes, number: int) -> None:
        self._kept.append(text)
        self._size += len(text)
        self.kept_to = number
        self.is_full = self._size > KEPT_BYTES

    def given_back(self) -> Iterator[bytes]:
        """What was kept, let go of on the way."""
        self._kept.reverse()
        while self._kept:
            yield self._kept.pop()


def _log_without_entries(har: read.Har) -> dict[str, Any]:
    return {"log": {name: part for name, part in har.frame["log"].items() if name != "entries"}}


def _safely(walk: Walk, entry: read.Entry, notes: list[str]) -> Any:
    """An entry without credentials; one that this program cannot walk is emptied, never passed on."""
    try:
        return walk.entry(entry.value)
    except Exception as cause:  # noqa: BLE001 - whatever it is, its text may hold a value and the entry must not go out
        notes.append(f"Entry {entry.number:,} could not be read safely ({place(cause)}) and was emptied.")
        return dict(_LOST)


class _Writer:
    """Gathers entries, lets echoes be taken out of many at once, writes."""

    def __init__(self, sink: BinaryIO, found: echoes.Echoes) -> None:
        self._sink, self._echoes = sink, found
        self._written: list[bytes] = []
        self._size = 0
        self.entry_count = self.echo_count = self.written = 0

    def add(self, text: bytes) -> None:
        self._written.append(text)
        self._size += len(text)
        if self._size >= BATCH_BYTES:
            self.flush()

    def flush(self) -> None:
        if not self._written:
            return
        cleaned, echoed = self._echoes.clean(self._written)
        self.write((b",\n" if self.entry_count else b"") + b",\n".join(cleaned))
        self.entry_count += len(cleaned)
        self.echo_count += echoed
        self._written, self._size = [], 0

    def clean(self, tree: Any) -> Any:
        """What stands outside of the entries, without echoes."""
        cleaned, _ = self._echoes.clean([lenient.dump(tree)])
        return lenient.parse(cleaned[0])[0]

    def write(self, text: bytes) -> None:
        self._sink.write(text)
        self.written += len(text)


def _around(har: read.Har, walk: Walk, writer: _Writer) -> tuple[bytes, bytes]:
    """The text before and after the entries: a whole `log`, whatever the file had."""
    others = {name: part for name, part in har.frame.items() if name != "log"}
    frame = writer.clean(walk.frame({**others, **_log_without_entries(har)}))
    log = {"version": "1.2", "creator": _CREATOR, **frame.pop("log")}
    log.setdefault("comment", _COMMENT)
    before = b'{"log":{' + b",".join(_members(log)) + b',"entries":[\n'
    return before, b"\n]}" + b"".join(b"," + one for one in _members(frame)) + b"}\n"


def _members(of: dict[str, Any]) -> Iterator[bytes]:
    return (lenient.dump(name) + b":" + lenient.dump(part) for name, part in of.items())
