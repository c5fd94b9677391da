"""Elastic's files for testing pipelines: `events[].message`, each the text of one or more records.

Why apart from elastic: one element becomes several rows, each of which points at that element.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import msgspec
import numpy as np
import pyarrow as pa

from analysis.ingest import batches, json_values
from analysis.ingest.opening import first_records, framing
from analysis.ingest.reader import Refuse, Store

NAME = "elastic_messages"
MISSING: tuple[str, ...] = ()
COLUMNS = False

_decoder = msgspec.json.Decoder()


def recognise(opening: str) -> bool:
    """Do the elements of an envelope hold several lines of records in `message`?"""
    frame = framing(opening)
    if frame is None or frame.name != "envelope":
        return False
    messages = [record.get("message") for record in first_records(opening)]
    return any(isinstance(text, str) and '"eventType"' in text and "\n" in text.strip() for text in messages)


def read(windows: Iterator[bytes], store: Store, refuse: Refuse) -> Iterator[pa.RecordBatch]:
    """One row for each line of each message; `line` is the ordinal of the row, from 1."""
    count = itertools.count(1)
    for batch in json_values.read(windows, store, refuse, braces=1):
        texts = [_lines(text) for text in batch.column("text").to_pylist()]
        rows = np.repeat(np.arange(batch.num_rows), [len(lines) for lines in texts])
        places = batch.select(["line", "frame", "pos", "length"])
        spread = places.take(batches.ints(pa.int64(), rows))
        line = np.array([next(count) for _ in rows], np.int64)
        spread = spread.set_column(0, "line", batches.ints(pa.int64(), line))
        yield batches.with_texts(spread, [text for lines in texts for text in lines])


def text_of(record: str) -> str | None:
    """The text of the element's first record; enough to say why its rows were refused."""
    first = _lines(record)[0]
    return None if first is None else first.decode("utf-8", "replace")


def _lines(element: str) -> list[bytes | None]:
    """The records in one element; one null where it holds none, so that it is a row all the same."""
    try:
        value = _decoder.decode(element)
    except (msgspec.DecodeError, RecursionError, ValueError):
        return [None]
    message = value.get("message") if isinstance(value, dict) else None
    lines = [line.encode("utf-8", "replace") for line in message.split("\n")] if isinstance(message, str) else []
    return [line for line in lines if line.strip()] or [None]
