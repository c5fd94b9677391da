"""Makes the lines of the checklist from what a case says: one line an object, however often it was changed.

Not here: ticks of people (`ticks`). A line that the log shows as undone says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from analysis.case import Case
from analysis.containment import ends, entries, search
from analysis.containment.ends import Ends, Row
from analysis.containment.entries import Entry
from analysis.containment.line import Done, Line

BEFORE = timedelta(minutes=30)
"""How far before the first divergence the log is kept."""
KEPT = timedelta(days=90)
"""How long Okta keeps its log."""
LATER = "Done later, with what this client had made"
OTHER_ACCOUNT = "The same client was seen in a session of this account"
OF_A_MADE_ACCOUNT = ("end_sessions", "revoke_oauth")
"""What is done to the sessions of an account that the thief made; it needs no new password."""
BY_SAME = "The other client took it back itself"


@dataclass(frozen=True)
class _Draft:
    """What one event, or one session, says of a line."""

    entry: Entry
    key: tuple[str, ...]
    """What tells the line's object from others of the same text."""
    session_key: str
    at: datetime
    """When it was done last: what undoes it comes later."""
    object_type: str | None = None
    object_id: str | None = None
    object_name: str | None = None
    filter: str | None = None
    types: tuple[str, ...] = ()
    """Event types of the filter, joined over all drafts of a line."""
    clause: str = ""
    """The rest of the filter, the same in all of them."""
    values: Mapping[str, str | None] = field(default_factory=dict)
    act_no: int | None = None
    event_id: str | None = None
    seen: Done | None = None
    note: str | None = None
    marks: tuple[str, ...] = ()


def of_sessions(case: Case, session_keys: Sequence[str], whole_keys: Sequence[str] = ()) -> list[Line]:
    """The lines of some sessions in order, without ticks.

    `whole_keys` are those without a foreign lane that a person calls a replay: all that was done in them counts.
    Shape: empty where no key is given or the case has none of them.
    """
    people = case.rows("containment_people", session_keys=list(session_keys)) if session_keys else []
    if not people:
        return []
    changes = case.rows("containment_changes", session_keys=list(session_keys), whole_keys=list(whole_keys))
    drafts = [_of_change(change) for change in changes]
    drafts += _of_people([*people, *_accounts(case, people, changes)], ends.of_people(case, people))
    drafts += _of_apps(case.rows("handoff_apps", session_keys=list(session_keys), whole_keys=list(whole_keys)))
    drafts += _again(case, people, changes)
    gathered: dict[tuple[str, ...], list[_Draft]] = {}
    for draft in drafts:
        gathered.setdefault((draft.entry.id, *draft.key), []).append(draft)
    made = [(_place(several), _line(key, several)) for key, several in gathered.items()]
    return [line for _, line in sorted(made, key=lambda one: (*one[0], one[1].id))]


def _place(several: Sequence[_Draft]) -> tuple[int, int, datetime]:
    """Where a line stands: by group, by the order of the file, by what was done first."""
    entry = several[0].entry
    return list(entries.groups()).index(entry.group), entry.place, min(draft.at for draft in several)


def _line(key: tuple[str, ...], several: Sequence[_Draft]) -> Line:
    """One line of all that is said of an object."""
    last = max(several, key=lambda draft: (draft.at, draft.event_id or ""))
    entry, moments = last.entry, [draft.seen for draft in several if draft.seen is not None]
    is_seen = len(moments) == len(several)
    types = [one for draft in several for one in draft.types]
    acts = {(draft.session_key, draft.act_no) for draft in several if draft.act_no is not None}
    marks = tuple(dict.fromkeys(mark for draft in several for mark in draft.marks))
    return Line(
        id=f"{entry.id}-{hashlib.sha256(chr(31).join(key).encode('utf-8', 'replace')).hexdigest()[:16]}",
        entry=entry.id,
        group=entry.group,
        words=entry.words,
        why=entry.why,
        does_not=entry.does_not,
        source=entry.source,
        object_type=last.object_type,
        object_id=last.object_id,
        object=last.object_name,
        filter=last.filter or search.both(last.clause, search.types(types)) or None,
        since=_since(entry, several, last.at),
        api_call=search.call(entry.call, {**last.values, "since": search.since(last.at)}),
        acts=tuple(sorted(acts)),
        sessions=tuple(dict.fromkeys(draft.session_key for draft in several)),
        event_ids=tuple(dict.fromkeys(draft.event_id for draft in several if draft.event_id)),
        seen=max(moments, key=lambda one: one.at) if is_seen and moments else None,
        note=next((draft.note for draft in several if draft.note), None),
        marks=marks,
    )


def _since(entry: Entry, several: Sequence[_Draft], last_at: datetime) -> datetime:
    """From when the filter looks: from the last that is to be undone on; a few look at what was before too."""
    if entry.id == "own_tokens":
        return last_at - KEPT
    return min(draft.at for draft in several) - BEFORE if entry.per == "case" else last_at


def _of_change(row: Row) -> _Draft:
    entry = entries.of_change(row)
    types = entries.undoing(row["event_type"]) if entry.verify is None else entry.verify
    beside = row["beside_id"] or ""
    is_pair = bool(row["beside_name"])
    named = row["object_id"] or row["object_name"]
    clause = ""
    if named:
        clause = search.target(row["object_id"] or "", row["object_name"])
        if beside and row["kind"] == "factor":
            # a reset names the person only, a removal mostly the enrolment too
            clause = search.of_targets([beside, row["object_id"] or ""])
        elif beside:
            clause = search.both(clause, search.target(beside))
    names = [row["object_name"] or row["object_id"] or "", row["beside_name"] or ""]
    seen = None
    if row["undone_at"] is not None:
        words = BY_SAME if row["is_undone_by_same"] else str(row["undone_what"])
        seen = Done(row["undone_at"], str(row["undone_by"] or "unknown"), True, words, row["undone_event_id"])
    return _Draft(
        entry=entry,
        key=(str(named or row["event_type"]), *((beside or str(row["beside_name"]),) if is_pair else ())),
        session_key=row["session_key"],
        at=row["occurred_at"],
        object_type=row["object_type"],
        object_id=row["object_id"],
        object_name=" · ".join(name for name in names if name) or None,
        types=types,
        clause=clause,
        values={"object": row["object_id"], "beside": row["beside_id"]},
        act_no=row["act_no"],
        event_id=row["event_id"],
        seen=seen,
        note=LATER if row["is_later"] else None,
    )


def _accounts(case: Case, people: Sequence[Row], changes: Sequence[Row]) -> Iterable[Row]:
    """Other accounts in whose sessions the same client was seen later, as people whose sessions are ended too."""
    known = {person["actor_id"] for person in people}
    made = {row["object_id"] for row in changes if entries.of_change(row).id == "user_off"}
    for row in case.rows("containment_accounts", session_keys=[person["session_key"] for person in people]):
        if row["actor_id"] not in known:
            yield {
                **row, "divergence_at": row["first_at"], "last_foreign_at": row["last_at"], "is_administrator": False,
                "is_federated": None, "is_made": row["actor_id"] in made, "is_other": True,
            }  # fmt: skip


def _of_people(people: Sequence[Row], seen: Ends) -> Iterable[_Draft]:
    """What is to be done once in the case, and once for each account."""
    for person in people:
        kinds = {"administrator" if person["is_administrator"] else "ordinary"}
        kinds.add("federated" if person["is_federated"] else "local")
        is_other = person.get("is_other", False)
        for entry in entries.entries():
            if entry.per == "case" and not is_other:
                first = person["divergence_at"] or person["started_at"]
                types = entry.verify or ()
                yield _Draft(entry, (), person["session_key"], first, types=types, seen=seen(entry, person))
            elif entry.per == "person" and entry.search is None and entry.only in (None, *kinds):
                if person.get("is_made") and entry.id not in OF_A_MADE_ACCOUNT:
                    continue
                yield _Draft(
                    entry, (person["actor_id"],), person["session_key"], person["last_foreign_at"],
                    **_person(person), types=entry.verify or (),
                    clause=search.of_person(person["actor_id"], entry.by) if entry.verify else "",
                    seen=seen(entry, person), note=OTHER_ACCOUNT if is_other else None,
                )  # fmt: skip


def _of_apps(apps: Iterable[Row]) -> Iterable[_Draft]:
    entry = next(one for one in entries.entries() if one.per == "app")
    for app in apps:
        if app["app_name"] in entries.own_apps():
            continue
        yield _Draft(
            entry, (app["app_id"], app["actor_id"]), app["session_key"], app["last_at"],
            object_type="AppInstance", object_id=app["app_id"],
            object_name=" · ".join(str(name) for name in (app["app_name"], app["account"]) if name),
            types=entry.verify or (), clause=search.of_person(app["actor_id"], "target"),
            values={"person": app["actor_id"], "app": app["app_id"]}, act_no=app["act_no"],
        )  # fmt: skip


def _again(case: Case, people: Sequence[Row], changes: Sequence[Row]) -> Iterable[_Draft]:
    """Searches over what came after."""
    texts = {one.search: one for one in entries.entries() if one.search is not None}
    rows = case.rows("containment_traces", session_keys=[person["session_key"] for person in people])
    for person in people:
        key, last = person["session_key"], person["last_foreign_at"]
        found = [(row["kind"], row["value"]) for row in rows if row["session_key"] == key]
        if found:
            yield _Draft(
                texts["traces"], (key,), key, last, object_type="client", filter=search.traces(found),
                object_name=", ".join(value for kind, value in found if kind == "address") or None,
                marks=tuple(value for _, value in found), note=_more(len(found)),
            )  # fmt: skip
        yield _Draft(
            texts["person"], (person["actor_id"],), key, last, **_person(person),
            filter=search.of_person(person["actor_id"], "either"), marks=(person["actor_id"],),
        )  # fmt: skip
        own = [row for row in changes if row["session_key"] == key and row["object_id"]]
        made = list(dict.fromkeys(row["object_id"] for row in own if row["object_id"] != person["actor_id"]))
        if made:
            names = dict.fromkeys(str(row["object_name"] or row["object_id"]) for row in own)
            yield _Draft(
                texts["objects"], (key,), key, last, object_type="objects", filter=search.anywhere(made),
                object_name=", ".join(list(names)[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else ""),
                marks=tuple(made), note=_more(len(made)),
            )  # fmt: skip


def _more(count: int) -> str | None:
    return f"The filter holds the first {search.MOST_VALUES} of {count}" if count > search.MOST_VALUES else None


def _person(person: Row) -> dict[str, Any]:
    return {
        "object_type": "User",
        "object_id": person["actor_id"],
        "object_name": str(person["actor_login"] or person["actor_id"]),
        "values": {"person": person["actor_id"]},
    }
