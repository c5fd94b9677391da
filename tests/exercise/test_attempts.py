"""Codes and keys cannot be tried in number, and those who know theirs are not held up."""

from __future__ import annotations

import pytest

import played
from analysis.exercise import attempts
from analysis.exercise.attempts import Attempts


@pytest.fixture
def wall() -> played.Wall:
    return played.Wall()


def test_one_address_has_a_handful_and_then_one_in_a_second(wall):
    tries = Attempts(wall)
    assert sum(tries.take("a") for _ in range(50)) == attempts.AT_ONCE_EACH
    wall.seconds += 3
    assert sum(tries.take("a") for _ in range(50)) == 3 * attempts.IN_A_SECOND_EACH
    assert tries.take("b"), "another address is not held up"


def test_many_addresses_together_have_a_few_in_a_second(wall):
    tries = Attempts(wall)
    assert sum(tries.take(str(address)) for address in range(500)) == attempts.AT_ONCE
    wall.seconds += 2
    assert sum(tries.take(str(address)) for address in range(500)) == 2 * attempts.IN_A_SECOND


def test_what_was_right_does_not_count(wall):
    tries = Attempts(wall)
    for _ in range(100):
        assert tries.take("a")
        tries.give_back("a")


def test_addresses_are_forgotten(wall):
    tries = Attempts(wall)
    for address in range(3 * attempts.MOST_ADDRESSES):
        wall.seconds += 1
        tries.take(str(address))
    assert len(tries._each) <= attempts.MOST_ADDRESSES + 1
