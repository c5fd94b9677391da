"""What every format offers, and what it is given: the interface between `load` and the formats.

A format is a module. Each has

    NAME: str                      the word in `evidence.format`: "sentinel", "admin_csv"
    MISSING: tuple[str, ...]       columns of raw_events that the format cannot carry
    recognise(opening: str) -> bool
                                   does the file begin like this format? `opening` is up to
                                   OPENING_BYTES of decoded text and may end inside a record;
                                   `opening.first_records(text)` gives its first JSON objects

and one of these three:

    to_log_event(record: dict) -> dict
        JSON that must be re-keyed. The JSON framing (lines, array, glued, an envelope around an
        array) is found by `recognise.py`; this function gets one decoded record and gives it back
        in Okta's LogEvent shape (camelCase, nested: {"eventType":..., "client": {"ipAddress":...}}).
        It raises KeyError, TypeError, ValueError or AttributeError for a record that is none of
        its own; that record is then refused, its neighbours live.

    read(windows, store, refuse) -> Iterator[pa.RecordBatch]   with COLUMNS = True
        A table. Each batch has line, frame, pos, length and one string column for each column of
        raw_events that the file fills, under its name there (`published` as text, `target` as JSON
        text of an array). The same columns in every batch of a file; types are cast in SQL.

    read(windows, store, refuse) -> Iterator[pa.RecordBatch]   with COLUMNS = False
        Each batch has the columns of TEXT_SCHEMA; `text` is the JSON of one LogEvent, null where
        the row has none. Also `text_of(record: str) -> str | None`, the JSON inside one record as
        it came, for the reason when a row is refused.

For both kinds of `read`: `windows` are pieces of decoded UTF-8 text (bytes without BOM; a piece may
contain bytes that are not UTF-8, and may end anywhere, also inside a character). Every row of the
file is either in a batch or given to `refuse`, exactly once, with its own line number. `store.append`
gets every piece of the file in order and unchanged, cut where the reader likes; then the frames are
the evidence copy. Rows without event type or readable time stay in the batches: `load` refuses them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

import pyarrow as pa

WINDOW_BYTES = 4 << 20
"""One window of decoded text, one zstd frame, one record batch: large enough that Python's cost per
window vanishes, small enough that one record is back in a millisecond."""

OPENING_BYTES = 1 << 20
"""How much decoded text a format sees when it is asked whether a file is its own."""

LONGEST_RECORD_BYTES = 16 << 20
"""A longer record is refused: no Okta event is near it, and it would take the case's memory."""

KEPT_CHARACTERS = 2000
"""Of a refused row this much text is kept; enough to recognise it, too little to fill the case."""

LONGEST_TEXT_BYTES = 4 * KEPT_CHARACTERS
"""That many characters are at most this many bytes of UTF-8."""

TEXT_SCHEMA = pa.schema(
    [
        ("line", pa.int64()),
        ("frame", pa.int64()),
        ("pos", pa.int32()),
        ("length", pa.int32()),
        ("text", pa.string_view()),
    ]
)
"""A batch of records as text. `frame`, `pos`, `length`: where the record as it came lies."""


class Store(Protocol):
    """Where the text of records is kept, addressable by frame."""

    def append(self, window: bytes) -> int:
        """Keep one window as one frame; the answer is the `frame` of the records in it."""


class Refuse(Protocol):
    """Called for a row that cannot be read at all."""

    def __call__(self, line: int, reason: str, text: bytes | str) -> None:
        """`reason` is words for a person; of `text` the first 2,000 characters are kept."""


Read = Callable[[Iterator[bytes], Store, Refuse], Iterator[pa.RecordBatch]]
"""The `read` of a format."""
