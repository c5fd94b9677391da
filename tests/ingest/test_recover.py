"""Killed at any moment, a case opens again: a file is in wholly or not at all, and the next start says which."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from analysis.case import Case
from analysis.errors import Cancelled
from analysis.ingest.add import add_file
from analysis.ingest.give_back import original_bytes
from analysis.progress import Progress
from ingest.records import event, lines

ROOT = Path(__file__).resolve().parents[2]

MOMENTS = {
    "while records are cut": ("analysis.ingest.store.FrameStore", "append", 3, False),
    "while rows are refused": ("analysis.ingest.load", "_judge_the_rest", 1, False),
    "before the frames are safe": ("analysis.ingest.store.FrameStore", "keep", 1, False),
    "after the frames have their name": ("analysis.ingest.kept.Kept", "keep", 1, True),
    "before the commit": ("analysis.ingest.add", "_count_again", 1, True),
    "after the commit": ("analysis.ingest.recover", "_end", 1, False),
}

PROGRAM = textwrap.dedent(
    """
    import importlib, os, signal, sys
    from pathlib import Path
    folder, file, owner, name, count, after = sys.argv[1:]
    try:
        target = importlib.import_module(owner)
    except ModuleNotFoundError:
        module, _, kind = owner.rpartition(".")
        target = getattr(importlib.import_module(module), kind)
    real, seen = getattr(target, name), [0]
    def killed(*given, **named):
        seen[0] += 1
        if after == "True":
            real(*given, **named)
        if seen[0] == int(count):
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given, **named)
    setattr(target, name, killed)
    from analysis.case import Case
    from analysis.ingest.add import add_file
    with Case.open(Path(folder)) as case:
        add_file(case, Path(file))
    """
)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "system.json"
    path.write_bytes(lines([event(f"u{n}") for n in range(6000)]) + b"garbage\n")
    return path


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_load_is_in_wholly_or_not_at_all(tmp_path: Path, export: Path, moment: str) -> None:
    folder = tmp_path / "case"
    with Case.open(folder) as case:
        first = tmp_path / "first.json"
        first.write_bytes(lines([event("first")]))
        add_file(case, first)
    owner, name, count, after = MOMENTS[moment]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder), str(export), owner, name, str(count), str(after)],
        cwd=ROOT,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    with Case.open(folder) as case:
        said = case.found_on_opening
        with case.cursor() as cursor:
            files = cursor.execute("select records_file from evidence where records_file is not null").fetchall()
            rows = cursor.execute("select evidence_id, count(*) from raw_events group by all order by all").fetchall()
            refused = cursor.execute("select count(*) from refused_rows").fetchall()
        assert {path.name for path in (folder / "records").iterdir()} == {name for (name,) in files}
        assert not list((folder / "evidence").iterdir())
        assert not list((folder / "inbox").glob("*.load"))
        if moment == "after the commit":
            assert rows == [(1, 1), (2, 6000)] and refused == [(1,)]
            assert said == []
        else:
            assert rows == [(1, 1)] and refused == [(0,)]
            assert len(said) == 1 and "system.json" in said[0] and "Add it again" in said[0]
            (entry,) = add_file(case, export)
            assert (entry.read, entry.refused) == (6000, 1)
        kept = b"".join(original_bytes(case, 2))
        assert hashlib.sha256(kept).digest() == hashlib.sha256(export.read_bytes()).digest()


def test_stopped_work_leaves_nothing(tmp_path: Path, export: Path) -> None:
    cancel = threading.Event()

    def stop(progress: Progress) -> None:
        if progress.done > 2 << 20:
            cancel.set()

    with Case.open(tmp_path / "case") as case:
        with pytest.raises(Cancelled):
            add_file(case, export, report=stop, cancel=cancel)
        assert not list((case.folder / "records").iterdir())
        assert not list((case.folder / "inbox").glob("*.load"))
        with case.cursor() as cursor:
            assert cursor.execute("select count(*) from raw_events").fetchall() == [(0,)]
            assert cursor.execute("select count(*) from evidence").fetchall() == [(0,)]
        (entry,) = add_file(case, export)
        assert entry.read == 6000


def test_progress_ends_at_the_length_of_the_file(tmp_path: Path, export: Path) -> None:
    seen: list[Progress] = []
    with Case.open(tmp_path / "case") as case:
        add_file(case, export, report=seen.append)
    assert seen[-1].done == seen[-1].total == export.stat().st_size
    assert all(progress.unit == "bytes" and "system.json" in progress.what for progress in seen)
    assert [progress.done for progress in seen] == sorted(progress.done for progress in seen)
