"""The two zip files of an exercise: no truth for players, the same bytes, and nothing left of what was stopped."""

from __future__ import annotations

import hashlib
import json
import threading
import zipfile

import pytest

from analysis.errors import Cancelled
from analysis.exercise.scenarios import document, packing
from analysis.progress import Progress

ONE = document.find("ten-minutes")


def test_players_and_facilitator_get_what_is_theirs_with_hashes_that_hold(tmp_path):
    told: list[Progress] = []
    packed = packing.pack(ONE, 1, "small", tmp_path, report=told.append)
    with zipfile.ZipFile(packed.players) as players, zipfile.ZipFile(packed.facilitator) as facilitator:
        assert set(players.namelist()) == set(packing.FOR_PLAYERS)
        manifest = json.loads(facilitator.read("manifest.json"))
        for entry in manifest["files"]:
            zipped = players if entry["name"] in packing.FOR_PLAYERS else facilitator
            assert hashlib.sha256(zipped.read(entry["name"])).hexdigest() == entry["sha256"]
        assert players.read("log/system-log.jsonl").count(b"\n") == packed.event_count
    assert ONE.id not in packed.players.name and len(told) == packing.FILES


def test_the_same_scenario_seed_and_size_are_the_same_bytes(tmp_path):
    one, two = (packing.pack(ONE, 3, "small", tmp_path / name) for name in "ab")
    assert one.players.read_bytes() == two.players.read_bytes()
    assert one.facilitator.read_bytes() == two.facilitator.read_bytes()


def test_another_seed_takes_the_place_of_the_last(tmp_path):
    packing.pack(ONE, 1, "small", tmp_path)
    packed = packing.pack(ONE, 2, "small", tmp_path)
    assert set(tmp_path.iterdir()) == {packed.players, packed.facilitator}


def test_what_was_stopped_leaves_nothing(tmp_path):
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(Cancelled):
        packing.pack(ONE, 1, "small", tmp_path, cancel=cancel)
    assert not list(tmp_path.iterdir())
