"""The speed ladder: how fast one person would have had to travel, hop by hop, against what is possible."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.charts.figure import MONO, figure, plain, rows
from analysis.charts.palette import Palette

ROW_PX = 33
HEAD_PX = 40
FOOT_PX = 28
SLOWEST, FASTEST = 0.35, 6.1
"""Ends of the axis, as the logarithm of km/h."""
WALKING_KMH, CAR_KMH, TRAIN_KMH = 5, 130, 320
MOST_ROWS = 12
LETTER = 0.13
"""Roughly how much of the axis one digit takes in the narrow column."""


def shown_hops(hops: pd.DataFrame, most: int = MOST_ROWS) -> pd.DataFrame:
    """The hops worth a row: all up to `most`, else the fastest, in time order again."""
    if len(hops) <= most:
        return hops
    fastest = hops.sort_values(["speed_kmh", "hop_no"], ascending=[False, True], na_position="last", kind="stable")
    return fastest.head(most).sort_values("hop_no", kind="stable")


def ladder(hops: pd.DataFrame, colours: Palette, *, max_speed_kmh: float, phone: bool = False) -> go.Figure:
    """Draw a row a hop, in the order given.

    Shape: `hops`: hop_no, hop_at, speed_kmh (lower bound or null), centre_distance_km, seconds_s,
    is_simultaneous, not_judged (reason or null), event_id. None gives an empty figure. A click
    carries the event id as `customdata[0]`.
    Units: the axis is the logarithm (base 10) of km/h on a linear axis, so that shapes, marks and
    notes agree; the airliner stands at `max_speed_kmh`.
    """
    count = len(hops)
    height = HEAD_PX + FOOT_PX + ROW_PX * max(count, 1)
    result = figure(height, colours)
    limit = float(np.log10(max_speed_kmh))
    left = 0.26
    result.update_xaxes(
        range=[SLOWEST, FASTEST], domain=[left, 0.985], showgrid=False, tickmode="array", tickangle=0,
        tickvals=[1, 2, 3, 4, 5], ticktext=["10", "100", "1k", "10k", "100k"],
    )  # fmt: skip
    result.update_yaxes(
        range=[count - 0.5, -0.5], domain=[FOOT_PX / height, 1 - HEAD_PX / height], showgrid=False, showticklabels=False
    )
    _references(result, colours, limit, count)
    if not count:
        return result
    for row, hop in enumerate(rows(hops)):
        result.add_annotation(
            xref="paper", x=0, y=row, xanchor="left", text=f"{hop.hop_at:%H:%M:%S}", showarrow=False,
            font={"family": MONO, "size": 12, "color": colours.muted},
        )  # fmt: skip
    _judged(result, hops, colours, limit)
    _not_judged(result, hops, colours)
    return result


def _references(result: go.Figure, colours: Palette, limit: float, count: int) -> None:
    result.add_shape(
        type="rect", x0=limit, x1=FASTEST, y0=-0.5, y1=count - 0.5, fillcolor=colours.wash, line_width=0, layer="below"
    )
    # "car" ends and "airliner" begins at its line, so that they stay apart in a narrow chart.
    names = (("walking", WALKING_KMH, 0, "center"), ("car", CAR_KMH, 1, "right"), ("train", TRAIN_KMH, 0, "center"))
    for name, speed, tier, side in names:
        _reference(result, float(np.log10(speed)), name, tier, side, colours.muted, colours.faint, 1.4, count)
    _reference(result, limit, "<b>airliner</b>", 1, "left", colours.foreign, colours.foreign, 1.6, count)


def _reference(
    result: go.Figure, x: float, name: str, tier: int, side: str, ink: str, line: str, width: float, count: int
) -> None:
    result.add_shape(
        type="line", x0=x, x1=x, y0=-0.5, y1=count - 0.5, line={"color": line, "width": width}, layer="below"
    )
    result.add_annotation(
        x=x, y=-0.5, text=name, xanchor=side, yanchor="bottom", yshift=3 + 15 * tier, showarrow=False,
        font={"size": 12, "color": ink},
    )  # fmt: skip


def _judged(result: go.Figure, hops: pd.DataFrame, colours: Palette, limit: float) -> None:
    at = pd.Series(np.arange(len(hops)), index=hops.index)
    fast = hops[hops["speed_kmh"].notna() & hops["not_judged"].isna()]
    if not fast.empty:
        lower = np.clip(np.log10(fast["speed_kmh"].clip(lower=10**SLOWEST).to_numpy(dtype=float)), SLOWEST, FASTEST)
        upper_kmh = fast["centre_distance_km"] / fast["seconds_s"].where(fast["seconds_s"] > 0) * 3600
        upper = np.log10(upper_kmh.clip(lower=10**SLOWEST, upper=10**FASTEST).to_numpy(dtype=float))
        upper = np.where(np.isnan(upper), lower, np.maximum(upper, lower))
        rungs = at[fast.index].to_numpy(dtype=float)
        nothing = np.full(len(fast), np.nan)
        result.add_scatter(
            x=np.column_stack([lower, upper, nothing]).ravel(), y=np.column_stack([rungs, rungs, nothing]).ravel(),
            mode="lines", line={"width": 3, "color": colours.foreign}, opacity=0.35, hoverinfo="skip", name="up to",
        )  # fmt: skip
        result.add_scatter(
            x=lower, y=rungs, mode="markers", name="lower bound", cliponaxis=False,
            marker={"size": 10, "color": colours.foreign, "line": {"width": 1.2, "color": colours.paper}},
            customdata=fast[["event_id"]].to_numpy(),
            text=_told(fast), hovertemplate="%{text}<extra></extra>",
            selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 0.6}},
        )  # fmt: skip
        for start, x, row, speed in zip(lower, upper, rungs, fast["speed_kmh"], strict=True):
            told = spoken(float(speed))
            # Left of the mark where the number would run out of the chart or over the airliner's line.
            room = 0.35 + LETTER * len(told)
            crowded = x > FASTEST - room or limit - room < x < limit
            result.add_annotation(
                x=float(start if crowded else x), y=float(row), text=told, showarrow=False,
                xanchor="right" if crowded else "left", xshift=-10 if crowded else 10,
                font={"size": 12, "color": colours.ink},
            )  # fmt: skip
    same = hops[hops["is_simultaneous"].fillna(False).astype(bool) & hops["not_judged"].isna()]
    if not same.empty:
        result.add_scatter(
            x=np.full(len(same), FASTEST - 0.12), y=at[same.index], mode="markers", name="simultaneous",
            marker={"size": 11, "symbol": "diamond", "color": colours.foreign,
                    "line": {"width": 1.2, "color": colours.paper}},
            customdata=same[["event_id"]].to_numpy(), text=_told(same), hovertemplate="%{text}<extra></extra>",
        )  # fmt: skip
        for row in at[same.index]:
            result.add_annotation(
                x=FASTEST - 0.12, y=float(row), text="same moment", showarrow=False, xanchor="right", xshift=-10,
                font={"size": 12, "color": colours.ink},
            )  # fmt: skip


def spoken(speed_kmh: float) -> str:
    """A speed in few letters: "1,397"; from a million on, which is no speed any more, "1.9 million"."""
    if speed_kmh < 1e6:
        return f"{int(speed_kmh):,}"
    millions = speed_kmh / 1e6
    return f"{millions:.1f} million" if millions < 10 else f"{millions:,.0f} million"


def _not_judged(result: go.Figure, hops: pd.DataFrame, colours: Palette) -> None:
    at = pd.Series(np.arange(len(hops)), index=hops.index)
    open_ = hops[hops["not_judged"].notna()]
    if open_.empty:
        return
    result.add_scatter(
        x=np.full(len(open_), SLOWEST + 0.09), y=at[open_.index], mode="markers", name="not judged", cliponaxis=False,
        marker={"size": 10, "symbol": "circle-open", "color": colours.other, "line": {"width": 1.6}},
        customdata=open_[["event_id"]].to_numpy(), hoverinfo="skip",
    )  # fmt: skip
    for row, reason in zip(at[open_.index], open_["not_judged"], strict=True):
        result.add_annotation(
            x=SLOWEST + 0.09, y=float(row), text=plain(reason, 48), showarrow=False, xanchor="left", xshift=10,
            font={"size": 12, "color": colours.muted}, bgcolor=colours.paper, borderpad=1,
        )  # fmt: skip


def _told(hops: pd.DataFrame) -> list[str]:
    texts = []
    for hop in rows(hops):
        where = f"{plain(hop.previous_city, 40)} to {plain(hop.city, 40)}"
        far = "" if pd.isna(hop.distance_km) else f"<br>at least {hop.distance_km:,.0f} km in {hop.seconds_s:,.0f} s"
        texts.append(f"{where}{far}")
    return texts
