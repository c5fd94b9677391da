"""The Events screen of a game: its fields for times, and the tick of its table while the log grows."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta

import pytest

from analysis.exercise.play.plays import Plays, name_of
from analysis.exercise.play.state import RAW
from analysis.exercise.scenarios import document
from parts import games


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A folder of games with one that is held at its fourth minute."""
    folder = tmp_path_factory.mktemp("games")
    plays = Plays(folder)
    play = plays.new(document.find("ten-minutes"), seed=1, is_alone=True, level=RAW)
    play.join("Ada", with_seat=False)
    play.start("Ada")
    play.jump(4, "Ada")
    play.pause("Ada")
    assert plays.wait_until_fed(play)
    plays.close()
    return folder


@pytest.fixture
def play(template, own_cases):
    """That game in this test's own folder."""
    games.all_games.clear()
    shutil.copytree(template, own_cases, dirs_exist_ok=True)
    yield games.all_games().all()[0]
    games.all_games().close()
    games.all_games.clear()


def times(test):
    return {one.key: one for one in test.get("date_time_input") or test.get("datetime_input")}


def test_a_time_is_set_and_emptied_again(play, open_screen):
    first = play.case().rows("log_facts")[0]["first_at"]
    test = open_screen("events.py", name=name_of(play))
    assert times(test)["log-from"].value is None and times(test)["log-until"].value is None
    at = (first + timedelta(hours=1)).replace(second=0, microsecond=0)
    times(test)["log-from"].set_value(at).run()
    assert not test.exception and test.query_params["from"] == at.isoformat(timespec="seconds")
    times(test)["log-from"].set_value(None).run()
    assert not test.exception and "from" not in test.query_params
    assert times(test)["log-from"].value is None


@pytest.mark.parametrize("year", [1, 1999])
def test_a_time_before_the_log_is_its_first_day_and_never_today(play, open_screen, year):
    first = play.case().rows("log_facts")[0]["first_at"]
    early = f"{datetime(year, 5, 6):%Y-%m-%d}".zfill(10)
    test = open_screen("events.py", name=name_of(play), **{"from": early, "until": early})
    assert test.title[0].value.startswith("None of")
    shown = [times(test)[f"log-{name}"].value for name in ("from", "until")]
    assert shown == [datetime(first.year, first.month, first.day)] * 2
    test.text_input("log-find").set_value("user").run()
    assert not test.exception and test.query_params["from"].startswith(f"{first:%Y-%m-%d}")


def test_a_time_that_no_field_can_show_breaks_nothing(play, open_screen):
    test = open_screen("events.py", name=name_of(play), **{"from": "2001-01-01", "until": "9998-05-06"})
    assert times(test)["log-until"].value is None and len(test.dataframe) == 1


def test_a_tick_does_not_move_to_another_event_when_the_log_has_grown(play, open_screen):
    test = open_screen("events.py", name=name_of(play))
    before = test.dataframe[0].proto.id
    assert test.run().dataframe[0].proto.id == before
    play.jump(8, "Ada")
    assert games.all_games().wait_until_fed(play)
    test.run()
    assert not test.exception and test.dataframe[0].proto.id != before
