"""A user's own databases in MaxMind's format: opened, recognised, asked.

Why so many errors are expected: geoip2 opens a damaged or re-packed file as readily as a sound one,
and its models fail on the records in ways of Python's own. Not here: what becomes of a record
(`database_records`), the shipped ranges (`asn_ranges`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import maxminddb
import pyarrow as pa
from geoip2.database import Reader
from geoip2.errors import AddressNotFoundError

from analysis.enrich.database_records import READERS, Answer, Columns, LookUp
from analysis.errors import DatabaseUnreadable

ANSWER_FIELDS: dict[str, pa.DataType] = {
    "mmdb_as_number": pa.int64(),
    "mmdb_as_org": pa.string(),
    "mmdb_city": pa.string(),
    "mmdb_country": pa.string(),
    "mmdb_latitude": pa.float64(),
    "mmdb_longitude": pa.float64(),
    "mmdb_radius_km": pa.float64(),
    "mmdb_is_vpn": pa.bool_(),
    "mmdb_is_hosting": pa.bool_(),
    "mmdb_is_tor": pa.bool_(),
    "mmdb_is_proxy": pa.bool_(),
    "mmdb_is_residential_proxy": pa.bool_(),
    "mmdb_connection_type": pa.string(),
}
"""Columns of `address_lookups` that a user's databases fill, with their types."""

EMPTY_ANSWER: Mapping[str, Any] = {}

_PROBED = tuple((first, second) for first in range(1, 224) for second in range(0, 256, 16))
"""First two numbers of the v4 addresses that are asked for when a database is opened. Why: enough
to tell a damaged or re-packed file before the work begins, and over in a moment."""

_MANY = 20
"""So many records in which no field is known are no accident, but another shape."""

_TYPES: dict[pa.DataType, set[type]] = {
    pa.int64(): {int},
    pa.float64(): {int, float},
    pa.string(): {str},
    pa.bool_(): {bool},
}
_ALLOWED = {field: _TYPES[kind] | {type(None)} for field, kind in ANSWER_FIELDS.items()}
"""What may stand in a column. geoip2's models take whatever a record holds, a number for a name too."""


@dataclass(frozen=True)
class Database:
    """One open database."""

    path: Path
    kind: str
    """city, country, asn, anonymous, connection or enterprise (city and asn in one)."""
    type: str
    """As the file calls itself, such as `GeoLite2-City`."""
    built_at: datetime.date
    """When the file was made. City files age: see the coverage statement on old ones."""
    ip_version: int
    """4: the file knows no v6 address at all; 6: both."""
    reader: Reader
    look_up: LookUp
    """The reader's method for this type; geoip2 refuses the others."""
    columns: Columns
    """Turns what `look_up` gives into columns of `address_lookups`."""

    def ask(self, address: str) -> Answer:
        """What the file knows of an address; nothing for v6 where the file is v4 only.

        Raises: DatabaseUnreadable where the record is damaged or of another shape. Deliberately no
        answer without it, because findings must not rest on a file that was read in part.
        """
        if self.ip_version == 4 and ":" in address:
            return {}
        try:
            answer = self.columns(self.look_up(self.reader, address))
            for field, value in answer.items():
                if type(value) not in _ALLOWED[field]:
                    raise TypeError(f"{field} is of the type {type(value).__name__}")
            return answer
        except AddressNotFoundError:
            return {}
        except (maxminddb.InvalidDatabaseError, UnicodeDecodeError, OSError) as cause:
            raise _damaged(self.path, f"its record of {address}") from cause
        except (TypeError, ValueError, AttributeError, KeyError) as cause:
            raise _repacked(self.path, self.type) from cause

    def close(self) -> None:
        """Let go of the file; asking afterwards is a bug."""
        self.reader.close()


def open_databases(paths: Iterable[Path]) -> list[Database]:
    """Open databases in the order given: where two know a field, the first counts.

    Raises: DatabaseUnreadable for the first that is missing, damaged, re-packed in a shape of its
    own, or of a kind that has no use here.
    """
    opened: list[Database] = []
    try:
        for path in paths:
            opened.append(open_database(Path(path)))
    except DatabaseUnreadable:
        for database in opened:
            database.close()
        raise
    return opened


def open_database(path: Path) -> Database:
    """Open one database and read its first records. Raises: DatabaseUnreadable."""
    if not path.is_file():
        raise DatabaseUnreadable(
            f"There is no file {path.name} to read as a database.",
            "Give the path of a file that ends in .mmdb, unpacked from its archive.",
        )
    try:
        reader = Reader(path)
        about = reader.metadata()
        type_ = str(about.database_type)
        built = datetime.datetime.fromtimestamp(about.build_epoch, datetime.UTC).date()
        ip_version = int(about.ip_version)
    except (maxminddb.InvalidDatabaseError, UnicodeDecodeError, OSError, ValueError, TypeError, OverflowError) as cause:
        raise DatabaseUnreadable(
            f"{path.name} is not a readable MaxMind database: {_looks_like(path)}",
            "Leave it out; or unpack or download it again, and give the file that ends in .mmdb.",
        ) from cause
    known = next((known for part, known in READERS.items() if part in type_), None)
    if known is None:
        reader.close()
        raise DatabaseUnreadable(
            f"{path.name} is a database of the type {type_[:60]!r}, which has no use here.",
            "Leave it out, or give a City, Country, ASN, ISP, Anonymous-IP, Connection-Type or Enterprise database.",
        )
    kind, look_up, columns = known
    database = Database(path, kind, type_, built, ip_version, reader, look_up, columns)
    try:
        _probe(database)
    except DatabaseUnreadable:
        reader.close()
        raise
    return database


def ask(address: str, databases: Sequence[Database]) -> Answer:
    """What all databases say of one address, the first that knows a field counting."""
    answer: Answer = {}
    for database in databases:
        for field, value in database.ask(address).items():
            if answer.get(field) is None:
                answer[field] = value
    return answer


def _probe(database: Database) -> None:
    """Ask for addresses all over the internet: damage or another shape is said at once.

    Deliberately not by going through the file: the reader's own iteration ends the whole process
    on some damaged files, where asking for one address only raises.
    """
    answers = [database.ask(f"{first}.{second}.0.1") for first, second in _PROBED]
    answered = [answer for answer in answers if answer]
    is_silent = not any(value is not None for answer in answered for value in answer.values())
    # An Anonymous-IP file may have nothing to say of an address that it lists; the others always do.
    if database.kind != "anonymous" and len(answered) >= _MANY and is_silent:
        raise _repacked(database.path, database.type)


def _damaged(path: Path, where: str) -> DatabaseUnreadable:
    return DatabaseUnreadable(
        f"{path.name} is damaged: {where} cannot be read.",
        "Leave the database out, or download it again; the shipped ranges work without it.",
    )


def _repacked(path: Path, type_: str) -> DatabaseUnreadable:
    return DatabaseUnreadable(
        f"{path.name} calls itself {type_[:60]!r}, but its records have another shape (a re-packed file).",
        "Leave the database out, or take it as its maker publishes it: GeoLite2, GeoIP2 or DB-IP Lite.",
    )


def _looks_like(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(4)
    if not start:
        return "the file is empty."
    if start.startswith((b"\x1f\x8b", b"PK")):
        return "it is still packed in an archive."
    return "it is damaged, cut short, or another kind of file."
