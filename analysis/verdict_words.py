"""The sentences over verdicts and over what shares an indicator: what a person said, beside what the program says.

Why apart from `findings_words`: a band is the program's opinion, a verdict a person's, and no sentence mixes them.
Pure functions, no database; none of them holds log text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from analysis.charts.lane_words import number

OPEN = "open"
PILLS = (OPEN, "replay", "benign", "unsure")
"""What a list can be narrowed to: findings without a verdict, and each verdict."""
MEANING = {
    "replay": "somebody else used this session",
    "benign": "the person it belongs to, or one of their machines",
    "unsure": "looked at, and not decided",
}
_PLURAL = {
    "session": "sessions",
    "failed sign-in": "failed sign-ins",
    "client without a session": "clients without a session",
    "event without a session": "events without a session",
}


def progress(counts: Mapping[str, int]) -> str:
    """How far people have come: "Judged by a person: two replay, one benign. 37 open"; empty before the first."""
    told = [f"{number(counts[one])} {one}" for one in PILLS[1:] if counts.get(one)]
    if not told:
        return ""
    return f"Judged by a person: {', '.join(told)}. {counts.get(OPEN, 0):,} open."


def when(at: datetime) -> str:
    """The moment of an act, with the year, because acts are read years later."""
    return f"{at.day} {at:%b %Y %H:%M} UTC"


def kept(verdict: str, session_count: int, indicator_count: int) -> str:
    """What was done, for a short notice: "Kept: replay, with four indicators"."""
    on = f" on {number(session_count)} sessions" if session_count > 1 else ""
    said = f"Kept: {verdict}{on}"
    if indicator_count:
        said += f", with {number(indicator_count)} indicator{'s' if indicator_count != 1 else ''} of this case"
    return said


def elsewhere(whats: Sequence[str]) -> str:
    """What shares something, counted by kind: "two sessions and one failed sign-in"; empty where nothing does."""
    told = []
    for one, several in _PLURAL.items():
        count = sum(what == one for what in whats)
        if count:
            told.append(f"{number(count)} {one if count == 1 else several}")
    return " and ".join(filter(None, (", ".join(told[:-1]), *told[-1:])))


def elsewhere_title(whats: Sequence[str], *, is_judged: bool) -> str:
    """The title over what else uses what this session's second client used."""
    subject = "an indicator of this session" if is_judged else "something with its second client"
    told = elsewhere(whats)
    if not told:
        return f"Nothing else here shares {subject}"
    shares = "shares" if len(whats) == 1 else "share"
    return f"{told[0].upper()}{told[1:]} {shares} {subject}"


def case_title(whats: Sequence[str]) -> str:
    """The title over all that shares an indicator of the case."""
    told = elsewhere(whats)
    if not told:
        return "Nothing else shares an indicator of this case"
    return f"{told[0].upper()}{told[1:]} {'shares' if len(whats) == 1 else 'share'} an indicator of this case"
