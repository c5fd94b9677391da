"""Small pictures: the lanes of a preview, activity in a few bars."""

import pandas as pd

from analysis.charts.palette import LIGHT
from analysis.charts.strip import HEIGHT_PX, MOST_BINS, activity, mini_lanes
from charts.made import START, dense, replay


def test_the_small_lanes_show_both_clients_and_the_ends():
    events, clients = replay()
    figure = mini_lanes(events, clients, LIGHT)
    assert figure.layout.height == HEIGHT_PX
    colours = {trace.marker.color for trace in figure.data if trace.mode == "markers"}
    assert colours == {LIGHT.origin, LIGHT.foreign}
    assert [note.text for note in figure.layout.annotations] == ["15:39", "22:19 UTC"]


def test_the_small_lanes_stay_small():
    events, clients = dense()
    assert len(mini_lanes(events, clients, LIGHT).to_json()) < 40_000


def test_no_events_are_an_empty_figure():
    events, clients = replay()
    assert mini_lanes(events.iloc[:0], clients, LIGHT).data == ()


def test_activity_has_a_bar_a_stretch_and_all_events():
    times = pd.Series([START + pd.Timedelta(minutes=minute) for minute in (0, 1, 2, 120)])
    assert activity(times) == [3, *[0] * (MOST_BINS - 2), 1]
    assert sum(activity(times, 30)) == 4 and len(activity(times, 30)) == MOST_BINS
    assert activity(times.iloc[:0]) == []
