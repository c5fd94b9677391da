"""Sentences about controls: numbers from the log, nothing promised."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from analysis.controls import control_files, words
from analysis.controls.choices import Answer, Measured, Refused, Stop
from analysis.controls.control_files import Limits

CONTROLS = control_files.controls()


def stop(number: int, minutes: float, *, foreign: bool = True) -> Stop:
    return Stop(f"s{number}", datetime(2024, 3, 4, 9), f"e{number}", foreign, minutes, "bound_to_device")


def measured(*names: str, stopped: int = 2, of: int = 2, interrupted: int = 28, **changed: object) -> Measured:
    one = Measured(
        controls=tuple(CONTROLS[name] for name in names),
        stops=tuple(stop(number, float(number)) for number in range(stopped)),
        replay_count=of,
        honest_interrupted=interrupted,
        honest_count=1000,
        times=40,
        person_days=2000,
        refused=(Refused("user", 2, 2), Refused("sign-on", 1, 4)),
        later_refused=0,
        later_count=0,
        on_frontier=True,
    )
    return replace(one, **changed)  # type: ignore[arg-type]


def answer(*told: Measured, replays: int = 2) -> Answer:
    rows = tuple({"session_key": f"s{number}"} for number in range(replays))
    return Answer(rows, (), 0, 1000, 100, 2000, None, None, told, (), True, Limits())


def test_the_headline_says_how_many_of_how_many():
    assert words.headline(answer(measured("bound_to_device"))) == (
        "Binding sessions to the device would have interrupted all 2 replays"
    )
    part = measured("bound_to_device", "step_up_15", stopped=1)
    assert words.headline(answer(part)) == (
        "Binding sessions to the device and asking for a factor at each privileged change would have interrupted "
        "1 of 2 replays"
    )
    one = measured("bound_to_device", stopped=1, of=1)
    assert words.headline(answer(one, replays=1)).endswith("would have interrupted the one replay")


def test_no_replay_no_control_and_none_that_helps_have_their_titles():
    idle = measured("bound_to_device", stopped=0, of=0, on_frontier=False)
    assert words.headline(answer(idle, replays=0)) == "No replay to stop here: what each control would cost"
    assert words.headline(answer()) == "No control would have interrupted anybody in this log"
    helpless = measured("bound_to_country", stopped=0, on_frontier=False)
    assert (
        words.headline(answer(helpless)) == "No control that was tried would have interrupted one of the 2 replays here"
    )
    for told in (answer(idle, replays=0), answer(), answer(helpless)):
        assert words.lead(told) and words.chart_title(told)


def test_the_lead_names_the_price_and_what_lifetimes_come_to():
    dear = measured("lifetimes_60_240", stopped=1, interrupted=600, on_frontier=False)
    said = words.lead(answer(measured("bound_to_device"), dear))
    assert "refused 3 of 6 acts of foreign clients and interrupted **28 of every 1,000** honest sessions" in said
    assert "Shorter lifetimes would have interrupted 600 of 1,000 or more, and stopped 1 of 2." in said


def test_a_dear_choice_is_not_shown_first():
    cheap, dear = measured("bound_to_device", stopped=1), measured("bound_to_address", interrupted=800)
    assert answer(cheap, dear).best is cheap
    assert answer(dear).best is dear, "where all are dear the least dear"


def test_when_it_stops_is_told_by_event_and_by_time():
    assert words.stopped_at(measured("bound_to_device", stops=(stop(1, 0.0), stop(2, 0.0)))) == (
        "at the first foreign event each time."
    )
    late = measured("bound_to_device", stops=(stop(1, 0.0, foreign=False), stop(2, 60.0)))
    assert words.stopped_at(late) == "after the first foreign event; half of them within 30 min of the divergence."


def test_what_goes_on_is_said():
    assert words.reach(measured("bound_to_device")) == ""
    assert "goes on opening apps" in words.reach(measured("console_bound_to_asn"))
    assert "goes on opening apps and reading" in words.reach(measured("step_up_15"))
    assert words.blast(measured("bound_to_device")) == (
        "3 of 6 acts would not have happened: 2 of 2 changes to users, 1 of 4 sign-ons to apps."
    )


@pytest.mark.parametrize(
    ("value", "said"),
    [(None, "unknown"), (0.0, "0"), (0.04, "under 0.1"), (5.71, "5.7"), (28.4, "28"), (1000.0, "1,000")],
)
def test_rates_have_the_digits_that_they_bear(value, said):
    assert words.amount(value) == said


def test_who_is_interrupted_most_is_told_in_the_words_of_the_reference():
    said = words.most_interrupted([("travel", 3), (None, 12), ("phone_hotspot", 1)])
    assert said == "one client throughout (12), travel (3), phone hotspot (1)."
    assert words.most_interrupted([]) == "nobody."
