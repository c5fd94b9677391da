"""What a debrief consists of: plain values that the screen, the pages and the slides lay out.

No markup in any text: names of people, scenario texts and log text stand as they came, and each writer escapes them.
Minutes are minutes of play; times are of the log, UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from analysis.briefing.shape import Figure
from analysis.exercise.scenarios.calls import Part
from analysis.exercise.scenarios.figures import Figure as Published

THIEF, VICTIM, OTHERS = "thief", "account", "others"
STEP, MESSAGE, ANSWER, CALL, HELP, CLOCK = "step", "message", "answer", "call", "help", "clock"
RIGHT, PARTLY, WRONG, OPEN = "right", "partly right", "wrong", "open"


@dataclass(frozen=True)
class Moment:
    """One thing that happened: in the log, or at the table."""

    minute: float
    at: datetime
    """The time of the log on the clock."""
    kind: str
    """STEP for the truth; MESSAGE, ANSWER, CALL, HELP or CLOCK for the team."""
    who: str
    """A step: THIEF, VICTIM or OTHERS. Else the player, the sender, the facilitator or the clock."""
    name: str
    """A step: the person in whose session it is. Else as `who`."""
    words: str
    outcome: str = ""
    """Of an answer or a call: RIGHT, PARTLY, WRONG or OPEN."""
    no: int = 0
    """A step's number, the same on every picture; 0 for what is none."""
    mark: str = ""
    """How we know a step: a key of parts.MARKS."""
    source: str = ""
    session_id: str = ""
    event_id: str = ""
    """The first event of a step; empty where the log shows nothing of it."""


@dataclass(frozen=True)
class SessionSaid:
    """A session that was stolen, or that the team called so."""

    outcome: str
    """called rightly, missed, called wrongly, or the thief's own (naming it is not wrong)"""
    login: str
    session_id: str
    session_key: str
    """Of the case; empty where the case has no such session."""
    truth_at: str
    """Its first foreign event, in words; empty where it was not stolen."""
    truth_event_id: str
    called_at: str
    """From which event the team called it; empty where it did not."""
    error: str
    """How far off that was."""
    program: str
    """What the program says of it: a band's words."""


@dataclass(frozen=True)
class TouchedSaid:
    """Something that the thief touched, or that was named and he did not."""

    outcome: str
    """named; not named; named, touched too (nobody had to name it); or named, not touched"""
    kind: str
    name: str
    at: str
    is_lasting: bool
    """A way back in that outlives the session."""


@dataclass(frozen=True)
class ActionSaid:
    """One action that was needed, or chosen."""

    outcome: str
    """needed and chosen, needed and not chosen, useful, not called for, harmful"""
    words: str
    points_lost: int
    hours: float
    """Of people's work that it would have cost, an estimate for play; 0 where it was called for."""


@dataclass(frozen=True)
class AnswerSaid:
    """One question with what was answered and what was right."""

    id: str
    asks: str
    given: str
    """Empty where nobody answered."""
    by: str
    """Who, and at which minute."""
    right: str
    outcome: str
    points: float | None
    """None where the facilitator has to mark it."""
    of: int
    words: str
    debrief: str
    source: str


@dataclass(frozen=True)
class ControlSaid:
    """What one control would have changed in this game."""

    id: str
    """As an address of the Controls screen has it."""
    title: str
    effect: str
    reach: str
    """What an interrupted thief still could do; empty where nothing."""
    price: str
    stopped: int
    """Stolen sessions that it would have interrupted."""
    of: int
    refused: int
    """Things touched that would not have been."""
    touched: int


@dataclass(frozen=True)
class Controls:
    """All that were tried on the whole log of the game."""

    headline: str
    said: tuple[ControlSaid, ...]
    """What protects most first."""
    not_tried: tuple[tuple[str, str], ...]
    """Which, and why."""
    best: ControlSaid | None


@dataclass(frozen=True)
class BasisSaid:
    """A statement about the real case behind the exercise."""

    words: str
    mark: str
    """In words: fact, our inference, made up."""
    source: str


@dataclass(frozen=True)
class PlanRow:
    """One line of the improvement plan."""

    side: str
    """strength or gap"""
    what: str
    owner: str
    date: str
    """YYYY-MM-DD, or empty."""
    is_suggested: bool
    """In the program's words: nobody has made it their own."""


@dataclass(frozen=True)
class Played:
    """What was played."""

    title: str
    """Of the game, as the facilitator calls it."""
    scenario: str
    about: str
    mark: str
    """What the whole is, in words."""
    company: str
    objectives: tuple[str, ...]
    audience: tuple[str, ...]
    seed: int
    size: str
    people_count: int
    event_count: int
    session_count: int
    minutes: float
    ended_minute: float
    began_on: str
    """Date of the wall clock, UTC."""
    players: tuple[tuple[str, str], ...]
    """Name and role."""
    is_alone: bool
    levels: str
    """Which assistance from when on, in words."""
    hints: tuple[str, ...]
    hints_cost: int


@dataclass(frozen=True)
class Debrief:
    """All of it."""

    game_id: str
    headline: str
    lead: tuple[str, ...]
    figures: tuple[Figure, ...]
    played: Played
    truth: tuple[Moment, ...]
    team: tuple[Moment, ...]
    ticks: tuple[tuple[float, str], ...]
    """Where the clock is written: minute, and the time of the log."""
    seen_from: float | None
    """The minute from which on there was something to see: the thief, or what only looks like one."""
    seen_at: float | None
    """The minute of the first right call."""
    timeline_title: str
    wait_words: str
    """What stands between those two; empty where there was nothing to see."""
    is_replay: bool
    sessions: tuple[SessionSaid, ...]
    touched: tuple[TouchedSaid, ...]
    actions: tuple[ActionSaid, ...]
    answers: tuple[AnswerSaid, ...]
    parts: tuple[Part, ...]
    points: float
    of: int
    controls: Controls | None
    """None until the whole log was judged."""
    published: tuple[Published, ...]
    basis: tuple[BasisSaid, ...]
    ending: str
    plan: tuple[PlanRow, ...]
    is_plan_kept: bool
    """People have kept it; else all of it is suggested."""
    replies: tuple[tuple[str, tuple[tuple[str, object], ...]], ...]
    """Questionnaires: the player, and (question, answer)."""
