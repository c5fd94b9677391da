"""Opens a HAR of any browser or proxy and gives its entries one at a time.

    with_entries = read.open(path)          # or bytes, or an open binary file
    for entry in with_entries.entries():    # may be asked for again: each time the file is read from its beginning
        entry.number, entry.value           # 1, 2, ...; the entry as Python values
    with_entries.frame                      # after that: the file without its entries, always as {"log": {...}}
    with_entries.notes                      # sentences about what was not as it should be, without any value

Takes HAR 1.1 and 1.2 with or without `log`, a bare list of entries, a single entry, several HARs in a list; UTF-8,
UTF-16, UTF-32, with a byte order mark or without; gz, zst, bz2, and a zip with one HAR in it.
Not here: what an entry says. Nothing is written anywhere; no error holds a value of the file.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from analysis import zips
from analysis.errors import CrumblineError, UnreadableFile
from analysis.har import lenient
from analysis.har.cutting import Cutter
from analysis.ingest import compression, encodings
from analysis.ingest.source import Source

PIECE_BYTES = 2 << 20
"""Text that is looked at in one go."""
MOST_FRAME_BYTES = 64 << 20
"""What is no entry (pages, creator, notes) is held in memory; no browser writes so much of it."""
_NO_HAR = "Export it again: in the browser’s developer tools, Network, “Save all as HAR”."
_ENTRY_KEYS = frozenset({"request", "response"})


class NotAHar(CrumblineError):
    """A file is no HAR; the message says what it looks like instead."""


@dataclass(frozen=True)
class Entry:
    """One request with its answer."""

    number: int
    """From 1, in the order of the file."""
    value: Any = field(repr=False)
    """As Python values; mostly a dict. None where the entry could not be read."""
    is_whole: bool = True
    """False where the entry was cut off or broken; what could be read of it is in `value`."""


def open(source: bytes | BinaryIO | Path) -> Har:  # noqa: A001
    """A HAR to be read. Raises: UnreadableFile, where there is no such file or it may not be read."""
    if isinstance(source, bytes | bytearray | memoryview):
        content = bytes(source)
        return Har(lambda: io.BytesIO(content))
    if isinstance(source, Path):
        return Har(lambda: _file(source))
    if source.seekable():
        return Har(lambda: _rewound(source), closes=False)
    held = source.read()
    return Har(lambda: io.BytesIO(held))


def _file(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as cause:
        raise UnreadableFile(
            f"{path.name} cannot be opened: {cause.strerror}.", "Check name and permissions."
        ) from cause


def _size(opener: Callable[[], BinaryIO], *, closes: bool) -> int:
    stream = opener()
    try:
        return stream.seek(0, io.SEEK_END)
    finally:
        if closes:
            stream.close()


def _rewound(stream: BinaryIO) -> BinaryIO:
    stream.seek(0)
    return stream


class Har:
    """A HAR file; nothing is read before the entries are asked for."""

    def __init__(self, opener: Callable[[], BinaryIO], *, closes: bool = True) -> None:
        self._opener = opener
        self._closes = closes
        self.frame: dict[str, Any] = {}
        """The file without its entries, as `{"log": {...}}` whatever the file had; empty before it was read."""
        self.notes: list[str] = []
        """What was not as it should be: one sentence each."""
        self.byte_count = 0
        """Bytes of the file as it came, compression on; 0 before it was read."""
        self.size = _size(opener, closes=closes)
        """Bytes that the file says it has; 0 where it does not say."""

    def __repr__(self) -> str:
        return "Har(...)"

    def entries(self, passed: Callable[[int], None] = lambda _: None) -> Iterator[Entry]:
        """The entries, each time from the beginning. `passed` is told the bytes of the file read so far.

        Raises: NotAHar, UnreadableFile (a sentence each, without any value of the file).
        """
        self.notes = []
        cutter, number = Cutter(), 0
        with self._source(passed) as source:
            unpacked = compression.Unpacked(source)
            pieces = _joined(unpacked.pieces())
            opening = next(pieces, b"")
            if not opening.strip(b" \t\r\n\0"):
                raise NotAHar(unpacked.fault or "The file is empty.", _NO_HAR)
            encoding = encodings.detect(opening)
            for piece in encodings.to_utf8(_chain(opening, pieces), encoding):
                for raw in cutter.feed(piece):
                    for entry in self._read(raw, number, is_bare=cutter.frame.lstrip().startswith(b"[")):
                        number = entry.number
                        yield entry
                if len(cutter.frame) > MOST_FRAME_BYTES:
                    raise NotAHar("The file holds too much that is no entry of a HAR.", _NO_HAR)
            self.byte_count = source.byte_count
        yield from self._ending(cutter, number, unpacked.fault)

    @contextmanager
    def _source(self, passed: Callable[[int], None]) -> Iterator[Source]:
        stream = self._opener()
        try:
            with _out_of_zip(stream) as inner:
                source = Source(inner, passed=passed)
                source.opening(16)
                source.forget_opening()
                yield source
        finally:
            if self._closes:
                stream.close()

    def _read(self, raw: bytes, number: int, *, is_bare: bool) -> Iterator[Entry]:
        value, is_read = lenient.parse(raw)
        if not is_read:
            self.notes.append(f"Entry {number + 1:,} is broken JSON and could not be read.")
            yield Entry(number + 1, None, is_whole=False)
            return
        inner = value.get("log", value) if isinstance(value, dict) else None
        if is_bare and number == 0 and isinstance(inner, dict) and not inner.keys() & (_ENTRY_KEYS | {"entries"}):
            raise NotAHar(_looks_like(raw[:400]), _NO_HAR)
        if isinstance(inner, dict) and isinstance(inner.get("entries"), list) and not _ENTRY_KEYS & inner.keys():
            for place, one in enumerate(inner["entries"], number + 1):
                yield Entry(place, one)
            return
        yield Entry(number + 1, value)

    def _ending(self, cutter: Cutter, number: int, fault: str | None) -> Iterator[Entry]:
        """What is left when all text is read: an entry cut off, a file that is one entry, the frame."""
        if fault:
            self.notes.append(fault)
        if cutter.stray_count:
            self.notes.append(
                f"Between the entries stands something else, {cutter.stray_count:,} times; it was left out."
            )
        if rest := cutter.rest():
            value, is_read = lenient.mend(rest)
            self.notes.append(
                f"The file ends in the middle of entry {number + 1:,}; "
                + ("what is there of it was read." if is_read else "that entry could not be read.")
            )
            yield Entry(number + 1, value if is_read else None, is_whole=False)
        frame, is_read = lenient.parse(bytes(cutter.frame))
        if not is_read:
            frame, is_read = lenient.mend(bytes(cutter.frame))
            if is_read and not cutter.rest():
                self.notes.append("The file ends before its end; all entries that are there were read.")
        if not is_read and not cutter.array_count:
            raise NotAHar(_looks_like(bytes(cutter.frame[:400])), _NO_HAR)
        if not is_read:
            frame = {}
            self.notes.append("What stands around the entries (pages, creator) could not be read and was left out.")
        if isinstance(frame, dict) and not cutter.array_count and _ENTRY_KEYS & frame.keys():
            self.notes.append("The file is a single entry without a log.")
            yield Entry(1, frame)
            frame = {}
        elif not cutter.array_count:
            raise NotAHar(_looks_like(bytes(cutter.frame[:400])), _NO_HAR)
        self.frame = self._as_log(frame)

    def _as_log(self, frame: Any) -> dict[str, Any]:
        if isinstance(frame, dict) and isinstance(frame.get("log"), dict):
            return frame
        if isinstance(frame, dict) and "entries" in frame:
            self.notes.append("The file has entries without a log around them.")
            return {"log": frame}
        if isinstance(frame, list):
            self.notes.append("The file is a bare list of entries.")
        elif isinstance(frame, dict) and frame:
            return {"log": {"entries": []}} | {name: part for name, part in frame.items() if name != "log"}
        return {"log": {"entries": []}}


def _joined(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Pieces of about PIECE_BYTES."""
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= PIECE_BYTES:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


def _chain(opening: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    yield opening
    yield from pieces


@contextmanager
def _out_of_zip(stream: BinaryIO) -> Iterator[Any]:
    """The stream, or the one HAR inside it where it is a zip."""
    opening = stream.read(4)
    stream.seek(0)
    if opening != b"PK\x03\x04":
        yield stream
        return
    try:
        archive = zipfile.ZipFile(stream)
        inside = [one for one in archive.infolist() if not one.is_dir() and "__MACOSX" not in one.filename]
        hars = [one for one in inside if one.filename.lower().endswith(".har")] or inside
        if len(hars) != 1:
            raise NotAHar(f"The zip holds {len(hars):,} files.", "Unpack it and give one HAR at a time.")
        member = archive.open(hars[0])
    except zips.FAULTS as cause:
        raise UnreadableFile("The zip cannot be opened: it is damaged or locked.", "Unpack it yourself.") from cause
    with archive, member:
        try:
            yield member
        except zips.INSIDE as cause:
            raise UnreadableFile("The zip is damaged inside the HAR.", "Take it again from whoever sent it.") from cause


def _looks_like(opening: bytes) -> str:
    start = opening.lstrip(b"\xef\xbb\xbf \t\r\n\0")[:200]
    if start.startswith(b"<"):
        return "This is no HAR: it looks like a web page or XML."
    if b'"eventType"' in opening or b'"published"' in opening:
        return "This is no HAR: it looks like a System Log export, which belongs on the Evidence screen."
    if start[:1] in (b"{", b"["):
        return "This is no HAR: it is JSON without entries."
    return "This is no HAR: it is not JSON."
