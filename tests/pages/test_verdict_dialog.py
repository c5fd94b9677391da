"""Verdicts on the screens, without a browser: given, refused, taken back, filtered, and what shares an indicator."""

import functools
import json
import re

import pytest
from streamlit.testing.v1 import AppTest

import judged
from analysis import findings_filter, findings_view, verdicts
from parts import cases
from screens import texts

TRUTH = json.loads((judged.SAMPLES / "demo-truth.json").read_text())["replays"]
REPLAY = next(replay for replay in TRUTH if replay["actor_login"].startswith("leila.anchor"))
KEY = REPLAY["session_id"]


@pytest.fixture
def findings(open_screen):
    """The list, on the demo."""
    return functools.partial(open_screen, "findings.py", judged.demo)


@pytest.fixture
def session(open_screen):
    """The session of a planted replay, on the demo."""
    return functools.partial(open_screen, "session.py", judged.demo, session=KEY)


@pytest.fixture
def form(own_cases):
    """What is inside the dialog: a test without a browser cannot open one."""

    def opened(verdict: str | None = "replay", key: str = KEY) -> AppTest:
        if not (own_cases / "mine").exists():
            judged.demo(own_cases / "mine")
        test = AppTest.from_function(_inside, kwargs={"verdict": verdict, "key": key}, default_timeout=60)
        test.session_state["case"] = "mine"
        test.run()
        assert not test.exception, test.exception
        return test

    return opened


def _inside(verdict: str | None, key: str) -> None:
    from parts import cases, verdict_dialog

    if verdict is None:
        verdict_dialog.draw_undo(cases.current(), [key])
    else:
        verdict_dialog.draw_form(cases.current(), [key], verdict)


def case(own_cases):
    return cases.open_cases().get(own_cases / "mine")


def keep(test: AppTest, reason: str, author: str = "kim", button: str = "Keep this verdict") -> AppTest:
    for field in test.text_input:
        field.set_value(author if field.label == "Your name or initials" else reason)
    next(one for one in test.button if one.label == button).click().run()
    assert not test.exception, test.exception
    return test


def choice(test: AppTest, label: str):
    return next(field for field in test.multiselect if field.label.startswith(label))


def test_a_verdict_stands_beside_the_band(form, findings, own_cases):
    keep(form(), "She was asleep")
    (one,) = verdicts.in_force(case(own_cases)).values()
    assert (one.verdict, one.author, one.reason, one.basis) == ("replay", "kim", "She was asleep", "log only")
    test = findings(session=KEY)
    shown = test.dataframe[0].value
    assert shown["verdict"].tolist().count("replay") == 1 and set(shown["verdict"]) == {"replay", ""}
    said = texts(test)
    assert re.search(r"Judged by a person: one replay\. \d+ open\.", said)
    assert "kim: She was asleep" in said
    assert "an indicator of this case" in said


def test_a_verdict_without_a_reason_is_refused_in_words(form, own_cases):
    assert "The verdict has no reason." in texts(keep(form(), ""))
    assert not verdicts.history(case(own_cases))


def test_a_filter_by_verdict_stands_in_the_address(form, findings):
    keep(form("unsure"), "")
    assert len(findings(verdict="unsure").dataframe[0].value) == 1
    judged_by_nobody = findings(verdict="open").dataframe[0].value
    assert len(judged_by_nobody) and "verdict" not in judged_by_nobody, "the room is the reasons' then"
    honest = findings(verdict="unsure", band="explained").dataframe[0].value
    assert len(honest) == 1, "what a person judged is shown whatever its band"
    assert "No finding matches" in texts(findings(shares="indicator"))
    assert len(findings(verdict="nonsense").dataframe[0].value) > 1


def test_the_session_shows_its_verdict_with_history_and_takes_it_back(form, session, own_cases):
    assert "No person has judged this session yet" in texts(session())
    keep(form(), "She was asleep")
    test = session()
    said = texts(test)
    assert "**Verdict: replay** · log only" in said
    assert "Indicators of this case: address" in said
    assert {"Replay", "Benign", "Unsure", "Take back"} <= {button.label for button in test.button}
    keep(form(None), "A mistake", "lee", "Take it back")
    assert verdicts.of(case(own_cases), KEY) is None
    said = texts(session())
    assert "**taken back**" in said and "taken back later" in said and "lee: A mistake" in said


def test_a_person_can_untick_an_indicator(form, own_cases):
    test = form()
    ticked = choice(test, "Becomes an indicator")
    assert [name.split()[0] for name in ticked.options] == ["address", "device", "agent"]
    ticked.set_value([one for one in ticked.value if one[0] == "address"])
    keep(test, "Seen in person")
    assert [kind for kind, _ in verdicts.of(case(own_cases), KEY).indicators] == ["address"]


def test_a_benign_verdict_teaches_what_is_chosen_and_nothing_by_itself(form, own_cases):
    test = form("benign")
    offered = choice(test, "Teach this case")
    assert offered.value == []
    offered.set_value([("address", REPLAY["foreign_addresses"][0])])
    keep(test, "A penetration test")
    known = verdicts.knowledge(case(own_cases)).to_pylist()
    assert [(row["means"], row["kind"], row["value"]) for row in known] == [
        ("benign", "address", REPLAY["foreign_addresses"][0])
    ]
    assert known[0]["actor_id"] == REPLAY["actor_id"], "for this person, unless somebody says everybody"


def test_what_shares_an_indicator_is_listed_on_both_screens(findings, session, own_cases):
    findings()
    opened = case(own_cases)
    verdicts.give(opened, [KEY], "replay", basis="endpoint", author="kim", reason="Seen in person")
    shared = verdicts.shared_indicators(opened)
    assert not shared.empty
    list_screen, one_session = findings(), session()
    title = "an indicator of this "
    assert title + "case" in texts(list_screen) and title + "session" in texts(one_session)
    table = next(frame.value for frame in list_screen.dataframe if "verdict on" in frame.value)
    assert set(table["verdict on"]) == {REPLAY["actor_login"].split("@")[0]}


def test_hostile_text_in_verdicts_and_values_is_in_no_markdown(form, open_screen, own_cases):
    make = judged.hostile
    open_screen("findings.py", make)
    opened = case(own_cases)
    key = str(findings_view.page(opened, findings_filter.Filter())["session_key"].iloc[0])
    verdicts.give(
        opened, [key], "replay", basis="log only", author=judged.HOSTILE, reason=judged.HOSTILE, note=judged.HOSTILE,
        tags=[judged.HOSTILE],
    )  # fmt: skip
    for test in (open_screen("findings.py", make), open_screen("session.py", make, session=key)):
        judged.no_markup_of_the_log(test)
    for verdict in (*verdicts.VERDICTS, None):
        judged.no_markup_of_the_log(form(verdict, key))
