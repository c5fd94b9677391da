"""Six sessions side by side: which rule sees which replay, and which of them disturbs honest people.

What the rules are blind to is the point: most of them read one to three event types, so that it is the kind of
events that each side leaves which decides, more than who the thief is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import stories
from analysis.case import Case
from analysis.rules import panel

ABROAD = {"address": "198.51.100.20", "asn": 64510, "org": "Example Hosting", "city": "Bucharest"}
PROXY = {**ABROAD, "address": "198.51.100.30", "security": {"isProxy": True}}
APPS = [{"id": "0oa1", "type": "AppInstance", "alternateId": "Mail", "displayName": "Mail"}]

FIRE_ON = {
    "okta_session_cookie": "jar",
    "splunk_session_cookie": "jar",
    "chronicle_session_cookie": "jar",
    "elastic_device_tokens": "",
    "elastic_aitm_replay": "script",
    "elastic_os_per_token": "",
    "elastic_countries": "copied agent",
    "elastic_countries_hunt": "jar, copied agent",
    "datadog_session_behaviors": "copied agent",
    "sentinel_countries": "",
    "splunk_cities": "",
    "panther_stolen_session": "jar, script",
    "sigma_rogue_account": "",
    "sigma_password_health": "",
    "folklore_two_networks": "jar, copied agent, metro, push",
    "beyond_identity_speed": "jar, copied agent, metro",
}
"""The sessions on which each rule fires, honest ones ("metro": from Wi-Fi to a telephone's network) among them."""


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> Iterator[Case]:
    """All six in one case."""
    with stories.judged(tmp_path_factory.mktemp("toy"), list(_export())) as case:
        yield case


@pytest.mark.parametrize("rule", FIRE_ON)
def test_each_rule_sees_what_its_logic_sees(told, rule):
    found = {row["session_key"] for row in panel.firings(told).to_pylist() if row["rule"] == rule}
    assert found == set(filter(None, FIRE_ON[rule].split(", ")))


def test_no_published_rule_sees_all_three_replays_without_disturbing_the_honest(told):
    found: dict[str, set[str]] = {}
    for row in panel.firings(told).to_pylist():
        found.setdefault(row["rule"], set()).add(row["session_key"])
    replays, honest = {"jar", "copied agent", "script"}, {"clean", "metro"}
    assert not [rule for rule, sessions in found.items() if replays <= sessions and not honest & sessions]


def _export() -> Iterator[dict[str, Any]]:
    yield from _session("clean", [("09:00", "sign-in", {}), ("09:10", "policy", {}), ("11:00", "policy", UPGRADED)])
    yield from _session("jar", [
        ("09:00", "sign-in", {}), ("09:10", "policy", {}), ("09:11", "sso", {}),
        ("09:30", "policy", {**PROXY, "agent": "windows firefox"}),
        ("09:31", "sso", {**PROXY, "agent": "windows firefox"}),
        ("09:32", "policy", {}),
        ("09:33", "system.api_token.create", {**PROXY, "agent": "windows firefox"}),
    ])  # fmt: skip
    yield from _session("copied agent", [
        ("09:10", "policy", {}), ("09:11", "sso", {}),
        ("09:30", "policy", {**ABROAD, "token": "stranger"}), ("09:31", "sso", {**ABROAD, "token": "stranger"}),
    ])  # fmt: skip
    telephone = {"address": "203.0.113.40", "asn": 64503, "org": "Example Mobile", "city": "Potsdam"}
    yield from _session("metro", [("09:00", "sign-in", {}), ("09:10", "policy", {}), ("09:20", "policy", telephone)])
    other = {"address": "203.0.113.77", "asn": 64577, "org": "Example Line"}
    yield from _session("push", [
        *((f"09:0{minute}", "system.push.send_factor_verify_push", other) for minute in range(5)),
        ("09:06", "user.authentication.auth_via_mfa", {}), ("09:07", "sign-in", other),
    ])  # fmt: skip
    script = {"address": "192.0.2.99", "agent": "python"}
    yield from _session("script", [("09:00", "sign-in", {}), ("09:20", "policy", script), ("09:21", "sso", script)])


UPGRADED = {"agent": "mac chrome 123"}


def _session(name: str, lines: list[tuple[str, str, dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    words = {"sign-in": "user.session.start", "sso": "user.authentication.sso", "policy": "policy.evaluate_sign_on"}
    for at, what, more in lines:
        given = {"who": name.replace(" ", "-"), "session": name, "token": f"d-{name}", "target": APPS, **more}
        if what == "policy":
            given["outcome"] = "ALLOW"
        yield stories.event(at, words.get(what, what), **given)
