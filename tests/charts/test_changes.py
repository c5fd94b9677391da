"""The picture of changes: who in colour, what was undone hollow, nothing of the log as markup."""

import pandas as pd

from analysis.charts import palette
from analysis.charts.changes import changes


def tally(kind, side, at, count=1, undone=False, what="user created"):
    return {
        "kind": kind, "side": side, "begins_at": pd.Timestamp(f"2023-10-0{at}"), "change_count": count,
        "is_undone": undone, "event_id": f"{kind}-{at}", "what": what,
    }  # fmt: skip


def drawn(*rows, **more):
    return changes(pd.DataFrame(rows), palette.LIGHT, step_min=1440, **more)


def traces(figure):
    return {trace.name: trace for trace in figure.data}


def test_colour_says_who_and_a_hollow_mark_was_undone():
    found = traces(
        drawn(
            tally("user", "foreign", 1, undone=True),
            tally("idp", "foreign", 2),
            tally("user", "proven", 2),
            tally("app", "side channel", 3),
        )
    )
    assert found["foreign"].marker.color == palette.LIGHT.foreign
    assert found["proven"].marker.color == palette.LIGHT.origin
    assert found["rest"].marker.color == palette.LIGHT.other
    told = dict(zip([tuple(data) for data in found["foreign"].customdata], found["foreign"].marker.symbol, strict=True))
    assert told == {("event:user-1",): "square-open", ("event:idp-2",): "square"}


def test_marks_of_foreign_clients_lie_on_top_and_carry_their_number():
    figure = drawn(tally("user", "foreign", 1, count=3), tally("user", "proven", 1, count=9))
    assert [trace.name for trace in figure.data][-1] == "foreign"
    assert list(traces(figure)["foreign"].text) == ["3"]
    assert list(traces(figure)["foreign"].customdata[0]) == ["bin:user:2023-10-01T00:00"]


def test_each_kind_has_a_row_with_its_number_in_one_order():
    figure = drawn(tally("app", "proven", 1, count=1200), tally("user", "proven", 2))
    assert list(figure.layout.yaxis.ticktext) == ["users  <b>1</b>", "apps  <b>1,200</b>"]


def test_words_of_the_log_are_no_markup():
    figure = drawn(tally("user", "foreign", 1, what="<a href='http://stranger.example'>x</a>"))
    assert "<a" not in traces(figure)["foreign"].hovertext[0]


def test_one_change_alone_still_has_an_axis():
    figure = drawn(tally("user", "proven", 1), phone=True)
    begin, end = figure.layout.xaxis.range
    assert pd.Timestamp(begin) < pd.Timestamp(end)
