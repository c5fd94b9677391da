"""Reads from records what the case keeps in no column, for the events of which a Sigma rule needs it.

Why: Okta's debugData is an open map. A rule that asks for a key of it must not be told "nothing" because nobody made
a column of the key; so the other conditions of the rule come first, and only the records that are left are read.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from analysis.case import Case
from analysis.ingest.kept import RECORDS
from analysis.ingest.store import frame_text
from analysis.progress import stop_if

MOST_RECORDS = 50_000
"""More than these a rule may not ask to have read: it would take minutes a rule."""
_DEPTH = 5


@dataclass(frozen=True)
class Read:
    """What was read for one rule: rows side by side."""

    ids: list[int]
    lines: list[int]
    fields: list[list[list[str | None]]]
    """For each record, for each path, the values found there."""
    unreadable: int = 0
    """Records that are not kept, or in which no System Log record was found."""

    def table(self) -> pa.Table:
        """The rows as the reads of Sigma rules join them: evidence_id, line, record_fields."""
        return pa.table(
            [
                pa.array(self.ids, pa.int32()),
                pa.array(self.lines, pa.int64()),
                pa.array(self.fields, pa.list_(pa.list_(pa.string()))),
            ],
            names=["evidence_id", "line", "record_fields"],
        )


NOTHING = Read([], [], [])


def read(case: Case, places: pa.Table, paths: Sequence[tuple[str, ...]], cancel: threading.Event | None) -> Read:
    """Read these records. `places`: the rows of hunt_sigma_unread, in order of file and frame."""
    found = Read([], [], [])
    unreadable, now, text = 0, None, b""
    for number, row in enumerate(places.to_pylist()):
        if number % 500 == 0:
            stop_if(cancel)
        if row["records_file"] is None or row["frame"] is None:
            unreadable += 1
            continue
        if (row["records_file"], row["frame"]) != now:
            now = (row["records_file"], row["frame"])
            text = frame_text(case.folder / RECORDS / row["records_file"], row["frame"])
        record = _event(text[row["pos"] : row["pos"] + row["length"]])
        if record is None:
            unreadable += 1
            continue
        found.ids.append(row["evidence_id"])
        found.lines.append(row["line"])
        found.fields.append([list(_values(record, path)) for path in paths])
    return Read(found.ids, found.lines, found.fields, unreadable)


def _event(text: bytes) -> Mapping[str, Any] | None:
    """The System Log record in a row as it came; envelopes around it are looked through."""
    try:
        waiting = [(json.loads(text), 0)]
    except (ValueError, RecursionError):
        return None
    while waiting:
        value, depth = waiting.pop(0)
        if isinstance(value, dict):
            if "eventType" in value and "published" in value:
                return value
            children = list(value.values())
        else:
            children = value if isinstance(value, list) else []
        if depth < _DEPTH:
            waiting.extend((child, depth + 1) for child in children[:50] if isinstance(child, dict | list))
    return None


def _values(value: Any, path: tuple[str, ...]) -> Iterator[str | None]:
    """The values at a path; lists on the way give each of theirs, keys are compared by letters and digits."""
    if isinstance(value, list):
        for one in value:
            yield from _values(one, path)
    elif not path:
        if value is not None:
            yield _text(value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            bare = "".join(letter for letter in key.lower() if letter.isascii() and letter.isalnum())
            if bare == path[0]:
                yield from _values(inner, path[1:])
            elif len(path) > 1 and bare == "".join(path):
                yield from _values(inner, ())


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
