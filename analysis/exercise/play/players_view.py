"""What players may see of a game before its end, beside the case; nothing else of it reaches their browsers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from analysis.exercise.play.facts import Facts
from analysis.exercise.play.state import LOBBY, State
from analysis.exercise.scenarios.make import Made
from analysis.exercise.scenarios.telling import Handed


@dataclass(frozen=True)
class PlayersView:
    """All that players may see beside the case. Minutes are minutes of play."""

    title: str
    company: str
    situation: str
    roles: tuple[str, ...]
    phase: str
    level: str
    minutes: float
    minute: float
    speed: float
    log_at: datetime
    """The time of the log on the clock, UTC."""
    fed_at: datetime | None
    """The time of the log up to which the case has it; None before the first time."""
    messages: tuple[dict[str, Any], ...]
    """id, minute (when it came), from, to, channel, title, text; in order of coming."""
    questions: tuple[dict[str, Any], ...]
    """id, kind, asks, options, points, minute."""
    hints: tuple[str, ...]
    hints_left: tuple[int, ...]
    """What each hint that was not given yet would cost, in points."""
    uploads: tuple[Handed, ...]
    """What the HAR register knows by now."""


def view(facts: Facts, made: Made, state: State, minute: float, speed: float) -> PlayersView:
    """What they may see at a minute of play."""
    game = made.game
    is_open = state.phase != LOBBY
    by_id = {one.id: one for one in game.messages}
    messages = [
        {"id": one.id, "minute": at, "from": one.sender, "to": list(one.to), "channel": one.channel,
         "title": one.title, "text": one.text}
        for one, at in ((by_id[name], at) for name, at in state.released.items() if name in by_id)
    ]  # fmt: skip
    return PlayersView(
        title=facts.title,
        company=game.document.company,
        situation=game.situation,
        roles=tuple(game.document.roles),
        phase=state.phase,
        level=state.level,
        minutes=game.document.minutes,
        minute=minute,
        speed=speed,
        log_at=game.log_at(minute),
        fed_at=game.log_at(state.fed) if state.fed is not None else None,
        messages=tuple(messages),
        questions=tuple(game.questions_until(minute)) if is_open else (),
        hints=tuple(game.hints[number] for number in state.hints),
        hints_left=tuple(hint.costs for number, hint in enumerate(game.document.hints) if number not in state.hints),
        uploads=tuple(made.register_until(minute)) if is_open else (),
    )
