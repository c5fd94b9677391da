"""The rail of a blast radius, like the log of a repository: acts down a line, a ring for what each was done to.

Why: graph and list in one. Numbers are those of the lanes. A ring is filled, and what became of the
thing is in the foreign colour, only where the client that acted used it again; what others did with it
afterwards, or nobody, stays ink.
Not here: which acts share a row, and the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from analysis.blast_words import Row
from analysis.charts.clock import moment
from analysis.charts.figure import MONO, figure, lines, plain
from analysis.charts.marks import KINDS
from analysis.charts.palette import Palette

ROW_PX = 56
PHONE_ROW_PX = 62
TURN_PX = 38
"""A row of something made in turn."""
HEAD_PX, PHONE_HEAD_PX = 46, 56
LINE_PX = 16
RAIL_X, PHONE_RAIL_X = 0.018, 0.03
RING_X = 0.5
"""Where the rings stand, as a share of the width; the text of an act ends before."""
NUMBER_PX, TIME_PX, TITLE_PX = 24, 58, 132
TITLE_LETTERS, NAME_LETTERS, FATE_LETTERS, PHONE_LETTERS = 18, 34, 42, 46
CLIENT_LETTERS = 15
"""A client with a longer name leaves no room for the words over the rings."""


@dataclass(frozen=True)
class _Place:
    """Where a row stands."""

    row: Row
    y: float
    """Middle of its mark, pixels from the top."""
    title: list[str]
    told: list[tuple[str, str]]
    """Lines beside the ring (on a phone under the act), each with its colour."""


def rail(
    rows: Sequence[Row], client: str, divergence_id: str | None, colours: Palette, *, phone: bool = False
) -> go.Figure:
    """Draw the rows in order below the client that took the session.

    Shape: `client` is text of the log; no rows give the head alone. A click on a mark carries the act's
    event id as `customdata[0]`, one on a ring the id of what it opens.
    Units: pixels down, shares of the width across.
    """
    places, height = _placed(rows, colours, phone)
    result = figure(round(height), colours)
    result.update_xaxes(range=[0, 1], visible=False)
    result.update_yaxes(range=[height, 0], visible=False)
    x = PHONE_RAIL_X if phone else RAIL_X
    acts = [place for place in places if not place.row.is_made_in_turn]
    if acts:
        result.add_scatter(
            x=[x, x], y=[16, acts[-1].y], mode="lines", line={"width": 2, "color": colours.foreign}, opacity=0.55,
            hoverinfo="skip", name="rail",
        )  # fmt: skip
    _head(result, client, divergence_id, colours, x, phone)
    day = None
    for place in places:
        new_day = place.row.at.date() != day
        day = place.row.at.date()
        if not place.row.is_made_in_turn:
            _act(result, place, colours, new_day, phone)
        _told(result, place, colours, phone)
    if not phone:
        _rings(result, places, colours)
    _marks(result, acts, colours, x)
    return result


def _placed(rows: Sequence[Row], colours: Palette, phone: bool) -> tuple[list[_Place], float]:
    """Rows with their places, and the height of all."""
    places, top = [], float(PHONE_HEAD_PX if phone else HEAD_PX)
    for row in rows:
        title = lines(row.title, PHONE_LETTERS, 2) if phone else lines(row.title, TITLE_LETTERS, 3)
        told = _lines(row, colours, phone)
        if row.is_made_in_turn:
            needed = TURN_PX if not phone else LINE_PX * len(told) + 8
        elif phone:
            needed = max(PHONE_ROW_PX, LINE_PX * (1 + len(title) + len(told)) + 16)
        else:
            needed = max(ROW_PX, LINE_PX * max(len(told), len(title)) + 14)
        places.append(_Place(row, top + (8 if phone else 12), title, told))
        top += needed
    return places, top + 4


def _lines(row: Row, colours: Palette, phone: bool) -> list[tuple[str, str]]:
    """Name, what became of it, and what was changed: each made plain and broken into lines."""
    if row.name is None:
        return []
    more = f"  and {row.more:,} more" if row.more else ""
    name = plain(row.name, NAME_LETTERS)
    told = [(f"{name}{more}" if phone else f"<b>{name}</b>{more}", colours.ink)]
    fate = colours.foreign if row.is_same_client else colours.muted
    width = PHONE_LETTERS if phone else FATE_LETTERS
    if row.became:
        told += [(line, fate) for line in lines(row.became, width, 2)]
    if row.change:
        told += [(line, colours.muted) for line in lines(row.change, width, 2)]
    return told


def _head(result: go.Figure, client: str, divergence_id: str | None, colours: Palette, x: float, phone: bool) -> None:
    result.add_scatter(
        x=[x], y=[16], mode="markers", name="divergence", cliponaxis=False, hoverinfo="skip",
        marker={"symbol": "diamond", "size": 13, "color": colours.foreign,
                "line": {"width": 1.2, "color": colours.paper}},
        customdata=[[divergence_id]] if divergence_id else None,
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
    )  # fmt: skip
    says = "takes the session"
    if phone:
        _text(result, 0, NUMBER_PX, 8, f"<b>{plain(client, 40)}</b>", colours.foreign, 13)
        _text(result, 0, NUMBER_PX, 8 + LINE_PX, says, colours.foreign, 12)
        return
    _text(result, 0, NUMBER_PX, 8, f"<b>{plain(client, 48)}</b> {says}", colours.foreign, 13)
    if len(client) <= CLIENT_LETTERS:
        _text(result, RING_X, -6, 8, "touched, and what that did afterwards", colours.muted, 12)


def _act(result: go.Figure, place: _Place, colours: Palette, new_day: bool, phone: bool) -> None:
    """Number, time and title of an act."""
    row = place.row
    top = place.y - 8
    time = f"{row.at:%H:%M:%S}"
    _text(result, 0, NUMBER_PX, top, f"<b>{row.number}</b>", colours.foreign, 13)
    left = TIME_PX if len(row.number) <= 3 else TIME_PX + 8 * (len(row.number) - 3)
    if phone:
        when = moment(row.at) if new_day else time
        _text(result, 0, left, top, when, colours.muted, 12, mono=True)
        _text(result, 0, NUMBER_PX, top + LINE_PX, _bold(place.title), colours.ink, 13)
        return
    _text(result, 0, left, top, time, colours.muted, 12, mono=True)
    if new_day:
        _text(result, 0, left, top + LINE_PX, f"{row.at.day} {row.at:%b}", colours.muted, 12)
    _text(result, 0, max(TITLE_PX, left + 70), top, _bold(place.title), colours.ink, 13)


def _bold(broken: Sequence[str]) -> str:
    return "<br>".join(f"<b>{line}</b>" for line in broken)


def _told(result: go.Figure, place: _Place, colours: Palette, phone: bool) -> None:
    """The lines of the thing, one annotation each: plotly gives a text one colour."""
    top = place.y - 8
    if phone and not place.row.is_made_in_turn:
        top += LINE_PX * (1 + len(place.title))
    for number, (line, colour) in enumerate(place.told):
        share, shift = (0.0, NUMBER_PX) if phone else (RING_X, 14)
        if place.row.is_made_in_turn:
            shift += 18
        _text(result, share, shift, top + LINE_PX * number, line, colour, 13 if number == 0 else 12)


def _text(
    result: go.Figure, share: float, shift: float, y: float, text: str, colour: str, size: float, *,
    mono: bool = False,
) -> None:  # fmt: skip
    font = {"size": size, "color": colour} | ({"family": MONO} if mono else {})
    result.add_annotation(
        xref="paper", x=share, xshift=shift, y=y, xanchor="left", yanchor="top", yshift=4,
        text=text, showarrow=False, align="left", font=font, borderpad=0,
    )  # fmt: skip


def _rings(result: go.Figure, places: Sequence[_Place], colours: Palette) -> None:
    ringed = [place for place in places if place.told]
    if not ringed:
        return
    above: _Place | None = None
    for place in ringed:
        if place.row.is_made_in_turn and above is not None:
            result.add_shape(
                type="path", layer="below", line={"width": 1.2, "color": colours.other},
                path=f"M {RING_X} {above.y + 7} L {RING_X} {place.y} L {RING_X + 0.028} {place.y}",
            )  # fmt: skip
        else:
            above = place
            result.add_shape(
                type="line", layer="below", xref="x", x0=RING_X - 0.05, x1=RING_X, y0=place.y, y1=place.y,
                line={"width": 1, "color": colours.faint},
            )  # fmt: skip
    _points(
        result,
        "things",
        [RING_X + (0.03 if place.row.is_made_in_turn else 0) for place in ringed],
        ringed,
        {
            "symbol": "circle",
            "size": 11,
            "opacity": 1,
            "color": [colours.foreign if place.row.is_same_client else colours.paper for place in ringed],
            "line": {
                "width": 1.8,
                "color": [
                    colours.foreign if place.row.is_same_client or not place.row.is_used else colours.other
                    for place in ringed
                ],
            },
        },
        [place.row.opens for place in ringed],
    )


def _marks(result: go.Figure, acts: Sequence[_Place], colours: Palette, x: float) -> None:
    if not acts:
        return
    kinds = [KINDS.get(place.row.kind, KINDS["other"]) for place in acts]
    _points(
        result,
        "acts",
        [x] * len(acts),
        acts,
        {
            "symbol": [kind.symbol for kind in kinds],
            "size": [kind.size for kind in kinds],
            "opacity": 1,
            "color": colours.foreign,
            "line": {"width": 1.2, "color": colours.paper},
        },
        [place.row.event_id for place in acts],
    )


def _points(
    result: go.Figure, name: str, x: Sequence[float], places: Sequence[_Place], marker: dict[str, object],
    opens: Sequence[str],
) -> None:  # fmt: skip
    result.add_scatter(
        x=list(x), y=[place.y for place in places], mode="markers", name=name, cliponaxis=False, marker=marker,
        customdata=[[event_id] for event_id in opens], text=[_hover(place.row) for place in places],
        hovertemplate="%{text}<extra></extra>",
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
    )  # fmt: skip


def _hover(row: Row) -> str:
    told = [f"<b>{moment(pd.Timestamp(row.at))} UTC</b>  {plain(row.title, 60)}" if row.title else "made in turn"]
    told += [plain(text, 90) for text in (row.name, row.became, row.change) if text]
    return "<br>".join(told)
