"""The same records in any wrapper, container or encoding become the same raw events."""

from __future__ import annotations

import codecs
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import wrappers
from analysis.case import Case
from analysis.ingest.evidence import Evidence
from analysis.ingest.give_back import original_bytes, record_text

Give = Callable[[Case, str, bytes], list[Evidence]]
Content = Callable[[Case], list[tuple[Any, ...]]]


def crlf(content: bytes) -> bytes:
    return content.replace(b"\n", b"\r\n")


CONTAINERS: dict[str, Callable[[bytes], bytes]] = {
    "plain": bytes,
    "gz": wrappers.gzipped,
    "zst": wrappers.zstded,
    "bz2": wrappers.bzipped,
    "zip": wrappers.zipped,
    "two gz members": lambda content: wrappers.gzipped(content[:1000]) + wrappers.gzipped(content[1000:]),
    "two zst frames": lambda content: wrappers.zstded(content[:1000]) + wrappers.zstded(content[1000:]),
    "gz in zip": lambda content: wrappers.zipped(wrappers.gzipped(content)),
}
ENCODINGS: dict[str, Callable[[bytes], bytes]] = {
    "utf-8 with mark": lambda content: codecs.BOM_UTF8 + content,
    "utf-16 le with mark": lambda content: codecs.BOM_UTF16_LE + content.decode().encode("utf-16-le"),
    "utf-16 be with mark": lambda content: codecs.BOM_UTF16_BE + content.decode().encode("utf-16-be"),
    "utf-16 le": lambda content: content.decode().encode("utf-16-le"),
    "utf-16 be": lambda content: content.decode().encode("utf-16-be"),
    "utf-8 with line ends of Windows": crlf,
    "utf-16 with line ends of Windows": lambda content: crlf(content).decode().encode("utf-16"),
    "no last line end": lambda content: content.rstrip(b"\n"),
    "blank lines around": lambda content: b"\n\n" + content + b"\n \n\n",
}


@pytest.fixture
def expected(events: list[dict[str, Any]], give: Give, content: Content, tmp_path: Path) -> list[tuple[Any, ...]]:
    with Case.open(tmp_path / "plain") as plain:
        give(plain, "plain.json", wrappers.json_lines(events))
        return content(plain)


def check(case: Case, entry: Evidence, data: bytes, count: int) -> None:
    assert entry.error is None and entry.note is None
    assert (entry.rows, entry.read, entry.refused, entry.duplicate) == (count, count, 0, 0)
    assert b"".join(original_bytes(case, entry.evidence_id)) == data
    assert entry.sha256 == hashlib.sha256(data).hexdigest()
    assert entry.bytes == len(data)


@pytest.mark.parametrize("wrapper", wrappers.LOSSLESS)
@pytest.mark.parametrize("container", ["plain", "gz", "zip"])
def test_every_wrapper_gives_the_same_raw_events(
    case: Case, events: Any, give: Give, content: Content, expected: Any, wrapper: str, container: str
) -> None:
    inside = wrappers.LOSSLESS[wrapper](events)
    data = CONTAINERS[container](inside)
    (entry,) = give(case, "export", data)
    check(case, entry, inside if container == "zip" else data, len(events))
    assert content(case) == expected


@pytest.mark.parametrize("container", CONTAINERS)
def test_every_container_gives_the_same_raw_events(
    case: Case, events: Any, give: Give, content: Content, expected: Any, container: str
) -> None:
    data = CONTAINERS[container](wrappers.json_lines(events))
    (entry,) = give(case, "export", data)
    assert entry.rows == entry.read == len(events)
    assert content(case) == expected
    if "zip" not in container:
        check(case, entry, data, len(events))


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("wrapper", ["json_lines", "json_array_indented", "splunk_csv"])
def test_every_encoding_gives_the_same_raw_events(
    case: Case, events: Any, give: Give, content: Content, expected: Any, wrapper: str, encoding: str
) -> None:
    if wrapper == "splunk_csv" and encoding == "blank lines around":
        pytest.skip("a CSV that begins with a blank line has no header there")
    data = ENCODINGS[encoding](wrappers.LOSSLESS[wrapper](events))
    (entry,) = give(case, "export", data)
    check(case, entry, data, len(events))
    assert content(case) == expected


@pytest.mark.parametrize("wrapper", sorted(set(wrappers.LOSSLESS) - {"splunk_csv"}))
def test_a_record_can_be_had_back_as_it_came(case: Case, events: Any, give: Give, wrapper: str) -> None:
    data = wrappers.LOSSLESS[wrapper](events)
    (entry,) = give(case, "export", data)
    with case.cursor() as cursor:
        rows = cursor.execute("select line, uuid from raw_events").fetchall()
    assert len(rows) == len(events)
    for line, uuid in rows:
        record = record_text(case, entry.evidence_id, line)
        assert record.encode() in data
        assert uuid in json.dumps(json.loads(record))


def test_an_archive_gives_one_entry_a_member(case: Case, events: Any, give: Give) -> None:
    half = len(events) // 2
    data = wrappers.zip_of(
        {
            "../../outside.json": wrappers.json_lines(events[:half]),
            "a/b.csv.gz": wrappers.gzipped(wrappers.json_array(events[half:])),
            "readme.txt": b"hello",
        }
    )
    entries = give(case, "logs.zip", data)
    assert [(entry.name, entry.format, entry.rows) for entry in entries] == [
        ("../../outside.json", "json_lines", half),
        ("a/b.csv.gz", "json_array", len(events) - half),
        ("readme.txt", None, 0),
    ]
    assert {entry.container for entry in entries} == {"logs.zip"}
    assert {entry.container_sha256 for entry in entries} == {hashlib.sha256(data).hexdigest()}
    for entry in entries[:2]:
        kept = b"".join(original_bytes(case, entry.evidence_id))
        assert hashlib.sha256(kept).hexdigest() == entry.sha256
    assert not (case.folder.parent / "outside.json").exists()


def test_records_of_several_windows_keep_their_places(case: Case, events: Any, give: Give, content: Content) -> None:
    many = [{**events[n % 20], "uuid": f"n{n}"} for n in range(8000)]
    for name in ("json_lines", "json_array", "json_array_indented", "event_hook"):
        with Case.open(case.folder.parent / f"{name} case") as own:
            (entry,) = give(own, name, wrappers.LOSSLESS[name](many))
            assert (entry.rows, entry.read) == (8000, 8000), name
            for line in (1, 4000, 8000):
                text = record_text(own, 1, line)
                assert f'"n{line - 1}"' in text, name
