"""The blast radius of one session: what its foreign lanes did from the divergence on, and what came of it later.

Acts bear the number that they have in the lanes (`session_timeline`). What a record only tells of a
try (a policy evaluation, a denial, a failure) is no act. A later use is followed once more: what a made
user or token made in turn, and its uses; there it ends.
Not here: which later events belong to which object (the stage `consequences`), and any drawing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.case import Case

WAYS_TO_ACT = ("Policy", "Rule")
"""Types of targets that only say by which way an act went, beside the one that says what was acted upon.

An `AppUser` is the person's own account at an app, and never what was acted upon.
"""
WAYS = {
    "address": "from this client’s address",
    "token": "with this client’s device token",
    "network": "through this client’s network",
    None: "from elsewhere",
}
"""What a later event has with the client that acted, in words."""
SIGN_ONS = ("user.authentication.sso", "app.oauth2.signon")
"""A sign-on was issued to an app; whether somebody came in there, Okta does not see."""
LONGEST_VALUE = 200
"""Characters of a value before or after a change; the record has all of it."""


@dataclass(frozen=True)
class Later:
    """One later event of something that an act made or changed."""

    at: pd.Timestamp
    event_id: str
    event_type: str
    words: str
    """What happened, and what it has with the client that acted: "signed in, from this client’s address"."""
    by: str | None
    """Who did it, as Okta names them; text of the log."""
    address: str | None
    session_key: str | None
    """The session of the later event; None where it has none."""
    is_same_client: bool
    """Its address or device token are those of the client that acted, and neither the origin's nor many people's."""
    is_refused: bool
    """Tried, and refused."""
    is_attempt: bool
    """Tried only: refused, challenged, or a policy that was asked; never an act."""
    rule: str
    """By which way it was found: user, role, account, factor, token, idp, client, consent or report."""
    level: int
    """1: the act's object was used; 2: what that use made was used."""
    object_name: str
    """What was used; on level 2 what was made by the way. Text of the log."""


@dataclass(frozen=True)
class Undone:
    """What took an act back."""

    at: pd.Timestamp
    event_id: str
    words: str
    """What that event did, in words of the reference."""
    by: str | None
    """Who did, as Okta names them; text of the log."""


@dataclass(frozen=True)
class Thing:
    """What an act was done to or what it made: a user, a token, an app, a policy ..."""

    type: str
    """Okta's type of the target."""
    id: str
    name: str
    """Text of the log; the id where the record gives no name."""
    before: str | None
    """Before the change, where the record says it."""
    after: str | None
    """After the change, where the record says it."""
    later: tuple[Later, ...]
    """Its later events in order, at most as many as the stage keeps."""
    later_count: int
    """All of its later events, those that are not kept too."""
    is_followed: bool
    """Whether this program knows how a use of such a thing looks in the log; else nothing is said of later."""


@dataclass(frozen=True)
class Act:
    """One act of a foreign lane."""

    no: int
    """As in the lanes."""
    event_id: str
    at: pd.Timestamp
    event_type: str
    title: str
    """What was done, in words of the reference, else Okta's event type (text of the log)."""
    kind: str
    """The kind of mark: app, admin, factor, token, sign_in, other."""
    lane_no: int
    is_privileged: bool
    """A change of who may do what."""
    things: tuple[Thing, ...]
    undone: Undone | None
    """None where no record says that it was taken back."""

    @property
    def later(self) -> tuple[Later, ...]:
        """Later events of all its things in order, each once."""
        found = {(later.event_id, later.level): later for thing in self.things for later in thing.later}
        return tuple(sorted(found.values(), key=lambda later: (later.at, later.event_id, later.level)))

    @property
    def before(self) -> str | None:
        """What the record says of before, all things together."""
        return "; ".join(thing.before for thing in self.things if thing.before) or None

    @property
    def after(self) -> str | None:
        """What the record says of after, all things together."""
        return "; ".join(thing.after for thing in self.things if thing.after) or None


@dataclass(frozen=True)
class App:
    """An app that the foreign lanes opened: a sign-on was issued; what was done inside Okta does not see."""

    id: str
    name: str
    """Text of the log."""
    first_at: pd.Timestamp
    last_at: pd.Timestamp
    count: int
    """Sign-ons issued."""
    event_id: str
    """The first of them."""
    act_no: int | None
    """Its number."""
    is_new_for_person: bool
    """The person had not opened it before."""


@dataclass(frozen=True)
class BlastRadius:
    """All that came of one session's foreign lanes."""

    session_key: str
    acts: tuple[Act, ...]
    """In order of their numbers."""
    apps: tuple[App, ...]
    """First opened first."""
    divergence_at: pd.Timestamp | None
    """None where no lane is foreign."""
    until_at: pd.Timestamp | None
    """The end of the evidence: what came after it cannot be seen."""

    @property
    def later(self) -> tuple[Later, ...]:
        """Every later event once, in order."""
        found: dict[str, Later] = {}
        for act in self.acts:
            for later in act.later:
                kept = found.get(later.event_id)
                if kept is None or later.level < kept.level:
                    found[later.event_id] = later
        return tuple(sorted(found.values(), key=lambda later: (later.at, later.event_id)))

    @property
    def changes(self) -> tuple[Act, ...]:
        """Acts that changed who may do what."""
        return tuple(act for act in self.acts if act.is_privileged)

    @property
    def used_later(self) -> tuple[Thing, ...]:
        """Things with a later use that was more than a try."""
        used = {
            thing.id: thing
            for act in self.acts
            for thing in act.things
            if any(not later.is_attempt and not later.is_refused for later in thing.later)
        }
        return tuple(used.values())


def of_session(case: Case, session_key: str) -> BlastRadius:
    """The blast radius of one session; without acts where no lane is foreign or the case has no such session."""
    rows = case.rows("session_finding", session_key=session_key)
    until_at = _time(case.rows("export_end")[0]["until_at"])
    if not rows or rows[0]["divergence_at"] is None:
        return BlastRadius(session_key, (), (), None, until_at)
    finding = rows[0]
    made: dict[str, list[Mapping[str, Any]]] = {}
    for row in case.rows("blast_later", session_key=session_key):
        made.setdefault(row["act_event_id"], []).append(row)
    acts = tuple(
        _act(row, made.get(row["event_id"], []))
        for row in case.rows(
            "blast_acts", session_key=session_key, from_at=finding["started_at"], until_at=finding["ended_at"]
        )
    )
    numbers = {act.event_id: act.no for act in acts}
    apps = tuple(
        App(
            id=row["app_id"],
            name=row["app_name"],
            first_at=pd.Timestamp(row["first_at"]),
            last_at=pd.Timestamp(row["last_at"]),
            count=row["use_count"],
            event_id=row["event_id"],
            act_no=numbers.get(row["event_id"]),
            is_new_for_person=row["is_new_for_person"],
        )
        for row in case.rows("blast_apps", session_key=session_key)
    )
    return BlastRadius(session_key, acts, apps, _time(finding["divergence_at"]), until_at)


def _act(row: Mapping[str, Any], later: list[Mapping[str, Any]]) -> Act:
    words = "sign-on issued" if row["event_type"] in SIGN_ONS else row["words"] or row["event_type"]
    return Act(
        no=row["act_no"],
        event_id=row["event_id"],
        at=pd.Timestamp(row["occurred_at"]),
        event_type=row["event_type"],
        title=words[:1].upper() + words[1:] if row["words"] else words,
        kind=row["kind"] or "other",
        lane_no=row["lane_no"],
        is_privileged=bool(row["is_privileged"]),
        things=_things(row, later),
        undone=Undone(pd.Timestamp(row["undone_at"]), row["undone_event_id"], row["undone_what"], row["undone_by"])
        if row["undone_at"] is not None
        else None,
    )


def _things(row: Mapping[str, Any], later: list[Mapping[str, Any]]) -> tuple[Thing, ...]:
    targets = _targets(row["targets"])
    targets = [target for target in targets if target.get("type") != "AppUser"]
    shown = [target for target in targets if target.get("type") not in WAYS_TO_ACT] or targets
    things = []
    for target in shown:
        uses = [use for use in later if use["level"] == 1 and use["object_id"] == target.get("id")]
        ways = {use["event_id"] for use in uses}
        chain = [use for use in later if use["level"] > 1 and use["via_event_id"] in ways]
        change = target.get("changeDetails") or {}
        is_role = bool(row["privilege"]) and target.get("type") == "User"
        things.append(
            Thing(
                type=str(target.get("type") or "unknown"),
                id=str(target.get("id") or ""),
                name=_name(target),
                before=_flat(change.get("from")),
                after=_flat(change.get("to")) or (row["privilege"] if is_role else None),
                later=tuple(_later(use) for use in [*uses, *chain]),
                later_count=max((use["use_count"] for use in uses), default=0),
                is_followed=bool(uses) or _is_followed(row, target),
            )
        )
    return tuple(things)


def _is_followed(row: Mapping[str, Any], target: Mapping[str, Any]) -> bool:
    types = row["object_types"]
    return row["follows"] is not None and (types is None or target.get("type") in types.split())


def _later(row: Mapping[str, Any]) -> Later:
    words = row["words"] or row["event_type"]
    if row["is_refused"]:
        words = f"{words}: refused"
    return Later(
        at=pd.Timestamp(row["occurred_at"]),
        event_id=row["event_id"],
        event_type=row["event_type"],
        words=f"{words}, {WAYS[row['client_match']]}",
        by=row["actor_login"],
        address=row["address"],
        session_key=row["later_session_key"],
        is_same_client=row["is_same_client"],
        is_refused=row["is_refused"],
        is_attempt=row["is_attempt"],
        rule=row["rule"],
        level=row["level"],
        object_name=row["object_name"],
    )


def _targets(text: str | None) -> list[dict[str, Any]]:
    """The targets of a record that are what targets should be."""
    try:
        found = json.loads(text or "[]")
    except ValueError:
        return []
    return [target for target in found if isinstance(target, dict)] if isinstance(found, list) else []


def _name(target: Mapping[str, Any]) -> str:
    ways = ("alternateId", "displayName") if target.get("type") == "User" else ("displayName", "alternateId")
    names = [str(target[way]) for way in ways if target.get(way) and target[way] != "unknown"]
    return names[0] if names else str(target.get("id") or "unknown")


def _flat(value: Any) -> str | None:
    """One side of a change as a line: `status: ACTIVE, name: x`; None where the record says nothing."""
    if value is None or value == {} or value == "":
        return None
    if isinstance(value, Mapping):
        parts = [f"{name}: {json.dumps(one) if isinstance(one, dict | list) else one}" for name, one in value.items()]
        text = ", ".join(parts)
    else:
        text = str(value)
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def _time(value: Any) -> pd.Timestamp | None:
    return None if value is None else pd.Timestamp(value)
