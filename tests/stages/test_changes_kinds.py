"""The reference table of changes: complete, and whole in itself."""

import csv

import house
from analysis import reference_tables

# Okta's groups of events to look for after a compromise, one of each family at least.
DOCUMENTED = [
    "user.account.privilege.grant", "group.privilege.grant", "iam.resourceset.bindings.add", "iam.role.create",
    "group.user_membership.add", "app.oauth2.client.privilege.grant", "app.oauth2.admin.consent.grant",
    "workflows.user.role.user.add", "workflows.user.role.group.add", "system.idp.lifecycle.create",
    "system.idp.lifecycle.update", "system.idp.lifecycle.activate", "system.idp.lifecycle.read_client_secret",
    "system.idp.key.create", "system.idp.key.update", "user.lifecycle.create", "user.lifecycle.activate",
    "user.lifecycle.reactivate", "user.lifecycle.unsuspend", "system.api_token.create",
    "system.api_token.enable", "system.api_token.update", "app.oauth2.credentials.lifecycle.create",
    "app.oauth2.client.lifecycle.create", "app.oauth2.client.read_client_secret",
    "application.lifecycle.create", "application.lifecycle.update", "system.agent.ad.create",
    "system.agent.register", "event_hook.created", "inline_hook.created", "user.credential.enroll",
    "user.mfa.factor.activate", "user.mfa.factor.unsuspend", "user.mfa.factor.reset_all",
    "security.authenticator.lifecycle.create",
]  # fmt: skip
WEAKENED = [
    "zone.create", "zone.update", "zone.delete", "zone.deactivate", "zone.make_blacklist",
    "zone.remove_blacklist", "security.trusted_origin.create", "security.behavior.settings.update",
    "system.log_stream.lifecycle.update", "system.log_stream.lifecycle.deactivate",
    "system.log_stream.lifecycle.delete", "policy.rule.update", "policy.lifecycle.update",
    "application.policy.sign_on.update", "user.mfa.factor.deactivate", "user.mfa.factor.suspend",
    "system.api_token.request_outside_allowed_range",
]  # fmt: skip


def _rows(name):
    with (reference_tables.FOLDER / f"{name}.csv").open(encoding="utf-8") as file:
        return {row["event_type"]: row for row in csv.DictReader(file)}


def test_every_privileged_event_type_has_a_kind():
    known = _rows("change_kinds")
    house.check(
        (name for name, row in _rows("event_types").items() if row["is_privileged"] == "true" and name not in known),
        "In event_types.csv as privileged, and not in change_kinds.csv:",
    )


def test_what_takes_a_change_back_is_in_the_table_itself():
    known = _rows("change_kinds")
    house.check(
        (f"{name}: {end}" for name, row in known.items() for end in row["undone_by"].split() if end not in known),
        "An event type that undoes another one and is no row itself is never looked at:",
    )
    assert not [name for name, row in known.items() if name in row["undone_by"].split()]


def test_the_documented_set_is_complete():
    known = _rows("change_kinds")
    assert [name for name in DOCUMENTED if known[name]["is_persistence"] != "true"] == []
    assert [name for name in WEAKENED if not known[name]["documented_as"]] == []
    assert [name for name in WEAKENED if known[name]["is_persistence"] == "true"] == []


def test_what_can_be_made_can_be_taken_back():
    endless = {"device.desktop_mfa.recovery_pin.generate"}
    house.check(
        (
            name
            for name, row in _rows("change_kinds").items()
            if row["is_persistence"] == "true"
            and row["action"] in ("made", "granted", "switched on")
            and not row["undone_by"]
            and name not in endless
        ),
        "In the documented set, and the table says of no event that it takes it back:",
    )
