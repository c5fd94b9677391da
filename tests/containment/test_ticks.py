"""Ticks: kept by object, through a new judgement and a new opening, and taken back by another act."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

import judged
from analysis import acts, case_log, containment, pipeline, settings
from analysis.case import Case
from analysis.containment import ticks, words
from analysis.errors import ActRefused

LATER = datetime(9999, 1, 1)


@pytest.fixture
def case(tmp_path):
    judged.demo(tmp_path / "demo")
    with Case.open(tmp_path / "demo") as opened:
        yield opened


def idp(case: Case) -> containment.Line:
    (line,) = [line for line in containment.of_case(case) if line.entry == "idp_off"]
    return line


def test_a_tick_says_who_and_when_and_counts_in_the_title(case):
    before = containment.lines(case, idp(case).sessions[0])
    ticks.tick(case, idp(case), author="ada")
    line = idp(case)
    assert line.tick is not None and line.tick.by == "ada" and not line.tick.is_in_log
    assert words.done(line.tick).startswith("ticked ") and words.done(line.tick).endswith(", by ada")
    after = containment.lines(case, line.sessions[0])
    assert containment.progress(after).done == containment.progress(before).done + 1
    assert words.title(after) == f"Shut off: {containment.progress(after).done} of {len(after)} done"


def test_taking_back_is_another_act_and_both_stay(case):
    line = idp(case)
    ticks.tick(case, line, author="ada")
    ticks.take_back(case, line, author="ben", reason="it was the other one")
    assert idp(case).done is None
    assert [(act.author, act.fields["is_done"]) for act in ticks.history(case, line)] == [("ben", False), ("ada", True)]


def test_taking_back_what_nobody_ticked_keeps_nothing(case):
    ticks.take_back(case, idp(case), author="ada")
    assert ticks.history(case, idp(case)) == []


def test_nobody_ticks_without_a_name(case):
    with pytest.raises(ActRefused):
        ticks.tick(case, idp(case), author=" ")


def test_ticks_survive_a_new_judgement_and_a_new_opening(tmp_path):
    judged.demo(tmp_path / "demo")
    with Case.open(tmp_path / "demo") as case:
        ids = [line.id for line in containment.of_case(case)]
        ticks.tick(case, idp(case), author="ada")
        assert settings.keep(case, {"replay_from": 60}, author="ada") is not None
        assert "findings" in pipeline.judge(case).seconds
        assert idp(case).tick is not None
    with Case.open(tmp_path / "demo") as case:
        assert idp(case).tick is not None
        assert set(ids) <= {line.id for line in containment.of_case(case)}


def test_a_tick_is_about_the_object_and_holds_in_every_session(case):
    channel = next(line for line in containment.of_case(case) if line.entry == "safe_channel")
    ticks.tick(case, channel, author="ada")
    for key in channel.sessions:
        (line,) = [line for line in containment.lines(case, key) if line.entry == "safe_channel"]
        assert line.id == channel.id and line.tick is not None


def test_a_tick_older_than_what_came_back_does_not_count(case):
    line = idp(case)
    ticks.tick(case, line, author="ada")
    (again,) = ticks.applied(case, [replace(line, since=LATER)])
    assert again.done is None and "came back" in (again.note or "")


def test_what_the_log_shows_stands_before_a_tick(case):
    seen = next(line for line in containment.of_case(case) if line.seen is not None)
    ticks.tick(case, seen, author="ada")
    line = next(line for line in containment.of_case(case) if line.id == seen.id)
    assert line.done == line.seen


def test_the_case_log_tells_ticks_in_words(case):
    ticks.tick(case, idp(case), author="ada")
    (entry,) = case_log.entries(case, ["tick"])
    assert entry.words.startswith("Done: Deactivate the identity provider") and entry.author == "ada"


def test_a_tick_keeps_no_more_than_an_act_may_hold(case):
    line = replace(idp(case), object="A" * 50_000)
    ticks.tick(case, line, author="ada")
    (act,) = ticks.history(case, line)
    assert len(act.fields["words"]) == acts.LONGEST_TEXT
