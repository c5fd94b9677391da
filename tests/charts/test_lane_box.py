"""A box over the lanes: back to times and clients, through folds too."""

import pandas as pd
import pytest

from analysis.charts.clock import clock
from analysis.charts.lane_box import boxed
from charts.made import DIVERGENCE, START, event, replay


@pytest.mark.parametrize("fold", [False, True])
def test_a_box_around_the_foreign_lane_holds_its_time_and_no_other_client(fold):
    events, clients = replay()
    time = clock(events["occurred_at"], fold=fold, divergence_at=DIVERGENCE)
    ends = [time.place_of(DIVERGENCE), time.place_of(DIVERGENCE + pd.Timedelta(minutes=30))]
    box = boxed(events, clients, {"x": ends, "y": [-1.3, -0.8]}, divergence_at=DIVERGENCE, fold=fold)
    assert abs(box.from_at - DIVERGENCE) <= pd.Timedelta("1ms")
    assert abs(box.until_at - DIVERGENCE - pd.Timedelta(minutes=30)) <= pd.Timedelta("1ms")
    assert box.lanes == (2,)


def test_a_box_over_all_lanes_asks_for_no_client_and_one_drawn_backwards_is_the_same():
    events, clients = replay()
    box = boxed(events, clients, {"x": [9e9, -9e9], "y": [0.4, -1.4]}, divergence_at=DIVERGENCE, fold=True)
    assert box.lanes == ()
    assert box.from_at == START and box.until_at == events["occurred_at"].max()


def test_the_grey_lane_is_asked_for_by_nought():
    events, clients = replay()
    aside = pd.DataFrame([event(900, DIVERGENCE, None, "token", side_channel="a server")])
    events = pd.concat([events, aside], ignore_index=True)
    box = boxed(events, clients, {"x": [0, 1], "y": [-2.2, -1.8]}, divergence_at=DIVERGENCE, fold=True)
    assert box.lanes == (0,)


@pytest.mark.parametrize("drawn", [{}, {"x": [1, 2]}, {"x": ["a", 2], "y": [0, 1]}, {"x": None, "y": [0, 1]}])
def test_what_is_no_box_is_none(drawn):
    events, clients = replay()
    assert boxed(events, clients, drawn, divergence_at=None, fold=True) is None
