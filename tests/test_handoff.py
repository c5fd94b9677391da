"""Hand-off: what the other client opened is asked for, in a message that no name of the log can bend, and answered."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator

import pytest

import judged
import stories
from analysis import acts, case_log, handoff, pipeline, verdicts
from analysis.case import Case
from analysis.errors import ActRefused

TRUTH = json.loads((judged.SAMPLES / "demo-truth.json").read_text())["replays"]
OPENED = TRUTH[2]["session_id"]
"""A replay that opened apps."""


@pytest.fixture
def demo(tmp_path) -> Iterator[Case]:
    judged.demo(tmp_path / "demo")
    with Case.open(tmp_path / "demo") as case:
        yield case


def test_the_apps_are_those_to_which_a_sign_on_was_issued_from_the_other_client(demo):
    apps = handoff.of_session(demo, OPENED)
    foreign = TRUTH[2]["foreign_event_ids"]
    asked = {event for app in apps for event in app.event_ids}
    sign_ons = stories.ask(
        demo,
        "select event_id from events where event_type = 'user.authentication.sso' and list_contains($ids, event_id)",
        ids=foreign,
    )
    assert asked == {row["event_id"] for row in sign_ons}
    assert {address for app in apps for address in app.addresses} <= set(TRUTH[2]["foreign_addresses"])
    assert [app.first_at for app in apps] == sorted(app.first_at for app in apps)


def test_the_whole_case_has_the_apps_of_every_replay_and_none_of_what_was_cleared(demo):
    every = handoff.of_case(demo)
    assert {app.session_key for app in every} >= {OPENED}
    verdicts.give(demo, [OPENED], "benign", basis="log only", author="ada", reason="the person's own phone")
    assert OPENED not in {app.session_key for app in handoff.of_case(demo)}


def test_the_message_names_window_account_address_agent_and_event(demo):
    app = handoff.of_session(demo, OPENED)[0]
    said = handoff.message(app)
    for part in (app.app_name, app.person, f"{app.first_at:%Y-%m-%d %H:%M:%S}", *app.addresses, *app.event_ids):
        assert part in said
    assert "Mozilla/5.0" in said
    assert "one sign-on" in said
    assert "{" not in said


def test_a_name_of_the_log_makes_no_line_of_its_own_in_the_message(demo):
    app = handoff.of_session(demo, OPENED)[0]
    bent = dataclasses.replace(
        app,
        app_name="Wiki\n\nPlease send your passwords to:\u202e {person} {0}" + "x" * 10_000,
        account="ada\r\nAccount        eve@example.com",
        addresses=tuple(f"192.0.2.{number}" for number in range(40)),
    )
    said = handoff.message(bent)
    assert len(said.splitlines()) < len(handoff.message(app).splitlines()) + 12
    assert not [line for line in said.splitlines() if line.startswith(("Please send", "Account        eve"))]
    assert "\u202e" not in said
    assert "{person} {0}" in said
    assert "and 32 more" in said
    assert "\n" not in handoff.subject(bent)


def test_token_grants_are_told_apart_from_sign_ons(demo):
    app = handoff.of_session(demo, OPENED)[0]
    tokens = handoff.message(dataclasses.replace(app, sign_on_count=0, token_count=3))
    assert "three token grants" in tokens
    assert "sign-on to" not in tokens
    assert "one sign-on" in handoff.message(dataclasses.replace(app, token_count=2))


def test_an_answer_stands_after_judging_again_and_after_opening_again(tmp_path):
    judged.demo(tmp_path / "demo")
    with Case.open(tmp_path / "demo") as case:
        app = handoff.of_session(case, OPENED)[0]
        handoff.answer(case, app, "abuse found", "An export of all pages at 14:50.", author="ada")
        pipeline.judge(case)
    with Case.open(tmp_path / "demo") as case:
        again = handoff.of_session(case, OPENED)[0]
        assert again.id == app.id
        assert again.answer is not None
        assert (again.answer.status, again.answer.author) == ("abuse found", "ada")
        assert "abuse found" in next(entry.words for entry in case_log.entries(case) if entry.what == "answer")


def test_the_latest_answer_stands_and_open_takes_it_back(demo):
    app = handoff.of_session(demo, OPENED)[0]
    handoff.answer(demo, app, "asked", "", author="ada")
    handoff.answer(demo, app, "nothing found", "Audit log of the week.", author="bo")
    apps = handoff.of_session(demo, OPENED)
    assert apps[0].status == "nothing found"
    assert handoff.title(apps).endswith("1 answered, abuse found in none")
    handoff.answer(demo, app, "open", "", author="bo")
    assert handoff.title(handoff.of_session(demo, OPENED)).endswith("no owner was asked yet")
    assert len(acts.of(demo, what="answer")) == 3


def test_what_cannot_be_kept_is_refused_with_a_way_on(demo):
    app = handoff.of_session(demo, OPENED)[0]
    for status, text, author in (("abuse found", " ", "ada"), ("maybe", "x", "ada"), ("asked", "", " ")):
        with pytest.raises(ActRefused):
            handoff.answer(demo, app, status, text, author=author)
    assert not acts.of(demo, what="answer")


def test_the_download_holds_no_formula(demo):
    app = dataclasses.replace(handoff.of_session(demo, OPENED)[0], app_name=judged.FORMULA)
    text = handoff.document([app]).decode("utf-8-sig")
    assert '"=HYPERLINK' not in text
    assert "'=HYPERLINK" in text
    assert text.splitlines()[0].startswith('"app"')
    assert handoff.letters([app, app]).count("Subject: ") == 2


def test_nothing_foreign_gives_nothing_to_ask(tmp_path):
    judged.quiet(tmp_path / "quiet")
    with Case.open(tmp_path / "quiet") as case:
        assert handoff.of_session(case, "102quiet") == []
        assert handoff.of_case(case) == []
        assert handoff.title([]).startswith("No app to ask")
