"""The blast radius in words: its title, what became of each thing, and the rows of the rail and of the list.

Not here: what belongs to what (`blast_radius`), and any drawing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis import safe_csv
from analysis.blast_radius import WAYS, Act, BlastRadius, Later, Thing
from analysis.charts.clock import moment

MOST_ROWS = 12
"""Acts that the rail draws one by one; of more, those that say the same share a row."""
NAMES_OF_A_FOLD = 3
LIST_COLUMNS = (
    "act", "at", "did", "what", "name", "before", "after", "later_at", "later", "by", "address", "same_client",
    "undone_at", "undone_by", "event_id", "later_event_id",
)  # fmt: skip
"""Columns of the list and of its download."""
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_VERBS = {
    "user": "acts",
    "role": "acts as administrator",
    "account": "signs in",
    "factor": "is answered",
    "token": "is used",
    "idp": "signs somebody in",
    "client": "is used",
    "consent": "gets tokens",
    "report": "is downloaded",
}
_SIGN_IN = ("user.session.start", "user.authentication.auth_via_mfa")


@dataclass(frozen=True)
class Row:
    """One row of the rail: an act, several that say the same, or what a thing made in turn."""

    number: str
    """"3", "3-9"; empty for what was made in turn."""
    at: pd.Timestamp
    title: str
    kind: str
    """Of the mark."""
    event_id: str
    """The (first) act; of what was made in turn the event that made it."""
    name: str | None
    """What was acted upon; text of the log."""
    more: int
    """Further things of the same act that are not named."""
    became: str | None
    """What became of it; None where nobody knows how a use would look."""
    change: str | None
    """Before and after, or who took it back; text of the log."""
    opens: str
    """The event that a click on the ring opens: the later use, else the act."""
    is_used: bool
    is_same_client: bool
    """It was used by the client that made it."""
    is_made_in_turn: bool


def title(found: BlastRadius) -> str:
    """The card's title: a finding with a number; no text of the log stands in it."""
    if found.divergence_at is None:
        return "No divergence, and so no blast radius"
    if not found.acts:
        return "The other client tried, and did nothing that succeeded"
    used = [thing for thing in found.used_later if any(later.is_same_client for later in thing.later)]
    said = f"{count(len(found.acts), 'act', capital=True)} of the other client"
    if used:
        return f"{said}; it later used {count(len(used), 'thing')} that it had made or changed"
    if found.used_later:
        were = "was" if len(found.used_later) == 1 else "were"
        return f"{said}; {count(len(found.used_later), 'thing')} that it made or changed {were} used later"
    tried = {later.object_name for later in found.later if later.is_same_client and later.is_refused}
    if tried:
        return f"{said}; it later tried {count(len(tried), 'thing')} that it had made or changed, in vain"
    if found.changes:
        return f"{said}, {count(len(found.changes), 'change')} of who may do what among them"
    return f"{said}, {count(len(found.apps), 'app')} opened" if found.apps else said


def count(number: int, thing: str, *, capital: bool = False) -> str:
    """ "four acts", "1,204 acts"."""
    word = _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"
    return f"{word.capitalize() if capital else word} {thing}{'' if number == 1 else 's'}"


def became(thing: Thing, until_at: pd.Timestamp | None) -> str | None:
    """What became of a thing, as the log shows it; None where nobody knows how a use would look."""
    uses = [later for later in thing.later if later.level == 1]
    if not uses:
        end = "the end of the export" if until_at is None else f"{until_at.day} {until_at:%b %H:%M}"
        return f"no use seen until {end}" if thing.is_followed else None
    return _used(uses, thing.later_count)


def _used(uses: Sequence[Later], total: int) -> str:
    lead = leading(uses)
    if lead.is_refused or lead.is_attempt:
        said = f"tried {moment(lead.at)} {_way(lead)}{', refused' if lead.is_refused else ''}"
    else:
        said = f"{verb(lead)} {moment(lead.at)} {_way(lead)}"
    return said if total == 1 else f"{said}, {total:,} events"


def leading(uses: Iterable[Later]) -> Later:
    """The use to tell first: by the same client, done and not only tried, a sign-in, the earliest."""
    return min(
        uses,
        key=lambda use: (
            use.is_refused or use.is_attempt,
            not use.is_same_client,
            use.event_type not in _SIGN_IN,
            use.at,
            use.event_id,
        ),
    )


def verb(later: Later) -> str:
    """What the thing does in that use: "signs in"."""
    if later.rule in ("user", "factor", "account") and later.event_type in _SIGN_IN:
        return "signs in"
    if later.rule in ("client", "consent") and ".token.grant" in later.event_type:
        return "gets tokens"
    if later.rule == "account" and later.event_type != "user.session.start":
        return "enrols a factor" if "enroll" in later.event_type or ".activate" in later.event_type else "acts"
    return _VERBS.get(later.rule, "is used")


def _way(later: Later) -> str:
    """The way in words, without the comma of a sentence."""
    return next((way for way in WAYS.values() if way and later.words.endswith(way)), "from elsewhere")


def rail(found: BlastRadius, most: int = MOST_ROWS) -> list[Row]:
    """The rows of the rail in order; past `most` acts, those with the same title share a row."""
    rows: list[Row] = []
    for acts in _folded(found.acts, most):
        rows.append(_row(acts, found.until_at))
        if len(acts) == 1:
            rows.extend(_in_turn(acts[0]))
    return rows


def _folded(acts: Sequence[Act], most: int) -> list[list[Act]]:
    """Acts in groups: fold the commonest title first, changes last, until the rows are few enough."""
    together: dict[str, list[Act]] = {}
    for act in acts:
        together.setdefault(act.title, []).append(act)
    order = sorted(together.values(), key=lambda same: (same[0].is_privileged, -len(same), same[0].no))
    folded: set[str] = set()
    rows = len(acts)
    for same in order:
        if rows <= most or len(same) == 1:
            continue
        folded.add(same[0].title)
        rows -= len(same) - 1
    groups = [[act] for act in acts if act.title not in folded] + [together[title] for title in folded]
    return sorted(groups, key=lambda group: group[0].no)


def _row(acts: Sequence[Act], until_at: pd.Timestamp | None) -> Row:
    first = acts[0]
    things = [thing for act in acts for thing in act.things]
    uses = [later for thing in things for later in thing.later if later.level == 1]
    lead = leading(uses) if uses else None
    named = [*dict.fromkeys(thing.name for thing in things)]
    chosen = next((thing for thing in things if lead in thing.later), things[0] if things else None)
    if len(acts) > 1:
        shown = named[:NAMES_OF_A_FOLD]
        name: str | None = ", ".join(shown) or None
        followed = next((thing for thing in things if thing.is_followed), chosen)
        told = became(followed, until_at) if followed else None
        fate = _used(uses, len({use.event_id for use in uses})) if uses else told
    else:
        shown = [chosen.name] if chosen else []
        name = chosen.name if chosen else None
        fate = became(chosen, until_at) if chosen else None
    change = _change(first, chosen) if len(acts) == 1 else None
    beside = next((other for other in named if other not in shown), None) if len(acts) == 1 and change is None else None
    return Row(
        number=str(first.no) if len(acts) == 1 else _span([act.no for act in acts]),
        at=first.at,
        title=first.title if len(acts) == 1 else f"{first.title}, {len(acts):,} times",
        kind=first.kind,
        event_id=first.event_id,
        name=name,
        more=0 if beside and len(named) == len(shown) + 1 else len(named) - len(shown),
        became=fate,
        change=change or (f"with {beside}" if beside else None),
        opens=lead.event_id if lead else first.event_id,
        is_used=lead is not None,
        is_same_client=lead is not None and lead.is_same_client,
        is_made_in_turn=False,
    )


def _span(numbers: Sequence[int]) -> str:
    whole = numbers[-1] - numbers[0] + 1 == len(numbers)
    return f"{numbers[0]}–{numbers[-1]}" if whole else f"{numbers[0]}…{numbers[-1]}"


def _change(act: Act, thing: Thing | None) -> str | None:
    """Who took the act back; else what the record says of before and after."""
    if act.undone is not None:
        return f"{act.undone.words} {moment(act.undone.at)} by {act.undone.by or 'unknown'}"
    if thing is None or (thing.before is None and thing.after is None):
        return None
    return thing.after if thing.before is None else f"{thing.before} → {thing.after or 'unknown'}"


def _in_turn(act: Act) -> list[Row]:
    """What the things of an act made in turn, one row each."""
    made: dict[str, list[Later]] = {}
    for later in act.later:
        if later.level > 1:
            made.setdefault(later.object_name, []).append(later)
    rows = []
    for name, uses in made.items():
        lead = leading(uses)
        rows.append(
            Row(
                number="",
                at=lead.at,
                title="",
                kind="other",
                event_id=lead.event_id,
                name=name,
                more=0,
                became=_used(uses, len(uses)),
                change=None,
                opens=lead.event_id,
                is_used=True,
                is_same_client=lead.is_same_client,
                is_made_in_turn=True,
            )
        )
    return rows


def listed(found: BlastRadius) -> pd.DataFrame:
    """The list: a row an act and thing and later event. Shape: LIST_COLUMNS; empty where there was no act."""
    rows = [row for act in found.acts for row in _listed(act)]
    return pd.DataFrame(rows, columns=list(LIST_COLUMNS))


def _listed(act: Act) -> list[Mapping[str, Any]]:
    told = {
        "act": act.no, "at": act.at, "did": act.title, "event_id": act.event_id,
        "undone_at": act.undone.at if act.undone else None, "undone_by": act.undone.by if act.undone else None,
    }  # fmt: skip
    rows: list[Mapping[str, Any]] = []
    for thing in act.things:
        what = told | {"what": thing.type, "name": thing.name, "before": thing.before, "after": thing.after}
        rows.extend(
            what
            | {
                "later_at": later.at, "later": later.words, "by": later.by, "address": later.address,
                "same_client": later.is_same_client, "later_event_id": later.event_id,
            }
            for later in thing.later
        )  # fmt: skip
        if not thing.later:
            rows.append(what)
    return rows or [told]


def document(found: BlastRadius) -> bytes:
    """The list as CSV that no spreadsheet takes for formulas."""
    frame = listed(found).astype("object")
    return safe_csv.document(LIST_COLUMNS, frame.where(frame.notna(), None).itertuples(index=False, name=None))
