"""The card with the published rules, without a browser."""

from __future__ import annotations

import json
import threading

import pytest

import judged
import stories
from analysis.rules import panel
from parts import cases, rules_asked
from parts.jobs import Jobs
from screens import texts

REPLAY = json.loads((judged.SAMPLES / "demo-truth.json").read_text())["replays"][1]


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch):
    """However busy the machine is, the card waits for the rules of the small case."""
    monkeypatch.setattr(rules_asked, "PATIENCE_S", 60.0)


@pytest.fixture
def demo_session(open_screen):
    """Open the demo's second replay."""

    def opened(**more: str):
        return open_screen("session.py", judged.demo, session=REPLAY["session_id"], **more)

    return opened


def test_the_card_says_which_rules_would_have_fired_and_which_cannot_see(demo_session, own_cases):
    said = texts(demo_session())
    told = panel.outcomes(cases.open_cases().get(own_cases / "mine"), REPLAY["session_id"])
    assert f"### {panel.headline(told)}" in said
    for row in told:
        assert row["reason"] in said
    assert {row["outcome"] for row in told} == {"fired", "silent", "cannot see"}


def test_a_rule_that_fired_opens_the_event_at_which_it_did(demo_session):
    test = demo_session()
    button = next(button for button in test.button if str(button.key) == "rule-event-folklore_two_networks")
    button.click().run()
    assert not test.exception
    assert REPLAY["divergence_event_id"] in {
        json.loads(code.value)["uuid"] for code in test.code if '"uuid"' in code.value
    }


def test_the_rules_are_asked_when_a_session_is_first_opened_and_not_again(demo_session, own_cases, monkeypatch):
    demo_session()
    assert panel.is_made(cases.open_cases().get(own_cases / "mine"))
    monkeypatch.setattr(panel, "run", lambda *_, **__: None)
    assert "published rules would have fired" in texts(demo_session())


def test_on_a_large_case_the_screen_does_not_wait_and_the_card_fills_itself(demo_session, own_cases, monkeypatch):
    may_answer = threading.Event()
    run = panel.run

    def slow(case, **more):
        may_answer.wait(60)
        run(case, **more)

    monkeypatch.setattr(panel, "run", slow)
    monkeypatch.setattr(rules_asked, "PATIENCE_S", 0.0)
    test = demo_session()
    assert "The card fills by itself" in texts(test)
    asking = rules_asked.askings().begin(cases.open_cases().get(own_cases / "mine"))
    may_answer.set()
    assert asking.ended.wait(60)
    assert "published rules would have fired" in texts(test.run())


def test_rules_that_cannot_be_asked_say_so_and_can_be_asked_again(demo_session, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(panel, "run", lambda *_, **__: 1 / 0)
        test = demo_session()
        assert "The rules could not be asked" in texts(test)
    test.button(key="rules-again").click().run()
    assert "published rules would have fired" in texts(test)


def test_while_the_case_is_worked_on_the_rules_wait(demo_session, monkeypatch):
    monkeypatch.setattr(Jobs, "is_running", lambda *_: True)
    assert "The rules are asked when the work under way has ended." in texts(demo_session())


def test_hostile_text_stays_text(open_screen, own_cases):
    judged.hostile(own_cases / "mine")
    case = cases.open_cases().get(own_cases / "mine")
    session = stories.findings(case)[0]["session_key"]
    judged.no_markup_of_the_log(open_screen("session.py", session=session))
