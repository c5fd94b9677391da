"""Elastic's Okta fields without the original: nested, dotted, or as Kibana's lists."""

from __future__ import annotations

import json
from typing import Any

import pytest

from analysis.ingest import ecs

NESTED: dict[str, Any] = {
    "@timestamp": "2026-03-04T10:00:00.123Z",
    "event": {"action": "user.session.start", "id": "id-1"},
    "client": {
        "geo": {"city_name": "Dublin", "country_name": "Ireland", "location": {"lat": 53.3, "lon": -6.2}},
        "ip": "192.0.2.7",
    },
    # Elastic's own look-up, of another place: never Okta's word.
    "source": {"ip": "192.0.2.7", "geo": {"city_name": "Changchun"}, "as": {"number": 64500}},
    "user_agent": {"original": "Mozilla/5.0"},
    "okta": {
        "uuid": "id-1",
        "event_type": "user.session.start",
        "display_message": "User login to Okta",
        "actor": {"id": "00u1", "type": "User", "alternate_id": "ann@example.com", "display_name": "Ann"},
        "client": {"ip": "192.0.2.7", "zone": "null", "user_agent": {"os": "Mac OS X", "browser": "FIREFOX"}},
        "authentication_context": {"external_session_id": "102abc", "authentication_step": 0},
        "security_context": {"as": {"number": 64496, "organization": {"name": "Example"}}, "is_proxy": False},
        "outcome": {"result": "SUCCESS"},
        "request": {"ip_chain": [{"ip": "192.0.2.7", "geographical_context": {"postal_code": "94568"}}]},
        "target": [{"display_name": "App", "alternate_id": "app", "id": "0oa1", "type": "AppInstance"}],
        "transaction": {"id": "t1", "type": "WEB", "detail": {"request_api_token_id": "00T1"}},
        "device": {"id": "guo1", "managed": True, "os_platform": "OSX"},
        "debug_context": {
            "debug_data": {
                "dt_hash": "abc",
                "request_uri": "/api/v1/authn",
                "risk_level": "LOW",
                "flattened": {
                    "requestUri": "/api/v1/authn",
                    "behaviors": {"New_Geo_Location": "NEGATIVE", "New_IP": "POSITIVE"},
                    "logOnlySecurityData": {"risk": {"level": "LOW"}},
                },
            }
        },
    },
}
CASES = [
    ("uuid", "id-1"),
    ("published", "2026-03-04T10:00:00.123Z"),
    ("eventType", "user.session.start"),
    ("actor.alternateId", "ann@example.com"),
    ("client.ipAddress", "192.0.2.7"),
    ("client.userAgent.rawUserAgent", "Mozilla/5.0"),
    ("client.geographicalContext.city", "Dublin"),
    ("client.geographicalContext.geolocation.lat", 53.3),
    ("authenticationContext.externalSessionId", "102abc"),
    ("securityContext.asNumber", 64496),
    ("securityContext.asOrg", "Example"),
    ("securityContext.isProxy", False),
    ("outcome.result", "SUCCESS"),
    ("transaction.detail.requestApiTokenId", "00T1"),
    ("device.os_platform", "OSX"),
    ("debugContext.debugData.dtHash", "abc"),
    ("debugContext.debugData.requestUri", "/api/v1/authn"),
    ("debugContext.debugData.behaviors", "{New Geo-Location=NEGATIVE, New IP=POSITIVE}"),
    ("debugContext.debugData.riskLevel", None),
]


def dotted(value: dict[str, Any], above: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, inner in value.items():
        flat |= dotted(inner, f"{above}{key}.") if isinstance(inner, dict) else {above + key: inner}
    return flat


def kibana(value: dict[str, Any]) -> dict[str, Any]:
    """As Discover gives it: flat names, lists of values, objects in lists taken apart."""
    flat = dotted(value)
    target = flat.pop("okta.target")[0]
    chain = flat.pop("okta.request.ip_chain")
    lists = {key: [inner] for key, inner in flat.items()}
    lists |= {f"okta.target.{key}": [inner] for key, inner in target.items()}
    return {"_index": "logs-okta", "fields": lists | {"okta.request.ip_chain": chain}}


def at(event: dict[str, Any], path: str) -> Any:
    value: Any = event
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


SHAPES = {
    "nested": NESTED,
    "dotted": dotted(NESTED),
    "searched": {"_index": "logs-okta", "_source": NESTED},
    "kibana": kibana(NESTED),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("path", "value"), CASES)
def test_a_field_of_elastic_becomes_the_field_of_okta(shape: str, path: str, value: Any) -> None:
    assert at(ecs.to_log_event(SHAPES[shape]), path) == value


@pytest.mark.parametrize("shape", SHAPES)
def test_targets_come_in_oktas_order_of_keys(shape: str) -> None:
    (target,) = ecs.to_log_event(SHAPES[shape])["target"]
    assert list(target.items()) == [
        ("id", "0oa1"),
        ("type", "AppInstance"),
        ("alternateId", "app"),
        ("displayName", "App"),
    ]


def test_the_ip_chain_has_oktas_names() -> None:
    chain = at(ecs.to_log_event(NESTED), "request.ipChain")
    assert chain == [{"ip": "192.0.2.7", "geographicalContext": {"postalCode": "94568"}}]


def test_places_and_networks_that_elastic_looked_up_are_not_taken_for_oktas() -> None:
    record = NESTED | {"client": {"ip": "192.0.2.7"}, "okta": NESTED["okta"] | {"security_context": {}}}
    event = ecs.to_log_event(record)
    assert at(event, "client.geographicalContext") is None
    assert at(event, "securityContext.asNumber") is None


@pytest.mark.parametrize(
    ("point", "geolocation"),
    [
        ({"lat": 1.5, "lon": 2.5}, {"lat": 1.5, "lon": 2.5}),
        ("1.5,2.5", {"lat": "1.5", "lon": "2.5"}),
        ({"type": "Point", "coordinates": [2.5, 1.5]}, {"lat": 1.5, "lon": 2.5}),
    ],
)
def test_points_are_read_in_each_of_elastics_spellings(point: Any, geolocation: dict[str, Any]) -> None:
    record = NESTED | {"client": {"geo": {"location": point}}}
    assert at(ecs.to_log_event(record), "client.geographicalContext.geolocation") == geolocation


def test_a_document_with_the_original_is_read_from_it() -> None:
    original = {"uuid": "id-9", "eventType": "user.session.end"}
    assert ecs.to_log_event(NESTED | {"event": {"original": json.dumps(original)}}) == original


def test_only_elastics_okta_fields_are_recognised() -> None:
    assert ecs.recognise(json.dumps(NESTED))
    assert ecs.recognise(json.dumps(dotted(NESTED)))
    assert not ecs.recognise('{"@timestamp":"x","aws":{}}')
    assert not ecs.recognise('{"eventType":"user.session.start","okta":1,"@timestamp":"x"}')


@pytest.mark.parametrize("wrong", [None, 1, "x", [], {}, ["x"]])
@pytest.mark.parametrize("field", ["okta", "client", "event", "user_agent"])
def test_a_field_of_another_type_does_not_stop_the_record(field: str, wrong: Any) -> None:
    assert isinstance(ecs.to_log_event(NESTED | {field: wrong}), dict)
