"""One game: what people do goes through here into its journal; screens read it and keep nothing themselves.

Why one object for all browsers: a team looks at one clock. Every method may be called from any thread.
What players may see before the end is `for_players`, `hints_given` and the case; the rest is the facilitator's.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import math
import secrets
import shutil
import threading
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.case import Case
from analysis.errors import CrumblineError
from analysis.exercise.play import state as states
from analysis.exercise.play.facts import FACTS_FILE, Facts
from analysis.exercise.play.journal import Entry, Journal, unreadable
from analysis.exercise.play.players_view import PlayersView, view
from analysis.exercise.play.state import ENDED, LEVELS, LOBBY, PAUSED, RUNNING, State
from analysis.exercise.play.ticking import SPEEDS, Ticking
from analysis.exercise.scenarios import document as documents
from analysis.exercise.scenarios import scoring
from analysis.exercise.scenarios.actions import actions
from analysis.exercise.scenarios.calls import Call, Called, Score
from analysis.exercise.scenarios.game import Game
from analysis.exercise.scenarios.make import Made, made
from analysis.exercise.scenarios.questions import WORDS

JOURNAL_FILE, CASE = "journal.jsonl", "case"
CLOCK, FACILITATOR = "the clock", "facilitator"
PROMISED_S, RENEWED_S = 10.0, 5.0
"""How far ahead the journal promises the clock, and how much of it is left when it promises anew; wall clock."""
LONGEST_NAME, LONGEST_WORDS, MOST_PLAYERS, MOST_THINGS = 40, 2_000, 50, 100


class NotInThisGame(CrumblineError):
    """Something that a game does not take: too late, too long, not known to it."""


class Play:
    """An open game. Made and opened by `plays.Plays`."""

    def __init__(self, folder: Path, known: Made | None = None) -> None:
        """Open the game of a folder; `known` is its exercise, where somebody has just made it.

        The journal comes first: a game that is open elsewhere or broken is told before the long work of making it.
        Raises: GameLocked, JournalUnreadable, and what is wrong with its files.
        """
        self.folder = folder
        self.facts = Facts(**json.loads((folder / FACTS_FILE).read_text(encoding="utf-8")))
        self._lock = threading.RLock()
        self._journal = Journal(folder / JOURNAL_FILE)
        try:
            self._state = _folded(self._journal)
            self.made = known or _made(folder, self.facts)
            self._clock = Ticking(self.game.document.minutes, self._state.reached, self._state.speed)
            if self._state.phase == RUNNING:
                # The server went away in mid-game: nobody played meanwhile.
                self._add("paused", CLOCK, why="the server was away")
        except BaseException:
            self._journal.close()
            raise
        self._case: Case | None = None
        self.is_closed = False
        """Let go of: another one may have been opened since, or the game is deleted."""

    @property
    def game(self) -> Game:
        """The exercise with its truth: facilitators, and everybody after the end."""
        return self.made.game

    @property
    def state(self) -> State:
        """What it has come to. Read it, never change it."""
        return self._state

    @property
    def journal(self) -> tuple[Entry, ...]:
        """Everything that happened, in order."""
        with self._lock:
            return tuple(self._journal.entries)

    def minute(self) -> float:
        """The minute of play now."""
        return self._clock.minute()

    def case(self) -> Case:
        """The case that the game is played on, opened on first use. Raises: NotInThisGame, what Case.open raises."""
        with self._lock:
            if self.is_closed:
                raise NotInThisGame("This game is not open any more.", "Load the page again.")
            if self._case is None:
                # One thread is as quick on a log of this size, and leaves the other core to twenty people's screens.
                threads = None if self.facts.size == "large" else 1
                self._case = Case.open(self.folder / CASE, memory_limit="1GB", threads=threads)
            return self._case

    def close(self) -> None:
        """Let go of it; a running clock is held."""
        with self._lock:
            self.is_closed = True
            with contextlib.suppress(CrumblineError):  # a full disk: the next start finds the promise
                self.pause(CLOCK)
            self._clock.pause()
            if self._case is not None:
                self._case.close()
                self._case = None
            self._journal.close()

    def empty_case(self) -> None:
        """Begin the case anew, where it was judged further than players may see now. Before the start only."""
        with self._lock:
            self._add("fed", CLOCK, until=None)
            if self._case is not None:
                self._case.close()
                self._case = None
            shutil.rmtree(self.folder / CASE, ignore_errors=True)

    # -- the clock

    def start(self, who: str) -> None:
        """Let the clock run, or run on."""
        with self._lock:
            if self._state.phase in (LOBBY, PAUSED):
                until = self._clock.ahead(PROMISED_S)
                self._add("started", who, until=until)
                self._clock.start(until)
                self.tick()

    def pause(self, who: str) -> None:
        """Hold the clock."""
        with self._lock:
            if self._state.phase == RUNNING:
                self._hold("paused", who)

    def run_at(self, speed: float, who: str) -> None:
        """Change how fast the clock runs. Raises: NotInThisGame."""
        if not SPEEDS[0] <= speed <= 1_000:
            raise NotInThisGame(f"The clock cannot run at {speed:g}.", f"Choose one of {SPEEDS}.")
        with self._lock:
            self._add("speed", who, speed=speed)
            self._clock.run_at(speed)
            self.tick()

    def jump(self, minute: float, who: str) -> None:
        """Go forward on the clock; what lies between has happened. Raises: NotInThisGame for a minute gone by."""
        with self._lock:
            self._refuse_after_end()
            if not math.isfinite(minute) or minute <= self.minute():
                raise NotInThisGame("The clock never goes back.", "Choose a later minute.")
            minute = min(minute, self._clock.end)
            self._add("jumped", who, to=minute)
            self._clock.jump(minute)
            self.tick()

    def tick(self) -> None:
        """Do what the clock has brought: messages, and the end. Called every second while it runs."""
        with self._lock:
            if self._state.phase not in (RUNNING, PAUSED):
                return
            if self._state.phase == RUNNING and self._state.promised < self._clock.ahead(RENEWED_S):
                until = self._clock.ahead(PROMISED_S)
                self._add("clock", CLOCK, until=until)
                self._clock.promise(until)
            minute = self.minute()
            if self._state.is_automatic:
                for one in self.game.messages:
                    if one.minute <= minute and one.id not in self._state.released:
                        self._add("released", CLOCK, message=one.id)
            if minute >= self.game.document.minutes:
                self.end(CLOCK)

    def end(self, who: str) -> None:
        """Finish: from now on everybody may see the truth, and nobody can answer any more."""
        with self._lock:
            if self._state.phase != ENDED:
                self._hold("ended", who)

    # -- the facilitator

    def release(self, message: str, who: str) -> None:
        """Send a message now, before its time or by hand. Raises: NotInThisGame."""
        with self._lock:
            self._refuse_after_end()
            if message not in {one.id for one in self.game.messages}:
                raise NotInThisGame("There is no such message.", "Choose one of the events list.")
            if message not in self._state.released:
                self._add("released", who, message=message)

    def automatic(self, is_automatic: bool, who: str) -> None:
        """Whether messages come at their time by themselves."""
        with self._lock:
            if is_automatic != self._state.is_automatic:
                self._add("automatic", who, is_automatic=is_automatic)
                self.tick()

    def hint(self, number: int, who: str) -> None:
        """Give a hint to everybody; it costs points. Raises: NotInThisGame."""
        with self._lock:
            self._refuse_after_end()
            if not 0 <= number < len(self.game.hints):
                raise NotInThisGame("There is no such hint.", "Choose one of the list.")
            if number not in self._state.hints:
                self._add("hint", who, number=number)

    def assist(self, level: str, who: str) -> None:
        """Let the program tell more. Raises: NotInThisGame for less: what was seen cannot be unseen."""
        with self._lock:
            known = LEVELS.index(self._state.level)
            if level not in LEVELS or (self._state.phase != LOBBY and LEVELS.index(level) < known):
                raise NotInThisGame("Players have seen more already.", "Choose a level that tells more, or start anew.")
            if level != self._state.level:
                self._add("level", who, level=level)

    def mark(self, question: str, points: float, who: str) -> None:
        """Give points for an answer in free words. Raises: NotInThisGame."""
        with self._lock:
            asked = next((one.question for one in self.game.asked if one.question.id == question), None)
            if asked is None or asked.kind != WORDS or not 0 <= points <= asked.points:
                raise NotInThisGame("This cannot be marked so.", "Give points to an answer in free words.")
            self._add("marked", who, question=question, points=points)

    def free_seat(self, player: str, who: str) -> None:
        """Let somebody sit down again under this name, from another browser."""
        with self._lock:
            if player in self._state.players:
                self._add("left", who, player=player)

    def keep_plan(self, rows: Sequence[Mapping[str, str]], who: str) -> None:
        """Keep the improvement plan."""
        with self._lock:
            self._add("plan", who, rows=[dict(row) for row in rows][:MOST_THINGS])

    # -- the players

    def join(self, name: str, role: str = "", *, with_seat: bool = True) -> str:
        """Sit down; gives the secret of the seat, which the player's browser keeps. Raises: NotInThisGame."""
        name = " ".join(name.split())
        with self._lock:
            if not name or len(name) > LONGEST_NAME or not name.isprintable():
                raise NotInThisGame(
                    f"A name has 1 to {LONGEST_NAME} letters.", "Write your name as the team knows you."
                )
            if _same(name) in {_same(one) for one in self._state.players} | {FACILITATOR, CLOCK}:
                raise NotInThisGame(
                    "Somebody sits at the table under this name already.",
                    "Choose another; if it is you, from another browser, ask the facilitator to free the seat.",
                )
            if len(self._state.players) >= MOST_PLAYERS:
                raise NotInThisGame(f"All {MOST_PLAYERS} seats are taken.", "Ask the facilitator for another game.")
            seat = secrets.token_urlsafe(18)
            role = role if role in self.game.document.roles else ""
            self._add("joined", name, role=role, seat=_hash(seat) if with_seat else "")
            return seat

    def player_of(self, seat: str) -> str | None:
        """Who sits where; None for a seat that nobody has."""
        told = _hash(seat)
        players = tuple(self._state.players.values())
        return next((one.name for one in players if one.seat and hmac.compare_digest(one.seat, told)), None)

    def answer(self, question: str, value: Any, who: str) -> None:
        """Answer a question that is asked by now; the last answer counts. Raises: NotInThisGame."""
        with self._lock:
            self._refuse_unless_played()
            self._refuse_unless_seated(who)
            known = {one["id"] for one in self.game.questions_until(self.minute())}
            if question not in known:
                raise NotInThisGame("This question has not been asked.", "Answer one of those on the screen.")
            self._add("answered", who, question=question, value=_short(value))

    def call(
        self,
        who: str,
        sessions: Sequence[Called] = (),
        touched: Sequence[str] = (),
        acts: Sequence[str] = (),
        words: str = "",
    ) -> None:
        """ "We call it now." The last call counts. Raises: NotInThisGame."""
        with self._lock:
            self._refuse_unless_played()
            self._refuse_unless_seated(who)
            call = Call(
                self.minute(),
                tuple(Called(*(_short(part) for part in vars(one).values())) for one in sessions[:MOST_THINGS]),
                tuple(_short(one) for one in touched[:MOST_THINGS]),
                tuple(one for one in acts if one in actions()),
            )
            self._add("called", who, words=_short(words), **states.call_fields(call))

    def reply(self, answers: Mapping[str, Any], who: str) -> None:
        """Keep somebody's questionnaire; the last one counts. Raises: NotInThisGame."""
        with self._lock:
            self._refuse_unless_seated(who)
            self._add("replied", who, answers={key: _short(value) for key, value in answers.items()})

    def for_players(self) -> PlayersView:
        """All that players may see beside the case."""
        with self._lock:
            return view(self.facts, self.made, self._state, self.minute(), self._clock.speed)

    # -- afterwards

    def score(self) -> Score:
        """What the team's work is worth by now; players see it after the end only."""
        with self._lock:
            state = self._state
            return scoring.score(
                self.game,
                [one.call for one in state.callings],
                {question: one.value for question, one in state.last_answers().items()},
                assistance=state.level,
                hints=tuple(state.hints),
                marked=state.marks,
            )

    # -- the case

    def to_feed(self) -> tuple[float, float, bool] | None:
        """(after which minute, up to which, whether the log is new) the case lacks; None where it has everything.

        Why before the start: the log that play begins with is there when the clock is started.
        """
        with self._lock:
            fed = self._state.fed
            minute = self.game.document.minutes if self._state.phase == ENDED else self.minute()
            if fed is None:
                return -1.0, 0.0, True
            return (fed, minute, bool(self.made.events_until(minute, fed))) if minute > fed else None

    def fed(self, until: float, level: str) -> None:
        """The case has the log up to this minute, and was judged as far as this level tells."""
        with self._lock:
            self._add("fed", CLOCK, until=until, level=level)

    def _hold(self, what: str, who: str) -> None:
        """Stop the clock and write down why. What cannot be written down has not happened."""
        was_running = self._clock.is_running
        self._clock.pause()
        try:
            self._add(what, who)
        except CrumblineError:
            if was_running:
                self._clock.start(self._state.promised)
            raise

    def _add(self, what: str, who: str, **fields: Any) -> None:
        self._state.take(self._journal.add(what, self.minute(), who, **fields))

    def _refuse_after_end(self) -> None:
        if self._state.phase == ENDED:
            raise NotInThisGame("The game is over.", "Read the debrief, or make another game.")

    def _refuse_unless_played(self) -> None:
        self._refuse_after_end()
        if self._state.phase == LOBBY:
            raise NotInThisGame("The game has not begun.", "Wait until the facilitator starts the clock.")

    def _refuse_unless_seated(self, who: str) -> None:
        """Why here too: a seat may be freed between the drawing of a form and its sending."""
        if who not in self._state.players:
            raise NotInThisGame("You do not sit at this table.", "Join the game with its code, then do it again.")


def _made(folder: Path, facts: Facts) -> Made:
    """The exercise of a game, made again from the copy of its document in the folder."""
    return made(documents.read(folder / f"{facts.scenario}.toml"), facts.seed, facts.size)


def _folded(journal: Journal) -> State:
    """What a journal's game has come to. Raises: JournalUnreadable."""
    state = State()
    try:
        for entry in journal.entries:
            state.take(entry)
    except (KeyError, TypeError, ValueError, AttributeError) as cause:
        raise unreadable(journal.path) from cause
    return state


def _same(name: str) -> str:
    """Names that read alike are one."""
    return unicodedata.normalize("NFKC", name).casefold()


def _hash(seat: str) -> str:
    return hashlib.sha256(seat.encode()).hexdigest()


def _short(value: Any) -> Any:
    """What somebody wrote, at most as long as an answer may be."""
    if isinstance(value, str):
        return value.strip()[:LONGEST_WORDS]
    if isinstance(value, list | tuple):
        return [_short(one) for one in value[:MOST_THINGS]]
    return value if isinstance(value, bool | int | float | None) else str(value)[:LONGEST_WORDS]
