from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import played
from analysis import document as case_document
from analysis import pipeline
from analysis.case import Case
from analysis.errors import CrumblineError
from analysis.exercise.play import feeder as feeder_module
from analysis.exercise.play.feeder import Feeder
from analysis.exercise.play.play import Play
from analysis.exercise.play.state import FINDINGS, LANES, RAW
from analysis.exercise.scenarios import automatic
from analysis.har import register

LEAD = "facilitator"
WAIT_S = 30


@pytest.fixture
def feeding() -> Iterator[Feeder]:
    """A feeder whose thread ends with the test."""
    feeder = Feeder()
    yield feeder
    feeder.close()


def _uuids(case: Case) -> list[str]:
    with case.cursor() as cursor:
        return sorted(row[0] for row in cursor.execute("select uuid from raw_events").fetchall())


def _reached(play: Play, minute: float) -> list[str]:
    return sorted(event["uuid"] for event in play.made.events_until(minute))


def _fed(feeder: Feeder, play: Play) -> None:
    assert feeder.wait(play, WAIT_S)
    assert feeder.problem(play) == ""


def test_a_case_has_exactly_the_log_up_to_the_clock_and_tells_as_much_as_its_level(opened, wall, feeding):
    play = opened()
    play.assist(RAW, LEAD)
    assert feeding.is_due(play), "the log that play begins with is there before the start"
    _fed(feeding, play)
    assert not feeding.is_due(play)
    assert _uuids(play.case()) == _reached(play, 0)
    play.start(LEAD)
    play.jump(5.5, LEAD)
    _fed(feeding, play)
    assert _uuids(play.case()) == _reached(play, 5.5)
    assert len(_reached(play, 5.5)) < len(play.made.events)
    assert [one.ticket for one in register.entries(play.case())] == ["CASE-1001"]
    tables = play.case().tables()
    assert "events" in tables
    assert not tables & {"lanes", "sessions", "signals", "findings"}

    play.assist(LANES, LEAD)
    assert feeding.is_due(play), "a new level does not wait"
    _fed(feeding, play)
    tables = play.case().tables()
    assert "lanes" in tables
    assert not tables & {"signals", "findings"}

    play.end(LEAD)
    assert feeding.is_due(play)
    _fed(feeding, play)
    assert not feeding.is_due(play)
    assert _uuids(play.case()) == _reached(play, 10)
    assert "findings" in play.case().tables()
    assert len(register.entries(play.case())) == 1


def test_a_case_that_was_fed_bit_by_bit_has_the_findings_of_the_automatic_player(opened, wall, feeding, tmp_path):
    play = opened()
    play.start(LEAD)
    for minute in (4.0, 10.0):
        play.jump(minute, LEAD)
        _fed(feeding, play)
    (tmp_path / "automatic").mkdir()
    expected = automatic.play(play.made, tmp_path / "automatic").findings
    assert case_document.document(play.case())["findings"] == expected
    stolen = play.game.truth.stolen[0]
    assert expected[0]["session_id"] == stolen.session_id
    assert expected[0]["divergence_event_id"] in stolen.accepted_event_ids


def test_killed_between_reading_and_writing_it_down_the_log_is_read_again_without_doubles(
    opened, wall, feeding, monkeypatch
):
    play = opened()
    play.assist(RAW, LEAD)
    _fed(feeding, play)
    play.start(LEAD)
    play.jump(4, LEAD)

    def killed(*_: object, **__: object) -> None:
        raise SystemExit

    monkeypatch.setattr(pipeline, "judge", killed)
    feeding.wait(play, WAIT_S)
    monkeypatch.undo()
    assert play.state.fed == 0
    play._case.close()
    again = opened()
    assert again.minute() >= 4
    _fed(feeding, again)
    uuids = _uuids(again.case())
    assert uuids == _reached(again, again.minute())
    assert len(set(uuids)) == len(uuids)
    assert again.state.fed == again.minute()


def test_a_level_that_is_lowered_before_the_start_leaves_nothing_that_told_more(opened, feeding):
    play = opened()
    play.assist(LANES, LEAD)
    _fed(feeding, play)
    assert "lanes" in play.case().tables()
    play.assist(RAW, LEAD)
    assert feeding.is_due(play)
    _fed(feeding, play)
    assert not play.case().tables() & {"lanes", "hops", "sessions"}
    assert _uuids(play.case()) == _reached(play, 0)


def test_a_feeding_that_fails_is_told_and_tried_again_in_its_time(opened, wall, feeding, monkeypatch):
    play = opened()
    play.assist(RAW, LEAD)

    def full(*_: object, **__: object) -> None:
        raise CrumblineError("The disk is full.", "Make room on the server.")

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "add_evidence", full)
        assert feeding.wait(play, WAIT_S)
        assert feeding.problem(play) == "The disk is full. Make room on the server."
        assert not feeding.is_due(play), "it would be tried without end"
    monkeypatch.setattr(feeder_module, "EVERY_S", 0.0)
    assert feeding.is_due(play)
    _fed(feeding, play)


def test_no_file_stays_in_the_inbox_of_a_feeding_that_failed_or_was_killed(opened, wall, feeding, monkeypatch):
    play = opened()
    play.assist(RAW, LEAD)
    inbox = play.case().folder / "inbox"

    def full(*_: object, **__: object) -> None:
        raise CrumblineError("The disk is full.", "Make room on the server.")

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "add_evidence", full)
        assert feeding.wait(play, WAIT_S)
    assert feeding.problem(play)
    assert not list(inbox.glob("*.jsonl"))
    (inbox / "system-log-until-minute-0004.25.jsonl").write_text("of a server that was killed")
    _fed(feeding, play)
    assert not list(inbox.glob("*.jsonl"))
    assert _uuids(play.case()) == _reached(play, 0)


def test_a_game_that_is_gone_is_not_fed_and_no_folder_comes_back(tmp_path: Path, feeding):
    play = Play(played.game_folder(tmp_path))
    play.close()
    assert feeding.wait(play, WAIT_S)
    assert not (play.folder / "case").exists()
    assert feeding.problem(play) == ""


def test_a_running_clock_is_fed_now_and_then_and_a_jump_at_once(opened, wall, feeding, monkeypatch):
    monkeypatch.setattr(pipeline, "judge", lambda *_, **__: None)
    play = opened()
    play.assist(RAW, LEAD)
    play.start(LEAD)
    _fed(feeding, play)
    wall.seconds += 5
    assert not feeding.is_due(play)
    feeding._fed_at[play.facts.id] = time.monotonic() - feeder_module.EVERY_S
    assert feeding.is_due(play)
    _fed(feeding, play)
    assert not feeding.is_due(play)
    play.jump(8, LEAD)
    assert feeding.is_due(play)


def test_levels_are_as_far_as_the_pipeline_goes():
    assert list(feeder_module.LAST_STEP) == [RAW, LANES, FINDINGS]
