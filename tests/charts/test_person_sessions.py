"""Sessions side by side: what is drawn, where, in whose colour, and what a click carries."""

import pandas as pd

from analysis.charts.palette import LIGHT
from analysis.charts.person_sessions import MOST_ROWS, drawn, fits_a_day, side_by_side
from charts.made import DIVERGENCE, HOSTILE, START


def sessions(count: int = 2, **changed: object) -> pd.DataFrame:
    rows = [
        {
            "session_key": f"s{number}", "band": "replay" if number == 0 else "clean",
            "started_at": START + pd.Timedelta(days=number), "ended_at": START + pd.Timedelta(days=number, hours=6),
        } | changed
        for number in range(count)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def lane(key: str, role: str | None, first: pd.Timestamp, minutes: float = 60, **changed: object) -> dict[str, object]:
    return {
        "session_key": key, "role": role, "network": "example fiber", "place": "Berlin", "device": "Linux Chrome",
        "lane_first_at": first, "lane_last_at": first + pd.Timedelta(minutes=minutes), "lane_event_count": 5,
    } | changed  # fmt: skip


def lanes(**changed: object) -> pd.DataFrame:
    return pd.DataFrame([
        lane("s0", "origin", START, 300, **changed),
        lane("s0", "foreign", DIVERGENCE, 0, **changed),
        lane("s1", "origin", START + pd.Timedelta(days=1), **changed),
    ])  # fmt: skip


def test_a_client_is_a_bar_in_its_colour_and_a_click_carries_the_session():
    figure = side_by_side(sessions(), lanes(), LIGHT, by_day=True)
    bars = {trace.name: trace for trace in figure.data if trace.type == "bar"}
    assert bars["origin"].marker.color == LIGHT.origin and bars["foreign"].marker.color == LIGHT.foreign
    assert [key for (key,) in bars["origin"].customdata] == ["s0", "s1"]
    assert "foreign from 18:59:03 to 18:59:03, 5 events" in [note.text for note in figure.layout.annotations]


def test_by_day_the_same_hour_of_two_days_stands_at_the_same_place():
    figure = side_by_side(sessions(), lanes(), LIGHT, by_day=True)
    bar = next(trace for trace in figure.data if trace.type == "bar" and trace.name == "origin")
    assert bar.base[0] == bar.base[1]


def test_an_axis_of_days_keeps_the_days_and_marks_the_suspicion():
    window = (DIVERGENCE, DIVERGENCE + pd.Timedelta(hours=1))
    figure = side_by_side(sessions(), lanes(), LIGHT, window=window)
    bar = next(trace for trace in figure.data if trace.type == "bar" and trace.name == "origin")
    assert bar.base[0] != bar.base[1]
    assert any(note.name == "window" for note in figure.layout.annotations)


def test_those_worth_a_look_are_drawn_before_the_latest():
    many = sessions(MOST_ROWS + 20)
    held = pd.DataFrame([lane(key, "origin", START) for key in many["session_key"]])
    kept = drawn(many, held)
    assert len(kept) == MOST_ROWS and "s0" in set(kept["session_key"])
    assert kept["started_at"].is_monotonic_increasing


def test_a_session_without_a_client_is_not_drawn():
    assert drawn(sessions(1), pd.DataFrame([lane("s0", None, START)])).empty


def test_a_session_of_several_days_does_not_fit_a_day():
    assert fits_a_day(sessions())
    assert not fits_a_day(sessions(1, ended_at=START + pd.Timedelta(days=3)))


def test_log_text_is_no_markup():
    figure = side_by_side(sessions(label=HOSTILE), lanes(network=HOSTILE), LIGHT, phone=True)
    assert "<a" not in figure.to_json() and "<img" not in figure.to_json()


def test_no_session_is_an_empty_figure():
    assert side_by_side(sessions().iloc[:0], lanes(), LIGHT).data == ()
