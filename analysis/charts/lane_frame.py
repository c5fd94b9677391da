"""The frame of the lanes: what is drawn and where, the axis of time, folds, a line for each client. Not here: marks."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from analysis.charts import lane_words
from analysis.charts.clock import Clock, clock
from analysis.charts.palette import Palette

LANE_PX = 92
AXIS_PX = 36
DESKTOP_PX = 1_040
PHONE_PX = 330
"""Assumed widths: the server does not know the browser's."""
TOP_DIVERGED = 1.22
TOP_PLAIN = 0.75
BELOW = 0.72
MOST_LANES = 10
"""Lanes drawn; the page says how many more there are."""


@dataclass(frozen=True)
class Drawing:
    """What the parts of the drawing share."""

    events: pd.DataFrame
    clients: pd.DataFrame
    time: Clock
    colours: Palette
    pixels: float
    phone: bool
    divergence_at: pd.Timestamp | None

    @property
    def last_row(self) -> int:
        """The lowest lane, 0 for the first."""
        return int(self.clients["row"].max())

    @property
    def top(self) -> float:
        """Upper end of the chart, in lanes."""
        return TOP_PLAIN if self.divergence_at is None else TOP_DIVERGED

    @property
    def bottom(self) -> float:
        """Lower end of the chart, in lanes."""
        return -self.last_row - BELOW

    def outside(self, row: int) -> int:
        """+1 where labels and policy ticks of a lane stand above its line, -1 below."""
        return -1 if row == self.last_row and row > 0 else 1


def prepare(
    events: pd.DataFrame,
    clients: pd.DataFrame,
    colours: Palette,
    divergence_at: pd.Timestamp | None,
    fold: bool,
    phone: bool,
) -> Drawing:
    """Give every event its lane and the axis its clock; a grey lane takes the events that form none."""
    shown = clients.head(MOST_LANES)
    aside = events["side_channel"].notna() & events["lane_no"].isna()
    if aside.any():
        shown = pd.concat([shown, lane_words.side_lane(events[aside])], ignore_index=True)
    shown = shown.assign(row=range(len(shown)))
    numbered = events.assign(lane_no=events["lane_no"].astype("float64").where(~aside, lane_words.SIDE))
    drawn = numbered.merge(shown[["lane_no", "row", "role"]].astype({"lane_no": "float64"}), on="lane_no", how="inner")
    drawn = drawn.sort_values(["occurred_at", "event_id"], kind="stable").reset_index(drop=True)
    if drawn.empty:
        drawn = numbered.assign(row=0, role="other")
    time = clock(drawn["occurred_at"], fold=fold, divergence_at=divergence_at)
    return Drawing(drawn, shown, time, colours, PHONE_PX if phone else DESKTOP_PX, phone, divergence_at)


def draw_axes(result: go.Figure, drawing: Drawing, height: int) -> None:
    """The clock below, with fewer times on a phone, and the height of the lanes."""
    places, labels = drawing.time.ticks(4 if drawing.phone else 8)
    pad = drawing.time.length * 12 / drawing.pixels
    result.update_xaxes(
        range=[-pad, drawing.time.length + pad],
        tickmode="array",
        tickvals=places,
        ticktext=labels,
        tickangle=0,
        anchor="y",
    )
    result.update_yaxes(
        range=[drawing.bottom, drawing.top],
        domain=[(AXIS_PX - 8) / height, 1],
        showgrid=False,
        showticklabels=False,
    )


def draw_folds(result: go.Figure, drawing: Drawing) -> None:
    """A band for each stretch of idle time that the axis leaves out."""
    for left, right, words in drawing.time.bands():
        result.add_shape(
            type="rect", x0=left, x1=right, y0=0.14, y1=-drawing.last_row - 0.14,
            fillcolor=drawing.colours.hair, line_width=0, layer="below",
        )  # fmt: skip
        result.add_annotation(
            x=(left + right) / 2, y=0.5 - max(drawing.last_row, 1), text=words, textangle=-90, showarrow=False,
            font={"size": 11, "color": drawing.colours.muted},
        )  # fmt: skip


def draw_lines(result: go.Figure, drawing: Drawing) -> None:
    """A hairline for each lane, and over it the time that its client was there: solid where somebody signed in."""
    pad = drawing.time.length * 12 / drawing.pixels
    spans = drawing.events.groupby("row")["occurred_at"].agg(["min", "max"])
    for row, role in zip(drawing.clients["row"], drawing.clients["role"], strict=True):
        result.add_shape(
            type="line", x0=-pad, x1=drawing.time.length + pad, y0=-row, y1=-row,
            line={"color": drawing.colours.hair, "width": 1}, layer="below",
        )  # fmt: skip
        if row not in spans.index:
            continue
        first, last = drawing.time.place(pd.DatetimeIndex(spans.loc[row]))
        result.add_shape(
            type="line", x0=first, x1=last, y0=-row, y1=-row, opacity=0.55, layer="below",
            line={
                "color": drawing.colours.of_role(role), "width": 2, "dash": "solid" if role == "origin" else "dot",
            },
        )  # fmt: skip


def share_left(drawing: Drawing) -> float | None:
    """Where the divergence stands, 0 at the left edge and 1 at the right; None where there is none."""
    if drawing.divergence_at is None:
        return None
    return drawing.time.place_of(drawing.divergence_at) / drawing.time.length
