"""Rare events of a person: what each is called, whom it is about, and that ordinary ones are left out."""

from __future__ import annotations

import stories
from stories import event, sign_in


def told(tmp_path, events):
    with stories.judged(tmp_path, events) as case:
        return stories.ask(case, "from person_events order by occurred_at, event_id")


def test_a_reset_is_about_its_target_and_a_push_about_its_actor(tmp_path):
    rows = told(
        tmp_path,
        [
            sign_in("09:00", who="desk"),
            event("09:01", "user.mfa.factor.reset_all", who="desk", target=[stories.person("ada")]),
            event("09:02", "user.mfa.okta_verify.deny_push", who="ada", session=None),
        ],
    )
    assert [(row["what"], row["person_id"]) for row in rows] == [("removed", "00uada"), ("push refused", "00uada")]
    assert [row["session_key"] for row in rows] == ["s1", None]


def test_of_policies_only_those_that_refuse_the_admin_console_are_kept(tmp_path):
    console = [{"id": "0oac", "type": "AppInstance", "alternateId": "Okta Admin Console"}]
    rows = told(
        tmp_path,
        [
            sign_in(),
            event("09:01", "policy.evaluate_sign_on", outcome="ALLOW", target=console),
            event("09:02", "policy.evaluate_sign_on", outcome="CHALLENGE"),
            event("09:03", "policy.evaluate_sign_on", outcome="DENY", target=console),
        ],
    )
    assert [(row["what"], row["outcome"]) for row in rows] == [("console refused", "DENY")]


def test_a_factor_answered_says_which_and_whether_it_can_be_phished(tmp_path):
    enrolment = [stories.person("ada"), {"id": "pfd1", "type": "AuthenticatorEnrollment", "displayName": "WebAuthn"}]
    rows = told(
        tmp_path,
        [
            event("08:59", "user.authentication.auth_via_mfa", context={"credentialType": "PASSWORD"}),
            event("09:00", "user.authentication.auth_via_mfa", debug={"factor": "OKTA_VERIFY_PUSH"}),
            event("09:01", "user.authentication.auth_via_mfa", debug={"factor": "FIDO_WEBAUTHN"}, target=enrolment),
            event(
                "09:02", "user.authentication.auth_via_mfa", outcome="FAILURE", reason="User rejected Okta push verify"
            ),
            event("09:03", "user.authentication.auth_via_mfa", outcome="FAILURE", reason="INVALID_CREDENTIALS"),
        ],
    )
    assert [(row["what"], row["is_resistant"], row["authenticator_id"]) for row in rows] == [
        ("factor answered", False, None),
        ("factor answered", True, "pfd1"),
        ("push refused", False, None),
        ("factor failed", False, None),
    ]
