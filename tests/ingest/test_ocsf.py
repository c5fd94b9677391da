"""OCSF against real pairs: what it carries equals what Okta wrote; what it lost is written down here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analysis.ingest import ocsf

PAIRS = Path(__file__).parents[2].parent / "shared" / "data" / "okta" / "ocsf"

# Fields that no OCSF record of the pairs has, or has in one class only.
LOST = {
    "client.device",
    "legacyEventType",
    "client.geographicalContext.state",
    "client.userAgent.browser",
    "securityContext.isProxy",
    "severity",
    "device.os_platform",
    "transaction.type",
    "target[0].alternateId",
    "target[0].detailEntry.policyType",
}
# Pairs that contradict themselves: OCSF says something else than the record beside it.
CONTRADICTIONS = {
    ("generic_api_activity", "debugContext.debugData.requestUri"),
    ("generic_api_activity", "target[0].id"),
    ("generic_api_activity", "target[0].type"),
    ("generic_api_activity", "target[0].displayName"),
    ("group_management", "target[1].alternateId"),
    ("detection_finding", "client.userAgent.os"),
    ("detection_finding", "client.userAgent.rawUserAgent"),
}


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from leaves(inner, f"{path}[{place}]")
    elif value is not None:
        yield path, str(value)


@pytest.mark.skipif(not PAIRS.exists(), reason="the real pairs lie beside the repository where CI runs, not here")
@pytest.mark.parametrize(
    "name",
    ["account_change", "authentication", "detection_finding", "entity_management", "generic_api_activity",
     "group_management"],
)  # fmt: skip
def test_what_ocsf_carries_equals_the_record_of_okta(name: str) -> None:
    text = (PAIRS / f"{name}.ocsf").read_text()
    assert ocsf.recognise(text)
    okta = dict(leaves(json.loads((PAIRS / f"{name}.raw").read_text())))
    event = dict(leaves(ocsf.to_log_event(json.loads(text))))
    # Times are cut to the second.
    assert event.pop("published")[:19] == okta.pop("published")[:19]
    different = {path for path in okta.keys() | event.keys() if okta.get(path) != event.get(path)}
    unexplained = {path for path in different - LOST if (name, path) not in CONTRADICTIONS}
    assert unexplained == set()


def test_a_known_typing_error_in_the_event_code_is_mended() -> None:
    assert ocsf.to_log_event(sample("user.sesion.start"))["eventType"] == "user.session.start"
    assert ocsf.to_log_event(sample("user.sesion.end"))["eventType"] == "user.sesion.end"


def sample(code: str = "user.session.start", **more: Any) -> dict[str, Any]:
    return {
        "class_uid": 3002,
        "metadata": {"event_code": code, "uid": "id-1", "product": {"name": "Okta System Log", "version": "0"}},
        "time": 1772618400123,
        "actor": {"user": {"uid": "00u1", "email_addr": "ann@example.com"}, "session": {"uid": "102abc"}},
        "src_endpoint": {"ip": "192.0.2.7"},
        "status": "Success",
    } | more


def test_epochs_are_seconds_or_milliseconds_by_their_size() -> None:
    assert ocsf.to_log_event(sample())["published"] == "2026-03-04T10:00:00.123Z"
    assert ocsf.to_log_event(sample(time=1772618400))["published"] == "2026-03-04T10:00:00.000Z"
    assert "published" not in ocsf.to_log_event(sample(time="yesterday"))
    assert "published" not in ocsf.to_log_event(sample(time=10**40))


def test_unmapped_may_be_text_and_names_may_be_flat() -> None:
    event = ocsf.to_log_event(sample(unmapped='{"debugContext":{"debugData":{"dtHash":"abc"}}}'))
    assert event["debugContext"]["debugData"]["dtHash"] == "abc"
    flat = {"metadata.event_code": "user.session.end", "metadata.uid": "id-2", "src_endpoint.ip": "192.0.2.8"}
    event = ocsf.to_log_event(flat)
    assert (event["eventType"], event["uuid"], event["client"]["ipAddress"]) == (
        "user.session.end",
        "id-2",
        "192.0.2.8",
    )


def test_the_original_record_wins_where_it_was_kept() -> None:
    raw = {"eventType": "user.session.start", "uuid": "id-9"}
    assert ocsf.to_log_event(sample(raw_data=json.dumps(raw))) == raw


@pytest.mark.parametrize(
    "wrong",
    [{"actor": "x"}, {"metadata": None}, {"src_endpoint": []}, {"evidences": ["x"]}, {"unmapped": 7}, {"entity": 1},
     {"resources": {}}, {"unmapped": {"client": "x", "debugContext": []}}],
)  # fmt: skip
def test_a_field_of_another_type_costs_that_field_only(wrong: dict[str, Any]) -> None:
    assert isinstance(ocsf.to_log_event(sample(**wrong)), dict)


def test_ocsf_of_another_product_is_not_recognised() -> None:
    assert not ocsf.recognise('{"class_uid":3002,"metadata":{"product":{"name":"CloudTrail"}}}')
