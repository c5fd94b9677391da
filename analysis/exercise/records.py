"""Turns "this person did this through this client" into a System Log record.

Why: one place knows the record's structure; everything else speaks of people and clients. The
structure follows Okta's documented LogEvent schema; displayMessage texts are our own where they
are not product names.
Source: https://developer.okta.com/docs/reference/api/system-log/
"""

from __future__ import annotations

import functools
import random
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from analysis.exercise.clients import Client
from analysis.exercise.people import Person, okta_id

Record = dict[str, Any]

EVENT_TYPES: dict[str, tuple[str | None, str]] = {
    "user.session.start": ("core.user_auth.login_success", "User login to Okta"),
    "user.session.end": ("core.user_auth.logout_success", "User logout from Okta"),
    "user.session.clear": ("core.user_auth.session_clear", "Sessions of a user cleared"),
    "user.session.access_admin_app": ("app.admin.sso.login.success", "User accessing Okta admin app"),
    "user.session.impersonation.grant": ("core.user.impersonation.grant.enabled", "Support access granted"),
    "user.session.impersonation.initiate": ("core.user.impersonation.session.initiated", "Support session begun"),
    "user.session.impersonation.end": ("core.user.impersonation.session.ended", "Support session ended"),
    "user.authentication.sso": ("app.auth.sso", "User single sign on to app"),
    "user.authentication.auth_via_mfa": ("core.user.factor.attempt_success", "Authentication of user via MFA"),
    "user.authentication.auth_via_IDP": ("core.user_auth.idp.login_success", "Authentication through an IdP"),
    "user.authentication.verify": (None, "Verify user identity"),
    "policy.evaluate_sign_on": (None, "Evaluation of sign-on policy"),
    "application.policy.sign_on.deny_access": (None, "App sign-on policy denied access"),
    "system.push.send_factor_verify_push": ("system.push.send_factor_verify_push_message", "Push sent to a factor"),
    "app.oauth2.token.grant.access_token": ("app.oauth2.token.grant.access_token_success", "OIDC access token granted"),
    "app.oauth2.token.grant.id_token": ("app.oauth2.token.grant.id_token_success", "OIDC id token granted"),
    "app.oauth2.as.token.grant.access_token": (None, "OAuth2 access token granted"),
    "analytics.reports.export.request": (None, "Report export requested"),
    "analytics.reports.export.generate": (None, "Report export generated"),
    "user.lifecycle.create": ("core.user.config.user_creation.success", "Create Okta user"),
    "user.lifecycle.activate": ("core.user.config.user_activated", "Activate Okta user"),
    "user.lifecycle.deactivate": ("core.user.config.user_deactivated", "Deactivate Okta user"),
    "user.account.reset_password": ("core.user.config.password_reset.success", "Password of a user reset"),
    "user.account.update_password": ("core.user.config.user_update_password.success", "Password changed by its user"),
    "user.session.context.change": (None, "Context of a session changed"),
    "user.risk.detect": (None, "Risk detected for a user"),
    "policy.auth_reevaluate.enforce": (None, "Session evaluated again"),
    "security.threat.detected": (None, "Request from a suspicious actor"),
    "user.account.update_profile": ("core.user.config.profile_update.success", "User profile updated"),
    "user.mfa.factor.reset_all": ("core.user.factor.reset_all", "All factors of a user reset"),
    "user.mfa.factor.activate": ("core.user.factor.activate", "Factor set up by a user"),
    "user.mfa.okta_verify.deny_push": (None, "Push of Okta Verify denied by the user"),
    "user.account.privilege.grant": ("core.user.admin_privilege.granted", "Admin role given to a user"),
    "group.user_membership.add": ("core.user_group_member.user_add", "Add user to group membership"),
    "application.user_membership.add": ("app.user_membership.add", "Add user to application membership"),
    "application.lifecycle.update": ("app.generic.config.app_updated", "Application updated"),
    "policy.rule.update": ("policy.rule.update", "Policy rule updated"),
    "system.idp.lifecycle.update": (None, "Identity provider updated"),
    "system.idp.lifecycle.activate": (None, "Identity provider activated"),
    "system.api_token.create": ("api.token.create", "API token created"),
    "system.import.complete": ("system.import.complete", "Import finished"),
    "application.provision.user.push": ("app.user_management.push_profile_success", "Profile pushed to an app"),
    "system.agent.ad.read_config": (None, "Configuration of a directory agent read"),
    "system.agent.ad.import_user": (None, "User imported by a directory agent"),
    "user.account.report_suspicious_activity_by_enduser": (
        "core.user.account.report_suspicious_activity_by_enduser",
        "User reported suspicious activity",
    ),
    "user.account.lock": ("core.user_auth.account_locked", "Account locked"),
    "system.org.rate_limit.warning": ("core.framework.ratelimit.warning", "Rate limit warning"),
    "support.org.view": (None, "Support viewed the org"),
}
"""Event type to its older name and its message."""

SYSTEM: Record = {
    "id": "00uSystemPrincipal00",
    "type": "SystemPrincipal",
    "alternateId": "system@okta.com",
    "displayName": "Okta System",
    "detailEntry": None,
}
FINGERPRINTED = frozenset({"user.session.start", "user.authentication.auth_via_mfa", "user.session.access_admin_app"})
"""Event types that carry a device fingerprint."""
SESSIONS_WITHOUT_TOKEN, REQUESTS_WITHOUT_TOKEN = 0.2, 0.31
"""Where tokens are often missing: the share of the sessions that have none, and of the others' requests."""
SEEMS_BAD = {"FAILURE": "WARN", "DENY": "WARN"}
NOBODY: Record = {
    "userAgent": None,
    "zone": None,
    "device": None,
    "id": None,
    "ipAddress": None,
    "geographicalContext": None,
}
NO_DETAIL: Record = {}
NO_REQUEST: Record = {"ipChain": []}
NO_SECURITY: Record = {"asNumber": None, "asOrg": None, "isp": None, "domain": None, "isProxy": None}


@dataclass(frozen=True)
class Style:
    """How the tenant's records look, which depends on its engine and on the year."""

    is_classic: bool = False
    """Classic engine: sessions `102...`, no root session, one event a factor."""
    tokens_carry_session: bool = True
    """Token grants name the session; in Okta's releases before 2024.01.2 they did not."""
    has_ip_details: bool = True
    """securityContext has `ipDetails`, as in later records."""
    has_gaps: bool = False
    """Device tokens are missing in a large part of the records."""


def at_text(at: int) -> str:
    """A time in milliseconds since 1970 as Okta writes it."""
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


@functools.cache
def _outcome(result: str, reason: str | None) -> Record:
    return {"result": result, "reason": reason}


def user_part(person: Person) -> Record:
    """A person as an actor or a target."""
    return {
        "id": person.id,
        "type": "User",
        "alternateId": person.login,
        "displayName": person.name,
        "detailEntry": None,
    }


def target(kind: str, target_id: str, alternate_id: str, name: str, **detail: Any) -> Record:
    """One entry of a record's `target`."""
    return {
        "id": target_id,
        "type": kind,
        "alternateId": alternate_id,
        "displayName": name,
        "detailEntry": detail or None,
    }


@dataclass
class Recorder:
    """Writes records down in the order in which they are thought of; tenant.py sorts them."""

    rng: random.Random
    style: Style
    buffer: list[tuple[int, int, Record]] = field(default_factory=list)
    """(milliseconds since 1970, running number, record)"""
    actors: dict[str, Record] = field(default_factory=dict)
    written: int = 0

    def new_session(self) -> str:
        """A session id of the tenant's engine."""
        return okta_id(self.rng, "102" if self.style.is_classic else "idx", 25)

    def new_transaction(self) -> str:
        """A transaction id; it is the request id too."""
        return f"{self.rng.getrandbits(128):032x}"

    def new_uuid(self) -> str:
        """The uuid of a record."""
        digits = f"{self.rng.getrandbits(128):032x}"
        return f"{digits[:8]}-{digits[8:12]}-11ee-{digits[16:20]}-{digits[20:]}"

    def actor(self, person: Person) -> Record:
        """The actor's part, one object a person."""
        part = self.actors.get(person.id)
        if part is None:
            part = self.actors[person.id] = user_part(person)
        return part

    def write(
        self,
        at: int,
        event_type: str,
        actor: Record,
        client: Client | None,
        session_id: str | None,
        *,
        result: str = "SUCCESS",
        reason: str | None = None,
        targets: Sequence[Record] | None = None,
        uri: str | None = None,
        debug: Record | None = None,
        transaction: str | None = None,
        is_job: bool = False,
        token_id: str | None = None,
        client_id: str | None = None,
        credential: tuple[str | None, str | None, str | None] = (None, None, None),
        root_id: str | None = None,
    ) -> str:
        """Write one record and give its uuid.

        Units: `at` in milliseconds since 1970. `credential` is the authentication provider, the
        credential provider and the credential type.
        """
        uuid = self.new_uuid()
        transaction = transaction or self.new_transaction()
        legacy, message = EVENT_TYPES[event_type]
        data: Record = {"requestId": transaction}
        if uri is not None:
            data["requestUri"] = uri
            if uri.startswith(("/api/", "/idp/", "/admin/")):
                data["url"] = uri + "?"
        device: Record | None = None
        if client is None:
            client_part, security, request = NOBODY, NO_SECURITY, NO_REQUEST
        else:
            client_part = client.client_part_of(client_id) if client_id else client.client_part
            security = client.security_part_detailed if self.style.has_ip_details else client.security_part
            request, device = client.request_part, client.device
            data["threatSuspected"] = "false"
            if client.dt_hash and not (self.style.has_gaps and self._is_tokenless(session_id, transaction)):
                data["dtHash"] = client.dt_hash
            if client.fingerprint and event_type in FINGERPRINTED:
                data["deviceFingerprint"] = client.fingerprint
            if client.tunnels:
                data["tunnels"] = client.tunnels
        if debug:
            data.update(debug)
        context: Record = {
            "authenticationProvider": credential[0],
            "credentialProvider": credential[1],
            "credentialType": credential[2],
            "issuer": None,
            "interface": None,
            "authenticationStep": 0,
            "externalSessionId": session_id,
        }
        if not self.style.is_classic:
            context["rootSessionId"] = root_id or session_id
        record: Record = {
            "actor": actor,
            "client": client_part,
            "device": device,
            "authenticationContext": context,
            "displayMessage": message,
            "eventType": event_type,
            "outcome": _outcome(result, reason),
            "published": at_text(at),
            "securityContext": security,
            "severity": SEEMS_BAD.get(result, "INFO"),
            "debugContext": {"debugData": data},
            "legacyEventType": legacy,
            "transaction": {
                "type": "JOB" if is_job else "WEB",
                "id": transaction,
                "detail": {"requestApiTokenId": token_id} if token_id else NO_DETAIL,
            },
            "uuid": uuid,
            "version": "0",
            "request": request,
            "target": list(targets) if targets else None,
        }
        self.written += 1
        self.buffer.append((at, self.written, record))
        return uuid

    def _is_tokenless(self, session_id: str | None, transaction: str) -> bool:
        """Whether a record has lost its device token: all of some sessions, and some requests of the others.

        Whose record it is plays no part.
        """
        if session_id is not None and zlib.crc32(session_id.encode()) % 1_000 < 1_000 * SESSIONS_WITHOUT_TOKEN:
            return True
        return zlib.crc32(transaction.encode()) % 1_000 < 1_000 * REQUESTS_WITHOUT_TOKEN
