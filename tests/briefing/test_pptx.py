"""The slides, opened again: native charts and tables, notes, the mark on each, nothing over an edge, no link."""

from __future__ import annotations

import io
import shutil
import subprocess
import time
import zipfile
from dataclasses import replace

import pytest
from pptx import Presentation
from pptx.util import Inches

import briefing_cases
from analysis.briefing import pptx
from analysis.briefing.slides import HEIGHT_IN, WIDTH_IN

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def opened(told):
    return Presentation(io.BytesIO(pptx.write(told)))


def words(slide) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


@pytest.mark.parametrize("name", ["demo", "hostile", "quiet"])
def test_every_slide_has_its_title_the_mark_and_notes(name):
    told = briefing_cases.briefing(name)
    begun = time.process_time()
    made = opened(told)
    assert time.process_time() - begun < 5
    for slide in made.slides:
        assert slide.shapes.title.text_frame.text
        assert "TLP:AMBER+STRICT" in words(slide)
        assert "TLP:AMBER+STRICT" in slide.notes_slide.notes_text_frame.text
        assert "Prepared at the direction of counsel" in words(slide)


def test_charts_and_tables_can_be_edited():
    made = opened(briefing_cases.briefing("demo"))
    kinds = [shape for slide in made.slides for shape in slide.shapes]
    charts = [shape.chart for shape in kinds if shape.has_chart]
    assert len(charts) == 1 and charts[0].plots[0].series[0].name == "session began"
    tables = [shape.table for shape in kinds if shape.has_table]
    cells = [table.cell(1, 0).text_frame.text for table in tables]
    assert "salma.ladder@example.com" in cells
    assert any(shape.name == "Land" for shape in kinds)


def test_nothing_lies_outside_of_a_slide():
    demo = briefing_cases.briefing("demo")
    assert demo.affected is not None
    name = "Maximiliane-Theodora.von-und-zu-Hohenschwangau@subsidiary.of.a.very.long.example.com"
    rows = tuple((name, *row[1:]) for row in demo.affected.rows) * 6
    wide = replace(
        demo, affected=replace(demo.affected, rows=rows), headline="A long headline " * 10, sure=("x " * 900,)
    )
    made = opened(wide)
    for slide in made.slides:
        for shape in slide.shapes:
            height = sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
            assert shape.left >= 0 and shape.top >= 0, shape.name
            assert shape.left + shape.width <= Inches(WIDTH_IN) + 1, shape.name
            assert shape.top + height <= Inches(HEIGHT_IN) + 1, (shape.name, words(slide)[:80])
    assert sum("Who and what is affected" in words(slide) for slide in made.slides) > 1, "a long table goes on"


def test_no_link_no_formula_and_no_author():
    data = pptx.write(briefing_cases.briefing("hostile"))
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
    properties = Presentation(io.BytesIO(data)).core_properties
    assert not properties.author and properties.title == "Briefing: hostile"


@pytest.mark.parametrize("text", ["=1+1", "@x", "http://stranger.example", "  mailto:x@example.com", "+49"])
def test_a_label_of_a_chart_is_no_formula_and_no_address(text):
    assert pptx.label(text).startswith("'")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed on this machine")
def test_an_office_program_opens_it(tmp_path):
    path = tmp_path / "briefing.pptx"
    path.write_bytes(pptx.write(briefing_cases.briefing("demo")))
    command = [OFFICE, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf",
               "--outdir", str(tmp_path), str(path)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    from pypdf import PdfReader

    pages = PdfReader(tmp_path / "briefing.pdf").pages
    assert len(pages) == len(Presentation(path).slides)
    assert "Four sessions look used" in pages[0].extract_text()
