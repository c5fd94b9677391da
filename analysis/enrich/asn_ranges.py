"""The shipped address ranges: which autonomous system announces an address.

Why: an Admin Console CSV has no ASN, and a lane needs one. Why numpy and not DuckDB: a case runs
with file access off. Source: data/README.md (RouteViews, NRO, DB-IP; CC-BY-4.0).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet
from numpy.typing import NDArray

from analysis.enrich.address_text import ReadAddresses

FOLDER = Path(__file__).resolve().parents[2] / "data" / "geoip"

ATTRIBUTION = "IP to ASN data: RouteViews, NRO, DB-IP"
"""The line that the licence asks for wherever networks are shown."""


@dataclass(frozen=True)
class AsnRanges:
    """All ranges in memory, sorted by first address."""

    v4_first: NDArray[np.uint32]
    v4_last: NDArray[np.uint32]
    v4_as_number: NDArray[np.uint32]
    v6_first: NDArray[np.uint64]
    """The first 64 bits of the first address: the file cuts v6 there."""
    v6_last: NDArray[np.uint64]
    v6_as_number: NDArray[np.uint32]
    org_as_number: NDArray[np.uint32]
    org: pa.Array
    """The organisation's name, beside `org_as_number`."""

    def as_numbers(self, read: ReadAddresses) -> NDArray[np.uint32]:
        """The ASN of each address; 0 where no range holds it."""
        found = np.zeros(len(read.packed), np.uint32)
        for version, values, first, last, numbers in (
            (4, read.v4, self.v4_first, self.v4_last, self.v4_as_number),
            (6, read.v6_high, self.v6_first, self.v6_last, self.v6_as_number),
        ):
            places = np.flatnonzero(read.version == version)
            wanted = values[places]
            at = np.searchsorted(first, wanted, side="right") - 1
            inside = (at >= 0) & (wanted <= last[np.maximum(at, 0)])
            found[places[inside]] = numbers[at[inside]]
        return found

    def organisations(self, as_numbers: NDArray[np.uint32]) -> pa.Array:
        """The organisation of each ASN; null where the file has none."""
        at = np.searchsorted(self.org_as_number, as_numbers)
        at = np.minimum(at, len(self.org_as_number) - 1)
        unknown = self.org_as_number[at] != as_numbers
        return self.org.take(pa.array(at, pa.int64(), mask=unknown))


@functools.cache
def load() -> AsnRanges:
    """Read the three files once a process: about 10 MB in memory."""
    v4, v6, orgs = (_read(name) for name in ("asn_v4", "asn_v6", "asn_org"))
    return AsnRanges(
        v4_first=v4.column("s").to_numpy(),
        v4_last=v4.column("e").to_numpy(),
        v4_as_number=v4.column("asn").to_numpy(),
        v6_first=v6.column("s").to_numpy(),
        v6_last=v6.column("e").to_numpy(),
        v6_as_number=v6.column("asn").to_numpy(),
        org_as_number=orgs.column("asn").to_numpy(),
        org=orgs.column("org").chunk(0),
    )


def _read(name: str) -> pa.Table:
    # Not parquet.read_table and not Table.sort_by: both import pyarrow.dataset, which alone takes
    # over a second. The files are sorted by their first column; a test holds them to it.
    return parquet.ParquetFile(FOLDER / f"{name}.parquet").read(use_threads=False).combine_chunks()
