"""Which columns a query reads: never one too few, and whole tables where a row is taken whole."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

import house
from analysis import pipeline, signal_files, sql_files
from analysis.case import Case
from analysis.columns_read import columns_read

TABLES = ("lanes", "facts", "uses")


def read(tmp_path: Path, query: str) -> dict[str, frozenset[str] | None]:
    file = tmp_path / "query.sql"
    file.write_text(f'-- about = "a query of a test"\n\n{query}')
    columns_read.cache_clear()
    sql_files.load.cache_clear()
    return dict(columns_read(file, TABLES))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("select a from lanes where b > $p", {"lanes": {"a", "b"}}),
        ("create or replace table x as\nselect A from lanes", {"lanes": {"a"}}),
        (
            "select lanes.a, other.b from lanes join facts as other using (k)",
            {"lanes": {"a", "k"}, "facts": {"b", "k"}},
        ),
        ("select a, (select max(b) from facts where c = d) from lanes", {"lanes": {"a", "b", "c", "d"}}),
        ("with few as (select a from lanes) select few.*, b from few join facts on x = y", {"lanes": {"a"}}),
        ("select * from lanes", {"lanes": None}),
        ("select facts.* exclude (a) from lanes join facts using (k)", {"lanes": {"k"}, "facts": None}),
        ("select columns('a.*') from lanes", {"lanes": None}),
        ("select hash(lanes) from lanes", {"lanes": None}),
        ("from lanes", {"lanes": None}),
        ("select a from lanes natural join facts", {"lanes": None, "facts": None}),
        ("select a from lanes where exists (from facts where facts.k = lanes.k)", {"lanes": {"a", "k"}, "facts": None}),
        ("select * from (select a from lanes)", {"lanes": {"a"}}),
        ("pivot lanes on a using sum(b)", {"lanes": None, "facts": None, "uses": None}),
        ("select thing.a.b from (select c from lanes) as thing", {"lanes": {"c"}}),
        ("select row_of.a.b from lanes", {"lanes": {"row_of", "a", "b"}}),
        ("select 1; select a from lanes", {"lanes": {"a"}}),
        (
            "create or replace temp table t as select a from lanes; insert into t select b from facts; drop table t",
            {"lanes": {"a"}, "facts": {"b"}},
        ),
        (
            "create or replace temp macro m(n) as table (select a from lanes where b = n); select 1",
            {"lanes": {"a", "b"}},
        ),
        (
            "select a from lanes; create or replace macro m(n) as table (select * from made where b = n)",
            {"lanes": {"a"}},
        ),
        ("update lanes set a = 1; select 1", {"lanes": None, "facts": None, "uses": None}),
    ],
)
def test_columns_are_told_from_the_text(tmp_path, query, expected):
    found = read(tmp_path, query)
    for table, columns in expected.items():
        if columns is None:
            assert found[table] is None, table
        else:
            assert found[table] is not None, table
            assert columns <= found[table], table
    assert all(found[table] == frozenset() for table in TABLES if table not in expected and table not in query)


def test_names_of_one_table_are_not_taken_for_those_of_another(tmp_path):
    found = read(tmp_path, "select lanes.a, facts.b from lanes join facts on lanes.k = facts.l")
    assert found["lanes"] == frozenset({"a", "k"})
    assert found["facts"] == frozenset({"b", "l"})


def test_every_stage_and_signal_runs_on_the_columns_that_were_found(tmp_path):
    """The law that makes it safe not to run a step again: with these columns alone it still has all that it names."""
    amiss = []
    files = [*sql_files.folder("sql/stages"), *(signal.file for signal in signal_files.signals().values())]
    with Case.open(tmp_path / "case") as case:
        pipeline.judge(case)
        for file in files:
            with case.cursor() as cursor:
                trouble = _on_few_columns(cursor, file)
            if trouble:
                amiss.append(f"{file.name}: {trouble}")
    house.check(amiss, "The query names a column that columns_read did not find:")


def _on_few_columns(cursor: duckdb.DuckDBPyConnection, file: sql_files.SqlFile) -> str | None:
    """Run the file in a transaction in which each table that it reads has lost its other columns."""
    cursor.execute("begin")
    try:
        for table, columns in columns_read(file.path, tuple(file.header["reads"])).items():
            if columns is None:
                continue
            there = [row[0] for row in cursor.execute("select column_name from (describe " + table + ")").fetchall()]
            kept = [name for name in there if name.lower() in columns] or there[:1]
            cursor.execute(f"create temp table {table} as select {', '.join(kept)} from main.{table}")
        values = dict.fromkeys(file.parameters, 1)
        for statement in file.statements():
            cursor.execute(statement, {name: values[name] for name in statement.named_parameters})
    except duckdb.BinderException as cause:
        return str(cause).splitlines()[0]
    finally:
        cursor.execute("rollback")
    return None
