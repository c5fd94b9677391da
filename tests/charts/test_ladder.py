"""The speed ladder: logarithms, the airliner's line, hops that were not judged."""

import numpy as np
import pandas as pd
import pytest

from analysis.charts.ladder import ROW_PX, ladder, shown_hops, spoken
from analysis.charts.palette import LIGHT
from charts.made import HOSTILE


def hops(*rows):
    usual = {
        "hop_at": pd.Timestamp("2023-10-13 18:59:03"), "speed_kmh": None, "centre_distance_km": 1295.0,
        "distance_km": 1245.0, "seconds_s": 57.0, "is_simultaneous": False, "not_judged": None, "city": "Bucharest",
        "previous_city": "Berlin",
    }  # fmt: skip
    made = [usual | {"hop_no": number, "event_id": f"event-{number}"} | row for number, row in enumerate(rows, 1)]
    frame = pd.DataFrame(made).astype({"not_judged": "object", "speed_kmh": "float64"})
    return frame.assign(not_judged=frame["not_judged"].where(frame["not_judged"].notna(), None))


def trace(figure, name):
    return next(trace for trace in figure.data if trace.name == name)


def test_a_speed_stands_at_its_logarithm_with_its_number():
    figure = ladder(hops({"speed_kmh": 1000.0}), LIGHT, max_speed_kmh=900)
    assert trace(figure, "lower bound").x[0] == pytest.approx(3)
    assert trace(figure, "lower bound").customdata[0][0] == "event-1"
    assert "1,000" in [note.text for note in figure.layout.annotations]


def test_the_bar_reaches_to_the_speed_between_the_centres():
    figure = ladder(hops({"speed_kmh": 78_650.0}), LIGHT, max_speed_kmh=900)
    assert 10 ** trace(figure, "up to").x[1] == pytest.approx(1295 / 57 * 3600, rel=1e-6)


def test_the_airliner_stands_at_the_speed_in_force():
    for limit in (900, 1200):
        figure = ladder(hops({"speed_kmh": 1000.0}), LIGHT, max_speed_kmh=limit)
        (line,) = [
            shape for shape in figure.layout.shapes if shape.type == "line" and shape.line.color == LIGHT.foreign
        ]
        assert line.x0 == pytest.approx(np.log10(limit))


def test_what_was_not_judged_is_hollow_at_the_left_with_its_reason():
    figure = ladder(hops({"not_judged": "a relay hides the place"}), LIGHT, max_speed_kmh=900)
    assert trace(figure, "not judged").marker.symbol == "circle-open"
    assert "a relay hides the place" in [note.text for note in figure.layout.annotations]
    assert not [one for one in figure.data if one.name == "lower bound"]


def test_no_time_between_two_places_is_the_same_moment():
    figure = ladder(hops({"is_simultaneous": True, "seconds_s": 0.0}), LIGHT, max_speed_kmh=900)
    assert len(trace(figure, "simultaneous").x) == 1
    assert "same moment" in [note.text for note in figure.layout.annotations]


def test_a_row_a_hop():
    figure = ladder(hops({"speed_kmh": 10.0}, {"speed_kmh": 20.0}, {"speed_kmh": 30.0}), LIGHT, max_speed_kmh=900)
    other = ladder(hops({"speed_kmh": 10.0}), LIGHT, max_speed_kmh=900)
    assert figure.layout.height - other.layout.height == 2 * ROW_PX


def test_of_many_hops_the_fastest_are_shown_in_order_of_time():
    many = hops(*({"speed_kmh": float(speed)} for speed in (5, 900, 1, 700, 2)))
    assert shown_hops(many, 2)["hop_no"].tolist() == [2, 4]


def test_reasons_and_cities_are_log_values():
    figure = ladder(hops({"speed_kmh": 5.0, "city": HOSTILE}, {"not_judged": HOSTILE}), LIGHT, max_speed_kmh=900)
    for text in [*trace(figure, "lower bound").text, *(note.text for note in figure.layout.annotations)]:
        assert "<a" not in text and "<img" not in text and len(text) < 400


def test_no_hops_are_an_empty_ladder():
    assert ladder(hops({"speed_kmh": 5.0}).iloc[:0], LIGHT, max_speed_kmh=900).data == ()


def test_a_speed_of_a_million_is_said_in_few_letters():
    assert [spoken(speed) for speed in (1396.9, 999_999, 1_910_495, 4_300_524_142)] == [
        "1,396", "999,999", "1.9 million", "4,301 million",
    ]  # fmt: skip
