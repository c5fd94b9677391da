"""A case: one process owns it, writes are whole, an older one is rebuilt, a newer one is refused."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

import stories
from analysis import document, pipeline
from analysis.case import DATABASE, SCHEMA_NUMBER, Case
from analysis.errors import CaseDamaged, CaseTooNew
from analysis.ingest import give_back

EVENTS = [
    stories.event("09:00", "user.session.start"),
    stories.event("09:10"),
    stories.event("09:20", "user.lifecycle.create", address="198.51.100.7", asn=64501, city="Bucharest", token="d2"),
]


def numbered(folder: Path, number: int) -> None:
    with duckdb.connect(str(folder / DATABASE)) as connection:
        connection.execute("update case_facts set schema_number = ?", [number])


def test_a_second_process_is_told_who_holds_the_case(tmp_path: Path) -> None:
    with Case.open(tmp_path / "case"):
        code = (
            "import sys, pathlib\nfrom analysis.case import Case\nfrom analysis.errors import CaseLocked\n"
            "try: Case.open(pathlib.Path(sys.argv[1]))\nexcept CaseLocked as error: print(error)"
        )
        said = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "case")],
            capture_output=True, text=True, cwd=Path(__file__).resolve().parents[1], check=True,
        )  # fmt: skip
    assert "is held by" in said.stdout


def test_a_case_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    with stories.judged(tmp_path / "case", EVENTS):
        pass
    folder = next(path.parent for path in tmp_path.rglob(DATABASE))
    numbered(folder, SCHEMA_NUMBER + 1)
    before = sorted(path.name for path in folder.rglob("*"))
    with pytest.raises(CaseTooNew, match="newer"):
        Case.open(folder)
    assert sorted(path.name for path in folder.rglob("*")) == before


def test_a_case_of_an_older_version_is_rebuilt_with_its_evidence_acts_and_settings(tmp_path: Path) -> None:
    lines = tmp_path / "log.jsonl"
    lines.write_bytes(_lines(EVENTS[:2]))
    archive = tmp_path / "more.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("one.json", _lines(EVENTS[1:]))
        file.writestr("two.json", _lines(EVENTS[2:]))
    folder = tmp_path / "case"
    with Case.open(folder) as case:
        pipeline.add_evidence(case, [lines, archive])
        case.write(_decide)
        pipeline.judge(case)
        before = document.document(case)
    numbered(folder, SCHEMA_NUMBER - 1)

    with Case.open(folder) as case:
        assert any("rebuilt" in sentence for sentence in case.found_on_opening)
        pipeline.judge(case)
        assert document.document(case) == before
        assert [row["reason"] for row in case.rows("all_acts")] == ["asked on the phone"]
        assert [row["value"] for row in case.rows("settings")] == ["1000"]
        assert b"".join(give_back.original_bytes(case, 1)) == lines.read_bytes()
    assert (folder / f"{DATABASE}.schema-{SCHEMA_NUMBER - 1}").exists()


def test_a_damaged_database_is_a_sentence_and_the_evidence_stays(tmp_path: Path) -> None:
    with stories.judged(tmp_path, EVENTS):
        pass
    folder = next(path.parent for path in tmp_path.rglob(DATABASE))
    kept = sorted(path.name for part in ("evidence", "records") for path in (folder / part).iterdir())
    (folder / DATABASE).write_bytes(b"no database" * 2000)
    with pytest.raises(CaseDamaged, match="cannot be opened"):
        Case.open(folder)
    assert sorted(path.name for part in ("evidence", "records") for path in (folder / part).iterdir()) == kept


def test_what_a_failing_write_did_is_undone(tmp_path: Path) -> None:
    def half(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute("begin")
        _decide(connection, commit=False)
        raise RuntimeError("in the middle")

    with Case.open(tmp_path / "case") as case:
        with pytest.raises(RuntimeError):
            case.write(half)
        assert case.rows("all_acts") == []


def test_a_case_reads_no_files_and_takes_no_new_settings(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    attempts: list[Callable[[duckdb.DuckDBPyConnection], object]] = [
        lambda cursor: cursor.execute(f"from '{tmp_path / 'secret.csv'}'").fetchall(),
        lambda cursor: cursor.execute("set enable_external_access = true"),
        lambda cursor: cursor.execute(f"copy (select 1) to '{tmp_path / 'out.csv'}'"),
    ]
    with Case.open(tmp_path / "case") as case, case.cursor() as cursor:
        for attempt in attempts:
            with pytest.raises(duckdb.Error):
                attempt(cursor)
    assert not (tmp_path / "out.csv").exists()


def _decide(connection: duckdb.DuckDBPyConnection, *, commit: bool = True) -> None:
    if commit:
        connection.execute("begin")
    connection.execute(
        "insert into acts select 1, now()::timestamp, 'me', 'note', 'session', 's1', null, 'asked on the phone'"
    )
    connection.execute("insert into settings select 'max_speed_kmh', '1000', now()::timestamp, 'responder'")
    if commit:
        connection.execute("commit")


def _lines(events: list[dict[str, object]]) -> bytes:
    return b"".join(json.dumps(event).encode() + b"\n" for event in events)


def test_closing_ends_what_another_thread_still_reads(tmp_path):
    case = Case.open(tmp_path / "case")
    ended: list[duckdb.Error] = []

    def read_on() -> None:
        with case.cursor() as cursor:
            begun.set()
            try:
                cursor.execute("select count(*) from range(1_000_000) as a, range(1_000_000) as b").fetchall()
            except duckdb.Error as error:
                ended.append(error)

    begun = threading.Event()
    reader = threading.Thread(target=read_on)
    reader.start()
    begun.wait(10)
    case.close()
    reader.join(10)
    assert not reader.is_alive() and len(ended) == 1
    Case.open(tmp_path / "case").close()
