"""LogEvents whose keys a warehouse has lowered, all of them or only the outermost.

Why: a key that differs by one capital reads as absent. The names come back from the structure that
is read, and from the keys inside the parts that are kept as JSON.
"""

from __future__ import annotations

from typing import Any

from analysis.ingest.opening import first_records
from analysis.ingest.structure import LOG_EVENT

NAME = "lowercased"
MISSING: tuple[str, ...] = ()

_INSIDE_JSON = (
    "detailEntry",
    "changeDetails",
    "alternateId",
    "displayName",
    "ipChain",
    "geographicalContext",
    "postalCode",
    "ipDetails",
    "ipServiceCategories",
    "isAnonymous",
    "userBehaviors",
    "previousLevel",
    "detectionName",
    "requestApiTokenId",
    "rootApiTokenId",
    "methodTypeUsed",
    "methodUsedVerifiedProperties",
    "authenticatorContext",
    "authenticationStep",
    "issuer",
    "logOnlySecurityData",
    "originalPrincipal",
    "policyType",
    "policyRuleFactorMode",
    "signOnModeType",
    "signOnModeEvaluationResult",
    "targetAppId",
    "redirectUri",
    "signOnMode",
    "authnRequestId",
    "grantedScopes",
    "loginResult",
    "oktaUserAgentExtended",
    "keyTypeUsedForAuthentication",
    "promptingPolicyTypes",
    "botProtection",
)
"""Names of Okta's that the program shows but does not read by themselves."""


def _names(structure: dict[str, Any]) -> dict[str, str]:
    names: dict[str, str] = {}
    for name, inner in structure.items():
        names[name.lower()] = name
        if isinstance(inner, dict):
            names |= _names(inner)
    return names


_CAPITALS = {name.lower(): name for name in _INSIDE_JSON} | _names(LOG_EVENT)


def recognise(opening: str) -> bool:
    """Do the records have `eventtype` and none `eventType`?"""
    records = first_records(opening)
    return any("eventtype" in record for record in records) and not any("eventType" in record for record in records)


def to_log_event(record: dict[str, Any]) -> dict[str, Any]:
    """The record with Okta's capitals; a record that has them stays as it is."""
    if "eventType" in record:
        return record
    if "eventtype" not in record:
        raise KeyError("eventtype")
    restored = _restored(record)
    assert isinstance(restored, dict)
    return restored


def _restored(value: Any) -> Any:
    if isinstance(value, dict):
        return {_CAPITALS.get(key, key): _restored(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_restored(inner) for inner in value]
    return value
