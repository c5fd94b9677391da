"""What the team's last call said beside the truth: sessions, things touched, actions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis import findings_words
from analysis.exercise.debrief.records import Records, moment
from analysis.exercise.debrief.shape import ActionSaid, SessionSaid, TouchedSaid
from analysis.exercise.scenarios import scoring
from analysis.exercise.scenarios.actions import actions
from analysis.exercise.scenarios.calls import Call, Called
from analysis.exercise.scenarios.game import Game
from analysis.exercise.scenarios.moments import milliseconds
from analysis.exercise.scenarios.truth import Stolen

CALLED, MISSED, ACCUSED, THIEFS_OWN = "called rightly", "missed", "called wrongly", "the thief’s own"
NAMED, NOT_NAMED, ALSO, NOT_TOUCHED = "named", "not named", "named, touched too", "named, not touched"
CHOSEN, LACKING, USEFUL = "needed, chosen", "needed, not chosen", "useful, chosen"
UNCALLED, HARMFUL = "not called for", "harmful here"
Program = Mapping[str, tuple[str, str]]
"""By session id: the key in the case and the band that the program gives it."""


def sessions(game: Game, call: Call | None, records: Records, program: Program) -> Iterator[SessionSaid]:
    """Stolen sessions, then others that were named."""
    named = {one.session_id: one for one in (call.sessions if call else ())}
    for stolen in game.truth.stolen:
        called = named.pop(stolen.session_id, None)
        key, band = program.get(stolen.session_id, ("", ""))
        yield SessionSaid(
            CALLED if called else MISSED, stolen.login, stolen.session_id, key,
            records.words(stolen.divergence_event_id), stolen.divergence_event_id,
            _called_at(called, records), _error(stolen, called), _band(band),
        )  # fmt: skip
    for session_id, called in named.items():
        is_later = session_id in game.truth.later_session_ids
        key, band = program.get(session_id, ("", ""))
        yield SessionSaid(
            THIEFS_OWN if is_later else ACCUSED, records.login(session_id), session_id, key, "", "",
            _called_at(called, records), "", _band(band),
        )  # fmt: skip


def _called_at(called: Called | None, records: Records) -> str:
    if called is None:
        return ""
    return records.words(called.divergence_event_id) or (called.divergence_at or "no event named")


def _error(stolen: Stolen, called: Called | None) -> str:
    if called is None:
        return ""
    if called.divergence_event_id in stolen.accepted_event_ids:
        return "the right event"
    if not called.divergence_at:
        return "another event" if called.divergence_event_id else "no event named"
    off = (milliseconds(called.divergence_at) - milliseconds(stolen.divergence_at)) / 60_000
    return f"{abs(off):.1f} min too {'late' if off > 0 else 'early'}" if round(off, 1) else "another event"


def _band(band: str) -> str:
    return findings_words.band_label(band) if band else ""


def touched(game: Game, call: Call | None, records: Records) -> Iterator[TouchedSaid]:
    """What the thief touched, in order of time, then what was named beside it."""
    told = {scoring.plain(one): one for one in (call.touched if call else ())}
    known = set()
    for kind, names, event_id, is_lasting in things(game, records):
        names_told = {scoring.plain(name) for name in names}
        known |= names_told
        at = records.at(event_id)
        yield TouchedSaid(
            NAMED if names_told & told.keys() else NOT_NAMED, kind, names[0], moment(at) if at else "", is_lasting
        )  # fmt: skip
    also = {scoring.plain(name) for name in game.truth.also_touched}
    for name, as_told in told.items():
        if name not in known:
            yield TouchedSaid(ALSO if name in also else NOT_TOUCHED, "", as_told, "", is_lasting=False)


def things(game: Game, records: Records) -> list[tuple[str, tuple[str, ...], str, bool]]:
    """Kind, names, event and whether it lasts of all that the thief touched, in order of time."""
    signed_on: dict[str, str] = {}
    for one in game.truth.stolen:
        for event_id in one.event_ids:
            if (name := records.app(event_id)) in one.apps:
                signed_on.setdefault(name, event_id)
    found: list[tuple[str, tuple[str, ...], str, bool]] = [
        ("app", (name,), event_id, False) for name, event_id in signed_on.items()
    ]
    made = game.truth.things
    found += [(one.kind, scoring.names_of(one, made), one.event_id, one.is_lasting) for one in made]
    return sorted(found, key=lambda one: (str(records.at(one[2]) or ""), one[1]))


def chosen(game: Game, call: Call | None) -> Iterator[ActionSaid]:
    """What was needed, then what else was chosen, the dearest first."""
    wanted, known = game.document.containment, actions()
    taken = list(dict.fromkeys(call.actions if call else ()))
    for one in wanted.needed:
        yield ActionSaid(CHOSEN if one in taken else LACKING, known[one].words, 0, 0.0)
    rest = [one for one in taken if one in known and one not in wanted.needed]
    for one in sorted(rest, key=lambda name: (-scoring.points_lost(game, name), name)):
        if one in wanted.useful:
            yield ActionSaid(USEFUL, known[one].words, 0, 0.0)
            continue
        hours = round(known[one].person_hours(game.truth.people_count), 2)
        outcome = HARMFUL if one in wanted.harmful else UNCALLED
        yield ActionSaid(outcome, known[one].words, scoring.points_lost(game, one), hours)
