"""Okta records from Microsoft Sentinel: the tables Okta_CL (older) and OktaV2_CL (newer), as rows of JSON.

Not here: the CSV that the portal exports; its cells come as the same rows of names and texts, so that
analysis/ingest/sentinel_csv.py only cuts them and calls `to_log_event`.

Why: neither table keeps the record as Okta wrote it. Okta_CL flattens it and adds a letter for the type to
each name; OktaV2_CL renames the fields to Microsoft's own schema and keeps objects as JSON text. What they
drop is named in `MISSING` (both tables) and stays null.
Source: the transform OktaSSOv2_DCR.json and the schema of Okta_CL in the repository Azure/Azure-Sentinel.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import orjson

NAME = "sentinel"
MISSING: tuple[str, ...] = (
    "authentication_context_root_session_id",
    "authentication_context_device_session_id",
    "security_context_ip_details",
    "security_context_risk",
    "security_context_user_behaviors",
    "device_id",
    "device_name",
    "device_os_platform",
    "device_managed",
    "device_registered",
)

# OktaV2_CL to Okta's path. Where two columns carry one field, the one that keeps Okta's value comes first:
# ActorUsername is empty unless the login has an "@", ActorUserId unless the id is known.
V2_PATHS: tuple[tuple[str, str], ...] = (
    ("EventOriginalUid", "uuid"),
    ("TimeGenerated", "published"),
    ("EventOriginalType", "eventType"),
    ("LegacyEventType", "legacyEventType"),
    ("EventMessage", "displayMessage"),
    ("Version", "version"),
    ("OriginalSeverity", "severity"),
    ("OriginalUserId", "actor.id"),
    ("ActorUserId", "actor.id"),
    ("OriginalUserType", "actor.type"),
    ("OriginalActorAlternateId", "actor.alternateId"),
    ("ActorUsername", "actor.alternateId"),
    ("ActorDisplayName", "actor.displayName"),
    ("ActorDetailEntry", "actor.detailEntry"),
    ("AuthenticationContextAuthenticationProvider", "authenticationContext.authenticationProvider"),
    ("AuthenticationContextAuthenticationStep", "authenticationContext.authenticationStep"),
    ("AuthenticationContextCredentialProvider", "authenticationContext.credentialProvider"),
    ("AuthenticationContextInterface", "authenticationContext.interface"),
    ("AuthenticationContextIssuerId", "authenticationContext.issuer.id"),
    ("AuthenticationContextIssuerType", "authenticationContext.issuer.type"),
    ("LogonMethod", "authenticationContext.credentialType"),
    ("ActorSessionId", "authenticationContext.externalSessionId"),
    ("OriginalClientDevice", "client.device"),
    ("SrcDeviceType", "client.device"),
    ("SrcDvcId", "client.id"),
    ("SrcIpAddr", "client.ipAddress"),
    ("SrcZone", "client.zone"),
    ("HttpUserAgent", "client.userAgent.rawUserAgent"),
    ("SrcDvcOs", "client.userAgent.os"),
    ("ActingAppName", "client.userAgent.browser"),
    ("SrcGeoCity", "client.geographicalContext.city"),
    ("SrcGeoRegion", "client.geographicalContext.state"),
    ("SrcGeoCountry", "client.geographicalContext.country"),
    ("SrcGeoPostalCode", "client.geographicalContext.postalCode"),
    ("SrcGeoLatitude", "client.geographicalContext.geolocation.lat"),
    # The table's own spelling; the right one beside it, should it ever be mended.
    ("SrcGeoLongtitude", "client.geographicalContext.geolocation.lon"),
    ("SrcGeoLongitude", "client.geographicalContext.geolocation.lon"),
    ("DebugData", "debugContext.debugData"),
    ("EventOriginalResultDetails", "outcome.reason"),
    ("OriginalOutcomeResult", "outcome.result"),
    ("Request", "request"),
    ("SecurityContextAsNumber", "securityContext.asNumber"),
    ("SecurityContextAsOrg", "securityContext.asOrg"),
    ("SecurityContextDomain", "securityContext.domain"),
    ("SrcIsp", "securityContext.isp"),
    ("SecurityContextIsProxy", "securityContext.isProxy"),
    ("OriginalTarget", "target"),
    ("TransactionType", "transaction.type"),
    ("TransactionId", "transaction.id"),
    ("TransactionDetail", "transaction.detail"),
)
V2_OBJECTS = frozenset({"ActorDetailEntry", "DebugData", "Request", "OriginalTarget", "TransactionDetail"})

# Only where Okta's own word was not kept. The table says "Failure" for DENY and SKIPPED as well.
V2_RESULTS = {"Success": "SUCCESS", "Failure": "FAILURE", "Partial": "CHALLENGE", "NA": "UNKNOWN"}
V2_SEVERITIES = {"Informational": "INFO", "Medium": "WARN", "High": "ERROR"}

# Okta_CL: the letter at the end is Log Analytics' type (string, double, boolean, guid, time).
SUFFIX = re.compile(r"_[sdbgt]$")
V1_FIELDS = ("uuid_g", "eventType_s")
# The objects of a LogEvent whose own keys may hold an underscore; everything below them is one key.
V1_DEEPEST = ("debugContext_debugData_", "device_")

# The portal writes times as the browser's language does; a comma or an AM/PM is the mark of it.
PORTAL_TIME = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}),? (\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d{1,6}))?\s*([AaPp][Mm])?")


def recognise(opening: str) -> bool:
    """Whether the names of one of the two tables stand in the opening."""
    v1 = all(f'"{name}"' in opening for name in V1_FIELDS) or (
        '"eventType_s"' in opening and '"actor_alternateId_s"' in opening
    )
    v2 = '"EventOriginalType"' in opening and any(
        f'"{name}"' in opening for name in ("OriginalActorAlternateId", "SrcGeoLongtitude", "OriginalOutcomeResult")
    )
    return v1 or v2


def to_log_event(record: dict[str, Any]) -> dict[str, Any]:
    """The row under Okta's own names.

    Shape: one row of either table in (values typed, or all texts as a CSV has them), one LogEvent out.
    """
    row = {_column(name): value for name, value in record.items()}
    return _from_v2(row) if "EventOriginalType" in row else _from_v1(row)


def _column(name: str) -> str:
    """A column's name without the time zone that the portal adds: "TimeGenerated [UTC]"."""
    return name.split(" [", 1)[0].strip()


def _from_v2(row: dict[str, Any]) -> dict[str, Any]:
    event: dict[str, Any] = {}
    for column, path in V2_PATHS:
        value = row.get(column)
        if column in V2_OBJECTS:
            value = _parsed(value)
        _put(event, path, _time(value) if path == "published" else _whole(value))
    _put(event, "outcome.result", V2_RESULTS.get(str(row.get("EventResult"))))
    _put(event, "severity", V2_SEVERITIES.get(str(row.get("EventSeverity"))))
    return event


def _from_v1(row: dict[str, Any]) -> dict[str, Any]:
    event: dict[str, Any] = {}
    for column, value in row.items():
        if not SUFFIX.search(column):
            continue
        name = column[:-2]
        path = _v1_path(name)
        if path == "published":
            value = _time(value)
        elif not path.startswith("debugContext."):
            # debugData stays text: Okta itself keeps JSON in strings there.
            value = _parsed(_whole(value))
        elif column == "debugContext_debugData_deviceFingerprint_g" and isinstance(value, str):
            # 32 hex digits look like a GUID to Log Analytics, which then writes them with dashes.
            value = value.replace("-", "")
        _put(event, path, value)
    _put(event, "published", _time(row.get("TimeGenerated")))
    return event


def _v1_path(name: str) -> str:
    for deepest in V1_DEEPEST:
        if name.startswith(deepest):
            return deepest.replace("_", ".") + name[len(deepest) :]
    return name.replace("_", ".")


def _put(event: dict[str, Any], path: str, value: Any) -> None:
    """Set a value that is still unknown. Empty text is unknown: both tables write it for null."""
    if value is None or value == "":
        return
    *above, last = path.split(".", path.count("."))
    at = event
    for key in above:
        inner = at.get(key)
        if not isinstance(inner, dict):
            inner = at[key] = {}
        at = inner
    if at.get(last) is None:
        at[last] = value


def _parsed(value: Any) -> Any:
    """JSON kept as text, as what it is; other text as it stands."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError:
            return value
    return value


def _whole(value: Any) -> Any:
    """11776.0 is an AS number that a column of doubles has widened."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) >= 1000 else value


def _time(value: Any) -> Any:
    """A time that can be read without knowing who exported it.

    Why: "03/04/2026, 10:00" is two different days. It is read where AM/PM or a number over 12 says which;
    otherwise it stays as it is and the row is refused, because a guessed day makes false journeys.
    """
    found = PORTAL_TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        return value
    first, second, year, hour, minute, second_s = (int(found[i]) for i in range(1, 7))
    half = (found[8] or "").upper()
    if not half and first <= 12 and second <= 12 and first != second:
        return value
    day, month = (first, second) if first > 12 else (second, first)
    if half:
        hour = hour % 12 + (12 if half == "PM" else 0)
    fraction = int((found[7] or "0").ljust(6, "0"))
    try:
        moment = datetime(year, month, day, hour, minute, second_s, fraction, UTC)
    except ValueError:
        return value
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
