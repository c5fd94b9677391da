"""What a facilitator sees of a game: the events list as it comes, answers beside the right ones, calls, and headlines.

Everything here tells the truth: it is for whoever leads, and for nobody else before the end.
Not here: what players see (`Play.for_players`), and what the work is worth (`Play.score`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from analysis.exercise.play.counting import counted
from analysis.exercise.play.play import Play
from analysis.exercise.play.state import ENDED, LOBBY, Answer, Calling
from analysis.exercise.scenarios.actions import actions
from analysis.exercise.scenarios.game import Asked, Event, Message
from analysis.exercise.scenarios.parts import MARKS
from analysis.exercise.scenarios.questions import EVENT, SESSION, WORDS, Marked

PAST, WAITS, COMING = "past", "waits", "coming"
"""Of a line of the events list; a message waits where its time has gone by and nobody has sent it."""
FOREIGN, ORIGIN, OTHER = "foreign", "origin", "other"
"""Who did a step: the thief, an honest client, or nobody in the log."""
MOST_SAID = 6
MOST_LOOKED_UP = 2_000
_LOOKED_UP: WeakKeyDictionary[Play, dict[str, str]] = WeakKeyDictionary()
_THIEFS: WeakKeyDictionary[Play, frozenset[str]] = WeakKeyDictionary()
"""The thief's events of each game; looked up once, because a log may have hundreds of thousands."""


@dataclass(frozen=True)
class Line:
    """One line of the events list, as the clock stands."""

    event: Event
    number: int
    """Of messages among messages, of steps among steps, from 1: the same in list and picture."""
    status: str
    """One of PAST, WAITS, COMING."""
    at: float
    """The minute that counts: when a message was sent, else when it is due."""
    message: Message | None
    """None for a step."""
    side: str
    """Whose step it is."""
    how_known: str
    """The mark in words; empty for messages."""


@dataclass(frozen=True)
class Answered:
    """A question, with what the team said and what was right."""

    asked: Asked
    is_asked: bool
    """Whether players see it by now."""
    right: str
    given: Answer | None
    said: str
    """Empty where nobody answered."""
    marked: Marked
    history: tuple[tuple[float, str, str], ...]
    """(minute, who, what) of each answer, the last first."""

    @property
    def is_to_mark(self) -> bool:
        """Free words that a person marks."""
        return self.asked.question.kind == WORDS and self.given is not None


@dataclass(frozen=True)
class CallLine:
    """A call as it came, with what is true of it."""

    calling: Calling
    sessions: tuple[tuple[str, bool, str], ...]
    """(session, whether it was stolen, whose it is)."""
    missed: int
    """Stolen sessions that it does not name."""
    actions: tuple[str, ...]
    """In words."""

    @property
    def is_right(self) -> bool:
        """It names what was stolen, and nothing else."""
        return not self.missed and all(is_right for _, is_right, _ in self.sessions)


def lines(play: Play) -> list[Line]:
    """The events list in order of what counts: when things happened or are due."""
    minute, state, game = play.minute(), play.state, play.game
    messages = {one.id: one for one in game.messages}
    is_open = state.phase != LOBBY
    thiefs, steps = _thiefs(play), {one.id: one for one in game.document.steps}
    numbers: dict[str, int] = {}
    told = []
    for event in game.events():
        numbers[event.kind] = numbers.get(event.kind, 0) + 1
        message = messages[event.id] if event.kind == "inject" else None
        sent = state.released.get(event.id) if message else None
        if sent is not None or (message is None and is_open and event.minute <= minute):
            status = PAST
        else:
            status = WAITS if message and is_open and event.minute <= minute else COMING
        at = event.minute if sent is None else sent
        side = (
            OTHER
            if message
            else _side(event, thiefs, is_through_another=bool(steps[event.id].client) and game.truth.is_replay)
        )
        told.append(
            Line(event, numbers[event.kind], status, at, message, side, MARKS.get(event.mark, "") if event.mark else "")
        )
    return sorted(told, key=lambda line: (line.at, line.event.minute, line.event.kind, line.number))


def next_line(told: Iterable[Line]) -> Line | None:
    """What comes next on the clock; None where nothing does."""
    return next((line for line in told if line.status == COMING), None)


def headline(play: Play) -> str:
    """How the game stands, in a sentence."""
    state, document = play.state, play.game.document
    seated = counted(len(state.players), "player")
    if state.phase == LOBBY:
        return f"{seated} at the table; {document.minutes:g} minutes to play" if state.players else (
            f"Nobody sits at the table yet; {document.minutes:g} minutes to play"
        )  # fmt: skip
    asked = [one for one in play.game.asked if one.question.minute <= play.minute()]
    called = counted(len(state.callings), "call") if state.callings else "no call yet"
    where = "Over" if state.phase == ENDED else f"Minute {int(play.minute())} of {document.minutes:g}"
    return (
        f"{where}: {len(state.released)} of {len(play.game.messages)} messages sent, "
        f"{len(state.last_answers())} of {len(asked)} questions answered, {called}"
    )


def answered(play: Play) -> list[Answered]:
    """Every question in the order in which they are asked."""
    state, marked = play.state, {one.question: one for one in play.score().answers}
    last, told = state.last_answers(), []
    for one in sorted(play.game.asked, key=lambda one: one.question.minute):
        given = last.get(one.question.id)
        told.append(
            Answered(
                one,
                state.phase != LOBBY and one.question.minute <= play.minute(),
                said(play, one.question.kind, one.answer),
                given,
                said(play, one.question.kind, given.value) if given else "",
                marked[one.question.id],
                tuple(
                    (row.minute, row.who, said(play, one.question.kind, row.value))
                    for row in reversed(state.answers)
                    if row.question == one.question.id
                ),
            )
        )
    return told


def calls(play: Play) -> list[CallLine]:
    """Every call, the last first."""
    stolen = {one.session_id: one.login for one in play.game.truth.stolen}
    later = set(play.game.truth.later_session_ids)
    honest = {session: play.game.truth.people[account]["login"] for session, account in play.game.truth.honest.items()}
    known = actions()
    told = []
    for one in reversed(play.state.callings):
        named = [called.session_id for called in one.call.sessions]
        sessions = tuple(
            (name, name in stolen or name in later, stolen.get(name) or honest.get(name) or _whose(play, name))
            for name in named
        )
        words = tuple(known[name].words for name in one.call.actions if name in known)
        told.append(CallLine(one, sessions, len(set(stolen) - set(named)), words))
    return told


def said(play: Play, kind: str, value: Any) -> str:
    """An answer in words, the one given or the right one; events with their time and what they are."""
    values = list(value) if isinstance(value, list | tuple | set | frozenset) else [value]
    if kind == EVENT:
        values = [_event(play, str(one)) for one in values[:1]] + [f"or {len(values) - 1} more"] * (len(values) > 1)
    if kind == SESSION:
        values = [_session(play, str(one)) for one in values]
    if len(values) > MOST_SAID:
        values = [*values[:MOST_SAID], f"and {len(values) - MOST_SAID} more"]
    words = [("yes" if one else "no") if isinstance(one, bool) else str(one) for one in values if one is not None]
    return ", ".join(word for word in words if word) or "nothing"


def _event(play: Play, event_id: str) -> str:
    def look() -> str:
        found = next((one for one in play.made.events if one["uuid"] == event_id), None)
        return f"{found['published'][:19].replace('T', ' ')} UTC {found['eventType']}" if found else event_id

    return _known(play, event_id, look)


def _session(play: Play, session: str) -> str:
    whose = _whose(play, session)
    return f"{session} ({whose})" if whose else session


def _whose(play: Play, session: str) -> str:
    """The login of the first person of a session; empty where it is not in the log."""

    def look() -> str:
        found = next(
            (one for one in play.made.events if one["authenticationContext"]["externalSessionId"] == session), None
        )
        return str(found["actor"]["alternateId"]) if found else ""

    return _known(play, session, look)


def _known(play: Play, name: str, look: Callable[[], str]) -> str:
    """What was looked up in the log once; the log of a game never changes."""
    known = _LOOKED_UP.setdefault(play, {})
    if name not in known:
        if len(known) >= MOST_LOOKED_UP:
            known.clear()
        known[name] = look()
    return known[name]


def _side(event: Event, thiefs: frozenset[str], *, is_through_another: bool) -> str:
    """A thief also acts outside sessions: with a token, or at a way back in."""
    if not event.event_ids:
        return OTHER
    return FOREIGN if is_through_another or not thiefs.isdisjoint(event.event_ids) else ORIGIN


def _thiefs(play: Play) -> frozenset[str]:
    """The thief's events: in the stolen sessions, and in those of the thief's own that came of them."""
    if play not in _THIEFS:
        truth = play.game.truth
        later = set(truth.later_session_ids)
        stolen = {one for session in truth.stolen for one in session.event_ids}
        own = {
            event["uuid"] for event in play.made.events if event["authenticationContext"]["externalSessionId"] in later
        }
        _THIEFS[play] = frozenset(stolen | own)
    return _THIEFS[play]
