"""The program's own log holds ids and counts, rotates, and never a piece of a record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import logs


@pytest.fixture
def log(tmp_path):
    yield logs.start(tmp_path)
    logs.stop()


def test_a_note_is_one_line_with_its_ids_and_counts(log):
    logs.note("evidence read", evidence_id=3, rows=1200, session_id="102Qd8fh3kSRxNvM1xoVh7vJw", note=None)
    (line,) = log.read_text().splitlines()
    assert line.endswith("INFO evidence read evidence_id=3 rows=1200 session_id=102Qd8fh3kSRxNvM1xoVh7vJw")


@pytest.mark.parametrize(
    "text",
    ["alice@example.com", "203.0.113.7", "2001:db8::1", "two words", "line\nbreak", "", "x" * 65, "/tmp/x", "{}"],
)
def test_text_that_could_be_log_content_is_refused(log, text):
    with pytest.raises(ValueError, match="neither a count nor an id"):
        logs.note("evidence read", name=text)
    assert not log.exists()


def test_an_event_is_plain_words(log):
    with pytest.raises(ValueError, match="plain words"):
        logs.note("read alice@example.com")


def test_a_count_is_whole(log):
    with pytest.raises(ValueError, match="neither a count nor an id"):
        logs.note("evidence read", seconds=1.5)  # type: ignore[arg-type]


@given(st.text())
def test_no_text_makes_a_second_line_or_field(text):
    try:
        logs.note("evidence read", name=text)
    except ValueError:
        return
    assert not set(text) & set(" \t\r\n=@./:")


def test_a_defect_is_named_without_its_text(log):
    try:
        raise KeyError("alice@example.com")
    except KeyError as error:
        logs.defect(error)
    line = log.read_text()
    assert "defect kind=KeyError place=test_logs.py:" in line
    assert "alice" not in line


def test_the_log_keeps_five_files_of_one_megabyte(log, monkeypatch):
    monkeypatch.setattr(logs, "FILE_BYTES", 500)
    logs.start(log.parent)
    for number in range(200):
        logs.note("evidence read", evidence_id=number)
    files = sorted(log.parent.iterdir())
    assert len(files) == logs.FILES
    assert all(file.stat().st_size <= 500 for file in files)


def test_starting_twice_does_not_double_a_line(log):
    logs.start(log.parent)
    logs.note("case opened", cases=1)
    assert len(log.read_text().splitlines()) == 1
