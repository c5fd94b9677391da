"""The hours of a week: own events as cells, foreign ones as marks."""

import pandas as pd

from analysis.charts.palette import LIGHT
from analysis.charts.week_hours import week_hours


def hours(*rows: tuple[int, int, int, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["day_no", "hour_no", "own_count", "foreign_count"])


def test_a_foreign_hour_is_marked_in_its_cell():
    figure = week_hours(hours((0, 9, 16, 0), (2, 13, 4, 7)), LIGHT)
    cells, marks = figure.data
    assert cells.z[0][9] == 4 and cells.z[2][13] == 2
    assert (list(marks.x), list(marks.y)) == ([13], [2])
    assert "7 of foreign clients" in marks.hovertext[0]


def test_no_events_are_empty_cells():
    figure = week_hours(hours(), LIGHT)
    assert not any(figure.data[0].z.ravel()) and not len(figure.data[1].x)
