"""An answer is marked by its kind: sets by what is right less what is wrong, times by how far off."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.exercise.scenarios import questions
from analysis.exercise.scenarios.moments import Span
from analysis.exercise.scenarios.parts import Question


def question(kind: str, tolerance: Any = 0.0) -> Question:
    return Question("q", kind, "?", None, (), 10, tolerance, "", "", 0)


@pytest.mark.parametrize(
    ("kind", "given", "answer", "points"),
    [
        ("yes or no", True, True, 10),
        ("yes or no", False, True, 0),
        ("one of", " the  Door ", "The door", 10),
        ("several of", ["a", "b"], ["a", "b"], 10),
        ("several of", ["a", "c"], ["a", "b"], 0),
        ("several of", ["a"], ["a", "b"], 5),
        ("names", ["MAIL", "wiki", "chat"], ["Mail", "Wiki", "Chat", "Files"], 7.5),
        ("session", "idx1", ["idx1"], 10),
        ("session", ["idx1", "idx2"], ["idx1"], 0),
        ("event", "e2", ["e1", "e2"], 10),
        ("event", "e3", ["e1", "e2"], 0),
        ("person", ["a@example.com"], ["A@example.com"], 10),
        ("number", 11, 11, 10),
        ("number", "ten", 11, 0),
        ("names", [], ["a"], 0),
        ("names", None, ["a"], 0),
    ],
)
def test_marks(kind: str, given: Any, answer: Any, points: float):
    assert questions.mark(question(kind), given, answer).points == points


def test_a_time_fades_beyond_its_tolerance_and_knows_zones():
    asked = question("moment", Span(120_000, 120_000))
    answer = "2025-03-12T09:30:00.000Z"
    marks = [
        questions.mark(asked, given, answer).points
        for given in ("2025-03-12T09:31", "2025-03-12T10:31+01:00", "2025-03-12T09:34", "2025-03-12T12:00", "soon")
    ]
    assert marks == [10, 10, 5, 0, 0]


def test_a_number_fades_beyond_its_tolerance():
    asked = question("number", 1.0)
    assert [questions.mark(asked, given, 11).points for given in (11, 12, 13, 20)] == [10, 10, 5, 0]


def test_free_words_are_left_to_a_person():
    assert questions.mark(question("words"), "Something.", "A model answer.").points is None
    assert questions.mark(question("words"), "", "A model answer.").points == 0


def test_a_moment_may_be_written_as_times_of_the_log_are():
    start_at = 1741564800000
    assert questions.dated("day 8 09:20", start_at) == "2025-03-17T09:20:00.000Z"
    assert questions.dated("2025-03-17T09:20", start_at) == "2025-03-17T09:20"


@pytest.mark.parametrize(
    ("kind", "answer", "is_fit"),
    [
        ("moment", "day 8 09:20", True),
        ("moment", "2025-03-17T09:20Z", True),
        ("moment", "0001-01-01T00:00+10:00", False),
        ("moment", "soon", False),
        ("one of", "a", True),
        ("one of", ["a"], False),
        ("several of", ["a", "b"], True),
        ("several of", [], False),
        ("number", 3, True),
        ("number", True, False),
        ("number", float("nan"), False),
        ("names", [["a"]], False),
        ("yes or no", "yes", False),
    ],
)
def test_a_written_answer_fits_its_kind(kind: str, answer: Any, is_fit: bool):
    assert questions.fits(kind, answer) == is_fit
