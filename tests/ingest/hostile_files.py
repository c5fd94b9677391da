"""Makes broken and hostile files, each with what must survive of it.

Not here: what the program does with them; tests/ingest/test_hostile_files.py runs them all. The good records
of a file are those whose uuid begins with "good-"; a kind says how many of them must become events.
"""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import zstandard


@dataclass(frozen=True)
class HostileFile:
    """One kind of broken file."""

    name: str
    """The file's name, which also names the kind in words."""
    make: Callable[[Path], None]
    """Writes it; the path is the file's own."""
    good: int
    """Records that must become events (or be the same event as one that did)."""
    rows: int | None = None
    """Rows of the file where there is one right number; None where the damage makes it a matter of taste."""
    is_log: bool = True
    """False: it must end as an error in words, without a row."""
    is_big: bool = False
    """Hundreds of megabytes, on the disk or unpacked: run apart, with its memory measured."""
    tags: frozenset[str] = field(default_factory=frozenset)


def record(number: int, **fields: Any) -> dict[str, Any]:
    """A good record; a field that is Ellipsis is left out."""
    usual: dict[str, Any] = {
        "uuid": f"good-{number}",
        "published": f"2026-03-04T10:00:{number % 60:02d}.000Z",
        "eventType": "user.session.start",
        "actor": {"id": "00u1", "type": "User", "alternateId": "ann@example.com", "displayName": "Ann"},
        "client": {"ipAddress": "192.0.2.7", "userAgent": {"rawUserAgent": "Mozilla/5.0"}},
        "authenticationContext": {"externalSessionId": "102abc"},
        "outcome": {"result": "SUCCESS"},
        "target": [],
    }
    return {key: value for key, value in (usual | fields).items() if value is not ...}


def line(number: int, **fields: Any) -> bytes:
    return json.dumps(record(number, **fields)).encode()


def lines(*numbers: int) -> bytes:
    return b"".join(line(number) + b"\n" for number in numbers)


def array(*numbers: int) -> bytes:
    return json.dumps([record(number) for number in numbers]).encode()


def around(bad: bytes) -> bytes:
    """One bad line between two good ones."""
    return lines(1) + bad + b"\n" + lines(2)


def in_array(bad: bytes) -> bytes:
    """One bad element between two good ones."""
    return b"[" + line(1) + b"," + bad + b"," + line(2) + b"]"


CSV_HEADER = b"uuid,timestamp,event_type,actor.id,client.user_agent.raw_user_agent\n"


def csv_row(number: int, agent: str = "Mozilla/5.0") -> bytes:
    return f'good-{number},2026-03-04T10:00:00Z,user.session.start,00u1,"{agent}"\n'.encode()


def zipped(members: Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return file.getvalue()


def encrypted_zip() -> bytes:
    """A zip whose member says that it has a password: the flag is what a reader meets."""
    data = bytearray(zipped([("log.json", lines(1))]))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + place] |= 1
    return bytes(data)


def noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)


def kind(name: str, data: bytes, good: int, rows: int | None = None, **more: Any) -> HostileFile:
    def write(path: Path) -> None:
        path.write_bytes(data)

    return HostileFile(name, write, good, rows, **more)


def no_log(name: str, data: bytes) -> HostileFile:
    return kind(name, data, 0, 0, is_log=False)


def bad_line(name: str, bad: bytes) -> HostileFile:
    """A line that is refused, alone."""
    return kind(name, around(bad), 2, 3, tags=frozenset({"one refused"}))


def odd_field(name: str, **fields: Any) -> HostileFile:
    """A record with a field of another type than Okta's: it lives, the field may be null."""
    return kind(name, lines(1) + line(2, **fields) + b"\n" + lines(3), 3, 3)


def refused_field(name: str, **fields: Any) -> HostileFile:
    """A record that is JSON, but no event: it is refused, its neighbours live."""
    fields = {"uuid": "bad"} | fields
    return bad_line(name, json.dumps(record(9, **fields)).encode())


def _truncated() -> list[HostileFile]:
    ten = lines(*range(10))
    ten_array = array(*range(10))
    last = len(lines(9))
    frame = zstandard.ZstdCompressor().compress(ten)
    many = lines(*range(60)) * 200
    return [
        kind("lines-cut-in-a-record.json", ten[: -last // 2], 9, 10),
        kind("lines-cut-after-a-brace.json", ten[:-1], 10, 10),
        kind("lines-cut-in-a-string.json", ten[: ten.index(b"good-9") + 3], 9, 10),
        kind("lines-cut-in-a-character.json", lines(1) + '{"uuid":"é'.encode()[:-1], 1, 2),
        kind("array-cut-in-a-record.json", ten_array[: -last // 2], 9),
        kind("array-cut-after-a-comma.json", ten_array[: ten_array.rindex(b', {"uuid"') + 1], 9, 9),
        kind("array-without-its-end.json", ten_array[:-1], 10, 10),
        kind("array-without-its-beginning.json", ten_array[ten_array.index(b'{"uuid": "good-1"') :], 9),
        kind("pages-the-second-cut.json", array(1, 2) + array(3, 4)[:-40], 3),
        kind("cut.json.gz", gzip.compress(many)[:-200], 1),
        kind("cut-in-the-header.json.gz", gzip.compress(ten)[:6], 0, 0, is_log=False),
        kind("without-its-checksum.json.gz", gzip.compress(ten)[:-8], 1),
        kind("with-a-flipped-byte.json.gz", _flipped(gzip.compress(many), -300), 0, is_log=False, tags=ANY),
        kind("cut.json.zst", zstandard.ZstdCompressor().compress(many)[:-100], 0, is_log=False, tags=ANY),
        kind("with-a-wrong-checksum.json.zst", frame[:-1] + b"\x00", 0, is_log=False, tags=ANY),
        kind("cut.json.bz2", bz2.compress(many)[:-50], 0, is_log=False, tags=ANY),
        kind("cut.zip", zipped([("a.json", many)])[:-30], 0, 0, is_log=False),
        kind("with-a-flipped-byte.zip", _flipped(zipped([("a.json", ten)]), 60), 0, is_log=False, tags=ANY),
    ]


ANY = frozenset({"any"})
"""No promise of rows and none of an error: only that nothing breaks and that the rows add up."""


def _flipped(data: bytes, at: int) -> bytes:
    changed = bytearray(data)
    changed[at] ^= 0xFF
    return bytes(changed)


def _encodings() -> list[HostileFile]:
    text = lines(1, 2, 3).decode()
    return [
        kind("utf-16-little.json", text.encode("utf-16"), 3, 3),
        kind("utf-16-big-without-mark.json", text.encode("utf-16-be"), 3, 3),
        kind("utf-16-with-an-odd-byte.json", text.encode("utf-16") + b"\x0a", 3),
        kind("utf-16-with-half-a-pair.json", codecs.BOM_UTF16_LE + text.encode("utf-16-le") + b"\x00\xd8\x0a\x00", 3),
        kind("utf-32.json", text.encode("utf-32"), 3, 3),
        kind("utf-8-with-mark.json", codecs.BOM_UTF8 + text.encode(), 3, 3),
        kind("utf-8-with-two-marks.json", codecs.BOM_UTF8 * 2 + text.encode(), 2),
        kind("a-mark-in-the-middle.json", lines(1) + codecs.BOM_UTF8 + lines(2) + lines(3), 2, 3),
        kind("a-mark-before-the-second-page.json", array(1) + codecs.BOM_UTF8 + array(2), 1),
        bad_line("latin-1-in-a-record.json", line(9, uuid="bad").replace(b"Ann", b"Ren\xe9")),
        bad_line("utf-8-surrogates.json", line(9, uuid="bad").replace(b"Ann", b"\xed\xa0\x80")),
        bad_line("utf-8-overlong.json", line(9, uuid="bad").replace(b"Ann", b"\xc0\xaf")),
        kind("utf-7.json", text.encode("utf-7"), 0, tags=ANY, is_log=False),
        kind("ebcdic.json", text.encode("cp500"), 0, 0, is_log=False),
        kind("lines-of-two-encodings.json", lines(1) + text.encode("utf-16-le") + lines(4), 1, tags=ANY),
        kind("utf-16-admin.csv", (CSV_HEADER + csv_row(1) + csv_row(2)).decode().encode("utf-16"), 2, 2),
        kind("latin-1-admin.csv", CSV_HEADER + csv_row(1) + b"bad,x,y,\xe9,z\n" + csv_row(2), 2, 3),
    ]


def _broken_lines() -> list[HostileFile]:
    deep = 10_000
    return [
        bad_line("not-json.json", b"this is no JSON"),
        bad_line("two-objects-on-a-line.json", b'{"uuid":"bad"} {"uuid":"bad"}'),
        bad_line("single-quotes.json", b"{'uuid':'bad','eventType':'x'}"),
        bad_line("a-raw-tab-in-a-string.json", line(9, uuid="bad").replace(b"Ann", b"A\tnn")),
        bad_line("a-nul-in-a-string.json", line(9, uuid="bad").replace(b"Ann", b"A\x00nn")),
        bad_line("a-lone-surrogate.json", line(9, uuid="bad").replace(b"Ann", rb"\ud800")),
        bad_line("a-wrong-escape.json", line(9, uuid="bad").replace(b"Ann", rb"\x41")),
        bad_line("an-open-string.json", line(9, uuid="bad").replace(b'Ann"', b"Ann")),
        bad_line("no-closing-brace.json", line(9, uuid="bad")[:-1]),
        bad_line("one-brace-too-many.json", line(9, uuid="bad") + b"}"),
        bad_line("a-number.json", b"42"),
        bad_line("a-string.json", b'"eventType"'),
        bad_line("null-between.json", b"null"),
        bad_line("an-array-on-a-line.json", b"[1,2,3]"),
        bad_line("an-empty-object-between.json", b"{}"),
        bad_line("a-shell-prompt.json", b"$ curl -s https://example.okta.com/api/v1/logs"),
        bad_line("10000-arrays-deep.json", b"[" * deep + b"]" * deep),
        bad_line("10000-objects-deep.json", b'{"a":' * deep + b"1" + b"}" * deep),
        bad_line("1000000-arrays-deep.json", b"[" * 1_000_000),
        kind("10000-deep-in-a-field.json", around(line(3).replace(b'"Ann"', b"[" * deep + b"]" * deep)), 2, 3),
        kind("1000000-deep-in-a-field.json", around(line(3).replace(b'"Ann"', b"[" * 10**6 + b"]" * 10**6)), 2, 3),
        kind("a-trailing-comma.json", around(line(3)[:-1] + b",}"), 2, 3),
        kind("not-a-number.json", around(line(3)[:-1] + b',"version":NaN}'), 2, 3),
        kind("keys-twice.json", around(line(3)[:-1] + b',"uuid":"good-3","eventType":"user.session.end"}'), 3, 3),
        kind("a-huge-integer.json", around(line(3)[:-1] + b',"version":' + b"9" * 5000 + b"}"), 2, 3),
        kind("a-huge-exponent.json", around(line(3)[:-1] + b',"version":1e999999}'), 2, 3),
        kind("blank-lines.json", b"\n\n" + lines(1) + b"\n \t\n" + lines(2) + b"\n\n", 2, 2),
        kind("crlf.json", lines(1, 2).replace(b"\n", b"\r\n"), 2, 2),
        kind("lines-that-end-in-carriage-returns.json", lines(1, 2, 3).replace(b"\n", b"\r"), 3),
        kind("separated-by-record-separators.json", b"\x1e" + line(1) + b"\n\x1e" + line(2) + b"\n", 0, tags=ANY),
        kind("glued-objects.json", line(1) + line(2) + line(3), 3, 3),
        kind("glued-objects-one-broken.json", line(1) + b'{"uuid":"bad",' + line(2) + line(3), 2),
        kind("glued-pages.json", array(1, 2) + array(3) + array(4), 4, 4),
        kind("glued-pages-with-an-empty-one.json", array(1) + b"[]" + array(2), 2, 2),
        kind("lines-then-an-array.json", lines(1, 2) + array(3), 2),
        kind("an-array-then-lines.json", array(1, 2) + b"\n" + lines(3), 2),
        kind("a-comment-first.json", b"// export of today\n" + lines(1, 2), 2, 3),
        kind("a-prompt-first.json", b"$ cat log.json\n" + lines(1, 2), 2, 3),
    ]


def _broken_arrays() -> list[HostileFile]:
    return [
        kind("array-with-null.json", in_array(b"null"), 2, 3),
        kind("array-with-a-number.json", in_array(b"7"), 2, 3),
        kind("array-with-a-string.json", in_array(b'"},{"'), 2, 3),
        kind("array-with-an-array.json", in_array(b"[[],[1]]"), 2, 3),
        kind("array-with-an-empty-object.json", in_array(b"{}"), 2, 3),
        kind("array-with-two-commas.json", in_array(b""), 2),
        kind("array-with-a-trailing-comma.json", array(1, 2)[:-1] + b",]", 2, 2),
        kind("array-with-garbage.json", in_array(b"garbage"), 2),
        kind("array-with-an-open-string.json", in_array(line(9, uuid="bad").replace(b'Ann"', b"Ann")), 1),
        kind("array-with-bad-utf-8.json", in_array(line(9, uuid="bad").replace(b"Ann", b"\xff")), 2, 3),
        # Brackets with nothing in them are empty pages, however deep, and no row.
        kind("array-20000-deep.json", in_array(b"[" * 20_000 + b"]" * 20_000), 2),
        kind("array-with-text-after-it.json", array(1, 2) + b"\nThat was it.\n", 2),
        kind("array-with-other-first-keys.json", in_array(b'{"zzz":1,"uuid":"bad"}'), 2, 3),
        kind("array-with-a-record-in-a-record.json", in_array(line(3, target=[record(9, uuid="inner")])), 3, 3),
        kind("array-of-one.json", array(1), 1, 1),
        kind("indented.json", json.dumps([record(1), record(2)], indent=4).encode(), 2, 2),
        kind("indented-crlf.json", json.dumps([record(1), record(2)], indent=1).replace("\n", "\r\n").encode(), 2, 2),
        kind("one-object-indented.json", json.dumps(record(1), indent=2).encode(), 1, 1),
        kind(
            "event-hook-without-events.json", b'{"eventType":"com.okta.event_hook","data":{"events":[]}}', 0, tags=ANY
        ),
        kind("event-hook-with-null.json", b'{"data":{"events":[' + line(1) + b",null," + line(2) + b"]}}", 2, 3),
        kind("event-hook-with-null-first.json", b'{"data":{"events":[null,' + line(1) + b"]}}", 0, tags=ANY),
        kind(
            "event-bridge-without-detail.json",
            b'{"detail-type":"SystemLog","detail":' + line(1) + b'}\n{"detail":null}\n',
            1,
            2,
        ),
        kind(
            "splunk-with-broken-raw.json",
            json.dumps({"result": {"_raw": line(1).decode()}}).encode() + b'\n{"result":{"_raw":"{broken"}}\n',
            1,
            2,
        ),
    ]


def _fields() -> list[HostileFile]:
    long_text = "A" * 100_000
    return [
        odd_field("client-null.json", client=None),
        odd_field("client-a-string.json", client="192.0.2.7"),
        odd_field("client-a-list.json", client=[1, 2]),
        odd_field("client-empty.json", client={}),
        odd_field("user-agent-null.json", client={"userAgent": None, "geographicalContext": None}),
        odd_field("user-agent-a-number.json", client={"userAgent": {"rawUserAgent": 7}}),
        odd_field("target-an-object.json", target={"id": "x", "type": "User"}),
        odd_field("target-a-string.json", target="x"),
        odd_field("target-null.json", target=None),
        odd_field("target-of-20000.json", target=[{"id": str(number)} for number in range(20_000)]),
        odd_field("debug-data-a-string.json", debugContext={"debugData": ""}),
        odd_field("debug-data-a-list.json", debugContext={"debugData": [1]}),
        odd_field("debug-data-null.json", debugContext=None),
        odd_field("risk-an-object.json", debugContext={"debugData": {"risk": {"level": "LOW"}}}),
        odd_field("behaviours-a-string.json", securityContext={"userBehaviors": "{New IP=POSITIVE}"}),
        odd_field("as-number-text.json", securityContext={"asNumber": "64496"}),
        odd_field("as-number-words.json", securityContext={"asNumber": "AS64496 Example"}),
        odd_field("as-number-huge.json", securityContext={"asNumber": 10**40}),
        odd_field("is-proxy-text.json", securityContext={"isProxy": "perhaps"}),
        odd_field(
            "place-out-of-the-world.json", client={"geographicalContext": {"geolocation": {"lat": 1e9, "lon": "x"}}}
        ),
        odd_field(
            "place-infinite.json", client={"geographicalContext": {"geolocation": {"lat": 1e308, "lon": -1e308}}}
        ),
        odd_field("ip-chain-a-string.json", request={"ipChain": "192.0.2.7"}),
        odd_field("ip-chain-null.json", request=None),
        odd_field("address-the-word-null.json", client={"ipAddress": "null", "zone": "null"}),
        odd_field("address-no-address.json", client={"ipAddress": "999.1.2.3"}),
        odd_field("actor-missing.json", actor=...),
        odd_field("actor-a-string.json", actor="ann@example.com"),
        odd_field("session-unknown.json", authenticationContext={"externalSessionId": "unknown"}),
        odd_field("session-an-object.json", authenticationContext={"externalSessionId": {"id": 1}}),
        odd_field("outcome-a-string.json", outcome="SUCCESS"),
        odd_field("transaction-detail-a-list.json", transaction={"id": 7, "detail": [1]}),
        odd_field("device-a-string.json", device="phone"),
        odd_field("an-agent-of-100-kb.json", client={"userAgent": {"rawUserAgent": long_text}}),
        odd_field("right-to-left-marks.json", actor={"id": "00u1", "displayName": "\u202egnp.exe\u2066\u200b"}),
        odd_field("formula.json", actor={"id": "00u1", "displayName": '=HYPERLINK("http://x","y")'}),
        odd_field("sql.json", actor={"id": "'; drop table raw_events; --", "displayName": "$uuid {0} %s"}),
        odd_field("html.json", client={"userAgent": {"rawUserAgent": "<script>x()</script>"}}),
        odd_field("markdown.json", displayMessage="[x](javascript:x()) ![](http://x) :red[x]"),
        odd_field("escapes-of-a-terminal.json", displayMessage="\x1b]0;x\x07\x1b[2J"),
        odd_field("escaped-nul.json", displayMessage="a\x00b"),
        odd_field("emoji-and-combining.json", displayMessage="👩‍👩‍👧" + "\u0301" * 5000),
        odd_field("time-without-zone.json", published="2026-03-04 10:00:00.123456789"),
        odd_field("time-with-zone-without-colon.json", published="2026-03-04T10:00:00.123+0000"),
        odd_field("time-with-an-offset.json", published="2026-03-04T12:00:00+02:00"),
        odd_field("time-without-fraction.json", published="2026-03-04T10:00:00Z"),
        odd_field("time-with-six-digits.json", published="2026-03-04T10:00:00.123456Z"),
        refused_field("time-missing.json", published=...),
        refused_field("time-redacted.json", published="redacted"),
        refused_field("time-null.json", published=None),
        refused_field("time-of-another-calendar.json", published="04/03/26 10 Uhr"),
        refused_field("time-month-13.json", published="2026-13-04T10:00:00Z"),
        kind("time-an-epoch.json", around(line(9, uuid="bad", published=1772618400123)), 2, 3),
        kind("time-in-the-year-99999.json", around(line(9, uuid="bad", published="99999-03-04T10:00:00Z")), 2, 3),
        refused_field("event-type-missing.json", eventType=...),
        refused_field("event-type-null.json", eventType=None),
        kind("event-type-a-number.json", around(line(9, uuid="bad", eventType=7)), 2, 3),
        kind("event-type-an-object.json", around(line(9, uuid="bad", eventType={"a": 1})), 2, 3),
        kind("uuid-missing.json", around(line(9, uuid=...)), 2, 3),
        kind("uuid-null.json", around(line(9, uuid=None)), 2, 3),
        kind("uuid-a-number.json", around(line(9, uuid=7)), 2, 3),
        kind("uuid-of-a-million-characters.json", around(line(9, uuid="x" * 1_000_000)), 2, 3),
        kind("uuid-with-a-number-sign.json", around(line(9, uuid="good-1#2")), 2, 3),
        kind("the-same-row-a-hundred-times.json", lines(1) * 100 + lines(2), 2, 101),
        kind(
            "one-uuid-for-a-hundred-events.json",
            b"".join(line(1, published=f"2026-03-04T{n // 60:02d}:{n % 60:02d}:00Z") + b"\n" for n in range(100)),
            1,
            100,
        ),
        kind("ten-thousand-keys.json", around(line(3, **{f"key{number}": number for number in range(10_000)})), 3, 3),
        kind("keys-in-lower-case.json", json.dumps({key.lower(): record(1)[key] for key in record(1)}).encode(), 1, 1),
    ]


def _tables() -> list[HostileFile]:
    head = CSV_HEADER
    return [
        no_log("one-column.csv", b"uuid\n1\n2\n"),
        no_log("other-columns.csv", b"name,age\nann,7\n"),
        kind("header-only.csv", head, 0, 0, tags=ANY),
        kind("header-without-end.csv", head.strip(), 0, 0, tags=ANY),
        kind("short-row.csv", head + csv_row(1) + b"a,b\n" + csv_row(2), 2, 3),
        kind("long-row.csv", head + csv_row(1) + csv_row(9)[:-1] + b",x,y\n" + csv_row(2), 2, 3),
        kind("open-quote-in-the-middle.csv", head + csv_row(1) + b'"open,b,c,d,e\n' + csv_row(2) + csv_row(3), 3, 4),
        kind("open-quote-at-the-end.csv", head + csv_row(1) + csv_row(2) + b'"open,b,c,d,e', 2, 3),
        kind("open-quote-in-the-header.csv", b'"' + head + csv_row(1), 0, tags=ANY, is_log=False),
        kind("blank-lines.csv", head + b"\n" + csv_row(1) + b"\r\n\n" + csv_row(2) + b"\n", 2, 2),
        kind("carriage-returns-only.csv", (head + csv_row(1) + csv_row(2)).replace(b"\n", b"\r"), 2, 2),
        kind("mixed-ends.csv", head.replace(b"\n", b"\r\n") + csv_row(1) + csv_row(2).replace(b"\n", b"\r\n"), 2, 2),
        kind("a-line-feed-in-a-cell.csv", head + csv_row(1, "Mozilla\nfive") + csv_row(2), 2, 2),
        kind("a-nul-in-a-cell.csv", head + csv_row(1, "Moz\x00illa") + csv_row(2), 1, 2),
        kind("formulas.csv", head + csv_row(1, "=cmd|' /C calc'!A0") + csv_row(2, "@SUM(1)"), 2, 2),
        kind("semicolons.csv", (head + csv_row(1) + csv_row(2)).replace(b",", b";"), 2, 2),
        kind("the-same-column-twice.csv", b"uuid," + head + b"good-1," + csv_row(1), 1, 1),
        kind("empty-cells.csv", head + csv_row(1) + b",,,,\n" + csv_row(2), 2, 3),
        kind("html-below-the-header.csv", head + csv_row(1) + b"<html>Session expired</html>\n", 1, 2),
        kind("a-row-of-two-megabytes.csv", head + csv_row(1, "A" * (2 << 20)) + csv_row(2), 2, 2),
        kind("the-header-again-in-the-middle.csv", head + csv_row(1) + head + csv_row(2), 2, 3),
        kind(
            "splunk-with-broken-raw.csv",
            b'_time,_raw\n1,"' + line(1).replace(b'"', b'""') + b'"\n2,"{broken ""eventType"""\n',
            1,
            2,
        ),
    ]


def _archives() -> list[HostileFile]:
    good = lines(1, 2)
    packed = gzip.compress(good)
    return [
        kind(
            "names-that-climb.zip",
            zipped([("../../../../tmp/crumbline-escaped.json", lines(1)), ("..\\..\\up.json", lines(2))]),
            2,
            2,
        ),
        kind(
            "absolute-names.zip", zipped([("/tmp/crumbline-escaped.json", lines(1)), ("C:\\up.json", lines(2))]), 2, 2
        ),
        kind("a-name-twice.zip", _twice(), 2, 2),
        kind("folders.zip", zipped([("logs/", b""), ("logs/a.json", lines(1)), ("logs/b/", b"")]), 1, 1),
        kind("a-name-of-60000-characters.zip", zipped([("a" * 60_000, lines(1))]), 1, 1),
        kind("a-name-that-is-a-path-of-nothing.zip", zipped([(".", lines(1)), ("..", lines(2)), ("con", lines(3))]), 1),
        kind(
            "mac-rubbish.zip",
            zipped([("a.json", lines(1)), ("__MACOSX/._a.json", noise(100)), (".DS_Store", noise(50))]),
            1,
        ),
        kind("a-log-and-a-picture.zip", zipped([("a.json", lines(1)), ("b.png", b"\x89PNG" + noise(100))]), 1),
        kind("with-a-password.zip", encrypted_zip(), 0, 0, is_log=False),
        kind("in-a-zip.zip", zipped([("inner.zip", zipped([("a.json", lines(1))]))]), 0, tags=ANY),
        kind("five-deep.zip", _nested_zip(5), 0, tags=ANY, is_log=False),
        kind("of-200-empty-files.zip", zipped([(f"{n}.json", b"") for n in range(200)]), 0, tags=ANY, is_log=False),
        kind("empty.zip", zipped([]), 0, 0, is_log=False),
        kind("a-gz-inside.zip", zipped([("a.json.gz", packed)]), 2, 2),
        kind("text-before-it.zip", b"#!/bin/sh\n" + zipped([("a.json", lines(1))]), 0, tags=ANY, is_log=False),
        kind("members-glued.json.gz", gzip.compress(lines(1)) + gzip.compress(lines(2)), 2, 2),
        kind("garbage-after-it.json.gz", packed + b"garbage after the end", 2, 2),
        kind("zeros-after-it.json.gz", packed + bytes(1000), 2, 2),
        kind("in-gz.json.gz", gzip.compress(packed), 2, 2),
        kind("six-times.gz", _gz_times(6), 0, tags=ANY, is_log=False),
        kind("frames-glued.json.zst", b"".join(zstandard.ZstdCompressor().compress(lines(n)) for n in (1, 2)), 2, 2),
        kind("garbage-after-it.json.bz2", bz2.compress(good) + b"garbage", 2, 2),
        kind("a-lie-in-its-name.csv", packed, 2, 2),
        no_log("nothing-inside.json.gz", gzip.compress(b"")),
    ]


def _twice() -> bytes:
    data = zipped([("a.json", lines(1)), ("b.json", lines(2))])
    return data.replace(b"b.json", b"a.json")


def _nested_zip(depth: int) -> bytes:
    data = lines(1)
    for level in range(depth):
        data = zipped([(f"{level}.zip" if level else "a.json", data)])
    return data


def _gz_times(times: int) -> bytes:
    data = lines(1)
    for _ in range(times):
        data = gzip.compress(data)
    return data


def _other_files() -> list[HostileFile]:
    entry = {"request": {"cookies": [{"name": "sid", "value": "SECRET"}]}, "response": {}}
    har = {"log": {"version": "1.2", "entries": [entry]}}
    trail = {"Records": [{"eventSource": "s3.amazonaws.com", "eventName": "GetObject", "awsRegion": "eu-west-1"}]}
    return [
        no_log("empty.json", b""),
        no_log("blanks.json", b" \n\t\r\n " * 10),
        no_log("a-mark-only.json", codecs.BOM_UTF8),
        no_log("zeros.json", bytes(10_000)),
        kind("an-empty-array.json", b"[]", 0, 0, is_log=False, tags=ANY),
        no_log("an-empty-object.json", b"{}"),
        no_log("null.json", b"null"),
        kind("array-of-null.json", b"[null]", 0, tags=ANY, is_log=False),
        no_log("number.json", b"42"),
        no_log("string.json", b'"hello"'),
        kind("arrays-of-arrays.json", b"[[[[]]],[[]]]", 0, tags=ANY, is_log=False),
        no_log("sign-in-page.csv", b"<!DOCTYPE html><html><title>Sign In</title><input type=password></html>"),
        no_log("page.json", b"<html><body>502 Bad Gateway</body></html>"),
        no_log("har.json", json.dumps(har).encode()),
        no_log("cloudtrail.json", json.dumps(trail).encode()),
        no_log("entra.json", b'[{"userPrincipalName":"a","appDisplayName":"b","createdDateTime":"2026"}]'),
        no_log("api-error.json", b'{"errorCode":"E0000011","errorSummary":"Invalid token","errorLink":"E0000011"}'),
        no_log("another-ocsf.json", b'{"class_uid":3002,"metadata":{"product":{"name":"CloudTrail"}},"time":1}\n'),
        no_log("another-sentinel-table.json", b'{"TimeGenerated":"2026-03-04T10:00:00Z","Type":"SigninLogs"}\n'),
        no_log("another-ecs.json", b'{"@timestamp":"2026-03-04T10:00:00Z","aws":{},"event":{"action":"x"}}\n'),
        no_log("picture.json", b"\x89PNG\r\n\x1a\n" + noise(3000)),
        no_log("document.json", b"%PDF-1.7\n" + noise(3000)),
        no_log("program.json", b"\x7fELF\x02\x01\x01" + noise(3000)),
        no_log("database.json", b"SQLite format 3\x00" + noise(3000)),
        no_log("noise.json", noise(100_000)),
        no_log("noise.csv", noise(100_000).replace(b"\n", b",")),
        no_log("prose.csv", b"Dear all,\nplease find the log, as asked, attached.\n"),
        no_log("archive.7z", b"7z\xbc\xaf\x27\x1c" + noise(300)),
        no_log("archive.tar", b"a.json" + bytes(251) + b"ustar\x0000" + bytes(500)),
    ]


def _long_line(path: Path) -> None:
    """One line of 200 MB between two good ones."""
    piece = b"A" * (1 << 20)
    with path.open("wb") as file:
        file.write(lines(1) + b'{"uuid":"bad","eventType":"')
        for _ in range(200):
            file.write(piece)
        file.write(b'"}\n' + lines(2))


def _long_line_without_end(path: Path) -> None:
    with path.open("wb") as file:
        for _ in range(200):
            file.write(b"\0" * (1 << 20))


def _long_array_element(path: Path) -> None:
    piece = b"A" * (1 << 20)
    with path.open("wb") as file:
        file.write(b"[" + line(1) + b',{"uuid":"bad","eventType":"')
        for _ in range(100):
            file.write(piece)
        file.write(b'"},' + line(2) + b"]")


def _long_csv_line(path: Path) -> None:
    with path.open("wb") as file:
        file.write(CSV_HEADER + csv_row(1) + b'"')
        for _ in range(100):
            file.write(b"A" * (1 << 20))
        file.write(b'",a,b,c,d\n' + csv_row(2))


def _gz_bomb(path: Path) -> None:
    """Ten gigabytes of blanks in ten megabytes."""
    member = gzip.compress(b" " * (64 << 20), 9)
    with path.open("wb") as file:
        file.write(gzip.compress(lines(1)))
        for _ in range(160):
            file.write(member)


def _zip_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        with archive.open("bomb.json", "w", force_zip64=True) as file:
            for _ in range(1024):
                file.write(b"\n" * (1 << 20))
        archive.writestr("good.json", lines(1))


def _zst_bomb(path: Path) -> None:
    compressor = zstandard.ZstdCompressor(level=1).compressobj()
    with path.open("wb") as file:
        for _ in range(2048):
            file.write(compressor.compress(b"[" * (1 << 20)))
        file.write(compressor.flush())


def _many_members(path: Path) -> None:
    path.write_bytes(zipped([(f"{number}.json", b"") for number in range(5000)]))


def _many_braces(path: Path) -> None:
    """50 MB of opening brackets in one line: depth as a weapon."""
    path.write_bytes(b"[" * (50 << 20))


BIG = (
    HostileFile("a-line-of-200-mb.json", _long_line, 2, 3, is_big=True),
    HostileFile("200-mb-of-zeros.json", _long_line_without_end, 0, 0, is_log=False, is_big=True),
    HostileFile("an-element-of-100-mb.json", _long_array_element, 1, None, is_big=True),
    HostileFile("a-cell-of-100-mb.csv", _long_csv_line, 2, 3, is_big=True),
    HostileFile("bomb.json.gz", _gz_bomb, 0, None, is_log=False, is_big=True, tags=ANY),
    HostileFile("bomb.zip", _zip_bomb, 0, None, is_log=False, is_big=True, tags=ANY),
    HostileFile("bomb.json.zst", _zst_bomb, 0, None, is_log=False, is_big=True, tags=ANY),
    HostileFile("of-5000-empty-files.zip", _many_members, 0, None, is_log=False, is_big=True, tags=ANY),
    HostileFile("50-mb-of-brackets.json", _many_braces, 0, None, is_log=False, is_big=True, tags=ANY),
)

KINDS = (
    *_truncated(),
    *_encodings(),
    *_broken_lines(),
    *_broken_arrays(),
    *_fields(),
    *_tables(),
    *_archives(),
    *_other_files(),
)
