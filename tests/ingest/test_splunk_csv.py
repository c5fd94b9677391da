"""Splunk's CSV: the record is the cell `_raw`, whatever Splunk put beside it."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from analysis.ingest import splunk_csv
from analysis.ingest.reader import TEXT_SCHEMA

RECORD = json.dumps({"uuid": "a", "eventType": "user.session.start", "displayMessage": 'He said "no",\nthen left'})


class Kept:
    def __init__(self) -> None:
        self.text = b""

    def append(self, window: bytes) -> int:
        self.text += window
        return len(self.text) - len(window)


def export(*raws: str, header: tuple[str, ...] = ("_time", "_raw", "host")) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(header)
    writer.writerows(["2026-03-04", raw, "sh1"] for raw in raws)
    return file.getvalue().encode()


def read(data: bytes) -> tuple[list[dict[str, Any]], list[tuple[int, str]]]:
    refused: list[tuple[int, str]] = []
    kept = Kept()
    batches = list(splunk_csv.read(iter([data]), kept, lambda line, reason, text: refused.append((line, reason))))
    assert all(batch.schema == TEXT_SCHEMA for batch in batches)
    assert kept.text == data
    return [row for batch in batches for row in batch.to_pylist()], refused


def test_the_text_is_the_cell_raw() -> None:
    rows, refused = read(export(RECORD, RECORD))
    assert [row["text"] for row in rows] == [RECORD, RECORD] and refused == []
    assert [row["line"] for row in rows] == [2, 3]


def test_an_empty_cell_stays_a_row_without_text() -> None:
    rows, _ = read(export(RECORD, ""))
    assert [row["text"] for row in rows] == [RECORD, None]


def test_a_row_as_it_came_gives_its_json_back() -> None:
    row = export(RECORD).decode().split("\r\n")[1]
    assert splunk_csv.text_of(row) == RECORD
    assert splunk_csv.text_of("a,b,c") is None


@pytest.mark.parametrize(
    ("opening", "is_splunk"),
    [
        (export(RECORD).decode(), True),
        (export(RECORD, header=("_RAW", "_raw2", "x")).decode(), True),
        (export("Mar 4 sshd[1]: failed").decode(), False),
        ("uuid,event_type\n", False),
        ("", False),
    ],
)
def test_it_is_known_by_its_column_and_by_okta_in_it(opening: str, is_splunk: bool) -> None:
    assert splunk_csv.recognise(opening) is is_splunk
