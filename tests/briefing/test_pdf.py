"""The PDF, read back: one page first, few behind it, fonts inside, nothing over an edge, hostile text as text."""

from __future__ import annotations

import io
import re
import time
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

import briefing_cases
from analysis.briefing import pdf
from analysis.briefing.shape import Table

MARGIN_PT = 30
LONG = "Maximiliane-Theodora.von-und-zu-Hohenschwangau-Unterreichenbach@subsidiary.of.a.very.long.example.com"


def read(told) -> PdfReader:
    return PdfReader(io.BytesIO(pdf.write(told)))


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u200b", ""))


@pytest.mark.parametrize("name", ["demo", "hostile", "quiet"])
def test_the_first_page_is_one_page_and_few_stand_behind(name):
    told = briefing_cases.briefing(name)
    begun = time.process_time()
    reader = read(told)
    assert time.process_time() - begun < 5
    assert 2 <= len(reader.pages) <= 5
    first, second = (plain(reader.pages[at].extract_text()) for at in (0, 1))
    assert plain(told.headline) in first and "Decisions needed" in first and "Reporting clocks" in first
    assert "Prepared at the direction of counsel" in first and "Method" in second
    for number, page in enumerate(reader.pages, 1):
        said = plain(page.extract_text())
        assert "TLP:AMBER+STRICT" in said and f"{number} of {len(reader.pages)}" in said


def test_it_is_tagged_named_and_has_bookmarks_and_no_author():
    reader = read(briefing_cases.briefing("demo"))
    root: Any = reader.trailer["/Root"]
    assert str(root["/MarkInfo"]["/Marked"]) == "True" and str(root["/Lang"]).startswith("en")
    assert reader.metadata.title == "Briefing: demo" and not reader.metadata.author
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    nested = [one.title for entry in reader.outline if isinstance(entry, list) for one in entry]
    assert {"Evidence", "Findings", "Containment list"} <= {*titles, *nested}


def test_every_font_is_embedded():
    reader = read(briefing_cases.briefing("demo"))
    found = 0
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            for below in font.get_object()["/DescendantFonts"]:
                described = below.get_object()["/FontDescriptor"].get_object()
                assert {"/FontFile2", "/FontFile3"} & set(described), described["/FontName"]
                found += 1
    assert found


def test_nothing_runs_over_an_edge_with_long_names_and_wide_tables():
    demo = briefing_cases.briefing("demo")
    assert demo.affected is not None
    first = demo.affected.rows[0]
    rows = (*((LONG, *row[1:]) for row in demo.affected.rows), ("W" * 80, *first[1:]))
    timeline = tuple(replace(row, label=LONG) for row in demo.timeline)
    wide = replace(
        demo, affected=replace(demo.affected, rows=rows), timeline=timeline, headline="A long headline " * 10
    )
    wide = replace(wide, behind=tuple(replace(one, table=_long(one.table)) for one in wide.behind))
    reader = read(wide)
    for page in reader.pages:
        width = float(page.mediabox.width)

        def look(text, outer, inner, _font, size, width=width):
            if text.strip():
                x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
                assert 0 <= x < width - MARGIN_PT, text
                # the slimmest letters are a fifth of their size wide
                assert x + len(text.rstrip()) * size * 0.2 < width, text

        page.extract_text(visitor_text=look)
    assert "Hohenschwangau" in plain("".join(page.extract_text() for page in reader.pages)).replace(" ", "")


def _long(table: Table | None) -> Table | None:
    if table is None:
        return None
    return replace(table, rows=tuple(tuple(f"{cell} {LONG}" for cell in row) for row in table.rows[:3]))


def test_hostile_text_stands_as_it_is_and_makes_no_link():
    reader = read(briefing_cases.briefing("hostile"))
    said = plain("".join(page.extract_text() for page in reader.pages)).replace(" ", "")
    assert "![p](http://stranger.example/pixel.png)" in said
    for page in reader.pages:
        for annotation in page.get("/Annots", []):
            assert "/URI" not in annotation.get_object().get("/A", {}), "no link leads out"


def test_letters_that_the_fonts_lack_become_code_points_and_the_page_says_so():
    told = replace(briefing_cases.briefing("quiet"), headline="漢字 and عربي and 😀 and Łódź")
    said = plain("".join(page.extract_text() for page in read(told).pages))
    assert "[U+6F22 U+5B57] and" in said and "[U+1F600]" in said and "Łódź" in said
    assert "code points in brackets" in said
