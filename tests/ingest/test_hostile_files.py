"""A hundred kinds of broken and hostile file: never a traceback, never a lost row, never the memory.

The kinds are made by hostile_files.py. Each goes into a case of its own.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path

import pytest

from analysis.case import Case
from analysis.errors import CrumblineError
from analysis.ingest.add import add_file
from analysis.ingest.evidence import Evidence
from ingest.hostile_files import ANY, BIG, KINDS, HostileFile, lines

ROOT = Path(__file__).parents[2]
MOST_BYTES = 1 << 30
"""What a run may take in memory: the case's limit in these tests, and what Python and Arrow hold beside it."""
MOST_ON_TOP = 768 << 20
"""The same without Python's own."""


@dataclass(frozen=True)
class Outcome:
    """What became of a file."""

    evidence: list[Evidence]
    error: CrumblineError | None
    good: int
    """Different good records that are events now."""

    @property
    def rows(self) -> int:
        return sum(one.rows for one in self.evidence)

    @property
    def error_texts(self) -> list[str]:
        """Every sentence that says what was wrong with a file or a member."""
        raised = [str(self.error)] if self.error else []
        return raised + [one.error for one in self.evidence if one.error]


def added(path: Path, folder: Path) -> Outcome:
    with Case.open(folder, memory_limit="512MB") as case:
        evidence: list[Evidence] = []
        error = None
        try:
            evidence = add_file(case, path)
        except CrumblineError as raised:
            error = raised
        with case.cursor() as cursor:
            counted = "select count(distinct uuid) from raw_events where starts_with(uuid, 'good-')"
            (good,) = cursor.execute(counted).fetchone() or (0,)
            for one in evidence:
                refused = "select count(*) from refused_rows where evidence_id = ? and reason <> ''"
                assert cursor.execute(refused, [one.evidence_id]).fetchone() == (one.refused,)
    return Outcome(evidence, error, good)


def judge(kind: HostileFile, outcome: Outcome) -> None:
    """The promises of a kind."""
    for one in outcome.evidence:
        assert one.read + one.duplicate + one.refused == one.rows, "the rows add up"
        assert one.format is not None or one.error, "a file without a format says why"
    for text in outcome.error_texts:
        assert text[0].isupper() and text.endswith((".", ")")), "an error is a sentence"
        assert "Traceback" not in text and "SECRET" not in text
    if kind.tags == ANY:
        return
    assert outcome.good >= kind.good, "the good neighbours live"
    if kind.rows is not None:
        assert outcome.rows == kind.rows
    if "one refused" in kind.tags:
        assert [one.refused for one in outcome.evidence] == [1]
    if not kind.is_log:
        assert outcome.error_texts, "a file that is no log says so"


def peak() -> int:
    """The most that this process has taken, in bytes.

    Why not getrusage alone: on Linux its figure begins with what the process had that started this one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text(encoding="utf-8").split("VmHWM:")[1].split()[0]) * 1024
    # Kilobytes, bytes on macOS.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


@pytest.fixture(scope="module", autouse=True)
def peak_before() -> int:
    """What the tests of other files had taken: they may have run in this process."""
    return peak()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_broken_file_breaks_nothing_but_itself(kind: HostileFile, tmp_path: Path) -> None:
    path = tmp_path / kind.name
    kind.make(path)
    judge(kind, added(path, tmp_path / "case"))


def test_there_are_a_hundred_kinds_of_different_names() -> None:
    names = [kind.name for kind in (*KINDS, *BIG)]
    assert len(names) == len(set(names)) >= 100


@pytest.mark.slow
@pytest.mark.parametrize("kind", BIG, ids=lambda kind: kind.name)
def test_a_big_hostile_file_does_not_take_the_memory(kind: HostileFile, tmp_path: Path) -> None:
    path = tmp_path / kind.name
    kind.make(path)
    script = """
        import pathlib, sys
        from ingest.hostile_files import BIG
        from ingest.test_hostile_files import added, judge, peak
        name, path, folder = sys.argv[1:]
        (kind,) = [kind for kind in BIG if kind.name == name]
        judge(kind, added(pathlib.Path(path), pathlib.Path(folder)))
        print(peak())
    """
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), kind.name, str(path), str(tmp_path / "case")],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])},
        capture_output=True,
        text=True,
        check=False,
    )
    path.unlink()
    assert run.returncode == 0, run.stderr[-2000:]
    assert int(run.stdout.split()[-1]) <= MOST_BYTES


def test_the_whole_run_stays_within_the_memory(peak_before: int) -> None:
    assert peak() - peak_before <= MOST_ON_TOP


def test_a_folder_is_told_from_a_file(tmp_path: Path) -> None:
    outcome = added(tmp_path, tmp_path / "case")
    assert outcome.error_texts and outcome.rows == 0


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    outcome = added(tmp_path / "nothing.json", tmp_path / "case")
    assert outcome.error_texts and outcome.rows == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_said_to_be_locked(tmp_path: Path) -> None:
    path = tmp_path / "log.json"
    path.write_bytes(lines(1))
    path.chmod(0)
    assert added(path, tmp_path / "case").error_texts


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.json"
    os.mkfifo(path)

    def too_long(*_: object) -> None:
        raise AssertionError("the program waits for somebody to write into the pipe")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(5)
    try:
        outcome = added(path, tmp_path / "case")
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    assert outcome.error_texts and outcome.rows == 0


def test_a_link_to_nowhere_and_a_link_to_itself(tmp_path: Path) -> None:
    for name, target in (("nowhere.json", "gone.json"), ("round.json", "round.json")):
        (tmp_path / name).symlink_to(target)
        assert added(tmp_path / name, tmp_path / f"case-{name}").error_texts


def test_a_file_that_grows_while_it_is_read_adds_up(tmp_path: Path) -> None:
    path = tmp_path / "growing.json"
    path.write_bytes(lines(*range(60)) * 400)
    times = iter(range(5))

    def grow(_: object) -> None:
        if next(times, None) is not None:
            with path.open("ab") as file:
                file.write(lines(1))

    with Case.open(tmp_path / "case", memory_limit="512MB") as case:
        (evidence,) = add_file(case, path, report=grow)
    assert evidence.read + evidence.duplicate + evidence.refused == evidence.rows >= 24_000


def test_names_of_members_write_nothing_outside_the_case(tmp_path: Path) -> None:
    before = set(tmp_path.parent.iterdir())
    (kind,) = [kind for kind in KINDS if kind.name == "names-that-climb.zip"]
    path = tmp_path / kind.name
    kind.make(path)
    added(path, tmp_path / "a" / "b" / "case")
    assert set(tmp_path.parent.iterdir()) == before
    assert {path.name for path in tmp_path.iterdir()} == {kind.name, "a"}
    assert not Path("/tmp/crumbline-escaped.json").exists()
