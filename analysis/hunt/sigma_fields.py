"""Where the fields of Sigma rules lie in a case, whichever way a rule spells them.

Why: rules write `eventType`, `eventtype`, `actor.alternateid`, `okta.event_type`, `target{}.displayName` or
`debug_context.debug_data.request_uri` for the same fields. Letters and digits alone decide. What the case keeps in a
column is read from there; parts of the record that are open (debugData, detailEntry) are read from the record itself;
anything else is no field of Okta's System Log, and the rule is named as unsupported.
Not here: SQL of conditions (sigma_backend.py), and reading records (sigma_records.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "list", "record"]

_COLUMNS = {
    "uuid": "uuid", "published": "published", "event_type": "event_type", "legacy_event_type": "legacy_event_type",
    "display_message": "display_message", "version": "version", "severity": "severity",
    "actor.id": "actor_id", "actor.type": "actor_type", "actor.alternate_id": "actor_alternate_id",
    "actor.display_name": "actor_display_name",
    "client.ip_address": "client_ip_address", "client.ip": "client_ip_address", "client.device": "client_device",
    "client.id": "client_id", "client.zone": "client_zone",
    "client.user_agent.raw_user_agent": "client_user_agent_raw_user_agent",
    "client.user_agent.os": "client_user_agent_os", "client.user_agent.browser": "client_user_agent_browser",
    "client.geographical_context.city": "client_geographical_context_city",
    "client.geographical_context.state": "client_geographical_context_state",
    "client.geographical_context.country": "client_geographical_context_country",
    "client.geographical_context.postal_code": "client_geographical_context_postal_code",
    "client.geographical_context.geolocation.lat": "client_geographical_context_geolocation_lat",
    "client.geographical_context.geolocation.lon": "client_geographical_context_geolocation_lon",
    "authentication_context.external_session_id": "authentication_context_external_session_id",
    "authentication_context.root_session_id": "authentication_context_root_session_id",
    "authentication_context.authentication_provider": "authentication_context_authentication_provider",
    "authentication_context.credential_provider": "authentication_context_credential_provider",
    "authentication_context.credential_type": "authentication_context_credential_type",
    "authentication_context.interface": "authentication_context_interface",
    "security_context.as_number": "security_context_as_number", "security_context.as_org": "security_context_as_org",
    "security_context.as.number": "security_context_as_number",
    "security_context.as.organization.name": "security_context_as_org",
    "security_context.isp": "security_context_isp", "security_context.domain": "security_context_domain",
    "security_context.is_proxy": "security_context_is_proxy",
    "outcome.result": "outcome_result", "outcome.reason": "outcome_reason",
    "transaction.id": "transaction_id", "transaction.type": "transaction_type",
    "device.id": "device_id", "device.name": "device_name", "device.os_platform": "device_os_platform",
    "device.managed": "device_managed", "device.registered": "device_registered",
    # the bare word of SigmaHQ's rule on impersonation: of the four that a record has, a rule means who acted
    "alternate_id": "actor_alternate_id",
}  # fmt: skip
_DEBUG = (
    "dt_hash", "device_fingerprint", "behaviors", "risk", "log_only_security_data", "threat_suspected", "request_uri",
    "url", "request_id", "origin", "tunnels", "proxy_type", "grant_type", "factor", "privilege_granted",
    "privilege_revoked", "trace_id", "initiation_type", "client_auth_type", "requested_scopes",
)  # fmt: skip
_LISTS = {
    "target.id": ("target", "$[*].id"), "target.type": ("target", "$[*].type"),
    "target.alternate_id": ("target", "$[*].alternateId"), "target.display_name": ("target", "$[*].displayName"),
    "security_context.risk.level": ("security_context_risk", "$.level"),
    "security_context.risk.reasons": ("security_context_risk", "$.reasons"),
    "request.ip_chain.ip": ("request_ip_chain", "$[*].ip"),
    "request.ip_chain.version": ("request_ip_chain", "$[*].version"),
    "request.ip_chain.source": ("request_ip_chain", "$[*].source"),
    "transaction.detail.request_api_token_id": ("transaction_detail", "$.requestApiTokenId"),
}  # fmt: skip
_WHOLE = {"target": "target", "security_context.risk": "security_context_risk",
          "security_context.user_behaviors": "security_context_user_behaviors",
          "security_context.ip_details": "security_context_ip_details",
          "transaction.detail": "transaction_detail", "request.ip_chain": "request_ip_chain"}  # fmt: skip
_OPEN = (
    "debug_context.debug_data", "actor.detail_entry", "target.detail_entry", "target.change_details",
    "transaction.detail", "device", "authentication_context.issuer", "client.geographical_context",
    "security_context.user_behaviors", "security_context.ip_details", "request.ip_chain.geographical_context",
)  # fmt: skip
"""Parts of a record whose keys Okta leaves open, or that the case does not keep as columns."""
_ALSO_OPEN = ("authentication_context.authentication_step", "authentication_context.issuer")
_LONGEST = 200
_KNOWN_PREFIX = re.compile(r"^(?:okta\.|event\.okta\.|data\.okta\.|oktasystemlog\.)", re.IGNORECASE)


@dataclass(frozen=True)
class Field:
    """One field as a rule names it, and where its values are."""

    kind: Kind
    """text: one value; list: several of one event, any may match; record: to be read from the record."""
    sql: str
    """An expression over the columns of raw_events, made of our own words only; empty for `record`."""
    path: tuple[str, ...] = ()
    """For `record`: keys from the top of the record, as letters and digits alone."""


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


_BY_NAME = {
    **{_bare(name): Field("text", _as_text) for name, _as_text in (
        (name, f"{column}::varchar" if column != "published" else "strftime(published, '%Y-%m-%dT%H:%M:%S.%gZ')")
        for name, column in _COLUMNS.items()
    )},
    **{_bare(f"debug_context.debug_data.{name}"): Field("text", f"debug_data_{name}::varchar") for name in _DEBUG},
    **{_bare(f"debug_data.{name}"): Field("text", f"debug_data_{name}::varchar") for name in _DEBUG},
    **{_bare(name): Field("text", f"{column}::varchar") for name, column in _WHOLE.items()},
    **{
        _bare(name): Field("list", f"json_extract_string(try_cast({column} as json), '{path}')"
                           + ("" if "*" in path else "::varchar"))
        for name, (column, path) in _LISTS.items()
    },
}  # fmt: skip
_BY_NAME = {
    name: Field("text", field.sql) if field.kind == "list" and "[*]" not in field.sql else field
    for name, field in _BY_NAME.items()
}
_OPEN_BARE = tuple((part, tuple(_bare(word) for word in part.split("."))) for part in (*_OPEN, *_ALSO_OPEN))


def find(name: str) -> Field | None:
    """Where the field of this name is; None where Okta's System Log has no such field."""
    if len(name) > _LONGEST:
        return None
    told = _KNOWN_PREFIX.sub("", name.strip())
    place = re.search(r"[.\[](\d{1,2})\]?(?=\.|$)", told)
    if place and _bare(told[: place.start()]) == "target":
        of_all = _BY_NAME.get(_bare(told[: place.start()] + told[place.end() :]))
        if of_all is not None and of_all.kind == "list":
            return Field("text", of_all.sql.replace("[*]", f"[{int(place.group(1))}]"))
    told = re.sub(r"\{\d*\}|\[[\d*]*\]", "", told)
    found = _BY_NAME.get(_bare(told))
    return found or _of_record(told)


def _of_record(told: str) -> Field | None:
    """A field in an open part of the record; a rule must write its dots, or the parts could not be told apart."""
    words = tuple(_bare(word) for word in told.split(".") if word)
    if words[:1] == ("debugdata",):
        words = ("debugcontext", *words)
    for _, beginning in _OPEN_BARE:
        if len(words) > len(beginning) and words[: len(beginning)] == beginning:
            return Field("record", "", words)
    return None


def all_columns() -> tuple[str, ...]:
    """Columns of raw_events in which a keyword is looked for."""
    debug = tuple(f"debug_data_{name}" for name in _DEBUG)
    named = dict.fromkeys(column for column in (*_COLUMNS.values(), *_WHOLE.values(), *debug) if column != "published")
    return tuple(named)
