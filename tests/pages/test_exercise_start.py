"""The way into a game: alone, with a team, from a file of one's own, or as files; nothing of it for a visitor."""

from __future__ import annotations

import json
import sys
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from analysis.errors import CrumblineError
from analysis.exercise.play import feeder
from analysis.exercise.play.state import LANES
from analysis.exercise.scenarios import document, own
from analysis.exercise.scenarios.packing import Packed
from parts import cases, exercise_acts, exercise_files, exercise_made, games, seats
from parts.jobs import jobs
from screens import texts

SCREEN = "exercise.py"
WRONG = 'title = "Half"\nminuets = 3\n'


@pytest.fixture(autouse=True)
def own_games(own_cases, monkeypatch):
    """The games of this folder alone; their cases stay empty, because these screens read none."""
    monkeypatch.setattr(feeder.Feeder, "wake", lambda *_: None)
    games.all_games.clear()
    yield games.all_games()
    games.all_games.clear()


@pytest.fixture
def screen(open_screen):
    """Open the screen at an address."""

    def opened(**query):
        return open_screen(SCREEN, name="demo", **query)

    return opened


def labels(test):
    return [button.label for button in test.button]


def pressed(test, label):
    next(button for button in test.button if button.label == label).click().run()
    assert not test.exception, test.exception
    return test


def test_one_name_and_one_button_make_a_game_to_play_alone(screen, own_games):
    test = screen()
    test.text_input("alone_name_ten-minutes").set_value("  Ada   Lovelace ")
    pressed(test, "Play alone, ten minutes")
    (play,) = own_games.all()
    assert play.facts.is_alone and play.facts.scenario == "ten-minutes" and play.state.is_automatic
    assert list(play.state.players) == ["Ada Lovelace"]


def test_without_a_name_nothing_is_made_and_the_screen_says_what_lacks(screen, own_games):
    test = pressed(screen(), "Play alone, ten minutes")
    assert "A name has 1 to 40 letters." in texts(test) and not own_games.all()


def test_another_exercise_alone_is_chosen_by_chance_and_not_told(screen, own_games):
    test = screen()
    test.text_input("alone_name_ten-minutes").set_value("Ada")
    pressed(test, "Another by chance")
    (play,) = own_games.all()
    assert play.facts.scenario != "ten-minutes"
    listed = screen()
    assert play.facts.title in texts(listed)
    told = [one.value for one in listed.text if "played alone" in one.value]
    assert told == ["played alone"], "the list of games does not name what is played unseen"


def test_every_exercise_that_ships_can_be_chosen_and_says_what_it_is(screen):
    shipped = document.all_documents()
    test = screen()
    assert f"{len(shipped)} exercises, 10 to 60 minutes" in texts(test)
    for one in shipped:
        assert f"**{one.title}**" in labels(test)
    test.button("open_two-administrators").click().run()
    assert not test.exception and test.query_params["scenario"] == "two-administrators"
    one, told = document.find("two-administrators"), texts(test)
    assert one.title in told and one.about in told and one.objectives[0] in told
    assert "incident responders, security leads" in told and "lead, analyst, communications" in told
    assert "3 from published facts, 3 inferred" in told
    assert {"### Our inference", "### Made up for the exercise"} <= {value.value for value in test.markdown}
    assert any(value.value.endswith(f"Source: {one.basis[0].source}") for value in test.text)


def test_a_game_for_a_team_is_made_as_it_was_asked_for(screen, own_games):
    test = screen(scenario="small-firm")
    test.radio("make_level").set_value(LANES)
    test.radio("make_seed").set_value("My own")
    test.number_input("make_seed_number").set_value(7)
    test.radio("make_size").set_value("medium")
    test.text_input("make_title").set_value("Thursday")
    test.radio("make_messages").set_value("By hand, when I send them")
    assert "Medium, 18 people" in str(test.radio("make_size").options)
    pressed(test, "Make the game")
    (play,) = own_games.all()
    assert (play.facts.seed, play.facts.size, play.facts.title) == (7, "medium", "Thursday")
    assert play.state.level == LANES and not play.state.is_automatic and not play.facts.is_alone


def test_a_title_that_gives_it_away_is_refused_and_an_empty_one_names_the_company(screen, own_games):
    one = document.find("consumer-vpn")
    test = screen(scenario="consumer-vpn")
    test.text_input("make_title").set_value(f"Monday: {one.title}")
    pressed(test, "Make the game")
    assert "tells players what the exercise is about" in texts(test) and not own_games.all()
    test.text_input("make_title").set_value("")
    pressed(test, "Make the game")
    assert own_games.all()[0].facts.title == f"Exercise at {one.company}"


def test_the_files_of_an_exercise_come_as_one_zip_for_players_and_one_for_the_facilitator(screen, own_cases):
    test = pressed(screen(scenario="ten-minutes"), "Make the files only")
    place = exercise_files.Place(cases.root() / exercise_files.FOLDER / "ten-minutes")
    deadline = time.monotonic() + 60
    while jobs().is_running(place):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    test.run()
    assert not test.exception and "events of 24 people are ready" in texts(test)
    packed = jobs().of(place).result
    assert isinstance(packed, Packed)
    with zipfile.ZipFile(packed.players) as players, zipfile.ZipFile(packed.facilitator) as facilitator:
        theirs = b"".join(players.read(name) for name in players.namelist())
        assert {"log/system-log.jsonl", "log/admin-console.csv"} <= set(players.namelist())
        assert "ten-minutes" not in packed.players.name and "truth" not in " ".join(players.namelist())
        manifest = json.loads(facilitator.read("manifest.json"))
        assert len(manifest["files"]) == 8
        assert b"Short and plain" not in theirs and b"Short and plain" in facilitator.read("messages.json")


def test_a_wrong_scenario_is_told_fault_by_fault_and_not_kept(screen, own_cases, tmp_path):
    path = tmp_path / "half.toml"
    path.write_text(WRONG, encoding="utf-8")
    test = screen()
    test.text_input("own_path").set_value(str(path))
    pressed(test, "Read and keep that file")
    faults = [one.value for one in test.text if one.value.startswith("Line ")]
    assert "faults; the file was not kept" in texts(test) and len(faults) > 3
    assert any(one.startswith("Line 2: ") and "minuets" in one for one in faults)
    assert own.kept(cases.root()) == ([], {})


def test_a_file_that_is_none_is_a_sentence(screen):
    for path, said in (("/nowhere/at/all.toml", "cannot be read"), ("/etc/hostname", "ends with .toml")):
        test = screen()
        test.text_input("own_path").set_value(path)
        pressed(test, "Read and keep that file")
        assert said in texts(test)


def test_a_scenario_of_ones_own_is_kept_offered_and_its_texts_stay_text(screen, own_games, tmp_path):
    shipped = (document.FOLDER / "ten-minutes.toml").read_text(encoding="utf-8")
    hostile = shipped.replace('title = "Ten minutes"', 'title = "![x](y) <b>mine</b>"')
    hostile = hostile.replace("Find the session with two clients", "![o](y)")
    path = tmp_path / "ten-minutes.toml"
    path.write_text(hostile, encoding="utf-8")
    test = screen()
    test.text_input("own_path").set_value(str(path))
    pressed(test, "Read and keep that file")
    assert test.query_params["scenario"] == "ten-minutes-own"
    assert "A scenario of your own, 10 minutes" in texts(test)
    pressed(test, "Make the game")
    assert own_games.all()[0].facts.scenario == "ten-minutes-own"
    for shown in (test, screen()):
        drawn = [*shown.markdown, *shown.title, *shown.subheader, *shown.caption]
        assert not any("![" in one.value or "<b>" in one.value for one in drawn)
        assert not any("![" in label for label in labels(shown))
    assert "13 exercises" in texts(screen())
    test = screen(scenario="ten-minutes-own")
    assert "Its file is deleted here" in texts(test) and "Take it away" not in labels(test), "it is asked once more"
    pressed(test, "Take it away for good")
    assert own.kept(cases.root()) == ([], {}) and own_games.all(), "the game keeps its copy"


def test_games_are_listed_opened_and_deleted_with_what_is_lost(screen, own_games):
    play = own_games.new(document.find("ten-minutes"), seed=1, title="Friday")
    play.start("facilitator")
    test = screen()
    told = texts(test)
    assert "1 game, 1 running" in told and "Friday" in told and "minute 0 of 10 · 0 players" in told
    assert f"join code {play.facts.code[:3]} {play.facts.code[3:]}" in told
    assert "Friday. Lost with it: its log, 0 answers, 0 calls, 0 lines of the improvement plan" in told
    test.button(f"delete_game_{play.facts.id}").click().run()
    assert not test.exception and not own_games.all() and "No game yet" in texts(test)


def test_what_is_lost_with_a_game_is_counted_in_words_that_are_right_for_one(screen, own_games):
    play = own_games.new(document.find("ten-minutes"), seed=1, title="Friday")
    play.join("Ada")
    play.start("facilitator")
    play.jump(4, "facilitator")
    play.answer("stolen", ["x"], "Ada")
    play.call("Ada", [])
    assert "1 answer, 1 call, 0 lines of" in texts(screen())


def test_each_game_has_a_delete_of_its_own(screen, own_games):
    made = [own_games.new(document.find("ten-minutes"), seed=1, title=title) for title in ("Friday", "Monday")]
    (made[0].folder / "game.json").write_text("none", encoding="utf-8")
    games.all_games.clear()
    ids = [one.proto.id for one in below(screen().main) if is_delete(one)]
    assert len(set(ids)) == 2 and all(ids), "a fold that is open on one game never becomes that of the next"


def below(node):
    for child in getattr(node, "children", {}).values():
        yield child
        yield from below(child)


def is_delete(one):
    proto = getattr(one, "proto", None)
    return type(proto).__name__ == "Block" and proto.popover.label == "Delete"


@pytest.mark.parametrize("many", [2, 5])
def test_a_form_that_is_sent_twice_makes_one_game(own_games, many):
    forms, calls, ready = exercise_made.Forms(), [], threading.Barrier(many)

    def new():
        calls.append(threading.get_ident())
        time.sleep(0.2)
        return own_games.new(document.find("ten-minutes"), seed=1)

    def sent(_):
        ready.wait()
        return forms.game("form", "asked", new)

    with ThreadPoolExecutor(many) as threads:
        found = list(threads.map(sent, range(many)))
    assert len(calls) == 1 and len(own_games.all()) == 1 and all(one is found[0] for one in found)
    assert forms.is_used("form") and not forms.is_used("another")
    assert forms.game("form", "something else", new) is not found[0]
    assert forms.game("another", "asked", new) is not found[0]


def test_what_cannot_be_made_is_tried_again_and_a_deleted_game_is_not_opened(own_games):
    forms = exercise_made.Forms()

    def new():
        return own_games.new(document.find("ten-minutes"), seed=1)

    def fails():
        raise CrumblineError("The disk is full.", "Make room.")

    with pytest.raises(CrumblineError):
        forms.game("form", "asked", fails)
    assert not forms.is_used("form")
    first = forms.game("form", "asked", new)
    own_games.delete(first.facts.id)
    assert forms.game("form", "asked", new) is own_games.all()[0]


@pytest.mark.parametrize(
    ("query", "button"),
    [({"scenario": "small-firm"}, "Make the game"), ({}, "Play alone, ten minutes"), ({}, "Another by chance")],
)
def test_a_second_click_leads_to_the_game_that_the_first_one_made(screen, own_games, monkeypatch, query, button):
    led: list[object] = []
    monkeypatch.setattr(exercise_acts, "open_game", led.append)  # as if the first script ended before it led there
    test = screen(**query)
    if not query:
        test.text_input("alone_name_ten-minutes").set_value("Ada")
    pressed(pressed(test, button), button)
    assert len(own_games.all()) == 1 and len(led) == 2 and led[0] is led[1]
    test.run()  # the form is drawn anew: what is asked for now is another game
    pressed(test, button)
    assert len(own_games.all()) == 2 and led[2] is not led[0]


def test_a_game_that_cannot_be_opened_is_told_with_its_reason(screen, own_games):
    play = own_games.new(document.find("ten-minutes"), seed=1)
    folder: Path = play.folder
    games.all_games.clear()
    (folder / "journal.jsonl").write_text("no journal\n", encoding="utf-8")
    test = screen()
    assert f"A game cannot be opened: {folder.name}" in texts(test) and "cannot be read" in texts(test)
    test.button(f"delete_game_{folder.name}").click().run()
    assert not test.exception and not folder.exists()


@pytest.fixture
def serving(monkeypatch):
    """A server of games; the browser holds the facilitator's key as the test says, and no seat."""

    def served(*, with_key):
        monkeypatch.setattr(sys, "argv", [*sys.argv, games.FLAG])
        monkeypatch.setattr(seats, "holds_key", lambda _: with_key)
        monkeypatch.setattr(seats, "of_browser", lambda _: [])

    return served


def test_on_a_server_of_games_a_visitor_learns_how_to_join_and_nothing_else(screen, own_games, serving):
    own_games.new(document.find("ten-minutes"), seed=1, title="Friday")
    serving(with_key=False)
    for test in (screen(), screen(scenario="ten-minutes")):
        told = texts(test)
        assert "/join" in told and not test.button
        assert "Choose an exercise" not in told and "Friday" not in told and "Ten minutes" not in told


def test_on_a_server_of_games_the_facilitator_makes_games_but_names_no_file_of_the_server(screen, own_games, serving):
    serving(with_key=True)
    test = screen()
    assert "No game yet" in texts(test) and "Choose an exercise" in texts(test)
    assert not {"Play alone, ten minutes", "Read and keep that file"} & set(labels(test))
    assert "Make the game" in labels(screen(scenario="ten-minutes"))
