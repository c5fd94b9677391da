"""What players type becomes a value, or a sentence on what to write instead."""

from datetime import UTC, datetime

import pytest

from analysis.exercise.play import saying
from analysis.exercise.play.choices import Choices
from analysis.exercise.play.play import NotInThisGame
from analysis.exercise.scenarios.calls import Called
from analysis.exercise.scenarios.questions import EVENT, MOMENT, NAMES, NUMBER, ONE, SESSION, SEVERAL, WORDS, YES_NO

NOW = datetime(2023, 10, 9, 11, 30, tzinfo=UTC)


class NoLog:
    """A case that no log has reached."""

    def tables(self):
        return frozenset()


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("2023-10-09 09:20", "2023-10-09T09:20:00Z"),
        ("2023-10-09T11:20:05+02:00", "2023-10-09T09:20:05Z"),
        ("2023-10-09T09:20:05.100Z", "2023-10-09T09:20:05Z"),
        (" 9:20 UTC", "2023-10-09T09:20:00Z"),
        ("09:20:11", "2023-10-09T09:20:11Z"),
        ("8 Oct 23:59", "2023-10-08T23:59:00Z"),
        ("8 Oct 2023 23:59:58", "2023-10-08T23:59:58Z"),
    ],
)
def test_times_are_read_as_people_write_them(typed, at):
    assert saying.at(typed, NOW) == at


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("soon", "This is no time."),
        ("25:61", "This is no time."),
        ("0001-01-01T00:00+14:00", "This is no time."),
        ("9999-12-31T23:59-14:00", "This is no time."),
        ("2023-10-09 11:31", "The log has not reached 9 Oct 11:31 yet."),
    ],
)
def test_a_time_that_is_none_gets_a_sentence(typed, words):
    with pytest.raises(NotInThisGame) as refused:
        saying.at(typed, NOW)
    assert refused.value.message == words and refused.value.next_step


@pytest.mark.parametrize("typed", ["", "many", "nan", "inf", "1 2"])
def test_a_number_that_is_none_gets_a_sentence(typed):
    with pytest.raises(NotInThisGame):
        saying.answer(NUMBER, typed, NoLog(), NOW)


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (NUMBER, " 1,200 ", 1200),
        (NUMBER, "2.5", 2.5),
        (YES_NO, "No", False),
        (ONE, "the second", "the second"),
        (SEVERAL, ["a", "b"], ["a", "b"]),
        (NAMES, "one\n two \n\none", ["one", "two"]),
        (MOMENT, "09:20", "2023-10-09T09:20:00Z"),
        (WORDS, " as it is ", "as it is"),
    ],
)
def test_answers_have_the_shape_that_is_marked(kind, typed, value):
    assert saying.answer(kind, typed, NoLog(), NOW) == value


@pytest.mark.parametrize("kind", [ONE, SEVERAL, YES_NO, NAMES, EVENT, MOMENT, WORDS])
@pytest.mark.parametrize("typed", [None, "", "  ", []])
def test_nothing_is_no_answer(kind, typed):
    with pytest.raises(NotInThisGame, match="There is no answer yet"):
        saying.answer(kind, typed, NoLog(), NOW)


def test_ids_that_the_log_does_not_hold_are_refused():
    for kind in (EVENT, SESSION):
        with pytest.raises(NotInThisGame, match="The log that you have knows no"):
            saying.answer(kind, "made-up", NoLog(), NOW)


def test_a_call_is_told_line_by_line():
    known = Choices({"s1": "ada@example.com · 9 Oct 08:00"})
    lines = saying.call_lines(
        [Called("s1")], ["Payroll"], ["call_person", "of another version"], "Now.", known, NoLog()
    )
    assert lines == [
        "Stolen: ada@example.com · 9 Oct 08:00, from an event that is not named",
        "Touched: Payroll",
        "Do: Reach the account's owner by telephone and ask",
        "In words: Now.",
    ]
    assert saying.call_lines([], [], [], "", known, NoLog()) == ["No session was stolen."]
