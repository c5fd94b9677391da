"""Which screens a game shows: what its level tells, and after the end what the debrief points to."""

from __future__ import annotations

from analysis.exercise.play.play import Play
from analysis.exercise.play.state import ENDED, FINDINGS, LANES, RAW

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
