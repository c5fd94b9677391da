"""What a file that is no Okta System Log looks like, in one sentence, and what to export instead.

Not here: deciding whether it is one; that is `recognise`. The answer may be shown and logged, so it holds no
more of the file than a few short names of keys or columns, and those only where they are plain words.
"""

from __future__ import annotations

import re
import struct

import orjson

from analysis.ingest.csv_rows import header_of

EXPORT = (
    "Export the System Log instead: in the Admin Console, Reports > System Log, choose the days, Download CSV; "
    "or, better, as JSON from the API: GET /api/v1/logs?since=...&until=...&limit=1000, following each `next` "
    "link in the answer's Link headers until a page is empty."
)

LONGEST_NAMES = 60
"""Characters of the file's own words that a sentence may hold."""
PLAIN_NAME = re.compile(r"[A-Za-z@_$][A-Za-z0-9 _.@$/-]{0,23}")

YAML_LINES = re.compile(r"\w+:[ \t]*[\w./-]*\r?\n(?:\w+:|[ \t]*- )")

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "an image (PNG)"),
    (b"\xff\xd8\xff", "an image (JPEG)"),
    (b"GIF8", "an image (GIF)"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd4\xc3\xb2\xa1", "a network capture (pcap)"),
    (b"\xa1\xb2\xc3\xd4", "a network capture (pcap)"),
    (b"\x0a\x0d\x0d\x0a", "a network capture (pcapng)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive, which cannot be opened here; unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive, which cannot be opened here; unpack it first"),
    (b"\xfd7zXZ\x00", "a file compressed with xz, which cannot be opened here; unpack it first"),
    (b"\x1f\x8b", "a gzip file that is damaged or holds no log"),
    (b"BZh", "a bzip2 file that is damaged or holds no log"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file that is damaged or holds no log"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a Linux program"),
    (b"\xcf\xfa\xed\xfe", "a macOS program"),
    (b"\xca\xfe\xba\xbe", "a macOS or Java program"),
    (b"PAR1", "a Parquet file; export it again as JSON lines"),
    (b"ElfFile\x00", "a Windows event log"),
    (b"\xd0\xcf\x11\xe0", "an old Office document; save it as CSV if it holds the log"),
)

# Keys that give a product away; all of a row must stand in the opening.
JSON_PRODUCTS: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ('"log"', '"entries"', '"request"', '"response"'),
        "a HAR file (a browser's recording, which may hold "
        "session cookies: give it to the HAR screen, and share it with nobody)",
    ),
    (('"startedDateTime"', '"request"'), "a part of a HAR file (a browser's recording; share it with nobody)"),
    (('"eventSource"', '"eventName"', '"awsRegion"'), "an AWS CloudTrail log"),
    (('"userPrincipalName"', '"appDisplayName"'), "a Microsoft Entra sign-in log"),
    (('"activityDisplayName"', '"initiatedBy"'), "a Microsoft Entra audit log"),
    (('"CreationTime"', '"Workload"', '"Operation"'), "a Microsoft 365 audit log"),
    (('"admin#reports#activit',), "a Google Workspace audit log"),
    (('"protoPayload"', '"logName"'), "a Google Cloud audit log"),
    (('"class_uid"', '"metadata"'), "OCSF records of another product than Okta"),
    (('"errorCode"', '"errorSummary"', '"errorLink"'), "an error answer of the Okta API, not its log"),
    (('"profile"', '"credentials"', '"lastLogin"'), "a list of Okta users, not the log of what they did"),
    (('"TimeGenerated"', '"Type"'), "another table of Microsoft Sentinel; export Okta_CL or OktaV2_CL"),
    (('"@timestamp"',), "Elasticsearch documents of another source than Okta"),
)


def describe(opening: bytes) -> str:
    """Say what a file looks like, from its first bytes, and what to export instead.

    Shape: the beginning of the file as it came (the first 512 bytes are enough for most kinds, a megabyte
    for JSON); the answer is two sentences, the second always the same.
    """
    return f"This looks like {_kind(opening)}. {EXPORT}"


def _kind(opening: bytes) -> str:
    if not opening:
        return "an empty file"
    if not opening.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        return "a file of blanks only"
    for magic, name in MAGIC:
        if opening.startswith(magic):
            return name
    if opening.startswith(b"PK"):
        return _zip(opening)
    if opening[257:262] == b"ustar":
        return "a tar archive, which cannot be opened here; unpack it and give the files, or zip them"
    text = _text(opening)
    if text is None:
        return "a binary file"
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("<"):
        return _markup(start)
    if start.startswith(("{", "[", '"')) or start[:4] in ("null", "true"):
        return _json(start)
    return _lines(start)


def _zip(opening: bytes) -> str:
    if b"word/" in opening or b"xl/" in opening or b"ppt/" in opening or b"[Content_Types].xml" in opening:
        return "an Office document; open it and save the sheet as CSV if it holds the log"
    is_locked = len(opening) >= 8 and bool(struct.unpack_from("<H", opening, 6)[0] & 1)
    if is_locked and opening.startswith(b"PK\x03\x04"):
        return "a zip archive with a password; unpack it first"
    if opening.startswith(b"PK\x05\x06"):
        return "an empty zip archive"
    return "a zip archive that is damaged or holds no log"


def _text(opening: bytes) -> str | None:
    """The opening as text, or None where it is none."""
    if opening[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return opening[: len(opening) & ~1].decode("utf-16", "replace")
    control = sum(opening[:4096].count(code) for code in (*range(7), *range(14, 27)))
    if control * 50 > len(opening[:4096]):
        return None
    return opening.decode("utf-8", "replace")


def _markup(start: str) -> str:
    lowered = start[:20000].lower()
    if "<html" not in lowered and "<!doctype html" not in lowered:
        return "an XML document"
    if any(word in lowered for word in ("password", "sign in", "sign-in", "log in", "login", "signin")):
        return "a web page with a sign-in form: the session that fetched the export had ended"
    return "a web page (HTML)"


def _json(start: str) -> str:
    for keys, name in JSON_PRODUCTS:
        if all(key in start for key in keys):
            return name
    if start.split(None, 1)[0] in ("[]", "{}", "null") or start.strip() in ("[]", "{}"):
        return "JSON without any record"
    names = _plain(_keys(start))
    return f"JSON of another kind{f', with the keys {names}' if names else ''}"


def _keys(start: str) -> list[str]:
    """The keys of the first object: exactly where the JSON is whole, as they stand in the text where it is cut."""
    first_line = start.split("\n", 1)[0].strip()
    try:
        value = orjson.loads(first_line if first_line.endswith("}") else start)
    except orjson.JSONDecodeError:
        return re.findall(r'"([^"\\]{1,40})"\s*:', start[:20000])
    while isinstance(value, list):
        value = value[0] if value else {}
    return list(value) if isinstance(value, dict) else []


def _lines(start: str) -> str:
    if start.startswith("---") or YAML_LINES.match(start):
        return "a YAML file; only JSON and CSV can be read here"
    header = header_of(start)
    if header is None or not header.names[1:]:
        return "plain text"
    names = _plain(list(header.names))
    # A sentence has commas as well: a table has names, and more than one line of them.
    if not names or "\n" not in start.replace("\r", "\n").strip():
        return "plain text"
    return f"a table (CSV) of another kind, with the columns {names}"


def _plain(names: list[str]) -> str:
    """The first names that are plain words, up to LONGEST_NAMES characters."""
    shown: list[str] = []
    for name in dict.fromkeys(names):
        if not PLAIN_NAME.fullmatch(name):
            continue
        if len(", ".join([*shown, name])) > LONGEST_NAMES:
            break
        shown.append(name)
    return ", ".join(shown)
