"""Names in free texts: found however they are written, the same letter everywhere, and our own words left alone."""

from __future__ import annotations

import pytest

from analysis.briefing.masking import Mask

NAMES = [
    ("u1", "ada.byron@example.com"), ("u1", "Ada Byron"), ("u2", "grace@example.com"), ("u2", "Grace Hopper"),
    ("u3", "admin@example.com"), ("u4", "山田太郎"), ("u5", "leo.byron@example.com"), ("u5", "Leo Byron"),
]  # fmt: skip


@pytest.fixture
def mask() -> Mask:
    return Mask(NAMES, ["u2", "u1", "u5"], ["Jo Analyst"])


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("ada.byron@example.com", "Person B"),
        ("ADA.BYRON@EXAMPLE.COM signed in", "Person B signed in"),
        ("We called Ada Byron’s office", "We called Person B’s office"),
        ("Ada says it was not her", "Person B says it was not her"),
        ("Byron has left", "a person has left"),
        ("reset for grace, then Grace Hopper", "reset for Person A, then Person A"),
        ("session of 山田太郎さん", "session of Person Dさん"),
        ("write to board@elsewhere.example", "write to Person D"),
        ("ticked by Jo Analyst", "ticked by Analyst A"),
        ("The admin console was asked", "The admin console was asked"),
        ("gracefully ended", "gracefully ended"),
    ],
)
def test_a_name_is_found_in_a_text(mask, text, masked):
    assert mask.text(text) == masked


def test_a_login_that_is_an_ordinary_word_goes_where_it_is_a_login(mask):
    assert "admin@" not in mask.text("End the session of admin@example.com")


def test_the_letters_are_the_same_everywhere(mask):
    assert mask.text("ada.byron@example.com and Ada Byron and ada.byron") == "Person B and Person B and Person B"


def test_there_are_letters_for_everybody():
    many = Mask([], [f"u{number}" for number in range(60)])
    assert many.letter("u25") == "Person Z" and many.letter("u26") == "Person AA" and many.letter("u59") == "Person BH"
