"""What real exports hold, item by item: none of it loses a row or a value."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from analysis.case import Case
from analysis.ingest.evidence import Evidence
from ingest.records import event, lines

Give = Callable[[Case, str, bytes], list[Evidence]]
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"


def values(case: Case, *columns: str) -> list[tuple[Any, ...]]:
    with case.cursor() as cursor:
        return cursor.execute(f"select {', '.join(columns)} from raw_events order by line").fetchall()


TIMES = {
    "2026-03-04T05:06:07.089Z": datetime(2026, 3, 4, 5, 6, 7, 89000),
    "2026-03-04T05:06:07.089123Z": datetime(2026, 3, 4, 5, 6, 7, 89123),
    "2026-03-04T05:06:07Z": datetime(2026, 3, 4, 5, 6, 7),
    "2026-03-04T05:06:07.089+0000": datetime(2026, 3, 4, 5, 6, 7, 89000),
    "2026-03-04T07:06:07.089+02:00": datetime(2026, 3, 4, 5, 6, 7, 89000),
    "2026-03-04 05:06:07.089000000": datetime(2026, 3, 4, 5, 6, 7, 89000),
    "2026-03-04 05:06:07.089": datetime(2026, 3, 4, 5, 6, 7, 89000),
    1772600767089: datetime(2026, 3, 4, 5, 6, 7, 89000),
    "1772600767089": datetime(2026, 3, 4, 5, 6, 7, 89000),
    1772600767: datetime(2026, 3, 4, 5, 6, 7),
}


@pytest.mark.parametrize("written", TIMES)
def test_every_way_to_write_a_time_is_read(case: Case, give: Give, written: str | int) -> None:
    give(case, "a.json", lines([event("u", published=written)]))
    assert values(case, "published") == [(TIMES[written],)]


def test_empty_and_null_parts_lose_no_row(case: Case, give: Give) -> None:
    odd: list[dict[str, Any]] = [
        event("a", client={}, debugContext={}),
        event("b", client=None, debugContext=None, actor=None),
        event("c", client={"userAgent": None, "geographicalContext": None}),
        event("d", target=None),
        event("e", target=[], request={"ipChain": []}),
        {key: value for key, value in event("f").items() if key not in ("target", "request", "device")},
        event("g", target={"id": "t1", "type": "User"}),
        event("h", client="somebody", outcome="SUCCESS"),
    ]
    (entry,) = give(case, "a.json", lines(odd))
    assert (entry.rows, entry.read) == (8, 8)
    targets = dict(values(case, "uuid", "target"))
    assert [targets[uuid] for uuid in "defh"] == [None, None, None, targets["a"]]
    assert json.loads(targets["g"]) == [{"id": "t1", "type": "User"}]


def test_words_for_unknown_are_kept_as_they_came(case: Case, give: Give) -> None:
    odd = event("a", client={"zone": "null", "ipAddress": "null", "userAgent": {"os": "Unknown", "browser": "UNKNOWN"}})
    odd["authenticationContext"]["externalSessionId"] = "unknown"
    give(case, "a.json", lines([odd]))
    assert values(
        case, "client_zone", "client_ip_address", "client_user_agent_os", "authentication_context_external_session_id"
    ) == [("null", "null", "Unknown", "unknown")]


def test_session_ids_of_all_kinds_are_kept(case: Case, give: Give) -> None:
    ids = ["102abc", "idxabc", "trsabc", "unknown", "uuid", "xxxxxx", None]
    made = [event(f"u{n}", authenticationContext={"externalSessionId": sid}) for n, sid in enumerate(ids)]
    give(case, "a.json", lines(made))
    assert [sid for (sid,) in values(case, "authentication_context_external_session_id")] == ids


def test_risk_in_all_three_encodings_is_kept_as_text(case: Case, give: Give) -> None:
    debug = {
        "behaviors": "{New IP=POSITIVE, Velocity=NEGATIVE}",
        "risk": "{reasons=New Device, New Location, level=HIGH}",
        "logOnlySecurityData": '{"risk":{"level":"LOW"}}',
    }
    objects = {**debug, "logOnlySecurityData": {"risk": {"level": "LOW"}}, "originalPrincipal": {"id": "x"}}
    made = [event("a", debugContext={"debugData": debug}), event("b", debugContext={"debugData": objects})]
    give(case, "a.json", lines(made))
    names = ("debug_data_behaviors", "debug_data_risk", "debug_data_log_only_security_data")
    assert values(case, *names) == [tuple(debug.values())] * 2


@pytest.mark.parametrize("debug", ["", None, {}, [], 5])
def test_debug_data_of_any_type_loses_no_row(case: Case, give: Give, debug: Any) -> None:
    (entry,) = give(case, "a.json", lines([event("a", debugContext={"debugData": debug})]))
    assert entry.read == 1
    assert values(case, "debug_data_dt_hash") == [(None,)]


def test_debug_data_as_text_is_read(case: Case, give: Give) -> None:
    debug = json.dumps({"dtHash": "abc", "tunnels": "[]", "privilegeGranted": "Super administrator"})
    give(case, "a.json", lines([event("a", debugContext={"debugData": debug})]))
    assert values(case, "debug_data_dt_hash", "debug_data_tunnels", "debug_data_privilege_granted") == [
        ("abc", "[]", "Super administrator")
    ]


def test_the_ended_session_is_read_in_both_spellings(case: Case, give: Give) -> None:
    made = [
        event("a", eventType="user.session.end", debugContext={"debugData": {"requestUri": "/", spelling: "102x"}})
        for spelling in ("EndedSessionId", "endedSessionId")
    ]
    made[1]["uuid"] = "b"
    give(case, "a.json", lines(made))
    assert values(case, "debug_data_ended_session_id") == [("102x",), ("102x",)]


def test_zero_is_a_place_and_numbers_may_be_text(case: Case, give: Give) -> None:
    places = [{"lat": 0.0, "lon": 0}, {"lat": "50.5", "lon": "6"}, None, {"lat": "north", "lon": None}]
    made = [event(f"u{n}", client={"geographicalContext": {"geolocation": place}}) for n, place in enumerate(places)]
    give(case, "a.json", lines(made))
    assert values(
        case, "client_geographical_context_geolocation_lat", "client_geographical_context_geolocation_lon"
    ) == [(0.0, 0.0), (50.5, 6.0), (None, None), (None, None)]


def test_a_device_is_not_the_clients_device(case: Case, give: Give) -> None:
    device = {"id": "guo1", "name": "Mac", "os_platform": "OSX", "managed": True, "registered": "false"}
    give(case, "a.json", lines([event("a", device=device)]))
    assert values(
        case, "device_id", "device_name", "device_os_platform", "device_managed", "device_registered", "client_device"
    ) == [("guo1", "Mac", "OSX", True, False, "Computer")]


def test_large_numbers_and_odd_booleans_live(case: Case, give: Give) -> None:
    security = {"asNumber": "4294967295", "isProxy": "true", "asOrg": 5}
    give(case, "a.json", lines([event("a", securityContext=security)]))
    assert values(case, "security_context_as_number", "security_context_is_proxy", "security_context_as_org") == [
        (4294967295, True, "5")
    ]


def test_a_record_without_an_id_gets_one_from_what_it_says(case: Case, give: Give) -> None:
    made = [{key: value for key, value in event("x", severity=severity).items() if key != "uuid"} for severity in "AB"]
    (entry,) = give(case, "a.json", lines([*made, made[0]]))
    assert (entry.read, entry.duplicate) == (2, 1)
    assert all(uuid.startswith("derived-") for (uuid,) in values(case, "uuid"))


def test_an_elastic_test_file_of_several_records_in_one_text_is_read(case: Case, give: Give) -> None:
    text = "\n".join(json.dumps(event(f"u{n}")) for n in range(3))
    data = json.dumps({"events": [{"message": text}, {"message": json.dumps(event("u3"))}]}, indent=4).encode()
    (entry,) = give(case, "a.json", data)
    assert (entry.rows, entry.read, entry.refused) == (4, 4, 0)


def shared(*parts: str) -> Path:
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"needs {'/'.join(parts)} of the shared data, which is not part of the program")
    return path


def test_the_hundred_records_of_a_real_tenant_are_all_read(case: Case, give: Give) -> None:
    data = shared("okta", "panther_oss", "oktalogs_systemlog_samples.jsonl").read_bytes()
    (entry,) = give(case, "a.jsonl", data)
    assert (entry.rows, entry.read, entry.refused, entry.duplicate) == (100, 100, 0, 0)
    as_array = b"[" + b",".join(data.splitlines()) + b"]"
    (again,) = give(case, "b.json", as_array)
    assert (again.rows, again.read, again.duplicate) == (100, 0, 100)


def test_the_records_of_rule_tests_are_read_or_refused_with_a_reason(case: Case, give: Give) -> None:
    path = shared("panther_okta_tests.ndjson")
    tests = [json.loads(line) for line in path.read_text().splitlines()]
    for style in ("camel", "lowercase", "aggregate/other"):
        logs = [test["log"] for test in tests if test["key_style"] == style]
        (entry,) = give(case, f"{style[:5]}.json", lines(logs))
        assert entry.rows == entry.read + entry.refused + entry.duplicate
        if style == "camel":
            assert entry.rows == len(logs)
            assert entry.refused == sum(
                "eventType" not in log or log.get("published", "redacted") == "redacted" for log in logs
            )
        if style == "lowercase":
            assert entry.rows == len(logs)
            assert entry.refused == sum("eventtype" not in log or "published" not in log for log in logs)
        if style == "aggregate/other":
            assert entry.read + entry.duplicate <= sum("eventType" in log or "eventtype" in log for log in logs)


def test_every_shared_sample_keeps_the_sum(case: Case, give: Give) -> None:
    formats: Counter[str | None] = Counter()
    for path in sorted(shared("okta").rglob("*")):
        if path.is_file() and path.suffix not in (".csv", ".yml", ".md"):
            for entry in give(case, path.name, path.read_bytes()):
                assert entry.rows == entry.read + entry.refused + entry.duplicate
                assert entry.error is None and entry.rows > 0, path
                formats[entry.format] += 1
    assert formats["ocsf"] == 6
