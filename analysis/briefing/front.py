"""The first page: figures, affected, timeline, map, decisions, and every number on it with its SQL.

Not here: the pages behind (`behind`), sentences (`words`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from analysis import overview_words
from analysis.briefing import words
from analysis.briefing.facts import Facts
from analysis.briefing.numbers import Number
from analysis.briefing.shape import Decision, Figure, Row, Table, Way
from analysis.charts.clock import duration
from analysis.charts.figure import rows
from analysis.charts.world_map import Spot, spots

LONGEST_CITY = 60
CHANGES = "changes"
"""The figure that leads to Changes."""
ENDING = "end_sessions"
"""The entry of containment.toml that is about the sessions of an account."""
MOST_PEOPLE, MOST_ROWS, MOST_APPS, MOST_UNSEEN, MOST_SPOTS = 7, 16, 6, 2, 40


def figures(facts: Facts) -> tuple[Figure, ...]:
    """Four figures: of what is suspected, else of what was examined."""
    judged, reach, totals = facts.judged, facts.reach, facts.view.totals
    if not judged["told_count"]:
        files = "file" if totals["file_count"] == 1 else "files"
        return (
            Figure("Events", f"{totals['event_count']:,}", f"{totals['file_count']:,} {files}", ""),
            Figure("Sessions", f"{totals['session_count']:,}", "none is suspected", "explained,clean"),
            Figure("With several clients", f"{totals['several_count']:,}", "none is suspected", "explained,clean"),
            Figure("Rows refused", f"{totals['refused_count']:,}", "each with its reason", ""),
        )
    is_replay = bool(facts.found.replays)
    first, last = judged["divergence_at"], judged["last_foreign_at"]
    people = f"{judged['privileged_count']:,} acting as administrators"
    span = (
        (duration((last - first).total_seconds()), f"longest held: {duration(judged['longest_s'])}")
        if first
        else ("–", "nothing diverged")
    )
    whole = f"of {totals['session_count']:,} session{'' if totals['session_count'] == 1 else 's'}"
    name, band = ("Likely replays", "replay") if is_replay else ("Worth a look", "suspicious")
    return (
        Figure(name, f"{judged['told_count']:,}", whole, band),
        Figure("People", f"{judged['person_count']:,}", people, band),
        Figure("First to last event", *span, "replay,suspicious"),
        Figure("Objects changed", f"{reach['object_count']:,}", f"{reach['standing_count']:,} not undone", CHANGES),
    )  # fmt: skip


def affected(facts: Facts) -> Table | None:
    """Whose sessions, and what was done in them."""
    if not facts.people:
        return None
    told = [
        (
            str(one["actor_login"] or one["actor_name"] or "unknown person")[:80],
            "administrator" if one["is_privileged"] else "–",
            f"{one['session_count']:,}",
            f"{one['app_count']:,}",
            f"{one['change_count']:,}" + (f" ({one['standing_count']:,} stand)" if one["change_count"] else ""),
            words.moment(one["first_at"]),
        )
        for one in facts.people[:MOST_PEOPLE]
    ]
    left = len(facts.people) > MOST_PEOPLE
    return Table(
        ("Person", "Role in this log", "Sessions", "Apps", "Changes", "Since (UTC)"),
        tuple(told),
        (0.32, 0.16, 0.1, 0.08, 0.16, 0.18),
        "More people stand in the findings table behind." if left else "",
    )


def timeline(facts: Facts) -> tuple[tuple[Row, ...], str]:
    """The strongest sessions in order of time, and a note where some are left out."""
    told = facts.view.told.head(MOST_ROWS).sort_values(["at", "session_key"])
    shown = tuple(
        Row(
            str(one.session_key),
            one.actor_login.split("@")[0][:60] if isinstance(one.actor_login, str) else "unknown person",
            _time(one.started_at),
            _time(one.ended_at),
            _time(one.divergence_at),
            _time(one.last_foreign_at),
            one.group == "confirmed",
        )
        for one in rows(told)
    )
    left = len(facts.view.told) > len(shown)
    return shown, "The strongest are drawn; all stand in the findings table behind." if left else ""


def places(facts: Facts) -> tuple[tuple[Spot, ...], tuple[Way, ...]]:
    """Cities and ways of the map; none where no client has a place."""
    degrees = ["previous_latitude", "previous_longitude", "latitude", "longitude"]
    located = facts.view.ways.dropna(subset=["latitude", "longitude"])
    if located.empty:
        return (), ()
    drawn = located.dropna(subset=degrees).astype(dict.fromkeys(degrees, float)).round(dict.fromkeys(degrees, 1))
    counted = drawn.drop_duplicates([*degrees, "session_key"]).groupby(degrees).size().reset_index(name="session_count")
    ways = [
        Way(one.previous_latitude, one.previous_longitude, one.latitude, one.longitude, int(one.session_count))
        for one in rows(counted)
        if (one.previous_latitude, one.previous_longitude) != (one.latitude, one.longitude)
    ]
    found = [replace(spot, city=spot.city[:LONGEST_CITY]) for spot in spots(located)[:MOST_SPOTS]]
    return tuple(found), tuple(ways)


def unseen(facts: Facts) -> tuple[str, ...]:
    """What the case cannot show, what weighs most first; the phishing proxy, true of every case, comes last."""
    *told, _ = overview_words.unseen(facts.view.unseen, facts.view.not_available) or [("", "", None)]
    return (*(f"{title.rstrip('.')}." for title, _, _ in told[:MOST_UNSEEN]), words.PROXY)


def app_names(facts: Facts) -> list[str]:
    """The apps opened most, as the log names them."""
    return [str(one["app_name"] or one["app_id"])[:60] for one in facts.apps[:MOST_APPS]]


def decisions(facts: Facts) -> tuple[Decision, ...]:
    """What is to be decided, each with its price. Nothing here is a promise."""
    judged, reach = facts.judged, facts.reach
    if not judged["told_count"]:
        return (
            Decision("wider", "Decide whether this log reaches far enough",
                     "A longer or fuller export, and the time to read it."),
        )  # fmt: skip
    people = words.count(judged["person_count"], "person", "people")
    told = []
    ended, accounts = _ended(facts)
    if facts.found.replays and (ended < accounts or not accounts):
        whose = f"the rest of the {people}" if ended else f"the {people}"
        told.append(Decision("sessions", f"End every session of {whose}", "Each signs in again; API tokens and "
                             "sessions that apps keep are not ended by it."))  # fmt: skip
    if standing := reach["standing_count"]:
        told.append(Decision("changes", f"Put back the {words.count(standing, 'object')} that "
                             f"{'is' if standing == 1 else 'are'} still changed",
                             "What was built on it since stops working; its owner is asked first."))  # fmt: skip
    if waiting := judged["look_count"]:
        still = "is" if waiting == 1 else "are"
        told.append(Decision("open", f"Judge the {words.count(waiting, 'session')} that {still} open",
                             "A call to each person, by a channel that does not sign in through Okta."))  # fmt: skip
    if apps := reach["app_count"]:
        told.append(Decision("apps", f"Ask the owners of the {words.count(apps, 'app')} what was done inside",
                             "A message and their time; under a contract a clock may start."))  # fmt: skip
    told.append(Decision("counsel", "Decide with counsel which duties to report apply",
                         "Hours of counsel; a clock may be running already."))  # fmt: skip
    return tuple(told)


def _ended(facts: Facts) -> tuple[int, int]:
    """Of how many accounts the log, or somebody, says that their sessions were ended; and of how many in all."""
    asked = [line for line in facts.lines if line.entry == ENDING]
    return sum(line.done is not None for line in asked), len(asked)


def numbers(facts: Facts) -> tuple[Number, ...]:
    """Every number that the first page can show."""
    return (*_judged(facts), *_reached(facts), *_totals(facts), *_people(facts), *_cities(facts), *_unseen(facts))


def _judged(facts: Facts) -> list[Number]:
    whats = {
        "confirmed_count": "confirmed by a person", "replay_count": "judged by the program, a likely replay",
        "look_count": "open: worth a look", "cleared_count": "cleared by a person",
        "told_count": "sessions that the briefing tells of", "person_count": "people whose they are",
        "privileged_count": "of them acting as administrators", "divergence_at": "first event of another client",
        "last_foreign_at": "last event of another client", "longest_s": "longest in foreign hands, seconds",
        "fewest_families": "fewest families of signals that agree",
    }  # fmt: skip
    return [
        Number(what, facts.judged[column], _shown(facts.judged[column]), "briefing_judged", column, facts.judged_values)
        for column, what in whats.items()
    ]


def _reached(facts: Facts) -> list[Number]:
    whats = {
        "app_count": "apps opened by other clients", "object_count": "objects that other clients changed",
        "standing_count": "of them not undone", "undone_count": "of them undone",
        "city_count": "cities of other clients",
    }  # fmt: skip
    told = [
        Number(what, facts.reach[column], _shown(facts.reach[column]), "briefing_reach", column, facts.session_values)
        for column, what in whats.items()
    ]
    for row in facts.view.changes:
        what = f"objects that other clients changed: {row['kind']}"
        told.append(Number(what, row["object_count"], _shown(row["object_count"]), "overview_changes", "object_count",
                           facts.session_values, ("kind", row["kind"])))  # fmt: skip
    return told


def _totals(facts: Facts) -> list[Number]:
    whats = {
        "file_count": "files", "event_count": "events", "session_count": "sessions of Okta",
        "several_count": "of them with several clients", "refused_count": "rows refused",
        "first_at": "first event of the log", "last_at": "last event of the log",
    }  # fmt: skip
    totals = facts.view.totals
    return [
        Number(what, totals[column], _shown(totals[column]), "overview_totals", column)
        for column, what in whats.items()
    ]


def _people(facts: Facts) -> list[Number]:
    whats = {
        "session_count": "sessions", "app_count": "apps opened", "change_count": "changes",
        "standing_count": "changes that stand", "first_at": "since",
    }  # fmt: skip
    return [
        Number(f"{what} of person {place}", one[column], _shown(one[column]), "briefing_people", column,
               facts.session_values, ("person", one["person"]))
        for place, one in enumerate(facts.people[:MOST_PEOPLE], 1)
        for column, what in whats.items()
    ]  # fmt: skip


def _cities(facts: Facts) -> list[Number]:
    told = []
    for place, spot in enumerate(places(facts)[0], 1):
        where = ("place", f"{round(spot.latitude, 1):.1f} {round(spot.longitude, 1):.1f}")
        for what, value, column in (("used", spot.used, "used_count"), ("opened", spot.signed_in, "signed_in_count")):
            told.append(Number(f"sessions {what} in city {place} of the map", value, _shown(value), "briefing_cities",
                               column, facts.session_values, where))  # fmt: skip
    return told


def _unseen(facts: Facts) -> list[Number]:
    many = len(facts.view.not_available)
    return [
        Number("signals that could not be judged", many, _shown(many), "briefing_unavailable", "signal_count"),
        *_statements(facts),
    ]


def _statements(facts: Facts) -> list[Number]:
    return [
        Number("what the log cannot show", row["statement"], "as it stands", "evidence_coverage", "statement",
               {}, ("statement", row["statement"]))
        for row in facts.view.unseen
    ]  # fmt: skip


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, int):
        return f"{value:,}"
    return duration(value) if isinstance(value, float) else words.moment(value) + " UTC"


def _time(value: Any) -> Any:
    return None if pd.isna(value) else value.to_pydatetime()
