"""The operator's own networks: offices, VPN gateways, proxies that are known here.

Why: only the people of an organisation know that an address is theirs; no database does. They stand in
a CSV, a TOML file, or plain lines, as people happen to keep them, and in the settings of the case; both
count, the case's own first. Not here: what a match means.
"""

from __future__ import annotations

import csv
import ipaddress
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from analysis.errors import NetworksUnreadable

SCHEMA = pa.schema(
    [
        ("line", pa.int64()),
        ("cidr", pa.string()),
        ("version", pa.int8()),
        ("prefix_length", pa.int32()),
        ("first_number", pa.string()),
        ("last_number", pa.string()),
        ("as_number", pa.int64()),
        ("name", pa.string()),
        ("kind", pa.string()),
    ]
)
"""A row has a range or an AS number, never both. `first_number` and `last_number` are hexadecimal
digits of one length a version, like `address_lookups.address_number`."""

EMPTY = SCHEMA.empty_table()
"""What the stages read where the operator gave no list."""

_EXPECTED = (
    "Write one network a line as 203.0.113.0/24,Head office,office or AS64500,VPN gateway,vpn; "
    "only the first field is needed."
)
_AS_NUMBER = re.compile(r"^AS ?(\d{1,10})$", re.IGNORECASE)
_COLUMNS = {
    "network": ("network", "cidr", "asn", "as_number", "range", "address", "prefix", "ip"),
    "name": ("name", "label", "description"),
    "kind": ("kind", "type"),
}
"""Words of a heading line that we understand."""

_MAX_BYTES = 20_000_000
"""A list of networks is small; a larger file is another one, given by mistake."""


KINDS = ("office", "vpn", "sase", "proxy", "data center", "okta")
"""Kinds that mean something to the stages or to people; others are kept as they are said."""


@dataclass(frozen=True)
class Entry:
    """One line of the list, not yet understood."""

    line: int
    """From 1; in TOML the number of the entry, since TOML keeps no lines."""
    network: str
    """A range, an address or an AS number."""
    name: str
    """May be empty: the network itself is shown then."""
    kind: str
    """office, vpn, proxy, sase, ... as the operator says; empty becomes `office`."""


def read(path: Path) -> pa.Table:
    """Read a list of networks.

    Shape: a file in; one row a network out, in the order of the file. Empty lines and lines that
    begin with # are no networks. An empty file gives no rows.
    Raises: NetworksUnreadable with the file, the line and what it should look like.
    """
    text = _text(path)
    entries = _from_toml(path, text) if path.suffix.lower() == ".toml" else from_lines(text)
    return table(entries, f"{path.name}, line {{}}: ")


def table(entries: Iterable[Entry], where: str = "Line {}: ") -> pa.Table:
    """Understand entries. Shape: one row a network, in their order; `where` begins the sentence of an error.

    Raises: NetworksUnreadable.
    """
    return pa.Table.from_pylist([_row(where, entry) for entry in entries], schema=SCHEMA)


def joined(own: pa.Table, of_file: pa.Table) -> pa.Table:
    """The networks of the case and those of the file given; of two that are equal, the case's own counts."""
    lines = pa.array(range(1, own.num_rows + of_file.num_rows + 1), pa.int64())
    both = pa.concat_tables([own, of_file])
    return both.set_column(both.column_names.index("line"), "line", lines)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise NetworksUnreadable(f"{path.name} is too large for a list of networks.", _EXPECTED)
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as cause:
        raise NetworksUnreadable(f"{path.name} is not a text in UTF-8.", _EXPECTED) from cause
    except OSError as cause:
        raise NetworksUnreadable(
            f"The list of networks {path.name} cannot be read: {cause.strerror or cause}.",
            "Give the path of a text file that you may read.",
        ) from cause


def from_lines(text: str) -> Iterator[Entry]:
    """Lines as people write them: network, name, kind; a line of headings may change the order."""
    order: dict[str, int] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        plain = line.strip()
        if not plain or plain.startswith("#"):
            continue
        delimiter = next((mark for mark in ",;\t" if mark in plain), ",")
        fields = [field.strip() for field in next(csv.reader([plain], delimiter=delimiter), [])]
        if order is None:
            order = _heading(fields)
            if order:
                continue
        place = order or {"network": 0, "name": 1, "kind": 2}
        value = {key: fields[at] if at < len(fields) else "" for key, at in place.items()}
        yield Entry(number, value["network"], value.get("name", ""), value.get("kind", ""))


def _heading(fields: list[str]) -> dict[str, int]:
    """Where each column stands, when this is a line of headings; otherwise nothing."""
    words = [field.lower() for field in fields]
    place = {
        key: words.index(known)
        for key, names in _COLUMNS.items()
        if (known := next((name for name in names if name in words), None)) is not None
    }
    return place if "network" in place else {}


def _from_toml(path: Path, text: str) -> Iterator[Entry]:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as cause:
        raise NetworksUnreadable(f"{path.name} is not TOML: {cause}.", _TOML_EXPECTED) from cause
    entries: Any = document.get("networks", document.get("network"))
    if not isinstance(entries, list):
        raise NetworksUnreadable(f"{path.name} has no list of tables named networks.", _TOML_EXPECTED)
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict):
            raise NetworksUnreadable(f"{path.name}, entry {number}: not a table.", _TOML_EXPECTED)
        network = next((entry[key] for key in _COLUMNS["network"] if key in entry), "")
        if isinstance(network, int) and not isinstance(network, bool):
            network = f"AS{network}"
        yield Entry(number, str(network), str(entry.get("name", "")), str(entry.get("kind", "")))


_TOML_EXPECTED = 'Write each network as [[networks]] with cidr = "203.0.113.0/24", name and kind.'


def _row(where: str, entry: Entry) -> dict[str, object]:
    named = {"line": entry.line, "name": entry.name or entry.network, "kind": entry.kind.lower() or "office"}
    as_number = _AS_NUMBER.match(entry.network)
    if as_number and 0 < int(as_number[1]) < 2**32:
        return named | {"as_number": int(as_number[1])}
    try:
        # An address with its length is a network, whatever stands behind the length.
        network = ipaddress.ip_network(entry.network.strip(), strict=False)
    except ValueError as cause:
        raise NetworksUnreadable(
            f"{where.format(entry.line)}{entry.network[:80]!r} is neither a network nor an AS number.",
            _EXPECTED,
        ) from cause
    if isinstance(network, ipaddress.IPv6Network) and network.network_address.ipv4_mapped and network.prefixlen >= 96:
        network = ipaddress.ip_network(f"{network.network_address.ipv4_mapped}/{network.prefixlen - 96}", strict=False)
    return named | {
        "cidr": str(network),
        "version": network.version,
        "prefix_length": network.prefixlen,
        "first_number": network.network_address.packed.hex(),
        "last_number": network.broadcast_address.packed.hex(),
    }
