"""Who looks at a game, on the server of one person and on a server of games; what the others do not see."""

from __future__ import annotations

import pytest
import streamlit as st

import played
from parts import author, cases, games, seats
from screens import opened, texts

GAME, OTHER = f"~{played.GAME}", "~0f0f0f"


@pytest.fixture
def cookies(monkeypatch):
    """The cookies of the browser that looks."""
    held: dict[str, str] = {}
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _: held))
    return held


@pytest.fixture
def folder(own_cases):
    """Two games, each with a case that has nothing yet."""
    games.all_games.clear()
    played.game_folder(own_cases / ".games")
    played.game_folder(own_cases / ".games", name=OTHER[1:], code="ZZZZZZ")
    yield own_cases
    games.all_games().close()
    games.all_games.clear()


@pytest.fixture
def serving(folder, monkeypatch):
    """Started with --exercise."""
    monkeypatch.setattr("sys.argv", ["app.py", games.FLAG])
    return folder


def sit(cookies, name="Ana", game=GAME):
    """Join as the form does."""
    play = games.find(game)
    cookies[f"{seats.SEAT_COOKIE}{play.facts.id}"] = play.join(name)
    return play


def test_at_the_everyday_server_whoever_sits_there_leads(folder):
    assert seats.viewer(games.find(GAME)) == seats.Viewer("facilitator", is_facilitator=True, is_player=False)
    assert seats.is_facilitator()


def test_a_player_sits_at_one_game_only(serving, cookies):
    play = sit(cookies)
    assert seats.viewer(play) == seats.Viewer("Ana", is_facilitator=False, is_player=True)
    assert seats.viewer(games.find(OTHER)) is None
    assert not seats.is_facilitator()
    assert [(one.facts.id, name) for one, name in seats.of_browser(cookies)] == [(played.GAME, "Ana")]


def test_a_freed_seat_is_nobodys(serving, cookies):
    play = sit(cookies)
    play.free_seat("Ana", "facilitator")
    assert seats.viewer(play) is None
    play.join("Ana")
    assert seats.viewer(play) is None, "the old browser does not get the new seat"


def test_the_facilitator_sees_all_games(serving, cookies):
    cookies[seats.KEY_COOKIE] = games.key().cookie()
    assert seats.is_facilitator()
    for game in (GAME, OTHER):
        assert seats.viewer(games.find(game)) == seats.Viewer("facilitator", is_facilitator=True, is_player=False)


def test_a_game_played_alone_is_played_by_the_facilitator_there_as_here(serving, cookies, monkeypatch):
    played.game_folder(serving / ".games", name="aaaaaa", code="ALALAL", is_alone=True)
    play = games.find("~aaaaaa")
    assert seats.viewer(play) is None, "whoever comes without the key has nothing to do with it"
    cookies[seats.KEY_COOKIE] = games.key().cookie()
    assert seats.viewer(play) == seats.Viewer("facilitator", is_facilitator=True, is_player=False)
    play.join("Ada", with_seat=False)
    there = seats.viewer(play)
    assert there == seats.Viewer("Ada", is_facilitator=True, is_player=True)
    cookies.clear()
    assert seats.viewer(play) is None
    monkeypatch.setattr("sys.argv", ["app.py"])
    assert seats.viewer(play) == there


@pytest.mark.parametrize("case", ["demo", "mine", "", "~ffffff", "../..", "~../../mine"])
def test_a_server_of_games_opens_and_makes_no_case(serving, cookies, case):
    sit(cookies)
    (serving / "mine").mkdir()
    before = {entry.name for entry in serving.iterdir()}
    test = opened(case=case)
    assert not test.exception
    assert "You have a seat at these games." in texts(test)
    assert {entry.name for entry in serving.iterdir()} == before
    assert test.session_state["case"] == ""
    assert not cases.open_cases()._open


@pytest.mark.parametrize("is_known", [True, False])
def test_without_a_seat_a_game_shows_the_way_to_one_and_nothing_of_itself(serving, cookies, is_known):
    if is_known:
        sit(cookies, game=OTHER)
    test = opened(case=GAME)
    assert not test.exception
    told = texts(test)
    assert "no seat" in told
    assert "Example" not in told and "Minute" not in told


def test_a_game_that_is_not_there_is_no_case_to_be_made(folder):
    test = opened(case="~ffffff")
    assert "There is no such game here" in texts(test)
    assert "make_named" not in {button.key for button in test.button}
    assert not (folder / "~ffffff").exists()


def test_a_player_acts_under_the_name_of_the_seat(serving, cookies):
    play = sit(cookies, "Ana <b>Lima</b>")
    st.session_state["case"] = GAME
    st.session_state["author"] = "Somebody else"
    try:
        assert author.known(play.case()) == "Ana <b>Lima</b>"
        cookies.clear()
        assert author.known(play.case()) == "Somebody else"
    finally:
        st.session_state.clear()


def test_the_address_for_players_is_one_that_others_reach(serving, monkeypatch):
    monkeypatch.setattr("parts.machine.addresses", lambda: ("192.0.2.7",))
    seen, bound = {"url": ""}, {"server.address": "0.0.0.0"}
    monkeypatch.setattr(type(st.context), "url", property(lambda _: seen["url"]))
    monkeypatch.setattr("streamlit.config.get_option", lambda name: bound[name])
    play = games.find(GAME)
    for url, address in (
        ("http://127.0.0.1:8501/exercise?case=~abc123", "http://192.0.2.7:8501/join/K3M9X2"),
        ("http://localhost:8501/exercise", "http://192.0.2.7:8501/join/K3M9X2"),
        ("https://drill.example/exercise", "https://drill.example/join/K3M9X2"),
        ("http://[2001:db8::7]:8501/", "http://[2001:db8::7]:8501/join/K3M9X2"),
    ):
        seen["url"] = url
        assert games.join_address(play) == address
    bound["server.address"] = "127.0.0.1"
    seen["url"] = "http://127.0.0.1:8501/exercise"
    assert games.join_address(play) == "http://127.0.0.1:8501/join/K3M9X2"
