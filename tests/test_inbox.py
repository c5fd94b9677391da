"""Uploads: pieces that are proven, places that agree, and nothing left behind."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

import pytest

from analysis import inbox
from analysis.inbox import OutOfStep, UploadRefused

ID = "0123456789abcdef"


@pytest.fixture
def case_folder(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path


def send(folder: Path, offset: int, text: bytes, *, sha256: str | None = None) -> None:
    with inbox.piece(folder, ID, offset, sha256 or hashlib.sha256(text).hexdigest()) as piece:
        piece.write(text)


def test_pieces_become_the_file_under_its_own_name(case_folder):
    inbox.begin(case_folder, ID, "system.json", 6)
    send(case_folder, 0, b"abc")
    send(case_folder, 3, b"def")
    path = inbox.finish(case_folder, ID)
    assert (path.name, path.read_bytes()) == ("system.json", b"abcdef")
    assert inbox.finish(case_folder, ID) == path, "a finish that is asked for twice answers the same"


def test_an_upload_goes_on_where_it_stood(case_folder):
    inbox.begin(case_folder, ID, "system.json", 6)
    send(case_folder, 0, b"abc")
    again = inbox.begin(case_folder, ID, "system.json", 6)
    assert (again.offset, again.lengths, again.pieces) == (3, (3,), (hashlib.sha256(b"abc").hexdigest(),))


def test_a_piece_at_another_place_is_out_of_step(case_folder):
    inbox.begin(case_folder, ID, "system.json", 6)
    with pytest.raises(OutOfStep):
        send(case_folder, 3, b"def")


def test_a_piece_that_changed_on_its_way_leaves_no_byte(case_folder):
    inbox.begin(case_folder, ID, "system.json", 6)
    with pytest.raises(OutOfStep):
        send(case_folder, 0, b"abc", sha256="0" * 64)
    assert inbox.find(case_folder, ID).offset == 0
    assert (case_folder / "inbox" / ID / "bytes.part").stat().st_size == 0


def test_a_piece_cut_off_in_the_middle_leaves_no_byte(case_folder):
    inbox.begin(case_folder, ID, "system.json", 6)
    with pytest.raises(ConnectionError), inbox.piece(case_folder, ID, 0, "0" * 64) as piece:
        piece.write(b"ab")
        raise ConnectionError
    assert inbox.find(case_folder, ID).offset == 0


def test_two_senders_do_not_write_at_once(case_folder):
    inbox.begin(case_folder, ID, "system.json", 6)
    with pytest.raises(OutOfStep), inbox.piece(case_folder, ID, 0, "0" * 64):
        send(case_folder, 0, b"abc")


def test_more_bytes_than_announced_are_refused(case_folder):
    inbox.begin(case_folder, ID, "system.json", 2)
    with pytest.raises(UploadRefused):
        send(case_folder, 0, b"abc")


def test_a_file_with_bytes_missing_is_not_finished(case_folder):
    inbox.begin(case_folder, ID, "system.json", 6)
    send(case_folder, 0, b"abc")
    with pytest.raises(OutOfStep):
        inbox.finish(case_folder, ID)


def test_an_empty_file_is_refused_in_words(case_folder):
    with pytest.raises(UploadRefused, match="empty"):
        inbox.begin(case_folder, ID, "system.json", 0)


def test_a_file_larger_than_the_disk_is_refused_before_its_first_byte(case_folder):
    with pytest.raises(UploadRefused, match=r"free; this file needs .* TB"):
        inbox.begin(case_folder, ID, "system.json", 10**15)
    assert inbox.waiting(case_folder) == []


@pytest.mark.parametrize("upload_id", ["", "../../etc/passwd", "ABCDEF0123456789", "0" * 65, "0123456789abcde/"])
def test_an_id_cannot_name_another_folder(case_folder, upload_id):
    with pytest.raises(UploadRefused):
        inbox.begin(case_folder, upload_id, "system.json", 6)


@pytest.mark.parametrize(
    "name", ["../../evil", "a/b\\c\0d", "..", ".", "", "\n", "<img src=x>![a](b)", "é" * 300, "\ud800"]
)
def test_a_hostile_name_stays_inside_its_folder(case_folder, name):
    inbox.begin(case_folder, ID, name, 1)
    send(case_folder, 0, b"a")
    path = inbox.finish(case_folder, ID)
    assert path.parent == case_folder / "inbox" / ID / "file"
    assert path.read_bytes() == b"a"


def test_once_added_an_upload_is_gone_and_other_files_are_not(case_folder, tmp_path):
    inbox.begin(case_folder, ID, "system.json", 1)
    send(case_folder, 0, b"a")
    elsewhere = tmp_path / "mine.json"
    elsewhere.write_bytes(b"{}")
    inbox.forget(case_folder, elsewhere)
    inbox.forget(case_folder, inbox.finish(case_folder, ID))
    assert elsewhere.exists()
    assert inbox.waiting(case_folder) == []


def test_uploads_that_nobody_continued_are_removed_and_named(case_folder, monkeypatch):
    inbox.begin(case_folder, ID, "system.json", 6)
    assert inbox.forget_old(case_folder) == []
    later = time.time() + 15 * 86_400
    monkeypatch.setattr(time, "time", lambda: later)
    assert "system.json" in inbox.forget_old(case_folder)[0]
    assert inbox.waiting(case_folder) == []


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 bytes"), (999, "999 bytes"), (412_000_000, "412 MB"), (1_300_000_000, "1.3 GB")]
)
def test_sizes_are_said_for_people(count, said):
    assert inbox.megabytes(count) == said
