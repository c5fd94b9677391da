"""The overview of a case: who is suspected, since when, from where, and what a window holds."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest

import judged
from analysis import overview, overview_words, signal_files, verdicts
from analysis.case import Case


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("overview") / "demo"
    judged.demo(folder)
    with Case.open(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def view(case):
    return overview.load(case)


def test_the_suspects_are_what_the_program_judged(view):
    assert view.judged["group"].value_counts().to_dict() == {"replay": 4, "look": 1}
    assert len(view.told) == 4
    assert view.first["actor_login"] == "salma.ladder@example.com"
    assert view.first["city"] == "Kuala Lumpur"
    assert view.last_foreign_at == view.told["last_foreign_at"].max()
    assert view.longest["held_s"] == max(view.held["held_s"]) > 0
    assert view.dwell_s > 0


def test_the_bars_add_up_to_all_events(view):
    assert view.activity["event_count"].sum() == view.totals["event_count"]
    assert view.activity["session_count"].sum() == view.totals["session_count"]
    assert len(view.activity) <= overview.MOST_BARS
    steps = view.activity["from_at"].diff().dropna().unique()
    assert list(steps) == [pd.Timedelta(minutes=view.step_min)]


def test_a_window_is_widened_to_whole_bars_and_holds_what_the_bars_hold(view):
    window = view.window("2023-10-05T14:10", "2023-10-05T14:50")
    assert window.query() == {"from": "2023-10-05T14:00", "until": "2023-10-05T15:00"}
    counted, inside = view.within(window)
    bar = view.activity[view.activity["from_at"].eq(window.from_at)]
    assert counted["event_count"] == bar["event_count"].iloc[0]
    assert list(inside["actor_login"]) == ["greta.meadow@example.com", "salma.ladder@example.com"]
    assert list(inside["has_support_access"]) == [True, False], "a session without divergence counts while in use"
    assert view.window(*window.query().values()) == window


@pytest.mark.parametrize(
    ("from_text", "until_text"),
    [(None, "2023-10-05"), ("soon", "later"), ("1999-01-01", "1999-01-02"), ("", ""), ("2023-10-05", "9" * 50)],
)
def test_a_window_that_makes_no_sense_is_none(view, from_text, until_text):
    assert view.window(from_text, until_text) is None


def test_a_window_may_lie_backwards_or_reach_over_the_ends(view):
    assert view.window("2023-10-06", "2023-10-05") == view.window("2023-10-05", "2023-10-06")
    whole = view.window("1999-01-01", "2099-01-01")
    counted, inside = view.within(whole)
    assert counted["event_count"] == view.totals["event_count"]
    assert len(inside) == len(view.suspects)


def test_the_ways_lead_from_the_origin_to_the_foreign_client(view):
    ends = set(zip(view.ways["previous_city"], view.ways["city"], strict=True))
    assert ("Toronto", "Kuala Lumpur") in ends and ("Berlin", "Bucharest") in ends
    assert set(view.ways["session_key"]) == set(view.told["session_key"])


def test_each_to_start_with_has_its_heaviest_reason(case, view):
    assert list(view.start_with["score"]) == sorted(view.suspects["score"], reverse=True)
    for row in view.start_with.itertuples():
        signals = case.frame("session_signals", session_key=row.session_key)
        assert row.reason and row.title
        heaviest = signals[signals["is_counted"]]["points"].max()
        assert heaviest == signals[signals["signal"].isin(_named(row.title))]["points"].max()


def _named(title):
    return [name for name, signal in signal_files.signals().items() if signal.title == title]


def test_the_csv_says_what_the_picture_says(view):
    rows = list(csv.DictReader(io.StringIO(view.activity_csv().decode("utf-8-sig"))))
    assert sum(int(row["events"]) for row in rows) == view.totals["event_count"]
    assert sum(int(row["likely_replay"]) for row in rows) == 4
    (marked,) = [row for row in rows if row["from_at"] == "2023-10-05T14:00:00Z"]
    assert marked["likely_replay"] == "1" and marked["until_at"] == "2023-10-05T15:00:00Z"


def test_what_foreign_clients_changed_is_counted_by_kind(view):
    assert {row["kind"]: row["object_count"] for row in view.changes} == {"idp": 1, "user": 1}


def test_verdicts_confirm_and_clear(tmp_path):
    judged.demo(tmp_path / "demo")
    with Case.open(tmp_path / "demo") as case:
        before = overview.load(case)
        first, second, *_ = before.told["session_key"]
        shared = {"basis": "person asked out of band", "author": "ek", "reason": "asked"}
        verdicts.give(case, [first], "replay", **shared)
        verdicts.give(case, [second], "benign", **shared)
        after = overview.load(case)
        assert after.judged["group"].value_counts().to_dict() == {"replay": 2, "look": 1, "confirmed": 1, "cleared": 1}
        assert second not in set(after.suspects["session_key"])
        assert after.start_with["session_key"].iloc[-1] == first, "what is confirmed no longer comes first"
        counts = overview_words.counts(after.judged)
        assert "confirmed by a person" in overview_words.headline(counts, 1)
        verdicts.take_back(case, [first, second], author="ek")
        assert overview.load(case).judged.equals(before.judged)


@pytest.mark.parametrize(
    ("span", "step"), [("20min", 1), ("8h", 1), ("30h", 10), ("20D", 60), ("300D", 1_440), ("3000D", 10_080)]
)
def test_bars_are_wider_where_the_case_is_longer(view, span, step):
    first = pd.Timestamp("2023-01-01")
    made = overview.Overview(
        view.case, dict(view.totals) | {"first_at": first, "last_at": first + pd.Timedelta(span)}, {}, view.judged
    )
    assert made.step_min == step


def test_a_case_without_suspects_has_nothing_to_tell(tmp_path):
    judged.quiet(tmp_path / "quiet")
    with Case.open(tmp_path / "quiet") as case:
        view = overview.load(case)
        assert view.told.empty and view.suspects.empty and view.ways.empty and not view.changes
        assert view.first is None and view.longest is None and view.dwell_s is None and view.last_foreign_at is None
        assert len(view.activity) == 4
