"""Puts one file into the case: one transaction, wholly in or not at all.

Why: the frames are safe under their own name before the commit, so that a case never names a record
that is not there; what a kill leaves behind is a file that no row names, which `recover` removes.
Not here: opening archives and deciding what is kept (add); cutting records (the formats).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import duckdb
import numpy as np
import pyarrow as pa

from analysis.ingest import reasons, structure
from analysis.ingest.ahead import Ahead
from analysis.ingest.batches import with_texts
from analysis.ingest.reader import KEPT_CHARACTERS, TEXT_SCHEMA
from analysis.ingest.recognise import Format
from analysis.ingest.store import FrameStore
from analysis.sql_run import run, table

_PLACE = ("line", "frame", "pos", "length")
_PLACE_SCHEMA = pa.schema([TEXT_SCHEMA.field(name) for name in _PLACE])
_REFUSED_SCHEMA = pa.schema([("line", pa.int64()), ("reason", pa.string()), ("text", pa.string())])


@dataclass
class Rows:
    """What became of the rows of one file."""

    sent: int = 0
    """Rows that a reader cut out."""
    refused: list[tuple[int, str, str]] = field(default_factory=list)
    """Line, reason and the beginning of the text of each row that is no event."""
    places: list[pa.RecordBatch] = field(default_factory=list)
    """Where each row lies; of the few that gave no event the text is looked up again."""

    def refuse(self, line: int, reason: str, text: bytes | str) -> None:
        """Keep a row that cannot be read."""
        shown = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
        self.refused.append((line, reason, shown[:KEPT_CHARACTERS].replace("\x00", "\ufffd")))

    def counted(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The same batches, their rows counted and placed."""
        for batch in batches:
            self.sent += batch.num_rows
            self.places.append(batch.select(_PLACE))
            yield batch


def insert(
    connection: duckdb.DuckDBPyConnection,
    evidence_id: int,
    form: Format,
    windows: Iterator[bytes],
    store: FrameStore,
) -> Rows:
    """Read the file into raw_events and refused_rows, inside the caller's transaction."""
    rows = Rows()
    batches = rows.counted(form.read(windows, store, rows.refuse))
    if form.has_columns:
        batches = _with_all_columns(batches, connection.table("raw_events").columns)
    _insert_batches(connection, evidence_id, form, batches)
    _judge_the_rest(connection, evidence_id, form, rows, store)
    if rows.refused:
        columns = list(zip(*rows.refused, strict=True))
        connection.register("refused_now", pa.Table.from_arrays([pa.array(c) for c in columns], schema=_REFUSED_SCHEMA))
        run(connection, "insert_refused", evidence_id=evidence_id)
        connection.unregister("refused_now")
    return rows


def _insert_batches(
    connection: duckdb.DuckDBPyConnection, evidence_id: int, form: Format, batches: Iterator[pa.RecordBatch]
) -> None:
    ahead = Ahead(batches)
    try:
        stream = iter(ahead)
        first = next(stream, None)
        if first is None:
            return
        whole = pa.RecordBatchReader.from_batches(first.schema, _joined(first, stream))
        _insert_stream(connection, evidence_id, form, whole)
    except duckdb.Error:
        if ahead.error is not None:
            raise ahead.error from None
        raise
    finally:
        ahead.close()


def _joined(first: pa.RecordBatch, rest: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    yield first
    yield from rest


def _insert_stream(
    connection: duckdb.DuckDBPyConnection, evidence_id: int, form: Format, stream: pa.RecordBatchReader
) -> None:
    connection.register("incoming", stream)
    try:
        run(
            connection,
            "insert_columns" if form.has_columns else "insert_records",
            evidence_id=evidence_id,
            structure=structure.STRUCTURE,
            debug_structure=structure.DEBUG_STRUCTURE,
            unwrap=form.unwrap,
        )
    finally:
        connection.unregister("incoming")


def _with_all_columns(batches: Iterator[pa.RecordBatch], names: list[str]) -> Iterator[pa.RecordBatch]:
    """Batches of a table that lacks columns, the lacking ones filled with nulls."""
    wanted = [name for name in names if name != "evidence_id"]
    for batch in batches:
        has = set(batch.schema.names)
        columns = [batch.column(name) if name in has else pa.nulls(batch.num_rows, pa.string()) for name in wanted]
        yield pa.RecordBatch.from_arrays(columns, names=wanted)


def _judge_the_rest(
    connection: duckdb.DuckDBPyConnection, evidence_id: int, form: Format, rows: Rows, store: FrameStore
) -> None:
    """Look again at the rows that gave no event: some are spelt otherwise, the others are refused."""
    ((count, _, _),) = run(connection, "count_read", evidence_id=evidence_id)
    if count == rows.sent:
        return
    mended: dict[int, tuple[dict[str, int], bytes]] = {}
    for place, text in _not_read(connection, evidence_id, rows, store):
        inner = reasons.second_look(text, form)
        if inner is None:
            rows.refuse(place["line"], reasons.of(text, form), text)
        else:
            mended[place["line"]] = (place, inner)
    if not mended:
        return
    places = pa.RecordBatch.from_pylist([place for place, _ in mended.values()], schema=_PLACE_SCHEMA)
    batch = with_texts(places, [inner for _, inner in mended.values()])
    plain = Format(form.name, form.read)
    _insert_stream(connection, evidence_id, plain, pa.RecordBatchReader.from_batches(TEXT_SCHEMA, iter([batch])))
    for place, text in _not_read(connection, evidence_id, rows, store):
        if place["line"] in mended:
            rows.refuse(place["line"], reasons.of_event(mended[place["line"]][1]), text)


def _not_read(
    connection: duckdb.DuckDBPyConnection, evidence_id: int, rows: Rows, store: FrameStore
) -> Iterator[tuple[dict[str, int], str]]:
    """Each row that is not in raw_events: where it lies, and its text."""
    lines = np.sort(table(connection, "lines_read", evidence_id=evidence_id).column("line").to_numpy())
    for batch in rows.places:
        wanted = batch.column("line").to_numpy()
        nearest = np.minimum(np.searchsorted(lines, wanted), max(len(lines) - 1, 0))
        is_missing = lines[nearest] != wanted if len(lines) else np.ones(len(wanted), np.bool_)
        if not is_missing.any():
            continue
        frame_text: dict[int, bytes] = {}
        for place in batch.filter(pa.array(is_missing.tolist())).to_pylist():
            frame = place["frame"]
            if frame not in frame_text:
                frame_text = {frame: store.text_at(frame)}
            start = place["pos"]
            yield place, frame_text[frame][start : start + place["length"]].decode("utf-8", "replace")
