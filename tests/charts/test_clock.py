"""Time on the axis: folds, ticks, durations."""

import numpy as np
import pandas as pd
import pytest

from analysis.charts.clock import clock, duration, moment

START = pd.Timestamp("2023-10-13 08:00:00")


def times(*minutes: float) -> pd.Series:
    return pd.Series([START + pd.Timedelta(minutes=minute) for minute in minutes])


def test_a_long_gap_takes_a_fortieth_of_the_axis():
    axis = clock(times(0, 10, 20, 500, 510, 520), fold=True)
    ((left, right, words),) = axis.bands()
    assert (right - left) / axis.length == pytest.approx(0.025)
    assert words == "8 h 00 min idle"


def test_short_gaps_and_unfolded_axes_stay_as_they_are():
    assert clock(times(0, 29, 58), fold=True).folds == ()
    axis = clock(times(0, 10, 500), fold=False)
    assert axis.folds == () and axis.place_of(START + pd.Timedelta(minutes=500)) == 30_000


def test_no_fold_touches_the_divergence():
    divergence = START + pd.Timedelta(minutes=500)
    axis = clock(times(0, 10, 20, 500, 510, 520), fold=True, divergence_at=divergence)
    ((_, right, _),) = axis.bands()
    assert axis.place_of(divergence) - right > 0.04 * axis.length


def test_places_keep_the_order_of_time():
    at = times(0, 5, 200, 205, 900, 910)
    assert (np.diff(clock(at, fold=True).place(at)) > 0).all()


def test_ticks_are_round_clock_times_outside_folds():
    axis = clock(times(0, 10, 25, 500, 510, 545), fold=True)
    places, labels = axis.ticks(8)
    bands = axis.bands()
    assert places and all(not left < place < right for place in places for left, right, _ in bands)
    assert all(label.split(" ")[-1][-1] in "05" for label in labels), labels


def test_ticks_of_several_days_carry_the_date_once_a_day():
    axis = clock(times(0, 600, 1200, 2000, 2600), fold=False)
    _, labels = axis.ticks(8)
    assert sum("Oct" in label for label in labels) == 3


def test_seconds_are_told_where_they_matter():
    _, labels = clock(times(0, 0.1, 0.5), fold=True).ticks(4)
    assert labels[0].count(":") == 2


def test_all_events_at_one_moment_make_an_axis():
    axis = clock(times(0, 0), fold=True)
    assert axis.length == 1 and axis.place_of(START) == 0


@pytest.mark.parametrize(("seconds", "said"), [
    (0, "under 1 s"), (57, "57 s"), (600, "10 min"), (3599, "1 h 00 min"), (3960, "1 h 06 min"), (270_000, "3 d 3 h"),
])  # fmt: skip
def test_durations_are_words(seconds, said):
    assert duration(seconds) == said


def test_moments_name_day_and_second():
    assert moment(pd.Timestamp("2023-10-03 18:59:03")) == "3 Oct 18:59:03"
    assert moment(None) == "unknown" == moment(pd.NaT)
