"""The register of HAR files that left the house: who sent which, when and where to, scrubbed or not.

Why: an upload leaves nothing in the System Log, it is known from tickets. Each entry is an act (`har upload`),
taken back by another; nothing is changed or deleted. No value of a file is here, only what a person said of it and the
sessions, which the case has anyway.
Not here: which sessions an upload may have carried (stage `exposures`), and lists of uploads (`register_csv`).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd
import pyarrow as pa

from analysis import acts
from analysis.acts import Act, Subject
from analysis.case import Case
from analysis.errors import ActRefused

WHAT = "har upload"
KIND = "upload"
"""Kind of the acts' subject."""
SCRUBBED = ("no", "yes", "unknown")
LONGEST = 200
DAYS = 90
"""What is looked at at a glance."""

TABLE = pa.schema(
    [
        ("upload_id", pa.string()),
        ("person", pa.string()),
        ("uploaded_at", pa.timestamp("us")),
        ("captured_from", pa.timestamp("us")),
        ("captured_to", pa.timestamp("us")),
        ("sent_to", pa.string()),
        ("is_scrubbed", pa.bool_()),
        ("ticket", pa.string()),
        ("session_keys", pa.list_(pa.string())),
    ]
)
"""The table `har_uploads`: a row an upload that stands. person: login or id in lower case; is_scrubbed: null where
nobody knows; session_keys: sessions that the file was shown to carry, empty where it was never looked into."""


@dataclass(frozen=True)
class Upload:
    """One HAR file that was handed over."""

    person: str
    """Login or id, as it was said."""
    uploaded_at: datetime
    """UTC, without a zone."""
    sent_to: str = ""
    scrubbed: str = "unknown"
    """One of SCRUBBED."""
    ticket: str = ""
    note: str = ""
    captured_from: datetime | None = None
    """What the recording covers, UTC, by Okta's clock; None where the file was not looked into."""
    captured_to: datetime | None = None
    session_keys: tuple[str, ...] = ()
    """Sessions of this case that the file was shown to carry."""
    upload_id: str = ""
    author: str = ""
    """Who entered it."""
    entered_at: datetime | None = None
    is_taken_back: bool = False


def add(case: Case, uploads: Sequence[Upload], *, author: str, reason: str = "") -> list[str]:
    """Enter uploads, all or none; returns their ids. One that stands already (person, time, ticket) is passed over.

    Raises: ActRefused.
    """
    known = {_same(one) for one in entries(case)}
    new = []
    for one in map(_checked, uploads):
        if _same(one) not in known:
            known.add(_same(one))
            new.append(replace(one, upload_id=uuid.uuid4().hex[:12]))
    done = [(Subject(KIND, one.upload_id), _fields(one)) for one in new]
    acts.add(case, WHAT, done, author=author, reason=reason)
    return [one.upload_id for one in new]


def take_back(case: Case, upload_id: str, *, author: str, reason: str = "") -> None:
    """Take an entry out of what counts; the act stays. Raises: ActRefused."""
    _turn(case, upload_id, author, reason, is_taken_back=True)


def put_back(case: Case, upload_id: str, *, author: str, reason: str = "") -> None:
    """The entry counts again. Raises: ActRefused."""
    _turn(case, upload_id, author, reason, is_taken_back=False)


def _turn(case: Case, upload_id: str, author: str, reason: str, *, is_taken_back: bool) -> None:
    found = next((one for one in entries(case, with_taken_back=True) if one.upload_id == upload_id), None)
    if found is None:
        raise ActRefused("The register has no such upload.", "Choose one of its list.")
    if found.is_taken_back == is_taken_back:
        return
    words = f"{'Took back' if is_taken_back else 'Put back'} the HAR upload of {_told(found)}"
    turned = {"words": words, "is_taken_back": is_taken_back}
    acts.add(case, WHAT, [(Subject(KIND, upload_id), turned)], author=author, reason=reason)


def entries(case: Case, *, with_taken_back: bool = False) -> list[Upload]:
    """The uploads that stand, the latest upload first."""
    entered: dict[str, Upload] = {}
    for act in reversed(acts.of(case, what=WHAT)):
        if "is_taken_back" in act.fields:
            if act.subject.id in entered:
                is_out = bool(act.fields["is_taken_back"])
                entered[act.subject.id] = replace(entered[act.subject.id], is_taken_back=is_out)
        else:
            entered[act.subject.id] = _read(act)
    stand = [one for one in entered.values() if with_taken_back or not one.is_taken_back]
    return sorted(stand, key=lambda one: (one.uploaded_at, one.upload_id), reverse=True)


def table(case: Case) -> pa.Table:
    """What the findings go by. Shape: see TABLE; no row where nothing was entered."""
    rows = [
        {
            "upload_id": one.upload_id,
            "person": one.person.lower(),
            "uploaded_at": one.uploaded_at,
            "captured_from": one.captured_from,
            "captured_to": one.captured_to,
            "sent_to": one.sent_to,
            "is_scrubbed": {"yes": True, "no": False}.get(one.scrubbed),
            "ticket": one.ticket,
            "session_keys": list(one.session_keys),
        }
        for one in sorted(entries(case), key=lambda one: (one.uploaded_at, one.upload_id))
    ]
    return pa.Table.from_pylist(rows, schema=TABLE)


def at_a_glance(case: Case, days: int = DAYS) -> pd.DataFrame:
    """The uploads of the days before the latest one, and what the findings say of the sessions that they may carry.

    Shape: a row an upload, the latest first: the fields of Upload, `is_privileged`, `exposed_count`, `used_count`
    (sessions that another client used afterwards) and `open_count` (no end seen).
    """
    told = entries(case)
    since = told[0].uploaded_at - timedelta(days=days) if told else None
    rows = [asdict(one) for one in told if since is not None and one.uploaded_at >= since]
    frame = pd.DataFrame(rows, columns=[one.name for one in fields(Upload)])
    found = {row["upload_id"]: row for row in counts(case)}
    for name in ("exposed_count", "used_count", "open_count"):
        frame[name] = [int(found.get(one, {}).get(name, 0)) for one in frame["upload_id"]]
    frame["is_privileged"] = [bool(found.get(one, {}).get("is_privileged")) for one in frame["upload_id"]]
    return frame


def exposures(case: Case, *, upload_id: str | None = None, actor_id: str | None = None) -> list[dict[str, Any]]:
    """The sessions that uploads may have carried, with what the findings say of each; of one upload, or one person."""
    if "exposures" not in case.tables():
        return []
    return case.rows("har_exposures", upload_id=upload_id, actor_id=actor_id)


def counts(case: Case) -> list[dict[str, Any]]:
    """A row an upload: exposed_count, used_count, open_count, is_privileged; none before the case was judged."""
    return case.rows("har_uploads_counted") if "exposures" in case.tables() else []


def _checked(one: Upload) -> Upload:
    if not one.person.strip():
        raise ActRefused("The upload has no person.", "Say whose browser it was: the login in Okta.")
    if one.scrubbed not in SCRUBBED:
        raise ActRefused(f"{one.scrubbed!r} says not whether it was scrubbed.", f"One of {', '.join(SCRUBBED)}.")
    cut = {name: getattr(one, name).strip()[:LONGEST] for name in ("person", "sent_to", "ticket")}
    return replace(one, **cut, note=one.note.strip()[: acts.LONGEST_TEXT], uploaded_at=utc(one.uploaded_at))


def utc(at: datetime) -> datetime:
    """As the case keeps times: UTC without a zone."""
    return at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at


def _same(one: Upload) -> tuple[str, datetime, str]:
    return one.person.strip().lower(), utc(one.uploaded_at), one.ticket.strip().lower()


def _told(one: Upload) -> str:
    to = f" to {one.sent_to}" if one.sent_to else ""
    return f"{one.person}{to}, {one.uploaded_at:%Y-%m-%d %H:%M} UTC"


def _fields(one: Upload) -> Mapping[str, Any]:
    names = ("person", "sent_to", "scrubbed", "ticket", "note")
    times = {name: getattr(one, name) for name in ("uploaded_at", "captured_from", "captured_to")}
    return {
        "words": f"Entered the HAR upload of {_told(one)}",
        **{name: getattr(one, name) for name in names},
        **{name: utc(at).isoformat() if at else None for name, at in times.items()},
        "session_keys": list(one.session_keys),
    }


def _read(act: Act) -> Upload:
    told = act.fields

    def at(name: str) -> datetime | None:
        return datetime.fromisoformat(told[name]) if told.get(name) else None

    return Upload(
        person=told["person"],
        uploaded_at=datetime.fromisoformat(told["uploaded_at"]),
        sent_to=told.get("sent_to", ""),
        scrubbed=told.get("scrubbed", "unknown"),
        ticket=told.get("ticket", ""),
        note=told.get("note", ""),
        captured_from=at("captured_from"),
        captured_to=at("captured_to"),
        session_keys=tuple(told.get("session_keys", ())),
        upload_id=act.subject.id,
        author=act.author,
        entered_at=act.at,
    )
