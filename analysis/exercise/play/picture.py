"""A game on its clock as rows for a picture: what happened, what was sent, what the team said, and what it was worth.

It tells the truth, as leading.py does: for whoever leads, and for everybody after the end.
Not here: drawing it (charts/game_clock.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.exercise.play import leading
from analysis.exercise.play.play import Play
from analysis.exercise.play.state import LOBBY
from analysis.exercise.scenarios.questions import WORDS

LOG, MESSAGES, ASKED, ANSWERS, CALLS, HELP = ROWS = ("log", "messages", "asked", "answers", "calls", "help")
COLUMNS = ("row", "minute", "status", "side", "label", "words")
DONE, TO_COME, RIGHT, PARTLY, WRONG, OPEN = "done", "to come", "right", "partly", "wrong", "open"


def marks(play: Play) -> pd.DataFrame:
    """Everything on the clock.

    Shape: row one of ROWS, minute, status (DONE or TO_COME; of answers and calls RIGHT, PARTLY, WRONG, or OPEN where a
    person must mark them), side, label (a number or a word beside the mark), words (of whoever wrote them: hostile).
    """
    return pd.DataFrame(sorted(_marks(play), key=lambda row: (ROWS.index(row[0]), row[1])), columns=list(COLUMNS))


def _marks(play: Play) -> Iterator[tuple[Any, ...]]:
    for line in leading.lines(play):
        row = MESSAGES if line.message else LOG
        is_done = line.status == leading.PAST
        title = line.message.title if line.message else line.event.words
        yield row, line.at, DONE if is_done else TO_COME, line.side, str(line.number), title
    is_open = play.state.phase != LOBBY
    for number, one in enumerate(leading.answered(play), 1):
        asked = one.asked.question.minute
        is_asked = is_open and asked <= play.minute()
        yield ASKED, asked, DONE if is_asked else TO_COME, leading.OTHER, str(number), one.asked.asks
        if one.given is not None:
            words = f"{one.given.who}: {one.said}"
            yield ANSWERS, one.given.minute, _worth(one), leading.OTHER, str(number), words
    for call in leading.calls(play):
        whose = ", ".join(login or session for session, _, login in call.sessions) or "no session was stolen"
        status = RIGHT if call.is_right else PARTLY if any(right for _, right, _ in call.sessions) else WRONG
        yield CALLS, call.calling.call.minute, status, leading.OTHER, "", f"{call.calling.who}: {whose}"
    for number, minute in play.state.hints.items():
        yield HELP, minute, DONE, leading.OTHER, f"hint {number + 1}", play.game.hints[number]
    for minute, level in play.state.levels[1:]:
        yield HELP, minute, DONE, leading.OTHER, level, f"From here on: {level}"


def _worth(one: leading.Answered) -> str:
    if one.marked.points is None:
        return OPEN
    if one.marked.is_right:
        return RIGHT
    return PARTLY if one.marked.points > 0 or one.asked.question.kind == WORDS else WRONG
