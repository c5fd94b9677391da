"""What the evidence of a case adds up to, what it lacks, and what to fetch before it is gone, in words.

Pure functions of rows and a clock. Not here: reading files (analysis/ingest), the statements of
coverage (made by the pipeline and kept in the case), drawing (pages/evidence.py).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

RETENTION_DAYS = 90
"""How long Okta keeps System Log events, in the API and in the Admin Console alike."""

_STATE = Path(__file__).resolve().parent.parent / "data" / "reference" / "state_to_record.toml"
_WORDS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")

File = Mapping[str, Any]
"""One row of the table `evidence`."""


@dataclass(frozen=True)
class Retention:
    """How long Okta still has what the case has."""

    oldest_at: datetime
    """The earliest event of the case, UTC."""
    deleted_at: datetime
    """When Okta deletes that event."""
    has_oldest: bool
    """Okta has the oldest event still."""
    has_any: bool
    """Okta has the newest event still."""
    title: str
    sentence: str


@dataclass(frozen=True)
class State:
    """One thing to record from the organisation as it is now."""

    what: str
    why: str
    paths: tuple[str, ...]
    """Paths of GET requests below the organisation's address."""


def headline(files: Sequence[File]) -> str:
    """The screen's title as a finding: `One file, 3,214 events, nothing refused`."""
    if not files:
        return "No evidence yet"
    events = sum(file["read"] for file in files)
    refused = sum(file["refused"] for file in files)
    failed = sum(1 for file in files if file["error"])
    said = [counted(len(files), "file"), f"{events:,} {'event' if events == 1 else 'events'}"]
    if failed:
        said.append(f"{counted(failed, 'file').lower()} not read")
    if refused:
        said.append(f"{refused:,} {'row' if refused == 1 else 'rows'} refused")
    if not failed and not refused:
        said.append("nothing refused")
    return ", ".join(said)


def sum_in_words(rows: int, read: int, duplicate: int, refused: int) -> str:
    """How the rows of a file, or of all files, add up."""
    if rows == 0:
        return "No rows were found."
    if rows != read + duplicate + refused:
        return (
            f"{rows:,} rows, but {read:,} read, {duplicate:,} said twice and {refused:,} refused make"
            f" {read + duplicate + refused:,}. This is a defect of the program: keep the file."
        )
    if read == rows:
        return "1 row, which is read as an event." if rows == 1 else f"{rows:,} rows, all of them read as events."
    return f"{_rows(rows)} = {read:,} read as events + {duplicate:,} said before by another row + {refused:,} refused."


def span(files: Sequence[File]) -> str:
    """From the first to the last event: `9 to 16 October 2023, UTC`; empty without events."""
    first = min((file["first_at"] for file in files if file["first_at"]), default=None)
    last = max((file["last_at"] for file in files if file["last_at"]), default=None)
    if first is None or last is None:
        return ""
    if first.date() == last.date():
        return f"{day(first)}, UTC"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}, UTC"
    if first.year == last.year:
        return f"{first.day} {first:%B} to {day(last)}, UTC"
    return f"{day(first)} to {day(last)}, UTC"


def retention(files: Sequence[File], now: datetime) -> Retention | None:
    """When Okta deletes the oldest event of the case, or deleted it; None without events. `now` is UTC."""
    oldest = min((file["first_at"] for file in files if file["first_at"]), default=None)
    newest = max((file["last_at"] for file in files if file["last_at"]), default=None)
    if oldest is None or newest is None:
        return None
    oldest, newest, now = _naive(oldest), _naive(newest), _naive(now)
    kept = timedelta(days=RETENTION_DAYS)
    gone_at, last_gone_at = oldest + kept, newest + kept
    has_oldest, has_any = now < gone_at, now < last_gone_at
    if has_oldest:
        title = f"Okta deletes the oldest event here on {day(gone_at)}"
        sentence = (
            f"It is of {day(oldest)}, and Okta keeps events for {RETENTION_DAYS} days:"
            f" {_days((gone_at - now).days)} left. Fetch everything now; what this case lacks goes the same way."
        )
    elif has_any:
        title = f"Okta deleted the oldest event here on {day(gone_at)}"
        sentence = (
            f"Of what this case covers, Okta still has the events since {day(now - kept)}; each day one day more"
            f" goes, the last on {day(last_gone_at)}. Fetch them now."
        )
    else:
        title = "Okta no longer has any event of this case"
        sentence = (
            f"Okta keeps events for {RETENTION_DAYS} days: the oldest one here was deleted on {day(gone_at)},"
            f" the newest on {day(last_gone_at)}. Keep these files; what they lack is only in log streams"
            " or a SIEM. What was made then may be in use now, so fetch what Okta still has."
        )
    return Retention(oldest, gone_at, has_oldest, has_any, title, sentence)


def pull(now: datetime) -> str:
    """A shell script that fetches every event Okta still has, page by page, without a filter.

    Why: a filter, a search or the view of the Admin Console hides the rows that matter, and its CSV lacks the
    network, the device token and the risk. A bounded query ends: its last page names no `next`.
    Source: developer.okta.com, System Log API (since, until, sortOrder, limit; the Link header; 429).
    """
    now = _naive(now).replace(microsecond=0)
    since = (now - timedelta(days=RETENTION_DAYS)).isoformat() + "Z"
    until = now.isoformat() + "Z"
    return f"""\
# OKTA_TOKEN: an API token of a read-only administrator; YOUR-ORG: your organisation
page=0
url='https://YOUR-ORG.okta.com/api/v1/logs?since={since}&until={until}&sortOrder=ASCENDING&limit=1000'
while [ -n "$url" ]; do
  page=$((page + 1))
  curl -fsS --retry 8 -D headers.txt -o "$(printf 'okta-%05d.json' "$page")" \\
    -H "Authorization: SSWS $OKTA_TOKEN" -H 'Accept: application/json' "$url" || break
  url=$(tr -d '\\r' < headers.txt | sed -n 's/^[Ll]ink:.*<\\([^>]*\\)>; *rel="next".*/\\1/p')
done"""


def how_to_export() -> tuple[tuple[str, str], ...]:
    """Three ways to an export, the best first: what it is, and how to get it."""
    return (
        (
            "Everything, by the API",
            "The script below writes okta-00001.json and so on. Add the folder: pages are read as they are.",
        ),
        (
            "A copy that is kept already",
            "The bucket or index behind a log stream, a SIEM or a data lake, as JSON with the original record.",
        ),
        (
            "Admin Console, if there is no other way",
            "Reports › System Log, set From and To, clear the search, then Download CSV. It has no network owner,"
            " no device token and no risk, and stops at a row limit without saying so.",
        ),
    )


def state_to_record() -> list[State]:
    """What the log does not hold and can be gone tomorrow; from data/reference/state_to_record.toml."""
    entries = tomllib.loads(_STATE.read_text(encoding="utf-8"))["state"]
    return [State(entry["what"], entry["why"], tuple(entry["paths"])) for entry in entries]


def counted(number: int, thing: str) -> str:
    """`One file`, `Two files`, `13 files`."""
    word = _WORDS[number] if number < len(_WORDS) else f"{number:,}"
    return f"{word} {thing}{'' if number == 1 else 's'}"


def day(moment: datetime) -> str:
    """`9 October 2023`."""
    return f"{moment.day} {moment:%B %Y}"


def _rows(number: int) -> str:
    return f"{number:,} {'row' if number == 1 else 'rows'}"


def _days(number: int) -> str:
    return f"{number} {'day' if number == 1 else 'days'}"


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
