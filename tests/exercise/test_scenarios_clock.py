"""The clock of play runs with the log between its points, and never back."""

from __future__ import annotations

import pytest

from analysis.exercise.scenarios import moments
from analysis.exercise.scenarios.clock import Clock

HOUR = 3_600_000
CLOCK = Clock(((0, 10 * HOUR), (30, 13 * HOUR), (32, 60 * HOUR), (60, 64 * HOUR)))


def test_between_points_the_log_runs_evenly():
    assert CLOCK.log_at(10) == 11 * HOUR
    assert CLOCK.log_at(31) == 36.5 * HOUR
    assert CLOCK.minute_of(11 * HOUR) == pytest.approx(10)
    assert CLOCK.speed_at(5) == pytest.approx(6)
    assert CLOCK.speed_at(31) == pytest.approx(23.5 * 60)


def test_before_the_beginning_and_after_the_end_it_stands():
    assert CLOCK.log_at(-5) == CLOCK.log_at(0) == 10 * HOUR
    assert CLOCK.log_at(500) == 64 * HOUR
    assert CLOCK.minute_of(0) == 0
    assert CLOCK.minute_of(99 * HOUR) == 60
    assert CLOCK.speed_at(60) == 0


def test_no_minute_shows_less_than_an_earlier_one():
    shown = [CLOCK.log_at(minute / 7) for minute in range(500)]
    assert shown == sorted(shown)


@pytest.mark.parametrize("text", ["day 0 10:00", "day 3", "day 3 24:00", "3 10:00", "day 3 10:61"])
def test_what_is_no_moment_is_none(text: str):
    assert moments.moment(text) is None


def test_moments_and_spans_are_read():
    assert moments.moment("day 2 01:30") == 25.5 * HOUR
    assert moments.told(round(25.5 * HOUR)) == "day 2 01:30"
    assert moments.span("14-29 min") == moments.Span(840_000, 1_740_000)
    assert moments.span("40 s") == moments.Span(40_000, 40_000)
    assert moments.span("9-3 min") is None
    assert moments.span("soon") is None
