"""Text from logs in a chart is text."""

import pandas as pd

from analysis.charts.figure import CONFIG, LONGEST, figure, lines, plain
from analysis.charts.palette import DARK, LIGHT, palette


def test_markup_is_escaped():
    assert plain('<b>x</b> & "y"') == "&lt;b&gt;x&lt;/b&gt; &amp; &quot;y&quot;"


def test_line_breaks_control_and_direction_marks_go():
    assert plain("a\nb\tc\u202ed\u2066\x00\x1be\u2028f") == "a b cde f"


def test_long_text_is_cut_and_unknown_is_said():
    assert len(plain("x" * 10_000)) == LONGEST
    assert plain(None) == plain(float("nan")) == plain(pd.NaT) == "unknown"
    assert plain("0") == "0" and plain(0) == "0"


def test_lines_are_broken_between_words_and_cut():
    assert lines("one two three four", 8, 2) == ["one two", "three …"]
    assert lines("<b> " + "x" * 50_000, 10, 2)[0].startswith("&lt;b&gt; x")
    assert lines("", 10, 2) == [""]


def test_figures_ask_nobody_for_outlines_or_fonts():
    assert CONFIG["topojsonURL"] == "/outlines/" and not CONFIG["displayModeBar"]
    assert "http" not in figure(100, LIGHT).to_json()


def test_any_theme_but_dark_is_paper():
    assert palette("dark") is DARK and palette("light") is palette(None) is LIGHT
