"""What a facilitator reads of a game: lines in order of what counts, answers in words, calls judged, a headline."""

from __future__ import annotations

from analysis.exercise.play import leading, picture
from analysis.exercise.scenarios.calls import Called

WHO = "facilitator"


def status(play):
    return {line.event.id: line.status for line in leading.lines(play)}


def test_nothing_has_happened_before_the_start_and_messages_wait_where_they_come_by_hand(opened):
    play = opened()
    assert set(status(play).values()) == {leading.COMING}
    play.automatic(False, WHO)
    play.start(WHO)
    play.jump(2, WHO)
    assert status(play)["thanks"] == leading.WAITS and status(play)["upload"] == leading.PAST
    play.release("thanks", WHO)
    line = next(line for line in leading.lines(play) if line.event.id == "thanks")
    assert line.status == leading.PAST and line.at >= 2 > line.event.minute


def test_next_is_what_the_clock_brings_next(opened):
    play = opened()
    play.start(WHO)
    told = leading.lines(play)
    coming = leading.next_line(told)
    assert coming is not None and coming.event.minute == min(
        line.event.minute for line in told if line.status == leading.COMING
    )
    assert leading.next_line([]) is None


def test_the_headline_counts_what_was_sent_answered_and_called(opened):
    play = opened()
    assert leading.headline(play) == "Nobody sits at the table yet; 10 minutes to play"
    play.join("Ada")
    assert leading.headline(play).startswith("1 player at the table")
    play.start(WHO)
    play.release("chief", WHO)
    play.answer("made", "x", "Ada")
    play.call("Ada")
    assert leading.headline(play) == "Minute 0 of 10: 1 of 3 messages sent, 1 of 3 questions answered, 1 call"


def test_answers_are_said_in_words_with_events_by_their_time_and_sessions_by_their_person(opened):
    play = opened()
    stolen = play.game.truth.stolen[0]
    told = {one.asked.question.id: one for one in leading.answered(play)}
    assert stolen.login in told["stolen"].right and told["stolen"].said == ""
    assert told["from_when"].right.startswith(stolen.divergence_at[:10]) and " UTC " in told["from_when"].right
    assert leading.said(play, "yes or no", True) == "yes" and leading.said(play, "names", []) == "nothing"
    assert leading.said(play, "names", list("abcdefgh")) == "a, b, c, d, e, f, and 2 more"
    assert leading.said(play, "session", "no such session") == "no such session"


def test_a_call_is_right_where_it_names_what_was_stolen_and_nothing_else(opened):
    play = opened()
    stolen = play.game.truth.stolen[0]
    other = next(
        event["authenticationContext"]["externalSessionId"]
        for event in play.made.events
        if event["authenticationContext"]["externalSessionId"] not in (None, stolen.session_id, "unknown")
    )
    play.join("Ada")
    play.start(WHO)
    for sessions in ([], [Called(other)], [Called(stolen.session_id), Called(other)], [Called(stolen.session_id)]):
        play.call("Ada", sessions)
    assert [one.is_right for one in leading.calls(play)] == [True, False, False, False]
    assert [one.missed for one in leading.calls(play)] == [0, 0, 1, 1]
    worth = picture.marks(play).query("row == 'calls'")["status"].tolist()
    assert worth == [picture.WRONG, picture.WRONG, picture.PARTLY, picture.RIGHT]


def test_what_a_thief_does_outside_of_sessions_is_the_thiefs(opened):
    sides = {line.event.id: line.side for line in leading.lines(opened("identity-provider")) if line.message is None}
    assert sides["comes_back"] == leading.FOREIGN and leading.ORIGIN in sides.values()
