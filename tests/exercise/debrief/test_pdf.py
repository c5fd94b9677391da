"""The after-action report as a PDF, read back."""

from __future__ import annotations

import io
import re
import time
from typing import Any

import pytest
from pypdf import PdfReader

import debriefed
from analysis.exercise.debrief import pdf, report

MARGIN_PT = 30


def read(told) -> PdfReader:
    return PdfReader(io.BytesIO(pdf.write(report.of(told, author="A. Writer", with_names=True))))


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u200b", ""))


@pytest.mark.parametrize("scenario", ["ten-minutes", "two-administrators", "consumer-vpn"])
def test_it_is_a_few_pages_with_mark_headline_and_numbers(scenario):
    told = debriefed.debrief(scenario)
    begun = time.process_time()
    reader = read(told)
    assert time.process_time() - begun < 5
    assert 2 <= len(reader.pages) <= 8
    first = plain(reader.pages[0].extract_text())
    assert plain(told.headline) in first and "by A. Writer" in first and "Objectives" in first
    for number, page in enumerate(reader.pages, 1):
        said = plain(page.extract_text())
        assert "TLP:AMBER" in said and f"{number} of {len(reader.pages)}" in said


def test_all_parts_can_be_read():
    said = plain("".join(page.extract_text() for page in read(debriefed.debrief()).pages))
    for words in ("What happened", "What the team did", "Improvement plan", "What each control would have changed",
                  "Published in 2023", "Basis and sources", "What players said"):  # fmt: skip
        assert words in said, words
    assert "more than 24 hours" in said and "None of these is comparable" in said


def test_it_is_tagged_named_and_has_bookmarks():
    reader = read(debriefed.debrief())
    root: Any = reader.trailer["/Root"]
    assert str(root["/MarkInfo"]["/Marked"]) == "True" and str(root["/Lang"]).startswith("en")
    assert reader.metadata.title == "After-action report: Exercise at Example Quill" and not reader.metadata.author
    nested = [one.title for entry in reader.outline if isinstance(entry, list) for one in entry]
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert {"Objectives", "Basis and sources"} <= {*titles, *nested}


def test_hostile_words_of_players_stand_as_they_are_and_nothing_runs_over_an_edge():
    reader = read(debriefed.debrief())
    said = plain("".join(page.extract_text() for page in reader.pages)).replace(" ", "")
    assert "![p](http://stranger.example/pixel.png)" in said and "**Bold**[l](http://s.example)" in said
    assert "[U+6F22U+5B57]" in said
    for page in reader.pages:
        width = float(page.mediabox.width)
        for annotation in page.get("/Annots", []):
            assert "/URI" not in annotation.get_object().get("/A", {}), "no link leads out"

        def look(text, outer, inner, _font, size, width=width):
            if text.strip():
                x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
                assert 0 <= x < width - MARGIN_PT, text

        page.extract_text(visitor_text=look)
