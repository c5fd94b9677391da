"""HAR files in memory: capped, overwritten when let go, gone with their tab or after a while."""

from __future__ import annotations

import time

import pytest

from analysis.har import held, inventory
from analysis.har.held import NotHeld, Shelf, TooLarge


@pytest.fixture
def shelf(monkeypatch):
    monkeypatch.setenv("CRUMBLINE_HAR_MB", "1")
    shelf = Shelf()
    for token in ("a", "b", "c"):
        shelf.allow(token, f"tab {token}")
    return shelf


def whole(shelf, token="a", content=b'{"log": {"entries": []}}'):
    file = shelf.begin(token, "x.har", len(content))
    file.put(0, content)
    return file


def test_a_file_is_read_as_it_was_given(shelf):
    content = bytes(range(256)) * 3_000
    file = shelf.begin("a", "x.har", len(content))
    for at in range(0, len(content), 100_000):
        file.put(at, content[at : at + 100_000])
    assert file.is_whole
    with file.open() as stream:
        assert stream.read() == content
        stream.seek(5)
        assert stream.read(3) == content[5:8]


def test_the_caps_hold_for_one_and_for_all(shelf):
    with pytest.raises(TooLarge):
        shelf.begin("a", "x.har", 1_000_001)
    shelf.begin("a", "x.har", 900_000)
    shelf.begin("b", "x.har", 900_000)
    with pytest.raises(TooLarge):
        shelf.begin("c", "x.har", 900_000)
    shelf.forget("a")
    shelf.begin("c", "x.har", 900_000)


def test_more_than_was_said_is_refused(shelf):
    file = shelf.begin("a", "x.har", 10)
    with pytest.raises(TooLarge):
        file.put(0, b"12345678901")
    with pytest.raises(TooLarge):
        file.put(3, b"1")


def test_an_unknown_token_holds_nothing(shelf):
    with pytest.raises(NotHeld):
        shelf.begin("stranger", "x.har", 10)
    shelf.disallow("a")
    with pytest.raises(NotHeld):
        shelf.begin("a", "x.har", 10)


def test_bytes_are_overwritten_and_what_was_found_is_dropped(shelf):
    file = whole(shelf)
    kept = file._bytes
    file.work["look"] = object()
    stream = file.open()
    shelf.forget("a")
    assert not any(kept) and file.work == {} and file.name == ""
    with pytest.raises(NotHeld):
        stream.read()
    with pytest.raises(NotHeld):
        shelf.get("a")


def test_work_under_way_ends_when_the_file_is_let_go(shelf):
    file = whole(shelf)

    def passed(_: int) -> None:
        shelf.forget("a")

    with pytest.raises(NotHeld):
        inventory.of(file.open(), passed=passed)
        held.Copy(shelf, file).write(b"x")


def test_a_clean_copy_counts_against_the_cap(shelf):
    file = shelf.begin("a", "x.har", 900_000)
    copy = held.Copy(shelf, file)
    copy.write(b"x" * 900_000)
    with pytest.raises(TooLarge):
        copy.write(b"x" * 900_000)


def test_files_of_closed_tabs_and_idle_ones_go(monkeypatch):
    there = {"tab a"}
    shelf = Shelf(lambda tab: tab in there)
    shelf.allow("a", "tab a")
    file = whole(shelf)
    assert shelf.sweep() == 0
    there.clear()
    file.seen_at = time.monotonic() - held.GONE_S - 1
    assert shelf.sweep() == 1 and len(shelf) == 0
    there.add("tab a")
    shelf.allow("a", "tab a")
    whole(shelf).touched_at = time.monotonic() - held.IDLE_S - 1
    assert shelf.sweep() == 1 and len(shelf) == 0


def test_neither_token_name_nor_bytes_stand_in_a_repr(shelf):
    file = shelf.begin("a", "secret-name.har", 10)
    assert "secret" not in repr(file) and "token" not in repr(file)
