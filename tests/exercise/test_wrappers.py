"""The wrappers that other tests stand on lose nothing where they promise so."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import zipfile
from typing import Any

import pytest
import zstandard

from analysis.exercise.tenant import gather
from lossy_wrappers import LOSSY
from wrappers import CONTAINERS, LOSSLESS, json_lines


@pytest.fixture(scope="module")
def events() -> list[dict[str, Any]]:
    return gather(2, 40, 1)[0][:250]


@pytest.mark.parametrize("name", sorted({**LOSSLESS, **LOSSY}))
def test_a_wrapper_says_every_event_and_is_utf_8(name: str, events: list[dict[str, Any]]):
    text = {**LOSSLESS, **LOSSY}[name](events).decode()
    assert all(event["uuid"] in text for event in events)


def test_glued_pages_are_arrays_one_after_the_other(events: list[dict[str, Any]]):
    decoder, text, at, read = json.JSONDecoder(), LOSSLESS["glued_pages"](events).decode(), 0, []
    while at < len(text):
        page, at = decoder.raw_decode(text, at)
        read += page
    assert read == events


def test_containers_give_back_what_they_hold(events: list[dict[str, Any]]):
    plain = json_lines(events)
    packed = {name: container(plain) for name, container in CONTAINERS.items()}
    assert gzip.decompress(packed["gz"]) == plain
    assert bz2.decompress(packed["bz2"]) == plain
    assert zstandard.ZstdDecompressor().stream_reader(io.BytesIO(packed["zst"])).read() == plain
    assert zipfile.ZipFile(io.BytesIO(packed["zip"])).read("system-log.json") == plain
    assert packed["utf_16"].decode("utf-16").encode() == plain
    assert packed["utf_8_marked"].decode("utf-8-sig").encode() == plain
    assert packed["windows_lines"].replace(b"\r\n", b"\n") == plain
