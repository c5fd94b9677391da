"""Each distinct address looked up once: the user's databases, the shipped ranges, its prefix.

Why one table for all sources: a stage chooses among them and says which it took; here nothing is
chosen. Not here: what kind of network it is, and whether two sources agree.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from analysis.enrich import asn_ranges
from analysis.enrich.address_text import is_private, prefix_of, read_addresses, unpack
from analysis.enrich.databases import ANSWER_FIELDS, EMPTY_ANSWER, Database, ask

SCHEMA = pa.schema(
    [
        ("address", pa.string()),
        *((field, kind) for field, kind in ANSWER_FIELDS.items()),
        ("shipped_as_number", pa.int64()),
        ("shipped_as_org", pa.string()),
        ("prefix", pa.string()),
        ("is_private", pa.bool_()),
        ("version", pa.int8()),
        ("address_number", pa.string()),
    ]
)
"""`address_number`: 8 hexadecimal digits for v4, 32 for v6, so that texts of one length compare
like numbers: ranges in SQL need no 128-bit type."""


def look_up(addresses: Sequence[str | None], databases: Sequence[Database] = ()) -> pa.Table:
    """Look up each distinct address.

    Shape: addresses in (repeated, None and texts that are no address allowed); out one row a
    distinct text, in order of first appearance, the text as it came as the key. A text that is no
    address has nulls everywhere else, `version` included.
    Raises: DatabaseUnreadable where a record of a database is damaged; leave that database out.
    """
    texts = [text for text in dict.fromkeys(addresses) if text is not None]
    read = read_addresses(texts)
    no_address = read.version == 0
    ranges = asn_ranges.load()
    numbers = ranges.as_numbers(read)
    columns: dict[str, pa.Array] = {
        "address": pa.array(texts, pa.string()),
        "shipped_as_number": pa.array(numbers.astype(np.int64), mask=numbers == 0),
        "shipped_as_org": ranges.organisations(numbers),
        "prefix": pa.array([prefix_of(part) for part in read.packed], pa.string()),
        "is_private": pa.array(is_private(read), mask=no_address),
        "version": pa.array(read.version.astype(np.int8), mask=no_address),
        "address_number": pa.array([part.hex() or None for part in read.packed], pa.string()),
    }
    columns |= _answers(texts, [unpack(part) for part in read.packed] if databases else [], databases)
    return pa.table([columns[field.name].cast(field.type) for field in SCHEMA], schema=SCHEMA)


def _answers(texts: Sequence[str], plain: Sequence[str | None], databases: Sequence[Database]) -> dict[str, pa.Array]:
    """What the databases say, per field: the first database that knows it, in the order given."""
    if not databases:
        return {field: pa.nulls(len(texts), kind) for field, kind in ANSWER_FIELDS.items()}
    rows = [EMPTY_ANSWER if address is None else ask(address, databases) for address in plain]
    return {field: pa.array([row.get(field) for row in rows], kind) for field, kind in ANSWER_FIELDS.items()}
