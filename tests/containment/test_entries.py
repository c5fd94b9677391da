"""The written texts of the checklist: whole, in order, of event types that exist, and for every change one."""

from __future__ import annotations

import re

import pytest

from analysis import reference_tables
from analysis.containment import entries

KNOWN = [row["event_type"] for row in reference_tables.read("event_types")[0].to_pylist()]
CHANGES = reference_tables.read("change_kinds")[0].to_pylist()
FILLED = {"object", "beside", "person", "since"}


def is_known(event_type: str) -> bool:
    beginning = event_type.rstrip("*")
    if event_type.endswith("*"):
        return any(one.startswith(beginning) or beginning.startswith(one.rstrip("*")) for one in KNOWN)
    return event_type in KNOWN


def test_groups_stand_in_the_order_that_works():
    assert list(entries.groups()) == ["safe", "ways_in", "sessions", "apps", "again"]
    places = [list(entries.groups()).index(one.group) for one in entries.entries()]
    assert places == sorted(places)


def test_ids_are_unique_and_every_text_says_why_what_it_leaves_and_where_it_is_from():
    ids = [one.id for one in entries.entries()]
    assert len(ids) == len(set(ids))
    for one in entries.entries():
        assert one.words and one.why and one.does_not and one.source, one.id
        assert not one.words.endswith("."), one.id


def test_event_types_that_verify_exist_in_the_catalogue():
    named = {event_type for one in entries.entries() for event_type in one.verify or ()}
    assert [one for one in sorted(named) if not is_known(one)] == []


def test_event_types_that_call_for_a_text_exist_too():
    named = {event_type for one in entries.entries() for event_type in one.events if not event_type.startswith("*")}
    assert [one for one in sorted(named) if not is_known(one)] == []


@pytest.mark.parametrize("entry", [one for one in entries.entries() if one.call], ids=lambda one: one.id)
def test_a_call_is_a_method_and_a_path_with_nothing_unknown_filled_in(entry):
    assert re.fullmatch(r"(GET|POST|PUT|DELETE) /[\w/{}\-.?&=]+", entry.call)
    fields = set(re.findall(r"\{(\w+)\}", entry.call))
    assert all(name in FILLED or name.endswith(("Id", "Label")) for name in fields)


def test_every_change_finds_a_text_and_all_but_a_few_find_their_own():
    left = []
    for row in CHANGES:
        event_type = row["event_type"].replace("*", "something")
        entry = entries.of_change({"event_type": event_type, "kind": row["kind"], "action": row["action"] or "changed"})
        if entry.id == "put_back" and row["documented_as"]:
            left.append(row["event_type"])
    # settings of the whole organisation: no object, and nothing of its own to say
    assert [one for one in left if not one.startswith("security.")] == []


@pytest.mark.parametrize(
    ("event_type", "kind", "action", "wanted"),
    [
        ("system.idp.lifecycle.create", "idp", "made", "idp_off"),
        ("system.idp.lifecycle.read_client_secret", "idp", "read", "idp_secret"),
        ("user.account.privilege.grant", "role", "granted", "role_off"),
        ("group.privilege.grant", "role", "granted", "role_of_group"),
        ("user.mfa.factor.activate", "factor", "made", "factor_off"),
        ("user.mfa.factor.reset_all", "factor", "reset", "factor_back"),
        ("system.api_token.create", "token", "made", "token_off"),
        ("user.lifecycle.create", "user", "made", "user_off"),
        ("user.lifecycle.deactivate", "user", "switched off", "user_back"),
        ("user.account.reset_password", "user", "reset", "account_back"),
        ("app.oauth2.client.lifecycle.create", "client", "made", "client_off"),
        ("app.oauth2.client.read_client_secret", "client", "read", "secret_new"),
        ("policy.rule.deactivate", "policy", "switched off", "policy"),
        ("zone.delete", "zone", "removed", "zone"),
        ("system.log_stream.lifecycle.deactivate", "log stream", "switched off", "log_stream"),
        ("group.user_membership.add", "group", "granted", "group_member"),
        ("security.session_protection.status.update", "org", "changed", "put_back"),
    ],
)
def test_each_kind_of_change_has_its_text(event_type, kind, action, wanted):
    assert entries.of_change({"event_type": event_type, "kind": kind, "action": action}).id == wanted


def test_what_undoes_a_change_is_what_the_changes_say():
    assert entries.undoing("system.api_token.create") == ("system.api_token.revoke",)
    assert entries.undoing("no.such.event") == ()


def test_short_names_of_sources_are_written_out():
    token = next(one for one in entries.entries() if one.id == "token_off")
    assert token.source.startswith(
        "https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApiToken/"
    )
    assert not any("api:" in one.source for one in entries.entries())


def test_what_ticks_a_line_by_itself_is_looked_for():
    """Two types are read from the events one by one, the others stand in the changes."""
    kinds = {row["event_type"] for row in CHANGES}
    wanted = {event_type for one in entries.entries() if one.seen for event_type in one.verify or ()}
    assert wanted - kinds == {"user.session.clear", "user.authentication.universal_logout"}
