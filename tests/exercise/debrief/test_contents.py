"""A debrief beside its game: what was true, what the team said, and what it says of both."""

from __future__ import annotations

import json
import shutil

import pytest

import debriefed
from analysis.errors import CrumblineError
from analysis.exercise.debrief import contents
from analysis.exercise.debrief.shape import ANSWER, CALL, HELP, MESSAGE, PARTLY, RIGHT, THIEF, WRONG
from analysis.exercise.play.play import Play
from analysis.exercise.scenarios.figures import FIGURES


def test_the_headline_is_a_finding_with_the_time_to_detect():
    told = debriefed.debrief()
    assert told.headline == "The team called the stolen session 1 minute after its first foreign event could be seen"
    assert debriefed.debrief(is_alone=True).headline.startswith("The player called the stolen session")
    assert told.wait_words == "called after 1 minute"


@pytest.mark.parametrize(
    ("scenario", "is_right", "headline"),
    [
        ("ten-minutes", False, "The team called one honest session stolen, and not what was"),
        ("consumer-vpn", True, "Nothing was stolen, and the team said so at minute"),
        ("consumer-vpn", False, "The team called one session stolen where nothing was"),
    ],
)
def test_the_headline_says_what_went_wrong_and_where_restraint_was_right(scenario, is_right, headline):
    assert debriefed.debrief(scenario, is_right=is_right).headline.startswith(headline)


def test_points_stand_beside_assistance_and_hints():
    told = debriefed.debrief()
    assert told.figures[0].value == f"{told.points:g} of {told.of}"
    assert told.figures[0].note == "with lanes, from minute 3 findings; one hint (−3)"
    assert told.points == round(sum(one.points for one in told.parts) + sum(a.points or 0 for a in told.answers) - 3, 1)


def test_the_truth_is_numbered_and_knows_the_thief_and_what_the_log_does_not_show():
    told = debriefed.debrief()
    assert [one.no for one in told.truth] == [1, 2, 3, 4]
    upload, console, made, _ = told.truth
    assert not upload.event_id and upload.who != THIEF
    assert console.who == made.who == THIEF and console.minute == told.seen_from
    assert console.event_id == told.sessions[0].truth_event_id


def test_the_team_stands_on_the_same_clock():
    told = debriefed.debrief()
    kinds = {one.kind for one in told.team}
    assert {MESSAGE, ANSWER, CALL, HELP} <= kinds
    calls = [one for one in told.team if one.kind == CALL]
    assert [one.outcome for one in calls] == [RIGHT, RIGHT] and calls[0].minute == pytest.approx(told.seen_at)
    assert all(one.outcome == RIGHT for one in told.team if one.kind == ANSWER)
    messages = [one for one in told.team if one.kind == MESSAGE]
    assert all("(" in one.words and one.name != "the clock" for one in messages), "by whom and through what"


def test_sessions_are_called_missed_or_accused():
    right, wrong = debriefed.debrief(), debriefed.debrief(is_right=False)
    assert [(one.outcome, one.error) for one in right.sessions] == [("called rightly", "the right event")]
    assert right.sessions[0].session_key and right.sessions[0].program == "◆ likely replay"
    assert [one.outcome for one in wrong.sessions] == ["missed", "called wrongly"]
    assert wrong.sessions[1].login and not wrong.sessions[1].truth_at
    two = debriefed.debrief("two-administrators")
    assert [one.outcome for one in two.sessions] == ["called rightly", "called rightly"]


def test_what_was_touched_and_decided_stands_beside_the_truth():
    told, wrong = debriefed.debrief(), debriefed.debrief(is_right=False)
    assert [(one.outcome, one.name) for one in told.touched] == [("named", "svc_sync_mail")]
    assert told.touched[0].is_lasting
    assert [one.outcome for one in wrong.touched] == ["not named", "named, not touched"]
    assert [one.outcome for one in told.actions] == ["needed, chosen", "needed, chosen", "harmful here"]
    harmful = told.actions[-1]
    assert harmful.points_lost == 20 and harmful.hours > 0
    assert any("hours of people’s work" in one for one in told.lead)


def test_questions_say_what_was_right_and_why():
    told, nothing = debriefed.debrief(), debriefed.debrief(is_right=False)
    stolen, from_when, made = told.answers
    assert stolen.outcome == RIGHT and "@" in stolen.given and "Robin" in stolen.by
    assert "policy.evaluate_sign_on" in from_when.right and from_when.debrief.startswith("At ")
    assert made.given == "svc_sync_mail"
    assert all(one.outcome == WRONG and not one.given for one in nothing.answers)
    open_one = next(one for one in debriefed.debrief("consumer-vpn").answers if one.points is None)
    assert open_one.outcome == "open"


def test_an_answer_that_a_person_marked_is_right_on_the_timeline_too(tmp_path):
    folder = tmp_path / "game"
    shutil.copytree(debriefed.game_folder(debriefed.games("consumer-vpn")), folder)
    play = Play(folder)
    question = next(one for one in play.game.asked if one.question.kind == "words").question
    play.mark(question.id, question.points, "facilitator")
    told = contents.build(play)
    play.close()
    assert next(one for one in told.answers if one.id == question.id).outcome == RIGHT
    assert {one.outcome for one in told.team if one.kind == ANSWER} == {RIGHT}


def test_nobody_is_ranked_against_those_who_were_robbed():
    told = debriefed.debrief()
    assert told.published == FIGURES
    lines = " ".join((told.headline, *told.lead, *(f"{one.value} {one.note}" for one in told.figures)))
    assert not any(one.whose in lines for one in FIGURES)


def test_the_basis_says_what_is_fact_and_what_inference():
    marks = {one.mark for one in debriefed.debrief().basis}
    assert "our inference" in marks and any(one.startswith("fact") for one in marks)


def test_there_is_no_debrief_before_the_end(tmp_path):
    folder = tmp_path / "game"
    shutil.copytree(debriefed.game_folder(debriefed.games()), folder)
    lines = (folder / "journal.jsonl").read_text().splitlines()
    kept = [line for line in lines if json.loads(line)["what"] not in ("ended", "replied")]
    (folder / "journal.jsonl").write_text("\n".join(kept) + "\n")
    play = Play(folder)
    with pytest.raises(CrumblineError, match="not over"):
        contents.build(play)
    play.close()


def test_two_sessions_and_one_called_is_partly_right():
    two = debriefed.debrief("two-administrators")
    assert two.headline.startswith("The team called 2 of 2 stolen sessions, the first")
    assert PARTLY not in {one.outcome for one in two.team if one.kind == CALL}
