"""Which addresses are proxies that the operator declared: only behind these does a chain of addresses count.

Why: the chain of a request is text that a client may write; what a proxy of one's own has added to it is
known. Not here: which hop of a chain is the client (the stage `proxied_events`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from analysis.enrich import addresses
from analysis.enrich.databases import Database

SCHEMA = pa.schema([("address", pa.string())])
EMPTY = SCHEMA.empty_table()
"""What the stages read where the operator declared no proxy."""


def names_any(networks: pa.Table) -> bool:
    """Whether the operator's list names a proxy at all; without one no address need be looked at."""
    return "proxy" in networks.column("kind").to_pylist()


def among(
    texts: Mapping[str, int | None] | Sequence[str], networks: pa.Table, databases: Sequence[Database] = ()
) -> pa.Table:
    """The addresses that lie in a network of the operator's list with the kind `proxy`.

    Shape: addresses in, as a mapping with the AS number that the log gives each (None where it gives none);
    one row an address out. Of networks inside one another the smallest counts, an AS number last.
    Raises: DatabaseUnreadable.
    """
    given = texts if isinstance(texts, Mapping) else dict.fromkeys(texts)
    kinds: dict[tuple[int, int, int], str] = {}
    systems: dict[int, str] = {}
    for entry in sorted(networks.to_pylist(), key=lambda entry: entry["line"]):
        if entry["as_number"] is not None:
            systems.setdefault(entry["as_number"], entry["kind"])
        else:
            kinds.setdefault(_key(entry["version"], entry["prefix_length"], entry["first_number"]), entry["kind"])
    lengths = sorted({(length, version) for version, length, _ in kinds}, reverse=True)
    found = []
    for row in addresses.look_up(list(given), databases).to_pylist():
        version, number = row["version"], row["address_number"]
        if version is None:
            continue
        keys = (_key(version, length, number) for length, of_version in lengths if of_version == version)
        kind = next((kinds[key] for key in keys if key in kinds), None)
        as_number = given[row["address"]] or row["mmdb_as_number"] or row["shipped_as_number"]
        if (kind or systems.get(as_number)) == "proxy":
            found.append(row["address"])
    return pa.table([pa.array(found, pa.string())], schema=SCHEMA)


def _key(version: int, prefix_length: int, number: str) -> tuple[int, int, int]:
    """A network of some length, from any address in it (hexadecimal digits)."""
    return version, prefix_length, int(number, 16) >> ((32 if version == 4 else 128) - prefix_length)
