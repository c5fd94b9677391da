"""For each published rule three stories: one on which it fires, one on which it is silent, one that it cannot see.

A line of a story is (at, what, {more}): `what` is a word of WORDS or Okta's event type, `more` is whatever
`stories.event` takes, and
    app = "Mail"                the app that the event is about
    session = "2"               another session of the person; None: none
    times = 6, every_s = 30     six of them, half a minute apart; with apps = True each about another app
Each story has a person, sessions and device tokens of its own, so that all of them lie in one case.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import stories

Line = tuple[str, str, dict[str, Any]]

WORDS = {
    "sign-in": "user.session.start",
    "app": "user.authentication.sso",
    "policy": "policy.evaluate_sign_on",
    "factor": "user.authentication.auth_via_mfa",
    "console": "user.session.access_admin_app",
    "push": "system.push.send_factor_verify_push",
}

ELSEWHERE = {"address": "198.51.100.20", "asn": 64510, "org": "Example Line", "city": "Bucharest"}
"""Another country and another network; the machine is the same."""
WINDOWS = {**ELSEWHERE, "agent": "windows firefox"}
"""Another machine on it."""
ALLOWED = {"outcome": "ALLOW"}
NOVEL = {
    "risk": {"level": "HIGH"},
    "behaviors": dict.fromkeys(("New Country", "New Geo-Location", "New Device"), "POSITIVE"),
}
DASHBOARD = {"debug": {"initiationType": "IDP_INITIATED"}}


@dataclass(frozen=True)
class Told:
    """The stories of one rule."""

    fires: list[Line]
    """The first session of the person is the one on which it fires."""
    silent: list[Line]
    blind: list[Line] | None = None
    """None where the rule can see every session, and where only another case shows what it cannot see."""
    because: str = ""
    """A piece of the reason that is given for the blind story."""
    blind_case: str = ""
    """A piece of the reason where the whole case lacks what the rule needs."""


def logged(told: dict[str, Any]) -> dict[str, Any]:
    """Risk and behaviours as Okta logs them beside the policy."""
    return {"debug": {"logOnlySecurityData": json.dumps(told, separators=(",", ":"))}}


def _cookie(*, outcome: str = "ALLOW", late: str = "09:40") -> Told:
    given = {"outcome": outcome}
    here: list[Line] = [("09:00", "sign-in", {}), ("09:01", "policy", given)]
    return Told(
        fires=[*here, (late, "policy", {**given, **WINDOWS})],
        silent=[*here, ("09:40", "policy", {**given, **ELSEWHERE, "agent": "mac chrome 123"})],
        blind=[("09:00", "sign-in", {}), ("09:01", "app", {"app": "Mail"})],
        because="has no policy.evaluate_sign_on",
    )


def _cities(far: str, near: str, late: str) -> Told:
    return Told(
        fires=[("09:00", "sign-in", {}), (late, "sign-in", {"session": "2", "city": far, "address": "198.51.100.9"})],
        silent=[("09:00", "sign-in", {}), (late, "sign-in", {"session": "2", "city": near, "address": "198.51.100.9"})],
        blind=[("09:00", "sign-in", {"city": None}), ("09:30", "app", {"app": "Mail"})],
        because="No event that it reads has a ",
    )


STORIES = {
    "okta_session_cookie": _cookie(late="20:00"),
    "splunk_session_cookie": _cookie(),
    "chronicle_session_cookie": _cookie(outcome="CHALLENGE"),
    "okta_failed_app_requests": Told(
        fires=[
            ("09:00", "sign-in", {}),
            ("09:10", "policy", {"outcome": "CHALLENGE", "times": 4, "every_s": 60, "apps": True}),
        ],
        silent=[
            ("09:00", "sign-in", {}),
            ("09:10", "policy", {"outcome": "CHALLENGE", "times": 4, "every_s": 60, "apps": True}),
            ("09:11", "app", {"times": 4, "every_s": 60, "apps": True}),
        ],
        blind=[("09:00", "sign-in", {}), ("09:01", "app", {"app": "Mail"})],
        because="has no policy.evaluate_sign_on",
    ),
    "chronicle_failed_app_requests": Told(
        fires=[
            ("09:00", "app", {"app": "Mail"}),
            ("09:01", "policy", {"outcome": "CHALLENGE", "times": 6, "every_s": 60, "apps": True}),
        ],
        silent=[
            ("09:00", "app", {"app": "Mail"}),
            ("09:01", "policy", {"outcome": "CHALLENGE", "times": 6, "every_s": 600, "apps": True}),
        ],
        blind=[("09:00", "sign-in", {}), ("09:01", "policy", {"outcome": "CHALLENGE", "app": "Mail"})],
        because="has no user.authentication.sso",
    ),
    "okta_session_binding": Told(
        fires=[("09:00", "sign-in", {}), ("09:30", "security.session.detect_client_roaming", {"outcome": "DENY"})],
        silent=[("09:00", "sign-in", {}), ("09:30", "console", {})],
        blind_case="holds no security.session.detect_client_roaming",
    ),
    "okta_itp_hijacking": Told(
        fires=[
            ("09:00", "sign-in", {}),
            ("09:30", "user.risk.detect", {
                "debug": {"risk": "{reasons=Associated sessionId is suspected to be hijacked, level=HIGH}"},
            }),
        ],
        silent=[
            ("09:00", "sign-in", {}),
            ("09:30", "user.risk.detect", {"debug": {"risk": "{reasons=Anomalous Location, level=HIGH}"}}),
        ],
        blind_case="holds no user.risk.detect",
    ),
    "okta_itp_context": Told(
        fires=[("09:00", "sign-in", {}), ("09:30", "user.session.context.change", {})],
        silent=[("09:00", "sign-in", {}), ("09:30", "app", {"app": "Mail"})],
        blind_case="holds no user.session.context.change or policy.auth_reevaluate.fail",
    ),
    "okta_rapid_apps": Told(
        fires=[("09:00", "sign-in", {}), ("09:30", "app", {**DASHBOARD, "times": 10, "every_s": 5, "apps": True})],
        silent=[("09:00", "sign-in", {}), ("09:30", "app", {**DASHBOARD, "times": 10, "every_s": 30, "apps": True})],
        blind=[("09:00", "sign-in", {}), ("09:30", "app", {"app": "Mail"})],
        because="says which side began the sign-on",
    ),
    "elastic_many_apps": Told(
        fires=[("09:00", "sign-in", {}), ("09:30", "app", {"times": 16, "every_s": 5, "apps": True})],
        silent=[("09:00", "sign-in", {}), ("09:30", "app", {"times": 15, "every_s": 5, "apps": True})],
        blind=[("09:00", "sign-in", {}), ("09:30", "policy", ALLOWED)],
        because="has no user.authentication.sso",
    ),
    "okta_admin_console_new_client": Told(
        fires=[
            ("09:00", "sign-in", {}),
            ("09:30", "policy", {
                **ALLOWED, "app": "Okta Admin Console",
                "debug": {"behaviors": "{New IP=POSITIVE, New Device=POSITIVE, Velocity=NEGATIVE}"},
            }),
        ],
        silent=[
            ("09:00", "sign-in", {}),
            ("09:30", "policy", {
                **ALLOWED, "app": "Okta Admin Console",
                "debug": {"behaviors": "{New IP=POSITIVE, New Device=NEGATIVE}"},
            }),
        ],
        blind=[("09:00", "sign-in", {}), ("09:30", "policy", {**ALLOWED, "app": "Okta Admin Console"})],
        because="carries Okta's risk or behaviours",
    ),
    "elastic_device_tokens": Told(
        fires=[("09:00", "console", {}), *[
            (f"09:0{number}", "console", {"token": f"more{number}", "address": "198.51.100.9"}) for number in (1, 2, 3)
        ]],
        silent=[("09:00", "console", {}), ("09:05", "console", {**WINDOWS, "token": "other"})],
        blind=[("09:00", "console", {"token": None})],
        because="No event of this session carries a device token",
    ),
    "elastic_aitm_replay": Told(
        fires=[("09:00", "sign-in", {}), ("09:20", "app", {**ELSEWHERE, "agent": "python", "app": "Mail"})],
        silent=[("09:00", "sign-in", {}), ("09:20", "app", {**WINDOWS, "app": "Mail"})],
        blind=[("09:20", "app", {**ELSEWHERE, "agent": "python", "app": "Mail"})],
        because="has no user.session.start",
    ),
    "elastic_os_per_token": Told(
        fires=[("09:00", "factor", {}), ("09:30", "factor", WINDOWS)],
        silent=[("09:00", "factor", {}), ("10:30", "factor", WINDOWS)],
        blind=[("09:00", "sign-in", {})],
        because="has no user.authentication.verify or user.authentication.auth_via_mfa",
    ),
    "elastic_sessions_per_user": Told(
        fires=[("09:00", "sign-in", {}), *[(f"09:{10 * at}", "sign-in", {"session": f"{at}"}) for at in (2, 3)]],
        silent=[("09:00", "sign-in", {}), *[(f"{at}9:00", "sign-in", {"session": f"{at}"}) for at in (1, 2)]],
        blind=[("09:00", "app", {"app": "Mail"})],
        because="has no user.session.start",
    ),
    "elastic_countries": Told(
        fires=[("09:00", "sign-in", {}), ("09:20", "app", {**ELSEWHERE, "app": "Mail"})],
        silent=[
            ("09:00", "sign-in", {}),
            ("09:20", "app", {**ELSEWHERE, "address": "198.51.100.77", "app": "Mail", "security": {"isProxy": True}}),
        ],
        blind=[("09:00", "sign-in", {"city": None}), ("09:20", "app", {"app": "Mail", "city": None})],
        because="No event that it reads has a country",
    ),
    "elastic_countries_hunt": Told(
        fires=[("09:05", "policy", ALLOWED), ("09:55", "policy", {**ALLOWED, **ELSEWHERE})],
        silent=[("09:55", "policy", ALLOWED), ("10:05", "policy", {**ALLOWED, **ELSEWHERE})],
        blind=[("09:00", "policy", {**ALLOWED, "city": None})],
        because="No event that it reads has a country",
    ),
    "panther_stolen_session": Told(
        fires=[("09:00", "sign-in", {}), ("12:00", "app", {**WINDOWS, "app": "Mail"})],
        silent=[("09:00", "sign-in", {}), ("12:00", "app", {**ELSEWHERE, "agent": "mac chrome 123", "app": "Mail"})],
        blind=[("09:00", "sign-in", {"agent": None}), ("12:00", "app", {"agent": None, "app": "Mail"})],
        because="No event that it reads has a user agent",
    ),
    "panther_impossible_travel": Told(
        # the second session is the one whose sign-in is too far away
        fires=[("09:30", "sign-in", ELSEWHERE), ("09:00", "sign-in", {"session": "2"})],
        silent=[("15:00", "sign-in", ELSEWHERE), ("09:00", "sign-in", {"session": "2"})],
        blind=[("09:00", "sign-in", {"city": None})],
        because="No event that it reads has coordinates",
    ),
    "panther_har_iocs": Told(
        fires=[("09:00", "sign-in", {}), ("12:00", "app", {**ELSEWHERE, "address": "198.98.49.203", "app": "Mail"})],
        silent=[("09:00", "sign-in", {}), ("12:00", "app", {**WINDOWS, "app": "Mail"})],
    ),
    "datadog_session_hijacking": Told(
        fires=[("09:00", "sign-in", {}), ("09:30", "app", {"app": "Mail", "agent": "mac chrome 123"})],
        silent=[("09:00", "sign-in", {}), ("09:30", "factor", {**ELSEWHERE, "agent": "okta verify"})],
        blind=[("09:00", "sign-in", {"agent": None, "asn": None, "org": None, "address": None})],
        because="is known by its autonomous system or has a user agent",
    ),
    "datadog_session_behaviors": Told(
        fires=[("09:00", "policy", ALLOWED), ("09:30", "policy", {**ALLOWED, **ELSEWHERE, "token": "other"})],
        silent=[("09:00", "policy", ALLOWED), ("09:30", "policy", {**ALLOWED, **WINDOWS})],
        blind=[("09:00", "policy", {**ALLOWED, "token": None})],
        because="No event that it reads carries a device token",
    ),
    "sentinel_countries": _cities("Madrid", "Potsdam", "11:30"),
    "sentinel_mfa_fatigue": Told(
        fires=[("09:00", "sign-in", {}), ("10:00", "push", {"times": 11, "every_s": 60})],
        silent=[("09:00", "sign-in", {}), ("10:00", "push", {"times": 11, "every_s": 600})],
        blind_case="holds no system.push.send_factor_verify_push",
    ),
    "sentinel_admin_high_risk": Told(
        fires=[("09:00", "sign-in", logged({"risk": {"level": "HIGH"}})), ("09:30", "system.api_token.create", {})],
        silent=[
            ("09:00", "sign-in", logged({"risk": {"level": "HIGH"}})),
            ("09:30", "system.api_token.create", {"address": "192.0.2.11"}),
        ],
        blind=[("09:00", "sign-in", {}), ("09:30", "system.api_token.create", {})],
        because="carries the risk and behaviours that Okta logs beside the policy",
    ),
    "sentinel_new_client_critical": Told(
        fires=[("09:00", "sign-in", logged(NOVEL)), ("09:30", "user.mfa.factor.deactivate", {})],
        silent=[("09:00", "sign-in", logged(NOVEL)), ("10:30", "user.mfa.factor.deactivate", {})],
        blind=[("09:00", "sign-in", {}), ("09:30", "user.mfa.factor.deactivate", {})],
        because="carries the risk and behaviours that Okta logs beside the policy",
    ),
    "sentinel_impersonation": Told(
        fires=[("09:00", "sign-in", {}), ("09:30", "user.session.impersonation.initiate", {})],
        silent=[("09:00", "sign-in", {}), ("09:30", "user.session.impersonation.initiate", {"outcome": "FAILURE"})],
    ),
    "splunk_cities": _cities("Potsdam", "Berlin", "09:40"),
    "chronicle_cities": _cities("Potsdam", "Berlin", "20:00"),
    "sigma_rogue_account": Told(
        fires=[("09:00", "sign-in", {}), ("09:30", "user.lifecycle.create", {"account": "svc_network_backup"})],
        silent=[("09:00", "sign-in", {}), ("09:30", "user.lifecycle.create", {"account": "svc_backup"})],
    ),
    "sigma_password_health": Told(
        fires=[("09:00", "console", {"debug": {"requestUri": "/api/internal/reports/password-health/csv"}})],
        silent=[("09:00", "console", {"debug": {"requestUri": "/admin/dashboard"}})],
        blind=[("09:00", "console", {"debug": {"requestUri": None}})],
        because="No event of this session carries the path of its request",
    ),
    "beyond_identity_speed": Told(
        fires=[("09:00", "sign-in", {}), ("09:30", "app", {**ELSEWHERE, "app": "Mail"})],
        silent=[("09:00", "sign-in", {}), ("2 09:00", "app", {**ELSEWHERE, "app": "Mail"})],
        blind=[("09:00", "sign-in", {"city": None})],
        because="No event of this session has coordinates",
    ),
    "folklore_two_networks": Told(
        fires=[("09:00", "sign-in", {}), ("09:30", "app", {"app": "Mail", "asn": 64599, "address": "203.0.113.9"})],
        silent=[("09:00", "sign-in", {}), ("09:30", "app", {"app": "Mail", "address": "192.0.2.11"})],
        blind=[("09:00", "app", {"app": "Mail", "session": None})],
        because="No event of this session carries a session id",
    ),
}  # fmt: skip


def every_story() -> Iterator[dict[str, Any]]:
    """The events of all stories, each story with people and tokens of its own."""
    for rule, told in STORIES.items():
        for outcome in ("fires", "silent", "blind"):
            yield from events(getattr(told, outcome) or [], name(rule, outcome))


def name(rule: str, outcome: str) -> str:
    """What a story is called: its person, its first session and its device token carry the name."""
    return f"{rule}-{outcome}"


def events(lines: list[Line], called: str) -> Iterator[dict[str, Any]]:
    """The events of one story."""
    for at, what, more in lines:
        given = dict(more)
        times, every_s, apps = given.pop("times", 1), given.pop("every_s", 0), given.pop("apps", False)
        session = given.pop("session", "1")
        given["session"] = None if session is None else called if session == "1" else f"{called}-{session}"
        given["token"] = f"{called}-{token}" if (token := given.get("token", "d")) else None
        app, account = given.pop("app", None), given.pop("account", None)
        for turn in range(times):
            about = f"App {turn}" if apps else app
            target = [_app(about)] if about else [stories.person(account)] if account else None
            moment = (stories.moment(at) + timedelta(seconds=turn * every_s)).isoformat()
            yield stories.event(moment, WORDS.get(what, what), who=called, target=target, **given)


def _app(called: str) -> dict[str, Any]:
    return {"id": f"0oa{called}", "type": "AppInstance", "alternateId": called, "displayName": called}
