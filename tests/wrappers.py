"""The same LogEvents in every file that responders hold: each wrapper makes the bytes of one file.

Why: one law says that the same evidence gives the same findings whatever it is wrapped in, and the
readers' tests need such files. Not here: exports that lose fields (lossy_wrappers.py).
"""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import orjson
import zstandard

Event = dict[str, Any]
Wrapper = Callable[[Sequence[Event]], bytes]
PAGE = 100
"""Records of one made-up page of the API."""


def json_lines(events: Sequence[Event]) -> bytes:
    """One record a line."""
    return b"".join(orjson.dumps(event) + b"\n" for event in events)


def json_array(events: Sequence[Event]) -> bytes:
    """One array without spaces, as the API answers."""
    return orjson.dumps(list(events))


def json_array_indented(events: Sequence[Event]) -> bytes:
    """One array as a person's tool prints it."""
    return json.dumps(list(events), indent=2).encode()


def glued_pages(events: Sequence[Event]) -> bytes:
    """Several answers of the API one after the other: `[...][...]`."""
    return b"".join(json_array(events[at : at + PAGE]) for at in range(0, len(events), PAGE))


def glued_pages_by_line(events: Sequence[Event]) -> bytes:
    """Several answers of the API, each on a line of its own."""
    return b"".join(json_array(events[at : at + PAGE]) + b"\n" for at in range(0, len(events), PAGE))


def concatenated(events: Sequence[Event]) -> bytes:
    """Objects with nothing between them, as a log stream into S3 leaves them."""
    return b"".join(orjson.dumps(event) for event in events)


def event_hook(events: Sequence[Event]) -> bytes:
    """The envelope of an Okta event hook, `data.events`."""
    return orjson.dumps(
        {
            "eventType": "com.okta.event_hook",
            "eventTypeVersion": "1.0",
            "cloudEventsVersion": "0.1",
            "source": "https://example.okta.com/api/v1/eventHooks/whoExample",
            "eventId": "example-delivery",
            "data": {"events": list(events)},
            "eventTime": "2025-03-03T00:00:00.000Z",
            "contentType": "application/json",
        }
    )


def event_bridge(events: Sequence[Event]) -> bytes:
    """Amazon EventBridge, one envelope a line, the record under `detail`."""
    return json_lines(
        [
            {
                "version": "0",
                "id": f"delivery-{number}",
                "detail-type": "SystemLog",
                "source": "aws.partner/okta.com/example/stream",
                "account": "123456789012",
                "time": event["published"],
                "region": "eu-central-1",
                "resources": [],
                "detail": event,
            }
            for number, event in enumerate(events)
        ]
    )


def splunk_json(events: Sequence[Event]) -> bytes:
    """Splunk's export as JSON, one result a line, the record as text in `_raw`."""
    return json_lines(
        [
            {
                "preview": False,
                "offset": number,
                "result": {
                    "_raw": orjson.dumps(event).decode(),
                    "_time": event["published"],
                    "host": "example",
                    "source": "Okta:im2",
                    "sourcetype": "OktaIM2:log",
                },
            }
            for number, event in enumerate(events)
        ]
    )


def splunk_csv(events: Sequence[Event]) -> bytes:
    """Splunk's export as CSV, the record as text in `_raw`."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(["_time", "_raw", "host", "source", "sourcetype"])
    for event in events:
        writer.writerow([event["published"], orjson.dumps(event).decode(), "example", "Okta:im2", "OktaIM2:log"])
    return text.getvalue().encode()


def elastic(events: Sequence[Event]) -> bytes:
    """Elasticsearch documents, one a line, that kept the text in `event.original`."""
    return json_lines(
        [
            {
                "_index": ".ds-logs-okta.system-default",
                "_id": event["uuid"],
                "_source": {
                    "@timestamp": event["published"],
                    "event": {"original": orjson.dumps(event).decode(), "module": "okta", "dataset": "okta.system"},
                    "okta": {"uuid": event["uuid"], "event_type": event["eventType"]},
                },
            }
            for event in events
        ]
    )


def lowered_top(events: Sequence[Event]) -> bytes:
    """JSON lines whose top-level keys a warehouse has lowercased."""
    return json_lines([{key.lower(): value for key, value in event.items()} for event in events])


def lowered_all(events: Sequence[Event]) -> bytes:
    """JSON lines whose keys a warehouse has lowercased at every depth."""
    return json_lines([_lowered(event) for event in events])


def _lowered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key.lower(): _lowered(inner) for key, inner in value.items()}
    return [_lowered(inner) for inner in value] if isinstance(value, list) else value


LOSSLESS: dict[str, Wrapper] = {
    wrapper.__name__: wrapper
    for wrapper in (
        json_lines,
        json_array,
        json_array_indented,
        glued_pages,
        glued_pages_by_line,
        concatenated,
        event_hook,
        event_bridge,
        splunk_json,
        splunk_csv,
        elastic,
        lowered_top,
        lowered_all,
    )
}
"""Wrappers that keep every field: the findings must be the same byte for byte."""


def gzipped(content: bytes) -> bytes:
    """gzip, without a time."""
    return gzip.compress(content, mtime=0)


def zstded(content: bytes) -> bytes:
    """Zstandard in one frame."""
    return zstandard.ZstdCompressor(level=1).compress(content)


def bzipped(content: bytes) -> bytes:
    """bzip2."""
    return bz2.compress(content)


def zipped(content: bytes, name: str = "system-log.json") -> bytes:
    """A zip archive with one member."""
    return zip_of({name: content})


def zip_of(members: dict[str, bytes]) -> bytes:
    """A zip archive of several members."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return into.getvalue()


def utf_16(content: bytes) -> bytes:
    """UTF-16 with its byte order mark, as PowerShell writes files."""
    return content.decode().encode("utf-16")


def utf_8_marked(content: bytes) -> bytes:
    """UTF-8 with a byte order mark."""
    return b"\xef\xbb\xbf" + content


def windows_lines(content: bytes) -> bytes:
    """Line ends of Windows."""
    return content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


CONTAINERS: dict[str, Callable[[bytes], bytes]] = {
    "plain": bytes,
    "gz": gzipped,
    "zst": zstded,
    "bz2": bzipped,
    "zip": zipped,
    "utf_16": utf_16,
    "utf_8_marked": utf_8_marked,
    "windows_lines": windows_lines,
}
"""Around any of the files: none of them changes a record."""
