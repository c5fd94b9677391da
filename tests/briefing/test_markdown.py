"""The Markdown: nothing of a log can be read in it as a picture, a link, HTML, a list or a cell."""

from __future__ import annotations

import re

import pytest

import briefing_cases
from analysis.briefing.markdown import plain, write

BARE = re.compile(r"(?<!\\)(?:\\\\)*([`*_\[\]<>|~$])")
"""A sign with no backslash, or an even number of them, before it."""


@pytest.mark.parametrize("name", ["demo", "hostile", "quiet"])
def test_no_sign_of_a_log_is_left_that_means_something(name):
    told = briefing_cases.briefing(name)
    for text in briefing_cases.texts(told):
        shown = plain(text)
        assert not BARE.search(shown), shown[:200]
        assert "://" not in shown and "www." not in shown.lower()
        assert not re.search(r"\w@\w", shown) and "\n" not in shown
        assert not re.search(r"(?<![\\\d]):[a-zA-Z]", shown), "no colour and no symbol of Streamlit's"


def test_tables_keep_their_columns_whatever_a_cell_holds():
    lines = write(briefing_cases.briefing("hostile")).decode().splitlines()
    heads = [at for at, line in enumerate(lines) if line.startswith("| ---")]
    assert len(heads) > 5
    for at in heads:
        columns = lines[at].count("---")
        assert lines[at + 1].replace("\\|", "").count("|") == columns + 1


def test_it_has_the_mark_first_and_last():
    page = write(briefing_cases.briefing("demo")).decode()
    assert page.startswith("**TLP:AMBER+STRICT** · **Prepared at the direction of counsel**".replace(":A", "\\:A"))
    assert page.rstrip().splitlines()[-1].startswith("**TLP\\:AMBER+STRICT**")


@pytest.mark.parametrize(
    ("text", "begins"),
    [("1. no list", "1\\. "), ("# no title", "\\# "), ("- no item", "\\- "), ("+ none", "\\+ "), ("> none", "\\> ")],
)
def test_a_line_begins_nothing(text, begins):
    assert plain(text).startswith(begins)
