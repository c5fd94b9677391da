"""Notes, stars and tags: what stands, what was taken back, and that nothing is lost."""

from __future__ import annotations

import pytest

from analysis import acts, case_log, notes
from analysis.acts import Subject
from analysis.case import Case
from analysis.errors import ActRefused

SESSION = Subject("session", "102abc")
PERSON = Subject("person", "00u1")


@pytest.fixture
def case(tmp_path):
    with Case.open(tmp_path / "case") as opened:
        yield opened


def test_what_was_put_on_one_subject_stands_on_it_alone(case):
    notes.write(case, SESSION, "  asked by phone: was in Berlin  ", author="RK")
    notes.set_star(case, SESSION, True, author="RK")
    notes.set_tags(case, SESSION, ["har", "vip", "har", " "], author="RK")
    told = notes.of(case, SESSION)
    assert [note.text for note in told.notes] == ["asked by phone: was in Berlin"]
    assert told.tags == ("har", "vip")
    assert told.star.author == "RK"
    assert notes.of(case, PERSON).is_empty


def test_a_note_taken_back_is_gone_from_the_session_and_stays_in_the_log(case):
    notes.write(case, SESSION, "first", author="RK")
    notes.write(case, SESSION, "second", author="LM")
    first = notes.of(case, SESSION).notes[-1]
    notes.take_back(case, SESSION, first.act_id, author="LM")
    assert [note.text for note in notes.of(case, SESSION).notes] == ["second"]
    assert [entry.words for entry in case_log.entries(case)] == ["Took a note back", "Note: second", "Note: first"]
    with pytest.raises(ActRefused, match="taken back already"):
        notes.take_back(case, SESSION, first.act_id, author="LM")


def test_tags_that_stay_are_no_acts_and_tags_that_go_are(case):
    notes.set_tags(case, SESSION, ["har", "vip"], author="RK")
    notes.set_tags(case, SESSION, ["vip", "night"], author="RK")
    assert notes.of(case, SESSION).tags == ("night", "vip")
    words = [entry.words for entry in case_log.entries(case, ["tag"])]
    assert words == ["Took the tag away: #har", "Tagged #night", "Tagged #vip", "Tagged #har"]
    assert notes.tags_used(case) == ["har", "night", "vip"]


def test_a_star_set_twice_is_one_act(case):
    notes.set_star(case, PERSON, True, author="RK")
    notes.set_star(case, PERSON, True, author="LM")
    notes.set_star(case, PERSON, False, author="LM")
    assert notes.of(case, PERSON).star is None
    assert [act.author for act in acts.of(case, what="star")] == ["LM", "RK"]


def test_what_stands_in_the_whole_case_leaves_out_what_was_taken_back(case):
    notes.set_star(case, PERSON, True, author="RK")
    notes.set_star(case, PERSON, False, author="RK")
    notes.write(case, SESSION, "stands", author="RK")
    assert [one.subject for one in notes.of_case(case)] == [SESSION]


@pytest.mark.parametrize(("text", "author"), [("", "RK"), ("  \n", "RK"), ("text", "  ")])
def test_a_note_that_says_nothing_or_that_nobody_says_is_refused(case, text, author):
    with pytest.raises(ActRefused):
        notes.write(case, SESSION, text, author=author)
    assert acts.of(case) == []


def test_too_many_tags_are_refused_and_none_is_kept(case):
    with pytest.raises(ActRefused, match="21 tags"):
        notes.set_tags(case, SESSION, [f"t{number}" for number in range(21)], author="RK")
    assert notes.of(case, SESSION).tags == ()


def test_notes_outlive_the_process(case, tmp_path):
    notes.write(case, SESSION, "kept", author="RK")
    case.close()
    with Case.open(tmp_path / "case") as again:
        assert [note.text for note in notes.of(again, SESSION).notes] == ["kept"]
