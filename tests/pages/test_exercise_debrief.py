"""The debrief screen without a browser: its parts for who led and who played, plan, questionnaire, files."""

from __future__ import annotations

import shutil

import pytest
from streamlit.testing.v1 import AppTest

import debriefed
from judged import PIXEL, no_markup_of_the_log
from parts import exercise_debrief, games, seats
from parts.seats import Viewer
from screens import ROOT, opened, texts

PLAYER = Viewer(debriefed.ROBIN, is_facilitator=False, is_player=True)


@pytest.fixture
def over(own_cases):
    """A game that is over, in this test's own folder."""
    games.all_games.clear()

    def made(scenario: str = "ten-minutes", *, is_alone: bool = False):
        shutil.copytree(debriefed.games(scenario, is_alone=is_alone), own_cases, dirs_exist_ok=True)
        return games.all_games().all()[0]

    yield made
    games.all_games().close()
    games.all_games.clear()


def screen(play, **query: str):
    """The screen by itself, at an address of its own: the bare address of the frame would leave the part out."""
    test = AppTest.from_file(str(ROOT / "pages" / "exercise.py"), default_timeout=60)
    test.session_state["case"] = f"~{play.facts.id}"
    for name, value in query.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception, test.exception
    return test


def frames(test) -> list[list[str]]:
    return [list(one.value.columns) for one in test.dataframe]


def test_headline_figures_and_both_timelines(over):
    test = screen(over())
    assert test.title[0].value.startswith("The team called the stolen session 1 minute after")
    assert [one.label for one in test.metric] == [
        "Points", "Time to detect", "Stolen sessions called", "Divergence off by",
    ]  # fmt: skip
    truth, team = (one.value for one in test.dataframe)
    assert list(truth["no"]) == [1, 2, 3, 4] and "call" in set(team["kind"])
    assert "compares with no other team" in texts(test)
    no_markup_of_the_log(test)


@pytest.mark.parametrize("part", list(exercise_debrief.PARTS))
@pytest.mark.parametrize("scenario", ["ten-minutes", "consumer-vpn"])
def test_every_part_opens_by_its_address_and_draws_no_markup_of_players(over, scenario, part):
    test = screen(over(scenario), part=part)
    no_markup_of_the_log(test)
    assert test.session_state["debrief-part"] == part
    if (scenario, part) == ("ten-minutes", "score"):
        assert f"What was made? {PIXEL}" in texts(test), "a facilitator's own words stand as they were written"


def test_players_see_everything_but_the_editing_and_the_files(over, monkeypatch):
    play = over()
    monkeypatch.setattr(seats, "viewer", lambda _: PLAYER)
    test = screen(play, part="plan")
    assert frames(test)[-1] == ["strength or gap", "what", "owner", "date", "by"]
    assert not [one for one in test.button if one.key == "debrief-keep-plan"]
    test = screen(play, part="report")
    assert test.session_state["debrief-part"] == "timelines" and not test.get("download_button")
    test = screen(play, part="words")
    assert [one for one in test.button if one.label == "Send again"], "a player's own answers are there to change"
    assert "What players said" not in texts(test)


def test_a_plan_that_is_kept_is_there_for_everybody(over):
    play = over()
    rows = [{"strength or gap": "gap", "what": "=Ask first", "owner": "Ada", "date": "2026-12-01"}]
    play.keep_plan(rows, "facilitator")
    test = screen(play, part="plan")
    assert "Suggested from the score" not in texts(test)
    next(one for one in test.button if one.key == "debrief-keep-plan").click().run()
    assert not test.exception and play.state.plan == rows, "kept again as it stands"


def test_a_player_answers_the_questionnaire_and_who_led_sees_it_gathered(over, monkeypatch):
    play = over()
    monkeypatch.setattr(seats, "viewer", lambda _: Viewer(debriefed.HOSTILE_NAME, is_facilitator=False, is_player=True))
    test = screen(play, part="words")
    next(one for one in test.text_area if one.key == "debrief-words-keep").set_value("We wrote things down.")
    next(one for one in test.button if one.label == "Send").click().run()
    assert play.state.replies[debriefed.HOSTILE_NAME] == {"keep": "We wrote things down."}
    monkeypatch.undo()
    monkeypatch.setenv("CRUMBLINE_CASES", str(play.folder.parents[1]))
    test = screen(play, part="words")
    assert "2 of 2 players" in texts(test) and debriefed.HOSTILE_NAME not in texts(test)
    next(one for one in test.toggle if one.key == "debrief-names").set_value(True).run()
    assert debriefed.HOSTILE_NAME in texts(test)
    no_markup_of_the_log(test)


def test_who_led_marks_free_words_afterwards(over):
    play = over("consumer-vpn")
    test = screen(play, part="score")
    assert "Question 4: open, not marked yet" in " ".join(one.label for one in test.expander)
    next(one for one in test.number_input if one.key == "debrief-mark-lock").set_value(4.0)
    next(one for one in test.button if one.key == "debrief-give-lock").click().run()
    assert play.state.marks == {"lock": 4.0}
    assert "Question 4: partly right, 4 of 5" in " ".join(one.label for one in test.expander)


def test_a_stolen_session_opens_at_its_first_foreign_event(over):
    play = over()
    told = debriefed.debrief()
    test = opened(case=f"~{play.facts.id}")
    next(one for one in test.button if one.key == "debrief-open-1").click().run()
    assert test.query_params["event"] == told.sessions[0].truth_event_id
    assert test.query_params["session"] == told.sessions[0].session_key


def test_who_played_alone_has_all_of_it(over):
    play = over(is_alone=True)
    test = screen(play, part="words")
    assert test.title[0].value.startswith("The player called")
    assert [one for one in test.button if one.label == "Send again"] and "What players said" not in texts(test)
    test = screen(play, part="report")
    assert len(test.get("download_button")) == 3
