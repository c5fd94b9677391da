"""Splunk's export as CSV: the event as Splunk got it lies in the column `_raw`, whole.

Not here: the other columns. Splunk made them out of `_raw`, with its own names and its own idea of types.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from analysis.ingest.csv_rows import Reader, header_and_windows, header_of
from analysis.ingest.reader import TEXT_SCHEMA, Refuse, Store

NAME = "splunk_csv"
COLUMNS = False
MISSING: tuple[str, ...] = ()

RAW = "_raw"


def recognise(opening: str) -> bool:
    """Whether the first line has a column `_raw`, and what follows speaks of Okta's event types."""
    header = header_of(opening)
    if header is None or RAW not in _lowered(header.names):
        return False
    # A cell of JSON in CSV has its quotes doubled.
    return '""eventType""' in opening or '"eventType"' in opening or "\n" not in opening.strip()


def read(windows: Iterator[bytes], store: Store, refuse: Refuse) -> Iterator[pa.RecordBatch]:
    """The text of `_raw` of each row. Shape: TEXT_SCHEMA; null where the cell is empty."""
    header, windows = header_and_windows(windows)
    if header is None:
        store.append(b"".join(windows))
        return
    reader = Reader(header, [_lowered(header.names).index(RAW)], store, refuse)
    for rows in reader.rows(windows):
        yield pa.RecordBatch.from_arrays([*rows.places(), pc.cast(rows.cells[0], pa.string_view())], schema=TEXT_SCHEMA)


def text_of(record: str) -> str | None:
    """The JSON in a row: its only cell that is an object with an event type."""
    for delimiter in ",;\t":
        for cell in next(csv.reader([record], delimiter=delimiter), []):
            if cell.lstrip().startswith("{"):
                return cell
    return None


def _lowered(names: tuple[str, ...]) -> list[str]:
    return [name.lower() for name in names]
