"""The Reference screen, without a browser: every part, the deep link, the search, a case without evidence."""

from __future__ import annotations

import ast
import functools
import re

import pytest

import judged
from analysis import signal_files
from parts import reference_keys, verdict_card
from screens import ROOT, texts

PARTS = (
    "signals",
    "score",
    "stories",
    "checklist",
    "rules",
    "indicators",
    "events",
    "proofs",
    "methods",
    "words",
    "case",
    "data",
    "keys",
)


@pytest.fixture
def screen(open_screen):
    """Open the screen on a case of this folder, at an address."""
    return functools.partial(open_screen, "reference.py")


@pytest.mark.parametrize("part", PARTS)
def test_every_part_opens_on_a_case_without_evidence(screen, part):
    test = screen(part=part)
    assert test.title[0].value == "What the program looks for, and how it weighs it"
    assert test.dataframe or part == "methods"


def test_a_deep_link_opens_its_signal(screen):
    test = screen(judged.quiet, signal="interleaving")
    said = texts(test)
    assert "### Interleaved" in said
    assert signal_files.signals()["interleaving"].says in said
    assert "analysis/signals/interleaving.sql" in said


def test_a_signal_that_is_not_there_is_said_so_as_plain_text(screen):
    test = screen(signal="![x](http://stranger.example/p)")
    assert "There is no signal ![x](http://stranger.example/p)." in [
        text.value.split(" These")[0] for text in test.text
    ]
    judged.no_markup_of_the_log(test)


def test_the_search_narrows_the_list_and_says_when_nothing_fits(screen):
    test = screen()
    whole = len(test.dataframe[0].value)
    test.text_input(key="signal-search").set_value("airliner").run()
    assert 0 < len(test.dataframe[0].value) < whole
    test.text_input(key="signal-search").set_value("zebra").run()
    assert "No signal has these words" in texts(test)


def test_the_list_says_what_became_of_each_signal_in_the_case(screen):
    test = screen(judged.demo)
    here = set(test.dataframe[0].value["here"])
    assert "nothing found" in here and any(word.endswith(" found") and word[0].isdigit() for word in here)
    assert set(screen(name="empty").dataframe[0].value["here"]) == {"not judged yet"}


def test_an_unknown_part_falls_back_to_the_signals(screen):
    assert "not judged yet" in set(screen(part="![x](y)").dataframe[0].value["here"])


def test_the_checklist_is_shown_whole(screen):
    rows = screen(part="checklist").dataframe[0].value
    assert len(rows) == 51
    assert not rows["answered by"].eq("").any()


def test_every_key_of_a_button_stands_in_the_table_of_keys():
    told = {key for keys, _, _ in reference_keys.KEYS for key in re.split(r", | or ", keys)}
    on_buttons = {*verdict_card.KEYS.values(), verdict_card.UNDO}
    for path in sorted((ROOT / "pages").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "shortcut" and isinstance(node.value, ast.Constant):
                on_buttons.add(str(node.value.value))
    assert {"J", "Enter", "P"} <= on_buttons
    assert on_buttons <= told


def test_the_case_of_2023_says_of_each_statement_from_whom_it_is_known(screen):
    test = screen(part="case")
    timeline = test.dataframe[0].value
    assert {"when", "what", "known from", "source"} == set(timeline.columns)
    assert timeline["source"].str.len().min() > 10
    assert "### Four ways in by somebody who was trusted" in texts(test)


def test_the_data_dictionary_is_that_of_the_open_case(screen):
    test = screen(judged.quiet, part="data")
    whole = test.dataframe[0].value
    assert {"findings", "lanes", "changes"} <= set(whole["table"])
    test.text_input(key="dictionary-search").set_value("divergence").run()
    found = test.dataframe[0].value
    assert 0 < len(found) < len(whole)
    test.text_input(key="dictionary-search").set_value("zebra").run()
    assert "No column has this word" in texts(test)
