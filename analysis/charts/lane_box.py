"""What a box over the lanes holds: a stretch of time and some clients. The way back from pixels to events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from analysis.charts import lane_words
from analysis.charts.lane_frame import prepare
from analysis.charts.palette import LIGHT

REACH = 0.47
"""How far a lane reaches above and below its line, in lanes: marks that step aside belong to it."""


@dataclass(frozen=True)
class Box:
    """What was framed."""

    from_at: datetime
    """UTC, whole milliseconds, included."""
    until_at: datetime
    """UTC, whole milliseconds, included."""
    lanes: tuple[int, ...]
    """Numbers of the clients whose lane it touches, 0 for events that form none; empty where it touches all."""


def boxed(
    events: pd.DataFrame,
    clients: pd.DataFrame,
    box: Mapping[str, Sequence[Any]],
    *,
    divergence_at: pd.Timestamp | None,
    fold: bool,
) -> Box | None:
    """Read a box as plotly gives it (`x` and `y`, two ends each) back into times and clients; None where it has none.

    Why: above a ribbon there are no marks to pick, and an address keeps a stretch of time, not a thousand ids.
    """
    try:
        left, right = sorted(float(end) for end in box["x"])
        low, high = sorted(float(end) for end in box["y"])
    except (KeyError, TypeError, ValueError):
        return None
    drawing = prepare(events, clients, LIGHT, divergence_at, fold, phone=False)
    rows = drawing.clients[["lane_no", "row"]].itertuples(index=False, name=None)
    touched = [int(lane_no) for lane_no, row in rows if low - REACH <= -row <= high + REACH]
    lanes = tuple(0 if lane_no == int(lane_words.SIDE) else lane_no for lane_no in touched)
    return Box(
        drawing.time.time_at(left).floor("ms").to_pydatetime(warn=False),
        drawing.time.time_at(right).ceil("ms").to_pydatetime(warn=False),
        () if len(lanes) == len(drawing.clients) else lanes,
    )
