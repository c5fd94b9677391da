"""Microsoft Sentinel's Okta tables as the CSV that the Log Analytics portal exports.

Not here: what the columns mean; the cells go, as texts under their names, to analysis/ingest/sentinel.py.
"""

from __future__ import annotations

from collections.abc import Iterator

import orjson
import pyarrow as pa
import pyarrow.compute as pc

from analysis.ingest import sentinel
from analysis.ingest.csv_rows import Reader, header_and_windows, header_of, texts
from analysis.ingest.reader import TEXT_SCHEMA, Refuse, Store

NAME = "sentinel_csv"
COLUMNS = False
MISSING = sentinel.MISSING


def recognise(opening: str) -> bool:
    """Whether the first line has the names of one of the two tables."""
    header = header_of(opening)
    return header is not None and sentinel.recognise(" ".join(f'"{name}"' for name in header.names))


def read(windows: Iterator[bytes], store: Store, refuse: Refuse) -> Iterator[pa.RecordBatch]:
    """Each row as the JSON of one LogEvent. Shape: TEXT_SCHEMA."""
    header, windows = header_and_windows(windows)
    if header is None:
        store.append(b"".join(windows))
        return
    reader = Reader(header, list(range(len(header.names))), store, refuse)
    for rows in reader.rows(windows):
        columns = [cells.to_pylist() for cells in rows.cells]
        events = [
            orjson.dumps(sentinel.to_log_event(dict(zip(header.names, cells, strict=True)))).decode()
            for cells in zip(*columns, strict=True)
        ]
        yield pa.RecordBatch.from_arrays(
            [*rows.places(), pc.cast(texts([*events]), pa.string_view())], schema=TEXT_SCHEMA
        )


def text_of(record: str) -> str | None:
    """Nothing: a row without its header has no names, and no JSON in it is the event."""
    return None
