"""Divergence and its three moments: first seen, first attempt, first act; what is foreign and what takes turns."""

from __future__ import annotations

from datetime import datetime

import pytest

from stories import ask, event, finding_of, findings, judged, lanes_of, sign_in

THIEF = {"asn": 64501, "org": "Example Exit", "address": "198.51.100.9", "agent": "windows firefox 118",
         "city": "Bucharest", "token": "d9"}  # fmt: skip
SECOND_THIEF = {**THIEF, "asn": 64502, "address": "203.0.113.9", "city": "Singapore"}
POLICY = "policy.evaluate_sign_on"
QUIET = {"address": "192.0.2.77", "asn": 64505, "org": "Example Mobile"}

STORY = [
    sign_in(session="moments"),
    event("10:00", "user.account.subscriptions.update", session="moments", outcome=None, **THIEF, event_id="seen"),
    event("10:01", POLICY, session="moments", outcome="ALLOW", **THIEF),
    event("10:02", session="moments", outcome="FAILURE", **THIEF),
    event("10:03", POLICY, session="moments", outcome="CHALLENGE", **THIEF),
    event("10:04", session="moments", **THIEF),
    event("10:05", session="moments"),
    # never more than attempts
    sign_in(session="attempts"),
    event("10:00", POLICY, session="attempts", outcome="ALLOW", **THIEF),
    event("10:01", "user.session.access_admin_app", session="attempts", outcome="DENY", **THIEF),
    event("10:02", "user.authentication.auth_via_mfa", session="attempts", outcome="CHALLENGE", **THIEF),
    event("10:03", "system.push.send_factor_verify_push", session="attempts", **THIEF),
    event("10:03:30", "user.session.access_admin_app", session="attempts", outcome="UNANSWERED", **THIEF),
    event("10:04", session="attempts"),
    # the first foreign lane counts, whichever is stronger
    sign_in(session="two-thieves"),
    event("10:00", session="two-thieves", **THIEF, event_id="first-thief"),
    event("11:00", "system.idp.lifecycle.create", session="two-thieves", **SECOND_THIEF),
    event("11:05", session="two-thieves"),
    # an unproven lane that is not foreign comes first
    sign_in(session="quiet-first"),
    event("09:30", session="quiet-first", **QUIET),
    event("10:00", session="quiet-first", **THIEF, event_id="after-quiet"),
    sign_in(session="quiet"),
    event("09:30", session="quiet", **QUIET),
    # taking turns
    sign_in(session="turns"),
    *(event(f"10:{minute:02}", session="turns", **(THIEF if minute % 2 else {})) for minute in range(6)),
    sign_in(session="one-way"),
    event("10:00", session="one-way", **THIEF),
    event("10:01", session="one-way", **THIEF),
    event("08:59", POLICY, session="before-sign-in", outcome="ALLOW", **THIEF),
    sign_in(session="before-sign-in"),
    event("09:05", session="before-sign-in"),
    event("08:59", POLICY, session="before-and-after", outcome="ALLOW", **THIEF),
    sign_in(session="before-and-after"),
    event("09:05", session="before-and-after", **THIEF),
    event("09:06", session="before-and-after"),
    # an orphan
    event("09:00", session="orphan", root="not-here"),
    event("10:00", session="orphan", root="not-here", **THIEF),
    sign_in(session="honest"),
    event("09:05", session="honest"),
]  # fmt: skip


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    with judged(tmp_path_factory.mktemp("divergence"), STORY) as case:
        yield case


def at(clock):
    return datetime.fromisoformat(f"2024-03-04 {clock}")


def fact(case, session, column):
    (row,) = ask(
        case,
        f"select lane_facts.{column} from lane_facts join sessions using (session_key) "
        "where sessions.session_id = $session",
        session=session,
    )
    return row[column]


def test_the_divergence_is_the_first_event_of_the_foreign_lane(case):
    finding = finding_of(case, "moments")
    assert (finding["divergence_at"], finding["divergence_event_id"]) == (at("10:00"), "seen")


def test_first_seen_first_attempt_and_first_act_are_kept_apart(case):
    finding = finding_of(case, "moments")
    assert (finding["first_attempt_at"], finding["first_act_at"]) == (at("10:01"), at("10:04"))


def test_a_policy_evaluation_a_denial_a_challenge_and_a_push_are_attempts_and_never_acts(case):
    finding = finding_of(case, "attempts")
    assert finding["divergence_at"] == finding["first_attempt_at"] == at("10:00")
    assert finding["first_act_at"] is None
    rows = ask(
        case,
        "select distinct is_attempt, is_act from lane_events join sessions using (session_key) "
        "where session_id = 'attempts' and device like 'Windows%'",
    )
    assert rows == [{"is_attempt": True, "is_act": False}]


def test_a_sign_on_that_was_issued_is_an_act(case):
    rows = ask(case, "select distinct is_act, is_attempt from session_events "
                     "where event_type = 'user.authentication.sso' and outcome = 'SUCCESS'")  # fmt: skip
    assert rows == [{"is_act": True, "is_attempt": False}]


def test_with_two_foreign_lanes_the_first_gives_the_divergence(case):
    assert finding_of(case, "two-thieves")["divergence_event_id"] == "first-thief"


def test_an_unproven_lane_with_few_points_is_not_foreign(case):
    assert finding_of(case, "quiet")["divergence_at"] is None
    assert [lane["is_proven"] for lane in lanes_of(case, "quiet")] == [True, False]


def test_a_lane_that_is_not_foreign_does_not_move_the_divergence(case):
    assert finding_of(case, "quiet-first")["divergence_event_id"] == "after-quiet"


def test_a_proven_lane_is_never_foreign(case):
    rows = ask(case, "from lane_points join lanes using (session_key, lane_no) where is_foreign and is_proven")
    assert rows == []


def test_a_lane_is_foreign_from_foreign_from_on(case):
    (limit,) = ask(case, "select value from effective_parameters where name = 'foreign_from'")
    rows = ask(
        case,
        "select lane_points.points, lane_points.is_foreign from lane_points "
        "join lane_facts using (session_key, lane_no) where lane_facts.is_candidate",
    )
    assert {row["is_foreign"] for row in rows} == {True, False}
    assert all(row["is_foreign"] == (row["points"] >= limit["value"]) for row in rows)


def test_origin_foreign_origin_again_is_interleaving(case):
    assert fact(case, "turns", "turn_count") == 2
    assert fact(case, "turns", "shortest_turn_s") == 60


def test_a_move_without_return_is_no_interleaving(case):
    assert fact(case, "one-way", "turn_count") == 0


def test_what_comes_before_the_origin_is_no_turn(case):
    """A sign-in page opened elsewhere first: the origin has not been there before."""
    assert fact(case, "before-sign-in", "turn_count") == 0
    assert fact(case, "before-and-after", "turn_count") == 1


def test_a_child_whose_root_is_not_here_is_not_said_to_lack_a_sign_in(case):
    signals = ask(case, "select signal from signals where session_key = 'not-here'")
    assert signals and "no_sign_in_in_lane" not in {row["signal"] for row in signals}
    assert finding_of(case, "not-here")["is_parent_unknown"]


def test_a_session_with_one_client_and_no_signal_is_no_finding(case):
    assert "honest" not in {finding["session_id"] for finding in findings(case)}
