"""What stands in the after-action report, whatever it is written as."""

from __future__ import annotations

import datetime

import pytest

import debriefed
from analysis.errors import CrumblineError
from analysis.exercise.debrief import report
from analysis.exercise.scenarios.figures import NOT_A_RANKING


def cells(told, name: str) -> str:
    section = next(one for one in told.sections if one.id == name)
    rows = section.table.rows if section.table else ()
    return "\n".join(" | ".join(row) for row in rows) + "\n".join(section.paragraphs)


def test_every_part_that_an_after_action_report_needs_is_there():
    told = report.of(debriefed.debrief(), author="A. Writer", made_at=datetime.datetime(2026, 11, 23, 9))
    assert [one.id for one in told.sections] == [
        "objectives", "played", "plan", "truth", "team", "score", "questions", "sessions", "touched", "actions",
        "controls", "replies", "texts", "published", "basis",
    ]  # fmt: skip
    assert "Find the session with two clients" in cells(told, "objectives")
    assert "seed 1, size small" in cells(told, "played") and "lanes, from minute 3 findings" in cells(told, "played")
    assert told.caption.endswith("written on 23 November 2026 · by A. Writer")
    assert told.title == "After-action report: Exercise at Example Quill"
    published = next(one for one in told.sections if one.id == "published")
    assert published.table.note == NOT_A_RANKING


def test_suggestions_are_marked_until_somebody_makes_them_their_own():
    assert "time to detect" not in cells(report.of(debriefed.debrief()), "plan")
    plan = next(one for one in report.of(debriefed.debrief()).sections if one.id == "plan")
    assert all(row[1].endswith(" *") for row in plan.table.rows) and plan.table.note.startswith("* Suggested")


def test_names_stand_beside_what_players_wrote_on_request_only():
    told = debriefed.debrief()
    assert "Robin" not in cells(report.of(told), "texts")
    assert "Robin: " in cells(report.of(told, with_names=True), "texts")
    assert "1 of 2 players replied" in cells(report.of(told), "replies")


def test_an_unknown_mark_is_refused():
    with pytest.raises(CrumblineError, match="no mark"):
        report.of(debriefed.debrief(), mark="SECRET")
