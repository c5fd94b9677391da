"""One file given to a case, as the table `evidence` has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Evidence:
    """A file, or one member of an archive, with what was read of it."""

    evidence_id: int
    """Number within the case, from 1, in the order in which files were added."""
    name: str
    """File name as given, or the member's name inside its archive; shown, never used as a path."""
    container: str | None
    """File name of the archive; None for a file that came by itself."""
    container_sha256: str | None
    """SHA-256 of the archive, lower-case hex; its bytes are kept under this name."""
    sha256: str | None
    """SHA-256 of the bytes as they came (of the member, for an archive); None where reading failed."""
    bytes: int
    """Length of those bytes."""
    format: str | None
    """Name of the format; None where the file is no Okta log or could not be read."""
    error: str | None
    """Sentence for a file that gave no rows because it is none of ours or is damaged; else None."""
    encoding: str | None
    """`utf-8`, `utf-8-sig`, `utf-16-le`, `utf-16-be`; None where there was nothing to decode."""
    compression: str | None
    """`gz`, `zst`, `bz2`, `zip`, joined by `+` from the outside in; None for a plain file."""
    rows: int
    """Rows of the file: always read + duplicate + refused."""
    read: int
    """Rows that stand as events."""
    refused: int
    """Rows in refused_rows."""
    duplicate: int
    """Rows that said again what another row of the case said; changes when other files are added."""
    first_at: datetime | None
    """Time of the earliest event of the file, UTC; None without events."""
    last_at: datetime | None
    """Time of the latest event of the file, UTC; None without events."""
    added_at: datetime
    """When the file was added, UTC."""
    note: str | None
    """What a person should know though rows were read: cut in the middle, already in the case."""
    kept_as: str | None
    """`frames`: the record frames decompress to the exact bytes; `file`: they lie in evidence/;
    None: nothing is kept, because the file is no Okta log and may hold secrets."""
    records_file: str | None
    """Name of the frames below records/; None where no row has an address."""
    missing_columns: tuple[str, ...]
    """Columns of raw_events that this format cannot carry; empty for Okta's own JSON."""
