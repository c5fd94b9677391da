"""CSV cut into rows that are each the table's own: read, or refused with a reason, and never lost.

What it is: the part that the Admin Console's, Splunk's and Sentinel's CSV share. What it is not: the
meaning of the columns.

Why: DuckDB's `read_csv` cannot promise that rows add up (an open quote swallows good rows, a short row ends
the file, mixed line ends are refused). Here a window is cut where the number of quotes so far is even at a line
end; Arrow reads the whole window; where it does not find exactly one row for each cut, Python's csv goes over
that window row by row and says what is wrong with which line.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as arrow_csv

from analysis.ingest.reader import LONGEST_RECORD_BYTES, LONGEST_TEXT_BYTES, Refuse, Store

QUOTE, LINE_FEED, CARRIAGE_RETURN = 34, 10, 13
OPEN_QUOTE_BYTES = 1 << 20
"""A quote that no line end closes within this many bytes is a stray one: no cell is that long."""
WIDE = 20
"""Columns from which on a line full of commas is a row, and no part of a cell."""
DELIMITERS = ",;\t"
"""A comma; what Excel writes where the comma is the decimal sign; what a person may choose."""

csv.field_size_limit(LONGEST_RECORD_BYTES)


@dataclass(frozen=True)
class Header:
    """The first row: which columns there are."""

    names: tuple[str, ...]
    """As written, blanks at either end taken off."""
    delimiter: str
    """The sign between cells."""


@dataclass(frozen=True)
class Rows:
    """Rows of one window that could be read, in the order of the file."""

    lines: npt.NDArray[np.int64]
    """The line on which each row starts, from 1."""
    frame: int
    """Where the window lies in the store."""
    starts: npt.NDArray[np.int32]
    """Where each row starts in the window, in bytes."""
    lengths: npt.NDArray[np.int32]
    """Its bytes, the line end not counted."""
    cells: list[pa.Array]
    """The wanted columns, in the order asked for: text, empty cells null."""

    def places(self) -> list[pa.Array]:
        """The columns line, frame, pos and length of a batch."""
        frames = np.full(self.lines.size, self.frame, np.int64)
        parts = ((pa.int64(), self.lines), (pa.int64(), frames), (pa.int32(), self.starts), (pa.int32(), self.lengths))
        return [pa.Array.from_buffers(kind, part.size, [None, pa.py_buffer(part)]) for kind, part in parts]


def texts(values: list[str | None]) -> pa.Array:
    """Strings as an Arrow column. Why: pa.array imports pandas, which costs more than reading a small file."""
    parts = [b"" if value is None else value.encode() for value in values]
    offsets = np.zeros(len(parts) + 1, np.int32)
    np.cumsum([len(part) for part in parts], out=offsets[1:])
    valid = np.packbits([value is not None for value in values], bitorder="little") if parts else b""
    buffers = [pa.py_buffer(valid), pa.py_buffer(offsets), pa.py_buffer(b"".join(parts))]
    return pa.Array.from_buffers(pa.string(), len(parts), buffers)


def header_of(opening: str) -> Header | None:
    """The header of a text that may be a CSV, or None where there is no line to be one.

    Shape: decoded text in, maybe cut; a header longer than it is read as far as it goes.
    """
    text = opening.lstrip("\ufeff \t\r\n")
    line = text[: len(text) if (end := _first_end(text)) < 0 else end]
    if not line or line.startswith(("{", "[", "<")):
        return None
    delimiter = max(DELIMITERS, key=line.count)
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return None
    return Header(tuple(cell.strip() for cell in cells), delimiter)


def header_and_windows(windows: Iterator[bytes]) -> tuple[Header | None, Iterator[bytes]]:
    """The header of a file, and its windows from the beginning, none used up."""
    start: list[bytes] = []
    header = None
    for window in windows:
        start.append(window)
        text = b"".join(start)
        # One line is enough; only a first window far smaller than usual does not hold it.
        header = header_of(text.decode("utf-8", "replace"))
        if header is not None and (b"\n" in text.lstrip() or b"\r" in text.lstrip()):
            break
    return header, itertools.chain(start, windows)


class Reader:
    """Reads the rows below a header: every byte goes to the store, every row to a batch or to `refuse`."""

    def __init__(self, header: Header, wanted: list[int], store: Store, refuse: Refuse) -> None:
        """`wanted`: the places of the columns to give, counted from 0; the others are only counted."""
        self._width = len(header.names)
        self._delimiter = header.delimiter
        self._wanted = wanted
        self._store = store
        self._refuse = refuse
        self._skipping = False
        names = [str(place) for place in range(self._width)]
        self._read = arrow_csv.ReadOptions(column_names=names, use_threads=False, block_size=2 * LONGEST_RECORD_BYTES)
        self._parse = arrow_csv.ParseOptions(
            delimiter=header.delimiter, newlines_in_values=True, ignore_empty_lines=True
        )
        self._convert = arrow_csv.ConvertOptions(
            column_types={name: pa.string() for name in names},
            include_columns=[names[place] for place in wanted],
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
            check_utf8=False,
        )

    def rows(self, windows: Iterator[bytes]) -> Iterator[Rows]:
        """Every row below the header, window by window.

        Shape: the whole file in, header included; windows without a row to read give nothing.
        """
        line, tail, is_headed = 1, b"", False
        for window in windows:
            text = tail + window if tail else window
            if not is_headed:
                used = self._header(text)
                is_headed = bool(used)
                if is_headed:
                    line += int(_line_ends(text[:used], last=True).size)
                    text = text[used:]
            if is_headed:
                rows, used, line = self._window(text, line, last=False)
                tail = text[used:] if used else text
                if rows is not None:
                    yield rows
            else:
                tail = text
        if not is_headed:
            self._store.append(tail)
        elif tail:
            rows, _, _ = self._window(tail, line, last=True)
            if rows is not None:
                yield rows

    def _header(self, text: bytes) -> int:
        """Put the header row, and blank lines before it, into the store; 0 while it has no end."""
        start = len(text) - len(text.lstrip(b"\xef\xbb\xbf \t\r\n"))
        ends = _line_ends(text[start : start + OPEN_QUOTE_BYTES], last=False)
        if not ends.size:
            return 0
        used = start + int(ends[0]) + 1
        self._store.append(text[:used])
        return used

    def _window(self, text: bytes, line: int, *, last: bool) -> tuple[Rows | None, int, int]:
        """The rows of a window, the bytes used up, and the line on which the rest begins."""
        if self._skipping:
            return self._skip(text, line)
        ends = _line_ends(text, last=last)
        quotes = np.flatnonzero(np.frombuffer(text, np.uint8) == QUOTE)
        whole = np.flatnonzero((np.searchsorted(quotes, ends) & 1) == 0) if quotes.size else np.arange(ends.size)
        used = int(ends[whole[-1]]) + 1 if whole.size else 0
        left = len(text) - used
        if left > OPEN_QUOTE_BYTES or (last and left):
            return self._row_by_row(text, line, last=last)
        if not used:
            return None, 0, line
        stops = ends[whole]
        starts = np.concatenate(([0], stops[:-1] + 1))
        view = np.frombuffer(text, np.uint8)
        crlf = (view[stops] == LINE_FEED) & (stops > starts) & (view[stops - 1] == CARRIAGE_RETURN)
        lengths = stops - starts - crlf
        filled = lengths > 0
        spans = np.flatnonzero(np.diff(whole, prepend=-1) > 1)
        if any(self._is_several(text[int(starts[row]) : int(stops[row])]) for row in spans):
            return self._row_by_row(text, line, last=last)
        table = self._arrow(text[:used])
        if table is None or table.num_rows != int(filled.sum()):
            return self._row_by_row(text, line, last=last)
        lines = line + np.concatenate(([0], whole[:-1] + 1))
        rows = Rows(
            lines=lines[filled].astype(np.int64),
            frame=self._store.append(text[:used]),
            starts=starts[filled].astype(np.int32),
            lengths=lengths[filled].astype(np.int32),
            cells=[_one_array(column) for column in table.columns],
        )
        return rows, used, line + int(whole[-1]) + 1

    def _arrow(self, text: bytes) -> pa.Table | None:
        """The window by Arrow, or None where a row of it is not as wide as the header or not UTF-8."""
        if not text.isascii():
            try:
                text.decode()
            except UnicodeDecodeError:
                return None
        try:
            return arrow_csv.read_csv(pa.BufferReader(text), self._read, self._parse, self._convert)
        except pa.ArrowInvalid:
            return None

    def _row_by_row(self, text: bytes, line: int, *, last: bool) -> tuple[Rows | None, int, int]:
        """The same, slowly, for a window that holds a bad row. What it cannot decide yet it leaves unused."""
        ends = _line_ends(text, last=last)
        if last and (not ends.size or int(ends[-1]) + 1 < len(text)):
            ends = np.append(ends, len(text))
        found: list[tuple[int, int, int]] = []
        cells: list[list[str]] = []
        at, first = 0, 0
        while first < ends.size:
            until, reason, row = self._next(text, at, first, ends)
            if until is None and not last and len(text) - at <= OPEN_QUOTE_BYTES:
                break
            if until is None or (reason is not None and until > first):
                # Several lines that are no good row together: only the first of them is given up.
                until, reason = first, reason or "A quote is opened and not closed."
            raw = text[at : int(ends[until])].rstrip(b"\r\n")
            if reason is not None:
                self._refuse(line + first, reason, raw)
            elif row:
                found.append((line + first, at, len(raw)))
                cells.append(row)
            first, at = until + 1, min(int(ends[until]) + 1, len(text))
        if not last and len(text) - at > LONGEST_RECORD_BYTES:
            reason = f"The row is longer than {LONGEST_RECORD_BYTES >> 20} MiB."
            self._refuse(line + first, reason, text[at : at + LONGEST_TEXT_BYTES])
            self._skipping, at = True, len(text)
        frame = self._store.append(text[:at]) if at else 0
        if not found:
            return None, at, line + first
        lines, starts, lengths = zip(*found, strict=True)
        rows = Rows(
            lines=np.array(lines, np.int64),
            frame=frame,
            starts=np.array(starts, np.int32),
            lengths=np.array(lengths, np.int32),
            cells=[texts([row[place] or None for row in cells]) for place in self._wanted],
        )
        return rows, at, line + first

    def _next(
        self, text: bytes, at: int, first: int, ends: npt.NDArray[np.int64]
    ) -> tuple[int | None, str | None, list[str]]:
        """The line end of the row that starts at `at`, why it cannot be read, and its cells.

        Shape: None for the line end where the quotes do not become even soon enough.
        """
        quotes, start = 0, at
        for until in range(first, ends.size):
            end = int(ends[until])
            quotes += text.count(b'"', start, end)
            if quotes % 2 == 0:
                row, reason = self._cells(text[at:end])
                return until, reason, row
            if end - at > OPEN_QUOTE_BYTES:
                break
            start = end
        return None, None, []

    def _cells(self, row: bytes) -> tuple[list[str], str | None]:
        """The cells of a row, or why it cannot be read. A blank row has no cells and no reason."""
        try:
            text = row.decode().rstrip("\r\n")
        except UnicodeDecodeError as error:
            return [], f"The row is not UTF-8 at byte {error.start}."
        if not text.strip():
            return [], None
        try:
            rows = list(csv.reader([text], delimiter=self._delimiter))
        except csv.Error as error:
            return [], f"The row is not CSV: {error}."
        cells = rows[0] if len(rows) == 1 else []
        if self._is_several(row):
            return [], "A quote is opened and not closed."
        if len(cells) == self._width:
            return cells, None
        kind = "more" if len(cells) > self._width else "fewer"
        return [], f"The row has {len(cells)} cells, {kind} than the {self._width} of the header."

    def _is_several(self, row: bytes) -> bool:
        """Whether two stray quotes, each in a row of its own, make one row of them.

        Such a row may well have the right number of cells. But where a cell is broken over lines, no two
        lines of it have the cells of a whole row; that holds for wide tables only.
        """
        if self._width < WIDE:
            return False
        lines = row.strip(b"\r\n").splitlines()
        delimiters = [line.count(self._delimiter.encode()) for line in (lines[0], lines[-1])] if len(lines) > 1 else []
        return bool(delimiters) and min(delimiters) >= self._width - 1

    def _skip(self, text: bytes, line: int) -> tuple[None, int, int]:
        """The rest of a row that was too long, up to its line end."""
        ends = _line_ends(text, last=False)
        self._skipping = not ends.size
        used = int(ends[0]) + 1 if ends.size else len(text)
        self._store.append(text[:used])
        return None, used, line + (1 if ends.size else 0)


def _line_ends(text: bytes, *, last: bool) -> npt.NDArray[np.int64]:
    """Where lines end: at a line feed, or at a carriage return that no line feed follows.

    A carriage return at the very end of a window that is not the last is left: its line feed may come.
    """
    view = np.frombuffer(text, np.uint8)
    feeds = np.flatnonzero(view == LINE_FEED)
    if b"\r" not in text:
        return feeds
    returns = np.flatnonzero(view == CARRIAGE_RETURN)
    inner = returns[returns + 1 < len(text)]
    lone = inner[view[inner + 1] != LINE_FEED]
    if last and returns[-1] + 1 == len(text):
        lone = np.append(lone, returns[-1])
    return np.sort(np.concatenate((feeds, lone))) if lone.size else feeds


def _first_end(text: str) -> int:
    places = [place for place in (text.find("\n"), text.find("\r")) if place >= 0]
    return min(places, default=-1)


def _one_array(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
