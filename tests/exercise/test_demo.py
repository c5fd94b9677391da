"""The shipped demo case is what the generator makes, and small enough to ship."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections import Counter
from pathlib import Path

import pytest

from analysis.exercise import demo

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
AGAIN = "make it again by python -m analysis.exercise.demo data/samples"


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return demo.files()


def _plain(name: str, content: bytes) -> bytes:
    """Unpacked: zlib may pack the same bytes differently on another machine."""
    return gzip.decompress(content) if name.endswith(".gz") else content


def test_the_shipped_files_are_what_the_generator_makes(made: dict[str, bytes]):
    for name, content in made.items():
        shipped = (SAMPLES / name).read_bytes()
        assert _plain(name, shipped) == _plain(name, content), f"{name}: {AGAIN}"


def test_the_packed_files_carry_no_time_and_no_name(made: dict[str, bytes]):
    for name, content in made.items():
        if name.endswith(".gz"):
            assert content[3:8] == b"\0\0\0\0\0", name


def test_the_demo_is_small_and_whole(made: dict[str, bytes]):
    assert sum(map(len, made.values())) < 1_000_000
    events = [json.loads(line) for line in _plain(demo.LOG, made[demo.LOG]).splitlines()]
    assert 2_000 <= len(events) <= 4_000
    assert {event["published"][:7] for event in events} == {"2023-10"}
    truth = json.loads(made[demo.TRUTH])
    assert truth["session_count"] >= 300
    assert Counter(one["kind"] for one in truth["replays"]) == {"beyondtrust": 1, "onepassword": 1, "cloudflare": 2}
    assert len(truth["confusion_counts"]) >= 12
    assert min(truth["confusion_counts"].values()) > 0


def test_the_csv_says_some_of_the_events_again(made: dict[str, bytes]):
    whole = {json.loads(line)["uuid"] for line in _plain(demo.LOG, made[demo.LOG]).splitlines()}
    rows = list(csv.DictReader(io.StringIO(_plain(demo.CSV, made[demo.CSV]).decode(), newline="")))
    assert {row["uuid"] for row in rows} < whole
    assert len(rows) > 500
    assert all(demo.CSV_FROM <= row["timestamp"] < demo.CSV_BEFORE for row in rows)


def test_the_command_writes_the_files(tmp_path: Path, made: dict[str, bytes]):
    assert demo.main([str(tmp_path / "out")]) == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == made
