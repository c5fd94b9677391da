"""What would end in the middle of making a scenario is a fault of its document, with the line that mends it."""

from __future__ import annotations

import pytest

from analysis.exercise.scenarios import document, make
from analysis.exercise.scenarios.reading import ScenarioWrong

GOOD = (document.FOLDER / "ten-minutes.toml").read_text(encoding="utf-8")
TO_MIDNIGHT = (
    GOOD.replace("days = 9", "days = 8")
    .replace('log = "day 8 12:00"', 'log = "day 8 23:59"')
    .replace('leaves = "day 8 15:00"', 'leaves = "day 8 23:59"')
)


def faults_of(text: str) -> list[tuple[int, str]]:
    with pytest.raises(ScenarioWrong) as wrong:
        document.read_text("mine.toml", text)
    return [(fault.line, fault.words) for fault in wrong.value.faults]


def parts(role: str, count: int) -> str:
    return "".join(f'[[account]]\nname = "more-{number}"\nrole = "{role}"\n' for number in range(count))


def question(kind: str, answer: str) -> str:
    return (
        f'[[question]]\nid = "mine"\nkind = "{kind}"\nasks = "?"\nanswer = {answer}\noptions = ["a", "b"]\n'
        'debrief = "."\n'
    )


def thief_at(time: str) -> str:
    return (
        '[[step]]\nid = "late"\ndoes = "apps"\ncount = 4\naccount = "admin"\nclient = "thief"\n'
        f'at = "day 8 {time}"\nwords = "He opens apps."\n'
    )


@pytest.mark.parametrize(("role", "fits", "more"), [("helpdesk", 1, 1), ("admin", 4, 2)])
def test_more_parts_than_people_of_a_role_are_a_fault(role: str, fits: int, more: int):
    enough = GOOD + parts(role, fits)
    make.made(document.read_text("mine.toml", enough), 1)
    found = faults_of(GOOD + parts(role, fits + more))
    assert len(found) == more
    assert found[0][0] == enough.count("\n") + 3
    assert f"nobody with the role '{role}' is left to play it: a company of 24 people (size small) has" in found[0][1]


def test_a_very_large_company_has_staff_to_play():
    text = GOOD.replace("days = 9", "days = 9\npeople = { large = 20000 }") + parts("staff", 3)
    assert document.read_text("mine.toml", text).people["large"] == 20_000


def test_braces_in_an_answer_are_a_field_or_a_fault():
    written = question("names", '["svc {sync}"]')
    line, words = faults_of(GOOD + written)[0]
    assert line == (GOOD + written[: written.index("answer")]).count("\n") + 1
    assert "{sync} is no field" in words
    document.read_text("mine.toml", GOOD + question("names", '["{account.admin.login}"]'))


def test_a_thief_who_may_outlast_the_log_is_a_fault():
    line, words = faults_of(TO_MIDNIGHT + thief_at("23:58"))[0]
    assert line == TO_MIDNIGHT.count("\n") + 1
    assert "may last until day 9 00:12, and the log ends with day 8" in words
    made = make.made(document.read_text("mine.toml", TO_MIDNIGHT + thief_at("23:40")), 1)
    assert made.game.truth.steps["late"].event_ids


@pytest.mark.parametrize(
    ("kind", "answer", "says"),
    [
        ("one of", '["a"]', "one of the options, not a list"),
        ("one of", '"c"', "none of the options"),
        ("several of", "[]", "its answer is empty"),
        ("names", '[" "]', "its answer is empty"),
        ("number", "true", "answered by a number"),
        ("moment", '"soon"', 'a time like "day 10 09:05"'),
        ("moment", '"day 30 09:20"', "after the last day"),
    ],
)
def test_an_answer_that_nobody_can_give_is_a_fault(kind: str, answer: str, says: str):
    assert any(says in words for _, words in faults_of(GOOD + question(kind, answer)))


def test_a_moment_of_the_log_is_an_answer():
    made = make.made(document.read_text("mine.toml", GOOD + question("moment", '"day 8 09:20"')), 1)
    assert made.game.asked[-1].answer == "2023-10-09T09:20:00.000Z"
