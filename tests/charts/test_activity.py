"""The activity strip: bars, tracks of suspects, the first divergence, the chosen stretch."""

import pandas as pd
import pytest

from analysis.charts.activity import FEWEST_BARS, activity, levels, ticks, tracks
from analysis.charts.palette import DARK, LIGHT
from charts.made import HOSTILE

START = pd.Timestamp("2023-10-12")


def bars(count=48, step_min=60):
    times = pd.date_range(START, periods=count, freq=f"{step_min}min")
    return pd.DataFrame({"from_at": times, "event_count": range(1, count + 1)})


def suspects(*groups, login="ada@example.com", hours=1.0):
    return pd.DataFrame({
        "session_key": [f"s{number}" for number in range(len(groups))],
        "actor_login": [login] * len(groups),
        "at": [START + pd.Timedelta(hours=5 + hours * number) for number in range(len(groups))],
        "group": list(groups),
    })  # fmt: skip


def trace(figure, name):
    return next(one for one in figure.data if one.name == name)


def names(figure):
    return [one.name for one in figure.data]


def test_marks_stand_below_zero_and_lead_to_their_session():
    figure = tracks(bars(), suspects("look", "replay", "confirmed"), LIGHT, step_min=60)
    assert names(figure) == ["look", "replay", "confirmed"]
    for group in ("look", "replay", "confirmed"):
        assert all(y < 0 for y in trace(figure, group).y)
    assert trace(figure, "replay").customdata[0][0] == "session:s1"
    assert activity(bars(), LIGHT, step_min=60).data[0].customdata[0][0] == "bin:2023-10-12T00:00"
    assert trace(figure, "look").marker.color == LIGHT.suspicious
    words = {annotation.text for annotation in figure.layout.annotations}
    assert {"worth a look", "likely replay", "confirmed"} <= words


def test_a_group_without_sessions_has_no_track():
    assert names(tracks(bars(), suspects("replay"), LIGHT, step_min=60)) == ["replay"]
    nobody = tracks(bars(), suspects(), DARK, step_min=60)
    assert names(nobody) == ["none"] and nobody.layout.xaxis.ticktext, "the axis stands there all the same"


def test_bars_and_marks_stand_over_the_same_time():
    over, under = activity(bars(), LIGHT, step_min=60), tracks(bars(), suspects("replay"), LIGHT, step_min=60)
    assert over.layout.xaxis.range == under.layout.xaxis.range
    assert (over.layout.margin.l, over.layout.margin.r) == (under.layout.margin.l, under.layout.margin.r)


def test_the_first_divergence_is_named_on_the_side_with_room():
    for share, side in ((0.1, "left"), (0.9, "right")):
        at = START + pd.Timedelta(hours=48 * share)
        figure = activity(bars(), LIGHT, step_min=60, first_at=at)
        (label,) = [one for one in figure.layout.annotations if "First divergence" in one.text]
        assert label.xanchor == side


def test_a_chosen_stretch_is_washed():
    window = (START + pd.Timedelta(hours=3), START + pd.Timedelta(hours=6))
    figure = activity(bars(), LIGHT, step_min=60, window=window)
    assert any(shape.type == "rect" and pd.Timestamp(shape.x0) == window[0] for shape in figure.layout.shapes)


def test_marks_that_would_hide_each_other_are_one_that_says_so():
    figure = tracks(bars(), suspects(*["look"] * 300, hours=0.0001), LIGHT, step_min=60)
    mark = trace(figure, "look")
    assert len(mark.x) <= 2
    assert "more" in mark.hovertext[0]


def test_a_box_is_drawn_by_a_mouse_and_not_by_a_thumb():
    assert activity(bars(), LIGHT, step_min=60).layout.dragmode == "select"
    assert activity(bars(), LIGHT, step_min=60, phone=True).layout.dragmode is False


def test_a_tiny_case_is_no_wall_of_bars():
    figure = activity(bars(3, 1), LIGHT, step_min=1)
    first, last = (pd.Timestamp(end) for end in figure.layout.xaxis.range)
    assert last - first == pd.Timedelta(minutes=FEWEST_BARS)


def test_hostile_names_are_text():
    figure = tracks(bars(), suspects("replay", login=HOSTILE), LIGHT, step_min=60)
    assert "<img" not in figure.to_json().replace("\\u003c", "<")


@pytest.mark.parametrize("top", [1, 2, 7, 54, 999, 19_000, 1_250_000])
def test_the_count_axis_has_a_few_round_numbers(top):
    told = levels(top)
    assert 1 <= len(told) <= 4 and told[-1] <= top


@pytest.mark.parametrize("span", ["5min", "20min", "3h", "30h", "3D", "19D", "90D", "800D", "3000D"])
@pytest.mark.parametrize("wanted", [4, 9])
def test_no_more_ticks_than_there_is_room_for(span, wanted):
    places, labels = ticks(START, START + pd.Timedelta(span), wanted)
    assert 1 <= len(places) <= wanted + 1
    assert len(labels) == len(places) and ("D" not in span or len(set(labels)) == len(labels))
