"""The command line: what it prints, where it prints it, and its exit codes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import stories
from analysis.__main__ import main, printable

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "data" / "samples" / "demo-system-log.jsonl.gz"
STOLEN = [
    stories.event("09:00", "user.session.start"),
    stories.event("09:10"),
    stories.event(
        "09:20", "user.lifecycle.create", address="198.51.100.7", asn=64501, city="Bucharest", token="d2", agent="curl"
    ),
    stories.event("09:25"),
]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return stories.lines(tmp_path / "log.jsonl", STOLEN)


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main(["findings", *words, "--json"]) == 0
    return dict(json.loads(capsys.readouterr().out))


def test_one_document_with_the_agreed_keys(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = answer(capsys, str(log))
    assert list(document) == ["schema_version", "settings_hash", "evidence", "coverage", "counts", "findings"]
    (entry,) = document["evidence"]
    assert list(entry) == [
        "name", "container", "sha256", "format", "error", "rows", "read", "duplicate", "refused", "first_at", "last_at",
    ]  # fmt: skip
    assert list(document["counts"]) == ["events", "sessions", "lanes", "hops"]
    assert list(document["coverage"][0]) == ["statement", "affects"]
    (finding,) = document["findings"]
    assert list(finding) == [
        "session_id", "actor", "score", "band", "verdict", "divergence_at", "divergence_event_id", "first_attempt_at",
        "first_act_at", "assumed_origin", "origin", "foreign", "signals", "most_likely", "not_available",
    ]  # fmt: skip
    assert list(finding["origin"]) == ["addresses", "asn", "as_org", "places", "agents"]
    assert list(finding["foreign"][0]) == [*finding["origin"], "first_at", "last_at", "events"]
    assert list(finding["signals"][0]) == ["signal", "family", "points", "sentence", "event_ids"]


def test_the_moment_the_clients_and_the_sum_of_the_points(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (finding,) = answer(capsys, str(log))["findings"]
    assert finding["band"] == "replay"
    assert finding["divergence_at"] == "2024-03-04T09:20:00.000Z"
    assert finding["divergence_event_id"] == STOLEN[2]["uuid"]
    assert finding["first_act_at"] == finding["divergence_at"] and finding["first_attempt_at"] is None
    assert finding["origin"]["asn"] == 64500 and finding["foreign"][0]["asn"] == 64501
    assert finding["foreign"][0]["addresses"] == ["198.51.100.7"] and finding["foreign"][0]["events"] == 1
    assert finding["score"] == sum(signal["points"] for signal in finding["signals"])


def test_an_origin_that_is_not_in_the_export_is_called_assumed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (finding,) = answer(capsys, str(stories.lines(tmp_path / "log.jsonl", STOLEN[1:])))["findings"]
    assert finding["assumed_origin"] is True


def test_what_cannot_be_judged_is_named_with_its_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    events = [{**event, "debugContext": {"debugData": {}}} for event in STOLEN]
    (finding,) = answer(capsys, str(stories.lines(tmp_path / "log.jsonl", events)))["findings"]
    reasons = {entry["signal"]: entry["reason"] for entry in finding["not_available"]}
    assert "device token" in reasons["device_token_differs"]


def test_findings_come_by_score_then_session(capsys: pytest.CaptureFixture[str]) -> None:
    findings = answer(capsys, str(SAMPLE))["findings"]
    order = [(-finding["score"], finding["session_id"]) for finding in findings]
    assert order == sorted(order) and len(order) > 50


def test_a_case_is_kept_and_the_second_run_reads_only_what_is_new(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = str(tmp_path / "case")
    first = answer(capsys, str(log), "--case", case)
    assert answer(capsys, "--case", case) == first
    again = answer(capsys, str(log), "--case", case)
    assert again["findings"] == first["findings"]
    assert [entry["duplicate"] for entry in again["evidence"]] == [0, len(STOLEN)]


def test_the_operators_list_is_an_explanation(log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    networks = tmp_path / "networks.csv"
    networks.write_text("198.51.100.0/24,Gateway,vpn\n")
    before = answer(capsys, str(log))["findings"][0]["score"]
    (finding,) = answer(capsys, str(log), "--networks", str(networks))["findings"]
    assert finding["score"] < before
    assert "operator_network" in {signal["signal"] for signal in finding["signals"]}


def test_the_table_says_who_when_and_why(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["findings", str(log)]) == 0
    said = capsys.readouterr()
    assert "4 rows = 4 read + 0 duplicate + 0 refused" in said.out
    assert re.search(r"replay\s+2024-03-04T09:20:00.000Z\s+ada@example.com", said.out)
    assert said.err == ""


def test_text_of_the_log_cannot_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hostile = [{**event, "actor": {**event["actor"], "alternateId": "\x1b[2J\u202egnp"}} for event in STOLEN]
    assert main(["findings", str(stories.lines(tmp_path / "log.jsonl", hostile))]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out and "\u202e" not in out
    assert "\\x1b[2J" in out


def test_printable_leaves_ordinary_text_alone() -> None:
    assert printable("Zürich, 東京 · ok") == "Zürich, 東京 · ok"


@pytest.mark.parametrize("content", [b"", b"[]", b"<html><title>Sign in</title></html>", b'{"log":{"entries":[]}}'])
def test_a_file_without_events_is_code_2_with_a_sentence(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert main(["findings", str(path)]) == 2
    said = capsys.readouterr()
    assert "System Log" in said.err and "Traceback" not in said.err


def test_an_unreadable_file_does_not_keep_the_others_out(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html></html>")
    assert main(["findings", str(tmp_path / "missing"), str(page), str(log), "--json"]) == 0
    said = capsys.readouterr()
    assert [entry["format"] for entry in json.loads(said.out)["evidence"]] == [None, "json_lines"]
    assert "missing cannot be read" in said.err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], "nothing to read"),
        (["{log}", "--geoip", "{log}"], "log.jsonl"),
        (["{log}", "--geoip", "{missing}"], "missing"),
        (["{log}", "--networks", "{log}"], "log.jsonl"),
    ],
)
def test_a_request_that_cannot_be_carried_out_is_code_2_with_a_sentence(
    words: list[str], expected: str, log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [word.format(log=log, missing=log.parent / "missing") for word in words]
    assert main(["findings", *given]) == 2
    assert expected in capsys.readouterr().err


def test_the_module_runs_and_its_help_names_every_option() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "analysis", "findings", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    for option in ("FILE", "--case", "--geoip", "--networks", "--json"):
        assert option in said
