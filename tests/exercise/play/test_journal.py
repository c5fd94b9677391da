from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import analysis
from analysis.errors import CrumblineError
from analysis.exercise.play.holding import GameLocked, hold
from analysis.exercise.play.journal import Journal, JournalUnreadable

ROOT = Path(analysis.__file__).parents[1]
HOSTILE = 'line\nbreak \r\n \u2028 \u0085 "quoted" \x00 \\ {"what": "ended"} \U0001f36a'


class FullDisk(io.FileIO):
    """A file whose disk takes one more half line."""

    def write(self, data: bytes) -> int:  # type: ignore[override]
        super().write(data[: len(data) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_what_was_told_to_be_kept_is_on_the_disk(tmp_path: Path):
    journal = Journal(tmp_path / "journal.jsonl")
    journal.add("answered", 1.25, "Ada", question="made", value=HOSTILE)
    journal.close()
    kept = Journal(tmp_path / "journal.jsonl")
    assert kept.entries == journal.entries
    assert kept.entries[0]["value"] == HOSTILE
    assert kept.entries[0]["minute"] == 1.25
    kept.close()


def test_wherever_a_kill_cuts_the_last_line_all_before_it_are_there_and_the_next_one_is_whole(tmp_path: Path):
    path = tmp_path / "journal.jsonl"
    journal = Journal(path)
    for number in range(3):
        journal.add("answered", number, "Ada", value=f"ö{number}")
    journal.close()
    whole = path.read_bytes()
    last = len(whole.splitlines(keepends=True)[-1])
    for cut in range(1, last + 1):
        path.write_bytes(whole[:-cut])
        again = Journal(path)
        assert [one["value"] for one in again.entries] == ["ö0", "ö1"]
        again.add("answered", 9, "Ben", value="next")
        again.close()
        assert [json.loads(line)["value"] for line in path.read_bytes().splitlines()] == ["ö0", "ö1", "next"]


def test_a_full_disk_is_told_in_a_sentence_and_what_was_not_kept_leaves_no_trace(tmp_path: Path):
    path = tmp_path / "journal.jsonl"
    journal = Journal(path)
    journal.add("answered", 1, "Ada", value="before")
    usual, journal._file = journal._file, FullDisk(path, "ab")
    with pytest.raises(CrumblineError) as told:
        journal.add("answered", 2, "Ada", value="lost")
    assert "No space left" in told.value.message
    assert "Make room" in told.value.next_step
    assert [one["value"] for one in journal.entries] == ["before"]
    journal._file.close()
    journal._file = usual
    journal.add("answered", 3, "Ada", value="after")
    journal.close()
    again = Journal(path)
    assert [one["value"] for one in again.entries] == ["before", "after"]
    again.close()


def test_a_journal_that_is_no_journal_is_told_with_what_to_do(tmp_path: Path):
    path = tmp_path / "k3m9x2" / "journal.jsonl"
    path.parent.mkdir()
    path.write_text('{"at": 1}\nnot a line\n{"at": 2}\n')
    with pytest.raises(JournalUnreadable, match="k3m9x2") as told:
        Journal(path)
    assert "from a copy" in told.value.next_step


def test_a_journal_that_was_closed_takes_no_more(tmp_path: Path):
    journal = Journal(tmp_path / "journal.jsonl")
    journal.close()
    with pytest.raises(CrumblineError, match="not open"):
        journal.add("answered", 1, "Ada")


ELSEWHERE = """
import sys
from pathlib import Path
from analysis.exercise.play.journal import Journal
journal = Journal(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


def test_a_journal_that_another_process_has_open_is_left_alone_until_that_one_ends(tmp_path: Path):
    path = tmp_path / "k3m9x2" / "journal.jsonl"
    path.parent.mkdir()
    path.write_text('{"at": 1}\n{"at": ')  # as the other one is just writing it
    command = [sys.executable, "-c", ELSEWHERE, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        path.write_text('{"at": 1}\n{"at": ')
        for _ in range(2):
            with pytest.raises(GameLocked, match="k3m9x2 is open in another Crumbline") as told:
                Journal(path)
            assert "end that one" in told.value.next_step
        assert path.read_text() == '{"at": 1}\n{"at": ', "what the other one was writing was cut off"
        other.kill()
        other.wait(20)
    journal = Journal(path)
    assert journal.entries == [{"at": 1}]
    journal.close()


def test_a_journal_that_cannot_be_read_is_held_by_nobody(tmp_path: Path):
    path = tmp_path / "journal.jsonl"
    path.write_text("not a line\n")
    for _ in range(2):
        with pytest.raises(JournalUnreadable):
            Journal(path)
    hold(tmp_path).close()
