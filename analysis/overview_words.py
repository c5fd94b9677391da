"""The sentences of the overview: what was found, in plain words, and never more than the log can carry.

Why: executives and responders read the first line only. It says "look used" where the program judged, and
"confirmed" only where a person did; it names a place only as where an address is placed. Log text enters
through `findings_words.safe` alone. Pure functions, no database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis import verdict_words
from analysis.charts.clock import duration
from analysis.charts.lane_words import number
from analysis.findings_words import safe

LONG_DWELL_S = 60 * 86_400
MOST_CITIES = 3
MOST_UNSEEN = 6
MOST_KINDS = 4
_TELLING = ("idp", "role", "user", "token", "factor", "client", "key", "policy", "zone", "log stream", "group")
"""Kinds of changes that are told first: what opens a way in."""
_THINGS = {
    "idp": "identity provider",
    "token": "API token",
    "client": "OAuth client",
    "zone": "network zone",
    "origin": "trusted origin",
    "org": "organisation setting",
}
_ALWAYS = ("A session that holds only", "A thief who signed in through a phishing proxy")
"""How the statement begins that is true of every case, and its title."""


@dataclass(frozen=True)
class Counts:
    """What the headline counts, sessions each."""

    confirmed: int
    """A person called it a replay."""
    replay: int
    """A likely replay by the program, with no verdict that clears it."""
    look: int
    """Worth a look, with no verdict that clears it."""
    cleared: int
    """A person called it benign."""
    supported: int = 0
    """Of those worth a look, the ones with nothing but support access."""
    is_unsigned: bool = False
    """All replays have a second client, and the sign-in of the first is in the export."""

    @property
    def replays(self) -> int:
        """Confirmed and likely ones."""
        return self.confirmed + self.replay


def counts(judged: pd.DataFrame) -> Counts:
    """Count the groups. Shape: `overview.Overview.judged`."""
    size = {name: int(judged["group"].eq(name).sum()) for name in ("confirmed", "replay", "look", "cleared")}
    looks = judged[judged["group"].eq("look")]
    replays = judged[judged["group"].isin(["confirmed", "replay"])]
    unsigned = bool(len(replays)) and bool(
        (replays["divergence_at"].notna() & ~replays["is_origin_assumed"].astype(bool)).all()
    )
    supported = int((looks["has_support_access"].astype(bool) & looks["divergence_at"].isna()).sum())
    return Counts(**size, supported=supported, is_unsigned=unsigned)


def headline(found: Counts, session_count: int) -> str:
    """The case in one sentence."""
    if found.confirmed:
        first = f"{_sessions(found.confirmed)} {_were(found.confirmed)} replayed, confirmed by a person"
        if found.replay:
            return f"{first}; {number(found.replay)} more {'looks' if found.replay == 1 else 'look'} like it"
        return f"{first}; {_looks(found.look, 'more')} worth a look" if found.look else first
    if found.replay:
        look = "looks" if found.replay == 1 else "look"
        if found.is_unsigned:
            them = "it" if found.replay == 1 else "them"
            return f"{_sessions(found.replay)} {look} used by a client that never signed in to {them}"
        return f"{_sessions(found.replay)} {look} replayed"
    if found.look:
        if found.supported == found.look:
            return f"No likely replay; somebody was let in to {_count(found.look, 'session')} for support"
        return f"No likely replay; {_looks(found.look)} worth a look"
    if found.cleared:
        return f"No suspect is left: a person judged {_count(found.cleared, 'session')} benign"
    if not session_count:
        return "No event here belongs to a session, so there is nothing to judge"
    return "Nothing here looks like a replayed session"


def standing(found: Counts, verdict_counts: Mapping[str, int]) -> str:
    """Who judged: the program, or how far people have come."""
    waiting = found.replay + found.look
    told = verdict_words.progress(
        dict(verdict_counts) | {verdict_words.OPEN: waiting - verdict_counts.get("unsure", 0)}
    )
    if told:
        return told
    return "This is judged by the program; nobody has confirmed or cleared any of it yet." if waiting else ""


def prose(
    told: pd.DataFrame, first: Mapping[str, Any] | None, last_foreign_at: pd.Timestamp | None, found: Counts
) -> str:
    """Whose sessions, since when, from where, until when. Markdown of our own words, times in bold; UTC said once."""
    if told.empty:
        return ""
    people = told["actor_id"].fillna(told["actor_login"]).nunique()
    whose = _count(people, "person", "people")
    said = [f"{'It belongs' if len(told) == 1 else 'They belong'} to {whose}."]
    if first is not None:
        what = "The divergence" if len(told) == 1 else "The first divergence"
        placed = place(first)
        through = f", through an address placed in {placed}" if placed else ""
        sentence = f"{what} is of **{when(first['divergence_at'])} UTC**{through}"
        if last_foreign_at is not None and last_foreign_at > pd.Timestamp(first["divergence_at"]):
            sentence += f"; the last foreign event of **{when(last_foreign_at, seconds=False)}**"
        said.append(sentence + ".")
    if found.replays and found.look:
        said.append(f"{number(found.look).capitalize()} more {'is' if found.look == 1 else 'are'} worth a look.")
    return " ".join(said)


def changed(rows: Sequence[Mapping[str, Any]]) -> str:
    """What foreign clients left: "In foreign hands: one user made, one API token made; none of it is undone."

    Shape: `overview_changes`. Empty where they changed nothing.
    """
    if not rows:
        return ""
    order = {kind: place for place, kind in enumerate(_TELLING)}
    ranked = sorted(rows, key=lambda row: (order.get(row["kind"], len(order)), -row["object_count"], row["kind"]))
    told = []
    for row in ranked[:MOST_KINDS]:
        one = _THINGS.get(row["kind"], row["kind"])
        several = f"{one[:-1]}ies" if one.endswith("y") else one if one.endswith("ss") else f"{one}s"
        told.append(f"{_count(row['object_count'], one, several)} {_listed(row['actions'])}")
    if rest := sum(row["object_count"] for row in ranked[MOST_KINDS:]):
        told.append(f"{_count(rest, 'more object')} changed")
    whole = sum(row["object_count"] for row in rows)
    standing = sum(row["standing_count"] for row in rows)
    if standing == whole:
        end = "no record undoes it" if whole == 1 else "no record undoes any of it"
    else:
        end = "all of it is undone" if not standing else f"{number(whole - standing)} of {number(whole)} is undone"
    return f"In foreign hands: {', '.join(told)}; {end}."


def examined(event_count: int, session_count: int, several_count: int, explained: int) -> str:
    """What was looked at where nothing is suspected."""
    said = f"{event_count:,} events in {_count(session_count, 'session')} were examined."
    if several_count:
        verb = "was" if several_count == 1 else "were"
        said += f" {number(several_count).capitalize()} of them {verb} used by more than one client"
        said += f", and {_count(explained, 'session')} with a story that fits." if explained else "."
    return said + " What could not be seen stands below."


def place(row: Mapping[str, Any]) -> str:
    """City, else country, as text for a sentence; empty where neither is known or both are odd."""
    return safe(row.get("city"), "") or safe(row.get("country"), "")


def caption(totals: Mapping[str, Any], span: str) -> str:
    """The context over the headline: time, files, events, people, refused rows."""
    said = [
        span,
        _digits(totals["file_count"], "file"),
        _digits(totals["event_count"], "event"),
        _digits(totals["session_count"], "session"),
        _digits(totals["person_count"], "person", "people"),
        f"{totals['refused_count']:,} rows refused",
    ]
    return " · ".join(filter(None, said))


def activity_title(told: pd.DataFrame, event_count: int) -> str:
    """When the suspects diverged: "One likely replay on 12 October, then seventeen in four days"."""
    if told.empty:
        return f"{event_count:,} {'event' if event_count == 1 else 'events'}, and none is marked"
    days = told["at"].dt.normalize().sort_values()
    groups = set(told["group"])
    one = "replay" if groups == {"confirmed"} else "session worth a look" if "look" in groups else "likely replay"
    several = one.replace("session", "sessions") if "look" in groups else f"{one}s"
    begun = int((days == days.iloc[0]).sum())
    day = f"{days.iloc[0].day} {days.iloc[0]:%B}"
    rest = len(days) - begun
    first = f"{number(begun).capitalize()} {one if begun == 1 else several}"
    if not rest:
        return f"{first}, on {day}" if begun == 1 else f"{first}, all on {day}"
    passed = (days.iloc[-1] - days.iloc[0]).days
    return f"{first} on {day}, then {number(rest)} within {_count(passed, 'day')}"


def map_title(ways: pd.DataFrame, told_count: int) -> str:
    """From where most of them were used: "Fourteen of eighteen were used from three cities"."""
    placed = ways.drop_duplicates("session_key")
    if placed.empty:
        return "From where they were used is not known"
    by_city = placed.groupby([placed["latitude"].round(1), placed["longitude"].round(1)]).size()
    sizes = by_city.sort_values(ascending=False, kind="stable").to_list()
    if len(sizes) == 1:
        city = place(_first_of(placed))
        where = f"addresses placed in {city}" if city else "one city"
        subject = "It" if told_count == 1 else "Both" if told_count == len(placed) == 2 else ""
        if not subject:
            subject = f"All {number(told_count)}" if told_count == len(placed) else _of(len(placed), told_count)
        return f"{subject} {_were(len(placed))} used through {where}"
    kept = next((count for count in range(1, MOST_CITIES + 1) if sum(sizes[:count]) >= 0.6 * len(placed)), 0)
    top = by_city.sort_values(ascending=False, kind="stable").index[0]
    at_top = placed[placed["latitude"].round(1).eq(top[0]) & placed["longitude"].round(1).eq(top[1])]
    if kept == 1 and (city := place(_first_of(at_top))):
        return f"{_of(sizes[0], told_count)} {_were(sizes[0])} used through addresses placed in {city}"
    if not kept or sizes[kept - 1] == 1:
        return f"{_of(len(placed), told_count)} {_were(len(placed))} used from {_count(len(sizes), 'city', 'cities')}"
    return f"{_of(sum(sizes[:kept]), told_count)} {_were(sum(sizes[:kept]))} used from {_count(kept, 'city', 'cities')}"


def window_title(counted: Mapping[str, int], suspects: int) -> str:
    """What a chosen stretch of time holds."""
    events = f"{counted['event_count']:,} {'event' if counted['event_count'] == 1 else 'events'}"
    sessions = f"{counted['session_count']:,} {'session' if counted['session_count'] == 1 else 'sessions'} in use"
    of_them = f"{number(suspects)} of them suspected" if suspects else "none of them suspected"
    return f"{events}, {sessions}, {of_them}"


def window_span(from_at: pd.Timestamp, until_at: pd.Timestamp) -> str:
    """A chosen stretch: "12 Oct 03:00 to 13 Oct 18:00"."""
    same_day = from_at.date() == until_at.date()
    end = f"{until_at:%H:%M}" if same_day else f"{until_at.day} {until_at:%b %H:%M}"
    return f"{from_at.day} {from_at:%b %H:%M} to {end}"


def dwell(seconds: float) -> str:
    """Divergence to case opened; whole days where it is months, as with an old export."""
    return f"{seconds / 86_400:,.0f} days" if seconds >= LONG_DWELL_S else duration(seconds)


def step(minutes: int) -> str:
    """What one bar stands for."""
    return {1: "minute", 10: "10 minutes", 60: "hour", 1_440: "day", 10_080: "week"}.get(minutes, f"{minutes} minutes")


def unseen(rows: Sequence[Mapping[str, Any]], not_available: Sequence[str]) -> list[tuple[str, str, str | None]]:
    """What the case cannot see, what weighs most first. Shape: title, the rest of the sentence, file name or None.

    Why the order: what a whole kind of file lacks, then what touches signals, then all else; that a phishing
    proxy stays invisible is true of every case, and comes last. What does not fit stands on Evidence.
    """
    told = []
    for row in rows:
        title, rest = _split(row["statement"])
        always = row["statement"].startswith(_ALWAYS[0])
        weight = 4 if always else 0 if row["name"] else 1 if row["affects"] else 2
        told.append((weight, title, rest, row["name"]))
    if not_available:
        count = len(not_available)
        title = f"{number(count).capitalize()} {'signal' if count == 1 else 'signals'} could not be judged at all"
        told.append((0, title, f"Not available, which is not clean: {', '.join(not_available)}.", None))
    ranked = sorted(told, key=lambda entry: entry[0])
    if len(ranked) > MOST_UNSEEN:  # the one that is true of every case keeps its place
        ranked = [*ranked[: MOST_UNSEEN - 1], ranked[-1]]
    return [(title, rest, name) for _, title, rest, name in ranked]


def when(time: Any, *, seconds: bool = True) -> str:
    """A moment in a sentence: "12 October 2023 at 03:14:52"; the reader is told UTC beside it."""
    return f"{time.day} {time:%B %Y} at {time:%H:%M:%S}" if seconds else f"{time.day} {time:%B at %H:%M}"


def _split(statement: str) -> tuple[str, str]:
    """A statement in a title and the rest: at its first full stop, else colon, else comma."""
    if statement.startswith(_ALWAYS[0]):
        return _ALWAYS[1], statement
    for mark in (". ", ": ", ", "):
        title, found, rest = statement.partition(mark)
        if found and len(title) <= 140:
            return title, rest[:1].upper() + rest[1:]
    return statement.rstrip("."), ""


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _first_of(frame: pd.DataFrame) -> Mapping[str, Any]:
    rows: list[Any] = frame.head(1).to_dict("records")
    return rows[0]


def _of(part: int, whole: int) -> str:
    if part == whole:
        return "It" if whole == 1 else f"All {number(whole)}"
    return f"{number(part).capitalize()} of {number(whole)}"


def _sessions(count: int) -> str:
    return "One session" if count == 1 else f"{number(count).capitalize()} sessions"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _looks(count: int, more: str = "") -> str:
    one = f"{number(count)} {more} session" if more else f"{number(count)} session"
    return f"{one} is" if count == 1 else f"{one}s are"


def _count(count: int, one: str, several: str | None = None) -> str:
    return f"{number(count)} {one if count == 1 else several or one + 's'}"


def _digits(count: int, one: str, several: str | None = None) -> str:
    return f"{count:,} {one if count == 1 else several or one + 's'}"
