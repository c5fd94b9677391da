"""The reasons of a finding as a waterfall: each sentence over its own points, the score as their sum."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.figure import figure, plain
from analysis.charts.palette import Palette

ROW_PX = 40
LONGEST_SENTENCE = 74
PHONE_SENTENCE = 52


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
    `score`, because a family of signals that restate one another is capped, a row says so, so
    that the bars always end where the score does. No reasons give the score alone.
    Units: points.
    """
    rows = [(plain(sentence, PHONE_SENTENCE if phone else LONGEST_SENTENCE), int(points))
            for sentence, points in zip(reasons["sentence"], reasons["points"], strict=True)]  # fmt: skip
    capped = score - sum(points for _, points in rows)
    if capped:
        rows.append(("Signals that restate one another count up to a limit", capped))
    running, bars = 0, []
    for _, points in rows:
        bars.append((min(running, running + points), abs(points)))
        running += points
    lowest = min([0, *(base for base, _ in bars)])
    highest = max([threshold, score, 1, *(base + width for base, width in bars)])
    result = figure(ROW_PX * (len(rows) + 1) + 8, colours)
    result.update_xaxes(range=[lowest, highest * 1.0], domain=[0, 0.86], visible=False)
    result.update_yaxes(range=[len(rows) + 0.6, -0.55], visible=False)
    for row, ((sentence, points), (base, width)) in enumerate(zip(rows, bars, strict=True)):
        is_cap = capped and row == len(rows) - 1
        colour = colours.other if is_cap else colours.foreign if points > 0 else colours.origin
        _row(result, row, sentence, base, width, colour, signed(points), colours.ink)
    _row(
        result, len(rows), f"<b>Score: {plain(threshold_word)} from {threshold}</b>", min(score, 0), abs(score),
        colours.ink, f"{score}", colours.ink, large=True,
    )  # fmt: skip
    result.add_shape(
        type="line", x0=threshold, x1=threshold, y0=len(rows) - 0.05, y1=len(rows) + 0.5, layer="above",
        line={"color": colours.muted, "width": 1.4, "dash": "dot"}, name="threshold",
    )  # fmt: skip
    return result


def _row(
    result: go.Figure, row: int, sentence: str, base: float, width: float, colour: str, points: str, ink: str,
    *, large: bool = False,
) -> None:  # fmt: skip
    result.add_bar(
        x=[width], y=[row + 0.20], base=[base], width=0.22, orientation="h", hoverinfo="skip",
        marker={"color": colour, "line": {"width": 0}}, name="score" if large else "reason",
    )  # fmt: skip
    result.add_annotation(
        xref="paper", x=0, y=row - 0.17, xanchor="left", text=sentence, showarrow=False, align="left",
        font={"size": 12.5, "color": ink},
    )  # fmt: skip
    result.add_annotation(
        xref="paper", x=1, y=row + 0.17, xanchor="right", text=f"<b>{points}</b>", showarrow=False,
        font={"size": 16 if large else 13, "color": ink if large else colour},
    )  # fmt: skip


def signed(points: int) -> str:
    """Points with their sign; minus is the real minus."""
    return f"+{points}" if points > 0 else f"\u2212{abs(points)}" if points < 0 else "0"


def from_signals(signals: pd.DataFrame, sentences: list[str]) -> pd.DataFrame:
    """Counted signals as rows of `why`: what accuses first, heaviest first, then what explains."""
    frame = pd.DataFrame({"sentence": sentences, "points": signals["points"].to_numpy()})
    frame = frame[signals["is_counted"].to_numpy(dtype=bool) & frame["points"].ne(0)]
    return frame.sort_values("points", ascending=False, kind="stable").reset_index(drop=True)
