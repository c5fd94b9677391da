"""Reads batches ahead of the database, on a thread of its own.

Why: cutting, hashing and packing take one core, parsing takes the other; neither waits for long.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator

import pyarrow as pa

BATCHES = 2
"""So many wait at the most; more would only hold memory."""
_PATIENCE_S = 0.1


class Ahead:
    """An iterator over batches that another thread makes. Close it, also after an error."""

    def __init__(self, batches: Iterator[pa.RecordBatch]) -> None:
        self.error: BaseException | None = None
        """What ended the making of batches; DuckDB hides it behind an error of its own."""
        self._batches = batches
        self._waiting: queue.Queue[pa.RecordBatch | None] = queue.Queue(BATCHES)
        self._is_closed = threading.Event()
        self._thread = threading.Thread(target=self._make, name="reading ahead", daemon=True)
        self._thread.start()

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        while (batch := self._waiting.get()) is not None:
            yield batch
        if self.error is not None:
            raise self.error

    def close(self) -> None:
        """Stop the other thread and wait until it is gone."""
        self._is_closed.set()
        self._thread.join()

    def _make(self) -> None:
        try:
            for batch in self._batches:
                if not self._put(batch):
                    return
        except BaseException as cause:  # noqa: BLE001  raised again by whoever iterates
            self.error = cause
        finally:
            self._put(None)

    def _put(self, batch: pa.RecordBatch | None) -> bool:
        while not self._is_closed.is_set():
            try:
                self._waiting.put(batch, timeout=_PATIENCE_S)
            except queue.Full:
                continue
            return True
        return False
