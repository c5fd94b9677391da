"""Sessions side by side: one row a session on a shared time axis, coloured by who held it. A click opens one."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.clock import duration, moment
from analysis.charts.figure import figure, plain, rows
from analysis.charts.palette import Palette
from analysis.findings_words import band_label

ROW_PX = 27
FRAME_PX = 58
LABEL_PX = 132
PHONE_LABEL_PX = 120
MOST_ROWS = 24
"""Sessions drawn: those worth a look first, then the latest; the table has all."""
MOST_TOLD = 14
"""Rows up to which words stand beside a foreign client on an axis of days."""
TRACK = 0.19
"""How far the client that signed in and the others stand from the middle of the row, in rows."""
THICK = 0.3
WANTED_TICKS, PHONE_TICKS = 9, 4
_HOUR_S, _DAY_S = 3_600, 86_400
_STEPS_S = (
    300,
    900,
    1_800,
    _HOUR_S,
    2 * _HOUR_S,
    6 * _HOUR_S,
    12 * _HOUR_S,
    _DAY_S,
    2 * _DAY_S,
    3 * _DAY_S,
    7 * _DAY_S,
)
LONGEST_DAY = pd.Timedelta(hours=40)
_ZERO = pd.Timestamp(0)
_RANK = {"replay": 0, "suspicious": 1, "explained": 2, "clean": 3}
_HOME = ("origin", "assumed", "proven")
Window = tuple[pd.Timestamp, pd.Timestamp]
"""First and last moment, UTC."""


def drawn(sessions: pd.DataFrame, lanes: pd.DataFrame) -> pd.DataFrame:
    """The sessions that the chart has room for, in order of time; without a client there is nothing to draw.

    Shape: `sessions` has session_key, band, started_at; `lanes` session_key and role (null without a client).
    """
    held = sessions[sessions["session_key"].isin(lanes.loc[lanes["role"].notna(), "session_key"])]
    ranked = held.assign(rank=held["band"].map(_RANK).fillna(len(_RANK)))
    kept = ranked.sort_values(["rank", "started_at"], ascending=[True, False], kind="stable").head(MOST_ROWS)
    return kept.drop(columns="rank").sort_values(["started_at", "session_key"], kind="stable")


def side_by_side(
    sessions: pd.DataFrame,
    lanes: pd.DataFrame,
    colours: Palette,
    *,
    window: Window | None = None,
    by_day: bool = False,
    phone: bool = False,
) -> go.Figure:
    """Draw each session as a row of bars, one a client.

    Shape: `sessions` as `drawn` gives them, optionally with `label` (words for the row instead of its day); a band of
    None stands for nothing judged, and lane_count is told instead. `lanes` has session_key, optionally `row_key`
    where a row is something else, whose key `sessions` then has as its session_key, role (null without a client),
    network, device, place, lane_first_at, lane_last_at, lane_event_count. `window` is the time of suspicion. `by_day`
    lays every row from midnight on, so that hours of different days stand under each other. A click carries the
    session's key. No session gives an empty figure.
    """
    label_px = PHONE_LABEL_PX if phone else LABEL_PX
    result = figure(FRAME_PX + ROW_PX * max(len(sessions), 1), colours)
    result.update_layout(margin={"l": label_px, "r": 6, "t": 24, "b": 26}, barmode="overlay", bargap=0)
    result.update_yaxes(visible=False, range=[-len(sessions) + 0.4, 0.6])
    if sessions.empty:
        result.update_xaxes(visible=False)
        return result
    place = {key: -row for row, key in enumerate(sessions["session_key"])}
    held = lanes if "row_key" in lanes else lanes.assign(row_key=lanes["session_key"])
    held = held[held["row_key"].isin(place) & held["role"].notna()]
    zero = sessions["started_at"].dt.normalize() if by_day else pd.Series(pd.Timestamp(0), index=sessions.index)
    zero_of = dict(zip(sessions["session_key"], zero, strict=True))
    begins = held["lane_first_at"] - held["row_key"].map(zero_of) + _ZERO
    held = held.assign(begins=begins, ends=begins + (held["lane_last_at"] - held["lane_first_at"]))
    if by_day:
        _day_axis(result, held, phone)
    else:
        _axis(result, held["begins"].min(), held["ends"].max(), phone)
    _labels(result, sessions, colours, label_px, phone)
    _bars(result, sessions, held, place, colours)
    if by_day:
        _foreign_hours(result, held, place, colours, phone)
    elif len(sessions) <= MOST_TOLD:
        _foreign_hours(result, held, place, colours, phone, with_day=True)
    if window is not None and not by_day:
        _window(result, window, held["begins"].min(), held["ends"].max(), colours, phone)
    return result


def fits_a_day(sessions: pd.DataFrame) -> bool:
    """Whether all sessions end soon enough after the midnight before them to be drawn by day."""
    return bool(((sessions["ended_at"] - sessions["started_at"].dt.normalize()) <= LONGEST_DAY).all())


def _day_axis(result: go.Figure, held: pd.DataFrame, phone: bool) -> None:
    first = held["begins"].min().floor("h") - pd.Timedelta(minutes=20)
    last = held["ends"].max().ceil("h") + pd.Timedelta(minutes=20)
    span_h = (last - first).total_seconds() / _HOUR_S
    step = next(step for step in (1, 2, 3, 4, 6, 12) if span_h / step <= (5 if phone else 14))
    times = [_ZERO + pd.Timedelta(hours=hour) for hour in range(0, 49, step)]
    times = [time for time in times if first <= time <= last]
    words = [f"{time:%H:%M}" + (" next day" if time == _ZERO + pd.Timedelta(days=1) else "") for time in times]
    result.update_xaxes(type="date", range=[first, last], tickmode="array", tickvals=times, ticktext=words, tickangle=0)


def _foreign_hours(
    result: go.Figure,
    held: pd.DataFrame,
    place: dict[str, int],
    colours: Palette,
    phone: bool,
    *,
    with_day: bool = False,
) -> None:
    """Say beside the bars of a foreign client when it was there, on the side that has more room."""
    span = held["ends"].max() - held["begins"].min()
    early, middle = (held["begins"].min() + span * share for share in ((0.4, 0.45) if phone else (0.3, 0.6)))
    has_home = held["role"].isin(_HOME).groupby(held["row_key"]).any()
    for key, part in held[held["role"].eq("foreign")].groupby("row_key", sort=False):
        first, last, count = (
            part["lane_first_at"].min(),
            part["lane_last_at"].max(),
            int(part["lane_event_count"].sum()),
        )
        day = f"{first.day} {first:%b} " if with_day else ""
        words = f"{day}{first:%H:%M:%S}"
        until = f"{last:%H:%M:%S}" if last.date() == first.date() else f"{last.day} {last:%b} {last:%H:%M:%S}"
        if not phone:
            words = f"foreign from {words} to {until}, {count:,} event{'s' if count != 1 else ''}"
        is_left = bool(part["ends"].max() > middle)
        if is_left and part["begins"].min() < early:
            continue  # no room on either side; the hover box says it
        result.add_annotation(
            x=part["begins"].min() if is_left else part["ends"].max(), xanchor="right" if is_left else "left",
            xshift=-8 if is_left else 8, y=place[str(key)] - (TRACK if has_home[key] else 0), yanchor="middle",
            showarrow=False, text=words, font={"size": 12, "color": colours.foreign}, name="foreign",
            bgcolor=colours.paper, borderpad=0,
        )  # fmt: skip


def _axis(result: go.Figure, first: pd.Timestamp, last: pd.Timestamp, phone: bool) -> None:
    span_s = max((last - first).total_seconds(), 60.0)
    wanted = PHONE_TICKS if phone else WANTED_TICKS
    step = next((step for step in _STEPS_S if span_s / step <= wanted), 0)
    step = step or 7 * _DAY_S * int(-(-span_s // (7 * _DAY_S * wanted)))
    begin = first.floor("D")
    times = [begin + pd.Timedelta(seconds=step * index) for index in range(int(span_s + 2 * _DAY_S) // step + 1)]
    times = [time for time in times if first <= time <= last]
    words, day = [], None
    for time in times:
        date = f"{time.day} {time:%b}"
        words.append(date if step >= _DAY_S else f"{time:%H:%M}" if time.date() == day else f"{date} {time:%H:%M}")
        day = time.date()
    pad = pd.Timedelta(seconds=round(span_s * 0.015))
    result.update_xaxes(
        type="date", range=[first - pad, last + pad], tickmode="array", tickvals=times, ticktext=words, tickangle=0
    )


def _labels(result: go.Figure, sessions: pd.DataFrame, colours: Palette, label_px: int, phone: bool) -> None:
    ink = {"replay": colours.foreign, "suspicious": colours.suspicious_text, "explained": colours.explained_text}
    told, ruled = [], []
    for row, session in enumerate(rows(sessions)):
        own = getattr(session, "label", None)
        words = _band(session.band)
        if isinstance(own, str):
            words = " ".join([*words.split()[:1], plain(own, 15 if phone else 17)])
        else:
            words = f"{session.started_at.day} {session.started_at:%b}  {words or _clients(session.lane_count)}"
        told.append({
            "xref": "paper", "x": 0, "xshift": -label_px, "xanchor": "left", "y": -row, "showarrow": False,
            "text": words, "align": "left", "name": "session",
            "font": {"size": 11 if phone else 12, "color": ink.get(str(session.band), colours.muted)},
        })  # fmt: skip
        ruled.append({
            "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": -row, "y1": -row, "layer": "below",
            "line": {"color": colours.hair, "width": 1},
        })  # fmt: skip
    # all at once: plotly copies those that stand with each one that is added
    result.layout.annotations, result.layout.shapes = told, ruled


def _bars(
    result: go.Figure, sessions: pd.DataFrame, held: pd.DataFrame, place: dict[str, int], colours: Palette
) -> None:
    home = held["role"].isin(_HOME)
    alone = home.groupby(held["row_key"]).transform("nunique").eq(1)
    aside = home.map({True: TRACK, False: -TRACK}).where(~alone, 0.0)
    whose = sessions.set_index("session_key")
    held = held.assign(
        y=held["row_key"].map(place).astype(float) + aside,
        hover=[_hover(lane, whose.loc[lane.row_key]) for lane in rows(held)],
        length_ms=(held["ends"] - held["begins"]).dt.total_seconds() * 1_000,
    )
    for role, part in held.groupby("role", sort=True):
        colour = colours.of_role("origin" if role in _HOME else str(role))
        shared = {
            "customdata": part[["session_key"]].to_numpy(), "hovertext": part["hover"], "hoverinfo": "text",
            "name": str(role),
        }  # fmt: skip
        result.add_bar(
            orientation="h", base=part["begins"], x=part["length_ms"], y=part["y"], width=THICK,
            marker={"color": colour, "opacity": 0.55, "line": {"width": 0}},
            unselected={"marker": {"opacity": 0.4}}, selected={"marker": {"opacity": 0.8}}, **shared,
        )  # fmt: skip
        symbol, size = ("triangle-right", 11) if role in ("origin", "proven") else ("circle", 8)
        result.add_scatter(
            mode="markers", x=part["begins"], y=part["y"],
            marker={"symbol": symbol, "size": size, "color": colour, "line": {"color": colours.paper, "width": 1.2}},
            unselected={"marker": {"opacity": 0.6}}, **shared,
        )  # fmt: skip


def _hover(lane: Any, session: pd.Series) -> str:
    first, last = lane.lane_first_at, lane.lane_last_at
    who = {
        "origin": "client that signed in", "assumed": "first client, its sign-in is not in this export",
        "proven": "signed in as well", "foreign": "foreign client", "explained": "another client, explained",
    }.get(str(lane.role), "another client")  # fmt: skip
    where = " · ".join(plain(value, 40) for value in (lane.network, lane.place, lane.device) if isinstance(value, str))
    count = int(lane.lane_event_count)
    return (
        f"<b>{moment(first)} UTC</b>, {duration((last - first).total_seconds())}<br>{who}<br>{where}<br>"
        + " · ".join(filter(None, (f"{count:,} event{'s' if count != 1 else ''}", _band(session["band"]))))
    )


def _band(band: object) -> str:
    """The band in words; empty where nothing was judged."""
    return band_label(band) if isinstance(band, str) else ""


def _clients(count: int) -> str:
    return "1 client" if count == 1 else f"{count:,} clients"


def _window(
    result: go.Figure, window: Window, begin: pd.Timestamp, end: pd.Timestamp, colours: Palette, phone: bool
) -> None:
    first, until = window
    is_left = (first - begin) < (end - begin) * (0.35 if phone else 0.6)
    result.add_shape(
        type="rect", yref="paper", y0=0, y1=1, x0=first, x1=until, layer="below", line={"width": 0},
        fillcolor=colours.wash,
    )  # fmt: skip
    result.add_shape(
        type="line", yref="paper", y0=0, y1=1, x0=first, x1=first, layer="below",
        line={"color": colours.foreign, "width": 1.5},
    )  # fmt: skip
    words = f"suspicion from {first.day} {first:%b %H:%M}"
    if not phone and until > first:
        words += f", {duration((until - first).total_seconds())}"
    result.add_annotation(
        x=first, yref="paper", y=1, yanchor="bottom", xanchor="left" if is_left else "right", showarrow=False,
        text=words, font={"size": 12, "color": colours.foreign}, name="window", xshift=4 if is_left else -4,
    )  # fmt: skip
