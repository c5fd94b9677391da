"""The rail: a mark an act, a ring a thing, colour only where the same client came back; hostile text stays text."""

from __future__ import annotations

import pandas as pd

from analysis.blast_words import Row
from analysis.charts.blast_radius import HEAD_PX, ROW_PX, rail
from analysis.charts.palette import LIGHT
from charts.made import HOSTILE, START


def row(place=1, **changed):
    usual = {
        "number": str(place), "at": START + pd.Timedelta(minutes=place), "title": "API token created",
        "kind": "token", "event_id": f"act-{place}", "name": "backup", "more": 0,
        "became": "no use seen until 16 Oct 12:00", "change": None, "opens": f"act-{place}", "is_used": False,
        "is_same_client": False, "is_made_in_turn": False,
    }  # fmt: skip
    return Row(**(usual | changed))


def drawn(*rows, **more):
    return rail(rows, "M247 · Bucharest", "event-0", LIGHT, **more)


def trace(figure, name):
    return next(trace for trace in figure.data if trace.name == name)


def said(figure):
    return [note.text for note in figure.layout.annotations]


def test_each_act_has_its_number_its_mark_and_its_record():
    figure = drawn(row(1), row(2, kind="admin"))
    marks = trace(figure, "acts")
    assert [point[0] for point in marks.customdata] == ["act-1", "act-2"]
    assert list(marks.marker.symbol) == ["hexagon2", "square"]
    assert {"<b>1</b>", "<b>2</b>", "15:40:00", "<b>backup</b>"} <= set(said(figure))
    assert figure.layout.height == HEAD_PX + 2 * ROW_PX + 4


def test_only_what_the_same_client_used_again_is_in_its_colour():
    rows = (
        row(1, is_used=True, is_same_client=True, became="is used 13 Oct"),
        row(2, is_used=True, became="is used by others"),
        row(3),
    )
    figure = drawn(*rows)
    assert list(trace(figure, "things").marker.color) == [LIGHT.foreign, LIGHT.paper, LIGHT.paper]
    colours = {note.text: note.font.color for note in figure.layout.annotations}
    assert colours["is used 13 Oct"] == LIGHT.foreign
    assert colours["is used by others"] == LIGHT.muted


def test_a_ring_opens_the_later_use():
    figure = drawn(row(1, opens="later-1", is_used=True))
    assert trace(figure, "things").customdata[0][0] == "later-1"


def test_what_a_thing_made_in_turn_hangs_below_it_and_is_no_act():
    figure = drawn(row(1), row(2, number="", title="", name="sync", is_made_in_turn=True))
    assert len(trace(figure, "acts").y) == 1
    assert len(trace(figure, "things").y) == 2
    assert any(shape.type == "path" for shape in figure.layout.shapes)


def test_an_act_on_nothing_has_no_ring():
    figure = drawn(row(1, name=None, became=None))
    assert [trace.name for trace in figure.data] == ["rail", "divergence", "acts"]


def test_no_rows_draw_the_head_alone():
    figure = drawn()
    assert [trace.name for trace in figure.data] == ["divergence"]
    assert "takes the session" in said(figure)[0]


def test_a_telephone_has_the_same_below_each_other():
    figure = drawn(row(1, became="is used " + "word " * 12), phone=True)
    assert {note.x for note in figure.layout.annotations} == {0}
    assert [trace.name for trace in figure.data] == ["rail", "divergence", "acts"]


def test_hostile_text_is_shown_and_not_rendered():
    for phone in (False, True):
        made = row(1, title=HOSTILE, name=HOSTILE, became=HOSTILE, change=HOSTILE)
        figure = rail([made], HOSTILE, "event-0", LIGHT, phone=phone)
        text = "".join([*said(figure), *(str(told) for told in trace(figure, "acts").text)])
        assert "<a " not in text
        assert "<img" not in text
        assert len(text) < 2_500
