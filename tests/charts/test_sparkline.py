"""The small lines under the figures of the overview."""

from analysis.charts.palette import LIGHT
from analysis.charts.sparkline import HEIGHT_PX, sparkline


def test_a_bar_stands_where_something_was_and_is_as_high_as_it_was():
    figure = sparkline([0, 2, 0, 1], LIGHT.foreign, LIGHT)
    assert figure.layout.height == HEIGHT_PX
    assert [(bar.x0, bar.y1) for bar in figure.layout.shapes] == [(1, 2), (3, 1)]
    assert {bar.line.color for bar in figure.layout.shapes} == {LIGHT.foreign}


def test_an_area_goes_through_all_values():
    (trace,) = sparkline([0, 1, 3], LIGHT.muted, LIGHT, is_area=True).data
    assert list(trace.y) == [0, 1, 3]


def test_nothing_is_an_empty_figure():
    assert len(sparkline([], LIGHT.muted, LIGHT).layout.shapes) == 0
