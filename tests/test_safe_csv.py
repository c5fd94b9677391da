"""A spreadsheet opens log text as text."""

from __future__ import annotations

import csv
import io

import pytest

from analysis import safe_csv


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "|cmd", "%x", "＝1"])
def test_a_cell_that_begins_like_a_formula_is_text(text):
    assert safe_csv.cell(text) == "'" + text


def test_other_cells_stay_as_they_are():
    assert [safe_csv.cell(value) for value in ("plain", 7, -1, None, "a=b")] == ["plain", "7", "-1", "", "a=b"]


def test_a_document_can_be_read_back():
    rows = [(1, 'a "quoted", cell', "two\nlines")]
    text = safe_csv.document(("line", "reason", "text"), rows).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [["line", "reason", "text"], ["1", 'a "quoted", cell', "two\nlines"]]
