"""The questionnaire: what is kept of an answer, and the answers gathered with and without names."""

from __future__ import annotations

from analysis.exercise.debrief import questionnaire


def test_only_known_questions_and_steps_of_the_scale_are_kept():
    given = {"real": 4, "part": 9, "tools": None, "keep": "  good  ", "first": 3, "held_up": " ", "other": "x"}
    assert questionnaire.kept(given) == {"real": 4, "keep": "good"}
    assert len(questionnaire.kept({"keep": "x" * 5_000})["keep"]) == questionnaire.LONGEST


def test_answers_are_counted_and_names_are_told_on_request_only():
    replies = (("Zoe", (("real", 5), ("keep", "B"))), ("Ada", (("real", 4), ("keep", "A"))), ("Kim", ()))
    found = questionnaire.summary(replies)
    assert found.count == 3 and found.scales[0].counts == (0, 0, 0, 1, 1) and found.scales[0].middle == 4.5
    assert found.scales[1].middle is None
    assert found.texts[0].texts == (("", "A"), ("", "B")), "in the order of the words, not of who sent first"
    assert questionnaire.summary(replies, with_names=True).texts[0].texts == (("Zoe", "B"), ("Ada", "A"))


def test_about_eight_questions_with_scales_and_own_words():
    kinds = [one.is_scale for one in questionnaire.QUESTIONS]
    assert len(kinds) == 8 and any(kinds) and not all(kinds)
    assert len({one.id for one in questionnaire.QUESTIONS}) == 8
