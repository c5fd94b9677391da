"""The sentences over a person: what was found, when they are at work, what is new. Pure functions, no database.

Why apart from `person`: a heading is read as markdown, so a name comes through `findings_words.person` only,
and everything else that a log says stays out.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.charts.lane_words import number
from analysis.findings_words import person

MOST_SHARE = 0.8
"""Share of a person's events that "mostly" stands for."""
_PLURAL = {"network": "networks", "device": "devices", "place": "places", "app": "apps"}


def upper(words: str) -> str:
    """The same as the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def counted(count: int, one: str, several: str) -> str:
    """A number with its noun: "one session", "14 sessions"."""
    return f"{number(count)} {one if count == 1 else several}"


def joined(parts: list[str]) -> str:
    """Parts of a sentence: "a, b and c"."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def headline(found: Mapping[str, object], sessions: pd.DataFrame, failed_count: int) -> str:
    """One person in one sentence. Shape: `sessions` has band (None where nothing was judged), is_inferred, lane_count.

    A name keeps its own letters at the beginning of the sentence too.
    """
    who, begin = (person(found.get("actor_login"), otherwise) for otherwise in ("this person", "This person"))
    inferred = sessions["is_inferred"].astype(bool)
    whole = sessions[~inferred]
    if whole.empty:
        return _without_session(who, begin, sessions, failed_count)
    if whole["band"].isna().all():
        return _unjudged(begin, whole)
    replays, looks = (int(whole["band"].eq(band).sum()) for band in ("replay", "suspicious"))
    clients = int((inferred & sessions["band"].eq("suspicious")).sum())
    total = f"’s {counted(len(whole), 'session', 'sessions')}"
    also = f"; {counted(clients, 'client', 'clients')} without a session {_is(clients)} worth a look" if clients else ""
    if len(whole) == 1 and (replays or looks):
        return f"{begin}’s only session is {'a likely replay' if replays else 'worth a look'}{also}"
    if replays:
        what = "a likely replay" if replays == 1 else "likely replays"
        said = upper(f"{number(replays)} of {who}{total} {_is(replays)} {what}")
        return said + (f", {number(looks)} more {_is(looks)} worth a look" if looks else "") + also
    if looks:
        return upper(f"{number(looks)} of {who}{total} {_is(looks)} worth a look{also}")
    if clients:
        return _clients(who, clients)
    explained = int(whole["band"].eq("explained").sum())
    if explained:
        return f"{begin}{total} look{'s' if len(whole) == 1 else ''} honest; {number(explained)} changed client"
    return f"Nothing was seen on {who}{total}"


def _unjudged(begin: str, whole: pd.DataFrame) -> str:
    several = int(whole["lane_count"].gt(1).sum())
    held = f"{begin} had {counted(len(whole), 'session', 'sessions')}"
    if not several:
        return f"{held} of one client" + (" each" if len(whole) > 1 else "")
    if len(whole) == 1:
        return f"{held}, used by {number(int(whole['lane_count'].iloc[0]))} clients"
    return f"{held}, {number(several)} of them used by several clients"


def _without_session(who: str, begin: str, sessions: pd.DataFrame, failed_count: int) -> str:
    looks = int(sessions["band"].eq("suspicious").sum())
    if looks:
        return _clients(who, looks)
    parts = [counted(len(sessions), "client without one", "clients without one")] * bool(len(sessions))
    parts += [counted(failed_count, "failed sign-in", "failed sign-ins")] * bool(failed_count)
    return f"{begin} has no session here" + (f", but {joined(parts)}" if parts else "")


def _clients(who: str, count: int) -> str:
    return upper(f"{counted(count, 'client', 'clients')} of {who} without a session {_is(count)} worth a look")


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def sessions_title(sessions: pd.DataFrame, shown: int) -> str:
    """Over the sessions side by side: "Sixteen sessions over twelve days, another client in one"."""
    inferred = sessions["is_inferred"].astype(bool)
    whole, rest = int((~inferred).sum()), int((inferred & sessions["role"].notna()).sum())
    days = max(1, int((sessions["ended_at"].max().normalize() - sessions["started_at"].min().normalize()).days) + 1)
    parts = [counted(whole, "session", "sessions")] * bool(whole)
    parts += [counted(rest, "client", "clients") + " without one"] * bool(rest)
    foreign = int(sessions["foreign_count"].gt(0).sum())
    said = f"{joined(parts)} {'on one day' if days == 1 else f'over {number(days)} days'}"
    if foreign:
        said += f", a foreign client in {number(foreign)}"
    return upper(said) + (f"; {shown} drawn" if shown < whole + rest else "")


def usual_title(counts: Mapping[str, int]) -> str:
    """What the person was seen with: "Four networks, two devices, three places, five apps"."""
    parts = [counted(counts.get(what, 0), one, what) for one, what in _PLURAL.items() if counts.get(what)]
    return upper(", ".join(parts)) if parts else "No network, device or place is known"


def new_title(new: pd.DataFrame, window_from: pd.Timestamp) -> str:
    """What came in with the suspicion: "New since 11 Oct 13:40: one network and one device"."""
    since = f"{window_from.day} {window_from:%b %H:%M}"
    if new.empty:
        return f"Nothing is new since {since}"
    counts = new["what"].value_counts()
    parts = [counted(int(counts[one]), one, several) for one, several in _PLURAL.items() if one in counts.index]
    return f"New since {since}: {joined(parts)}"


def hours_title(hours: pd.DataFrame) -> str:
    """When the person is at work: "Mostly at work 12:00 to 21:00 UTC, foreign events at 13:00"."""
    by_hour = hours.groupby("hour_no")[["own_count", "foreign_count"]].sum().reindex(range(24), fill_value=0)
    own = [int(count) for count in by_hour["own_count"]]
    if not sum(own):
        return "Only foreign clients were at work" if int(by_hour["foreign_count"].sum()) else "No event has a client"
    length, start = min(
        (length, start)
        for start in range(24)
        for length in range(1, 25)
        if sum(own[(start + hour) % 24] for hour in range(length)) >= MOST_SHARE * sum(own)
    )
    said = (
        "At work around the clock"
        if length > 20
        else f"Mostly at work {start:02}:00 to {(start + length) % 24:02}:00 UTC"
    )
    foreign = [hour for hour in range(24) if int(by_hour["foreign_count"].iloc[hour])]
    if foreign:
        inside = sum((hour - start) % 24 < length for hour in foreign)
        where = (
            "inside these hours" if inside == len(foreign) else "outside of them" if not inside else "in and outside"
        )
        said += f"; foreign events {where}"
    return said


def factors_title(factors: pd.DataFrame) -> str:
    """Over the factor events: "Factors answered 31 times; two other events"."""
    answered = int(factors["what"].eq("factor answered").sum())
    rest = len(factors) - answered
    if factors.empty:
        return "No factor was asked for, changed or reported"
    times = {1: "once", 2: "twice"}.get(answered, f"{number(answered)} times")
    said = f"A factor was answered {times}" if answered else "No factor was answered"
    return said + (f"; {counted(rest, 'other event', 'other events')} about factors and risk" if rest else "")


def changes_title(changes: pd.DataFrame) -> str:
    """Over the changes: "Seven changes of who may do what, four by a foreign client; two to this person"."""
    own = changes[~changes["is_to_person"].astype(bool)]
    foreign = int(own["side"].eq("foreign").sum())
    received = len(changes) - len(own)
    if changes.empty:
        return "This person changed nobody’s rights"
    said = f"{counted(len(own), 'change', 'changes')} of who may do what"
    said += f", {number(foreign)} by a foreign client" if foreign else ""
    return upper(said + (f"; {number(received)} to this person by others" if received else ""))


def loose_title(loose: pd.DataFrame, client_count: int) -> str:
    """Over what stands outside of sessions: "Three failed sign-ins, and two clients without a session"."""
    failed = failed_count(loose)
    rest = int(loose["event_count"].sum()) - failed
    parts = [counted(failed, "failed sign-in", "failed sign-ins")] * bool(failed)
    parts += [counted(client_count, "client without a session", "clients without a session")] * bool(client_count)
    parts += [counted(rest, "other event", "other events")] * bool(rest)
    return upper(joined(parts)) if parts else "Everything belongs to a session"


def failed_count(loose: pd.DataFrame) -> int:
    """Failed sign-ins among the events without a session."""
    return int(loose.loc[loose["what"].eq("failed sign-in"), "event_count"].sum())


def verdicts_title(in_force: Mapping[str, int], open_count: int) -> str:
    """How far people have come: "Judged by a person: one replay; two findings are open"."""
    told = [f"{number(count)} {verdict}" for verdict, count in in_force.items() if count]
    still = f"{counted(open_count, 'finding', 'findings')} {_is(open_count)} open" if open_count else ""
    if not told:
        return upper(f"nobody judged a session yet{'; ' + still if still else ''}")
    return f"Judged by a person: {', '.join(told)}" + (f"; {still}" if still else "")


def caption(found: Mapping[str, object]) -> str:
    """What a person is here besides a name, in our words; empty where nothing is to be said."""
    if found["is_listed"]:
        return "listed as privileged"
    return (
        "changes who may do what"
        if found["change_count"]
        else "opens the Admin Console"
        if found["admin_count"]
        else ""
    )
