"""Text of others stays text."""

from __future__ import annotations

import pytest

from parts import hostile


@pytest.mark.parametrize("text", ["a", "`", "``", "a ` b `` c ``` d", "![x](http://evil.test)"])
def test_no_backtick_inside_closes_the_span(text):
    shown = hostile.code(text)
    fence = shown[: len(shown) - len(shown.lstrip("`"))]
    assert shown == f"{fence} {text} {fence}"
    assert fence not in text


def test_directions_and_line_ends_become_visible():
    assert hostile.visible("a\u202eb\nc\0d") == "a\ufffdb\ufffdc\ufffdd"


def test_long_text_is_cut():
    assert hostile.visible("a" * 500, 10) == "a" * 9 + "…"
