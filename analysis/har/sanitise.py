"""Writes a HAR again without its credentials: `sanitise(source, sink, Options()) -> Report`.

Each credential becomes `redacted:` and a keyed hash, so that support can see where the same value was used again;
methods, status, times, sizes and structure stay. Opens in browsers' developer tools like any HAR.
Why two readings: a value may be echoed before the place that says what it is. The first reading learns the values,
the second writes. Nothing but `sink` is written; no temporary file is made.
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
    """Read `source` twice, write the sanitised HAR into `sink`.

    `key` makes hashes comparable with those of an inventory made with the same key; without one a random key is used.
    `passed` is told how much of the work is done, 0 to 1. Raises: NotAHar, UnreadableFile; nothing was written then.
    """
    with patient_collector():
        return _sanitise(source if isinstance(source, read.Har) else read.open(source), sink, options, key, passed)


@contextmanager
def patient_collector() -> Iterator[None]:
    """Trees of JSON come and go by the million and hold no circles; Python need not look for them so often."""
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], 200_000), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _sanitise(
    har: read.Har, sink: BinaryIO, options: Options | None, key: bytes | None, passed: Callable[[float], None]
) -> Report:
    ledger = Ledger(key)
    walk = Walk(ledger, options, looks_everywhere=False)
    total = _learn(har, walk, passed)
    rows = ledger.rows()
    found = echoes.Echoes(ledger.echoes(), ledger.mark)
    ledger.is_closed = True
    writer = _Writer(sink, found)
    notes = list(har.notes)
    before, after = _around(har, walk, writer)
    writer.write(before)
    left_out = 0
    for entry in har.entries(lambda at: passed(0.5 + at / max(2 * total, 1))):
        if entry.value is None:
            left_out += 1
            continue
        writer.add(_safely(walk, entry, notes))
    writer.flush()
    writer.write(after)
    return Report(
        writer.entry_count,
        left_out,
        report.replaced(rows),
        writer.echo_count,
        har.byte_count,
        writer.written,
        tuple(notes),
    )


def _learn(har: read.Har, walk: Walk, passed: Callable[[float], None]) -> int:
    """The first reading. The answer is the size of the file."""
    total = [1]

    def tell(at: int) -> None:
        total[0] = max(total[0], at)
        passed(min(0.49, at / max(2 * har.size, 1)))

    for entry in har.entries(tell):
        if entry.value is not None:
            _safely(walk, entry, [])
    walk.frame({name: part for name, part in har.frame.items() if name != "log"} | _log_without_entries(har))
    return total[0]


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
        self._trees: list[Any] = []
        self._written: list[bytes] = []
        self._size = 0
        self.entry_count = self.echo_count = self.written = 0

    def add(self, tree: Any) -> None:
        text = lenient.dump(tree)
        self._trees.append(tree)
        self._written.append(text)
        self._size += len(text)
        if self._size >= BATCH_BYTES:
            self.flush()

    def flush(self) -> None:
        if not self._trees:
            return
        cleaned, echoed = self._echoes.clean(self._trees, self._written)
        self.write((b",\n" if self.entry_count else b"") + b",\n".join(cleaned))
        self.entry_count += len(cleaned)
        self.echo_count += echoed
        self._trees, self._written, self._size = [], [], 0

    def clean(self, tree: Any) -> Any:
        """What stands outside of the entries, without echoes."""
        cleaned, _ = self._echoes.clean([tree], [lenient.dump(tree)])
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
