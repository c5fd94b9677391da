"""Which screens a game shows: what its level tells, and after the end what the debrief points to.

Screens ask `tells_lanes` and `tells_findings` with `games.current()`, and draw less where the answer is no.
"""

from __future__ import annotations

from analysis.case import Case
from analysis.exercise.play.play import Play
from analysis.exercise.play.state import ENDED, FINDINGS, LANES, RAW
from parts import games, seats

_OF_RAW = ("exercise", "events", "hunt", "log", "reference")
_OF_LANES = (*_OF_RAW, "session", "person", "network")
_OF_FINDINGS = (*_OF_LANES, "overview", "findings", "changes")
SCREENS = {RAW: frozenset(_OF_RAW), LANES: frozenset(_OF_LANES), FINDINGS: frozenset(_OF_FINDINGS)}
AFTERWARDS = frozenset((*_OF_FINDINGS, "controls"))


def screens(play: Play) -> frozenset[str]:
    """Names of the screens (pages/<name>.py) that this game shows now."""
    return AFTERWARDS if play.state.phase == ENDED else SCREENS[play.state.level]


def tells_lanes(play: Play | None) -> bool:
    """Whether sessions and lanes may be shown; always on a case that is no game."""
    return play is None or play.state.phase == ENDED or play.state.level != RAW


def tells_findings(play: Play | None) -> bool:
    """Whether the program's own judgement may be shown; always on a case that is no game."""
    return play is None or play.state.phase == ENDED or play.state.level == FINDINGS


def is_ready(case: Case) -> bool:
    """Whether the case holds what its screens are made from: on a case the findings, on a game what its level tells."""
    play = games.current()
    made_last = "findings" if tells_findings(play) else "person_events" if tells_lanes(play) else "event_kinds"
    return made_last in case.tables()


def shows(screen: str) -> bool:
    """Whether this tab has a screen, so that a way to it leads somewhere; a server of games shows nothing else.

    Who has no seat at a game reaches none of its screens, because a screen that is not in the menu cannot be run.
    """
    play = games.current()
    if play is not None and seats.viewer(play) is not None:
        return screen in screens(play)
    return screen == "exercise" if games.is_serving() else screen != "events"


def elsewhere() -> str:
    """Why what an address names may not be here."""
    if games.current() is not None:
        return "The log of this game has not told of it so far."
    return "It may be another case, or evidence not added yet."
