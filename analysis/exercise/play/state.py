"""What a game has come to: the fold of its journal, entry by entry. Pure: the same journal gives the same state."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from analysis.exercise.play.journal import Entry
from analysis.exercise.scenarios.calls import Call, Called

LOBBY, RUNNING, PAUSED, ENDED = "lobby", "running", "paused", "ended"
RAW, LANES, FINDINGS = LEVELS = ("raw", "lanes", "findings")
"""How much the program tells players, from little to much."""


@dataclass(frozen=True)
class Player:
    """Somebody at the table."""

    name: str
    role: str
    """One of the scenario's roles; empty for all of them."""
    seat: str
    """SHA-256 of what their browser holds; empty for the one person of a game that is played alone."""
    minute: float


@dataclass(frozen=True)
class Answer:
    """What somebody answered; the last one to a question counts."""

    question: str
    value: Any
    who: str
    minute: float


@dataclass(frozen=True)
class Calling:
    """A call with who made it and in which words; the last one counts."""

    call: Call
    who: str
    words: str


@dataclass
class State:
    """See the module. Minutes are minutes of play."""

    phase: str = LOBBY
    minute: float = 0.0
    """Of the last entry."""
    promised: float = 0.0
    """Up to which minute the clock may have run since; 0 while it stands."""
    speed: float = 1.0
    level: str = FINDINGS
    levels: list[tuple[float, str]] = field(default_factory=list)
    """Which level was given from when on."""
    is_automatic: bool = True
    """Messages come at their time by themselves."""
    fed: float | None = None
    """The minute that the case has been fed up to; None before the first time."""
    fed_level: str | None = None
    """The level that it was judged for then."""
    players: dict[str, Player] = field(default_factory=dict)
    released: dict[str, float] = field(default_factory=dict)
    """Messages that players have, by id, with the minute; in that order."""
    hints: dict[int, float] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    callings: list[Calling] = field(default_factory=list)
    marks: dict[str, float] = field(default_factory=dict)
    """Points that the facilitator gave for free words, by question."""
    replies: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The questionnaire, by player."""
    plan: list[dict[str, str]] = field(default_factory=list)
    """The improvement plan as it was kept last: rows of `strength or gap`, `what`, `owner`, `date`."""

    @property
    def reached(self) -> float:
        """Where a killed server goes on: no earlier than anything that was told."""
        return max(self.minute, self.promised)

    def last_answers(self) -> dict[str, Answer]:
        """The answer that counts, by question."""
        return {one.question: one for one in self.answers}

    def take(self, entry: Entry) -> None:
        """One more entry. A kind that a newer program wrote is passed over."""
        self.minute = max(self.minute, float(entry["minute"]), float(entry.get("to", 0.0)))
        if "until" in entry and entry["what"] != "fed":
            self.promised = max(self.promised, float(entry["until"]))
        taker = _TAKERS.get(entry["what"])
        if taker is not None:
            taker(self, entry)


def _joined(state: State, entry: Entry) -> None:
    state.players[entry["who"]] = Player(entry["who"], entry["role"], entry["seat"], entry["minute"])


def _level(state: State, entry: Entry) -> None:
    state.level = entry["level"]
    state.levels.append((entry["minute"], entry["level"]))


def _called(state: State, entry: Entry) -> None:
    state.callings.append(Calling(call_of(entry), entry["who"], entry.get("words", "")))


def _phase(phase: str) -> Any:
    def take(state: State, _: Entry) -> None:
        state.phase = phase
        if phase != RUNNING:
            state.promised = 0.0

    return take


def _fed(state: State, entry: Entry) -> None:
    state.fed = None if entry["until"] is None else float(entry["until"])
    state.fed_level = None if state.fed is None else entry.get("level")


def _speed(state: State, entry: Entry) -> None:
    state.speed = float(entry["speed"])


def _automatic(state: State, entry: Entry) -> None:
    state.is_automatic = bool(entry["is_automatic"])


def _answered(state: State, entry: Entry) -> None:
    state.answers.append(Answer(entry["question"], entry["value"], entry["who"], entry["minute"]))
    state.marks.pop(entry["question"], None)  # given for the words before


_TAKERS: dict[str, Any] = {
    "joined": _joined,
    "left": lambda state, entry: state.players.pop(entry["player"], None),
    "started": _phase(RUNNING),
    "paused": _phase(PAUSED),
    "ended": _phase(ENDED),
    "speed": _speed,
    "automatic": _automatic,
    "level": _level,
    "fed": _fed,
    "released": lambda state, entry: state.released.setdefault(entry["message"], entry["minute"]),
    "hint": lambda state, entry: state.hints.setdefault(int(entry["number"]), entry["minute"]),
    "answered": _answered,
    "called": _called,
    "marked": lambda state, entry: state.marks.update({entry["question"]: float(entry["points"])}),
    "replied": lambda state, entry: state.replies.update({entry["who"]: entry["answers"]}),
    "plan": lambda state, entry: setattr(state, "plan", list(entry["rows"])),
}


def call_fields(call: Call) -> dict[str, Any]:
    """A call as the fields of an entry."""
    return {
        "sessions": [vars(one) for one in call.sessions],
        "touched": list(call.touched),
        "actions": list(call.actions),
    }


def call_of(entry: Entry) -> Call:
    """The call of an entry."""
    return Call(
        float(entry["minute"]),
        tuple(Called(**one) for one in entry["sessions"]),
        tuple(entry["touched"]),
        tuple(entry["actions"]),
    )
