"""What a session's second clients used, what a verdict makes of it, and what else in the case shares it.

Why frozen in the act: a file added later may show a client in another light; what a person confirmed
must stay what they saw. Not here: giving a verdict (`verdicts`), or points (the signal `indicator_of_case`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.case import Case

KINDS = {"address": "address", "dt_hash": "device token", "agent": "agent", "network": "network"}
"""Kinds of values with their words."""

USES = ("session", "client without a session", "failed sign-in", "event without a session")
"""What may share a value, as `shared` tells it."""


@dataclass(frozen=True)
class Indicator:
    """One value of a session's second client."""

    kind: str
    """address, dt_hash or agent."""
    value: str
    """As the log has it; an agent is text that the client chose."""
    left_out: str | None = None
    """Why it is no indicator unless a person says so; None where it is one."""
    is_never: bool = False
    """The client that signed in used it too: nobody can make it an indicator."""

    @property
    def name(self) -> tuple[str, str]:
        """Kind and value: what stands for it in choices."""
        return self.kind, self.value


@dataclass(frozen=True)
class Teachable:
    """One value that a benign verdict may teach."""

    kind: str
    """network, address or dt_hash."""
    value: str
    """AS and number, a /24 or /48, an address, or the hash of a device token."""
    name: str | None = None
    """Who runs the network; None where unknown."""


def candidates(case: Case, session_key: str) -> list[Indicator]:
    """What a verdict replay on this session would freeze, and what it would leave out and why."""
    many = int(case.rows("number_in_force", parameter="many_people")[0]["value"])
    found = []
    for row in case.rows("verdict_indicators", session_key=session_key):
        others = int(row["other_count"])
        left_out = None
        if row["is_of_origin"]:
            left_out = "the client that signed in used it too"
        elif others >= many:
            left_out = f"{others:,} other people here sign in with it"
        elif row["is_own_elsewhere"]:
            left_out = "this person signed in with it to another session"
        found.append(Indicator(row["kind"], row["value"], left_out, bool(row["is_of_origin"])))
    return found


def chosen(
    found: Sequence[Indicator], wanted: Collection[tuple[str, str]] | None
) -> tuple[list[Indicator], list[Indicator]]:
    """Split candidates into those that become indicators and those left out.

    `wanted` are kinds and values that a person ticked; None takes what the program proposes.
    """
    if wanted is None:
        kept = [one for one in found if one.left_out is None]
    else:
        kept = [one for one in found if one.name in wanted and not one.is_never]
    return kept, [one for one in found if one not in kept]


def teachable(case: Case, session_key: str) -> list[Teachable]:
    """What a benign verdict on this session may teach, the widest first."""
    rows = case.rows("verdict_teachable", session_key=session_key)
    return [Teachable(row["kind"], row["value"], row["name"]) for row in rows]


def label(kind: str, value: str, name: str | None = None, longest: int = 70) -> str:
    """A value with the word for its kind; log text, for plain text and options of a choice only."""
    longest = min(longest, 16) if kind == "dt_hash" else longest
    shown = value if len(value) <= longest else value[: longest - 1] + "…"
    return f"{KINDS[kind]} {shown}" + (f" ({name[:40]})" if name else "")


def uses(case: Case, values: Collection[tuple[str, str]]) -> pd.DataFrame:
    """Everything that used one of these kinds and values.

    Shape: the columns of the read `value_uses`, a row a value and session, or a value, person and
    event type where there is no session; empty where no value is given or nothing was judged yet.
    """
    if not values or "findings" not in case.tables():
        return pd.DataFrame(columns=COLUMNS)
    pairs = sorted(set(values))
    return case.frame("value_uses", kinds=[kind for kind, _ in pairs], wanted_values=[value for _, value in pairs])


COLUMNS = (
    "kind", "value", "what", "event_type", "session_key", "session_id", "actor_id", "actor_login", "band", "score",
    "event_count", "first_at", "last_at", "first_event_id",
)  # fmt: skip
"""What `uses` tells of each."""


def elsewhere(case: Case, session_key: str, values: Collection[tuple[str, str]]) -> pd.DataFrame:
    """What else used those of the values that this session used. Shape: as `gathered`."""
    frame = uses(case, values)
    own = frame["session_key"].eq(session_key)
    mine = set(zip(frame[own]["kind"], frame[own]["value"], strict=True))
    shared = [name in mine for name in zip(frame["kind"], frame["value"], strict=True)]
    return gathered(frame[~own & pd.Series(shared, index=frame.index, dtype=bool)])


def gathered(frame: pd.DataFrame) -> pd.DataFrame:
    """One row for whatever shares something, however many values it shares.

    Shape: in, rows of `uses`; out, what, session_key, actor_login, first_at, last_at, event_count, band, score
    `shares`, a list of kinds and values, and `told_by`, the sessions whose verdicts made them indicators where
    the rows say so; sessions first, then by time.
    """
    found: dict[tuple[object, ...], dict[str, Any]] = {}
    for row in frame.to_dict("records"):
        is_session = isinstance(row["session_key"], str)
        name = (row["session_key"],) if is_session else (row["what"], row["actor_id"], row["event_type"])
        one = found.setdefault(name, {key: row[key] for key in GATHERED if key in row} | {"shares": [], "told_by": []})
        one["shares"].append((row["kind"], row["value"]))
        one["told_by"] += [key for key in row.get("told_by", []) if key not in one["told_by"]]
        one["first_at"], one["last_at"] = min(one["first_at"], row["first_at"]), max(one["last_at"], row["last_at"])
        one["event_count"] = max(one["event_count"], row["event_count"])
    rows = sorted(found.values(), key=lambda one: (USES.index(one["what"]), one["first_at"], str(one["session_key"])))
    return pd.DataFrame(rows, columns=list(GATHERED))


GATHERED = (
    "what", "session_key", "actor_login", "first_at", "last_at", "event_count", "band", "score", "shares", "told_by",
)  # fmt: skip
"""What `gathered` tells of each."""
