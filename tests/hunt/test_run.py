"""A query within its limits, and what becomes of one that leaves them."""

from __future__ import annotations

import threading
import time

import pytest

from analysis.case import Case
from analysis.errors import Cancelled
from analysis.hunt import run
from analysis.hunt.guard import QueryRefused
from analysis.hunt.run import QueryFailed


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    with Case.open(tmp_path_factory.mktemp("asked") / "case", memory_limit="200MB") as opened:
        yield opened


def test_rows_come_with_types_and_columns_that_can_be_told_apart(case):
    answer = run.run(case, "select 1 as a, null as a, 'x' as b, [1, 2] as c, timestamp '2024-01-01' as d")
    assert list(answer.rows.columns) == ["a", "a 2", "b", "c", "d"]
    assert answer.rows["c"].tolist() == ["[1, 2]"] and answer.types[2] == "VARCHAR"
    assert not answer.is_cut


def test_more_rows_than_wanted_are_never_fetched(case):
    begun = time.monotonic()
    answer = run.run(case, "select * from range(1000000000000)", most_rows=10)
    assert len(answer.rows) == 10 and answer.is_cut
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize(
    "text",
    [
        "with recursive a as (select 1 as n union all select n + 1 from a) select count(*) from a",
        "select count(*) from range(10000000) a, range(10000000) b",
        "select count(*) from range(100000000) a where regexp_matches(a.range::varchar || 'aaaa', '(a*)*b')",
    ],
)
def test_a_query_without_end_is_stopped_and_the_case_goes_on(case, text):
    begun = time.monotonic()
    with pytest.raises(QueryFailed, match="too long"):
        run.run(case, text, seconds=0.5)
    assert time.monotonic() - begun < 20
    assert case.rows("evidence_count")


def test_a_person_stops_a_query(case):
    cancel = threading.Event()
    threading.Timer(0.3, cancel.set).start()
    with pytest.raises(Cancelled):
        run.run(case, "select count(*) from range(10000000) a, range(10000000) b", cancel=cancel)


@pytest.mark.parametrize(
    "text",
    [
        "select len(list(i)) from range(300000000) t(i)",
        "select length(string_agg(i::varchar, '')) from range(300000000) t(i)",
    ],
)
def test_too_much_memory_is_a_sentence(case, text):
    with pytest.raises(QueryFailed, match="memory"):
        run.run(case, text)
    assert run.run(case, "select 1").rows.iloc[0, 0] == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("select * from nothing_here", "does not have"),
        ("select nothing_here from acts", "A column"),
        ("select cast('a' as integer)", "cannot be read"),
        ("select * from '/etc/passwd'", "does not have"),
    ],
)
def test_an_error_is_told_in_words_with_duckdbs_own_beside_it(case, text, says):
    with pytest.raises(QueryFailed, match=says) as failed:
        run.run(case, text)
    assert failed.value.said and failed.value.next_step


def test_nothing_of_the_program_can_be_read_as_a_table(case):
    import pandas as pd

    secret_frame = pd.DataFrame({"a": [1]})
    with pytest.raises(QueryFailed):
        run.run(case, "select * from secret_frame")
    assert len(secret_frame) == 1


def test_the_case_is_only_read(case):
    with pytest.raises(QueryRefused):
        run.run(case, "create temp table x (a int)")
    assert "x" not in case.tables()


def test_a_screen_is_sent_no_more_than_it_may(case):
    answer = run.run(case, "select repeat('x', 390) as a, repeat('y', 5000) as b from range(6000)")
    shown = answer.shown()
    assert 0 < len(shown) < run.SHOWN_ROWS and len(shown.to_csv()) < run.SHOWN_CHARACTERS * 1.1
    assert len(answer.rows) == 6000 and len(answer.rows["b"].iloc[0]) == 5000


def test_a_download_holds_no_formula_and_numbers_stay_numbers(case):
    made = (
        run.run(case, """select '=HYPERLINK("x")' as "=a", -3 as b, null as c, true as d""").csv().decode("utf-8-sig")
    )
    assert made.splitlines() == ['"\'=a","b","c","d"', '"\'=HYPERLINK(""x"")","-3","","True"']


def test_writing_goes_on_while_a_query_runs(case):
    from analysis.hunt import saved

    def ask() -> None:
        with pytest.raises(QueryFailed):
            run.run(case, _ENDLESS, seconds=2)

    asked = threading.Thread(target=ask)
    asked.start()
    begun = time.monotonic()
    saved.note(case, "select 1", author="ada", rows=1, seconds=0.1, outcome="answered")
    assert time.monotonic() - begun < 1.5
    asked.join()


_ENDLESS = "with recursive a as (select 1 as n union all select n + 1 from a) select count(*) from a"
