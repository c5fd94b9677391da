"""Reads a list of HAR uploads as somebody keeps it: CSV with columns of any of the usual names, in any order.

Shape: text in; the uploads that could be read, and a sentence for each row that could not, by its line.
Not here: entering them (`register`). Times without a zone are UTC; a date that can be read two ways is refused.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from analysis.errors import CrumblineError
from analysis.har.register import Upload, utc

MOST_ROWS = 5_000
NAMES = {
    "person": ("person", "user", "login", "email", "username", "who", "admin", "account", "uploaded by", "uploader",
               "owner", "reporter", "requester", "name"),
    "uploaded_at": ("uploaded at", "uploaded", "upload date", "upload time", "when", "sent at", "sent", "date", "time",
                    "timestamp", "created", "created at", "attached at"),
    "sent_to": ("sent to", "where", "where to", "to", "destination", "vendor", "recipient", "system", "supplier"),
    "scrubbed": ("scrubbed", "sanitised", "sanitized", "redacted", "cleaned", "clean"),
    "ticket": ("ticket", "ticket no", "ticket number", "case", "case number", "case no", "reference", "ref", "id",
               "key", "issue"),
    "note": ("note", "notes", "comment", "comments", "remark", "remarks", "description", "summary"),
}  # fmt: skip
"""Names of columns that are understood, the surest first; compared without case, marks and what stands in brackets."""
_YES = frozenset({"yes", "y", "true", "1", "x", "scrubbed", "sanitised", "sanitized", "clean", "done"})
_NO = frozenset({"no", "n", "false", "0", "not scrubbed", "raw", "none"})
_FORMS = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d", "%Y-%m-%d",
    "%d %b %Y %H:%M:%S", "%d %b %Y %H:%M", "%d %b %Y", "%d %B %Y %H:%M", "%d %B %Y", "%b %d, %Y %H:%M", "%b %d, %Y",
    "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y",
)  # fmt: skip
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")


class ListUnreadable(CrumblineError):
    """The list as a whole cannot be read."""


@dataclass(frozen=True)
class Given:
    """What a list gave."""

    uploads: tuple[Upload, ...]
    refused: tuple[str, ...]
    """A sentence a row: line and reason."""
    columns: tuple[tuple[str, str], ...]
    """What was taken from which column: (ours, theirs)."""
    left_out: tuple[str, ...]
    """Their columns that were not understood."""


def read(text: str) -> Given:
    """Read a list. Raises: ListUnreadable, where it names neither person nor time or is too long."""
    text = text.lstrip("\ufeff")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t|", key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    head: list[str] | None = None
    uploads: list[Upload] = []
    refused: list[str] = []
    places: dict[str, int] = {}
    try:
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if head is None:
                head, places = row, _places(row)
                continue
            if len(uploads) + len(refused) >= MOST_ROWS:
                raise ListUnreadable(f"The list has more than {MOST_ROWS:,} rows.", "Cut it and give it in parts.")
            found = _upload({name: row[place].strip() for name, place in places.items() if place < len(row)})
            if isinstance(found, str):
                refused.append(f"Line {reader.line_num:,}: {found}")
            else:
                uploads.append(found)
    except csv.Error as cause:
        raise ListUnreadable("The list is no CSV that can be read.", "Save it again as CSV, UTF-8.") from cause
    if head is None:
        raise ListUnreadable("The list is empty.", "Give a first line with names of columns, then a line an upload.")
    taken = set(places.values())
    left_out = tuple(name for place, name in enumerate(head) if place not in taken and name.strip())
    return Given(tuple(uploads), tuple(refused), tuple((name, head[at]) for name, at in places.items()), left_out)


def _places(head: list[str]) -> dict[str, int]:
    plain = [" ".join(re.sub(r"\(.*?\)|[^a-z0-9]+", " ", name.lower()).split()) for name in head]
    plain = [name.removesuffix(" utc") for name in plain]
    places: dict[str, int] = {}
    for ours, names in NAMES.items():
        for name in names:
            if name in plain and plain.index(name) not in places.values():
                places[ours] = plain.index(name)
                break
    missing = [words for name, words in (("person", "whose"), ("uploaded_at", "when")) if name not in places]
    if missing:
        raise ListUnreadable(
            f"No column of the list says {' or '.join(missing)}.",
            "Its first line names the columns: person, uploaded, and if you have them sent to, scrubbed, ticket, note.",
        )
    return places


def _upload(row: dict[str, str]) -> Upload | str:
    if not row.get("person"):
        return "no person."
    at = when(row.get("uploaded_at", ""))
    if isinstance(at, str):
        return at
    said = row.get("scrubbed", "").lower()
    scrubbed = "yes" if said in _YES else "no" if said in _NO else "unknown"
    return Upload(row["person"], at, row.get("sent_to", ""), scrubbed, row.get("ticket", ""), row.get("note", ""))


def when(text: str) -> datetime | str:
    """A time as people write it, UTC without a zone; a sentence where it cannot be told."""
    text = text.strip().removesuffix(" UTC").strip()
    if not text:
        return "no time."
    if found := _SLASHED.fullmatch(text):
        return _slashed([int(part or 0) for part in found.groups()])
    if re.fullmatch(r"\d{10}(\d{3})?", text):
        return datetime.fromtimestamp(int(text) / (1000 if len(text) == 13 else 1), UTC).replace(tzinfo=None)
    try:
        return utc(datetime.fromisoformat(text))
    except ValueError:
        pass
    for form in _FORMS:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - without a zone it is UTC
        except ValueError:
            continue
    return "the time cannot be read; write it as 2023-10-13 18:30, UTC."


def _slashed(parts: list[int]) -> datetime | str:
    one, two, year, hour, minute, second = parts
    if one <= 12 and two <= 12 and one != two:
        return "the date can be read two ways (day or month first); write it as 2023-10-13."
    month, day = (one, two) if two > 12 or one == two else (two, one)
    try:
        return datetime(year, month, day, hour, minute, second)
    except ValueError:
        return "there is no such date."
