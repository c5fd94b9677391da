"""Microsoft Sentinel's two Okta tables, as JSON and as the portal's CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from analysis.ingest import sentinel, sentinel_csv

TARGET = [{"id": "0oa1", "type": "AppInstance", "alternateId": "app", "displayName": "App"}]
V1 = {
    "TimeGenerated": "2026-03-04T10:00:00.123Z",
    "published_t": "2026-03-04T10:00:00.123Z",
    "uuid_g": "dc9fd3c0-598c-11ef-8478-2b7584bf8d5a",
    "eventType_s": "user.session.start",
    "actor_alternateId_s": "ann@example.com",
    "actor_id_s": "00u1",
    "client_ipAddress_s": "192.0.2.7",
    "client_userAgent_rawUserAgent_s": "Mozilla/5.0",
    "client_geographicalContext_geolocation_lat_d": 40.7,
    "client_geographicalContext_city_s": "New York",
    "authenticationContext_externalSessionId_s": "102abc",
    "securityContext_asNumber_d": 11776.0,
    "securityContext_isProxy_b": False,
    "outcome_result_s": "SUCCESS",
    "outcome_reason_s": "",
    "target_s": json.dumps(TARGET),
    "request_ipChain_s": json.dumps([{"ip": "192.0.2.7"}]),
    "debugContext_debugData_deviceFingerprint_g": "541daf91-d15b-ef64-a7e0-8c946fd9a9d0",
    "debugContext_debugData_logOnlySecurityData_s": '{"risk":{"level":"LOW"}}',
    "debugContext_debugData_requestUri_s": "/api/v1/authn",
    "device_os_platform_s": "OSX",
    "MG": "00000000-0000-0000-0000-000000000001",
}
V2 = {
    "TimeGenerated": "2026-03-04T10:00:00.123Z",
    "EventOriginalUid": "dc9fd3c0-598c-11ef-8478-2b7584bf8d5a",
    "EventOriginalType": "user.authentication.auth_via_mfa",
    "OriginalUserId": "unknown",
    "ActorUserId": "",
    "OriginalActorAlternateId": "ann",
    "ActorUsername": "",
    "SrcIpAddr": "192.0.2.7",
    "SrcGeoLatitude": 40.7,
    "SrcGeoLongtitude": -74.0,
    "ActorSessionId": "102abc",
    "EventResult": "Partial",
    "OriginalOutcomeResult": "CHALLENGE",
    "DebugData": '{"dtHash":"abc","requestUri":"/api/v1/authn"}',
    "Request": '{"ipChain":[{"ip":"192.0.2.7"}]}',
    "OriginalTarget": json.dumps(TARGET),
    "SecurityContextAsNumber": 11776,
    "OriginalSeverity": "INFO",
}


def at(event: dict[str, Any], path: str) -> Any:
    value: Any = event
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


@pytest.mark.parametrize(
    ("row", "path", "value"),
    [
        (V1, "uuid", "dc9fd3c0-598c-11ef-8478-2b7584bf8d5a"),
        (V1, "published", "2026-03-04T10:00:00.123Z"),
        (V1, "eventType", "user.session.start"),
        (V1, "actor.alternateId", "ann@example.com"),
        (V1, "client.userAgent.rawUserAgent", "Mozilla/5.0"),
        (V1, "client.geographicalContext.geolocation.lat", 40.7),
        (V1, "securityContext.asNumber", 11776),
        (V1, "securityContext.isProxy", False),
        (V1, "outcome.reason", None),
        (V1, "target", TARGET),
        (V1, "request.ipChain", [{"ip": "192.0.2.7"}]),
        (V1, "debugContext.debugData.deviceFingerprint", "541daf91d15bef64a7e08c946fd9a9d0"),
        (V1, "debugContext.debugData.logOnlySecurityData", '{"risk":{"level":"LOW"}}'),
        (V1, "device.os_platform", "OSX"),
        (V1, "MG", None),
        (V2, "uuid", "dc9fd3c0-598c-11ef-8478-2b7584bf8d5a"),
        (V2, "published", "2026-03-04T10:00:00.123Z"),
        (V2, "actor.id", "unknown"),
        (V2, "actor.alternateId", "ann"),
        (V2, "client.geographicalContext.geolocation", {"lat": 40.7, "lon": -74.0}),
        (V2, "authenticationContext.externalSessionId", "102abc"),
        (V2, "outcome.result", "CHALLENGE"),
        (V2, "debugContext.debugData.dtHash", "abc"),
        (V2, "request.ipChain", [{"ip": "192.0.2.7"}]),
        (V2, "target", TARGET),
        (V2, "severity", "INFO"),
    ],
)
def test_a_column_becomes_the_field_of_okta(row: dict[str, Any], path: str, value: Any) -> None:
    assert at(sentinel.to_log_event(dict(row)), path) == value


@pytest.mark.parametrize(
    ("result", "okta"), [("Success", "SUCCESS"), ("Failure", "FAILURE"), ("Partial", "CHALLENGE"), ("NA", "UNKNOWN")]
)
def test_the_result_is_translated_back_only_where_oktas_own_is_gone(result: str, okta: str) -> None:
    row = V2 | {"EventResult": result, "OriginalOutcomeResult": ""}
    assert at(sentinel.to_log_event(row), "outcome.result") == okta
    assert at(sentinel.to_log_event(row | {"OriginalOutcomeResult": "DENY"}), "outcome.result") == "DENY"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("3/4/2026, 10:00:00.123 PM", "2026-03-04T22:00:00.123Z"),
        ("3/4/2026, 12:00:00.000 AM", "2026-03-04T00:00:00.000Z"),
        ("25/4/2026, 10:00:00.123", "2026-04-25T10:00:00.123Z"),
        ("4/25/2026, 10:00:00.123", "2026-04-25T10:00:00.123Z"),
        ("2026-03-04T10:00:00Z", "2026-03-04T10:00:00Z"),
        # Two days are possible: not guessed, and so refused.
        ("3/4/2026, 10:00:00.123", "3/4/2026, 10:00:00.123"),
    ],
)
def test_a_time_of_the_portal_is_read_where_it_has_one_meaning(written: str, meant: str) -> None:
    assert at(sentinel.to_log_event(V1 | {"published_t": written}), "published") == meant


@pytest.mark.parametrize("row", [V1, V2])
def test_both_tables_are_recognised_as_json_and_as_csv(row: dict[str, Any]) -> None:
    assert sentinel.recognise(json.dumps(row))
    assert sentinel_csv.recognise(",".join(row) + "\n")
    assert not sentinel_csv.recognise(json.dumps(row))


@pytest.mark.parametrize(
    "other",
    [
        {"TimeGenerated": "x", "EventOriginalType": "4624", "Type": "SecurityEvent"},
        {"uuid": "a", "eventType": "user.session.start"},
        {},
    ],
)
def test_other_tables_are_not_recognised(other: dict[str, Any]) -> None:
    assert not sentinel.recognise(json.dumps(other))


@pytest.mark.parametrize("row", [V1, V2])
def test_the_portals_csv_says_the_same_as_the_json(row: dict[str, Any]) -> None:
    file = io.StringIO()
    names = [f"{name} [UTC]" if name in ("TimeGenerated", "published_t") else name for name in row]
    writer = csv.writer(file)
    writer.writerow(names)
    writer.writerow(str(value) for value in row.values())
    store = type("Store", (), {"append": lambda self, window: 0})()
    (batch,) = sentinel_csv.read(iter([file.getvalue().encode()]), store, lambda *_: pytest.fail("refused"))
    event = json.loads(batch.to_pylist()[0]["text"])
    whole = sentinel.to_log_event(dict(row))
    for path in ("uuid", "published", "actor.id", "target", "outcome.result", "request.ipChain"):
        assert at(event, path) == at(whole, path)
    assert float(at(event, "securityContext.asNumber")) == 11776
