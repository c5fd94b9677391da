"""Time on a chart: folds, ticks, and durations in words. Not here: drawing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

FOLD_SHARE = 0.025
"""Share of the axis that a folded gap keeps."""
LEAD_SHARE = 0.06
"""Share of the axis that stays unfolded before a divergence, so that no fold lies across it."""
SHORTEST_GAP_S = 30 * 60
GAP_SHARE = 0.10
_STEPS_S = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200)
_DAY_S = 86_400


@dataclass(frozen=True)
class Fold:
    """A stretch of idle time that the axis shortens; all in seconds since the first event."""

    start_s: float
    end_s: float
    cut_s: float
    """How much of it the axis leaves out."""


@dataclass(frozen=True)
class Clock:
    """Turns times into places on the axis (seconds since the first event, folds taken out)."""

    zero_at: pd.Timestamp
    folds: tuple[Fold, ...]
    length: float
    """Length of the axis from first to last event, never 0."""

    def place(self, times: pd.Series | pd.DatetimeIndex) -> np.ndarray:
        """Axis places of `times`."""
        seconds = (pd.DatetimeIndex(times) - self.zero_at) / pd.Timedelta(seconds=1)
        return self._fold(np.asarray(seconds, dtype=float))

    def place_of(self, time: pd.Timestamp) -> float:
        """Axis place of one time."""
        return float(self.place(pd.DatetimeIndex([time]))[0])

    def _fold(self, seconds: np.ndarray) -> np.ndarray:
        out = seconds.copy()
        for fold in self.folds:
            share = np.clip((seconds - fold.start_s) / (fold.end_s - fold.start_s), 0, 1)
            out = out - share * fold.cut_s
        return out

    def time_at(self, place: float) -> pd.Timestamp:
        """The time that stands at an axis place; the other way round than `place_of`, and never outside the axis."""
        knots = np.array([0.0, *(edge for fold in self.folds for edge in (fold.start_s, fold.end_s)), self.real_s])
        second = float(np.interp(place, self._fold(knots), knots))
        return self.zero_at + pd.Timedelta(seconds=second)

    @property
    def real_s(self) -> float:
        """From first to last event, folds included."""
        return self.length + sum(fold.cut_s for fold in self.folds)

    @property
    def spans_days(self) -> bool:
        """The events lie on more than one day, so that a clock time alone says too little."""
        return self.real_s > _DAY_S or (self.zero_at + pd.Timedelta(seconds=self.real_s)).date() != self.zero_at.date()

    def bands(self) -> list[tuple[float, float, str]]:
        """Folds as drawn: from, to (axis places), and "64 min idle"."""
        if not self.folds:
            return []
        edges = np.array([[fold.start_s, fold.end_s] for fold in self.folds])
        placed = self._fold(edges.ravel()).reshape(edges.shape)
        return [
            (float(left), float(right), f"{duration(fold.end_s - fold.start_s)} idle")
            for (left, right), fold in zip(placed, self.folds, strict=True)
        ]

    def ticks(self, wanted: int) -> tuple[list[float], list[str]]:
        """Places and labels of about `wanted` round clock times; none inside a fold, none crowded.

        The first tick of each new day carries the date where the axis spans several days.
        """
        real_s = self.real_s
        step = next((step for step in _STEPS_S if self.length / step <= wanted), 0)
        if not step:
            step = _DAY_S * int(np.ceil(self.length / _DAY_S / wanted))
        midnight = self.zero_at.normalize()
        first = np.ceil((self.zero_at - midnight).total_seconds() / step) * step
        offset = first - (self.zero_at - midnight).total_seconds()
        seconds = np.arange(offset, real_s + 1, step)[:4000]
        for fold in self.folds:
            seconds = seconds[(seconds <= fold.start_s) | (seconds >= fold.end_s)]
        kept: list[tuple[float, pd.Timestamp]] = []
        for second, place in zip(seconds, self._fold(seconds), strict=True):
            if not kept or place - kept[-1][0] >= self.length / (wanted * 1.7):
                kept.append((float(place), (self.zero_at + pd.Timedelta(seconds=float(second))).round("s")))
        labels, day = [], None
        for _, time in kept:
            label = f"{time:%H:%M:%S}" if step < 60 else f"{time:%H:%M}"
            if self.spans_days and time.date() != day:
                label = f"{time.day} {time:%b}" if step >= _DAY_S else f"{time.day} {time:%b} {label}"
            day = time.date()
            labels.append(label)
        return [place for place, _ in kept], labels


def clock(times: pd.Series, *, fold: bool, divergence_at: pd.Timestamp | None = None) -> Clock:
    """The axis of these event times (sorted or not, at least one).

    Why: a session idles for hours and then matters for a minute. A gap longer than half an hour
    and a tenth of the whole is shortened, but never so that the fold touches the divergence: the
    last stretch before it stays as it was.
    """
    ordered = np.sort(pd.DatetimeIndex(times).unique())
    zero_at = pd.Timestamp(ordered[0])
    seconds = (pd.DatetimeIndex(ordered) - zero_at) / pd.Timedelta(seconds=1)
    whole = float(seconds[-1])
    gaps = np.diff(seconds)
    wide = np.flatnonzero(gaps > max(SHORTEST_GAP_S, GAP_SHARE * whole)) if fold else np.array([], dtype=int)
    rest = whole - float(gaps[wide].sum())
    if not len(wide) or rest <= 0:
        return Clock(zero_at, (), max(whole, 1.0))
    divergence_s = None if divergence_at is None else (divergence_at - zero_at).total_seconds()
    before = [
        index for index in wide if divergence_s is not None and seconds[index] < divergence_s <= seconds[index + 1]
    ]
    length = rest / (1 - FOLD_SHARE * len(wide) - LEAD_SHARE * len(before))
    folds = []
    for index in wide:
        start, end = float(seconds[index]), float(seconds[index + 1])
        if index in before:
            end -= min(LEAD_SHARE * length, 0.5 * (end - start))
        folds.append(Fold(start, end, max(end - start - FOLD_SHARE * length, 0.0)))
    return Clock(zero_at, tuple(folds), max(whole - sum(fold.cut_s for fold in folds), 1.0))


def duration(seconds: float) -> str:
    """A length of time for a person: "57 s", "12 min", "1 h 06 min", "3 d 4 h"; below one second "under 1 s"."""
    if seconds < 1:
        return "under 1 s"
    if round(seconds) < 100:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {minutes:02d} min"
    days, hours = divmod(hours, 24)
    return f"{days} d {hours} h"


def moment(time: pd.Timestamp | None) -> str:
    """A time for a table or a sentence: "13 Oct 18:59:03"; the reader is told UTC once."""
    return "unknown" if time is None or pd.isna(time) else f"{time.day} {time:%b %H:%M:%S}"
