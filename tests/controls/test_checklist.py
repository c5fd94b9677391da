"""Every row of the checklist has its answer, its reason, or its guidance."""

from __future__ import annotations

import judged
from analysis import reference
from analysis.case import Case
from analysis.controls import audits, checklist
from analysis.controls.checklist import ANSWERED, GUIDANCE, NOT_HERE, STATES

SCREENS = {"controls", "findings", "session", "evidence", "har", "changes"}


def test_every_row_is_answered_or_says_why_not(tmp_path):
    judged.demo(tmp_path / "demo")
    with Case.open(tmp_path / "demo") as case:
        rows = {row.number: row for row in checklist.of_case(case, audits.of_case(case), SCREENS)}
    assert list(rows) == [item.number for item in reference.checklist()]
    for row in rows.values():
        assert row.state in STATES and row.answers and all(row.answers) and row.places, row
    assert rows[8].state == ANSWERED and "everyday apps" in rows[8].answers[0]
    assert rows[44].state == ANSWERED and "another autonomous system" in rows[44].answers[0]
    assert rows[28].state == GUIDANCE
    assert rows[47].state == NOT_HERE and "HAR" in rows[47].answers[0]
    assert rows[19].answers[0].startswith("Signal ")


def test_rows_that_the_log_answers_are_answered_where_it_can(tmp_path):
    judged.demo(tmp_path / "demo")
    with Case.open(tmp_path / "demo") as case:
        rows = checklist.of_case(case, audits.of_case(case), SCREENS)
    of_the_log = {item.number for item in reference.checklist() if {"L", "C"} & set(item.answerable)}
    assert {row.number for row in rows if row.state == ANSWERED} >= of_the_log - {7, 18, 24, 49}


def test_the_audit_answers_rows_that_there_are():
    numbers = {item.number for item in reference.checklist()}
    for question in audits.questions():
        assert set(question.header["answers"]) <= numbers, question.name
