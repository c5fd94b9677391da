"""The reasons of a finding as a waterfall: each sentence over its own points, the score as their sum."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.figure import figure, lines, plain
from analysis.charts.lane_words import number
from analysis.charts.palette import Palette

ROW_PX = 40
LINE_PX = 16
SENTENCE_LETTERS = 66
PHONE_LETTERS = 50
MOST_LINES = 2
MOST_REASONS = 9
"""Rows for reasons that accuse; the lightest of more share the last one."""


@dataclass(frozen=True)
class _Row:
    """One row: where it begins, its lines, its bar."""

    top_px: float
    text: list[str]
    base: float
    width: float
    colour: str
    points: str

    @property
    def bar_px(self) -> float:
        return self.top_px + LINE_PX * len(self.text) + 9

    @property
    def bottom_px(self) -> float:
        return self.top_px + ROW_PX + LINE_PX * (len(self.text) - 1)


def why(
    reasons: pd.DataFrame,
    colours: Palette,
    *,
    score: int,
    threshold: int,
    threshold_word: str,
    phone: bool = False,
) -> go.Figure:
    """Draw a row a reason in the order given, then the score with a tick where the band begins.

    Shape: `reasons`: sentence, points (whole, may be negative). Where the points do not add up to
    `score`, a row says so, so that the bars always end where the score does. No reasons give the
    score alone. Long sentences take two lines.
    Units: points across, pixels down.
    """
    told = list(zip(reasons["sentence"], (int(points) for points in reasons["points"]), strict=True))
    if missing := score - sum(points for _, points in told):
        told.append(("Signals that restate one another count up to a limit", missing))
    letters = PHONE_LETTERS if phone else SENTENCE_LETTERS
    running, top, rows = 0, 0.0, []
    for place, (sentence, points) in enumerate(told):
        capped = missing and place == len(told) - 1
        colour = colours.other if capped else colours.foreign if points > 0 else colours.origin
        text = lines(sentence, letters, MOST_LINES)
        rows.append(_Row(top, text, min(running, running + points), abs(points), colour, signed(points)))
        running, top = running + points, rows[-1].bottom_px
    title = f"<b>Score: {plain(threshold_word)} from {threshold}</b>"
    total = _Row(top, [title], min(score, 0), abs(score), colours.ink, signed(score).lstrip("+"))
    result = figure(round(total.bottom_px) + 6, colours)
    lowest = min([0, total.base, *(row.base for row in rows)])
    highest = max([threshold, score, 1, *(row.base + row.width for row in rows)])
    result.update_xaxes(range=[lowest, highest], domain=[0, 0.86], visible=False)
    result.update_yaxes(range=[total.bottom_px + 6, 0], visible=False)
    for row in rows:
        _draw(result, row, colours.ink, "reason")
    _draw(result, total, colours.ink, "score")
    result.add_shape(
        type="line", x0=threshold, x1=threshold, y0=total.bar_px - 9, y1=total.bar_px + 11, layer="above",
        line={"color": colours.muted, "width": 1.4, "dash": "dot"}, name="threshold",
    )  # fmt: skip
    return result


def _draw(result: go.Figure, row: _Row, ink: str, name: str) -> None:
    result.add_bar(
        x=[row.width], y=[row.bar_px], base=[row.base], width=9, orientation="h", hoverinfo="skip",
        marker={"color": row.colour, "line": {"width": 0}}, name=name,
    )  # fmt: skip
    result.add_annotation(
        xref="paper", x=0, y=row.top_px, xanchor="left", yanchor="top", text="<br>".join(row.text), showarrow=False,
        align="left", font={"size": 12.5, "color": ink},
    )  # fmt: skip
    result.add_annotation(
        xref="paper", x=1, y=row.bar_px, xanchor="right", text=f"<b>{row.points}</b>", showarrow=False,
        font={"size": 16 if name == "score" else 13, "color": row.colour},
    )  # fmt: skip


def signed(points: int) -> str:
    """Points with their sign; minus is the real minus."""
    return f"+{points}" if points > 0 else f"\u2212{abs(points)}" if points < 0 else "0"


def from_signals(signals: pd.DataFrame, most: int = MOST_REASONS) -> pd.DataFrame:
    """Counted signals as rows of `why`: what accuses first, heaviest first, then what explains.

    Shape: sentence, points, is_counted in; sentence, points out. Signals without points are left out; of those that
    accuse the lightest share a row where there are more than `most`.
    """
    frame = signals[signals["is_counted"].astype(bool) & signals["points"].ne(0)]
    frame = frame[["sentence", "points"]].sort_values("points", ascending=False, kind="stable").reset_index(drop=True)
    accusing = frame[frame["points"] > 0]
    if len(accusing) <= most:
        return frame
    lesser = accusing.iloc[most - 1 :]
    row = {"sentence": f"{number(len(lesser)).capitalize()} lesser reasons", "points": int(lesser["points"].sum())}
    explaining = frame[frame["points"] < 0]
    return pd.concat([accusing.head(most - 1), pd.DataFrame([row]), explaining], ignore_index=True)
