"""The facilitator's screen: the clock, messages, help, answers beside the right ones, calls, and the end."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from analysis.exercise.play import feeder, leading, picture, plays
from analysis.exercise.play.state import ENDED, FINDINGS, LANES, PAUSED, RAW, RUNNING
from analysis.exercise.scenarios import document, own
from analysis.exercise.scenarios.calls import Called
from parts import games
from screens import ROOT, texts


@pytest.fixture(autouse=True)
def own_games(own_cases, monkeypatch):
    """The games of this folder alone; their cases stay empty, because these screens read none."""
    monkeypatch.setattr(feeder.Feeder, "wake", lambda *_: None)
    games.all_games.clear()
    yield games.all_games()
    games.all_games.clear()


@pytest.fixture
def play(own_games):
    """A game of ten minutes at the level of lanes; its facilitator has not started it."""
    return own_games.new(document.find("ten-minutes"), seed=1, level=LANES, title="Friday")


def led(play, **query):
    """The screen of whoever leads this game."""
    test = AppTest.from_file(str(ROOT / "pages" / "exercise.py"), default_timeout=60)
    test.session_state["case"] = plays.name_of(play)
    for name, value in query.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception, test.exception
    return test


def elements(test):
    """Everything on the screen, in its order."""

    def below(node):
        for child in getattr(node, "children", {}).values():
            yield child
            yield from below(child)

    return list(below(test.main))


def popovers(test):
    """The ids of the folds of the screen by their labels; empty for one that has none."""
    return {one.proto.popover.label: one.proto.id for one in elements(test) if is_popover(one)}


def is_popover(one):
    proto = getattr(one, "proto", None)
    return proto is not None and type(proto).__name__ == "Block" and proto.WhichOneof("type") == "popover"


def pressed(test, key):
    test.button(key).click().run()
    assert not test.exception, test.exception
    return test


def minute_field(test):
    """The field for the minute to jump to."""
    (found,) = [one for one in test.number_input if one.key.endswith("-lead_jump_minute")]
    return found


def jump_there(play):
    """The key of the button that jumps to the minute in the field."""
    return f"{jumps(play)}-{play.facts.id}-lead_jump"


def jumps(play):
    return sum(one["what"] == "jumped" for one in play.journal)


def next_jump(test, play):
    """The key of the button that jumps to what comes next."""
    (found,) = [one for one in keys(test) if one.startswith(f"{play.facts.id}-lead_jump_next_")]
    return found


def keys(test):
    return {button.key for button in test.button}


def test_before_the_start_the_screen_says_who_is_missing_and_how_others_get_here(play):
    told = texts(led(play))
    assert "Nobody sits at the table yet; 10 minutes to play" in told
    assert f"{play.facts.code[:3]} {play.facts.code[3:]}" in told
    assert "only this machine reaches this server" in told and "Friday" in told


def test_the_clock_is_started_held_hurried_and_set_forward(play):
    test = pressed(led(play), "lead_start")
    assert play.state.phase == RUNNING and "Running: minute 0.0 of 10" in texts(test)
    test.segmented_control("lead_speed").set_value(5.0).run()
    assert play.state.speed == 5.0 and "at 5 times its speed" in texts(test)
    pressed(test, "lead_hold")
    assert play.state.phase == PAUSED
    before = play.minute()
    test = led(play)
    pressed(test, next_jump(test, play))
    assert before < play.minute() <= 1.1
    jump = jump_there(play)
    minute_field(test).set_value(5.0)
    pressed(test, jump)
    assert play.minute() == 5.0 and "Minute 5 of 10" in texts(led(play))


def test_a_jump_back_is_refused_in_words(play):
    play.start("facilitator")
    play.jump(6, "facilitator")
    test = led(play)
    jump = jump_there(play)
    minute_field(test).set_value(2.0)
    pressed(test, jump)
    assert "The clock never goes back." in texts(test) and play.minute() >= 6
    assert "The clock never goes back." not in [one.value for one in led(play).text]


def test_a_click_too_many_does_not_jump_twice(play):
    play.start("facilitator")
    play.pause("facilitator")
    test = led(play)
    folds, key = popovers(test), next_jump(test, play)
    pressed(test, key)
    after = play.minute()
    assert jumps(play) == 1 and key not in keys(test), "the button of what came next is another one now"
    assert folds["Jump ahead"] != popovers(test)["Jump ahead"], "and the fold is closed"
    jump = jump_there(play)
    minute_field(test).set_value(after + 1)
    pressed(test, jump)
    assert jump not in keys(test) and play.minute() == after + 1


def test_the_minute_to_jump_to_begins_at_the_next_one_and_the_end_is_told_before_the_button(play):
    play.start("facilitator")
    play.pause("facilitator")
    test = led(play)
    assert minute_field(test).value == 1.0 and "That is the end" not in texts(test)
    play.jump(6.5, "facilitator")
    assert minute_field(led(play)).value == 7.0
    minute_field(test).set_value(10.0).run()
    assert minute_field(test).value == 10.0, "what is typed is left alone"
    jump = jump_there(play)
    drawn = [getattr(one, "key", None) or getattr(one, "value", "") for one in elements(test)]
    (told,) = [place for place, one in enumerate(drawn) if str(one).startswith("That is the end")]
    assert told < drawn.index(jump)


def test_a_message_is_sent_before_its_time_and_by_hand_alone(play):
    test = led(play)
    test.toggle("lead_automatic").set_value(False).run()
    assert not play.state.is_automatic
    pressed(test, "lead_start")
    play.jump(2, "facilitator")
    assert not play.state.released
    test = led(play)
    assert "waits to be sent by you" in texts(test)
    pressed(test, "lead_send_chief")
    assert list(play.state.released) == ["chief"] and "lead_send_chief" not in keys(test)
    assert "was due at 7.0" in texts(test)


def test_the_events_list_says_what_is_past_and_next_with_mark_and_source(play):
    play.start("facilitator")
    play.jump(2, "facilitator")
    test = led(play)
    table = test.dataframe[-1].value
    assert list(table["minute"]) == sorted(table["minute"]) and set(table["now"]) == {"past", "to come"}
    assert "fact, from the text of those concerned as others quote it" in set(table["how we know it"])
    assert any("BeyondTrust" in source for source in table["source"])
    assert "Expect: The divergence." in texts(test)


def test_a_hint_costs_and_more_may_be_shown_never_less(play):
    test = led(play)
    assert set(test.segmented_control("lead_level").options) == {"Raw log", "Lanes", "Findings"}
    test.segmented_control("lead_level").set_value(RAW).run()
    assert play.state.level == RAW
    play.start("facilitator")
    test = led(play)
    assert popovers(test)["Give it, \N{MINUS SIGN}3 points"], "it is asked once more what it costs"
    pressed(test, "lead_hint_0")
    assert play.state.hints and "1 of 1 hint given, 3 points" in texts(test)
    pressed(test, f"lead_level_{LANES}")
    assert play.state.level == LANES and f"lead_level_{RAW}" not in keys(test)
    pressed(test, f"lead_level_{FINDINGS}")
    assert play.state.level == FINDINGS and "shown all that the program says" in texts(test)


def test_each_fold_with_something_final_has_an_id_of_its_own(play):
    play.assist(RAW, "facilitator")
    play.start("facilitator")
    test = led(play)
    more = popovers(test)
    assert more["Show lanes"] and more["Show findings"] and more["Show lanes"] != more["Show findings"]
    pressed(test, f"lead_level_{LANES}")
    assert popovers(test)["Show findings"] == more["Show findings"], "what was open on one is not open on another"


def test_counts_of_one_are_sentences_too(own_games, own_cases):
    written = (document.FOLDER / "ten-minutes.toml").read_text(encoding="utf-8")
    one = re.sub(r"costs = \d+", "costs = 1", written)
    play = own_games.new(own.keep(own_cases, "mine.toml", one.encode()), seed=1)
    play.join("Ada")
    play.start("facilitator")
    play.jump(4, "facilitator")
    play.answer("stolen", ["x"], "Ada")
    play.answer("from_when", "y", "Ada")
    play.call("Ada", [])
    play.hint(0, "facilitator")
    told = texts(led(play))
    assert "1 question without an answer, 1 call made." in told
    assert "1 of 1 hint given, 1 point" in told and "Hints cost 1 point of it." in told
    assert not re.search(r"\b(?<!\d\.)1 (questions|calls|hints|points|messages|players|steps|answers)\b", told)


def test_answers_stand_beside_the_right_ones_with_who_and_when_and_how_they_changed(play):
    play.join("Ada", "analyst")
    play.start("facilitator")
    play.answer("made", "nothing at all", "Ada")
    play.answer("made", "svc_sync_mail", "Ada")
    told = texts(led(play))
    right = play.game.truth.things[0].name
    assert f"Right: {right}" in told and "Ada: svc_sync_mail" in told and "10 of 10 points" in told
    assert "Minute 0.0, Ada: nothing at all" in told
    assert "1 of 3 questions answered" in told


def test_free_words_are_marked_by_the_facilitator(own_games):
    free = next(
        (one, question)
        for one in document.all_documents()
        for question in one.questions
        if question.kind == "words"
    )  # fmt: skip
    play = own_games.new(free[0], seed=1)
    play.join("Ada")
    play.start("facilitator")
    play.jump(free[1].minute + 0.1, "facilitator")
    play.answer(free[1].id, "![we](x) shut it", "Ada")
    test = led(play)
    assert "1 to be marked by you" in texts(test)
    assert not any("![we]" in one.value for one in [*test.markdown, *test.caption])
    test.number_input(f"lead_points_{free[1].id}").set_value(2.0)
    pressed(test, f"lead_mark_{free[1].id}")
    assert play.state.marks == {free[1].id: 2.0} and f"2 of {free[1].points} points" in texts(test)


def test_calls_are_judged_as_they_come_with_the_score_by_now(play):
    stolen = play.game.truth.stolen[0]
    play.join("Ada")
    play.start("facilitator")
    play.jump(5, "facilitator")
    play.call("Ada", [], words="all is <b>well</b>")
    play.call(
        "Ada", [Called(stolen.session_id, stolen.divergence_event_id, stolen.divergence_at)], ["x"], ["end_sessions"]
    )
    told = texts(led(play))
    assert "2 calls" in told and f"Right: {stolen.login}, session {stolen.session_id}" in told
    assert "counts now · right" in told and "replaced by a later one · not right, 1 stolen not named" in told
    assert f"{play.score().points:g} of {play.score().of} points by now" in told
    assert "In their words: all is <b>well</b>" in told


def test_a_seat_is_freed_for_somebody_who_comes_back(play):
    play.join("Ada <b>x</b>")
    test = led(play)
    assert "1 player at the table" in texts(test)
    test.selectbox("lead_seat").set_value("Ada <b>x</b>").run()
    pressed(test, "lead_free")
    assert not play.state.players


def test_the_end_is_confirmed_and_leads_to_the_debrief(play):
    play.start("facilitator")
    test = led(play)
    assert "nobody can answer or call any more" in texts(test)
    pressed(test, "lead_end")
    assert play.state.phase == ENDED and "lead_hold" not in keys(test)


def test_the_players_screen_can_be_looked_at_and_left(play):
    test = pressed(led(play), "as_player")
    assert "You lead this game and look at what players see." in texts(test)
    told = texts(test)
    assert play.game.document.title not in told and "Right:" not in told
    pressed(test, "back_to_leading")
    assert "lead_start" in keys(test)


def test_the_picture_shows_what_happened_and_what_is_to_come(play):
    play.join("Ada")
    play.start("facilitator")
    play.jump(5, "facilitator")
    stolen = play.game.truth.stolen[0]
    play.answer("stolen", stolen.session_id, "Ada")
    play.answer("made", "an app", "Ada")
    play.call("Ada", [Called(stolen.session_id)])
    marks = picture.marks(play)
    by_row = marks.groupby("row")["status"].agg(set).to_dict()
    assert by_row["log"] <= {"done", "to come"} and by_row["answers"] == {"right", "wrong"}
    assert by_row["calls"] == {"right"}
    sides = marks[marks["row"].eq("log")].set_index("words")["side"].to_dict()
    assert sides["An account is made."] == leading.FOREIGN and sides["The admin works on."] == leading.ORIGIN
    assert sides["A HAR file is handed over."] == leading.OTHER


def test_the_texts_of_somebodys_own_scenario_and_what_players_write_stay_text(own_games, own_cases):
    markup = "![x](http://a.example/y) <b>b</b> :red[c]"
    written = (document.FOLDER / "ten-minutes.toml").read_text(encoding="utf-8")
    for text in (
        "Ten minutes", "Example Quill", "A HAR file is handed over.", "The divergence.", "Short and plain",
        "Is somebody in our systems?", "What was made?", "The register says when", "the chief executive",
    ):  # fmt: skip
        assert text in written
        written = written.replace(text, f"{markup} {text}")
    play = own_games.new(own.keep(own_cases, "mine.toml", written.encode()), seed=1)
    play.join(markup[:40])
    play.start("facilitator")
    play.jump(8, "facilitator")
    play.answer("made", markup, markup[:40])
    play.call(markup[:40], words=markup)
    test = led(play)
    drawn = [one.value for one in [*test.markdown, *test.caption, *test.title, *test.subheader]]
    drawn += [one.label for one in [*test.button, *test.toggle, *test.selectbox, *test.number_input, *test.expander]]
    assert not [one for one in drawn if "![x]" in one or "<b>" in one or ":red[" in one]
    assert any(markup in one.value for one in test.text)
