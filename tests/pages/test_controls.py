"""The Controls screen without a browser: no case, the demo, no replays, limits of one's own, hostile text."""

from __future__ import annotations

import functools

import pytest

import judged
from screens import texts


@pytest.fixture
def screen(open_screen):
    return functools.partial(open_screen, "controls.py")


def table(test, column: str):
    return next(one.value for one in test.dataframe if column in one.value)


def test_a_case_without_evidence_sends_to_the_evidence(screen):
    test = screen()
    assert "Nothing was judged yet" in texts(test)
    assert [button.label for button in test.button] == ["Add evidence"]


def test_the_demo_says_what_would_have_stopped_it_and_what_it_costs(screen):
    test = screen(judged.demo)
    assert test.title[0].value.endswith("would have interrupted all 4 replays")
    said = texts(test)
    assert "4 replays, 404 honest sessions, 1 undecided and left out" in said
    assert "**50 of every 1,000** honest sessions" in said
    assert "Cannot see" in said and "Price" in said and "Interrupted most:" in said
    rows = table(test, "per_1000")
    assert list(rows["per_1000"]) == sorted(rows["per_1000"]), "from least to most friction"
    assert rows["frontier"].str.contains("on the frontier").sum() >= 2
    assert rows["stopped"].max() == 4
    replays = table(test, "interrupted")
    assert len(replays) == 4 and replays["interrupted"].notna().all()
    assert "Sessions end at HAR upload" in said and "not tried" in said.lower()


def test_the_address_chooses_control_question_and_limits(screen):
    test = screen(judged.demo, control="bound_to_country", question="network_binding", idle="45", absolute="90")
    said = texts(test)
    assert "### Session bound to its country" in said
    assert table(test, "divergence")["interrupted"].isna().sum() == 1
    assert (table(test, "per_1000")["control"] == "Lifetimes 45 min / 90 min").any()
    assert table(test, "detail")["detail"].str.startswith("AS").all()
    assert "beyond 90 min in all" in said, "the audit asks for the same limits"


def test_what_is_no_control_is_said_and_another_is_shown(screen):
    said = texts(screen(judged.demo, control="<b>nothing</b>", minutes="x", idle="-3", question="![x](y)"))
    assert "was not tried on this log" in said and "<b>" not in said
    assert "### Admin Console bound" in said


def test_the_audit_and_the_checklist_are_whole(screen):
    test = screen(judged.demo)
    said = texts(test)
    assert "Is a session tied to its network?" in said and "138 of 409 sessions went on" in said
    assert "rows of the checklist are answered from this case" in said
    rows = table(test, "asked")
    assert len(rows) == 51 and (rows["answer"].str.len() > 10).all() and (rows["where"].str.len() > 3).all()


def test_without_replays_the_price_alone_is_shown(screen):
    test = screen(judged.quiet)
    said = texts(test)
    assert test.title[0].value in (
        "No replay to stop here: what each control would cost",
        "No control would have interrupted anybody in this log",
    )
    assert "Interrupted replays" not in said
    assert "Not tried on this log" in said


def test_hostile_text_stays_text(screen):
    for question in ("apps_from_elsewhere", "personal_devices", "network_binding"):
        test = screen(judged.hostile, question=question)
        judged.no_markup_of_the_log(test)
        for element in [*test.button, *test.metric, *test.expander]:
            assert "stranger" not in element.label
