"""LogEvents as exports that lose fields write them: Admin CSV, Elastic's schema, Sentinel, OCSF.

Why: a judgement on such a file must say what is missing; these are the files to prove it on. Written
from the published mappings, apart from the readers, so that a reader's error does not repeat itself here.
Source: the Okta package of elastic/integrations, OktaSSOv2_DCR.json of Azure/Azure-Sentinel,
https://schema.ocsf.io/1.3.0/
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from analysis.exercise import exports
from wrappers import Event, Wrapper, json_lines


def admin_csv(events: Sequence[Event]) -> bytes:
    """The Admin Console's "Download CSV"."""
    return b"".join(exports.admin_csv(events))


def ecs(events: Sequence[Event]) -> bytes:
    """Elastic's own fields, `okta.*` in snake_case, one document a line, without the original text."""
    return json_lines([_ecs(event) for event in events])


def sentinel_v2(events: Sequence[Event]) -> bytes:
    """Microsoft Sentinel's table OktaV2_CL, one row a line."""
    return json_lines([_sentinel_v2(event) for event in events])


def sentinel_v1(events: Sequence[Event]) -> bytes:
    """Microsoft Sentinel's older table Okta_CL, one row a line."""
    return json_lines([_sentinel_v1(event) for event in events])


def ocsf(events: Sequence[Event]) -> bytes:
    """OCSF 1.3 as Amazon Security Lake keeps it, one event a line, times cut to the second."""
    return json_lines([_ocsf(event) for event in events])


LOSSY: dict[str, Wrapper] = {wrapper.__name__: wrapper for wrapper in (admin_csv, ecs, sentinel_v2, sentinel_v1, ocsf)}
"""Wrappers that lose fields: the findings are what the rest allows, and what is missing is named."""


def _part(event: Event, path: str) -> Any:
    """The value at a dotted path; None where any of it is absent."""
    value: Any = event
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: _without_nulls(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if inner not in (None, {}, [])}
    return [_without_nulls(inner) for inner in value] if isinstance(value, list) else value


def _ecs(event: Event) -> Event:
    client, security = event["client"], event["securityContext"]
    place = client["geographicalContext"] or {}
    spot = place.get("geolocation")
    data = {_snake(key): value for key, value in event["debugContext"]["debugData"].items()}
    return _without_nulls(
        {
            "@timestamp": event["published"],
            "event": {
                "id": event["uuid"],
                "action": event["eventType"],
                "dataset": "okta.system",
                "module": "okta",
                "outcome": str(_part(event, "outcome.result")).lower(),
            },
            "client": {
                "ip": client["ipAddress"],
                "geo": {
                    "city_name": place.get("city"),
                    "region_name": place.get("state"),
                    "country_name": place.get("country"),
                    "location": spot,
                },
                "user": {"id": event["actor"]["id"], "full_name": event["actor"]["displayName"]},
            },
            "source": {"ip": client["ipAddress"]},
            "user_agent": {"original": _part(event, "client.userAgent.rawUserAgent")},
            "okta": {
                "uuid": event["uuid"],
                "event_type": event["eventType"],
                "display_message": event["displayMessage"],
                "severity": event["severity"],
                "outcome": event["outcome"],
                "actor": {_snake(key): value for key, value in event["actor"].items()},
                "client": {
                    "ip": client["ipAddress"],
                    "id": client["id"],
                    "zone": client["zone"],
                    "device": client["device"],
                    "user_agent": {_snake(key): value for key, value in (client["userAgent"] or {}).items()},
                },
                "authentication_context": {
                    _snake(key): value
                    for key, value in event["authenticationContext"].items()
                    if key != "rootSessionId"
                },
                "security_context": {
                    "as": {"number": security["asNumber"], "organization": {"name": security["asOrg"]}},
                    "isp": security["isp"],
                    "domain": security["domain"],
                    "is_proxy": security["isProxy"],
                },
                "debug_context": {"debug_data": data},
                "transaction": {
                    "id": event["transaction"]["id"],
                    "type": event["transaction"]["type"],
                    "detail": {"request_api_token_id": _part(event, "transaction.detail.requestApiTokenId")},
                },
                "target": [
                    {_snake(key): value for key, value in one.items() if key != "detailEntry"}
                    for one in event["target"] or []
                ],
            },
        }
    )


def _json_text(value: Any) -> str | None:
    return None if value is None else json.dumps(value)


SENTINEL_RESULTS = {
    "SUCCESS": "Success",
    "ALLOW": "Success",
    "FAILURE": "Failure",
    "DENY": "Failure",
    "CHALLENGE": "Partial",
}
SENTINEL_V2 = {
    "TimeGenerated": "published",
    "ActorDisplayName": "actor.displayName",
    "OriginalUserId": "actor.id",
    "OriginalActorAlternateId": "actor.alternateId",
    "ActorUserId": "actor.id",
    "OriginalUserType": "actor.type",
    "AuthenticationContextAuthenticationProvider": "authenticationContext.authenticationProvider",
    "AuthenticationContextAuthenticationStep": "authenticationContext.authenticationStep",
    "LogonMethod": "authenticationContext.credentialType",
    "ActorSessionId": "authenticationContext.externalSessionId",
    "OriginalClientDevice": "client.device",
    "SrcGeoCity": "client.geographicalContext.city",
    "SrcGeoCountry": "client.geographicalContext.country",
    "SrcGeoLatitude": "client.geographicalContext.geolocation.lat",
    "SrcGeoLongtitude": "client.geographicalContext.geolocation.lon",
    "SrcGeoPostalCode": "client.geographicalContext.postalCode",
    "SrcGeoRegion": "client.geographicalContext.state",
    "SrcDvcId": "client.id",
    "SrcIpAddr": "client.ipAddress",
    "ActingAppName": "client.userAgent.browser",
    "SrcDvcOs": "client.userAgent.os",
    "HttpUserAgent": "client.userAgent.rawUserAgent",
    "SrcZone": "client.zone",
    "EventMessage": "displayMessage",
    "EventOriginalType": "eventType",
    "LegacyEventType": "legacyEventType",
    "EventOriginalUid": "uuid",
    "EventOriginalResultDetails": "outcome.reason",
    "OriginalOutcomeResult": "outcome.result",
    "SecurityContextAsNumber": "securityContext.asNumber",
    "SecurityContextAsOrg": "securityContext.asOrg",
    "SecurityContextDomain": "securityContext.domain",
    "SrcIsp": "securityContext.isp",
    "SecurityContextIsProxy": "securityContext.isProxy",
    "OriginalSeverity": "severity",
    "Version": "version",
    "TransactionType": "transaction.type",
    "TransactionId": "transaction.id",
}


def _sentinel_v2(event: Event) -> Event:
    row = {column: _part(event, path) for column, path in SENTINEL_V2.items()}
    login = event["actor"]["alternateId"]
    return row | {
        "ActorUsername": login if "@" in login else "",
        "ActorUserIdType": "OktaId",
        "ActingAppType": "Browser",
        "EventResult": SENTINEL_RESULTS.get(event["outcome"]["result"], "NA"),
        "EventSeverity": "Informational",
        "ActorDetailEntry": _json_text(event["actor"]["detailEntry"]),
        "DebugData": _json_text(event["debugContext"]["debugData"]),
        "Request": _json_text(event["request"]),
        "OriginalTarget": _json_text(event["target"]),
        "TransactionDetail": _json_text(event["transaction"]["detail"]),
    }


SENTINEL_LISTS = frozenset({"target", "request_ipChain"})
SENTINEL_DROPS = (
    "authenticationContext_rootSessionId",
    "debugContext_debugData_dtHash",
    "securityContext_ipDetails",
    "device_",
)


def _sentinel_v1(event: Event) -> Event:
    row: Event = {"TimeGenerated": event["published"], "Type": "Okta_CL"}
    _flatten(event, "", row)
    return row


def _flatten(value: Any, name: str, row: Event) -> None:
    """Names joined by `_`, with Log Analytics' letter for the type behind them."""
    if value is None or name.startswith(SENTINEL_DROPS):
        return
    if name in SENTINEL_LISTS:
        row[f"{name}_s"] = json.dumps(value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            _flatten(inner, f"{name}_{key}" if name else key, row)
    elif name == "published":
        row["published_t"] = value
    elif name in ("uuid", "debugContext_debugData_deviceFingerprint"):
        row[f"{name}_g"] = value
    else:
        letter = "b" if isinstance(value, bool) else "d" if isinstance(value, int | float) else "s"
        row[f"{name}_{letter}"] = value


OCSF_CLASSES = (
    ("user.session.", 3002, "Authentication"),
    ("user.authentication.", 3002, "Authentication"),
    ("policy.evaluate_sign_on", 3002, "Authentication"),
    ("user.lifecycle.", 3001, "Account Change"),
    ("user.account.", 3001, "Account Change"),
    ("user.mfa.", 3001, "Account Change"),
    ("group.user_membership.", 3006, "Group Management"),
    ("", 6003, "API Activity"),
)
OCSF_SEVERITIES = {"INFO": ("Informational", 1), "WARN": ("Medium", 3), "ERROR": ("High", 4)}


def _ocsf(event: Event) -> Event:
    client, security, actor = event["client"], event["securityContext"], event["actor"]
    place = client["geographicalContext"] or {}
    spot = place.get("geolocation") or {}
    seconds = int(datetime.fromisoformat(event["published"]).timestamp())
    number, name = next((one, title) for start, one, title in OCSF_CLASSES if event["eventType"].startswith(start))
    severity, severity_id = OCSF_SEVERITIES.get(event["severity"], ("Unknown", 0))
    result = event["outcome"]["result"]
    data = dict(event["debugContext"]["debugData"])
    called, request_id = data.pop("url", None), data.pop("requestId", None)
    context = {key: value for key, value in event["authenticationContext"].items() if key != "externalSessionId"}
    return _without_nulls(
        {
            "category_uid": number // 1000,
            "class_uid": number,
            "class_name": name,
            "activity_id": 99,
            "type_uid": number * 100 + 99,
            "message": event["displayMessage"],
            "severity": severity,
            "severity_id": severity_id,
            "time": seconds,
            "time_dt": f"{event['published'][:19]}.000Z",
            "status": result.title() if result in ("SUCCESS", "FAILURE") else "Other",
            "status_detail": event["outcome"]["reason"],
            "action": {"ALLOW": "Allowed", "DENY": "Denied"}.get(result),
            "metadata": {
                "uid": event["uuid"],
                "event_code": event["eventType"],
                "version": "1.3.0",
                "profiles": ["datetime", "host"],
                "product": {"name": "Okta System Log", "vendor_name": "Okta", "version": event["version"]},
            },
            "actor": {
                "session": {"uid": event["authenticationContext"]["externalSessionId"]},
                "user": {
                    "uid": actor["id"],
                    "name": actor["displayName"],
                    "email_addr": actor["alternateId"],
                    "type": actor["type"],
                    "type_id": 1,
                },
            },
            "http_request": {"uid": request_id, "user_agent": _part(event, "client.userAgent.rawUserAgent")},
            "dst_endpoint": {"svc_name": called},
            "src_endpoint": {
                "ip": client["ipAddress"],
                "domain": security["domain"],
                "type": "Mobile",
                "autonomous_system": {"number": security["asNumber"], "name": security["asOrg"]},
                "os": {"name": _part(event, "client.userAgent.os")},
                "location": {
                    "city": place.get("city"),
                    "country": place.get("country"),
                    "isp": security["isp"],
                    "postal_code": place.get("postalCode"),
                    "lat": spot.get("lat"),
                    "long": spot.get("lon"),
                },
            },
            "unmapped": {
                "authenticationContext": context,
                "securityContext": {"isProxy": security["isProxy"]},
                "debugContext": {"debugData": data},
                "transaction": event["transaction"],
                "request": event["request"],
                "client": {"zone": client["zone"], "id": client["id"]},
                "target": event["target"],
                "outcome": {"result": result} if result == "CHALLENGE" else None,
            },
        }
    )
