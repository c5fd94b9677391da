"""Reads of a case that was judged only so far: tables of judgement read as empty, and as nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

import judged
from analysis import pipeline, sql_files, unjudged
from analysis.case import Case
from analysis.hunt import run

EMPTY = sql_files.folder("sql/unjudged")


def shapes(cursor: duckdb.DuckDBPyConnection, table: str) -> list[tuple[str, str]]:
    return [(str(row[0]), str(row[1])) for row in cursor.execute(f"describe {table}").fetchall()]


@pytest.fixture
def case(tmp_path: Path):
    judged.demo(tmp_path / "demo")
    with Case.open(tmp_path / "demo") as opened:
        yield opened


@pytest.fixture
def half(tmp_path: Path):
    """A case that was judged as far as a game at the level of lanes."""
    with Case.open(tmp_path / "half") as opened:
        export = tmp_path / "demo.jsonl.gz"
        shutil.copyfile(judged.SAMPLES / "demo-system-log.jsonl.gz", export)
        pipeline.add_evidence(opened, [export])
        pipeline.judge(opened, last="person_events")
        yield opened


def test_each_empty_table_is_shaped_as_the_one_that_it_stands_for(case):
    with case.cursor() as cursor, duckdb.connect() as other:
        for file in EMPTY:
            other.execute(file.text)
            assert shapes(other, file.name) == shapes(cursor, file.name), file.name


def test_reads_find_lanes_and_no_judgement(half):
    session = half.rows("hunt_sessions", session_keys=[], session_ids=[], event_ids=[], most_rows=1)
    assert session == [] and not unjudged.is_judged(half)
    assert set(half.frame("person_list", search="", page_rows=5)["replay_count"]) == {0}
    with pytest.raises(run.QueryFailed):
        run.run(half, "from findings")
    assert not {file.name for file in EMPTY} - {"session_events"} & half.tables()


def test_a_table_that_is_there_is_never_hidden_by_an_empty_one(half):
    person = half.frame("person_list", search="", page_rows=1)["actor_id"].iloc[0]
    assert len(half.frame("person_hours", actor_id=person)) > 0


def test_a_case_that_was_never_judged_has_no_empty_tables(tmp_path):
    with Case.open(tmp_path / "new") as case, pytest.raises(duckdb.CatalogException):
        case.rows("session_signals", session_key="x")
