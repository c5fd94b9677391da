"""What players type becomes an answer or a call here, or a sentence on what is wrong with it.

Why before it is kept: a time nobody can read is worth nothing at the end, and nobody could mend it then. Whether an
answer is right is no matter of this module: it reads the log that players have, and never the truth.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from analysis.case import Case
from analysis.exercise.play import choices
from analysis.exercise.play.choices import Choices
from analysis.exercise.play.play import MOST_THINGS, NotInThisGame
from analysis.exercise.play.state import Calling
from analysis.exercise.scenarios.actions import actions
from analysis.exercise.scenarios.calls import Called
from analysis.exercise.scenarios.questions import EVENT, MOMENT, NAMES, NUMBER, PERSON, SESSION, SEVERAL, YES_NO

YES, NO = "Yes", "No"
_CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2})?")
_FORMS = ("%d %b %H:%M:%S", "%d %b %H:%M", "%d %b %Y %H:%M:%S", "%d %b %Y %H:%M")


def answer(kind: str, typed: Any, case: Case, log_at: datetime) -> Any:
    """What was typed or chosen as the value of an answer. Raises: NotInThisGame with what to write instead."""
    if typed is None or (isinstance(typed, str | list) and not _listed(typed)):
        raise NotInThisGame("There is no answer yet.", "Choose or write one, then keep it.")
    if kind == YES_NO:
        return typed == YES if isinstance(typed, str) else bool(typed)
    if kind == NUMBER:
        return number(str(typed))
    if kind == MOMENT:
        return at(str(typed), log_at)
    if kind == EVENT:
        return event_id(str(typed), case)
    if kind == SESSION:
        return [session_id(one, case) for one in _listed(typed)]
    if kind == NAMES:
        return things(_listed(typed), case)
    if kind in (SEVERAL, PERSON):
        return _listed(typed)
    return str(typed).strip()


def number(typed: str) -> float | int:
    """A number. Raises: NotInThisGame."""
    try:
        found = float(typed.strip().replace(",", ""))
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise NotInThisGame("This is no number.", "Write it with figures, such as 12 or 2.5.")
    return int(found) if found.is_integer() else found


def at(typed: str, log_at: datetime) -> str:
    """A time of the log, ISO 8601, UTC; without a day it is one of the day that the log has reached.

    Raises: NotInThisGame for what is no time, and for one that the log has not reached.
    """
    text = " ".join(typed.replace("UTC", " ").split())
    found = _read(text, log_at)
    if found is None:
        example = f"{log_at:%Y-%m-%d %H:%M}"
        raise NotInThisGame("This is no time.", f"Write it as {example}, or as {log_at:%H:%M:%S} of the same day, UTC.")
    if found > log_at:
        raise NotInThisGame(
            f"The log has not reached {choices.moment(found)} yet.",
            f"It stands at {choices.moment(log_at)} UTC: write a time before that.",
        )
    return found.isoformat(timespec="seconds").replace("+00:00", "Z")


def _read(text: str, log_at: datetime) -> datetime | None:
    if _CLOCK.fullmatch(text):
        text = f"{log_at:%Y-%m-%d} {text.zfill(8 if text.count(':') == 2 else 5)}"
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # the second one where UTC has no such year
        pass
    for form in _FORMS:
        dated, known = (text, form) if "%Y" in form else (f"{text} {log_at.year}", f"{form} %Y")
        try:
            return datetime.strptime(dated, known).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def event_id(typed: str, case: Case) -> str:
    """The id of an event that the log has. Raises: NotInThisGame."""
    found = choices.id_in(typed, "event")
    if choices.event(case, found) is None:
        raise NotInThisGame(
            "The log that you have knows no event of this id.",
            "Open the event's record and copy its id (uuid), or the address of the screen that shows it.",
        )
    return found


def session_id(typed: str, case: Case) -> str:
    """The id of a session that the log has. Raises: NotInThisGame."""
    found = choices.id_in(typed, "session")
    if not choices.knows_session(case, found):
        raise NotInThisGame(
            "The log that you have knows no session of this id.",
            "Choose one of the list, or paste a session's id (externalSessionId), or the address of its screen.",
        )
    return found


def things(told: Sequence[str], case: Case) -> list[str]:
    """Names of things, each as the log calls it."""
    return list(dict.fromkeys(choices.name_of(case, one) for one in told))


def called(session: str, begins: str, case: Case) -> Called:
    """One session of a call, from an event or with none. Raises: NotInThisGame."""
    session = session_id(session, case)
    if not begins.strip():
        return Called(session)
    begins = event_id(begins, case)
    found = choices.event(case, begins)
    assert found is not None
    return Called(session, begins, f"{found.at.isoformat(timespec='milliseconds')}Z")


def value_words(kind: str, value: Any, known: Choices, case: Case) -> str:
    """An answer as it is read: sessions by login and start, an event by its time and type."""
    if kind == YES_NO:
        return YES if value else NO
    if kind == SESSION:
        return "; ".join(known.sessions.get(one, one) for one in _listed(value))
    if kind == EVENT:
        found = choices.event(case, str(value))
        return found.words if found else str(value)
    if kind == MOMENT:
        return f"{choices.moment(datetime.fromisoformat(str(value)), seconds=True)} UTC"
    return "; ".join(str(one) for one in _listed(value)) if isinstance(value, list | tuple) else str(value)


def call_lines(
    sessions: Sequence[Called], touched: Sequence[str], acts: Sequence[str], words: str, known: Choices, case: Case
) -> list[str]:
    """What a call says, line by line, for the confirmation and for the list of calls."""
    lines = []
    if not sessions:
        lines.append("No session was stolen.")
    for one in sessions:
        found = choices.event(case, one.divergence_event_id or "")
        begins = found.words if found else one.divergence_event_id or "an event that is not named"
        lines.append(f"Stolen: {known.sessions.get(one.session_id, one.session_id)}, from {begins}")
    if touched:
        lines.append(f"Touched: {'; '.join(touched)}")
    lines += [f"Do: {actions()[one].words}" for one in acts if one in actions()]
    return [*lines, f"In words: {words}"] if words else lines


def calling_lines(calling: Calling, known: Choices, case: Case) -> list[str]:
    """What an earlier call said, line by line."""
    call = calling.call
    return call_lines(call.sessions, call.touched, call.actions, calling.words, known, case)


def _listed(value: Any) -> list[str]:
    """Several values, chosen or a line each."""
    told = [str(one).strip() for one in (value if isinstance(value, list | tuple) else str(value).splitlines())]
    return list(dict.fromkeys(one for one in told if one))[:MOST_THINGS]
