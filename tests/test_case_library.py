"""The case library: every statement has a source that is named and a mark that is known; corrected dates stand."""

from __future__ import annotations

from analysis import case_library
from analysis.case_library import MARKS


def test_every_statement_names_its_source_and_how_far_it_is_carried():
    told = case_library.library()
    for one in [told.cause, *told.events, *told.victims, *told.incidents]:
        assert one["mark"] in MARKS, one
    for one in [told.cause, *told.events, *told.victims, *told.corrected]:
        assert one["source"] in told.sources, one
    for one in told.incidents:
        assert len(told.source(one["source"])) > 20, one


def test_the_dates_are_those_of_the_sources():
    told = {when: what for when, what, _, _ in case_library.timeline()}
    assert "BeyondTrust" in told["2 Oct"] and "publishes" in told["20 Oct"]
    assert "134 customers" in told["3 Nov"] and "all users" in told["29 Nov"]
    assert "12 hours" in told["8 Jan 2024"]


def test_four_incidents_are_compared_by_the_same_questions():
    told = case_library.library().incidents
    assert len(told) == 4 and len({frozenset(one) for one in told}) == 1
    assert all(all(one.values()) for one in told)


def test_the_timeline_is_taken_along_as_csv():
    lines = case_library.timeline_csv().decode("utf-8-sig").splitlines()
    assert lines[0] == '"when","what","known from","source"' and len(lines) == len(case_library.library().events) + 1
