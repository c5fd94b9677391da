"""The picture of a game: a row a kind, marks that would cover each other as one, hostile words as text."""

from __future__ import annotations

import pandas as pd

from analysis.charts.game_clock import game_clock
from analysis.charts.palette import DARK, LIGHT

COLUMNS = ["row", "minute", "status", "side", "label", "words"]


def drawn(*rows, minute=5.0, phone=False):
    return game_clock(pd.DataFrame(rows, columns=COLUMNS), LIGHT, minute=minute, minutes=10, phone=phone)


def trace(figure, name):
    return next(one for one in figure.data if one.name == name)


def test_rows_without_a_mark_are_left_out_and_the_first_stands_above():
    figure = drawn(("log", 1.0, "done", "foreign", "1", "a"), ("calls", 4.0, "right", "other", "", "b"))
    assert list(figure.layout.yaxis.ticktext) == ["In the log", "Calls"]
    assert trace(figure, "log").y[0] > trace(figure, "calls").y[0]


def test_colour_says_who_and_shape_what_came_of_it():
    figure = drawn(
        ("log", 1.0, "done", "foreign", "1", "a"), ("log", 3.0, "done", "origin", "2", "b"),
        ("log", 9.0, "to come", "foreign", "3", "c"),
        ("answers", 2.0, "right", "other", "1", "d"), ("answers", 4.0, "wrong", "other", "2", "e"),
        ("answers", 6.0, "open", "other", "3", "f"),
    )  # fmt: skip
    log, answers = trace(figure, "log"), trace(figure, "answers")
    assert list(log.marker.color) == [LIGHT.foreign, LIGHT.origin, LIGHT.foreign]
    assert list(log.marker.symbol) == ["circle", "circle", "circle-open"]
    assert list(answers.marker.symbol) == ["circle", "x-thin", "circle-open"]


def test_marks_that_would_cover_each_other_are_one_with_all_words_and_true_time():
    figure = drawn(*[("log", 2.0 + step / 50, "done", "foreign", str(step + 1), f"step {step}") for step in range(3)])
    log = trace(figure, "log")
    assert list(log.text) == ["1–3"] and abs(log.x[0] - 2.02) < 0.001
    assert all(f"step {step}" in log.hovertext[0] for step in range(3))


def test_marks_of_different_kinds_step_aside():
    figure = drawn(("messages", 2.0, "done", "other", "1", "a"), ("messages", 2.05, "to come", "other", "2", "b"))
    assert len(set(trace(figure, "messages").y)) == 2


def test_words_of_others_are_text_and_now_is_named():
    figure = drawn(("calls", 4.0, "wrong", "other", "", "<b>x</b> <a href='y'>z</a>"), minute=7.25)
    assert "<a" not in trace(figure, "calls").hovertext[0]
    assert any("minute 7.2" in note.text for note in figure.layout.annotations)


def test_a_game_without_marks_and_a_phone_can_be_drawn():
    empty = game_clock(pd.DataFrame([], columns=COLUMNS), DARK, minute=0, minutes=60, phone=True)
    assert not empty.data
    told = drawn(("help", 1.0, "done", "other", "hint 1", "h"), phone=True)
    assert list(trace(told, "help").text) == [""]
