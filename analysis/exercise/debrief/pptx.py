"""The after-action report as slides, set as the briefing's are (briefing/slides.py): native chart and tables, notes."""

from __future__ import annotations

from typing import Any

from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.util import Inches, Pt

from analysis.briefing.shape import Section
from analysis.briefing.slides import HEIGHT_IN, LEFT_IN, ROOM_IN, TOP_IN, WIDE_IN, Deck, begun, colour, saved
from analysis.charts.palette import LIGHT
from analysis.exercise.debrief.report import PICTURE_NOTE, Report
from analysis.exercise.debrief.shape import ANSWER, CALL, HELP, MESSAGE, THIEF, Debrief, Moment

_points: Any = XyChartData
SERIES = (
    ("the thief, in the log", 5, LIGHT.foreign, XL_MARKER_STYLE.DIAMOND, 11),
    ("others, in the log", 5, LIGHT.origin, XL_MARKER_STYLE.CIRCLE, 8),
    ("messages", 4, LIGHT.muted, XL_MARKER_STYLE.TRIANGLE, 8),
    ("hints and levels", 3, LIGHT.explained, XL_MARKER_STYLE.STAR, 8),
    ("answers", 2, LIGHT.ink, XL_MARKER_STYLE.CIRCLE, 8),
    ("calls", 1, LIGHT.ink, XL_MARKER_STYLE.SQUARE, 10),
)
"""Name, row from below, colour, mark, size in points."""


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
    # LibreOffice leaves out every series before the longest one
    shown = sorted(
        (one for one in SERIES if _minutes(debrief, one[0])), key=lambda one: -len(_minutes(debrief, one[0]))
    )
    for name, row, *_ in shown:
        series = data.add_series(name)
        for minute in _minutes(debrief, name):
            series.add_data_point(minute, row)
    where = (Inches(LEFT_IN), Inches(TOP_IN + 1.0), Inches(WIDE_IN), Inches(ROOM_IN - 0.4))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *where, data).chart
    chart.has_legend, chart.has_title, chart.font.size = True, False, Pt(12)
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    for series, (_, _, shade, style, size) in zip(chart.plots[0].series, shown, strict=True):
        series.format.line.fill.background()
        series.marker.style, series.marker.size = style, size
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = colour(shade)
        series.marker.format.line.color.rgb = colour(shade)
    across, up = chart.category_axis, chart.value_axis
    across.minimum_scale, across.maximum_scale = 0, debrief.played.minutes
    across.has_major_gridlines = True
    across.major_gridlines.format.line.color.rgb = colour(LIGHT.hair)
    across.tick_labels.number_format, across.tick_labels.number_format_is_linked = "0", False
    up.minimum_scale, up.maximum_scale = 0.3, 5.7
    up.has_major_gridlines, up.visible = False, False
    deck.text(slide, ["Minutes of play."], LEFT_IN, HEIGHT_IN - 0.95, WIDE_IN, 0.35, 11, LIGHT.muted)


def _minutes(told: Debrief, name: str) -> list[float]:
    kinds = {"messages": MESSAGE, "hints and levels": HELP, "answers": ANSWER, "calls": CALL}
    if name in kinds:
        return [one.minute for one in told.team if one.kind == kinds[name]]
    return [one.minute for one in told.truth if _is_thief(one) == name.startswith("the thief")]


def _is_thief(one: Moment) -> bool:
    return one.who == THIEF


def _section(deck: Deck, section: Section) -> None:
    if section.table is None:
        deck.bullets(section.title, [one.removeprefix("– ") for one in section.paragraphs], notes=[])
    else:
        # a slide's title is its finding: the headline of the controls takes the place of their heading
        title = section.paragraphs[0].removesuffix(".") if section.id == "controls" else section.title
        deck.table(title, section.table, [section.title, *section.paragraphs], size_pt=11)
