"""The after-action report as slides, opened again."""

from __future__ import annotations

import io
import zipfile

import pytest
from pptx import Presentation
from pptx.util import Inches

import debriefed
from analysis.briefing.slides import HEIGHT_IN, WIDTH_IN
from analysis.exercise.debrief import pptx, report


def written(scenario: str = "ten-minutes") -> bytes:
    return pptx.write(report.of(debriefed.debrief(scenario), mark="TLP:GREEN"))


def words(slide) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


@pytest.mark.parametrize("scenario", ["ten-minutes", "two-administrators", "consumer-vpn"])
def test_every_slide_has_its_title_the_mark_and_notes_and_nothing_lies_outside(scenario):
    for slide in Presentation(io.BytesIO(written(scenario))).slides:
        assert slide.shapes.title.text_frame.text and "TLP:GREEN" in words(slide)
        assert "TLP:GREEN" in slide.notes_slide.notes_text_frame.text
        for shape in slide.shapes:
            height = sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
            assert shape.left >= 0 and shape.left + shape.width <= Inches(WIDTH_IN) + 1, shape.name
            assert shape.top + height <= Inches(HEIGHT_IN) + 1, (shape.name, words(slide)[:80])


def test_the_chart_and_the_plan_can_be_edited():
    made = Presentation(io.BytesIO(written()))
    shapes = [shape for slide in made.slides for shape in slide.shapes]
    charts = [shape.chart for shape in shapes if shape.has_chart]
    lengths = [len(list(series.values)) for series in charts[0].plots[0].series]
    assert len(charts) == 1 and lengths == sorted(lengths, reverse=True), (
        "LibreOffice drops what stands before a longer"
    )
    cells = [cell.text_frame.text for shape in shapes if shape.has_table for cell in shape.table.iter_cells()]
    assert "Owner" in cells and "BeyondTrust" in cells
    titles = [slide.shapes.title.text_frame.text for slide in made.slides]
    assert any(title.startswith("Binding sessions to the device would have interrupted") for title in titles)


@pytest.mark.parametrize("is_right", [True, False])
def test_what_was_right_is_filled_and_what_was_not_is_hollow(is_right):
    made = pptx.write(report.of(debriefed.debrief(is_right=is_right)))
    shapes = [shape for slide in Presentation(io.BytesIO(made)).slides for shape in slide.shapes]
    drawn = next(shape.chart for shape in shapes if shape.has_chart).plots[0].series
    calls = [series for series in drawn if "calls" in series.name]
    assert [series.name for series in calls] == ["calls, right" if is_right else "other calls"]
    for series in drawn:
        fill, edge = series.marker.format.fill.fore_color.rgb, series.marker.format.line.color.rgb
        assert (fill == edge) == (not series.name.startswith("other ")), series.name


def test_no_link_no_formula_and_no_author():
    data = written()
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            if name.endswith(".rels"):
                assert b"stranger" not in packed.read(name) and b'TargetMode="External"' not in packed.read(name), name
            if name.endswith(".xml"):
                assert b"hlinkClick" not in packed.read(name), name
            if name.endswith(".xlsx"):
                with zipfile.ZipFile(io.BytesIO(packed.read(name))) as book:
                    sheets = b"".join(book.read(one) for one in book.namelist() if "sheet" in one)
                assert b"<f>" not in sheets and b"hyperlink" not in sheets
    assert not Presentation(io.BytesIO(data)).core_properties.author
