"""The audit on written sessions: what is shown, what is not, what cannot be told, and the events behind each number."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import judged
import stories
from analysis.case import Case
from analysis.controls import audits
from analysis.controls.audits import CANNOT, NOT_SEEN, SEEN, Audit
from analysis.controls.control_files import Limits
from stories import event, sign_in

ADMIN = "user.session.access_admin_app"
CHANGE = "group.user_membership.add"
SALES = [{"id": "0oaSales", "type": "AppInstance", "alternateId": "Sales", "displayName": "Sales"}]
FAR = {"address": "198.51.100.9", "asn": 64501, "org": "Example Mobile"}

STORY = [
    sign_in("09:00"),
    event("09:05", target=SALES),
    event("09:06", ADMIN),
    event("09:10", CHANGE, event_id="bare-not"),
    event("10:00", CHANGE, event_id="bare"),
    event("11:00", target=SALES, event_id="far", **FAR),
    event("22:00", ADMIN, event_id="late", **FAR),
    sign_in("09:00", who="bob", session="s2", token="d9", address="192.0.2.20"),
    event("09:30", who="bob", session="s2", token="d9", address="192.0.2.20", agent="windows firefox", event_id="dev"),
    event(
        "09:40", ADMIN, who="bob", session="s2", token="d9", address="192.0.2.20", event_id="phone",
        device={"id": "guo1", "name": "Bob's phone", "managed": False},
    ),
    event("09:50", "system.log_stream.lifecycle.delete", who="bob", session="s2", token="d9", address="192.0.2.20"),
    event("10:00", "security.threat.detected", who=None, session=None, outcome="ALLOW", event_id="threat"),
    event("10:10", "security.session.detect_client_roaming", session="s1", outcome="DENY"),
]  # fmt: skip


@pytest.fixture(scope="module")
def case(tmp_path_factory) -> Iterator[Case]:
    folder = tmp_path_factory.mktemp("audits")
    networks = folder / "networks.csv"
    networks.write_text("192.0.2.0/24,Office,office\n", encoding="utf-8")
    with stories.judged(folder, STORY, networks=networks) as made:
        yield made


@pytest.fixture(scope="module")
def answers(case) -> dict[str, Audit]:
    return {one.name: one for one in audits.of_case(case)}


def behind(audit: Audit) -> list[str | None]:
    return [one.event_id for one in audit.examples]


def test_lifetimes_of_administrators_are_measured_against_both_limits(case, answers):
    found = answers["privileged_lifetimes"]
    assert found.outcome == SEEN and found.found_count == 1
    assert found.fields["long"] == 1 and found.fields["idle"] == 1
    assert (
        "beyond 12 h in all (1) or again after 8 h without an event (1); the longest lasted 13 h 00 min"
        in found.sentence
    )
    assert behind(found) == ["late"]
    loose = {one.name: one for one in audits.of_case(case, Limits(5000, 5000))}["privileged_lifetimes"]
    assert loose.outcome == NOT_SEEN and "83 h" not in loose.sentence


def test_a_session_that_went_on_elsewhere_is_the_test_of_network_binding(answers):
    found = answers["network_binding"]
    assert found.outcome == SEEN and behind(found) == ["far"]
    assert "1 of 2 sessions went on from another autonomous system" in found.sentence
    assert "Refused for a changed network: 1 request." in found.sentence
    assert found.examples[0].detail == "AS64501" and found.examples[0].actor_login == "ada@example.com"


def test_a_session_that_went_on_another_device_is_the_test_of_device_binding(answers):
    found = answers["device_binding"]
    assert behind(found) == ["dev"] and found.fields["families"] == 1 and found.fields["tokens"] == 0


def test_apps_that_took_the_moved_session_are_counted(answers):
    found = answers["apps_from_elsewhere"]
    assert behind(found) == ["far"] and found.examples[0].detail == "Sales, 1 times"


def test_administrators_with_everyday_apps_are_told(answers):
    found = answers["admins_with_daily_apps"]
    assert found.fields == {"people": 1, "admins": 2, "mixed": 1}


def test_administration_from_outside_needs_the_list(answers, tmp_path):
    found = answers["admin_work_outside"]
    assert found.outcome == SEEN and behind(found) == ["late"]
    with stories.judged(tmp_path, STORY) as without:
        other = {one.name: one for one in audits.of_case(without)}["admin_work_outside"]
    assert other.outcome == CANNOT and other.found_count == 0 and not other.examples
    assert "not listed in Settings" in other.sentence


def test_changes_without_a_factor_are_told_one_by_one(answers):
    found = answers["step_up_today"]
    assert "bare" in behind(found) and "bare-not" not in behind(found)


def test_threat_insight_that_lets_all_through_only_logs(answers):
    found = answers["threat_insight"]
    assert "log-only" in found.sentence and behind(found) == ["threat"]


def test_a_device_that_nobody_manages_is_told_with_its_name(answers):
    found = answers["personal_devices"]
    assert found.outcome == SEEN and behind(found) == ["phone"] and found.examples[0].detail == "Bob's phone"


def test_defences_that_wrote_are_told_and_the_rest_is_not_claimed(answers):
    assert "session binding (1)" in answers["defences_at_work"].sentence
    assert answers["log_streams"].outcome == SEEN
    assert answers["support_access"].outcome == NOT_SEEN
    assert answers["uploads"].outcome == CANNOT


def test_no_sentence_keeps_a_field_or_a_wrong_plural(answers):
    for one in answers.values():
        assert "{" not in one.sentence and "None" not in one.sentence, one.sentence
        assert "1 people" not in one.sentence and "1 times" not in one.sentence, one.sentence
        assert one.sentence.endswith(".") and one.blind


def test_every_number_leads_to_events_that_are_there(tmp_path):
    judged.demo(tmp_path / "demo")
    with Case.open(tmp_path / "demo") as case:
        known = {row["event_id"] for row in stories.ask(case, "select event_id from events")}
        for one in audits.of_case(case):
            assert (one.outcome == SEEN) == bool(one.found_count), one.name
            assert bool(one.examples) == (one.outcome == SEEN), one.name
            assert {example.event_id for example in one.examples} - {None} <= known
            assert len(one.examples) <= audits.MOST


def test_an_empty_case_is_answered_without_a_word_too_many(tmp_path):
    with Case.open(tmp_path / "empty") as case:
        from analysis import pipeline

        pipeline.judge(case)
        for one in audits.of_case(case):
            assert one.outcome != SEEN and one.sentence, one.name
