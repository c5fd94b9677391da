from __future__ import annotations

import contextlib
import dataclasses
import json
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import played
from analysis.errors import CrumblineError
from analysis.exercise.play import play as play_module
from analysis.exercise.play.journal import JournalUnreadable
from analysis.exercise.play.play import LONGEST_WORDS, MOST_PLAYERS, MOST_THINGS, NotInThisGame, Play
from analysis.exercise.play.state import ENDED, FINDINGS, LANES, LOBBY, PAUSED, RAW, RUNNING
from analysis.exercise.scenarios.calls import Called

LEAD = "facilitator"


def _messages(play: Play) -> list[str]:
    return [one["id"] for one in play.for_players().messages]


# -- the clock


def test_the_clock_runs_only_while_the_game_runs(opened, wall):
    play = opened()
    wall.seconds += 60
    assert play.minute() == 0
    play.start(LEAD)
    for _ in range(60):
        wall.seconds += 1
        play.tick()
    assert play.minute() == pytest.approx(1)
    play.pause(LEAD)
    wall.seconds += 600
    assert play.minute() == pytest.approx(1)
    play.start(LEAD)
    play.run_at(10, LEAD)
    wall.seconds += 6
    assert play.minute() == pytest.approx(2)


def test_the_clock_tells_no_minute_that_a_killed_server_would_take_back(opened, wall):
    play = opened()
    play.start(LEAD)
    play.run_at(5, LEAD)
    for wait in (0.3, 1, 4, 0.2, 900, 1, 0.5):  # 900: the machine slept, or nothing ticked
        wall.seconds += wait
        told = play.minute()
        again = opened()
        assert again.minute() >= told
        assert again.state.phase == PAUSED
        again.close()
        play = opened()
        play.start(LEAD)
    assert play.minute() < 10, "a restart gives away no more than the promised seconds"


def test_the_clock_stands_while_the_disk_is_full_and_goes_on_when_it_is_not(opened, wall, monkeypatch):
    play = opened()
    play.start(LEAD)

    def full(*_: object, **__: object) -> None:
        raise CrumblineError("The game could not be written to the disk: No space left on device.", "Make room.")

    with monkeypatch.context() as patch:
        patch.setattr(play._journal, "add", full)
        wall.seconds += 120
        with pytest.raises(CrumblineError):
            play.tick()
        stands_at = play.minute()
        assert stands_at < 1
        with pytest.raises(CrumblineError):
            play.pause(LEAD)
        assert play.state.phase == RUNNING
    play.tick()
    wall.seconds += 5
    assert stands_at < play.minute() < stands_at + 0.2


def test_a_jump_goes_forward_only_and_survives_a_kill(opened, wall):
    play = opened()
    play.start(LEAD)
    play.jump(5, LEAD)
    for minute in (5, 4.9, 0, -1, float("nan"), float("inf")):
        with pytest.raises(NotInThisGame):
            play.jump(minute, LEAD)
    assert opened().minute() >= 5


def test_a_speed_that_is_none_is_refused(opened, wall):
    play = opened()
    for speed in (0, -1, 0.1, 1_001, float("nan")):
        with pytest.raises(NotInThisGame):
            play.run_at(speed, LEAD)


def test_a_running_game_comes_back_paused_with_everything_and_a_paused_one_where_it_was(opened, wall):
    play = opened()
    seat = play.join("Ada", "analyst")
    play.start(LEAD)
    play.jump(7.5, LEAD)
    play.answer("made", ["svc"], "Ada")
    play.call("Ada", [Called("s1", "e1", None)], ["svc"], ["end_sessions"], "we call it")
    play.hint(0, LEAD)
    before = play.state
    again = opened()
    assert again.state.phase == PAUSED
    assert again.player_of(seat) == "Ada"
    assert again.state.answers == before.answers
    assert again.state.callings == before.callings
    assert again.state.hints == before.hints
    assert list(again.state.released) == list(before.released)
    assert _messages(again) == _messages(play) == ["thanks", "new_name", "chief"]
    minute = again.minute()
    again.close()
    assert opened().minute() == minute


def test_the_end_comes_with_the_last_minute_and_everything_stops(opened, wall):
    play = opened()
    play.join("Ada")
    play.start(LEAD)
    play.run_at(1000, LEAD)
    wall.seconds += 60
    play.tick()
    assert play.state.phase == ENDED
    assert play.minute() == 10
    for act in (
        lambda: play.answer("made", "x", "Ada"),
        lambda: play.call("Ada"),
        lambda: play.jump(11, LEAD),
        lambda: play.release("thanks", LEAD),
        lambda: play.hint(0, LEAD),
    ):
        with pytest.raises(NotInThisGame, match="over"):
            act()
    play.start(LEAD)
    assert play.state.phase == ENDED
    assert opened().state.phase == ENDED


# -- messages, hints, level


def test_messages_come_by_themselves_at_their_minute_and_not_before(opened, wall):
    play = opened()
    play.start(LEAD)
    by_minute = [(one.minute, one.id) for one in play.game.messages]
    for tenth in range(1, 100):
        wall.seconds += 6
        play.tick()
        assert set(_messages(play)) == {name for minute, name in by_minute if minute <= play.minute()}, tenth
    assert len(_messages(play)) == len(by_minute) > 2


def test_by_hand_nothing_comes_until_it_is_sent_and_once_is_enough(opened, wall):
    play = opened()
    play.automatic(False, LEAD)
    play.start(LEAD)
    play.jump(9, LEAD)
    assert _messages(play) == []
    play.release("chief", LEAD)
    play.release("chief", LEAD)
    assert _messages(play) == ["chief"]
    assert play.for_players().messages[0]["minute"] == pytest.approx(9)
    with pytest.raises(NotInThisGame):
        play.release("no such message", LEAD)
    play.automatic(True, LEAD)
    assert len(_messages(play)) == len([one for one in play.game.messages if one.minute <= 9])


def test_the_level_is_raised_only_once_play_has_begun(opened, wall):
    play = opened()
    play.assist(RAW, LEAD)
    play.assist(LANES, LEAD)
    play.assist(RAW, LEAD)
    play.start(LEAD)
    play.assist(LANES, LEAD)
    for level in (RAW, "everything", ""):
        with pytest.raises(NotInThisGame):
            play.assist(level, LEAD)
    play.assist(FINDINGS, LEAD)
    with pytest.raises(NotInThisGame):
        play.assist(LANES, LEAD)
    again = opened()
    assert again.for_players().level == FINDINGS
    with pytest.raises(NotInThisGame):
        again.assist(RAW, LEAD)


def test_a_hint_costs_its_points_once_and_nobody_reads_it_before(opened, wall):
    play = opened()
    play.join("Ada")
    play.start(LEAD)
    play.jump(9, LEAD)
    play.answer("made", ["svc_sync_mail"], "Ada")
    assert play.for_players().hints == ()
    assert play.for_players().hints_left == (3,)
    before = play.score().points
    play.hint(0, LEAD)
    play.hint(0, LEAD)
    assert play.score().points == before - 3
    assert play.for_players().hints == play.game.hints
    assert play.for_players().hints_left == ()
    for number in (-1, 1):
        with pytest.raises(NotInThisGame):
            play.hint(number, LEAD)


def test_points_by_hand_go_to_free_words_only_and_within_their_limits(opened, wall):
    play = opened("backdoor-account")
    words = [one.question for one in play.game.asked if one.question.kind == "words"]
    others = [one.question for one in play.game.asked if one.question.kind != "words"]
    for question in (others[0].id, "no such question"):
        with pytest.raises(NotInThisGame):
            play.mark(question, 1, LEAD)
    for one in words[:1]:
        for points in (-1, one.points + 1, float("nan")):
            with pytest.raises(NotInThisGame):
                play.mark(one.id, points, LEAD)
        play.mark(one.id, one.points, LEAD)
        assert play.state.marks == {one.id: one.points}


# -- answers and calls


def test_nobody_answers_or_calls_before_the_start_and_no_question_that_was_not_asked(opened, wall):
    play = opened("backdoor-account")
    with pytest.raises(NotInThisGame, match="not begun"):
        play.answer(play.game.asked[0].question.id, "x", "Ada")
    with pytest.raises(NotInThisGame, match="not begun"):
        play.call("Ada")
    play.join("Ada")
    play.start(LEAD)
    later = [one.question.id for one in play.game.asked if one.question.minute > 0]
    assert later, "this scenario asks something later"
    for question in (later[0], "no such question"):
        with pytest.raises(NotInThisGame, match="not been asked"):
            play.answer(question, "x", "Ada")
    assert play.state.answers == []


def test_the_last_answer_and_the_last_call_count_whoever_made_them(opened, wall):
    play = opened()
    play.join("Ada")
    play.join("Ben")
    play.start(LEAD)
    play.jump(9, LEAD)
    stolen = play.game.truth.stolen[0]
    play.answer("made", ["svc_sync_mail"], "Ada")
    play.answer("made", ["something else"], "Ben")
    assert next(one for one in play.score().answers if one.question == "made").points == 0
    play.answer("made", ["svc_sync_mail"], "Ada")
    assert next(one for one in play.score().answers if one.question == "made").is_right
    play.call("Ada", [Called(stolen.session_id, stolen.divergence_event_id, stolen.divergence_at)])
    assert play.score().missed_sessions == ()
    play.call("Ben", [Called("another", None, None)])
    assert play.score().missed_sessions == (stolen.session_id,)
    assert play.score().wrong_sessions == ("another",)
    assert [one.who for one in play.state.callings] == ["Ada", "Ben"]


def test_who_does_not_sit_at_the_table_neither_answers_nor_calls_nor_replies(opened, wall):
    play = opened()
    play.join("Ada")
    play.join("Ben")
    play.start(LEAD)
    play.free_seat("Ben", LEAD)
    for who in ("Ben", "Eve", "ada", "", LEAD, "the clock"):
        for act in (
            lambda who=who: play.answer("made", ["x"], who),
            lambda who=who: play.call(who, words="x"),
            lambda who=who: play.reply({"keep": "x"}, who),
        ):
            with pytest.raises(NotInThisGame, match="do not sit"):
                act()
    assert not play.state.answers
    assert not play.state.callings
    assert not play.state.replies
    play.answer("made", ["x"], "Ada")
    play.end(LEAD)
    play.reply({"keep": "x"}, "Ada")
    assert list(play.state.replies) == ["Ada"]


def test_what_is_too_long_or_unknown_is_cut_or_left_out(opened, wall):
    play = opened()
    play.join("Ada")
    play.start(LEAD)
    play.answer("made", ["x" * 10_000] * 1_000, "Ada")
    kept = play.state.answers[-1].value
    assert len(kept) == MOST_THINGS
    assert len(kept[0]) == LONGEST_WORDS
    play.call("Ada", [Called("s" * 9_000)] * 200, ["t"] * 900, ["end_sessions", "launch_rockets"], "w" * 9_000)
    call = play.state.callings[-1]
    assert len(call.call.sessions) == len(call.call.touched) == MOST_THINGS
    assert call.call.actions == ("end_sessions",)
    assert len(call.words) == LONGEST_WORDS
    assert opened().state.callings[-1].call == call.call


# -- seats


@pytest.mark.parametrize(
    "name",
    ["", "   ", "\u202eadA", "Ada\x00", "Ada\u200b", "A" * 41, "Facilitator", "the  clock", "THE CLOCK", "\ud800"],
)
def test_a_name_that_nobody_could_read_or_that_is_taken_by_the_game_is_refused(opened, name):
    play = opened()
    with pytest.raises(NotInThisGame):
        play.join(name)
    assert play.state.players == {}


def test_two_people_of_one_name_cannot_sit_down_however_it_is_written(opened):
    play = opened()
    play.join("  Zoë   Ågren ")
    assert list(play.state.players) == ["Zoë Ågren"]
    for name in ("Zoë Ågren", "zoë ågren", "ZOË ÅGREN", "Zoe\u0308 A\u030agren", "Ｚoë Ågren"):
        with pytest.raises(NotInThisGame, match="under this name"):
            play.join(name)


@pytest.mark.parametrize("name", ["<b>Ada</b>", "![p](http://x.example)", '{"what": "ended"}', "=1+1", "Ada; drop"])
def test_a_hostile_name_is_only_a_name(opened, name):
    play = opened()
    seat = play.join(name)
    play.start(LEAD)
    again = opened()
    assert again.player_of(seat) == name
    assert again.state.phase == PAUSED


def test_a_seat_is_known_by_its_secret_alone_and_the_disk_does_not_know_it(opened):
    play = opened()
    ada, ben = play.join("Ada", "analyst"), play.join("Ben", "no such role")
    assert (play.player_of(ada), play.player_of(ben)) == ("Ada", "Ben")
    assert (play.state.players["Ada"].role, play.state.players["Ben"].role) == ("analyst", "")
    kept = play._journal.path.read_text()
    assert ada not in kept
    assert ben not in kept
    for seat in ("", "x", play.state.players["Ada"].seat, ada[:-1], "\u00e9" * 99):
        assert play.player_of(seat) is None


def test_a_freed_seat_is_taken_from_another_browser_and_the_old_one_has_lost_it(opened):
    play = opened()
    old = play.join("Ada")
    play.free_seat("Nobody", LEAD)
    play.free_seat("Ada", LEAD)
    assert play.player_of(old) is None
    new = play.join("Ada")
    again = opened()
    assert again.player_of(new) == "Ada"
    assert again.player_of(old) is None


def test_the_one_player_of_a_game_played_alone_has_no_seat_that_a_cookie_could_claim(opened):
    play = opened()
    secret = play.join("Ada", with_seat=False)
    assert play.player_of(secret) is None
    assert play.player_of("") is None


def test_the_table_has_an_end(opened):
    play = opened()
    for number in range(MOST_PLAYERS):
        play.join(f"Player {number}")
    with pytest.raises(NotInThisGame, match="seats are taken"):
        play.join("One more")


# -- what players may see


def test_before_the_end_players_are_told_nothing_of_the_truth(opened, wall):
    play = opened("backdoor-account")
    game, document = play.game, play.game.document
    told_to_facilitators = [
        document.title, document.about, document.id, game.ending, *document.objectives, *game.hints,
        *(one.expects for one in game.messages), *(one.debrief for one in game.asked),
        *(one.words for one in document.steps), *(one.words for one in document.basis),
        *(one.id for one in document.steps),
    ]  # fmt: skip
    play.automatic(False, LEAD)
    for minute in (0, 20, 55):
        if minute == 0:
            play.start(LEAD)
        else:
            play.jump(minute, LEAD)
        view = dataclasses.asdict(play.for_players())
        view.pop("uploads")  # its rows are drawn by screens; the traffic test reads what they send
        seen = json.dumps(view, default=str)
        for words in told_to_facilitators:
            assert not words or f'"{words}"' not in seen, words
            assert len(words) < 12 or words not in seen, words
        assert view["messages"] == ()
        assert all(one["minute"] <= minute for one in view["questions"])
    play.release(game.messages[0].id, LEAD)
    assert [one["text"] for one in play.for_players().messages] == [game.messages[0].text]


def test_before_the_start_no_question_is_asked(opened):
    view = opened().for_players()
    assert view.phase == LOBBY
    assert view.questions == ()
    assert view.uploads == ()


# -- all at once, and again


def test_twenty_people_at_once_lose_nothing_and_the_journal_is_in_order(opened):
    play = opened()
    play.start(LEAD)
    play.run_at(10, LEAD)
    refused: list[BaseException] = []

    def work(number: int) -> None:
        try:
            play.join(f"Player {number}")
            for round_ in range(10):
                play.answer("made", [f"{number}.{round_}"], f"Player {number}")
                play.call(f"Player {number}", words=f"{number}.{round_}")
                play.for_players()
        except BaseException as error:  # noqa: BLE001 - told by the assertion below
            refused.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(20)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert refused == []
    again = opened()
    for entries in (play.journal, again.journal[: len(play.journal)]):
        minutes = [one["minute"] for one in entries]
        assert minutes == sorted(minutes)
        for number in range(20):
            mine = [
                one["value"][0] for one in entries if one["what"] == "answered" and one["who"] == f"Player {number}"
            ]
            assert mine == [f"{number}.{round_}" for round_ in range(10)]
    assert again.state.answers == play.state.answers
    assert again.state.callings == play.state.callings
    assert len(again.state.players) == 20


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("start")),
        st.tuples(st.just("pause")),
        st.tuples(st.just("wait"), st.floats(0, 90)),
        st.tuples(st.just("jump"), st.floats(0, 11)),
        st.tuples(st.just("run_at"), st.sampled_from([0.5, 1.0, 2.0, 5.0, 10.0])),
        st.tuples(st.just("assist"), st.sampled_from([RAW, LANES, FINDINGS])),
        st.tuples(st.just("automatic"), st.booleans()),
        st.tuples(st.just("release"), st.sampled_from(["thanks", "chief", "new_name", "none"])),
        st.tuples(st.just("hint"), st.integers(-1, 1)),
        st.tuples(st.just("join"), st.text(max_size=5)),
        st.tuples(st.just("free_seat"), st.text(max_size=2)),
        st.tuples(st.just("answer"), st.sampled_from(["made", "stolen", "x"]), st.text(max_size=20) | st.booleans()),
        st.tuples(st.just("call"), st.text(max_size=20)),
        st.tuples(st.just("fed")),
        st.tuples(st.just("end")),
    ),
    max_size=25,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_whatever_was_done_a_killed_server_comes_back_to_it(tmp_path_factory, wall, acts):
    folder = played.game_folder(tmp_path_factory.mktemp("games"))
    play = Play(folder)
    play.join("Ada")
    told = 0.0
    for name, *values in acts:
        with contextlib.suppress(NotInThisGame):
            _act(play, wall, name, values)
        assert play.minute() >= told
        told = play.minute()
    play._journal.close()
    again = Play(folder)
    before, after = vars(play.state).copy(), vars(again.state).copy()
    for changing in ("phase", "minute", "promised"):
        before.pop(changing), after.pop(changing)
    assert after == before
    assert again.state.phase == (PAUSED if play.state.phase == RUNNING else play.state.phase)
    assert again.minute() >= told
    again._journal.close()
    third = Play(folder)
    assert vars(third.state) == vars(again.state)
    assert third.minute() == again.minute()
    third._journal.close()


def _act(play: Play, wall: played.Wall, name: str, values: list) -> None:
    if name == "wait":
        wall.seconds += values[0]
        play.tick()
    elif name == "fed":
        lacks = play.to_feed()
        if lacks:
            play.fed(lacks[1], play.state.level)
    elif name == "join":
        play.join(values[0])
    elif name == "answer":
        play.answer(values[0], values[1], "Ada")
    elif name == "call":
        play.call("Ada", [Called(values[0])], [values[0]], ["end_sessions"], values[0])
    else:
        getattr(play, name)(*values, LEAD)


def test_a_journal_that_no_game_could_have_written_is_told(tmp_path: Path):
    folder = played.game_folder(tmp_path)
    (folder / "journal.jsonl").write_text('{"what": "answered"}\n')
    with pytest.raises(CrumblineError, match="journal of the game abc123"):
        Play(folder)


def test_a_broken_journal_is_told_before_the_exercise_is_made(tmp_path: Path, monkeypatch):
    folder = played.game_folder(tmp_path)
    (folder / "journal.jsonl").write_text("{}\n")
    monkeypatch.setattr(play_module, "_made", lambda *_: pytest.fail("half a minute for nothing"))
    with pytest.raises(JournalUnreadable):
        Play(folder)


def test_what_could_not_be_opened_is_held_by_nobody(tmp_path: Path, monkeypatch):
    folder = played.game_folder(tmp_path)

    def wrong(*_: object) -> None:
        raise CrumblineError("The scenario is wrong.", "Mend it.")

    with monkeypatch.context() as patch:
        patch.setattr(play_module, "_made", wrong)
        with pytest.raises(CrumblineError, match="scenario is wrong"):
            Play(folder)
    Play(folder).close()


def test_a_game_that_was_let_go_of_does_nothing_more(opened):
    play = opened()
    play.start(LEAD)
    play.close()
    assert play.state.phase == PAUSED
    for act in (play.case, lambda: play.start(LEAD), lambda: play.join("Ada")):
        with pytest.raises(CrumblineError, match="not open"):
            act()
