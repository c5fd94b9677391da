"""Navigation, cases and our errors, without a browser."""

from __future__ import annotations

import subprocess
import sys

import pytest

import judged
from analysis.case import Case
from parts import cases
from parts.jobs import jobs
from screens import ROOT, opened, texts, wait_for_work


def test_without_a_case_the_demo_is_made_and_shown():
    test = opened()
    assert not test.exception
    assert "Making the demo case" in texts(test)
    wait_for_work()
    test.run()
    assert not test.exception
    assert "Making the demo case" not in texts(test)
    assert test.query_params["case"] in ("demo", ["demo"])
    assert "findings" in cases.open_cases().get(cases.root() / "demo").tables()


def test_a_stopped_demo_does_not_begin_again_by_itself():
    opened()
    case = cases.open_cases().get(cases.root() / "demo")
    jobs().of(case).cancel.set()
    wait_for_work()
    test = opened()
    assert not jobs().is_running(case)
    assert not test.exception


def test_an_empty_case_opens_on_what_to_do(own_cases):
    Case.open(own_cases / "mine").close()
    test = opened(case="mine")
    assert not test.exception
    assert "No evidence yet" in texts(test)
    assert "Download CSV" in texts(test)


def test_a_case_that_is_not_there_is_offered_to_be_made(own_cases):
    test = opened(case="autumn")
    assert "There is no such case here" in texts(test)
    assert not (own_cases / "autumn").exists(), "a link alone makes no folder"
    test.button("make_named").click().run()
    assert not test.exception
    assert (own_cases / "autumn" / "case.duckdb").is_file()


@pytest.mark.parametrize("name", ["../../etc", "a/b", "<img src=x>", "."])
def test_a_name_that_no_case_may_have_is_answered_in_two_sentences(name):
    test = opened(case=name)
    assert not test.exception
    assert "A case is named with letters" in texts(test)


def test_a_case_held_by_another_process_says_who(own_cases):
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; from analysis.case import Case\n"
            "case = Case.open(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()",
            str(own_cases / "held"),
        ],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout.readline().strip() == b"open"
        test = opened(case="held")
        assert not test.exception
        assert f"held by process {holder.pid}" in texts(test)
    finally:
        holder.stdin.close()
        holder.stdout.close()
        holder.wait(20)


def test_findings_of_another_version_are_made_again_before_a_screen_shows_them(own_cases):
    judged.demo(own_cases / "mine")
    with Case.open(own_cases / "mine") as case:
        case.write(lambda connection: connection.execute("update stage_runs set fingerprint = 'of another version'"))
        case.write(lambda connection: connection.execute("update findings set score = 0"))
    opened(case="mine")
    wait_for_work("mine")
    screen = opened(case="mine")
    assert not screen.exception
    case = cases.open_cases().get(own_cases / "mine")
    with case.cursor() as cursor:
        assert cursor.execute("select max(score) from findings").fetchone()[0] > 100
    assert jobs().of(case) is None
