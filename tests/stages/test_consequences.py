"""Later uses: what a foreign lane made is used, by whom, and what that made in turn; tries and habits apart."""

from __future__ import annotations

import pytest

import stories
from stories import event, sign_in

THIEF = {
    "address": "198.51.100.66", "agent": "windows firefox", "token": "d9", "asn": 64666, "org": "Example Offshore",
    "city": "Chicago",
}  # fmt: skip
ROGUE = {"id": "00urogue", "type": "User", "alternateId": "svc@example.com", "displayName": "svc"}
TOKEN = {"id": "00Tbackup", "type": "Token", "alternateId": "unknown", "displayName": "backup"}
PROVIDER = {"id": "0oaidp", "type": "IdentityProvider", "alternateId": "Google", "displayName": "Google"}
FACTOR = {"id": "lae1", "type": "AuthenticatorEnrollment", "alternateId": "unknown", "displayName": "Okta Verify"}
CLIENT = {"id": "0oaclient", "type": "PublicClientApp", "alternateId": "sync", "displayName": "sync"}
AS_ROGUE = {"actor": {"id": "00urogue", "alternateId": "svc@example.com", "displayName": "svc"}}
ASKED = """
select rule, level, object_name, event_type, client_match, is_same_client, is_attempt
from consequences order by occurred_at, event_id
"""


def stolen(*more):
    """Ada's session, with a client from far away in it that never signed in; all other events are `more`."""
    own = [sign_in(), *(event(f"09:{minute:02}") for minute in range(5, 60, 5))]
    taken = [event(f"09:{minute}", **THIEF) for minute in (31, 33, 37)]
    return [*own, *taken, *more]


def later(tmp_path, *more):
    with stories.judged(tmp_path, stolen(*more)) as case:
        assert stories.ask(case, "select 1 from findings where divergence_at is not null")
        return [tuple(row.values()) for row in stories.ask(case, ASKED)]


def act(at, what, *target, **more):
    return event(at, what, target=list(target), **THIEF, **more)


def test_a_made_user_who_signs_in_is_told_with_the_client_that_made_it(tmp_path):
    signs_in = event("15:00", "user.session.start", session="s9", **(THIEF | AS_ROGUE))
    rows = later(tmp_path, act("09:40", "user.lifecycle.create", ROGUE), signs_in)
    assert rows == [("user", 1, "svc@example.com", "user.session.start", "address", True, False)]


def test_somebody_else_who_signs_in_as_the_made_user_is_told_apart(tmp_path):
    signs_in = event("15:00", "user.session.start", session="s9", token="d4", address="203.0.113.80", **AS_ROGUE)
    rows = later(tmp_path, act("09:40", "user.lifecycle.create", ROGUE), signs_in)
    assert [row[4:6] for row in rows] == [(None, False)]


def test_a_refused_sign_in_of_the_made_user_is_an_attempt_without_a_session(tmp_path):
    refused = event("15:00", "user.session.start", session=None, outcome="FAILURE", **(THIEF | AS_ROGUE))
    rows = later(tmp_path, act("09:40", "user.lifecycle.create", ROGUE), refused)
    assert [row[3:] for row in rows] == [("user.session.start", "address", True, True)]


def test_what_was_denied_made_nothing(tmp_path):
    signs_in = event("15:00", "user.session.start", session="s9", **(THIEF | AS_ROGUE))
    assert later(tmp_path, act("09:40", "user.lifecycle.create", ROGUE, outcome="FAILURE"), signs_in) == []


BY_TOKEN = {"detail": {"requestApiTokenId": TOKEN["id"]}}


def test_the_requests_of_a_made_token_are_told(tmp_path):
    used = event("15:00", "user.account.update_profile", session="trs1", transaction=BY_TOKEN, **THIEF)
    rows = later(tmp_path, act("09:40", "system.api_token.create", TOKEN), used)
    assert [row[:4] for row in rows] == [("token", 1, "backup", "user.account.update_profile")]


def test_what_a_made_user_makes_is_followed_once_more_and_no_further(tmp_path):
    def made(name):
        return {"id": f"00u{name}", "type": "User", "alternateId": f"{name}@example.com"}

    def of_user(at, what, name, session, **more):
        return event(at, what, session=session, **THIEF, actor={**made(name), "displayName": name}, **more)

    rows = later(
        tmp_path,
        act("09:40", "user.lifecycle.create", ROGUE),
        event("15:00", "system.api_token.create", session="s9", target=[TOKEN], **(THIEF | AS_ROGUE)),
        event("15:10", "user.lifecycle.create", session="s9", target=[made("second")], **(THIEF | AS_ROGUE)),
        event("16:00", "user.account.update_profile", session="trs1", transaction=BY_TOKEN, **(THIEF | AS_ROGUE)),
        of_user("17:00", "user.lifecycle.create", "second", "s8", target=[made("third")]),
        of_user("18:00", "user.session.start", "third", "s7"),
    )
    assert ("token", 2, "backup", "user.account.update_profile", "address", True, False) in rows
    assert ("user", 2, "second@example.com", "user.lifecycle.create", "address", True, False) in rows
    assert not [row for row in rows if row[2] == "third@example.com"]


@pytest.mark.parametrize("used_before", [True, False])
def test_a_provider_that_others_used_before_is_told_only_where_the_client_uses_it(tmp_path, used_before):
    def by_others(at, who):
        return event(
            at,
            "user.authentication.auth_via_IDP",
            who=who,
            session=f"s-{who}",
            target=[PROVIDER],
            address="203.0.113.9",
        )

    before = [by_others("08:00", "bob")] if used_before else []
    rows = later(
        tmp_path,
        *before,
        act("09:40", "system.idp.lifecycle.update", PROVIDER),
        by_others("10:00", "eve"),
        event("15:00", "user.authentication.auth_via_IDP", session=None, outcome="FAILURE", target=[PROVIDER], **THIEF),
    )
    assert [row[5] for row in rows] == ([True] if used_before else [False, True])


def test_an_enrolled_factor_is_told_by_the_session_that_the_client_then_begins(tmp_path):
    rows = later(
        tmp_path,
        act("09:40", "user.mfa.factor.activate", FACTOR),
        event("2 03:00", "user.session.start", session="s7", **THIEF),
        event("2 03:05", session="s7", **THIEF),
        event("2 08:00", "user.session.start", session="s6"),
    )
    assert [(row[0], row[3]) for row in rows] == [
        ("factor", "user.session.start"),
        ("factor", "user.authentication.sso"),
    ]


def test_a_granted_role_is_told_where_it_is_exercised_unless_the_person_had_it_before(tmp_path):
    bob = stories.person("bob")
    bob = {"id": bob["id"], "type": "User", "alternateId": bob["alternateId"], "displayName": "Bob"}
    grant = act("09:40", "user.account.privilege.grant", bob)
    console = event("11:00", "user.session.access_admin_app", who="bob", session="s5", address="203.0.113.9")
    assert [row[0] for row in later(tmp_path, grant, console)] == ["role"]
    earlier = event("08:00", "user.session.access_admin_app", who="bob", session="s5", address="203.0.113.9")
    (tmp_path / "again").mkdir()
    assert later(tmp_path / "again", earlier, grant, console) == []


def test_of_a_reset_account_its_owners_first_sign_in_is_told(tmp_path):
    bob = stories.person("bob")
    bob = {"id": bob["id"], "type": "User", "alternateId": bob["alternateId"], "displayName": "Bob"}
    signs_in = [
        event(f"1{hour}:00", "user.session.start", who="bob", session=f"s-{hour}", address="203.0.113.9", token="d5")
        for hour in (1, 2, 3)
    ]
    rows = later(tmp_path, act("09:40", "user.account.reset_password", bob), *signs_in)
    assert [row[0] for row in rows] == ["account"]


def test_an_oauth_client_that_gets_tokens_is_told(tmp_path):
    tokens = event(
        "15:00", "app.oauth2.as.token.grant.access_token", who=None, session=None, address="198.51.100.66",
        actor={"id": "0oaclient", "type": "PublicClientApp", "alternateId": "sync", "displayName": "sync"},
        client={"id": "0oaclient"},
    )  # fmt: skip
    rows = later(tmp_path, act("09:40", "app.oauth2.client.lifecycle.create", CLIENT), tokens)
    assert [(row[0], row[2]) for row in rows] == [("client", "sync")]


def test_without_a_foreign_lane_nothing_is_followed(tmp_path):
    events = [sign_in(), event("09:40", "user.lifecycle.create", target=[ROGUE])]
    events.append(event("15:00", "user.session.start", session="s9", **AS_ROGUE))
    with stories.judged(tmp_path, events) as case:
        assert stories.ask(case, "select * from consequences") == []
