"""Reporting clocks: what each starts with, and when its steps fall due."""

from __future__ import annotations

from datetime import datetime

import pytest

from analysis.briefing import clocks


def due(clock: str, **entered: datetime) -> list[datetime | None]:
    return [one.at for one in clocks.due(clocks.known()[clock], entered)]


def test_every_clock_names_its_trigger_its_source_and_whom_to_ask():
    assert list(clocks.known()) == ["gdpr", "nis2", "dora", "sec"]
    for clock in clocks.known().values():
        assert clock.source and clock.applies and clock.triggers and clock.steps
        assert {step.of for step in clock.steps} <= {trigger.id for trigger in clock.triggers}
    assert "counsel" in clocks.ASK


def test_nothing_is_due_while_the_trigger_is_blank():
    assert all(at is None for name in clocks.known() for at in due(name))


def test_each_step_counts_from_its_own_trigger():
    aware = datetime(2026, 3, 2, 10)
    assert due("gdpr", aware=aware) == [datetime(2026, 3, 5, 10)]
    assert due("nis2", aware=aware) == [datetime(2026, 3, 3, 10), datetime(2026, 3, 5, 10), None]
    assert due("nis2", notified=datetime(2026, 1, 31, 8))[2] == datetime(2026, 2, 28, 8)
    found = due("dora", classified=aware, notified=datetime(2026, 3, 2, 13), reported=datetime(2026, 12, 5))
    assert found == [datetime(2026, 3, 2, 14), None, datetime(2026, 3, 5, 13), datetime(2027, 1, 5)]


@pytest.mark.parametrize(
    ("determined", "end"),
    [
        (datetime(2026, 3, 2, 9), datetime(2026, 3, 6, 23, 59)),  # Monday to Friday
        (datetime(2026, 3, 5, 9), datetime(2026, 3, 11, 23, 59)),  # over a weekend
        (datetime(2026, 3, 7, 9), datetime(2026, 3, 12, 23, 59)),  # a Saturday: Monday is counted in
    ],
)
def test_business_days_leave_weekends_out(determined, end):
    assert due("sec", material=determined) == [end]


def test_a_clock_of_a_contract_is_what_was_entered():
    clock = clocks.contract("c", "Bank", 24, "told of the theft")
    assert clocks.due(clock, {"start": datetime(2026, 1, 1)})[0].at == datetime(2026, 1, 2)
