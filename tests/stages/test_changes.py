"""The table of changes: whose they are, on what, what took them back, and what is usual for a person."""

from __future__ import annotations

import stories
from stories import event, person, sign_in


def told(tmp_path, events):
    with stories.judged(tmp_path, events) as case:
        return stories.ask(case, "from changes order by occurred_at, event_id")


def thing(kind, name, details=None):
    return {"id": f"id-{name}", "type": kind, "alternateId": "unknown", "displayName": name} | (
        {"changeDetails": details} if details else {}
    )


def one(rows, event_type):
    (row,) = [row for row in rows if row["event_type"] == event_type]
    return row


def test_a_created_user_is_undone_by_whoever_deactivates_it_first(tmp_path):
    rows = told(
        tmp_path,
        [
            sign_in("09:00"),
            event("09:01", "user.lifecycle.create", target=[person("svc")]),
            sign_in("10:00", who="bob", session="s2"),
            event("10:01", "user.lifecycle.deactivate", who="bob", session="s2", target=[person("other")]),
            event(
                "10:02", "user.lifecycle.suspend", who="bob", session="s2", outcome="FAILURE", target=[person("svc")]
            ),
            event("10:03", "user.lifecycle.deactivate", who="bob", session="s2", target=[person("svc")]),
            event("10:04", "user.lifecycle.delete.completed", who="bob", session="s2", target=[person("svc")]),
        ],
    )
    made = one(rows, "user.lifecycle.create")
    assert (made["kind"], made["action"], made["object_id"], made["is_persistence"]) == ("user", "made", "00usvc", True)
    assert (made["undone_at"], made["undone_what"]) == (stories.moment("10:03"), "user deactivated")
    assert made["undone_by"] == "bob@example.com"
    assert one(rows, "user.lifecycle.suspend")["is_done"] is False
    assert [row["action"] for row in rows if row["is_undoing"]] == ["switched off"], "the first that did, and only it"


def test_a_membership_is_undone_for_this_person_in_this_group_only(tmp_path):
    admins, sales = thing("UserGroup", "Admins"), thing("UserGroup", "Sales")
    rows = told(
        tmp_path,
        [
            sign_in("09:00"),
            event("09:01", "group.user_membership.add", target=[admins, person("svc")], event_id="in-admins"),
            event("09:02", "group.user_membership.add", target=[person("svc"), sales], event_id="in-sales"),
            event("09:03", "group.user_membership.add", target=[person("eve"), sales], event_id="eve-in-sales"),
            event("09:04", "group.user_membership.remove", target=[person("svc"), sales]),
            event("09:05", "group.lifecycle.delete", target=[admins]),
        ],
    )
    by_id = {row["event_id"]: row for row in rows}
    assert by_id["in-admins"]["object_id"] == "00usvc", "the order of targets varies"
    assert by_id["in-admins"]["beside_name"] == "Admins"
    assert by_id["in-admins"]["undone_what"] == "group deleted"
    assert by_id["in-sales"]["undone_at"] == stories.moment("09:04")
    assert by_id["eve-in-sales"]["undone_at"] is None


def test_roles_granted_together_are_undone_when_the_last_of_them_is(tmp_path):
    rows = told(
        tmp_path,
        [
            sign_in("09:00"),
            event(
                "09:01", "user.account.privilege.grant", target=[person("svc")],
                debug={"privilegeGranted": "Super administrator, Read only admin"},
            ),
            event(
                "09:02", "user.account.privilege.grant", target=[person("eve")], event_id="half",
                debug={"privilegeGranted": "Super administrator, Read only admin"},
            ),
            event(
                "09:03", "user.account.privilege.revoke", target=[person("svc")],
                debug={"privilegeRevoked": "Super administrator"},
            ),
            event(
                "09:04", "user.account.privilege.revoke", target=[person("svc")],
                debug={"privilegeRevoked": "Read only admin"},
            ),
            event(
                "09:05", "user.account.privilege.revoke", target=[person("eve")],
                debug={"privilegeRevoked": "Super administrator"},
            ),
        ],
    )  # fmt: skip
    both, half = (row for row in rows if row["action"] == "granted")
    assert both["after_text"] == "Super administrator, Read only admin"
    assert both["undone_at"] == stories.moment("09:04")
    assert half["event_id"] == "half" and half["undone_at"] is None


def test_a_setting_is_undone_when_it_is_put_back(tmp_path):
    weak = {"from": {"mfa": "REQUIRED"}, "to": {"mfa": "OPTIONAL"}}
    back = {"from": {"mfa": "OPTIONAL"}, "to": {"mfa": "REQUIRED"}}
    rows = told(
        tmp_path,
        [
            sign_in("09:00"),
            event("09:01", "policy.rule.update", target=[thing("PolicyRule", "Admins", weak)], event_id="weak"),
            event("09:02", "policy.rule.update", target=[thing("PolicyRule", "Admins")], event_id="unsaid"),
            event("09:03", "policy.rule.update", target=[thing("PolicyRule", "Admins", back)], event_id="back"),
        ],
    )
    weak, unsaid, back = rows
    assert (weak["before_text"], weak["after_text"]) == ('{"mfa":"REQUIRED"}', '{"mfa":"OPTIONAL"}')
    assert weak["undone_event_id"] == "back"
    assert (unsaid["before_text"], unsaid["undone_at"]) == (None, None)
    assert back["undone_at"] is None


def test_a_factor_removed_without_saying_which_undoes_none(tmp_path):
    enrolled = [person("ada"), thing("AuthenticatorEnrollment", "Security key")]
    rows = told(
        tmp_path,
        [
            sign_in("09:00"),
            event("09:01", "user.mfa.factor.activate", target=enrolled),
            event("09:02", "user.mfa.factor.deactivate", target=[person("ada")]),
        ],
    )
    assert one(rows, "user.mfa.factor.activate")["undone_at"] is None
    assert one(rows, "user.mfa.factor.activate")["beside_name"] == "Security key"


def test_what_never_forms_a_lane_is_there_with_its_reason(tmp_path):
    rows = told(
        tmp_path,
        [
            sign_in("09:00"),
            event("09:01", "zone.update", target=[thing("NetworkZone", "Office")], event_id="own"),
            event(
                "09:02", "user.lifecycle.create", session=None, target=[person("svc")], event_id="token",
                transaction={"detail": {"requestApiTokenId": "00T1"}},
            ),
            event("09:03", "system.agent.register", session=None, who="okta", actor={"type": "SystemPrincipal"}),
        ],
    )  # fmt: skip
    assert [(row["event_id"], row["side"], row["actor_kind"]) for row in rows[:2]] == [
        ("own", "proven", "person"),
        ("token", "side channel", "person"),
    ]
    assert (rows[1]["api_token_id"], rows[1]["side_channel"], rows[1]["lane_no"]) == ("00T1", "an API token", None)
    assert (rows[2]["actor_kind"], rows[2]["kind"], rows[2]["lane_no"]) == ("Okta", "agent", None)


def test_new_for_the_person_is_what_they_did_on_no_other_day(tmp_path):
    rows = told(
        tmp_path,
        [
            sign_in("09:00"),
            event("09:01", "group.user_membership.add", target=[person("a"), thing("UserGroup", "Sales")]),
            sign_in("2 09:00", session="s2"),
            event(
                "2 09:01", "group.user_membership.add", session="s2", target=[person("b"), thing("UserGroup", "Sales")]
            ),
            event("2 09:02", "system.api_token.create", session="s2", target=[thing("Token", "t")]),
            sign_in("2 09:00", who="bob", session="s3"),
            event("2 09:02", "system.api_token.create", who="bob", session="s3", target=[thing("Token", "u")]),
        ],
    )
    assert [
        (row["kind"], row["other_day_count"], row["is_new_for_person"]) for row in rows if "ada" in row["actor_login"]
    ] == [
        ("group", 1, False),
        ("group", 1, False),
        ("token", 0, True),
    ]
    (alone,) = (row for row in rows if "bob" in row["actor_login"])
    assert (alone["other_day_count"], alone["is_new_for_person"]) == (None, None), "seen on one day only"


def test_an_export_without_objects_keeps_its_changes(tmp_path):
    rows = told(tmp_path, [sign_in("09:00"), event("09:01", "policy.rule.update", target=None)])
    assert [(row["kind"], row["object_id"], row["object_name"]) for row in rows] == [("policy", None, None)]
