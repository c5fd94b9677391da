"""The sentences of a briefing: plain, with their numbers, and nothing that the log cannot carry.

Nothing here promises anything, and "confirmed" is what a person said. Pure functions; names enter through
`findings_words.safe` or stand in tables as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analysis import overview_words
from analysis.charts.lane_words import number
from analysis.containment import Line
from analysis.overview_words import Counts, place

SCORE = "A score is a sum of reasons and no probability: points were weighed on made-up tenants, not on yours."
PROXY = "A thief who signed in through a phishing proxy looks like anybody else."
NOTHING_DONE = "No act against it is recorded in this case or seen in the log yet."
NO_CLOCK_YET = "not started"
COUNSEL = "Prepared at the direction of counsel"
MOST_DONE, MOST_OBJECTS, LONGEST_OBJECT = 5, 4, 60


def count(many: int, one: str, several: str | None = None) -> str:
    """ "two sessions"."""
    return f"{number(many)} {one if many == 1 else several or one + 's'}"


def day(at: Any) -> str:
    """ "5 October"."""
    return f"{at.day} {at:%B}"


def moment(at: Any) -> str:
    """ "5 Oct 2023 14:40", for tables; UTC is said beside it."""
    return "" if at is None or at != at else f"{at.day} {at:%b %Y %H:%M}"


def lead(judged: Mapping[str, Any], first: Mapping[str, Any] | None, changed: str, app_count: int) -> tuple[str, ...]:
    """What happened in three sentences: whose, since when and from where, and what was done."""
    whose = count(judged["person_count"], "person", "people")
    belong = "It belongs" if judged["told_count"] == 1 else "They belong"
    said = [f"{belong} to {whose}{_administrators(judged)}."]
    if judged["divergence_at"] is not None:
        placed = place(first) if first is not None else ""
        through = f", through an address placed in {placed}" if placed else ""
        text = f"The first event of another client is of {_when(judged['divergence_at'])} UTC{through}"
        last = judged["last_foreign_at"]
        said.append(f"{text}; the last of {_when(last)}." if last > judged["divergence_at"] else f"{text}.")
    opened = f"Sign-ons to {count(app_count, 'app')} were issued to other clients" if app_count else ""
    if changed and opened:
        said.append(f"{changed.removesuffix('.')}. {opened}.")
    elif changed or opened:
        said.append(changed or f"{opened}; no change of who may do what is recorded.")
    elif judged["divergence_at"] is not None:
        said.append("No change and no sign-on to an app by another client is recorded.")
    return tuple(said)


def _administrators(judged: Mapping[str, Any]) -> str:
    many, whole = judged["privileged_count"], judged["person_count"]
    if not many:
        return ", none of whom acted as an administrator in this log" if whole > 1 else ", no administrator in this log"
    if many == whole:
        return ", all administrators" if whole > 1 else ", an administrator"
    return f", {number(many)} of them {'an administrator' if many == 1 else 'administrators'}"


def _when(at: Any) -> str:
    return f"{at.day} {at:%B %Y} at {at:%H:%M}"


def stands(judged: Mapping[str, Any]) -> str:
    """The three counts, in the words that every briefing uses."""
    said = (
        f"Judged by the program: {judged['replay_count']:,} · confirmed by a person: {judged['confirmed_count']:,} · "
        f"open: {judged['look_count']:,}"
    )
    cleared = judged["cleared_count"]
    return f"{said} · cleared by a person: {cleared:,}." if cleared else f"{said}."


def sure(judged: Mapping[str, Any], found: Counts) -> tuple[str, ...]:
    """How sure, and why."""
    said = [stands(judged)]
    if found.replays:
        subject = "It has" if judged["told_count"] == 1 else "Each has"
        families = count(judged["fewest_families"] or 0, "family", "families")
        said.append(f"{subject} signals of at least {families} that agree, out of network, device, acts and others.")
        if judged["is_unsigned"]:
            each = "It" if judged["told_count"] == 1 else "Each"
            said.append(
                f"{each} was used by a client that never signed in, while the sign-in of another is in this log."
            )
        else:
            said.append(
                "Of some the sign-in is not in this log, so that the first client is taken for the one signed in."
            )
    return (*said, SCORE)


def reached(names_shown: Sequence[str], app_count: int, changed: str) -> tuple[str, ...]:
    """What was opened and what was changed. Names of apps are log text."""
    said = []
    if app_count:
        names = ", ".join(names_shown) + (" and others" if app_count > len(names_shown) else "")
        said.append(f"Apps opened ({app_count:,}): {names}.")
    if changed:
        said.append(changed)
    return tuple(said)


def timeline_title(judged: Mapping[str, Any]) -> str:
    """When it was."""
    first, last = judged["divergence_at"], judged["last_foreign_at"]
    if first is None:
        return "When these sessions were used"
    if first.date() == last.date():
        return f"All of it is of {day(first)}"
    return f"The first other client came on {day(first)}, the last was seen on {day(last)}"


def map_title(city_count: int) -> str:
    """From where, as addresses are placed."""
    return f"Other clients came through addresses placed in {count(city_count, 'city', 'cities')}"


def done(lines: Sequence[Line], reach: Mapping[str, Any]) -> tuple[str, ...]:
    """What has been done: as the log shows, or as somebody ticked it."""
    said = []
    if reach["object_count"] and reach["undone_count"]:
        whole, undone = reach["object_count"], reach["undone_count"]
        all_of_it = "What was changed is undone" if whole == undone else ""
        said.append(
            (all_of_it or f"{number(undone).capitalize()} of {count(whole, 'object')} is undone")
            + ", as the log shows."
        )
    gathered: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        if line.done is not None:
            who = "as the log shows" if line.done.is_in_log else f"ticked by {line.done.by}"
            gathered.setdefault((line.words, who), []).append(line)
    for (what, who), same in list(gathered.items())[:MOST_DONE]:
        objects = ", ".join(_cut(line.object) for line in same[:MOST_OBJECTS] if line.object)
        more = " and others" if len(same) > MOST_OBJECTS else ""
        said.append(f"{what}{f': {objects}{more}' if objects else ''} ({who}, {days(same)}).")
    if len(gathered) > MOST_DONE:
        said.append("More of the containment list is done; it stands behind.")
    return tuple(said) or (NOTHING_DONE,)


def days(lines: Sequence[Line]) -> str:
    """On which days lines were done."""
    moments = sorted(line.done.at for line in lines if line.done)
    first, last = moments[0], moments[-1]
    return f"{first.day} {first:%b %Y}" + (f" to {last.day} {last:%b %Y}" if first.date() != last.date() else "")


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_OBJECT else text[: LONGEST_OBJECT - 1] + "…"


def caption(made_at: Any, span: str, is_masked: bool) -> str:
    """Below the mark: of when, of what, and whether names are masked."""
    said = ["As of " + moment(made_at) + " UTC", f"log of {span}" if span else "", "names masked" if is_masked else ""]
    return " · ".join(filter(None, said))


def examined(totals: Mapping[str, Any]) -> tuple[str, ...]:
    """The lead where nothing is suspected: that is a finding too."""
    events = f"{totals['event_count']:,} {'event' if totals['event_count'] == 1 else 'events'}"
    said = f"{events} in {count(totals['session_count'], 'session')} were examined"
    several = totals["several_count"]
    more = (
        f"; {number(several)} of them had more than one client, and none of those is suspected."
        if several
        else "; none of them had more than one client."
    )
    return (
        said + more,
        "That speaks of this log only: what it does not hold, or cannot show, is said below.",
    )


def headline(found: Counts, totals: Mapping[str, Any]) -> str:
    """That of the overview."""
    return overview_words.headline(found, totals["session_count"] + totals["inferred_count"])
