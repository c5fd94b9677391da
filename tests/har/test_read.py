"""HARs of every hand: what can be read is read, and the rest is said in a sentence without a value."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import CrumblineError, UnreadableFile
from analysis.har import cutting, lenient, read

ENTRY = {"request": {"url": 'https://a.example/?q="]}{[\\'}, "response": {"content": {"text": '\\\\"} \u00e4 😀'}}}
LOG: dict[str, Any] = {
    "log": {
        "version": "1.2",
        "pages": [{"title": "entries: ["}],
        "entries": [ENTRY, {"x": [[{}]]}, ENTRY],
        "creator": {"name": "n"},
    }
}


def entries(source: Any) -> list[Any]:
    return [entry.value for entry in read.open(source).entries()]


@pytest.mark.parametrize("indent", [None, 1, "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_encoding_and_spacing(indent: Any, encoding: str) -> None:
    text = json.dumps(LOG, indent=indent, ensure_ascii=False)
    assert entries(text.encode(encoding)) == LOG["log"]["entries"]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, zstandard.compress])
def test_compressed(pack: Any) -> None:
    assert entries(pack(json.dumps(LOG).encode())) == LOG["log"]["entries"]


def test_out_of_a_zip_with_one_har_in_it() -> None:
    for names, ok in ((["a.har"], True), (["a.har", "note.txt"], True), (["a.har", "b.har"], False)):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name in names:
                archive.writestr(name, json.dumps(LOG))
        if ok:
            assert len(entries(packed.getvalue())) == 3
        else:
            with pytest.raises(read.NotAHar, match="2 files"):
                entries(packed.getvalue())


def test_a_zip_that_is_damaged_anywhere_is_told_in_a_sentence() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.har", json.dumps(LOG))
    whole = packed.getvalue()
    refused = 0
    for place in range(4, len(whole)):  # before stands the mark of a zip
        damaged = bytearray(whole)
        damaged[place] ^= 0x5A
        with contextlib.suppress(UnreadableFile, read.NotAHar):
            entries(bytes(damaged))
            continue
        refused += 1
    assert refused > len(whole) / 4


def test_from_a_path_bytes_and_open_files_and_as_often_as_asked(tmp_path: Path) -> None:
    raw = json.dumps(LOG).encode()
    path = tmp_path / "a.har"
    path.write_bytes(raw)

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    for source in (raw, path, io.BytesIO(raw), Pipe(raw)):
        har = read.open(source)
        assert len(list(har.entries())) == len(list(har.entries())) == 3
        assert har.frame["log"]["creator"] == {"name": "n"}
        assert har.frame["log"]["entries"] == []
        assert har.byte_count == len(raw)


@pytest.mark.parametrize(
    ("source", "count", "said"),
    [
        ({"entries": [ENTRY, ENTRY]}, 2, "without a log"),
        ([ENTRY], 1, "bare list"),
        (ENTRY, 1, "single entry"),
        ([LOG, LOG], 6, "bare list"),
        ({"log": {"entries": []}}, 0, None),
        ({"other": 1, "log": {"entries": [ENTRY]}}, 1, None),
        ({"log": {"entries": [{}, {"request": None}]}}, 2, None),
    ],
)
def test_hars_of_other_shapes(source: Any, count: int, said: str | None) -> None:
    har = read.open(json.dumps(source).encode())
    assert len(list(har.entries())) == count
    assert isinstance(har.frame["log"], dict)
    assert (said is None and not har.notes) or (said is not None and said in " ".join(har.notes))


def test_a_key_said_twice_loses_nothing() -> None:
    raw = (
        b'{"log":{"entries":[{"request":{"headers":[{"name":"a"}],"headers":[{"name":"b"}],"url":"one","url":"two"}}]}}'
    )
    ((request,),) = ([entry["request"]] for entry in entries(raw))
    assert request["headers"] == [{"name": "a"}, {"name": "b"}]
    assert {"one", "two"} <= set(map(str, request.values()))


def test_what_no_strict_parser_takes() -> None:
    raw = b'{"log":{"entries":[{"a":NaN,"b":"\\ud800","c":"\xff\n"},{"d":1}]}}'
    one, two = entries(raw)
    assert one["a"] is None and one["b"] == "\ud800" and two == {"d": 1}


def test_a_broken_entry_is_said_and_the_others_are_read() -> None:
    har = read.open(b'{"log":{"entries":[{"a":1},{"b":oops},{"c":3}]}}')
    assert [entry.value for entry in har.entries()] == [{"a": 1}, None, {"c": 3}]
    assert "Entry 2 is broken JSON" in har.notes[0]


@settings(max_examples=80)
@given(st.integers(1, len(json.dumps(LOG)) - 1))
def test_a_file_cut_anywhere_gives_what_is_there_or_a_sentence(end: int) -> None:
    raw = json.dumps(LOG).encode()
    har = read.open(raw[:end])
    try:
        found = list(har.entries())
    except CrumblineError as error:
        assert end < raw.index(b'"entries": [') + 12, error
        return
    whole = [entry.value for entry in found if entry.is_whole]
    assert whole == LOG["log"]["entries"][: len(whole)]
    assert har.notes


@settings(max_examples=100)
@given(
    st.lists(st.dictionaries(st.text(max_size=5), st.text() | st.lists(st.text(), max_size=3), max_size=4), max_size=5),
    st.data(),
)
def test_pieces_of_any_size_are_cut_alike(invented: list[Any], data: st.DataObject) -> None:
    raw = json.dumps({"log": {"entries": invented}}, ensure_ascii=data.draw(st.booleans())).encode(
        "utf-8", "surrogatepass"
    )
    cutter, found, at = cutting.Cutter(), [], 0
    while at < len(raw):
        size = data.draw(st.integers(1, 40))
        found += list(cutter.feed(raw[at : at + size]))
        at += size
    assert [lenient.parse(cut)[0] for cut in found] == invented
    assert json.loads(bytes(cutter.frame)) == {"log": {"entries": []}}


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"<html>secret-value-123</html>", "web page"),
        (b'{"secret-value-123": 1}', "without entries"),
        (b'[{"published":"x","eventType":"secret-value-123"}]', "System Log"),
        (b"secret-value-123", "not JSON"),
        (b"\x1f\x8b\x08secret-value-123", "gz"),
        (b"PK\x03\x04secret-value-123", "zip"),
        (b'{"entries": "secret-value-123"}', "without entries"),
    ],
)
def test_what_is_no_har_is_told_without_a_value(raw: bytes, says: str) -> None:
    with pytest.raises(CrumblineError, match=says) as told:
        entries(raw)
    assert "secret-value" not in str(told.value)
    assert told.value.next_step


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CrumblineError, match=r"none\.har cannot be opened"):
        entries(tmp_path / "none.har")
