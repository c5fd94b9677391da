"""The after-action report as slides, set as the briefing's are (briefing/slides.py): native chart and tables, notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.util import Inches, Pt

from analysis.briefing.shape import Section
from analysis.briefing.slides import HEIGHT_IN, LEFT_IN, ROOM_IN, TOP_IN, WIDE_IN, Deck, begun, colour, saved
from analysis.charts.palette import LIGHT
from analysis.exercise.debrief.report import PICTURE_NOTE, Report
from analysis.exercise.debrief.shape import ANSWER, CALL, HELP, MESSAGE, RIGHT, STEP, THIEF, Moment

_points: Any = XyChartData


@dataclass(frozen=True)
class Series:
    """One kind of point in the chart: its name, its row from below, and its mark (size in points)."""

    name: str
    row: int
    colour: str
    mark: XL_MARKER_STYLE
    size: int
    is_shown: Callable[[Moment], bool]
    is_hollow: bool = False


def _is_thief(one: Moment) -> bool:
    return one.kind == STEP and one.who == THIEF


def _of(kind: str) -> Callable[[Moment], bool]:
    return lambda one: one.kind == kind


def _given(kind: str, *, is_right: bool) -> Callable[[Moment], bool]:
    return lambda one: one.kind == kind and (one.outcome == RIGHT) == is_right


_ROUND, _SQUARE, _INK = XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.SQUARE, LIGHT.ink
SERIES = (
    Series("the thief, in the log", 5, LIGHT.foreign, XL_MARKER_STYLE.DIAMOND, 11, _is_thief),
    Series("others, in the log", 5, LIGHT.origin, _ROUND, 8, lambda one: one.kind == STEP and one.who != THIEF),
    Series("messages", 4, LIGHT.muted, XL_MARKER_STYLE.TRIANGLE, 8, _of(MESSAGE)),
    Series("hints and levels", 3, LIGHT.explained, XL_MARKER_STYLE.STAR, 8, _of(HELP)),
    Series("answers, right", 2, _INK, _ROUND, 8, _given(ANSWER, is_right=True)),
    Series("other answers", 2, _INK, _ROUND, 8, _given(ANSWER, is_right=False), is_hollow=True),
    Series("calls, right", 1, _INK, _SQUARE, 10, _given(CALL, is_right=True)),
    Series("other calls", 1, _INK, _SQUARE, 10, _given(CALL, is_right=False), is_hollow=True),
)


def write(told: Report) -> bytes:
    """The slides."""
    presentation = begun(told.spoken.title, told.mark, told.made_at)
    deck = Deck(presentation, told.mark, told.spoken)
    _first(deck, told)
    _timelines(deck, told)
    for section in told.sections:
        _section(deck, section)
    return saved(presentation)


def _first(deck: Deck, told: Report) -> None:
    slide = deck.slide(told.headline, notes=[told.caption, *told.lead])
    deck.text(slide, [told.caption], LEFT_IN, TOP_IN + 0.95, WIDE_IN, 0.35, 12, LIGHT.muted)
    deck.text(slide, list(told.lead), LEFT_IN, TOP_IN + 1.35, WIDE_IN, 2.5, 20, LIGHT.ink, is_serif=True)
    width = WIDE_IN / max(len(told.figures), 1)
    for place, one in enumerate(told.figures):
        left = LEFT_IN + place * width
        deck.text(slide, [one.label], left, 4.85, width - 0.2, 0.4, 14, LIGHT.muted)
        deck.text(slide, [one.value], left, 5.2, width - 0.2, 0.8, 32, LIGHT.ink)
        deck.text(slide, [one.note], left, 6.0, width - 0.2, 0.7, 13, LIGHT.muted)


def _timelines(deck: Deck, told: Report) -> None:
    """A native chart of points, minutes of play across; what each point is stands in the tables."""
    debrief = told.debrief
    notes = [PICTURE_NOTE, *(f"{one.no}: minute {one.minute:.1f}, {one.words}" for one in debrief.truth)]
    slide = deck.slide(debrief.timeline_title, notes=notes)
    data = _points(number_format="0.0")
    minutes = {
        series: [one.minute for one in (*debrief.truth, *debrief.team) if series.is_shown(one)] for series in SERIES
    }
    # LibreOffice leaves out every series before the longest one
    shown = sorted((series for series in SERIES if minutes[series]), key=lambda series: -len(minutes[series]))
    for series in shown:
        added = data.add_series(series.name)
        for minute in minutes[series]:
            added.add_data_point(minute, series.row)
    where = (Inches(LEFT_IN), Inches(TOP_IN + 1.0), Inches(WIDE_IN), Inches(ROOM_IN - 0.4))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *where, data).chart
    chart.has_legend, chart.has_title, chart.font.size = True, False, Pt(12)
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    for drawn, series in zip(chart.plots[0].series, shown, strict=True):
        drawn.format.line.fill.background()
        drawn.marker.style, drawn.marker.size = series.mark, series.size
        drawn.marker.format.fill.solid()
        # not white: LibreOffice draws no edge
        drawn.marker.format.fill.fore_color.rgb = colour(LIGHT.rule if series.is_hollow else series.colour)
        drawn.marker.format.line.color.rgb = colour(series.colour)
    across, up = chart.category_axis, chart.value_axis
    across.minimum_scale, across.maximum_scale = 0, debrief.played.minutes
    across.has_major_gridlines = True
    across.major_gridlines.format.line.color.rgb = colour(LIGHT.hair)
    across.tick_labels.number_format, across.tick_labels.number_format_is_linked = "0", False
    up.minimum_scale, up.maximum_scale = 0.3, 5.7
    up.has_major_gridlines, up.visible = False, False
    deck.text(slide, ["Minutes of play."], LEFT_IN, HEIGHT_IN - 0.95, WIDE_IN, 0.35, 11, LIGHT.muted)


def _section(deck: Deck, section: Section) -> None:
    if section.table is None:
        deck.bullets(section.title, [one.removeprefix("– ") for one in section.paragraphs], notes=[])
    else:
        # a slide's title is its finding: the headline of the controls takes the place of their heading
        title = section.paragraphs[0].removesuffix(".") if section.id == "controls" else section.title
        deck.table(title, section.table, [section.title, *section.paragraphs], size_pt=11)
