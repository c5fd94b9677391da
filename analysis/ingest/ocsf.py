"""Okta records as OCSF 1.3, the shape that Amazon Security Lake keeps.

What OCSF has a field for was moved there, the rest lies under `unmapped` in Okta's own shape. Reading is
therefore: start from `unmapped`, then put the moved values back. Not here: other products in OCSF; the
product's name decides (`recognise`).

Why: the mapping was checked on real pairs, the same record raw and as OCSF (tests/ingest/test_ocsf.py).
They also show what is lost for good, which `MISSING` names, and that times are cut to the second: the same
event from OCSF and from Okta itself is therefore a collision, never a duplicate.
Source: https://schema.ocsf.io/1.3.0/
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson

NAME = "ocsf"

# Deliberately no client.device from src_endpoint.type, because five of six real pairs say "Mobile" there
# where Okta said "Computer": a wrong device would make a lane of its own.
MISSING: tuple[str, ...] = ("legacy_event_type", "client_device", "device_os_platform")

# A mapping in the wild writes the sign-in this way. The sign-in is what proves a lane, so a session would
# read "no sign-in" for a typing error. Only codes that were seen; the record itself stays as it came.
MISSPELT_CODES = {"user.sesion.start": "user.session.start"}

# Only the words that stand for one word of Okta's: "Unknown" is written for DEBUG and for WARN alike.
SEVERITIES = {"informational": "INFO", "medium": "WARN", "high": "ERROR"}

# `action` is Okta's ALLOW and DENY; `status` the rest of its results.
ACTIONS = {"allowed": "ALLOW", "denied": "DENY"}

GROUP_MANAGEMENT, ACCOUNT_CHANGE = 3006, 3001
SECONDS_END_BEFORE = 100_000_000_000
"""Epoch values below this are seconds (until the year 5138), from it on milliseconds."""


def recognise(opening: str) -> bool:
    """Whether this is OCSF from Okta: its class numbers, and Okta as the product."""
    return '"class_uid"' in opening and '"metadata"' in opening and '"Okta' in opening


def to_log_event(record: dict[str, Any]) -> dict[str, Any]:
    """The record under Okta's own names.

    Shape: one OCSF event in, one LogEvent out; what neither OCSF nor `unmapped` has is absent.
    """
    raw = _object(record.get("raw_data"))
    if raw.get("eventType"):
        return raw
    unmapped = _object(record.get("unmapped"))
    event: dict[str, Any] = {key: _object(value) or value for key, value in unmapped.items()}
    if record.get("metadata.event_code"):
        record = _nested(record)
    finding = _first(record.get("evidences"))
    source = _object(record.get("src_endpoint")) or _object(finding.get("src_endpoint"))
    metadata = _object(record.get("metadata"))
    code = metadata.get("event_code") or _object(record.get("api")).get("operation")

    _put(event, "uuid", metadata.get("uid") or _object(record.get("finding_info")).get("uid"))
    _put(event, "published", _time(record))
    _put(event, "eventType", MISSPELT_CODES.get(code, code) if isinstance(code, str) else code)
    _put(event, "displayMessage", record.get("message"))
    _put(event, "version", _object(metadata.get("product")).get("version"))
    _put(event, "severity", SEVERITIES.get(str(record.get("severity")).lower()))
    _actor(event, record)
    _client(event, record, source)
    _outcome(event, record)
    _device(event, record)
    _put_all(event, "debugContext.debugData", _debug_data(record))
    if not event.get("target"):
        _put(event, "target", _targets(record))
    return event


def _actor(event: dict[str, Any], record: dict[str, Any]) -> None:
    actor = _object(record.get("actor"))
    user = _object(actor.get("user"))
    _put_all(
        event,
        "actor",
        {
            "id": user.get("uid"),
            "type": user.get("type"),
            "alternateId": user.get("email_addr"),
            "displayName": user.get("name"),
        },
    )
    _put_all(event, "authenticationContext", {"externalSessionId": _object(actor.get("session")).get("uid")})


def _client(event: dict[str, Any], record: dict[str, Any], source: dict[str, Any]) -> None:
    place, system = _object(source.get("location")), _object(source.get("autonomous_system"))
    _put_all(event, "client", {"ipAddress": source.get("ip")})
    _put_all(
        event,
        "client.userAgent",
        {
            "rawUserAgent": _object(record.get("http_request")).get("user_agent"),
            "os": _object(source.get("os")).get("name"),
        },
    )
    _put_all(
        event,
        "client.geographicalContext",
        {
            "city": place.get("city"),
            "country": place.get("country"),
            "postalCode": place.get("postal_code"),
        },
    )
    _put_all(event, "client.geographicalContext.geolocation", {"lat": place.get("lat"), "lon": place.get("long")})
    _put_all(
        event,
        "securityContext",
        {
            "asNumber": system.get("number"),
            "asOrg": system.get("name"),
            "isp": place.get("isp") or source.get("isp"),
            "domain": source.get("domain"),
        },
    )


def _outcome(event: dict[str, Any], record: dict[str, Any]) -> None:
    action, status = record.get("action"), record.get("status")
    result = ACTIONS.get(str(action).lower()) or (str(status).upper() if status else None)
    title = _object(record.get("finding_info")).get("title")
    _put_all(event, "outcome", {"result": result, "reason": record.get("status_detail") or title})


def _device(event: dict[str, Any], record: dict[str, Any]) -> None:
    device = _object(record.get("device"))
    _put_all(event, "device", {"id": device.get("uid"), "name": device.get("name")})


def _debug_data(record: dict[str, Any]) -> dict[str, Any]:
    request = _object(record.get("http_request"))
    # The address called lies in three places, by class: two of them are not about addresses at all.
    called = (
        _object(request.get("url")).get("path")
        or _object(record.get("dst_endpoint")).get("svc_name")
        or _first(record.get("resources")).get("name")
    )
    return {"requestId": request.get("uid"), "url": called}


def _targets(record: dict[str, Any]) -> list[dict[str, Any]] | None:
    """What the event was done to, where `unmapped` does not say it in Okta's words."""
    targets = []
    group, user = _object(record.get("group")), _object(record.get("user"))
    if group:
        targets.append(_target(group.get("uid"), group.get("type") or "UserGroup", None, group.get("name")))
    for kind, entity in _object(record.get("entity")).items():
        if isinstance(entity, dict):
            name = {"policy": "PolicyEntity", "user": "User", "group": "UserGroup"}.get(kind, kind)
            targets.append(_target(entity.get("uid"), name, entity.get("email_addr"), entity.get("name")))
    # In a sign-in `user` repeats the actor; only where an account or a group changes is it somebody acted on.
    itself = user.get("uid") == _object(_object(record.get("actor")).get("user")).get("uid")
    class_uid = record.get("class_uid")
    if user and (class_uid == GROUP_MANAGEMENT or (class_uid == ACCOUNT_CHANGE and not itself)):
        targets.append(_target(user.get("uid"), user.get("type") or "User", user.get("email_addr"), user.get("name")))
    return targets or None


def _target(uid: Any, kind: Any, login: Any, name: Any) -> dict[str, Any]:
    return {"id": uid, "type": kind, "alternateId": login, "displayName": name}


def _time(record: dict[str, Any]) -> str | None:
    """The moment: `time_dt` where the record has it, since `time` was seen with another year beside it."""
    if isinstance(record.get("time_dt"), str):
        return str(record["time_dt"])
    time = record.get("time")
    if isinstance(time, bool) or not isinstance(time, int | float):
        return None
    seconds = time if time < SECONDS_END_BEFORE else time / 1000
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    except (OverflowError, ValueError, OSError):
        return None


def _object(value: Any) -> dict[str, Any]:
    """An object, also where a table keeps it as JSON text; anything else is an empty one."""
    if isinstance(value, str) and value.startswith("{"):
        try:
            value = orjson.loads(value)
        except orjson.JSONDecodeError:
            return {}
    return value if isinstance(value, dict) else {}


def _first(value: Any) -> dict[str, Any]:
    return _object(value[0]) if isinstance(value, list) and value else {}


def _put(event: dict[str, Any], key: str, value: Any) -> None:
    """Set what is still unknown; Okta's own words under `unmapped` win."""
    if value is not None and event.get(key) is None:
        event[key] = value


def _put_all(event: dict[str, Any], path: str, values: dict[str, Any]) -> None:
    known = {key: value for key, value in values.items() if value is not None}
    if not known:
        return
    at = event
    for key in path.split("."):
        inner = at.get(key)
        if not isinstance(inner, dict):
            inner = at[key] = {}
        at = inner
    for key, value in known.items():
        _put(at, key, value)


def _nested(record: dict[str, Any]) -> dict[str, Any]:
    """Keys with dots, as a warehouse flattens them, as objects again."""
    result: dict[str, Any] = {}
    for key, value in record.items():
        if "." in key:
            path, last = key.rsplit(".", 1)
            _put_all(result, path, {last: value})
        else:
            result[key] = value
    return result
