"""The player's screen without a browser: before the start, while it is played, and what is refused."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.exercise.play.play import Play
from analysis.exercise.play.plays import Plays, name_of
from analysis.exercise.scenarios import document
from analysis.exercise.scenarios.actions import actions
from analysis.exercise.scenarios.calls import Called
from parts import exercise_call_form, exercise_clock, games, seats
from parts.seats import Viewer
from screens import opened, texts

SECRET = ("Find the session with two clients", "The divergence", "svc_sync_mail", "Look at that admin's session")
"""Of the truth, of the objectives and of a hint that nobody took."""


@functools.cache
def template(scenario: str, at: float, level: str, is_alone: bool) -> Path:
    """A folder of games with one that was fed up to a minute; from 0 on it was started by Ada, and is held."""
    folder = Path(tempfile.mkdtemp(prefix="games-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    plays = Plays(folder)
    play = plays.new(document.find(scenario), seed=1, is_alone=is_alone, level=level)
    if at >= 0:
        play.join("Ada", with_seat=not is_alone)
        play.start("Ada")
        if at:
            play.jump(at, "Ada")
        play.pause("Ada")
    assert plays.wait_until_fed(play)
    plays.close()
    return folder


@pytest.fixture
def made(own_cases):
    """A game of ten minutes in this test's own folder: `made(4)`; without a minute it waits to be started."""
    games.all_games.clear()

    def make(at: float = -1, *, scenario: str = "ten-minutes", level: str = "findings", is_alone: bool = True) -> Play:
        shutil.copytree(template(scenario, at, level, is_alone), own_cases, dirs_exist_ok=True)
        return games.all_games().all()[0]

    yield make
    games.all_games().close()
    games.all_games.clear()


def screen(play: Play, **query: str):
    """The Exercise screen of a game, as its bare address opens it."""
    test = opened(case=name_of(play), **query)
    assert not test.exception, test.exception
    return test


def again(test):
    test.run()
    assert not test.exception, test.exception
    return test


def key(test, kind: str, name: str):
    return getattr(test, kind)(key=name)


def test_before_the_start_nothing_but_the_situation_is_told_and_a_name_is_asked(made):
    play = made()
    test = screen(play)
    said = texts(test)
    assert "An admin has just sent a HAR file" in said and "Nobody has sat down yet" in said
    assert not any(secret in said for secret in SECRET) and play.facts.scenario not in said
    key(test, "button", f"{play.facts.id}-start").click()
    assert "A name has 1 to 40 letters." in texts(again(test))
    key(test, "text_input", f"{play.facts.id}-name").input("Ada")
    key(test, "button", f"{play.facts.id}-start").click()
    again(test)
    assert play.state.phase == "running" and list(play.state.players) == ["Ada"]
    assert test.title[0].value == "Minute 0 of 10: the clock runs"


def test_while_it_is_played_nothing_of_the_truth_is_on_the_page(made):
    test = screen(made(0))
    said = texts(test)
    assert "Questions: 3 of 3 open" in said and "Which session was used by somebody" in said
    assert "The register knows of none by now" in said and "None yet. They come here" in said
    assert not any(secret in said for secret in SECRET)


def test_messages_and_the_register_come_with_the_clock_the_newest_first(made):
    test = screen(made(8))
    said = texts(test)
    assert "Messages: 3" in said
    assert said.index("Is somebody in our systems?") < said.index("the file has arrived.")
    assert any("sent to" in frame.value for frame in test.dataframe)


def test_an_answer_is_kept_with_its_giver_and_changed_with_its_history(made):
    play = made(8)
    name = f"{play.facts.id}-made"
    test = screen(play)
    key(test, "button", f"{name}-keep").click()
    assert "There is no answer yet." in texts(again(test))
    key(test, "multiselect", f"{name}-field").set_value(["svc_sync_mail"])
    key(test, "button", f"{name}-keep").click()
    assert "Ada, minute 8" in texts(again(test)) and "Questions: 2 of 3 open" in texts(test)
    key(test, "button", f"{name}-change").click()
    assert again(test).multiselect(key=f"{name}-field").value == ["svc_sync_mail"]
    key(test, "multiselect", f"{name}-field").set_value(["something else"])
    key(test, "button", f"{name}-keep").click()
    assert "Ada, minute 8, answer number 2" in texts(again(test))
    assert [one.value for one in play.state.answers] == [["svc_sync_mail"], ["something else"]]


def test_an_event_is_taken_by_its_id_or_by_the_address_of_its_record(made):
    play = made(8)
    event = play.made.events_until(8)[-1]["uuid"]
    field, keep = f"{play.facts.id}-from_when-field", f"{play.facts.id}-from_when-keep"
    test = screen(play)
    key(test, "text_input", field).input("no such event")
    key(test, "button", keep).click()
    assert "knows no event of this id" in texts(again(test)) and key(test, "text_input", field).value == "no such event"
    key(test, "text_input", field).input(f"http://127.0.0.1:8501/session?case=~x&session=y&event={event}")
    key(test, "button", keep).click()
    again(test)
    assert play.state.last_answers()["from_when"].value == event


def test_a_call_is_read_once_more_before_it_is_kept_and_the_last_one_counts(made):
    play = made(8)
    name = f"{play.facts.id}-call"
    test = screen(play)
    key(test, "button", f"{name}-begin").click()
    key(again(test), "button", f"{name}-now").click()
    assert "No session is named." in texts(again(test))
    session = next(iter(test.multiselect(key=f"{name}-sessions").options))
    assert " · " in session
    known = list(play.case().rows("exercise_sessions", page_rows=500))
    key(test, "multiselect", f"{name}-sessions").set_value([known[0]["session_id"]])
    again(test)
    first = play.case().rows("exercise_session_events", session_id=known[0]["session_id"], page_rows=5)[0]
    key(test, "selectbox", f"{name}-from-{known[0]['session_id']}").set_value(first["event_id"])
    key(test, "checkbox", f"{name}-do-keep_evidence").check()
    key(again(test), "button", f"{name}-now").click()
    again(test)
    assert "**This is what you call**" in texts(test) and not play.state.callings
    key(test, "button", f"{name}-yes").click()
    again(test)
    call = play.state.callings[0].call
    assert call.sessions[0].divergence_event_id == first["event_id"] and call.sessions[0].divergence_at
    assert call.actions == ("keep_evidence",)
    key(test, "button", f"{name}-begin").click()
    assert again(test).checkbox(key=f"{name}-do-keep_evidence").value
    key(test, "segmented_control", f"{name}-which").set_value(exercise_call_form.NOTHING)
    key(again(test), "button", f"{name}-now").click()
    key(again(test), "button", f"{name}-yes").click()
    said = texts(again(test))
    assert "We call it now: 2 calls so far" in said and "No session was stolen." in said
    assert play.state.callings[-1].call.sessions == ()


def test_the_raw_log_offers_no_sessions_and_takes_ids(made):
    play = made(8, level="raw")
    name, session = f"{play.facts.id}-call", play.game.truth.stolen[0].session_id
    test = screen(play)
    key(test, "button", f"{name}-begin").click()
    assert not again(test).multiselect
    key(test, "text_area", f"{name}-sessions-lines").input("made-up")
    key(again(test), "button", f"{name}-now").click()
    assert "knows no session of this id" in texts(again(test))
    key(test, "text_area", f"{name}-sessions-lines").input(session)
    key(again(test), "button", f"{name}-now").click()
    key(again(test), "button", f"{name}-yes").click()
    again(test)
    assert [one.session_id for one in play.state.callings[0].call.sessions] == [session]


def test_what_was_typed_stays_when_the_game_tells_more(made):
    play = made(8, level="raw")
    name, session = f"{play.facts.id}-call", play.game.truth.stolen[0].session_id
    test = screen(play)
    key(test, "button", f"{name}-begin").click()
    key(again(test), "text_area", f"{name}-sessions-lines").input(session)
    again(test)
    play.assist("findings", "facilitator")
    assert games.all_games().wait_until_fed(play)
    assert again(test).multiselect(key=f"{name}-sessions").value == [session]


@pytest.mark.parametrize("typed", ["svc_sync_mail", "svc_sync_mail\n\n second thing "])
def test_what_was_typed_as_an_answer_stays_when_the_game_tells_more(made, typed):
    play = made(8, level="raw")
    field, names = f"{play.facts.id}-made-field", [line.strip() for line in typed.splitlines() if line.strip()]
    test = screen(play)
    key(test, "text_area", f"{field}-lines").input(typed)
    again(test)
    play.assist("findings", "facilitator")
    assert games.all_games().wait_until_fed(play)
    assert again(test).multiselect(key=field).value == names
    key(test, "multiselect", field).set_value(names[1:])
    assert again(again(test)).multiselect(key=field).value == names[1:], "what is taken out of the list stays out"
    key(test, "multiselect", field).set_value([*names[1:], "one more"])
    key(test, "button", f"{play.facts.id}-made-keep").click()
    again(test)
    assert play.state.last_answers()["made"].value == [*names[1:], "one more"]


def test_an_answer_of_the_raw_log_that_is_changed_under_a_higher_level_stands_in_the_list_once(made):
    play = made(8, level="raw")
    name = f"{play.facts.id}-made"
    play.answer("made", ["svc_sync_mail"], "Ada")
    test = screen(play)
    key(test, "button", f"{name}-change").click()
    assert again(test).text_area(key=f"{name}-field-lines").value == "svc_sync_mail"
    key(test, "text_area", f"{name}-field-lines").input("svc_sync_mail\nanother")
    again(test)
    play.assist("findings", "facilitator")
    assert games.all_games().wait_until_fed(play)
    assert again(test).multiselect(key=f"{name}-field").value == ["svc_sync_mail", "another"]


def test_lines_join_what_the_list_of_a_call_holds_already(made):
    play = made(8, level="raw")
    name, stolen = f"{play.facts.id}-call", play.game.truth.stolen[0].session_id
    play.join("Ben", with_seat=False)
    play.call("Ben", touched=["svc_sync_mail"])
    test = screen(play)
    key(test, "button", f"{name}-begin").click()
    assert again(test).segmented_control(key=f"{name}-which").value == exercise_call_form.NOTHING
    key(test, "segmented_control", f"{name}-which").set_value(exercise_call_form.STOLEN)
    assert again(test).text_area(key=f"{name}-touched-lines").value == "svc_sync_mail"
    key(test, "text_area", f"{name}-sessions-lines").input(stolen)
    key(test, "text_area", f"{name}-touched-lines").input("svc_sync_mail\na second")
    again(test)
    play.assist("findings", "facilitator")
    assert games.all_games().wait_until_fed(play)
    assert again(test).multiselect(key=f"{name}-sessions").value == [stolen]
    assert test.multiselect(key=f"{name}-touched").value == ["svc_sync_mail", "a second"]


def one_card():
    """A card whose page was drawn before the end."""
    from parts import exercise_over, exercise_questions, games
    from parts.seats import Viewer

    play = games.current()
    asked = play.for_players().questions[-1]
    exercise_questions._card(asked, Viewer("Ada", is_facilitator=False, is_player=True), is_wanted=False)
    if exercise_over.is_held(play):
        import streamlit as st

        st.caption("the page stays")


def test_what_came_too_late_is_refused_in_words_and_not_lost(made):
    play = made(8)
    name = f"{play.facts.id}-made"
    test = AppTest.from_function(one_card, default_timeout=60)
    test.session_state["case"] = name_of(play)
    again(test)
    key(test, "multiselect", f"{name}-field").set_value(["typed in the last second"])
    key(test, "button", f"{name}-keep").click()
    play.end("Ada")
    said = texts(again(test))
    assert "The game is over." in said and "What you typed stays here" in said and "the page stays" in said
    assert key(test, "multiselect", f"{name}-field").value == ["typed in the last second"]
    assert not play.state.answers


def test_a_hint_is_given_at_its_price_once_it_is_confirmed(made):
    play = made(8)
    test = screen(play)
    assert "A hint takes 3 points from the score" in texts(test)
    key(test, "button", f"{play.facts.id}-hint-take-0").click()
    assert "The register says when the file was sent" in texts(again(test))
    assert play.state.hints and "Hints that were given" in texts(test)


def test_a_server_that_was_away_is_told_and_play_goes_on(made):
    play = made(4)
    play.start("Ada")
    folder = play.folder
    play.case().close()
    play._journal.close()
    again_open = Play(folder)  # as a killed server finds it: the clock ran
    games.all_games()._open[play.facts.id] = again_open
    test = screen(again_open)
    assert "The server was away" in texts(test)
    key(test, "button", f"{play.facts.id}-hold").click()
    again(test)
    assert again_open.state.phase == "running"


def test_a_team_waits_for_its_facilitator_and_sees_who_sits_there(made, monkeypatch):
    play = made(scenario="two-administrators", is_alone=False)
    play.join("Ada", "lead")
    play.join("Ben", "analyst")
    monkeypatch.setattr(seats, "viewer", lambda _: Viewer("Ada", is_facilitator=False, is_player=True))
    test = screen(play)
    said = texts(test)
    assert "Ada (you) · lead" in said and "Ben · analyst" in said and "Nobody plays yet: communications" in said
    assert "The facilitator starts the clock." in said
    play.start("facilitator")
    said = texts(again(test))
    assert "clock runs" in test.title[0].value and not any("Take a hint" in one.label for one in test.button)


def test_who_only_looks_on_can_neither_answer_nor_call(made, monkeypatch):
    play = made(8, is_alone=False)
    monkeypatch.setattr(seats, "viewer", lambda _: Viewer("somebody", is_facilitator=False, is_player=False))
    test = screen(play)
    assert "You look at what players see" in texts(test)
    assert not any("keep" in (one.key or "") or "call" in (one.key or "") for one in test.button)


def test_the_end_shows_no_question_any_more(made):
    play = made(8)
    test = screen(play)
    play.end("Ada")
    again(test)
    assert not any("keep" in (one.key or "") for one in test.button)


def the_call():
    import streamlit as st

    from parts import exercise_call, exercise_call_form, games
    from parts.seats import Viewer

    play = games.current()
    if "take" in st.query_params:
        exercise_call_form.take(play, st.query_params["take"], st.query_params.get("from", ""))
    exercise_call.draw(play, Viewer("Ada", is_facilitator=False, is_player=True))


def test_a_session_of_another_screen_joins_what_the_form_holds(made):
    play = made(8)
    name, stolen = f"{play.facts.id}-call", play.game.truth.stolen[0]
    other = next(row for row in play.case().rows("exercise_sessions", page_rows=9) if row["session_id"])["session_id"]
    test = AppTest.from_function(the_call, default_timeout=60)
    test.session_state["case"] = name_of(play)
    for session, event in ((other, ""), (stolen.session_id, stolen.divergence_event_id)):
        test.query_params["take"], test.query_params["from"] = session, event
        again(test)
    assert test.multiselect(key=f"{name}-sessions").value == [other, stolen.session_id]
    assert test.selectbox(key=f"{name}-from-{stolen.session_id}").value == stolen.divergence_event_id


def test_a_draft_outlives_the_call_of_a_teammate(made):
    play = made(8)
    name, stolen = f"{play.facts.id}-call", play.game.truth.stolen[0].session_id
    others = [row["session_id"] for row in play.case().rows("exercise_sessions", page_rows=9)]
    mine, theirs, carried = [one for one in others if one != stolen][:3]
    test = AppTest.from_function(the_call, default_timeout=60)
    test.session_state["case"] = name_of(play)
    again(test)
    key(test, "button", f"{name}-begin").click()
    again(test).multiselect(key=f"{name}-sessions").set_value([mine])
    key(test, "text_area", f"{name}-words").input("half a thought")
    again(test)
    play.join("Ben", with_seat=False)
    play.call("Ben", [Called(theirs)], words="Ben's words")
    test.query_params["take"] = carried
    again(test)
    assert test.multiselect(key=f"{name}-sessions").value == [mine, carried]
    assert test.text_area(key=f"{name}-words").value == "half a thought"
    del test.query_params["take"]
    key(again(test), "button", f"{name}-close").click()
    key(again(test), "button", f"{name}-begin").click()
    assert again(test).multiselect(key=f"{name}-sessions").value == [mine, carried], "what you filled in stays"
    key(test, "button", f"{name}-now").click()
    key(again(test), "button", f"{name}-yes").click()
    again(test)
    assert [one.session_id for one in play.state.callings[-1].call.sessions] == [mine, carried]
    play.call("Ben", [Called(theirs)], words="Ben's words")
    key(again(test), "button", f"{name}-begin").click()
    assert again(test).multiselect(key=f"{name}-sessions").value == [theirs], "the next call begins with the last"
    assert test.text_area(key=f"{name}-words").value == "Ben's words"


def test_a_session_is_carried_into_a_call_at_the_raw_log_too(made):
    play = made(8, level="raw")
    name, stolen = f"{play.facts.id}-call", play.game.truth.stolen[0].session_id
    test = AppTest.from_function(the_call, default_timeout=60)
    test.session_state["case"] = name_of(play)
    test.query_params["take"] = stolen
    again(test)
    key(test, "text_area", f"{name}-sessions-lines").input(f"{stolen}\nanother")
    del test.query_params["take"]
    again(test)
    play.assist("findings", "facilitator")
    assert games.all_games().wait_until_fed(play)
    assert again(test).multiselect(key=f"{name}-sessions").value == [stolen, "another"]


def test_every_action_stands_in_exactly_one_group():
    told = [one for ids in exercise_call_form.grouped().values() for one in ids]
    assert sorted(told) == sorted(actions()) and "Other" not in exercise_call_form.grouped()


def test_the_page_is_drawn_anew_for_what_comes_and_not_for_the_clock(made):
    play = made(4)
    before = exercise_clock.stamp(play)
    play.start("Ada")
    running = exercise_clock.stamp(play)
    assert running != before
    assert exercise_clock.stamp(play) == running
    play.answer("made", ["x"], "Ada")
    assert exercise_clock.stamp(play) != running
