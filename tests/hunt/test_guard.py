"""What may not run on a case, however it is written."""

from __future__ import annotations

import pytest

from analysis.case import Case
from analysis.hunt import guard
from analysis.hunt.guard import QueryRefused


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    with Case.open(tmp_path_factory.mktemp("guarded") / "case") as opened:
        yield opened


@pytest.mark.parametrize(
    "text",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from read_text('/etc/passwd')",
        "select * from glob('/*')",
        "with x as (from parquet_scan('a')) from x",
        "select * from query('drop table acts')",
        "select * from query_table('acts')",
        "select * from checkpoint()",
        "select * from which_secret('x', 's3')",
        "select * from duckdb_secrets()",
        "select * from json_execute_serialized_sql('{}')",
        "describe select * from checkpoint()",
        "select write_log('x')",
        "select list_transform([1], lambda x: write_log('x'))",
        "select main.write_log('x')",
        "select pg_sleep(100)",
        "select sleep_ms(100000)",
        "select setseed(0.5)",
        "select nextval('x')",
        "select current_setting('temp_directory')",
        "copy (select 1) to '/tmp/x'",
        "copy acts to '/tmp/x'",
        "attach ':memory:' as b",
        "install httpfs",
        "load httpfs",
        "set threads = 1",
        "pragma database_list",
        "call pragma_version()",
        "export database '/tmp/x'",
        "create table x (a int)",
        "create temp table x (a int)",
        "create macro f(x) as x",
        "insert into acts select * from acts",
        "delete from acts",
        "drop table acts",
        "checkpoint",
        "begin",
        "commit",
        "prepare a as select 1",
        "execute a",
        "explain analyze select 1",
        "use memory",
        "vacuum",
        "pivot acts on what using count(*)",
        "select 1; drop table acts",
        "select 1 /* ; */ ; delete from acts",
        "/* select 1 */ delete from acts",
        "-- only a comment",
        "",
        "select $1",
        "select ?",
        "select $name",
        "select * from other.main.acts",
        "select 'a\0b'",
        "select '\ud800'",
        "selec 1",
    ],
)
def test_what_is_no_plain_reading_is_refused(case, text):
    with pytest.raises(QueryRefused) as refused:
        guard.checked(case, text)
    assert refused.value.message and refused.value.next_step


@pytest.mark.parametrize(
    "text",
    [
        "select repeat('x', 1e9)",
        "select repeat('x', 1000000000::int)",
        "select repeat('x', act_id) from acts",
        "select repeat(repeat('x', 10000), 10000)",
        "select author.repeat(1000000000) from acts",
        "select list_transform([9], lambda x: repeat('x', x * 1000000000))",
        "select lpad('a', 2000000000, 'b')",
        "select range(2000000000)",
        "select list_resize([1], 2000000000)",
        "select printf('%2000000000d', 1)",
        "select format('{:>2000000000}', 'a')",
        "select format('{:>{}}', 'a', 2000000000)",
        "select replace(author, 'a', author) from acts",
        "select regexp_replace(author, 'a', author) from acts",
        "select list_aggregate([1], 'approx_top_k', 1000000000)",
        "select list_aggregate([1], author) from acts",
        "select " + "||".join(["author"] * 600) + " from acts",
        "select " + ", ".join(["lower(author)"] * 600) + " from acts",
        "select " + "x" * 30_000,
    ],
)
def test_what_could_eat_the_memory_inside_one_call_is_refused(case, text):
    with pytest.raises(QueryRefused):
        guard.checked(case, text)


@pytest.mark.parametrize(
    "text",
    [
        "select 1",
        "from acts",
        "select 1;;",
        "select 1; -- a comment",
        "describe acts",
        "summarize acts",
        "show tables",
        "with x as (select 1 as a) select * from x",
        "select * from range(10)",
        "select unnest([1, 2])",
        "select lpad(author, 12, ' '), replace(author, '@', ' '), repeat('-', 20) from acts",
        "select author as \"copy\", 'drop table acts; select' as text from acts",
        "select count(*) filter (where what = 'note') from acts",
        "select list_aggregate([1, 2], 'sum'), printf('%05d', act_id) from acts",
        "values (1), (2)",
    ],
)
def test_what_only_reads_may_run(case, text):
    assert guard.checked(case, text) == text
