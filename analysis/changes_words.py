"""The sentences over changes: what was changed, by whom, and what became of it. Pure functions, no database.

Log text (people, objects) comes out of here only where the name says `plain`: for st.text and tables, never a title.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.changes_filter import SIDES
from analysis.charts.clock import duration, moment
from analysis.charts.lane_words import number

if TYPE_CHECKING:
    from analysis.changes import Counts

ENDLESS = ("reset", "read", "used", "removed")
"""What no record takes back: nothing is said to stand."""
WHENCE = {
    "foreign": "From a client that never signed in to this session, and that its signals set apart",
    "support access": "From a client that was let in for support",
    "unproven": "From a client of the session that did not sign in to it; too little sets it apart",
    "side channel": "Forms no lane",
    "no session": "The record names no session",
    "proven": "From the client that signed in to the session",
}


def headline(counts: Counts, matching: int) -> str:
    """What was found: "Four changes by clients that never signed in; two undone"."""
    if not matching:
        return "No change matches"
    if not counts.changes:
        return f"{_upper(matching)} change{_s(matching)} tried, none of them done"
    if counts.foreign:
        who = "a client" if counts.foreign_clients == 1 else f"{number(counts.foreign_clients)} clients"
        return (
            f"{_upper(counts.foreign)} change{_s(counts.foreign)} by {who} that never signed in; "
            f"{_undone(counts.foreign_undone, counts.foreign)}"
        )
    whose = "and not by a client" if counts.changes == 1 else "none by a client"
    return f"{_upper(counts.changes)} change{_s(counts.changes)} of who may do what, {whose} that looks foreign"


def _undone(count: int, of: int) -> str:
    if count == of:
        return "undone" if of == 1 else "all undone"
    return f"{number(count) if count else 'none' if of > 1 else 'not'} undone"


def lead(counts: Counts, span_s: float) -> str:
    """The line under the title: how many there are at all."""
    return (
        f"{counts.changes:,} change{_s(counts.changes)} were done in {duration(span_s)}, {counts.undone:,} of them "
        f"undone. A change is what a client did in Okta; what is judged foreign is the program’s opinion."
    )


def end_plain(change: Mapping[str, Any], ends_at: pd.Timestamp | None) -> str:
    """What became of one change, for plain text: who undid it and when, or that no record says so."""
    if not change["is_done"]:
        return f"not done: {change['outcome'] or 'no outcome'}"
    at = change["undone_at"]
    if at is not None and not pd.isna(at):
        after = duration((pd.Timestamp(at) - pd.Timestamp(change["occurred_at"])).total_seconds())
        same = " (by the same person)" if change["undone_by"] == change["actor_login"] else ""
        return f"{change['undone_what']} {moment(pd.Timestamp(at))}, {after} later, by {change['undone_by']}{same}"
    if change["is_undoing"]:
        return "takes back an earlier change"
    if change["action"] in ENDLESS:
        return "nothing takes this back"
    return f"not undone until {moment(ends_at)}" if ends_at is not None else "not undone"


def usual(change: Mapping[str, Any]) -> str:
    """Whether this person does such things: on how many other days."""
    count = change["other_day_count"]
    if count is None or pd.isna(count):
        return "cannot be told: seen on one day only"
    if not count:
        return "new: on no other day"
    return f"usual: on {int(count)} other day{_s(int(count))}"


def usual_short(change: Mapping[str, Any]) -> str:
    """The same for a table."""
    count = change["other_day_count"]
    if count is None or pd.isna(count):
        return "one day seen"
    return f"{int(count)} other day{_s(int(count))}" if count else "new"


def whence(change: Mapping[str, Any]) -> str:
    """From where it came, in a sentence without log text."""
    said = WHENCE[change["side"]]
    if change["side"] == "side channel":
        return f"{said}: {change['side_channel']}."
    return f"{said}, lane {int(change['lane_no'])}." if change["lane_no"] is not None else f"{said}."


def object_plain(change: Mapping[str, Any]) -> str:
    """What was acted upon, for plain text: "svc@example.com, Admins"."""
    return ", ".join(str(change[name]) for name in ("object_name", "beside_name") if _is(change[name])) or "not named"


def outcome_of_object(row: Mapping[str, Any]) -> str:
    """What became of an object: how many of its changes stand."""
    standing = row["change_count"] - row["undone_count"] - row["endless_count"]
    if not row["change_count"]:
        return "tried, not done"
    if standing <= 0:
        return "undone" if row["undone_count"] else "nothing to take back"
    return "not undone" if not row["undone_count"] else f"{standing} of {row['change_count']} not undone"


def picture_title(rows: pd.DataFrame) -> str:
    """What the picture shows: how many kinds of things changed, and how many of them foreign clients touched."""
    done = rows[rows["is_done"].astype(bool)]
    if done.empty:
        return "Tried, and not done"
    kinds, foreign = done["kind"].nunique(), done[done["side"].eq("foreign")]
    if len(foreign) == len(done):
        clients = "A client" if foreign["client"].nunique() == 1 else "Clients"
        return f"{clients} that never signed in changed {number(kinds)} kind{_s(kinds)} of things"
    said = f"{_upper(kinds)} kind{_s(kinds)} of things changed"
    touched = foreign["kind"].nunique()
    if not touched:
        return said
    which = "also" if kinds == 1 else f"{number(touched)} of them also"
    return f"{said}, {which} by clients that never signed in"


def sides_told(counts: Mapping[str, int]) -> str:
    """How the sides stand, in a line: for the alternative text of the picture."""
    return ", ".join(f"{count:,} {SIDES[side]}" for side, count in counts.items())


def _is(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _s(count: int) -> str:
    return "" if count == 1 else "s"


def _upper(count: int) -> str:
    word = number(count)
    return word[0].upper() + word[1:]
