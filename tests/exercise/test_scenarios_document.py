"""A scenario's document is read, or said to be wrong with the line at which a text editor mends it."""

from __future__ import annotations

from collections import Counter

import pytest

from analysis.errors import CrumblineError
from analysis.exercise.scenarios import document
from analysis.exercise.scenarios.parts import FACTS, INFERENCE, MADE_UP
from analysis.exercise.scenarios.reading import ScenarioWrong

GOOD = (document.FOLDER / "ten-minutes.toml").read_text(encoding="utf-8")
SHIPPED = document.all_documents()


def faults_of(text: str) -> list[tuple[int, str]]:
    with pytest.raises(ScenarioWrong) as wrong:
        document.read_text("mine.toml", text)
    assert str(wrong.value).startswith(f"mine.toml, line {wrong.value.faults[0].line}: ")
    return [(fault.line, fault.words) for fault in wrong.value.faults]


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ('does = "create_user"', 'does = "create_usr"', "did you mean 'create_user'?"),
        ('client = "thief"\nafter = "15', 'client = "theif"\nafter = "15', "no client is called 'theif'"),
        ('id = "made"\ndoes', 'idd = "made"\ndoes', "'idd' is not known here; did you mean 'id'?"),
        ('at = "day 8 09:00"', 'at = "8. 9:00"', "a moment like"),
        ('after = "15-25 min"', 'after = "a while"', "a time like"),
        ('answer = "truth.sessions"', 'answer = "truth.session"', "did you mean 'sessions'?"),
        ('answer = "truth.divergence"', 'answer = "truth.sessions"', "answers session only, not event"),
        ('follows = "made"', 'follows = "maid"', "no step is called 'maid'"),
        ('"disable_made_account", "end_sessions"', '"end_session"', "did you mean 'end_sessions'?"),
        ("{account.admin.name}, the file", "{account.boss.name}, the file", "{account.boss.name} names no account"),
        ("costs = 3", 'costs = "3"', "costs must be a number, not '3'"),
        ('from = "helpdesk"', "from = 7", "from must be a text in quotation marks"),
        ('log = "day 8 12:00"', 'log = "day 8 08:00"', "must both be later"),
        ('network = "offshore vpn"', 'network = "onshore vpn"', "network cannot be 'onshore vpn'"),
        ("days = 9", "days = 7", "after the last day of the log"),
        ('["everyone"]\nchannel = "tele', '["boss"]\nchannel = "tele', "nobody has the role 'boss'"),
        ("minute = 7\n", "minute = 70\n", "minute 70 is after the end"),
        ('does = "create_user"', 'does = ""', "does must not be empty; there are: administers"),
        ('role = "admin"', 'role = ""', "role must not be empty; there are: admin, helpdesk"),
        ('network = "offshore vpn"', 'network = ""', "network must not be empty; there are: café"),
        ('place = "office"', 'place = ""', "place must not be empty; there are: company vpn"),
        ('signs_in = "day 8 08:00"', 'signs_in = ""', "signs_in must not be empty"),
        ('source = "our reading of Okta\'s published event types"\n', "", "what is marked inference needs a source"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line(was: str, now: str, says: str):
    assert GOOD.count(was) >= 1, was
    text = GOOD.replace(was, now, 1)
    found = faults_of(text)
    assert any(says in words for _, words in found), found
    lines = [line for line, words in found if says in words]
    if now:
        first = line_of(GOOD, was)
        assert any(first - 6 <= line <= first + now.count("\n") + 1 for line in lines), (found, first)


def test_the_fault_stands_on_the_very_line_of_its_key():
    text = GOOD.replace('does = "create_user"', 'does = "create_usr"')
    assert faults_of(text)[0][0] == line_of(text, 'does = "create_usr"')


def test_what_is_no_toml_is_told_with_its_line():
    text = GOOD.replace('title = "Ten minutes"', 'title = "Ten minutes')
    assert faults_of(text)[0][0] == 1
    assert "not TOML" in faults_of(text)[0][1]


def test_all_faults_are_told_at_once():
    text = (
        GOOD.replace('does = "create_user"', 'does = "x"')
        .replace("costs = 3", "costs = -1")
        .replace("days = 9", "dayz = 9")
    )
    assert len(faults_of(text)) >= 3


def test_a_thief_in_a_story_where_nothing_is_stolen_is_a_fault():
    assert "is_replay" in faults_of("is_replay = false\n" + GOOD)[0][1]


def test_a_missing_text_says_which():
    text = GOOD.replace('words = "An account is made."\n', "")
    assert any("step 3: words is missing" in words for _, words in faults_of(text))


def test_steps_out_of_order_are_a_fault():
    text = GOOD.replace('after = "5-9 min"', 'at = "day 8 08:30"')
    assert any("earlier than step" in words for _, words in faults_of(text))


def test_a_question_that_tells_the_time_of_a_step_too_early_is_a_fault():
    text = GOOD.replace('asks = "What was made?"', 'asks = "What was made at {step.made.time}?"')
    assert any("names step 'made' before" in words for _, words in faults_of(text))
    later = text.replace('id = "made"\nkind', 'id = "made"\nminute = 9\nkind')
    assert later != text
    document.read_text("mine.toml", later)


def test_nothing_of_that_name_says_what_there_is():
    with pytest.raises(CrumblineError, match="consumer-vpn"):
        document.find("consumer")


def test_at_least_eleven_exercises_ship_and_read():
    assert len(SHIPPED) >= 11
    assert sum(not one.is_replay for one in SHIPPED) >= 2
    assert sum(one.mark == INFERENCE for one in SHIPPED) >= 3


def test_every_exercise_has_what_the_field_asks_for():
    for one in SHIPPED:
        assert one.objectives and one.audience and one.hints and one.ending and one.basis, one.id
        assert len(one.injects) >= 3 and len(one.questions) >= 3, one.id
        assert one.containment.needed, one.id
        assert all(question.debrief for question in one.questions), one.id


def test_messages_come_from_many_desks():
    senders = Counter(inject.sender for one in SHIPPED for inject in one.injects)
    for desk in ("counsel", "communications", "the chief executive", "the vendor's support", "helpdesk", "SOC"):
        assert senders[desk], desk


def test_facts_have_their_source_and_the_three_of_2023_have_facts():
    for one in SHIPPED:
        told = [(basis.mark, basis.source) for basis in one.basis] + [(step.mark, step.source) for step in one.steps]
        assert all(source for mark, source in told if mark != MADE_UP), one.id
    for name in ("backdoor-account", "identity-provider", "two-administrators"):
        assert any(basis.mark in FACTS for basis in document.find(name).basis), name
