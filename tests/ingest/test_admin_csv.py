"""The Admin Console's CSV: rows add up whatever stands in them, and columns are known by name."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest

from analysis.ingest import admin_csv

HEADER_TEXT = (
    "severity event_type display_message uuid version timestamp outcome.result outcome.reason actor.id actor.type"
    " actor.display_name actor.alternate_id authentication_context.authentication_step"
    " authentication_context.authentication_provider authentication_context.credential_provider"
    " authentication_context.credential_type authentication_context.issuer"
    " authentication_context.external_session_id client.zone client.ip_address client.device"
    " client.user_agent.raw_user_agent client.user_agent.os client.user_agent.browser"
    " client.geographical_context.country client.geographical_context.city client.geographical_context.postal_code"
    " client.geographical_context.geolocation.lon client.geographical_context.geolocation.lat transaction.id"
    " transaction.type debug_context.debug_data.request_uri legacy_event_type"
    " target0.id target0.type target0.alternate_id target0.display_name"
    " target1.id target1.type target1.alternate_id target1.display_name"
    " target2.id target2.type target2.alternate_id target2.display_name"
    " target3.id target3.type target3.alternate_id target3.display_name"
    " request.ip_chain.geographical_context.postal_code request.ip_chain.geographical_context.geolocation.lon"
    " request.ip_chain.geographical_context.geolocation.lat"
    " request.ip_chain.geographical_context.geolocation.state"
    " request.ip_chain.ip request.ip_chain.source request.ip_chain.version"
)
HEADER = HEADER_TEXT.split()


class Kept:
    """A store in memory: the frames are the places in the text."""

    def __init__(self) -> None:
        self.text = b""

    def append(self, window: bytes) -> int:
        frame = len(self.text)
        self.text += window
        return frame


def row(number: int, **cells: str) -> dict[str, str]:
    """A row of the export; cells by the last parts of their names with dots as `__`."""
    usual = {
        "event_type": "user.session.start",
        "uuid": f"id-{number}",
        "timestamp": "2026-03-04T10:00:00.000Z",
        "actor.id": "00u1",
        "client.ip_address": "192.0.2.7",
    }
    return usual | {name.replace("__", "."): text for name, text in cells.items()}


def export(rows: list[dict[str, str]], header: list[str] = HEADER, end: str = "\n", delimiter: str = ",") -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, header, restval="", lineterminator=end, delimiter=delimiter, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def read(data: bytes, piece: int = 1 << 22) -> tuple[list[dict[str, Any]], list[tuple[int, str]], Kept]:
    kept, refused = Kept(), []
    pieces: Iterator[bytes] = (data[at : at + piece] for at in range(0, len(data), piece))
    batches = admin_csv.read(pieces, kept, lambda line, reason, text: refused.append((line, reason)))
    rows = [found for batch in batches for found in batch.to_pylist()]
    assert kept.text == data, "every byte goes to the store, unchanged and in order"
    return rows, refused, kept


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [found["uuid"] for found in rows]


def test_the_header_of_56_columns_is_recognised() -> None:
    assert len(HEADER) == 56
    assert admin_csv.recognise(export([row(1)]).decode())


@pytest.mark.parametrize("other", ["", "a,b,c\n1,2,3\n", '{"uuid":1}', "uuid,timestamp\n", '"', "<html>\n"])
def test_other_text_is_not_recognised(other: str) -> None:
    assert not admin_csv.recognise(other)


def test_columns_get_the_names_of_raw_events() -> None:
    rows, refused, _ = read(export([row(1, debug_context__debug_data__request_uri="/api/v1/authn")]))
    assert refused == []
    assert rows[0]["published"] == "2026-03-04T10:00:00.000Z"
    assert rows[0]["debug_data_request_uri"] == "/api/v1/authn"
    assert rows[0]["client_ip_address"] == "192.0.2.7"
    assert rows[0]["outcome_reason"] is None, "an empty cell is null"
    assert "timestamp" not in rows[0] and "authentication_context_issuer" not in rows[0]


def test_columns_may_be_extra_missing_moved_and_written_otherwise() -> None:
    header = ["colour", "Published", "UUID", "Event_Type", "actor.alternateId", "debug_context.debug_data.dt_hash"]
    data = ",".join(header) + "\nred,2026-03-04T10:00:00Z,id-1,user.session.start,ann@example.com,abc\n"
    rows, _, _ = read(data.encode())
    assert rows[0]["actor_alternate_id"] == "ann@example.com"
    assert rows[0]["debug_data_dt_hash"] == "abc"
    assert "colour" not in rows[0]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_excel_may_have_written_it_again(delimiter: str) -> None:
    data = export([row(1), row(2)], delimiter=delimiter)
    assert admin_csv.recognise(data.decode())
    assert ids(read(data)[0]) == ["id-1", "id-2"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("piece", [1, 7, 1000, 1 << 22])
def test_line_ends_of_every_kind_cut_at_any_byte(end: str, piece: int) -> None:
    rows, refused, kept = read(export([row(1), row(2, outcome__reason='a\nb, "c"'), row(3)], end=end), piece)
    assert ids(rows) == ["id-1", "id-2", "id-3"] and refused == []
    texts = [kept.text[found["frame"] :][found["pos"] :][: found["length"]] for found in rows]
    assert all(text.endswith(b",") and not text.startswith(b"\n") for text in texts)
    assert rows[1]["outcome_reason"] == 'a\nb, "c"'
    # A line feed inside a cell is a line of the file, a row all the same.
    assert [found["line"] for found in rows] == [2, 3, 5]


def test_mixed_line_ends_and_blank_lines() -> None:
    head, first, second, third, _ = export([row(1), row(2), row(3)]).split(b"\n")
    data = head + b"\r\n" + first + b"\n\r\n\n" + second + b"\r\n" + third
    rows, refused, _ = read(data)
    assert ids(rows) == ["id-1", "id-2", "id-3"] and refused == []
    assert [found["line"] for found in rows] == [2, 5, 6]


def test_short_and_long_rows_are_refused_alone() -> None:
    head, first, second, third, _ = export([row(1), row(2), row(3)]).split(b"\n")
    rows, refused, _ = read(b"\n".join([head, first, b"a,b,c", second + b",more", third, b""]))
    assert ids(rows) == ["id-1", "id-3"]
    assert refused == [
        (3, "The row has 3 cells, fewer than the 56 of the header."),
        (4, "The row has 57 cells, more than the 56 of the header."),
    ]


@pytest.mark.parametrize("at_end", [True, False])
def test_an_open_quote_costs_one_line(at_end: bool) -> None:
    head, *lines, _ = export([row(number) for number in range(1, 7)]).split(b"\n")
    broken = lines[2].replace(b"00u1", b'"00u1')
    lines[2:3] = [] if at_end else [broken]
    rows, refused, _ = read(b"\n".join([head, *lines, *([broken] if at_end else []), b""]))
    assert ids(rows) == ["id-1", "id-2", "id-4", "id-5", "id-6"]
    assert [reason for _, reason in refused] == ["A quote is opened and not closed."]


def test_two_stray_quotes_do_not_swallow_the_rows_between_them() -> None:
    head, *lines, _ = export([row(number) for number in range(1, 7)]).split(b"\n")
    lines[1] = lines[1].replace(b"00u1", b'"00u1')
    lines[4] = lines[4].replace(b"00u1", b'00u1"')
    rows, refused, _ = read(b"\n".join([head, *lines, b""]))
    assert ids(rows) == ["id-1", "id-3", "id-4", "id-6"]
    assert [line for line, _ in refused] == [3, 6]


def test_an_open_quote_in_a_large_file_costs_one_line() -> None:
    head, *lines, _ = export([row(number) for number in range(1, 20_001)]).split(b"\n")
    lines[7] = lines[7].replace(b"00u1", b'"00u1')
    rows, refused, _ = read(b"\n".join([head, *lines, b""]), 1 << 18)
    assert len(rows) == 19_999
    assert [line for line, _ in refused] == [9]


def test_rows_that_are_not_utf8_are_refused_alone() -> None:
    head, first, second, _ = export([row(1), row(2)]).split(b"\n")
    rows, refused, _ = read(b"\n".join([head, first.replace(b"00u1", b"J\xf6rg"), second, b""]))
    assert ids(rows) == ["id-2"]
    assert "not UTF-8" in refused[0][1]


def test_a_line_too_long_for_a_record_is_refused_once() -> None:
    head, first, second, _ = export([row(1), row(2)]).split(b"\n")
    rows, refused, _ = read(b"\n".join([head, first, b"x" * (40 << 20), second, b""]))
    assert ids(rows) == ["id-1", "id-2"]
    assert [line for line, _ in refused] == [3]
    assert rows[1]["line"] == 4


def test_targets_are_the_json_that_okta_writes() -> None:
    cells = {
        "target0.id": "00u9",
        "target0.type": "User",
        "target0.alternate_id": "bo@example.com",
        "target0.display_name": 'Bo "the\tboss" \\ Ö',
        "target2.type": "Rule",
    }
    rows, _, _ = read(export([row(1), row(2) | cells]))
    assert rows[0]["target"] is None
    targets = [
        {"id": "00u9", "type": "User", "alternateId": "bo@example.com", "displayName": 'Bo "the\tboss" \\ Ö'},
        {"id": None, "type": "Rule", "alternateId": None, "displayName": None},
    ]
    assert rows[1]["target"] == json.dumps(targets, ensure_ascii=False, separators=(",", ":"))


def test_the_ip_chain_has_its_state_where_json_has_it() -> None:
    chain = "request.ip_chain."
    cells = {
        chain + "ip": "192.0.2.7",
        chain + "version": "V4",
        chain + "geographical_context.postal_code": "10013",
        chain + "geographical_context.geolocation.lat": "40.71",
        chain + "geographical_context.geolocation.lon": "-74.0",
        chain + "geographical_context.geolocation.state": "New York",
    }
    rows, _, _ = read(export([row(1), row(2) | cells, row(3) | {chain + "ip": "192.0.2.8"}]))
    assert rows[0]["request_ip_chain"] is None
    hop = json.loads(rows[1]["request_ip_chain"])[0]
    assert hop["geographicalContext"]["state"] == "New York"
    assert hop["geographicalContext"]["geolocation"] == {"lat": 40.71, "lon": -74.0}
    assert list(hop) == ["ip", "geographicalContext", "version", "source"]
    assert json.loads(rows[2]["request_ip_chain"])[0]["ip"] == "192.0.2.8"


def test_a_header_alone_is_a_file_without_rows() -> None:
    assert read(export([]))[:2] == ([], [])
    assert read(",".join(HEADER).encode())[:2] == ([], [])


def test_every_row_is_read_or_refused_once_wherever_the_file_is_cut() -> None:
    data = export([row(number, outcome__reason="a,\nb") for number in range(1, 9)])
    for cut in range(len(data) // 2, len(data), 13):
        rows, refused, _ = read(data[:cut])
        started = data[:cut].count(b"\n,user")
        assert len(rows) in (started, started - 1) and len(rows) + len(refused) >= started
        assert ids(rows) == [f"id-{number}" for number in range(1, len(rows) + 1)]


def test_missing_names_no_column_that_the_export_has() -> None:
    present = {admin_csv._column(name) for name in HEADER}
    assert not present & set(admin_csv.MISSING)
    assert set(admin_csv.MISSING) <= admin_csv._RAW_EVENTS
