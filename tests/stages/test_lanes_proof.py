"""Proof: the sign-in that created the session, in Classic and in Identity Engine; what comes later is no proof."""

from __future__ import annotations

import pytest

from stories import event, judged, lanes_of, sign_in

PASSWORD = {"credentialType": "PASSWORD", "credentialProvider": "OKTA_CREDENTIAL_PROVIDER"}
PUSH = {"credentialType": "PUSH", "credentialProvider": "OKTA_CREDENTIAL_PROVIDER"}
OTP = {"credentialType": "OTP", "credentialProvider": "GOOGLE"}
MFA = "user.authentication.auth_via_mfa"
THIEF = {"asn": 64501, "address": "198.51.100.9", "agent": "windows chrome", "city": "Bucharest"}

CLASSIC_PLAIN, CLASSIC_FACTOR, CLASSIC_LATE = "102plain", "102factor", "102late"
IDENTITY_PLAIN, IDENTITY_FACTOR = "idxplain", "idxfactor"

STORY = [
    # Classic: the start is the first factor, auth_via_mfa the second
    sign_in(session=CLASSIC_PLAIN, context=PASSWORD),
    event("09:05", session=CLASSIC_PLAIN),
    sign_in(session=CLASSIC_FACTOR, context=PASSWORD),
    event("09:00:40", MFA, session=CLASSIC_FACTOR, context=OTP),
    sign_in(session=CLASSIC_LATE),
    event("11:00", MFA, session=CLASSIC_LATE, context=OTP),
    # Identity Engine: auth_via_mfa for the password and for the second factor, the policy in one event
    event("08:59:50", MFA, session=IDENTITY_PLAIN, context=PASSWORD),
    event("08:59:55", "policy.evaluate_sign_on", session=IDENTITY_PLAIN, outcome="ALLOW"),
    sign_in(session=IDENTITY_PLAIN),
    event("08:59:30", MFA, session=IDENTITY_FACTOR, context=PASSWORD),
    event("08:59:40", "policy.evaluate_sign_on", session=IDENTITY_FACTOR, outcome="CHALLENGE"),
    event("08:59:50", MFA, session=IDENTITY_FACTOR, context=PUSH),
    sign_in(session=IDENTITY_FACTOR),
    # federated
    event("08:59:58", "user.authentication.auth_via_IDP", session="federated"),
    sign_in(session="federated"),
    # a thief with a factor, with a password, with a refused factor, with a session of his own under the child's id
    sign_in(session="stepped"),
    event("10:00", session="stepped", **THIEF),
    event("10:05", MFA, session="stepped", context=OTP, **THIEF),
    sign_in(session="reentered"),
    event("10:05", MFA, session="reentered", context=PASSWORD, **THIEF),
    sign_in(session="refused"),
    event("10:05", MFA, session="refused", outcome="FAILURE", context=OTP, **THIEF),
    sign_in(session="pushed"),
    event("10:05", "system.push.send_factor_verify_push", session="pushed", **THIEF),
    event("10:06", "user.mfa.okta_verify.deny_push", session="pushed", **THIEF),
    sign_in(session="parent"),
    sign_in("10:00", session="child", root="parent", **THIEF),
    # sign-ins that did not create the session
    sign_in(session="failed", outcome="FAILURE"),
    event("09:05", session="failed"),
    sign_in(session="again"),
    event("09:30", session="again"),
    sign_in("10:00", session="again", **THIEF),
    event("09:00", session="late"),
    event("10:00", session="late", **THIEF),
    sign_in("10:05", session="late", **THIEF),
    # no sign-in in the export; the origin is not the first lane seen; the phone
    event("09:00", session="before", event_id="first-seen"),
    event("09:30", session="before", **THIEF),
    event("08:59", "policy.evaluate_sign_on", session="pre-policy", outcome="ALLOW", **THIEF),
    sign_in(session="pre-policy"),
    sign_in(session="phone"),
    event("09:00:30", MFA, session="phone", agent="okta verify", asn=64502, address="203.0.113.9", context=PUSH),
    event("09:00:31", "user.authentication.verify", session="phone", agent="okta verify", asn=64502,
          address="203.0.113.9"),
    sign_in(session="two"),
    sign_in("09:00:20", session="two", asn=64501, address="198.51.100.9"),
    event("09:30", session="two"),
]  # fmt: skip


@pytest.fixture(scope="module")
def lanes(tmp_path_factory):
    """Session -> its lanes."""
    with judged(tmp_path_factory.mktemp("proof"), STORY) as case:
        names = {one["authenticationContext"]["externalSessionId"] for one in STORY}
        return {name: lanes_of(case, name) for name in names}


def only(lanes, session):
    (lane,) = lanes[session]
    return lane


def test_classic_a_start_alone_is_the_first_factor(lanes):
    assert only(lanes, CLASSIC_PLAIN)["proof"] == "first factor"


def test_classic_a_start_with_auth_via_mfa_is_complete(lanes):
    assert only(lanes, CLASSIC_FACTOR)["proof"] == "complete"


def test_classic_a_factor_hours_later_does_not_complete_the_sign_in(lanes):
    lane = only(lanes, CLASSIC_LATE)
    assert lane["proof"] == "first factor" and lane["stepped_up_at"].hour == 11


def test_identity_engine_a_password_under_auth_via_mfa_is_the_first_factor(lanes):
    assert only(lanes, IDENTITY_PLAIN)["proof"] == "first factor"


def test_identity_engine_a_second_auth_via_mfa_makes_it_complete(lanes):
    assert only(lanes, IDENTITY_FACTOR)["proof"] == "complete"


@pytest.mark.parametrize("session", [CLASSIC_PLAIN, CLASSIC_FACTOR, IDENTITY_PLAIN, IDENTITY_FACTOR, "federated"])
def test_the_lane_of_the_sign_in_is_the_proven_origin(lanes, session):
    lane = only(lanes, session)
    assert lane["is_proven"] and lane["is_origin"] and not lane["is_origin_assumed"]


def test_a_sign_in_elsewhere_is_federated_with_its_factor_unknown(lanes):
    assert only(lanes, "federated")["proof"] == "federated"


def test_a_lane_is_proven_from_the_sign_in_on(lanes):
    assert only(lanes, IDENTITY_FACTOR)["proven_at"].minute == 0
    assert only(lanes, IDENTITY_FACTOR)["first_at"] < only(lanes, IDENTITY_FACTOR)["proven_at"]


def test_a_lane_without_the_sign_in_is_unproven(lanes):
    assert [lane["is_proven"] for lane in lanes["stepped"]] == [True, False]


@pytest.mark.parametrize("session", ["stepped", "reentered"])
def test_a_later_factor_makes_a_lane_stepped_up_and_not_proven(lanes, session):
    thief = lanes[session][1]
    assert thief["stepped_up_at"] is not None and not thief["is_proven"] and thief["proof"] is None


def test_a_refused_factor_steps_nothing_up(lanes):
    assert lanes["refused"][1]["stepped_up_at"] is None


def test_a_push_that_was_sent_or_denied_steps_nothing_up(lanes):
    assert lanes["pushed"][1]["stepped_up_at"] is None


def test_the_start_of_a_child_session_does_not_prove_under_the_root(lanes):
    thief = lanes["parent"][1]
    assert thief["network"] == "AS64501" and not thief["is_proven"]


def test_a_failed_sign_in_proves_nothing(lanes):
    assert only(lanes, "failed")["is_origin_assumed"]


def test_a_sign_in_to_a_session_in_use_did_not_create_it(lanes):
    origin, later = lanes["again"]
    assert origin["is_origin"] and origin["is_proven"]
    assert not later["is_proven"] and later["stepped_up_at"] is not None


def test_a_late_sign_in_does_not_make_the_second_client_the_origin(lanes):
    first, later = lanes["late"]
    assert first["is_origin_assumed"] and not later["is_origin"] and not later["is_proven"]


def test_where_the_sign_in_is_not_in_the_export_the_first_lane_is_the_assumed_origin(lanes):
    first, second = lanes["before"]
    assert first["is_origin"] and first["is_origin_assumed"] and first["proof"] is None
    assert not second["is_origin"] and not second["is_origin_assumed"]


def test_the_proven_lane_is_the_origin_even_where_another_came_first(lanes):
    first, second = lanes["pre-policy"]
    assert not first["is_origin"] and second["is_origin"] and second["is_proven"]


def test_the_first_of_two_proven_lanes_is_the_origin(lanes):
    assert [(lane["is_proven"], lane["is_origin"]) for lane in lanes["two"]] == [(True, True), (True, False)]


def test_a_push_approval_belongs_to_the_phone_and_to_no_lane(lanes):
    lane = only(lanes, "phone")
    assert lane["network"] == "AS64500" and lane["proof"] == "first factor" and lane["event_count"] == 1
