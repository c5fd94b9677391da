from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import played
from analysis.errors import CrumblineError
from analysis.exercise.play import feeder
from analysis.exercise.play import play as play_module
from analysis.exercise.play import plays as plays_module
from analysis.exercise.play.facts import Facts
from analysis.exercise.play.holding import GameLocked
from analysis.exercise.play.play import NotInThisGame, Play
from analysis.exercise.play.plays import FOLDER, Plays, is_game, name_of
from analysis.exercise.play.state import ENDED, LANES, LOBBY, PAUSED, RAW, RUNNING
from analysis.exercise.scenarios import document
from analysis.exercise.scenarios.make import Made, files
from analysis.exercise.scenarios.reading import ScenarioWrong

LEAD = "facilitator"
make_it = play_module._made
"""As a server makes a game; the tests of one game make it once for all."""


@pytest.fixture
def unfed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No case is made: these tests are about the games themselves."""
    monkeypatch.setattr(feeder.Feeder, "_feed", lambda *_: None)
    monkeypatch.setattr(feeder.Feeder, "is_due", lambda *_: False)
    monkeypatch.setattr(play_module, "_made", make_it)


@pytest.fixture
def served(tmp_path: Path, unfed: None) -> Iterator[Callable[[], Plays]]:
    """The games of a server on this test's folder; a second call is the server that comes back after a kill."""
    running: list[Plays] = []

    def serve() -> Plays:
        for one in running:
            one._closing.set()
            for play in one._open.values():
                play._journal.close()
        running.append(Plays(tmp_path))
        return running[-1]

    yield serve
    for one in running:
        one.close()


def _new(plays: Plays, **values: object) -> Play:
    return plays.new(document.find("ten-minutes"), seed=1, **values)  # type: ignore[arg-type]


def test_a_new_game_waits_with_its_level_and_is_found_again_by_another_server(served):
    play = _new(served(), level=RAW, is_automatic=False, title="  Autumn \n exercise ")
    assert (play.state.phase, play.state.level, play.state.is_automatic) == (LOBBY, RAW, False)
    assert play.facts.title == "Autumn exercise"
    again = served().get(play.facts.id)
    assert again.facts == play.facts
    assert (again.state.level, again.state.is_automatic) == (RAW, False)
    assert is_game(name_of(play))
    assert not is_game(play.facts.id)


def test_a_game_without_a_title_tells_nothing_of_its_scenario(served):
    play = _new(served())
    assert play.facts.title == "Exercise at Example Quill"
    assert len(_new(served(), title="t" * 500).facts.title) == 60


def test_what_cannot_be_made_leaves_no_game_behind(served, tmp_path):
    plays = served()
    for values in ({"level": "everything"}, {"size": "enormous"}):
        with pytest.raises(CrumblineError):
            _new(plays, **values)
    with pytest.raises(CrumblineError):
        plays.new(document.find("ten-minutes"), seed=-1)
    assert plays.all() == []
    assert not [one for one in (tmp_path / FOLDER).glob("*") if not one.name.startswith(".")]


def test_a_join_code_is_found_as_people_type_it(served):
    plays = served()
    play, alone = _new(plays), _new(plays, is_alone=True)
    code = play.facts.code
    for typed in (code, code.lower(), f" {code[:3]} {code[3:]} ", f"{code[:3]}-{code[3:]}\n", "_".join(code)):
        assert plays.by_code(typed) is play
    for typed in ("", "      ", code[:-1], code + "A", "../../etc", alone.facts.code, "*" * 100_000):
        assert plays.by_code(typed) is None
    assert not set(code) & set("0O1IL U")


@pytest.mark.parametrize("name", ["", "..", "../abc123", "ABC123", "abc123/..", "abc12", "abc1234", "a\u0660b123"])
def test_no_name_leads_out_of_the_folder_of_games(served, tmp_path, name):
    plays = served()
    played.game_folder(tmp_path, name="abc123")
    for act in (plays.get, plays.delete):
        with pytest.raises(NotInThisGame):
            act(name)
    assert (tmp_path / "abc123").is_dir()


def test_a_server_that_went_away_in_mid_game_comes_back_with_every_game_paused(served):
    plays = served()
    one, other = _new(plays), _new(plays)
    one.start(LEAD)
    one.jump(4, LEAD)
    again = {play.facts.id: play for play in served().all()}
    assert again[one.facts.id].state.phase == PAUSED
    assert again[one.facts.id].minute() >= 4
    assert again[other.facts.id].state.phase == LOBBY


def test_a_server_that_is_stopped_holds_its_clocks_first(served):
    plays = served()
    play = _new(plays)
    play.start(LEAD)
    plays.close()
    assert [one["what"] for one in play.journal][-1] == "paused"


def test_the_clock_of_a_server_brings_messages_and_the_end(served):
    plays = served()
    play = _new(plays)
    play.start(LEAD)
    play.run_at(1000, LEAD)
    deadline = time.monotonic() + 20
    while play.state.phase != ENDED and time.monotonic() < deadline:
        time.sleep(0.05)
    assert play.state.phase == ENDED
    assert len(play.for_players().messages) == len(play.game.messages)


def test_one_game_that_cannot_be_ticked_does_not_stop_the_clock_of_another(served, monkeypatch):
    plays = served()
    bad, good = _new(plays), _new(plays)

    def fail() -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr(bad, "tick", fail)
    for one in (bad, good):
        one._state.phase = "running"
    good._state.phase = "lobby"
    good.start(LEAD)
    good.run_at(1000, LEAD)
    deadline = time.monotonic() + 20
    while good.state.phase != ENDED and time.monotonic() < deadline:
        time.sleep(0.05)
    assert good.state.phase == ENDED


def test_while_one_game_is_opened_the_others_go_on(served, monkeypatch):
    plays = served()
    slow, other = _new(plays), _new(plays)
    again = served()
    assert again.get(other.facts.id).facts == other.facts
    is_begun, may_end = _slow_opening(monkeypatch)
    found: list[Play] = []
    threads = _together(*[lambda: found.append(again.get(slow.facts.id))] * 2)
    assert is_begun.wait(20)
    assert again.get(other.facts.id).facts == other.facts
    may_end.set()
    for one in threads:
        one.join()
    assert found[0] is found[1], "two of them would write one journal"


def _slow_opening(monkeypatch) -> tuple[threading.Event, threading.Event]:
    """Opening a game waits from now on: (it has begun, it may end)."""
    is_begun, may_end = threading.Event(), threading.Event()

    def made_slowly(folder: Path, facts: Facts) -> Made:
        is_begun.set()
        assert may_end.wait(20)
        return make_it(folder, facts)

    monkeypatch.setattr(play_module, "_made", made_slowly)
    return is_begun, may_end


def _together(*acts: Callable[[], object]) -> list[threading.Thread]:
    threads = [threading.Thread(target=act, daemon=True) for act in acts]
    for one in threads:
        one.start()
    return threads


def test_a_game_is_made_and_another_deleted_while_a_third_is_opened(served, monkeypatch):
    plays = served()
    slow, other = _new(plays), _new(plays)
    again = served()
    is_begun, may_end = _slow_opening(monkeypatch)
    threads = _together(lambda: again.get(slow.facts.id))
    assert is_begun.wait(20)
    made: list[Play] = []
    others = _together(lambda: made.append(_new(again)), lambda: again.delete(other.facts.id))
    for one in others:
        one.join(20)
    try:
        assert not any(one.is_alive() for one in others), "they wait for each other for ever"
        assert made[0].facts.code != slow.facts.code
        assert not other.folder.exists()
    finally:
        may_end.set()
    threads[0].join(20)
    assert {play.facts.id for play in again.all()} == {slow.facts.id, made[0].facts.id}


def test_two_games_that_are_made_at_once_never_have_one_code(served, monkeypatch):
    plays = served()
    monkeypatch.setattr(plays_module, "_LETTERS", "23")
    monkeypatch.setattr(plays_module, "_CODE_LENGTH", 3)
    made: list[Play] = []
    for one in _together(*[lambda: made.append(_new(plays))] * 6):
        one.join(20)
    assert len({play.facts.code for play in made}) == 6


def test_a_deleted_game_is_gone_from_the_disk_and_from_every_list(served, tmp_path):
    plays = served()
    play, other = _new(plays), _new(plays)
    play.case()
    plays.delete(play.facts.id)
    assert not (tmp_path / FOLDER / play.facts.id).exists()
    assert plays.all() == [other]
    assert plays.by_code(play.facts.code) is None
    with pytest.raises(NotInThisGame):
        plays.get(play.facts.id)
    with pytest.raises(NotInThisGame):
        plays.delete(play.facts.id)
    with pytest.raises(CrumblineError, match="not open"):
        play.case()
    assert not (tmp_path / FOLDER / play.facts.id).exists(), "a screen that still had it made its folder anew"


def test_while_a_game_that_is_fed_is_deleted_the_others_go_on(served, monkeypatch):
    plays = served()
    fed, other = _new(plays), _new(plays)
    is_begun, may_end = threading.Event(), threading.Event()

    def waits(*_: object) -> None:
        is_begun.set()
        assert may_end.wait(20)

    monkeypatch.setattr(feeder.Feeder, "forget", waits)
    deleting = _together(lambda: plays.delete(fed.facts.id))[0]
    assert is_begun.wait(20)
    found: list[Play] = []
    looking = _together(lambda: found.append(plays.get(other.facts.id)))[0]
    looking.join(10)
    may_end.set()
    assert found == [other], "everybody waited for the feeding of one game"
    deleting.join(20)
    assert plays.all() == [other]


def _torn_facts(folder: Path) -> None:
    (folder / "game.json").write_text('{"id": "abc')


def _other_facts(folder: Path) -> None:
    (folder / "game.json").write_text("[1, 2]")


def _more_facts(folder: Path) -> None:
    told = json.loads((folder / "game.json").read_text())
    (folder / "game.json").write_text(json.dumps(told | {"colour": "blue"}))


def _no_scenario(folder: Path) -> None:
    next(folder.glob("*.toml")).unlink()


def _wrong_scenario(folder: Path) -> None:
    next(folder.glob("*.toml")).write_text("title = 3")


def _wrong_journal(folder: Path) -> None:
    (folder / "journal.jsonl").write_text("not a line\n")


def _empty_entry(folder: Path) -> None:
    (folder / "journal.jsonl").write_text("{}\n[]\n")


@pytest.mark.parametrize(
    "break_it",
    [_torn_facts, _other_facts, _more_facts, _no_scenario, _wrong_scenario, _wrong_journal, _empty_entry],
)
def test_a_broken_game_is_told_and_the_others_are_played(served, tmp_path, break_it, monkeypatch):
    plays = served()
    good = _new(plays)
    folder = played.game_folder(tmp_path / FOLDER, name="0bad00")
    break_it(folder)
    assert plays.all() == [good]
    assert list(plays.broken()) == ["0bad00"]
    assert plays.broken()["0bad00"]
    with pytest.raises(CrumblineError):
        plays.get("0bad00")
    assert plays.by_code(good.facts.code) is good
    shutil.rmtree(folder)
    played.game_folder(tmp_path / FOLDER, name="0bad00", code="ZZZZZZ")
    monkeypatch.setattr(plays_module, "FAILED_S", 0.0)
    assert len(plays.all()) == 2
    assert plays.broken() == {}


def test_a_game_that_cannot_be_made_is_not_made_again_at_every_look(served, tmp_path, monkeypatch):
    plays, tries = served(), []
    played.game_folder(tmp_path / FOLDER, name="0bad00")

    def fail(*_: object) -> None:
        tries.append(time.monotonic())
        raise CrumblineError("The scenario is wrong.", "Mend it.")

    monkeypatch.setattr(play_module, "_made", fail)
    for _ in range(3):
        assert plays.all() == []
        assert plays.broken() == {"0bad00": "The scenario is wrong. Mend it."}
        assert plays.by_code("K3M9X2") is None
        with pytest.raises(CrumblineError, match="scenario is wrong"):
            plays.get("0bad00")
    assert len(tries) == 1
    monkeypatch.setattr(plays_module, "FAILED_S", 0.0)
    monkeypatch.setattr(play_module, "_made", make_it)
    assert len(plays.all()) == 1
    assert plays.broken() == {}


def test_a_game_that_another_server_has_open_is_told_and_neither_held_nor_deleted(served, tmp_path, monkeypatch):
    plays = served()
    play = _new(plays)
    play.start(LEAD)
    other = Plays(tmp_path)
    try:
        assert other.all() == []
        assert "open in another Crumbline" in other.broken()[play.facts.id]
        for act in (other.get, other.delete):
            with pytest.raises(GameLocked):
                act(play.facts.id)
        assert other.by_code(play.facts.code) is None
        play.jump(4, LEAD)
        assert play.state.phase == RUNNING
        assert "paused" not in [one["what"] for one in play.journal]
        plays.close()
        monkeypatch.setattr(plays_module, "LOCKED_S", 0.0)
        assert other.get(play.facts.id).minute() >= 4
        assert other.all() and not other.broken()
    finally:
        other.close()


def test_a_broken_game_can_be_deleted(served, tmp_path):
    plays = served()
    _torn_facts(played.game_folder(tmp_path / FOLDER, name="0bad00"))
    plays.all()
    plays.delete("0bad00")
    assert plays.broken() == {}
    assert plays.all() == []


def test_the_same_scenario_seed_and_size_give_the_same_bytes_and_another_seed_others(served):
    plays = served()
    one, same = _new(plays), _new(plays, level=LANES, is_alone=True)
    other = plays.new(document.find("ten-minutes"), seed=2)

    def all_bytes(play: Play) -> list[tuple[str, bytes]]:
        return [(name, b"".join(pieces)) for name, pieces in files(play.made)]

    assert all_bytes(one) == all_bytes(same)
    assert all_bytes(one) != all_bytes(other)


def test_a_game_keeps_its_own_scenario_when_the_file_it_was_made_from_changes(served, tmp_path):
    own = tmp_path / "own.toml"
    shutil.copyfile(document.find("ten-minutes").path, own)
    play = served().new(document.find(str(own)), seed=1)
    own.write_text("title = 3")
    again = served().get(play.facts.id)
    assert again.game.document.title == "Ten minutes"


def test_a_game_is_played_as_its_file_is_kept_even_where_that_changed_since_it_was_read(served, tmp_path):
    own = tmp_path / "own.toml"
    text = document.find("ten-minutes").path.read_text()
    own.write_text(text)
    chosen = document.find(str(own))
    own.write_text(text.replace('"Ten minutes"', '"Eleven minutes"', 1))
    play = served().new(chosen, seed=1)
    title = play.game.document.title
    again = served().get(play.facts.id)
    assert again.game.document == play.game.document
    assert title == "Eleven minutes"
    assert again.game.document.path.is_file()


def test_a_scenario_whose_file_is_gone_or_wrong_by_now_makes_no_game(served, tmp_path):
    plays, own = served(), tmp_path / "own.toml"
    shutil.copyfile(document.find("ten-minutes").path, own)
    chosen = document.find(str(own))
    own.write_text("title = 3")
    with pytest.raises(ScenarioWrong):
        plays.new(chosen, seed=1)
    own.unlink()
    with pytest.raises(CrumblineError, match=r"own\.toml cannot be read"):
        plays.new(chosen, seed=1)
    assert not list((tmp_path / FOLDER).iterdir())
