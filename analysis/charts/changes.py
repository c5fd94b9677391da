"""Changes over time: a row a kind of thing, what clients did that never signed in in their colour and on top."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.changes_filter import KINDS, SIDES
from analysis.charts.clock import moment
from analysis.charts.figure import figure, plain
from analysis.charts.palette import Palette

ROW_PX = 30
AXIS_PX = 24
LABEL_PX = 118
PHONE_LABEL_PX = 100
LARGEST_PX = 22
SMALLEST_PX = 9
FULL_FROM = 12
"""Changes from which on a mark is as large as it gets, where none stands for more."""
NAMED = 60
"""Foreign marks that carry their number; more would cover each other."""


def changes(rows: pd.DataFrame, colours: Palette, *, step_min: int, phone: bool = False) -> go.Figure:
    """Draw the marks.

    Shape: `rows` kind, side, is_undone, begins_at, change_count, event_id, what, as `changes_tallies` gives them, at
    least one. `customdata` of a mark is "event:" and its id where it stands for one change, else "bin:", its kind and
    the beginning of its stretch. A hollow mark was undone. Units: UTC.
    """
    kinds = [kind for kind in KINDS if rows["kind"].eq(kind).any()]
    drawn = _marks(rows)
    step = pd.Timedelta(minutes=step_min)
    begin, end = drawn["begins_at"].min(), drawn["begins_at"].max() + step
    result = figure(len(kinds) * ROW_PX + AXIS_PX + 6, colours)
    result.update_layout(margin={"l": PHONE_LABEL_PX if phone else LABEL_PX, "r": 14, "t": 4, "b": AXIS_PX})
    places, labels = _ticks(begin, end, 4 if phone else 9)
    room = (end - begin) * (0.06 if phone else 0.02)  # a mark at either end stands clear of the labels
    result.update_xaxes(range=[begin - room, end + room], tickvals=places, ticktext=labels, tickangle=0, type="date")
    counts = rows.groupby("kind")["change_count"].sum()
    result.update_yaxes(
        range=[-len(kinds) + 0.4, 0.6], tickvals=[-place for place in range(len(kinds))], tickangle=0,
        ticktext=[f"{KINDS[kind]}  <b>{int(counts[kind]):,}</b>" for kind in kinds],
    )  # fmt: skip
    most = max(int(drawn["change_count"].max()), 1)
    for group in ("rest", "proven", "foreign"):
        part = drawn[drawn["group"].eq(group)]
        if not part.empty:
            _draw(result, part, group, kinds, step, most, colours)
    return result


def _marks(rows: pd.DataFrame) -> pd.DataFrame:
    groups = rows["side"].where(rows["side"].isin(["foreign", "proven"]), "rest")
    by = ["group", "kind", "begins_at", "is_undone"]
    return (
        rows.assign(group=groups)
        .groupby(by, sort=True)
        .agg(
            change_count=("change_count", "sum"),
            event_id=("event_id", "min"),
            what=("what", "min"),
            sides=("side", lambda sides: ", ".join(side for side in SIDES if side in set(sides))),
        )
        .reset_index()
    )


def _draw(
    result: go.Figure, part: pd.DataFrame, group: str, kinds: list[str], step: pd.Timedelta, most: int, colours: Palette
) -> None:
    is_foreign = group == "foreign"
    colour = {"foreign": colours.foreign, "proven": colours.origin}.get(group, colours.other)
    sizes = SMALLEST_PX + (LARGEST_PX - SMALLEST_PX) * np.sqrt((part["change_count"] - 1) / max(most - 1, FULL_FROM))
    hollow = part["is_undone"].astype(bool)
    named = is_foreign and len(part) <= NAMED
    result.add_scatter(
        x=part["begins_at"] + step / 2,
        y=[-kinds.index(kind) for kind in part["kind"]],
        mode="markers+text" if named else "markers",
        name=group,
        text=[str(count) for count in part["change_count"]] if named else None,
        textposition="middle right", textfont={"size": 12, "color": colours.foreign}, cliponaxis=False,
        customdata=[[_leads_to(row)] for row in part.itertuples()],
        hovertext=[_said(row) for row in part.itertuples()], hovertemplate="%{hovertext}<extra></extra>",
        marker={
            "symbol": ["square-open" if is_hollow else "square" for is_hollow in hollow],
            "size": sizes, "color": colour, "opacity": 1 if is_foreign else 0.55,
            "line": {"width": [2 if is_hollow else 1.2 for is_hollow in hollow],
                     "color": [colour if is_hollow else colours.paper for is_hollow in hollow]},
        },
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 0.45}},
    )  # fmt: skip


def _leads_to(row: object) -> str:
    if row.change_count == 1:  # type: ignore[attr-defined]
        return f"event:{row.event_id}"  # type: ignore[attr-defined]
    return f"bin:{row.kind}:{row.begins_at:%Y-%m-%dT%H:%M}"  # type: ignore[attr-defined]


def _said(row: object) -> str:
    count = int(row.change_count)  # type: ignore[attr-defined]
    what = plain(row.what, 60) if count == 1 else f"{count:,} changes of {KINDS[row.kind]}"  # type: ignore[attr-defined]
    undone = ", undone" if row.is_undone else ""  # type: ignore[attr-defined]
    return f"<b>{what}</b>{undone}<br>{row.sides}<br>{moment(row.begins_at)[:-3]} UTC"  # type: ignore[attr-defined]


def _ticks(begin: pd.Timestamp, end: pd.Timestamp, wanted: int) -> tuple[list[pd.Timestamp], list[str]]:
    """Round times between two, at most `wanted` and one more."""
    hours = (end - begin).total_seconds() / 3600
    steps = (0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 720, 2160, 8760)
    step = pd.Timedelta(hours=next((one for one in steps if hours / one <= wanted), 8760 * 4))
    places = list(pd.date_range(begin.ceil(step), end, freq=step))
    form = "%H:%M" if step < pd.Timedelta(days=1) else ""
    labels, day = [], None
    for place in places:
        date = f"{place.day} {place:%b}"
        labels.append(date if not form else f"{place:{form}}" if day == date else f"{date} {place:{form}}")
        day = date
    return places, labels
