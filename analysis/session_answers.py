"""The answer first: who, when, from where, and what they did, in a few lines each.

Why: whoever opens a session under pressure reads the first screenful. The lines hold text of the log: they are shown
as plain text. Not here: the headline (findings_words), the reasons, and any drawing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.charts.clock import duration, moment
from analysis.charts.figure import rows
from analysis.charts.lane_words import number
from analysis.session_view import SessionView

MOST_ACTS = 3
"""Acts that are told one by one; the lanes and the table have all."""
LONGEST = 90
"""Characters of one line."""


@dataclass(frozen=True)
class Answers:
    """Four short answers. All but `when_told` may hold text of the log."""

    who: tuple[str, ...]
    """Login, name where it says more, session id."""
    when_told: tuple[str, ...]
    """Times in words of ours; `**` marks what weighs."""
    where: tuple[str, ...]
    """Address, network, place and device of the second client; of the only one where there is no second."""
    what: tuple[str, ...]
    """How many acts, then the first of them with their numbers."""
    network: str | None
    """What the Network screen is asked for: the address, else the autonomous system; None where neither is known."""


def answers(view: SessionView) -> Answers:
    """Answer the four questions of one session."""
    told = view.foreign if len(view.foreign) else view.events[view.events["lane_no"].notna()]
    told = told if len(told) else view.events
    return Answers(_who(view), _when(view), _where(told), _what(view), _network(told))


def _who(view: SessionView) -> tuple[str, ...]:
    finding = view.finding
    login, name = finding["actor_login"], finding.get("actor_name")
    lines = [login or "unknown person"]
    if name and name.casefold().replace(" ", ".") not in lines[0].casefold():
        lines.append(name)
    if not finding["is_inferred"]:
        lines.append(f"session {finding['session_id']}")
    return tuple(_cut(line) for line in lines)


def _when(view: SessionView) -> tuple[str, ...]:
    finding = view.finding
    start, end = finding["started_at"], finding["ended_at"]
    if view.divergence_at is None:
        length = duration((end - start).total_seconds())
        return f"**{moment(start)} UTC**", f"until **{moment(end)}**, {length}"
    at, last = finding["divergence_at"], finding["last_foreign_at"]
    lines = [f"Divergence **{moment(at)} UTC**"]
    if last > at:
        lines.append(f"until **{moment(last)}**, {duration((last - at).total_seconds())}")
    since = (at - start).total_seconds()
    if since > 0:
        began = "the session is first seen" if finding["is_origin_assumed"] else "the sign-in"
        lines.append(f"{duration(since)} after {began}")
    act = finding["first_act_at"]
    lines.append("no act succeeded" if act is None else f"first act {moment(act)}")
    return tuple(lines)


def _where(told: pd.DataFrame) -> tuple[str, ...]:
    lines = [_first(told["address"], "address", "addresses")]
    networks = told[["network", "as_number"]].drop_duplicates()
    network = str(networks["network"].iloc[0] or "unknown network")
    known = networks["as_number"].iloc[0]
    lines.append(network + ("" if pd.isna(known) else f" (AS{int(known)})"))
    cities = list(dict.fromkeys(city for city in told["city"] if isinstance(city, str)))
    lines.append(" · ".join(cities[:2]) if cities else "unknown place")
    lines.append(_first(told["device"], "device", "devices"))
    return tuple(_cut(line) for line in lines)


def _first(column: pd.Series, word: str, words: str) -> str:
    """The most frequent value, and how many others there are."""
    counts = column.dropna().value_counts()
    if counts.empty:
        return f"unknown {word}"
    commonest = counts[counts.eq(counts.iloc[0])].index.min()
    more = len(counts) - 1
    return str(commonest) + (f" and {number(more)} more {word if more == 1 else words}" if more else "")


def _what(view: SessionView) -> tuple[str, ...]:
    if view.divergence_at is None:
        changes = int(view.events["is_privileged"].sum())
        counted = f"{len(view.events):,} event{'s' if len(view.events) != 1 else ''}"
        which = "changes" if changes > 1 else "a change"
        return (f"{counted}, {number(changes) if changes else 'none'} of them {which} of who may do what",)
    acts = view.foreign[view.foreign["act_no"].notna()]
    if acts.empty:
        tried = len(view.foreign)
        return f"Nothing succeeded in {number(tried)} event{'s' if tried != 1 else ''}", *_kinds(view.foreign)
    privileged = int(acts["is_privileged"].sum())
    first = f"{number(len(acts)).capitalize()} act{'s' if len(acts) != 1 else ''}"
    told = _worth_telling(acts)
    which = "changes" if privileged > 1 else "a change"
    lines = [f"{first}, {number(privileged)} of them {which}" if privileged else first]
    lines += [f"{int(act.act_no)}  {_said(act)}" for act in rows(told)]
    return tuple(_cut(line) for line in lines)


def _kinds(events: pd.DataFrame) -> tuple[str, ...]:
    return tuple(_cut(str(name)) for name in events["event_type"].drop_duplicates().head(2))


def _worth_telling(acts: pd.DataFrame) -> pd.DataFrame:
    """The first acts of different types, changes before the rest, in their order."""
    unlike = acts.drop_duplicates("event_type")
    ranked = unlike.assign(rank=~unlike["is_privileged"]).sort_values(["rank", "act_no"], kind="stable")
    return ranked.head(MOST_ACTS).sort_values("act_no", kind="stable")


def _said(act: Any) -> str:
    words = act.in_words if isinstance(act.in_words, str) and act.in_words else act.event_type
    return f"{words}: {act.target}" if act.is_privileged and isinstance(act.target, str) and act.target else words


def _network(told: pd.DataFrame) -> str | None:
    addresses = told["address"].dropna()
    if len(addresses):
        counts = addresses.value_counts()
        return str(counts[counts.eq(counts.iloc[0])].index.min())
    known = told["as_number"].dropna()
    return f"AS{int(known.iloc[0])}" if len(known) else None


def _cut(line: str) -> str:
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
