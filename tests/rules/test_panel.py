"""The published rules, each on its stories, and how they are asked."""

from __future__ import annotations

import csv
import difflib
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import stories
from analysis import pipeline
from analysis.case import Case
from analysis.rules import panel, rule_files
from rules import rule_stories
from rules.rule_stories import STORIES


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> Iterator[Case]:
    """All stories in one case."""
    more = [*_pushes_before_a_sign_in("ida"), *_suspicion_without_a_session("eva")]
    with stories.judged(tmp_path_factory.mktemp("rules"), [*rule_stories.every_story(), *more]) as case:
        yield case


@pytest.fixture(scope="module")
def judged_once(tmp_path_factory) -> Path:
    """The folder of a case with one honest session."""
    folder = tmp_path_factory.mktemp("plain")
    stories.judged(folder, [stories.sign_in("09:00"), stories.event("09:30")]).close()
    return folder / "case"


@pytest.fixture
def plain(judged_once, tmp_path) -> Iterator[Case]:
    """A case of one's own with one honest session."""
    shutil.copytree(judged_once, tmp_path / "case")
    with Case.open(tmp_path / "case") as case:
        yield case


def _pushes_before_a_sign_in(who: str) -> list[dict]:
    push = "system.push.send_factor_verify_push"
    pushes = [stories.event(f"09:{minute:02}", push, who=who, session=None, token=who) for minute in range(12)]
    return [*pushes, *(stories.sign_in(at, who=who, session=who, token=who) for at in ("09:20", "09:25"))]


def _suspicion_without_a_session(who: str) -> list[dict]:
    suspicion = stories.event(
        "09:40", "user.risk.detect", who="okta", session=None, target=[stories.person(who)],
        debug={"risk": "{reasons=Associated sessionId is suspected to be hijacked, level=HIGH}"},
    )  # fmt: skip
    own = [stories.sign_in(at, who=who, session=f"{who}-{at[0]}", token=who) for at in ("09:30", "2 09:00")]
    return [suspicion, *own]


def of(case: Case, rule: str, session: str) -> dict:
    """What one rule says of a session, or of the client of one person that has none."""
    keys = stories.ask(
        case,
        "select session_key from sessions where session_id = $called or (is_inferred and actor_id = '00u' || $called)",
        called=session,
    )
    return next(row for row in panel.outcomes(case, keys[0]["session_key"]) if row["rule"] == rule)


@pytest.mark.parametrize("rule", STORIES)
def test_a_rule_fires_on_its_story(told, rule):
    found = of(told, rule, rule_stories.name(rule, "fires"))
    assert found["outcome"] == "fired", found["reason"]
    assert found["event_ids"]
    assert "{" not in found["reason"]


@pytest.mark.parametrize("rule", STORIES)
def test_a_rule_is_silent_on_what_it_does_not_look_for(told, rule):
    found = of(told, rule, rule_stories.name(rule, "silent"))
    assert found["outcome"] == "silent", found["reason"]


@pytest.mark.parametrize("rule", [rule for rule, story in STORIES.items() if story.blind])
def test_a_rule_says_what_it_cannot_see(told, rule):
    found = of(told, rule, rule_stories.name(rule, "blind"))
    assert found["outcome"] == "cannot see", found["reason"]
    assert STORIES[rule].because in found["reason"]


def test_a_case_that_lacks_a_kind_of_event_is_not_called_silent(plain):
    lacking = {rule: story.blind_case for rule, story in STORIES.items() if story.blind_case}
    for rule, reason in lacking.items():
        found = of(plain, rule, "s1")
        assert found["outcome"] == "cannot see"
        assert reason in found["reason"]


def test_every_rule_has_a_source_a_logic_and_its_stories():
    assert set(STORIES) == set(panel.rules())
    for name, rule in panel.rules().items():
        assert rule.source.split()[0].count(".") or rule.by == "folklore", f"{name}: where does it stand?"
        for text in (rule.logic, rule.blind, rule.says, *rule.differs.values()):
            assert text.endswith("."), f"{name}: {text!r} is no sentence"
        assert 1 <= rule.logic.count(". ") + 1 <= 2, f"{name}: one or two sentences of logic"
        can_be_blind = bool(STORIES[name].blind or STORIES[name].blind_case)
        assert can_be_blind == bool(rule.needs), f"{name}: what it needs and a story in which it is missing"


def test_events_are_of_the_session_and_never_more_than_fifty(told):
    (worst,) = stories.ask(told, "select max(len(event_ids)) as most from rule_firings")
    assert 0 < worst["most"] <= 50
    strangers = stories.ask(
        told,
        "select rule, event_id from (select rule, session_key, unnest(event_ids) as event_id from rule_firings) "
        "anti join session_events using (session_key, event_id)",
    )
    assert {row["rule"] for row in strangers} <= {"okta_itp_hijacking", "sentinel_mfa_fatigue"}


def test_pushes_before_a_sign_in_are_brought_to_the_session_that_begins_after_them(told):
    assert of(told, "sentinel_mfa_fatigue", "ida")["outcome"] == "fired"


def test_a_suspicion_without_a_session_is_brought_to_those_in_use(told):
    assert of(told, "okta_itp_hijacking", "eva-0")["outcome"] == "fired"
    assert of(told, "okta_itp_hijacking", "eva-2")["outcome"] == "silent"


def test_the_rules_are_asked_once_for_a_state_of_the_case(plain, monkeypatch):
    panel.run(plain)
    monkeypatch.setattr(Case, "write", lambda *_: pytest.fail("asked again"))
    panel.run(plain)
    assert panel.is_made(plain)


def test_new_evidence_asks_them_anew(plain, tmp_path):
    panel.run(plain)
    more = stories.lines(tmp_path / "more.jsonl", [stories.event("09:40", address="203.0.113.9", asn=64599)])
    pipeline.add_evidence(plain, [more])
    pipeline.judge(plain)
    assert not panel.is_made(plain)
    assert of(plain, "folklore_two_networks", "s1")["outcome"] == "fired"


def test_a_case_that_an_older_version_asked_is_asked_anew(plain, monkeypatch):
    with monkeypatch.context() as older:
        older.setattr(rule_files, "digest", lambda: "older")
        panel.run(plain)
    assert not panel.is_made(plain)
    panel.run(plain)
    assert panel.is_made(plain)


def test_a_rule_that_cannot_be_run_spoils_no_other(plain, monkeypatch):
    broken = dict(panel.rules())
    good = broken["folklore_two_networks"]
    file = type(good.file)(good.name, good.file.path, good.file.header, "from nowhere", frozenset())
    broken["folklore_two_networks"] = type(good)(**{**good.__dict__, "file": file})
    monkeypatch.setattr(panel, "rules", lambda: broken)
    assert "could not be run here" in of(plain, "folklore_two_networks", "s1")["reason"]
    assert of(plain, "elastic_countries", "s1")["outcome"] == "silent"


def test_a_case_without_evidence_has_no_answers(tmp_path):
    with Case.open(tmp_path / "empty") as case:
        panel.run(case)
        assert panel.outcomes(case, "s1") == []
        assert panel.firings(case).num_rows == 0


def test_firings_name_rule_and_session(told):
    found = {(row["rule"], row["session_key"]) for row in panel.firings(told).to_pylist()}
    assert ("okta_session_binding", rule_stories.name("okta_session_binding", "fires")) in found


def test_the_document_holds_every_rule_and_no_formula(told):
    answers = panel.outcomes(told, rule_stories.name("okta_session_binding", "fires"))
    rows = list(csv.DictReader(io.StringIO(panel.document(answers).decode("utf-8-sig"))))
    assert len(rows) == len(panel.rules())
    assert rows[0]["outcome"] == "fired"
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_likeness_of_agents_falls_on_the_same_side_as_the_published_measure(plain):
    """Why: theirs is the ratio of difflib, which DuckDB has not."""
    names = ("mac chrome", "mac chrome 123", "windows chrome", "windows edge", "mac firefox", "iphone safari", "python")
    agents = [stories.agent_of(name).raw for name in names]
    share = 0.95
    for first in agents:
        for second in agents:
            published = difflib.SequenceMatcher(None, first, second).ratio()
            (ours,) = stories.ask(
                plain,
                "select 1 - levenshtein($first, $second) / greatest(length($first), length($second)) as likeness",
                first=first,
                second=second,
            )
            assert (ours["likeness"] >= share) == (published >= share), (first, second, published, ours)


def test_numbers_are_those_of_the_published_rules():
    assert panel.rules()["elastic_device_tokens"].file.defaults == {
        "tokens_from": 4, "addresses_from": 2, "window_min": 9,
    }  # fmt: skip
    assert panel.rules()["okta_rapid_apps"].file.defaults == {"apps_from": 10}
    assert Path(panel.rules()["okta_rapid_apps"].file.path).name == "okta_rapid_apps.sql"
