"""Broken rows are refused with a reason, their neighbours live, and the sum always holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from analysis.case import Case
from analysis.ingest.evidence import Evidence
from ingest.records import event, lines

Give = Callable[[Case, str, bytes], list[Evidence]]

GOOD = [json.dumps(event(f"g{n}")).encode() for n in range(4)]

BAD_LINES: dict[str, tuple[bytes, str]] = {
    "words": (b"hello world", "Not JSON"),
    "half a record": (GOOD[0][:300], "Not JSON: it ends in the middle"),
    "a list": (b"[1, 2, 3]", "not an object"),
    "a number": (b"42", "not an object"),
    "null": (b"null", "not an object"),
    "no event type": (b'{"uuid":"x","published":"2026-01-01T00:00:00Z"}', "eventType"),
    "empty event type": (b'{"uuid":"x","eventType":"","published":"2026-01-01T00:00:00Z"}', "eventType"),
    "no time": (b'{"uuid":"x","eventType":"a.b"}', "without a time"),
    "a redacted time": (b'{"uuid":"x","eventType":"a.b","published":"redacted"}', "'redacted'"),
    "a time beyond time": (b'{"uuid":"x","eventType":"a.b","published":"infinity"}', "'infinity'"),
    "a time that is an object": (b'{"uuid":"x","eventType":"a.b","published":{"a":1}}', "no text"),
    "not UTF-8": (b'{"uuid":"x","eventType":"a.b\xff\xfe","published":"2026-01-01T00:00:00Z"}', "Not UTF-8 at byte 29"),
    "a raw control character": (b'{"uuid":"x","eventType":"a\x01b","published":"2026-01-01T00:00:00Z"}', "Not JSON"),
    "a NUL": (b'{"uuid":"x","eventType":"a\x00b","published":"2026-01-01T00:00:00Z"}', "Not JSON"),
    "half a character": (b'{"uuid":"x","eventType":"a\\ud800b","published":"2026-01-01T00:00:00Z"}', "Not JSON"),
    "two records": (GOOD[0] + GOOD[1], "Not JSON"),
    "closed too often": (GOOD[0] + b"}", "Not JSON"),
    "an open string": (b'{"uuid":"x","eventType":"a.b', "Not JSON"),
}


@pytest.mark.parametrize("kind", BAD_LINES)
def test_a_bad_line_is_refused_alone(case: Case, give: Give, kind: str) -> None:
    bad, reason = BAD_LINES[kind]
    (entry,) = give(case, "a.json", b"\n".join([GOOD[0], GOOD[1], bad, GOOD[2], GOOD[3], b""]))
    assert (entry.rows, entry.read, entry.refused) == (5, 4, 1)
    with case.cursor() as cursor:
        ((line, said, text),) = cursor.execute("select line, reason, text from refused_rows").fetchall()
        assert cursor.execute("select line from raw_events order by line").fetchall() == [(1,), (2,), (4,), (5,)]
    assert line == 3
    assert reason in said
    assert text[:5] == bad.decode("utf-8", "replace")[:5]


BAD_ELEMENTS = {
    "words": b"hello",
    "a number": b"42",
    "null": b"null",
    "an object of another product": b'{"kind":"audit","n":{"a":[{}]}}',
    "half a record": GOOD[0][: len(GOOD[0]) // 2],
    "an open string": b'{"uuid":"x","eventType":"a.b',
    "a missing brace": GOOD[0][:-1],
    "a brace too many": b'{"uuid":"x"}}',
    "bad UTF-8": b'{"uuid":"x\xff","eventType":"a.b","published":"2026-01-01T00:00:00Z"}',
    "nested 20,000 deep": b'{"uuid":' + b"[" * 20000 + b"]" * 20000 + b"}",
    "brackets in a string": b'{"uuid":"]}[{"}',
}
FRAMES: dict[str, Callable[[list[bytes]], bytes]] = {
    "array": lambda parts: b"[" + b",".join(parts) + b"]",
    "indented array": lambda parts: b"[\n  " + b",\n  ".join(parts) + b"\n]\n",
    "glued pages": lambda parts: b"".join(b"[" + part + b"]" for part in parts),
}


@pytest.mark.parametrize("kind", BAD_ELEMENTS)
@pytest.mark.parametrize("frame", FRAMES)
def test_a_bad_element_is_refused_alone(case: Case, give: Give, kind: str, frame: str) -> None:
    data = FRAMES[frame]([GOOD[0], GOOD[1], BAD_ELEMENTS[kind], GOOD[2], GOOD[3]])
    (entry,) = give(case, "a.json", data)
    assert entry.rows == entry.read + entry.refused
    with case.cursor() as cursor:
        read = cursor.execute("select uuid from raw_events where uuid like 'g%' order by line").fetchall()
    assert [uuid for (uuid,) in read] == ["g0", "g1", "g2", "g3"]
    assert entry.refused == 1 + (kind == "a brace too many")


@pytest.mark.parametrize("cut", [1, 2, 100, 500])
@pytest.mark.parametrize("frame", FRAMES)
def test_a_file_cut_in_the_middle_keeps_its_whole_records(case: Case, give: Give, cut: int, frame: str) -> None:
    data = FRAMES[frame](GOOD)[:-cut]
    (entry,) = give(case, "a.json", data)
    assert entry.rows == entry.read + entry.refused
    assert entry.read >= 3


def test_a_gz_cut_in_the_middle_keeps_its_whole_rows_and_says_so(case: Case, give: Give) -> None:
    import gzip
    import random

    random.seed(1)
    events = [event(f"u{n}", displayMessage=f"{random.getrandbits(400):x}") for n in range(300)]
    (entry,) = give(case, "a.gz", gzip.compress(lines(events))[:-9000])
    assert entry.note is not None and "ends in the middle" in entry.note
    assert entry.read > 100
    assert entry.rows == entry.read + entry.refused
    assert entry.refused <= 1


def test_a_line_beyond_the_limit_is_refused_and_the_file_goes_on(case: Case, give: Give) -> None:
    from analysis.ingest.give_back import original_bytes

    long = b'{"uuid":"x","eventType":"' + b"a" * (17 << 20) + b'"}'
    data = b"\n".join([GOOD[0], long, GOOD[1]])
    (entry,) = give(case, "a.json", data)
    assert (entry.rows, entry.read, entry.refused) == (3, 2, 1)
    with case.cursor() as cursor:
        ((line, reason, text),) = cursor.execute("select line, reason, text from refused_rows").fetchall()
    assert (line, len(text)) == (2, 2000)
    assert "16 MiB" in reason
    assert b"".join(original_bytes(case, 1)) == data


def test_an_element_beyond_the_limit_is_refused_and_the_array_goes_on(case: Case, give: Give) -> None:
    long = b'{"uuid":"x","eventType":"' + b"a" * (40 << 20) + b'"}'
    (entry,) = give(case, "a.json", b"[" + b",".join([GOOD[0], long, GOOD[1], GOOD[2]]) + b"]")
    assert (entry.rows, entry.read, entry.refused) == (4, 3, 1)


def test_lines_of_other_shapes_among_plain_ones_are_read(case: Case, give: Give) -> None:
    lowered = {key.lower(): value for key, value in event("lowered").items()}
    wrapped = {"detail-type": "SystemLog", "detail": event("wrapped")}
    (entry,) = give(case, "a.json", lines([event("plain"), lowered, wrapped]))
    assert (entry.rows, entry.read) == (3, 3)


def test_a_file_whose_rows_are_all_refused_is_an_entry_that_says_so(case: Case, give: Give) -> None:
    (entry,) = give(case, "a.json", b'{"eventType":"a.b","published":"redacted"}\n' * 3)
    assert (entry.format, entry.rows, entry.read, entry.refused) == ("json_lines", 3, 0, 3)
    assert entry.error


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"hello", b"<html></html>", b'{"log":{"entries":[]}}', b"\x1f\x8b", b"\x00" * 1000]
)
def test_a_file_that_is_no_log_gets_a_sentence_and_nothing_of_it_is_kept(case: Case, give: Give, data: bytes) -> None:
    (entry,) = give(case, "a.json", data)
    assert (entry.format, entry.rows) == (None, 0)
    assert entry.error
    assert entry.kept_as is None
    assert not list((case.folder / "records").iterdir()) and not list((case.folder / "evidence").iterdir())


def test_a_bomb_ends_in_a_sentence(case: Case, give: Give) -> None:
    import gzip

    row = lines([event("u")])
    (entry,) = give(case, "a.gz", gzip.compress(row + b" " * (300 << 20)))
    assert entry.error is not None and "300 times" in entry.error
    with case.cursor() as cursor:
        assert cursor.execute("select count(*) from raw_events").fetchall() == [(0,)]
    assert not list((case.folder / "records").iterdir())


def rows(case: Case, columns: str) -> list[Any]:
    with case.cursor() as cursor:
        return cursor.execute(f"select {columns} from raw_events order by line").fetchall()
