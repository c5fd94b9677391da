"""The Admin CSV has Okta's columns, and its values are the record's."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from analysis.exercise.exports import ADMIN_CSV_COLUMNS, admin_csv
from analysis.exercise.tenant import gather


def test_the_columns_are_the_admin_consoles(shared_data: Path):
    known = json.loads((shared_data / "format_headers.json").read_text(encoding="utf-8"))
    assert list(ADMIN_CSV_COLUMNS) == known["admin_console_csv_header_56"]


def test_each_event_is_one_row_with_its_values():
    events, _ = gather(2, 40, 1)
    text = b"".join(admin_csv(events)).decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == len(events)
    for event, row in zip(events, rows, strict=True):
        assert row["uuid"] == event["uuid"]
        assert row["timestamp"] == event["published"]
        assert row["client.ip_address"] == (event["client"]["ipAddress"] or "")
        agent = event["client"]["userAgent"] or {}
        assert row["client.user_agent.raw_user_agent"] == agent.get("rawUserAgent", "")
        assert row["target0.id"] == (event["target"][0]["id"] if event["target"] else "")
        assert row["debug_context.debug_data.request_uri"] == event["debugContext"]["debugData"].get("requestUri", "")
