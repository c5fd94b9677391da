"""The lanes: marks where the events are, the zig-zag, the divergence, and 20,000 events that stay light."""

import time

import numpy as np
import pandas as pd
import pytest

from analysis.charts.lane_frame import AXIS_PX, LANE_PX, MOST_LANES
from analysis.charts.lanes import lanes
from analysis.charts.marks import KINDS
from analysis.charts.palette import DARK, LIGHT
from charts.made import DIVERGENCE, HOSTILE, START, client, dense, event, replay


def traces(figure, *names):
    return [trace for trace in figure.data if trace.name in names]


def marks(figure):
    return [trace for trace in figure.data if trace.type == "scatter" and trace.name in KINDS]


def notes(figure, name=None):
    return [note.text for note in figure.layout.annotations if name is None or note.name == name]


def test_every_event_has_a_mark_at_its_time_with_its_id():
    events, clients = replay()
    figure = lanes(events, clients, LIGHT, divergence_at=DIVERGENCE, fold=False)
    found = {row[0]: x for trace in marks(figure) for row, x in zip(trace.customdata, trace.x, strict=True)}
    assert set(found) == set(events["event_id"])
    for event_id, at in zip(events["event_id"], events["occurred_at"], strict=True):
        assert found[event_id] == pytest.approx((at - START).total_seconds())


def test_colour_says_who_and_shape_says_what():
    events, clients = replay()
    figure = lanes(events, clients, LIGHT, divergence_at=DIVERGENCE)
    looks = {(trace.name, trace.marker.color): trace.marker.symbol for trace in marks(figure)}
    assert looks["sign_in", LIGHT.origin] == "triangle-right"
    assert looks["admin", LIGHT.foreign] == "square"
    assert looks["policy", LIGHT.foreign] == "line-ns"
    assert {trace.marker.color for trace in marks(lanes(events, clients, DARK))} == {DARK.origin, DARK.foreign}


def test_policy_evaluations_have_a_track_outside_the_line():
    events, clients = replay()
    (trace,) = traces(lanes(events, clients, LIGHT, divergence_at=DIVERGENCE), "policy")
    assert trace.y[0] == pytest.approx(-1.32), "below the numbers of the acts"


def test_the_zig_zag_joins_only_events_in_different_lanes():
    events, clients = replay()
    (trace,) = traces(lanes(events, clients, LIGHT, divergence_at=DIVERGENCE), "hops")
    changes = (events["lane_no"].diff().abs() == 1).sum()
    assert len(trace.x) == 3 * changes
    y = np.asarray(trace.y, dtype=float)
    assert (y[0::3] != y[1::3]).all() and np.isnan(y[2::3]).all()


def test_the_fastest_hop_between_origin_and_foreign_is_named_with_its_gap():
    events, clients = replay()
    figure = lanes(events, clients, LIGHT, divergence_at=DIVERGENCE)
    assert notes(figure, "gap") == ["<b>57 s</b>"]
    (trace,) = traces(figure, "fastest hop")
    assert trace.line.color == LIGHT.foreign


def test_the_divergence_is_drawn_and_said():
    events, clients = replay()
    figure = lanes(events, clients, LIGHT, divergence_at=DIVERGENCE)
    assert notes(figure, "divergence") == [
        "<b>Divergence 18:59:03</b> · first event from a client that never signed in"
    ]
    assert "two clients, one session, 53 min" in notes(figure)
    washes = [shape for shape in figure.layout.shapes if shape.fillcolor == LIGHT.wash]
    assert len(washes) == 1 and washes[0].x0 < washes[0].x1


def test_no_divergence_leaves_out_line_wash_and_room():
    events, clients = replay()
    plain = lanes(events, clients.assign(role=["origin", "explained"], note="relay"), LIGHT)
    assert notes(plain, "divergence") == []
    assert plain.layout.height == round(LANE_PX * (0.75 + 1 + 0.72)) + AXIS_PX
    assert any("explained: relay" in text for text in notes(plain, "lane"))


def test_two_lanes_are_three_hundred_pixels_high():
    events, clients = replay()
    assert 290 <= lanes(events, clients, LIGHT, divergence_at=DIVERGENCE, phone=True).layout.height <= 310


def test_proven_lanes_are_solid_and_the_others_dotted():
    events, clients = replay()
    figure = lanes(events, clients, LIGHT, divergence_at=DIVERGENCE)
    dashes = {shape.line.color: shape.line.dash for shape in figure.layout.shapes if shape.line.width == 2}
    assert dashes == {LIGHT.origin: "solid", LIGHT.foreign: "dot"}


def test_an_assumed_origin_says_so_and_is_dotted():
    events, clients = replay()
    figure = lanes(events, clients.assign(role=["assumed", "foreign"]), LIGHT, divergence_at=DIVERGENCE)
    assert any("◌ sign-in not in this export" in text for text in notes(figure, "lane"))
    assert {shape.line.dash for shape in figure.layout.shapes if shape.line.width == 2} == {"dot"}
    assert "another client than the first" in notes(figure, "divergence")[0]


def test_numbers_of_acts_stand_at_the_foreign_lane():
    events, clients = replay()
    (trace,) = traces(lanes(events, clients, LIGHT, divergence_at=DIVERGENCE), "acts")
    assert list(trace.text) == ["<b>1</b>", "<b>2</b>", "<b>3</b>"]
    assert (np.asarray(trace.y) < -1).all()


def test_marks_that_would_hide_each_other_step_inside_and_keep_their_time():
    at = [START + pd.Timedelta(seconds=second) for second in (0, 1, 2, 3, 36_000)]
    events = pd.DataFrame([event(number, time_, 1) for number, time_ in enumerate(at)])
    figure = lanes(events, pd.DataFrame([client(1, "origin")]), LIGHT, fold=False)
    (trace,) = traces(figure, "app")
    assert list(trace.y) == pytest.approx([0, -0.155, -0.31, -0.465, 0])
    assert list(trace.x) == [0, 1, 2, 3, 36_000]


def test_events_that_form_no_lane_have_a_grey_one_with_the_reason():
    events, clients = replay()
    aside = event(300, DIVERGENCE, None, "token", side_channel="a server exchanging tokens")
    figure = lanes(pd.concat([events, pd.DataFrame([aside])]), clients, LIGHT, divergence_at=DIVERGENCE)
    (trace,) = [trace for trace in traces(figure, "token") if trace.marker.color == LIGHT.other]
    assert trace.customdata[0][0] == "event-00300" and trace.y[0] == -2
    assert any("a server exchanging tokens" in text for text in notes(figure, "lane"))


def test_one_client_and_one_event_are_drawn_too():
    one = pd.DataFrame([event(1, START, 1)])
    figure = lanes(one, pd.DataFrame([client(1, "origin", 1)]), LIGHT)
    assert [len(trace.x) for trace in marks(figure)] == [1]
    assert lanes(one.iloc[:0], pd.DataFrame([client(1, "origin", 0)]), LIGHT).data == ()


def test_more_lanes_than_fit_are_left_to_the_table():
    rows = [event(number, START + pd.Timedelta(minutes=number), number) for number in range(1, 31)]
    clients = pd.DataFrame([client(number, "origin" if number == 1 else "other") for number in range(1, 31)])
    figure = lanes(pd.DataFrame(rows), clients, LIGHT)
    assert len(notes(figure, "lane")) == MOST_LANES


def test_hostile_text_is_escaped_everywhere_and_cut():
    events, clients = replay()
    words = ["event_type", "outcome", "target", "address", "network", "city", "device"]
    events = events.assign(**dict.fromkeys(words, HOSTILE))
    clients = clients.assign(network=HOSTILE, place=HOSTILE, device=HOSTILE, note=HOSTILE, role=["origin", "explained"])
    for phone in (False, True):
        figure = lanes(events, clients, LIGHT, divergence_at=DIVERGENCE, phone=phone)
        told = [text for trace in marks(figure) for text in trace.text] + notes(figure)
        assert told
        for text in told:
            assert "<a" not in text and "<img" not in text and "\u202e" not in text and "\x00" not in text
            assert "<b>bold" not in text and len(text) < 2_000


def test_twenty_thousand_events_are_light_and_quick():
    events, clients = dense()
    assert len(events) == 20_004
    lanes(events, clients, LIGHT, divergence_at=DIVERGENCE)
    began = time.perf_counter()
    figure = lanes(events, clients, LIGHT, divergence_at=DIVERGENCE)
    seconds = time.perf_counter() - began
    size = len(figure.to_json())
    drawn = sum(len(trace.x) for trace in marks(figure))
    (bars,) = traces(figure, "ribbon")
    print(f"20,004 events: {drawn} marks, {len(bars.x)} bars, {size / 1e6:.3f} MB, {seconds:.3f} s")
    assert drawn < 700
    assert 100 < len(bars.x) <= 210
    assert max(bars.y) <= 0.36
    assert size <= 100_000
    assert seconds <= 1.0, "0.1 s on an idle machine; the bound leaves room for a busy one"


def test_rare_kinds_of_the_foreign_lane_are_never_thinned():
    events, clients = dense()
    rare = events["lane_no"].eq(2) & events["kind"].isin(["admin", "denied", "factor", "sign_in"])
    figure = lanes(events, clients, LIGHT, divergence_at=DIVERGENCE)
    drawn = {row[0] for trace in marks(figure) for row in trace.customdata}
    assert set(events.loc[rare, "event_id"]) <= drawn


def test_acts_without_room_share_a_label_and_none_is_left_out():
    events, clients = replay()
    at = events.loc[events["act_no"].eq(2), "occurred_at"].iloc[0]
    more = [event(500 + number, at + pd.Timedelta(seconds=number), 2, "admin", act_no=number) for number in (3, 4, 5)]
    events["act_no"] = events["act_no"].replace(3, 6)
    events = pd.concat([events, pd.DataFrame(more)]).sort_values(["occurred_at", "event_id"], ignore_index=True)
    (trace,) = traces(lanes(events, clients, LIGHT, divergence_at=DIVERGENCE), "acts")
    assert list(trace.text) == ["<b>1</b>", "<b>2…5</b>", "<b>6</b>"]


def test_the_opened_event_is_pointed_at():
    events, clients = replay()
    figure = lanes(events, clients, LIGHT, divergence_at=DIVERGENCE, fold=False, opened="event-00101")
    (trace,) = traces(figure, "opened")
    assert trace.x[0] == pytest.approx((DIVERGENCE - START).total_seconds() + 60)
    assert traces(lanes(events, clients, LIGHT, opened="of another session"), "opened") == []


def test_labels_never_cross_the_divergence():
    events, clients = replay()
    early = START + pd.Timedelta(minutes=5)
    clients = clients.assign(network="example offshore hosting of some length")
    figure = lanes(events, clients, LIGHT, divergence_at=early, fold=False)
    labels = [note for note in figure.layout.annotations if note.name == "lane"]
    assert {note.xref for note in labels} == {"x"} and {note.x for note in labels} == {300.0}


def test_the_divergence_carries_its_day_where_a_session_runs_over_several():
    events, clients = replay()
    later = events["occurred_at"].iloc[-1] + pd.Timedelta(days=3)
    events = events.assign(occurred_at=[*events["occurred_at"].iloc[:-1], later])
    figure = lanes(events, clients, LIGHT, divergence_at=DIVERGENCE)
    assert "Divergence 13 Oct 18:59:03" in notes(figure, "divergence")[0]
