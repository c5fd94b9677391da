"""The marks of the lanes: which symbol, which events share one, which step aside. Not here: drawing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.charts.clock import Clock, moment
from analysis.charts.figure import plain, rows

RIBBON_FROM = 1_500
"""Events from which a lane becomes a ribbon and marks are gathered."""
PIXELS_A_BIN = 5
CLOSEST_PX = 11
"""Marks of one lane nearer than this step aside."""
STEP = 0.155
"""One step aside, in lanes."""
LEVELS = 3


@dataclass(frozen=True)
class Mark:
    """How one kind of event looks."""

    word: str
    """What the key calls it."""
    symbol: str
    """plotly's symbol name."""
    size: float
    """Pixels."""
    line: float = 0.0
    """Stroke width of symbols that are nothing but strokes, pixels; 0 for filled ones."""
    hollow: bool = False


KINDS: dict[str, Mark] = {
    "policy": Mark("policy", "line-ns", 9, line=1.6),
    "other": Mark("other", "circle", 5),
    "app": Mark("app", "circle", 8),
    "token": Mark("token", "hexagon2", 12),
    "factor": Mark("factor", "diamond", 11),
    "end": Mark("sign-out", "triangle-left-open", 11, hollow=True),
    "admin": Mark("admin", "square", 11),
    "denied": Mark("denied", "x-thin", 11, line=1.6),
    "sign_in": Mark("sign-in", "triangle-right", 14),
}
"""By kind, in drawing order: the last lies on top."""

KEY_ORDER = ("sign_in", "factor", "app", "admin", "policy", "token", "denied")
RARE = frozenset({"sign_in", "factor", "admin", "denied"})
"""Kinds that stay single marks above a ribbon."""


def marks_of(events: pd.DataFrame, time: Clock, pixels: float) -> pd.DataFrame:
    """One row a mark: x, lane_no, row (0 = first lane), role, kind, count, event_id, hover, level, act_no.

    Shape: `events` has event_id, occurred_at, lane_no, row, role, kind and what `hover` reads,
    sorted by time; `pixels` is the assumed width of the axis. Above RIBBON_FROM events, lanes
    other than the foreign keep their rare kinds only (the rest is in `ribbon`), and elsewhere the
    events of one lane, kind and bin share a mark; rare kinds of a foreign lane never do.
    """
    frame = events.assign(x=time.place(events["occurred_at"]), count=1)
    is_dense = len(frame) > RIBBON_FROM
    frame = _gathered(frame, time, pixels) if is_dense else frame.assign(hover=hover(frame))
    steps = frame["kind"].isin(RARE) if is_dense else frame["kind"].ne("policy")
    return frame.assign(level=_levels(frame, steps, pixels / time.length)).reset_index(drop=True)


def _gathered(frame: pd.DataFrame, time: Clock, pixels: float) -> pd.DataFrame:
    foreign = frame["role"].eq("foreign")
    rare = frame["kind"].isin(RARE)
    frame = frame[foreign | rare]
    bins = np.floor(frame["x"].to_numpy() / time.length * pixels / PIXELS_A_BIN).astype(int)
    single = (frame["role"].eq("foreign") & frame["kind"].isin(RARE)).to_numpy()
    # A negative number no other row has keeps a rare event of a foreign lane alone in its group.
    frame = frame.assign(bin=np.where(single & (single.sum() <= pixels), -1 - np.arange(len(frame)), bins))
    grouped = frame.groupby(["lane_no", "kind", "bin"], sort=False)
    first = frame.loc[grouped.head(1).index].copy()
    sizes = grouped["event_id"].transform("size").loc[first.index]
    last = grouped["occurred_at"].transform("max").loc[first.index]
    first["count"] = sizes
    alone, together = first[sizes.eq(1)], first[sizes.gt(1)]
    said = [
        f"<b>{count:,} events</b> ({KINDS.get(kind, KINDS['other']).word})<br>{moment(start)} to {end:%H:%M:%S} UTC"
        for count, kind, start, end in zip(
            together["count"], together["kind"], together["occurred_at"], last.loc[together.index], strict=True
        )
    ]
    texts = pd.concat([pd.Series(hover(alone), index=alone.index), pd.Series(said, index=together.index)])
    return first.assign(hover=texts).sort_values(["occurred_at", "event_id"], kind="stable")


def ribbon(events: pd.DataFrame, time: Clock, pixels: float) -> pd.DataFrame:
    """The bars of lanes that are too dense for marks: row, role, x (middle), width, height, count.

    Shape: empty up to RIBBON_FROM events. Height is the square root of the count, up to .36 of a lane.
    """
    columns = ["row", "role", "x", "width", "height", "count"]
    dense = events[events["role"].ne("foreign")] if len(events) > RIBBON_FROM else events.iloc[:0]
    if dense.empty:
        return pd.DataFrame(columns=columns)
    width = time.length / pixels * PIXELS_A_BIN
    bins = np.floor(time.place(dense["occurred_at"]) / width).astype(int)
    counts = dense.assign(bin=bins).groupby(["row", "role", "bin"], sort=True).size().rename("count").reset_index()
    counts["x"] = (counts["bin"] + 0.5) * width
    counts["width"] = width * 0.72
    counts["height"] = 0.36 * np.sqrt(counts["count"] / counts["count"].max())
    return counts[columns]


def _levels(frame: pd.DataFrame, steps: pd.Series, pixels_a_second: float) -> np.ndarray:
    """How many steps each mark stands aside, so that marks nearer than CLOSEST_PX do not hide each other.

    A policy evaluation has its own track and gathered marks stand for a stretch: neither steps. A
    mark that finds all places taken stays on the line.
    """
    levels = np.zeros(len(frame), dtype=int)
    free: dict[int, list[float]] = {}
    positions = frame["x"].to_numpy() * pixels_a_second
    for index, (row, may_step, x) in enumerate(zip(frame["row"], steps, positions, strict=True)):
        if not may_step:
            continue
        taken = free.setdefault(int(row), [-np.inf] * (LEVELS + 1))
        level = next((step for step in range(LEVELS + 1) if x - taken[step] >= CLOSEST_PX), 0)
        taken[level] = x
        levels[index] = level
    return levels


def hover(events: pd.DataFrame) -> list[str]:
    """The hover box of each event; every log value is made plain."""
    texts = []
    known: dict[object, str] = {}

    def said(value: object, longest: int = 60) -> str:
        if value not in known:
            known[value] = plain(value, longest)
        return known[value]

    for event in rows(events):
        lines = [f"<b>{moment(event.occurred_at)} UTC</b>  {said(event.event_type)}  {said(event.outcome)}"]
        if isinstance(event.target, str) and event.target:
            lines.append(said(event.target))
        asn = "" if pd.isna(event.as_number) else f" · AS{int(event.as_number)}"
        lines.append(f"{said(event.address)}{asn} {said(event.network)}")
        lines.append(f"{said(event.city)} · {said(event.device)}")
        if isinstance(event.side_channel, str):
            lines.append(said(event.side_channel, 90))
        texts.append("<br>".join(lines))
    return texts
