"""The same evidence gives the same findings, whatever its wrapper, order, split or overlap."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest

import lossy_wrappers
import wrappers
from analysis import document, pipeline
from analysis.case import Case

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "samples" / "demo-system-log.jsonl.gz"
TRUTH = SAMPLE.with_name("demo-truth.json")


def stolen_sessions() -> set[str]:
    return {replay["session_id"] for replay in json.loads(TRUTH.read_text())["replays"]}


def some_events() -> list[dict[str, Any]]:
    """The people whose sessions were replayed and as many others: small, with replays and honest changes."""
    events = [json.loads(line) for line in gzip.decompress(SAMPLE.read_bytes()).splitlines()]
    victims = {
        event["actor"]["id"]
        for event in events
        if (event.get("authenticationContext") or {}).get("externalSessionId") in stolen_sessions()
    }
    others = sorted({event["actor"]["id"] for event in events if event["actor"]["type"] == "User"} - victims)[:8]
    return [event for event in events if event["actor"]["id"] in victims or event["actor"]["id"] in others]


EVENTS = some_events()


def judged(folder: Path, *files: tuple[str, bytes]) -> dict[str, Any]:
    paths = []
    for name, content in files:
        paths.append(folder / name)
        paths[-1].write_bytes(content)
    with Case.open(folder / "case") as case:
        pipeline.add_evidence(case, paths)
        pipeline.judge(case)
        return document.document(case)


def findings_text(answer: dict[str, Any]) -> str:
    return json.dumps(answer["findings"], indent=1)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return judged(tmp_path_factory.mktemp("plain"), ("log.jsonl", wrappers.json_lines(EVENTS)))


def test_the_sample_holds_replays_and_honest_changes(plain: dict[str, Any]) -> None:
    bands = {finding["session_id"]: finding["band"] for finding in plain["findings"]}
    assert {bands[session_id] for session_id in stolen_sessions()} == {"replay"}
    assert "explained" in bands.values()


@pytest.mark.parametrize("name", sorted(set(wrappers.LOSSLESS) - {"json_lines"}))
def test_a_lossless_wrapper_changes_no_finding(name: str, plain: dict[str, Any], tmp_path: Path) -> None:
    answer = judged(tmp_path, ("log.bin", wrappers.LOSSLESS[name](EVENTS)))
    assert answer["counts"] == plain["counts"]
    assert findings_text(answer) == findings_text(plain)


@pytest.mark.parametrize("name", sorted(set(wrappers.CONTAINERS) - {"plain"}))
def test_a_container_or_encoding_changes_no_finding(name: str, plain: dict[str, Any], tmp_path: Path) -> None:
    answer = judged(tmp_path, ("log.bin", wrappers.CONTAINERS[name](wrappers.json_lines(EVENTS))))
    assert findings_text(answer) == findings_text(plain)


def test_the_order_of_the_rows_changes_no_finding(plain: dict[str, Any], tmp_path: Path) -> None:
    mixed = list(EVENTS)
    random.Random(3).shuffle(mixed)
    assert findings_text(judged(tmp_path, ("log.jsonl", wrappers.json_lines(mixed)))) == findings_text(plain)


def test_files_that_overlap_in_any_order_change_no_finding(plain: dict[str, Any], tmp_path: Path) -> None:
    third = len(EVENTS) // 3
    answer = judged(
        tmp_path,
        ("late.json", wrappers.json_array(EVENTS[third:])),
        ("early.jsonl", wrappers.json_lines(EVENTS[: 2 * third])),
        ("again.json.gz", wrappers.gzipped(wrappers.event_hook(EVENTS[:third]))),
    )
    assert findings_text(answer) == findings_text(plain)
    for entry in answer["evidence"]:
        assert entry["rows"] == entry["read"] + entry["duplicate"] + entry["refused"]
    assert sum(entry["read"] for entry in answer["evidence"]) == len(EVENTS)


def test_a_poorer_export_beside_the_full_one_changes_no_finding(plain: dict[str, Any], tmp_path: Path) -> None:
    answer = judged(
        tmp_path,
        ("console.csv", lossy_wrappers.admin_csv(EVENTS[: len(EVENTS) // 2])),
        ("log.jsonl", wrappers.json_lines(EVENTS)),
    )
    assert findings_text(answer) == findings_text(plain)


@pytest.mark.parametrize(
    ("name", "not_available"),
    [
        ("admin_csv", {"okta_says_so", "device_token_differs", "device_token_copied"}),
        ("sentinel_v1", {"device_token_differs", "device_token_copied"}),
        ("sentinel_v2", set()),
        ("ocsf", set()),
        ("ecs", set()),
    ],
)
def test_a_poorer_export_names_what_it_lacks_and_still_finds_the_replays(
    name: str, not_available: set[str], tmp_path: Path
) -> None:
    answer = judged(tmp_path, ("export", getattr(lossy_wrappers, name)(EVENTS)))
    assert answer["counts"]["events"] == len(EVENTS)
    assert any("kind of file" in entry["statement"] for entry in answer["coverage"]) or not not_available
    first = [finding["session_id"] for finding in answer["findings"][: len(stolen_sessions())]]
    assert set(first) == stolen_sessions()
    for finding in answer["findings"]:
        assert not_available <= {entry["signal"] for entry in finding["not_available"]}
