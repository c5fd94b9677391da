"""The briefing as slides: native charts and tables that can be edited, notes for the speaker, the mark on each.

Text is set as text and never as a link; a label of a chart that a spreadsheet would take for a formula or an address
gets an apostrophe, because each chart carries a workbook.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.util import Inches, Pt

from analysis import safe_csv
from analysis.briefing import said, slide_map, words
from analysis.briefing.shape import Briefing, Section, Table
from analysis.briefing.slides import HEIGHT_IN, LEFT_IN, ROOM_IN, TOP_IN, WIDE_IN, Deck, begun, colour, saved
from analysis.charts.palette import LIGHT

_ADDRESS = re.compile(r"^\s*(https?|ftps?|mailto|internal|external|file):", re.IGNORECASE)
_points: Any = XyChartData
MOST_LABEL = 34
DATES, DAYS = "d mmm hh:mm", "d mmm"


def write(told: Briefing) -> bytes:
    """The slides."""
    spoken = said.spoken(told)
    presentation = begun(spoken.title, told.mark, told.made_at)
    deck = Deck(presentation, told.mark, spoken)
    _first(deck, told, spoken)
    if told.timeline:
        _timeline(deck, told, spoken)
    if told.spots:
        slide_map.draw(deck, told)
    _sure(deck, told, spoken)
    _affected(deck, told)
    _decisions(deck, told)
    _clocks(deck, told)
    _controls(deck, told)
    for section in told.behind:
        _section(deck, section)
    return saved(presentation)


def _first(deck: Deck, told: Briefing, spoken: said.Spoken) -> None:
    slide = deck.slide(told.headline, notes=[told.caption, *told.lead, *told.sure, spoken.unseen])
    deck.text(slide, [told.caption], LEFT_IN, TOP_IN + 0.95, WIDE_IN, 0.35, 12, LIGHT.muted)
    deck.text(slide, list(told.lead), LEFT_IN, TOP_IN + 1.35, WIDE_IN, 2.3, 22, LIGHT.ink, is_serif=True)
    if not told.figures:
        return
    width = WIDE_IN / len(told.figures)
    for place, one in enumerate(told.figures):
        left = LEFT_IN + place * width
        deck.text(slide, [one.label], left, 4.75, width - 0.2, 0.4, 14, LIGHT.muted)
        deck.text(slide, [one.value], left, 5.1, width - 0.2, 0.8, 36, LIGHT.ink)
        deck.text(slide, [one.note], left, 5.95, width - 0.2, 0.5, 14, LIGHT.muted)


def _timeline(deck: Deck, told: Briefing, spoken: said.Spoken) -> None:
    """A native chart of points: marks can be seen where a session of an hour lies on an axis of weeks."""
    notes = [spoken.timeline_note, *(f"{row.label}: {words.moment(row.divergence_at)}" for row in told.timeline)]
    slide = deck.slide(told.timeline_title, notes=notes)
    data = _points(number_format=DATES)
    kinds = (("session began", "started_at"), ("first event of the other client", "divergence_at"),
             ("last event of the other client", "last_foreign_at"))  # fmt: skip
    for name, column in kinds:
        series = data.add_series(name)
        for place, row in enumerate(told.timeline):
            if (at := getattr(row, column)) is not None:
                series.add_data_point(_serial(at), len(told.timeline) - place)
    where = (Inches(LEFT_IN), Inches(TOP_IN + 1.0), Inches(WIDE_IN), Inches(ROOM_IN - 0.4))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *where, data).chart
    chart.has_legend, chart.has_title, chart.font.size = True, False, Pt(12)
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    looks = ((XL_MARKER_STYLE.CIRCLE, LIGHT.origin, 8), (XL_MARKER_STYLE.DIAMOND, LIGHT.foreign, 12),
             (XL_MARKER_STYLE.SQUARE, LIGHT.foreign, 5))  # fmt: skip
    for series, (style, shade, size) in zip(chart.plots[0].series, looks, strict=True):
        series.format.line.fill.background()
        series.marker.style, series.marker.size = style, size
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = colour(shade)
        series.marker.format.line.color.rgb = colour(LIGHT.paper)
    _label_points(chart.plots[0].series[0], [label(row.label) for row in told.timeline])
    _axes(chart, told)
    deck.text(slide, [told.timeline_note], LEFT_IN, HEIGHT_IN - 0.95, WIDE_IN, 0.35, 11, LIGHT.muted)


def _label_points(series: Any, names: Sequence[str]) -> None:
    """Whose session each row is, left of where it began."""
    for place, name in enumerate(names):
        tag = series.points[place].data_label
        tag.has_text_frame = True
        tag.text_frame.text = name
        tag.position = XL_LABEL_POSITION.LEFT
        tag.text_frame.paragraphs[0].runs[0].font.size = Pt(12 if len(names) <= 10 else 10)


def _axes(chart: Any, told: Briefing) -> None:
    first = _serial(min(row.started_at for row in told.timeline))
    last = _serial(max(row.ended_at for row in told.timeline))
    across, up = chart.category_axis, chart.value_axis
    wide = max(last - first, 1 / 24)
    is_days = wide > 3
    begin = first - 0.2 * wide  # room for the names
    across.minimum_scale = math.floor(begin) if is_days else begin
    across.maximum_scale = math.ceil(last) if is_days else last + 0.05 * wide
    if is_days:
        across.major_unit = max(round(wide / 6), 1)
    across.tick_labels.number_format, across.tick_labels.number_format_is_linked = DAYS if is_days else DATES, False
    across.has_major_gridlines = True
    across.major_gridlines.format.line.color.rgb = colour(LIGHT.hair)
    up.minimum_scale, up.maximum_scale = 0.3, len(told.timeline) + 0.7
    up.has_major_gridlines, up.visible = False, False


def _serial(at: datetime) -> float:
    """A moment as workbooks count it: days since 30 December 1899."""
    return (at - datetime(1899, 12, 30)).total_seconds() / 86_400


def _sure(deck: Deck, told: Briefing, spoken: said.Spoken) -> None:
    parts = [("How sure, and why", [*told.sure, *([spoken.unseen] if spoken.unseen else [])] if told.sure else [])]
    parts.append(("What has been done", list(told.done)))
    for title, lines in parts:
        if lines:
            deck.bullets(title, lines, notes=lines)


def _affected(deck: Deck, told: Briefing) -> None:
    if told.affected is None and not told.reached:
        return
    title = "Who and what is affected"
    if told.affected is not None:
        deck.table(title, told.affected, list(told.reached))
    if told.reached:
        deck.bullets("What was opened and changed", list(told.reached), notes=list(told.reached))


def _decisions(deck: Deck, told: Briefing) -> None:
    if told.decisions:
        rows = tuple((f"{at}", one.title, one.price) for at, one in enumerate(told.decisions, 1))
        table = Table(("", "Decision", "Price"), rows, (0.05, 0.45, 0.5))
        deck.table(said.DECISIONS, table, [f"{one.title}. {one.price}" for one in told.decisions], size_pt=15)


def _clocks(deck: Deck, told: Briefing) -> None:
    if told.clocks:
        rows = tuple(
            (
                f"{one.name}: {one.whom}",
                "\n".join(one.triggers),
                "\n".join(f"{what}: {at}" for what, _, at in one.steps),
            )
            for one in told.clocks
        )
        notes = [f"{one.name}: {one.applies} Source: {one.source}." for one in told.clocks]
        table = Table(("Duty", "Starts with", "What is due (UTC)"), rows, (0.24, 0.33, 0.43), said.CLOCKS_NOTE)
        deck.table("Reporting clocks", table, [*notes, said.CLOCKS_NOTE])


def _controls(deck: Deck, told: Briefing) -> None:
    if told.controls:
        rows = tuple((one.name, one.effect, one.price) for one in told.controls)
        table = Table(("Control", "In this log", "Price"), rows, (0.28, 0.4, 0.32), told.controls_note)
        deck.table("What would have interrupted it, and its price", table, [told.controls_note])


def _section(deck: Deck, section: Section) -> None:
    if section.table is None:
        deck.bullets(section.title, list(section.paragraphs), notes=[])
    else:
        deck.table(section.title, section.table, list(section.paragraphs), size_pt=11)


def label(text: str) -> str:
    """A text for the workbook of a chart: neither formula nor address."""
    cut = text if len(text) <= MOST_LABEL else text[: MOST_LABEL - 1] + "…"
    safe = safe_csv.cell("".join(letter for letter in cut if letter.isprintable()))
    return f"'{safe}" if _ADDRESS.match(safe) else safe
