"""What comes of measuring controls on a log: the choices, whom they stop, what they cost.

Not here: how any of it is come by (`measure`), and words for it (`words`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from analysis.controls.control_files import Control, Limits

BEARABLE_PER_1000 = 100
"""Honest sessions interrupted of 1,000 up to which a choice is shown first; a choice of ours, others may bear more."""


@dataclass(frozen=True)
class Stop:
    """One replay that a choice would have interrupted."""

    session_key: str
    at: datetime
    """UTC."""
    event_id: str
    """The event that would have been refused."""
    is_foreign: bool
    """It is of a foreign client; else the session ended under everybody."""
    minutes_min: float
    """After the divergence."""
    control: str
    """Which control of the choice."""


@dataclass(frozen=True)
class Refused:
    """Acts of the foreign clients that would not have happened, out of all."""

    what: str
    """user, token, idp, ... for a change; sign-on, administration, token grant or other."""
    count: int
    of: int


@dataclass(frozen=True)
class Measured:
    """One control, or two together, on this log."""

    controls: tuple[Control, ...]
    stops: tuple[Stop, ...]
    """In order of time."""
    replay_count: int
    honest_interrupted: int
    """Honest sessions interrupted at least once."""
    honest_count: int
    times: int
    """Interruptions of honest sessions, each one more sign-in or factor."""
    person_days: int
    refused: tuple[Refused, ...]
    """Most acts first; changes before the rest."""
    later_refused: int
    """Later events that would not have followed from refused acts."""
    later_count: int
    on_frontier: bool = False
    """Nothing stops more for less."""

    @property
    def name(self) -> str:
        """Its id in an address: `bound_to_device+step_up_15`."""
        return "+".join(control.name for control in self.controls)

    @property
    def short(self) -> str:
        """A few words."""
        if len(self.controls) == 1:
            return self.controls[0].short
        first, second = (control.phone for control in self.controls)
        return f"{first} + {second[:1].lower() + second[1:] if second[1:2].islower() else second}"

    @property
    def phone(self) -> str:
        """The same, as short as can be."""
        return self.controls[0].phone if len(self.controls) == 1 else self.short

    @property
    def title(self) -> str:
        """In full."""
        return ", and ".join(control.title for control in self.controls)

    @property
    def stopped(self) -> int:
        """Replays interrupted."""
        return len(self.stops)

    @property
    def per_1000(self) -> float | None:
        """Honest sessions interrupted of 1,000; None where there are none."""
        return 1000 * self.honest_interrupted / self.honest_count if self.honest_count else None

    @property
    def per_person_day(self) -> float | None:
        """Extra sign-ins or factors a person and day; None where nobody was there."""
        return self.times / self.person_days if self.person_days else None

    @property
    def minutes_min(self) -> float | None:
        """Median minutes after the divergence; None where nothing is stopped."""
        return median(stop.minutes_min for stop in self.stops) if self.stops else None

    @property
    def refused_count(self) -> int:
        """Acts of foreign clients that would not have happened."""
        return sum(one.count for one in self.refused)

    @property
    def act_count(self) -> int:
        """Acts of foreign clients."""
        return sum(one.of for one in self.refused)


@dataclass(frozen=True)
class NotOffered:
    """A control that is not tried, and why."""

    control: Control
    reason: str
    is_on: bool
    """The log shows nothing that it would have interrupted; else it cannot be tried on this log."""


@dataclass(frozen=True)
class Answer:
    """All controls on one case."""

    replays: tuple[Mapping[str, Any], ...]
    """session_key, session_id, actor_id, actor_login, divergence_at, is_confirmed; earliest first."""
    left_out: tuple[str, ...]
    """Sessions that are not honest here: replays, and those worth a look that nobody decided on."""
    undecided_count: int
    honest_count: int
    person_count: int
    person_days: int
    from_at: datetime | None
    until_at: datetime | None
    measured: tuple[Measured, ...]
    """From least to most friction."""
    not_offered: tuple[NotOffered, ...]
    has_own_networks: bool
    """The operator listed networks; else those of many people stand in for them."""
    limits: Limits

    def find(self, name: str | None) -> Measured | None:
        """The choice of this id."""
        return next((one for one in self.measured if one.name == name), None)

    @property
    def frontier(self) -> tuple[Measured, ...]:
        """The choices that nothing beats, from least to most friction."""
        return tuple(one for one in self.measured if one.on_frontier)

    @property
    def best(self) -> Measured | None:
        """What is shown first: on the frontier, the most replays at a bearable price, else the least price.

        Without replays the least price.
        """
        bearable = [one for one in self.frontier if (one.per_1000 or 0.0) <= BEARABLE_PER_1000]
        return next(iter(bearable[-1:] or self.frontier[:1] or self.measured[:1]), None)
