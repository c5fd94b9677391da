"""Gives records of another shape Okta's names, one by one, on their way to the case.

Why: the record as it came stays in its frame; only what DuckDB parses is made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pyarrow as pa

from analysis.ingest import batches
from analysis.ingest.reader import Read, Refuse, Store

Change = Callable[[dict[str, Any]], dict[str, Any]]

_decoder = msgspec.json.Decoder()
_encoder = msgspec.json.Encoder()
FAULTS = (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError)
"""What a record of a strange shape may raise; `msgspec.DecodeError` is a ValueError."""


def reader(read: Read, change: Change) -> Read:
    """The same reader, its records re-keyed."""

    def changed(windows: Iterator[bytes], store: Store, refuse: Refuse) -> Iterator[pa.RecordBatch]:
        for batch in read(windows, store, refuse):
            texts = [rekey(text, change) for text in batch.column("text").to_pylist()]
            yield batches.with_texts(batch, texts)

    return changed


def rekey(text: str, change: Change) -> bytes | None:
    """The record in Okta's shape; None where it is none that `change` knows."""
    try:
        return _encoder.encode(change(_decoder.decode(text)))
    except FAULTS:
        return None
