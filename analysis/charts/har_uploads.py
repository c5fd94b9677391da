"""HAR uploads over the last days: a row a person, a mark an upload, orange where its session was used afterwards."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.figure import figure, plain, rows
from analysis.charts.palette import Palette

ROW_PX = 30
FRAME_PX = 44
LABEL_PX = 190
PHONE_LABEL_PX = 122
MOST_ROWS = 12
"""People drawn; the table has all."""


def timeline(uploads: pd.DataFrame, colours: Palette, *, days: int = 90, phone: bool = False) -> go.Figure:
    """Draw the uploads on a shared axis of days that ends with the latest.

    Shape: `uploads` as `register.at_a_glance` gives them. People whose sessions were used come first, then
    administrators, then the latest. No upload gives an empty figure.
    """
    people = _people(uploads)
    label_px = PHONE_LABEL_PX if phone else LABEL_PX
    result = figure(FRAME_PX + ROW_PX * max(len(people), 1), colours)
    result.update_layout(margin={"l": label_px, "r": 12, "t": 6, "b": 26})
    result.update_yaxes(visible=False, range=[-len(people) + 0.4, 0.6])
    if not people:
        result.update_xaxes(visible=False)
        return result
    last = uploads["uploaded_at"].max()
    pad = pd.Timedelta(days=max(days / 45, 1))
    ticks = [last.normalize() - pd.Timedelta(days=back) for back in range(0, days, days // (2 if phone else 3))]
    result.update_xaxes(
        type="date", range=[last - pd.Timedelta(days=days), last + pad], tickmode="array", tickvals=ticks,
        ticktext=[f"{tick.day} {tick:%b}" for tick in ticks], tickangle=0,
    )  # fmt: skip
    place = {name: -row for row, name in enumerate(people)}
    shown = uploads[uploads["person"].str.lower().isin(place)]
    shown = shown.assign(y=shown["person"].str.lower().map(place))
    for at in place.values():
        _label(result, shown[shown["y"].eq(at)].iloc[0]["person"], at, label_px, colours, phone)
        result.add_shape(
            type="line", xref="paper", x0=0, x1=1, y0=at, y1=at, line={"width": 1, "color": colours.hair}, layer="below"
        )
    _marks(result, shown, colours)
    return result


def _people(uploads: pd.DataFrame) -> list[str]:
    if uploads.empty:
        return []
    by = uploads.assign(who=uploads["person"].str.lower()).groupby("who")
    ranked = by.agg(used=("used_count", "max"), admin=("is_privileged", "max"), last=("uploaded_at", "max"))
    ranked = ranked.reset_index().sort_values(["used", "admin", "last", "who"], ascending=[False, False, False, True])
    return [str(name) for name in ranked["who"].head(MOST_ROWS)]


def _label(result: go.Figure, person: str, at: int, label_px: int, colours: Palette, phone: bool) -> None:
    result.add_annotation(
        xref="paper", x=0, xshift=-label_px, xanchor="left", y=at, showarrow=False,
        text=plain(person, 17 if phone else 27), font={"size": 12, "color": colours.ink}, align="left",
    )  # fmt: skip


def _marks(result: go.Figure, shown: pd.DataFrame, colours: Palette) -> None:
    """Filled where credentials may be in it, hollow where somebody says that it was scrubbed."""
    told = rows(shown)
    tone = [colours.foreign if one.used_count else colours.ink for one in told]
    result.add_trace(
        go.Scatter(
            x=[one.uploaded_at for one in told],
            y=[one.y for one in told],
            mode="markers",
            marker={
                "symbol": ["circle-open" if one.scrubbed == "yes" else "circle" for one in told],
                "size": 11,
                "color": tone,
                "line": {"width": 1.6, "color": tone},
            },
            customdata=[[one.upload_id] for one in told],
            hovertext=[_hover(one) for one in told],
            hoverinfo="text",
            unselected={"marker": {"opacity": 0.6}},
        )
    )


def _hover(one: Any) -> str:
    at = one.uploaded_at
    told = [f"{at.day} {at:%b %Y %H:%M} UTC", plain(one.person, 60)]
    if one.sent_to:
        told.append(f"to {plain(one.sent_to, 60)}")
    if one.ticket:
        told.append(plain(one.ticket, 60))
    told.append({"yes": "scrubbed, as was said", "no": "not scrubbed"}.get(one.scrubbed, "scrubbed or not: unknown"))
    if one.used_count:
        told.append("<b>a session was used afterwards</b>")
    return "<br>".join(told)
