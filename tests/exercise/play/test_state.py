from __future__ import annotations

from typing import Any

from analysis.exercise.play.state import ENDED, PAUSED, RUNNING, State, call_fields, call_of
from analysis.exercise.scenarios.calls import Call, Called


def _entry(what: str, minute: float = 1.0, who: str = "Ada", **fields: Any) -> dict[str, Any]:
    return {"at": "2026-01-01T00:00:00.000+00:00", "minute": minute, "what": what, "who": who} | fields


def _state(*entries: dict[str, Any]) -> State:
    state = State()
    for one in entries:
        state.take(one)
    return state


def test_the_last_answer_to_a_question_counts_and_all_are_kept():
    state = _state(
        _entry("answered", question="made", value="x"),
        _entry("answered", who="Ben", question="when", value="y"),
        _entry("answered", who="Ben", question="made", value="z"),
    )
    assert {name: (one.value, one.who) for name, one in state.last_answers().items()} == {
        "made": ("z", "Ben"),
        "when": ("y", "Ben"),
    }
    assert [one.value for one in state.answers] == ["x", "y", "z"]


def test_what_a_newer_program_wrote_is_passed_over_but_its_time_counts():
    state = _state(_entry("started", 0.0), _entry("sang", 7.0, song="la"))
    assert state.phase == RUNNING
    assert state.minute == 7.0


def test_time_never_goes_back_whatever_the_journal_says():
    state = _state(_entry("started", 5.0), _entry("answered", 4.0, question="made", value=1))
    assert state.minute == 5.0


def test_where_a_running_game_was_killed_the_promise_counts_and_where_it_stood_it_does_not():
    running = _state(_entry("started", 5.0, until=5.2), _entry("clock", 5.1, until=5.3))
    assert running.reached == 5.3
    assert _state(_entry("started", 5.0, until=5.2), _entry("paused", 5.1)).reached == 5.1
    jumped = _state(_entry("started", 5.0, until=5.2), _entry("jumped", 5.1, to=30.0))
    assert jumped.reached == 30.0


def test_a_message_a_hint_and_a_seat_are_given_once():
    state = _state(
        _entry("released", 1.0, message="thanks"),
        _entry("released", 2.0, message="thanks"),
        _entry("hint", 3.0, number=0),
        _entry("hint", 4.0, number=0),
        _entry("joined", 0.0, role="", seat="a"),
        _entry("left", 0.0, "facilitator", player="Ada"),
        _entry("left", 0.0, "facilitator", player="Nobody"),
    )
    assert state.released == {"thanks": 1.0}
    assert state.hints == {0: 3.0}
    assert state.players == {}


def test_phases_follow_each_other():
    assert _state(_entry("started"), _entry("paused")).phase == PAUSED
    assert _state(_entry("started"), _entry("ended")).phase == ENDED


def test_a_call_comes_back_from_the_journal_as_it_was_made():
    call = Call(3.5, (Called("s1", "e1", "2023-10-02T09:00:00Z"), Called("s2")), ("Sales",), ("end_sessions",))
    state = _state(_entry("called", 3.5, words="it is Ada's", **call_fields(call)))
    assert state.callings[0].call == call
    assert state.callings[0].words == "it is Ada's"
    assert call_of(_entry("called", 3.5, **call_fields(call))) == call


def test_points_replies_and_plan_are_those_of_the_last_time():
    state = _state(
        _entry("marked", question="why", points=1),
        _entry("marked", question="why", points=2.5),
        _entry("replied", answers={"useful": 3}),
        _entry("replied", answers={"useful": 4}),
        _entry("replied", who="Ben", answers={"useful": 1}),
        _entry("plan", rows=[{"what": "a"}]),
        _entry("plan", rows=[{"what": "b"}]),
    )
    assert state.marks == {"why": 2.5}
    assert state.replies == {"Ada": {"useful": 4}, "Ben": {"useful": 1}}
    assert state.plan == [{"what": "b"}]


def test_a_lower_level_begins_the_feeding_anew():
    state = _state(_entry("fed", 0.0, until=0.0, level="findings"))
    assert (state.fed, state.fed_level) == (0.0, "findings")
    state.take(_entry("fed", 0.0, until=None))
    assert (state.fed, state.fed_level) == (None, None)


def test_points_for_free_words_go_when_the_words_are_changed():
    given = [_entry("answered", question="why", value="x"), _entry("marked", question="why", points=5)]
    assert _state(*given).marks == {"why": 5.0}
    assert _state(*given, _entry("answered", question="why", value="y")).marks == {}
    assert _state(*given, _entry("answered", question="made", value="y")).marks == {"why": 5.0}
