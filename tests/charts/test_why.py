"""The reasons: bars that add up to the score, colours of accusing and explaining."""

import pandas as pd

from analysis.charts.palette import LIGHT
from analysis.charts.why import from_signals, signed, why
from charts.made import HOSTILE


def reasons(*points, sentence="Two clients take turns."):
    return pd.DataFrame({"sentence": [sentence] * len(points), "points": list(points)})


def drawn(frame, score, **more):
    return why(frame, LIGHT, score=score, threshold=75, threshold_word="likely replay", **more)


def bars(figure):
    return [(trace.base[0], trace.base[0] + trace.x[0], trace.marker.color) for trace in figure.data]


def test_bars_run_from_sum_to_sum_and_end_at_the_score():
    assert bars(drawn(reasons(40, 30, -8), 62)) == [
        (0, 40, LIGHT.foreign), (40, 70, LIGHT.foreign), (62, 70, LIGHT.origin), (0, 62, LIGHT.ink),
    ]  # fmt: skip


def test_points_that_do_not_add_up_are_said():
    figure = drawn(reasons(40, 30), 55)
    assert bars(figure)[2] == (55, 70, LIGHT.other)
    assert any("count up to a limit" in note.text for note in figure.layout.annotations)


def test_a_score_below_nothing_is_drawn_to_the_left():
    figure = drawn(reasons(10, -40), -30)
    assert bars(figure)[-1][:2] == (-30, 0)
    assert figure.layout.xaxis.range[0] == -30
    assert "<b>\u221230</b>" in [note.text for note in figure.layout.annotations]


def test_the_threshold_has_a_tick():
    (tick,) = [shape for shape in drawn(reasons(40), 40).layout.shapes if shape.name == "threshold"]
    assert tick.x0 == 75 and drawn(reasons(40), 40).layout.xaxis.range[1] == 75


def test_long_sentences_take_two_lines_and_are_then_cut():
    figure = drawn(reasons(40, sentence="word " * 100), 40)
    assert figure.layout.annotations[0].text.count("<br>") == 1
    assert figure.layout.annotations[0].text.endswith("…")


def test_sentences_hold_log_values():
    figure = drawn(reasons(40, sentence=HOSTILE), 40, phone=True)
    assert all("<a" not in note.text and "<img" not in note.text for note in figure.layout.annotations)


def test_only_signals_that_count_make_rows_heaviest_first():
    frame = pd.DataFrame({"sentence": list("abcd"), "points": [5, -8, 20, 0], "is_counted": [True, True, True, False]})
    assert from_signals(frame)["sentence"].tolist() == ["c", "a", "b"]


def test_minus_is_the_real_minus():
    assert (signed(8), signed(-8), signed(0)) == ("+8", "\u22128", "0")


def test_the_lightest_of_many_reasons_share_a_row_and_the_sum_stays():
    points = [40, 29, 25, 24, 16, 14, 11, 5, 5, 4, 3, 1, -8]
    signals = pd.DataFrame({"sentence": [f"s{n}" for n in range(13)], "points": points, "is_counted": True})
    shown = from_signals(signals)
    assert shown["points"].sum() == sum(points)
    assert shown["sentence"].tolist()[-2:] == ["Four lesser reasons", "s12"] and len(shown) == 10
