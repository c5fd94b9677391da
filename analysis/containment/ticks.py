"""What people ticked in the checklist: acts of the case, added and taken back, never changed.

A tick is about an object, not about a session: the same line of another session is done with it. A tick that is
older than what it should have ended does not count, and the line says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from analysis import acts
from analysis.acts import Act, Subject
from analysis.case import Case
from analysis.containment.line import Done, Line

WHAT = "tick"
KIND = "line"


def applied(case: Case, lines: Iterable[Line]) -> list[Line]:
    """The lines with the ticks that stand."""
    standing = _standing(case)
    return [_ticked(line, standing.get(line.id)) for line in lines]


def tick(case: Case, line: Line, *, author: str, reason: str = "") -> None:
    """Say that a line was done. Raises: ActRefused where nobody says so."""
    _write(case, line, True, author, reason)


def take_back(case: Case, line: Line, *, author: str, reason: str = "") -> None:
    """Say that it was not, or no longer; nothing is kept where nobody said so. Raises: ActRefused."""
    if line.id in _standing(case):
        _write(case, line, False, author, reason)


def history(case: Case, line: Line) -> list[Act]:
    """All that was ever said of a line, the newest first."""
    return acts.of(case, what=WHAT, subject=Subject(KIND, line.id))


def _write(case: Case, line: Line, is_done: bool, author: str, reason: str) -> None:
    said = f"{line.words}: {line.object}" if line.object else line.words
    fields = {
        "is_done": is_done,
        "entry": line.entry,
        "object_id": line.object_id,
        "session_keys": list(line.sessions),
        "words": f"{'Done' if is_done else 'Not done after all'}: {said}"[: acts.LONGEST_TEXT],
    }
    acts.add(case, WHAT, [(Subject(KIND, line.id), fields)], author=author, reason=reason)


def _standing(case: Case) -> dict[str, Act]:
    """The tick in force, by line."""
    newest: dict[str, Act] = {}
    for act in acts.of(case, what=WHAT):
        newest.setdefault(act.subject.id, act)
    return {name: act for name, act in newest.items() if act.fields.get("is_done")}


def _ticked(line: Line, act: Act | None) -> Line:
    if act is None:
        return line
    if line.since is not None and act.at < line.since:
        return replace(line, note="It was ticked, and came back after that: look again")
    return replace(line, tick=Done(act.at, act.author, False, line.words))
