"""Letters that typst's fonts lack, and those that they have."""

from __future__ import annotations

import pytest

from analysis.briefing import typeset


def test_a_long_run_of_letters_that_the_fonts_lack_is_cut_and_counted():
    assert typeset.displayable("x" * 10 + "字" * 20).endswith("and 12 more]")


@pytest.mark.parametrize("letter", ["é", "Ж", "Ω", "→", "◆", "ع"])
def test_what_the_fonts_have_stays(letter):
    assert typeset.displayable(letter) == letter
