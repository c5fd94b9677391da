"""The CSV that the Admin Console gives (Reports > System Log > Download CSV).

Columns are known by name, never by place: Okta has added some, people delete and move them. Names come in
snake_case with dots (`actor.alternate_id`); camelCase, underscores for dots and other capitals are read
too. What it is not: other CSV of Okta records (Splunk's, Sentinel's), which hold JSON in cells.

Why: the export has four targets at most and no security context, token hash, behaviours, risk, root session
or device; `MISSING` says so, and what needs them is not available instead of clean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from analysis.ingest.csv_rows import Reader, header_and_windows, header_of, texts
from analysis.ingest.reader import Refuse, Store
from analysis.ingest.structure import LOG_EVENT

NAME = "admin_csv"
COLUMNS = True
MISSING: tuple[str, ...] = (
    "client_id",
    "client_geographical_context_state",
    "authentication_context_root_session_id",
    "authentication_context_interface",
    "authentication_context_device_session_id",
    "security_context_as_number",
    "security_context_as_org",
    "security_context_isp",
    "security_context_domain",
    "security_context_is_proxy",
    "security_context_ip_details",
    "security_context_risk",
    "security_context_user_behaviors",
    "transaction_detail",
    "device_id",
    "device_name",
    "device_os_platform",
    "device_managed",
    "device_registered",
    "debug_data_dt_hash",
    "debug_data_device_fingerprint",
    "debug_data_behaviors",
    "debug_data_risk",
    "debug_data_log_only_security_data",
    "debug_data_threat_suspected",
    "debug_data_url",
    "debug_data_request_id",
    "debug_data_origin",
    "debug_data_tunnels",
    "debug_data_proxy_type",
    "debug_data_grant_type",
    "debug_data_factor",
    "debug_data_privilege_granted",
    "debug_data_privilege_revoked",
    "debug_data_ended_session_id",
    "debug_data_trace_id",
    "debug_data_initiation_type",
    "debug_data_client_auth_type",
    "debug_data_requested_scopes",
)

NEEDED = frozenset({"event_type", "uuid", "published"})
TARGETS = 4
TARGET_KEYS = (("id", "id"), ("type", "type"), ("alternate_id", "alternateId"), ("display_name", "displayName"))

CHAIN = "request_ip_chain_"
CHAIN_PLACE = CHAIN + "geographical_context_"
# Okta's own export writes the state below `geolocation`, where JSON has only the two coordinates.
CHAIN_STATES = (CHAIN_PLACE + "geolocation_state", CHAIN_PLACE + "state")

CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# What cannot stand in a JSON string as it is.
TO_ESCAPE = r'["\\\x00-\x1f]'
CONTROL = r"[\x00-\x1f]"
ESCAPES = {8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r"}
UNKNOWN = texts([None])[0]
NUMBER = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"


def recognise(opening: str) -> bool:
    """Whether the first line names an event type, an id and a time."""
    header = header_of(opening)
    return header is not None and NEEDED.issubset(_column(name) for name in header.names)


def read(windows: Iterator[bytes], store: Store, refuse: Refuse) -> Iterator[pa.RecordBatch]:
    """The rows under the names of raw_events.

    Shape: one batch a window; `target` and `request_ip_chain` are JSON arrays as text, in Okta's order of
    keys; empty cells are null.
    """
    header, windows = header_and_windows(windows)
    if header is None:
        store.append(b"".join(windows))
        return
    places: dict[str, int] = {}
    for place, name in enumerate(header.names):
        places.setdefault(_column(name), place)
    wanted = [name for name in places if name in _RAW_EVENTS or name in _PARTS]
    reader = Reader(header, [places[name] for name in wanted], store, refuse)
    plain = [name for name in wanted if name in _RAW_EVENTS]
    for rows in reader.rows(windows):
        cells = dict(zip(wanted, rows.cells, strict=True))
        columns = {name: cells[name] for name in plain}
        size = len(rows.lines)
        if any(name in _TARGET_PARTS for name in cells):
            columns["target"] = _targets(cells, size)
        if any(name in _CHAIN_PARTS for name in cells):
            columns["request_ip_chain"] = _chain(cells, size)
        yield pa.RecordBatch.from_arrays(
            [*rows.places(), *columns.values()], names=["line", "frame", "pos", "length", *columns]
        )


def _column(name: str) -> str:
    """A header's name as raw_events has it: `debug_context.debug_data.request_uri` is debug_data_request_uri."""
    snake = CAPITAL.sub("_", name.strip()).lower().replace(".", "_").replace(" ", "_")
    snake = snake.removeprefix("debug_context_") if snake.startswith("debug_context_debug_data_") else snake
    return "published" if snake == "timestamp" else snake


def _names(structure: dict[str, Any], above: str = "") -> Iterator[str]:
    for key, inner in structure.items():
        if isinstance(inner, dict):
            yield from _names(inner, f"{above}{key}.")
        else:
            yield _column(above + key)


_RAW_EVENTS = frozenset(_names(LOG_EVENT))
_TARGET_PARTS = frozenset(f"target{number}_{name}" for number in range(TARGETS) for name, _ in TARGET_KEYS)
_CHAIN_PARTS = frozenset(
    {CHAIN + "ip", CHAIN + "version", CHAIN + "source", CHAIN_PLACE + "postal_code", CHAIN_PLACE + "city"}
    | {CHAIN_PLACE + "country", CHAIN_PLACE + "geolocation_lat", CHAIN_PLACE + "geolocation_lon", *CHAIN_STATES}
)
_PARTS = _TARGET_PARTS | _CHAIN_PARTS


def _targets(cells: dict[str, pa.Array], size: int) -> pa.Array:
    """The targets of each row as one JSON array; null where a row has none."""
    objects = []
    for number in range(TARGETS):
        parts = [(key, cells.get(f"target{number}_{name}")) for name, key in TARGET_KEYS]
        known = [(key, None if part is None or part.null_count == size else part) for key, part in parts]
        if any(part is not None for _, part in known):
            objects.append(_objects([(key, _quoted(part)) for key, part in known], [part for _, part in known]))
    if not objects:
        return pa.nulls(size, pa.string())
    # Deliberately no null_handling="skip", because Arrow 26 then loses the rows in which all are null.
    commaed = [pc.if_else(pc.is_valid(part), _joined(",", part), _text("")) for part in objects]
    return _bracketed(pc.utf8_ltrim(_joined(*commaed), characters=","))


def _chain(cells: dict[str, pa.Array], size: int) -> pa.Array:
    """The one hop that the export has of the chain, as a JSON array; null where there is none."""
    state = next((cells[name] for name in CHAIN_STATES if name in cells), None)
    lat, lon = (cells.get(CHAIN_PLACE + f"geolocation_{name}") for name in ("lat", "lon"))
    city, country, postal_code = (cells.get(CHAIN_PLACE + name) for name in ("city", "country", "postal_code"))
    ip, version, source = (cells.get(CHAIN + name) for name in ("ip", "version", "source"))
    point = _objects([("lat", _number(lat)), ("lon", _number(lon))], [lat, lon])
    place = _objects(
        [
            ("city", _quoted(city)),
            ("state", _quoted(state)),
            ("country", _quoted(country)),
            ("postalCode", _quoted(postal_code)),
            ("geolocation", point),
        ],
        [city, state, country, postal_code, lat, lon],
    )
    hop = _objects(
        [
            ("ip", _quoted(ip)),
            ("geographicalContext", place),
            ("version", _quoted(version)),
            ("source", _quoted(source)),
        ],
        [ip, version, source, city, state, country, postal_code, lat, lon],
    )
    return pa.nulls(size, pa.string()) if hop is None else _bracketed(hop)


def _objects(values: list[tuple[str, pa.Array | None]], parts: list[pa.Array | None]) -> pa.Array | None:
    """JSON objects of values that are JSON already; null in the rows where every one of `parts` is null."""
    known = [part for part in parts if part is not None]
    if not known:
        return None
    pieces: list[Any] = []
    text = "{"
    for index, (key, value) in enumerate(values):
        text += f'{"," if index else ""}"{key}":'
        if value is None:
            text += "null"
        else:
            pieces += [text, value]
            text = ""
    joined = _joined(*pieces, text + "}", null_handling="replace", null_replacement="null")
    if any(part.null_count == 0 for part in known):
        return joined
    is_known = pc.is_valid(known[0])
    for part in known[1:]:
        is_known = pc.or_(is_known, pc.is_valid(part))
    return pc.if_else(is_known, joined, UNKNOWN)


def _bracketed(objects: pa.Array) -> pa.Array:
    # Empty text is a row without any target.
    objects = pc.if_else(pc.equal(objects, _text("")), UNKNOWN, objects)
    return _joined("[", objects, "]")


def _quoted(values: pa.Array | None) -> pa.Array | None:
    """Text as JSON strings; nulls stay null."""
    if values is None:
        return None
    if pc.any(pc.match_substring_regex(values, TO_ESCAPE)).as_py():
        values = pc.replace_substring(pc.replace_substring(values, "\\", "\\\\"), '"', '\\"')
        if pc.any(pc.match_substring_regex(values, CONTROL)).as_py():
            for code in range(ord(" ")):
                values = pc.replace_substring(values, chr(code), ESCAPES.get(code, f"\\u{code:04x}"))
    return _joined('"', values, '"')


def _joined(*parts: Any, **options: Any) -> pa.Array:
    return pc.binary_join_element_wise(
        *(_text(part) if isinstance(part, str) else part for part in parts), _text(""), **options
    )


@cache
def _text(text: str) -> pa.Scalar:
    """A string for Arrow; a plain one would be turned into Arrow's by way of pandas, at 0.8 s."""
    return texts([text])[0]


def _number(values: pa.Array | None) -> pa.Array | None:
    """Numbers as they are written; what is no number as a JSON string."""
    if values is None:
        return None
    return pc.if_else(pc.match_substring_regex(values, NUMBER), values, _quoted(values))
