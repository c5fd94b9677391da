"""The hours of a week: when somebody is at work, and when foreign clients were. UTC."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.charts.figure import figure
from analysis.charts.palette import Palette

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ROW_PX = 19
AXIS_PX = 24
LABEL_PX = 36


def week_hours(hours: pd.DataFrame, colours: Palette, *, phone: bool = False) -> go.Figure:
    """Draw a cell an hour: the darker, the more events; a diamond where a foreign client was.

    Shape: a row a day and hour with day_no (0 Monday), hour_no, own_count, foreign_count; no rows give empty cells.
    Why square roots: a busy hour must not bleach all others.
    """
    own, foreign = np.zeros((7, 24)), np.zeros((7, 24))
    for counts, column in ((own, "own_count"), (foreign, "foreign_count")):
        np.add.at(counts, (hours["day_no"].to_numpy(dtype=int), hours["hour_no"].to_numpy(dtype=int)), hours[column])
    result = figure(7 * ROW_PX + AXIS_PX, colours)
    result.update_layout(margin={"l": LABEL_PX, "r": 0, "t": 0, "b": AXIS_PX})
    result.add_heatmap(
        z=np.sqrt(own), x=list(range(24)), y=list(range(7)), xgap=2, ygap=2, showscale=False, zmin=0,
        zmax=max(float(np.sqrt(own).max()), 1.0), text=_words(own, foreign), hoverinfo="text",
        colorscale=[[0, colours.panel], [0.001, colours.hair], [1, colours.other]],
    )  # fmt: skip
    days, at = np.nonzero(foreign)
    result.add_scatter(
        mode="markers", x=at, y=days, hoverinfo="text",
        hovertext=[_word(day, hour, own, foreign) for day, hour in zip(days, at, strict=True)],
        marker={
            "symbol": "diamond", "size": 10, "color": colours.foreign, "line": {"color": colours.paper, "width": 1.2},
        },
        name="foreign",
    )  # fmt: skip
    every = 6 if phone else 3
    ticks = list(range(0, 24, every))
    result.update_xaxes(
        tickvals=ticks, ticktext=[f"{hour:02}:00" for hour in ticks], range=[-0.5, 23.5], showgrid=False, tickangle=0
    )
    result.update_yaxes(
        tickvals=list(range(7)), ticktext=[f"{day}  " for day in DAYS], range=[6.5, -0.5], showgrid=False
    )
    return result


def _words(own: np.ndarray, foreign: np.ndarray) -> list[list[str]]:
    return [[_word(day, hour, own, foreign) for hour in range(24)] for day in range(7)]


def _word(day: int, hour: int, own: np.ndarray, foreign: np.ndarray) -> str:
    said = f"<b>{DAYS[day]} {hour:02}:00 UTC</b><br>{own[day, hour]:,.0f} events"
    return said + (f"<br>{foreign[day, hour]:,.0f} of foreign clients" if foreign[day, hour] else "")
