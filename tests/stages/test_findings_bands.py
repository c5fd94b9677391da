"""Points, caps, the score and the bands: a sum that can be read aloud."""

from __future__ import annotations

import pytest

from stories import ask, event, findings, judged, sign_in

EXIT = {"asn": 64501, "org": "Example Exit", "address": "198.51.100.9", "city": "Bucharest", "token": "d9"}
HOSTED = {"asn": 14061, "org": "DigitalOcean", "address": "203.0.113.9", "city": "Singapore", "token": "d8"}
MOBILE = {"asn": 64505, "org": "Example Mobile", "address": "192.0.2.77"}

STORY = [
    sign_in(session="loud"),
    *(event(f"10:{minute:02}", session="loud", **({**EXIT, "agent": "python"} if minute % 2 else {}))
      for minute in range(8)),
    event("10:20", "system.idp.lifecycle.create", session="loud", **{**EXIT, "agent": "python"}),
    sign_in(session="far"),
    event("10:00", session="far", **{**HOSTED, "token": "d1", "asn": 64509, "org": "Example Line"}),
    sign_in(session="two-lanes"),
    event("10:00", session="two-lanes", agent="windows chrome", **EXIT),
    event("10:30", session="two-lanes", agent="windows chrome", **HOSTED),
    event("10:31", session="two-lanes"),
    sign_in(session="roaming"),
    event("10:00", session="roaming", **MOBILE),
    # the same network on another day
    sign_in("2 09:00", session="usual", **MOBILE),
    sign_in("3 09:00", session="usual-2"),
    event("3 10:00", session="usual-2", **MOBILE),
]  # fmt: skip


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    with judged(tmp_path_factory.mktemp("bands"), STORY) as case:
        yield case


@pytest.fixture(scope="module")
def limits(case):
    return {row["name"]: row["value"] for row in ask(case, "from effective_parameters")}


def test_the_score_is_the_sum_of_the_points(case):
    rows = ask(
        case,
        "select findings.session_key, any_value(score) as score, sum(points) as total "
        "from findings join signals using (session_key) group by findings.session_key",
    )
    assert rows and all(row["score"] == row["total"] for row in rows)


def test_points_are_whole(case):
    assert all(isinstance(row["points"], int) for row in ask(case, "select points from signals"))


def test_a_signal_counts_once_a_session(case):
    rows = ask(case, "select session_key, signal from signals where is_counted group by all having count(*) > 1")
    assert rows == []


def test_a_signal_that_does_not_count_has_no_points(case):
    rows = ask(case, "select distinct points from signals where not is_counted")
    assert rows == [{"points": 0}]


def test_a_signal_counts_at_its_strongest_lane(case):
    """Of two lanes of one session that show the same signal, the weightier counts."""
    rows = ask(
        case,
        "select session_key, signal, max(full_points) as strongest, "
        "max(full_points) filter (where is_counted) as taken from signals where full_points > 0 "
        "group by all having count(*) filter (where is_counted) > 0",
    )
    assert rows and all(row["strongest"] == row["taken"] for row in rows)


def test_no_family_passes_its_cap(case):
    rows = ask(
        case,
        "select session_key, family, sum(points) as total, any_value(cap) as cap "
        "from signals join family_caps using (family) group by session_key, family",
    )
    assert rows and all(abs(row["total"]) <= row["cap"] for row in rows)


def test_some_family_reaches_its_cap_here(case):
    """Otherwise the test above says nothing."""
    rows = ask(
        case,
        "from (select session_key, family, sum(full_points) as uncapped, any_value(cap) as cap from signals "
        "join family_caps using (family) where is_counted group by session_key, family) where abs(uncapped) > cap",
    )
    assert rows


def test_explanations_take_points_off(case):
    rows = ask(case, "select points from signals where family = 'explanation'")
    assert rows and all(row["points"] <= 0 for row in rows)


def test_bands_follow_the_score_and_replay_needs_two_families(case, limits):
    for finding in findings(case):
        if finding["score"] >= limits["replay_from"] and finding["family_count"] >= 2:
            expected = "replay"
        elif finding["score"] >= limits["suspicious_from"]:
            expected = "suspicious"
        elif finding["lane_count"] > 1:
            expected = "explained"
        else:
            expected = "clean"
        assert finding["band"] == expected, finding["session_id"]


def test_a_loud_replay_is_a_likely_replay_and_an_ordinary_move_is_not(case):
    bands = {finding["session_id"]: finding["band"] for finding in findings(case)}
    assert bands["loud"] == "replay"
    assert bands["usual-2"] == "explained"


def test_the_top_reasons_are_those_that_accuse_most_points_first_then_information(case):
    for finding in findings(case):
        rows = ask(
            case,
            "select signal from signals where session_key = $session and is_counted "
            "and (points > 0 or (full_points = 0 and family <> 'explanation')) order by points desc, signal",
            session=finding["session_key"],
        )
        assert finding["top_signals"] == [row["signal"] for row in rows]


def test_a_session_with_a_foreign_lane_is_never_called_likely_honest(case, limits):
    assert limits["foreign_from"] >= limits["suspicious_from"]
    rows = ask(case, "select distinct band from findings where divergence_at is not null")
    assert rows and {row["band"] for row in rows} <= {"replay", "suspicious"}


def test_no_band_is_ever_called_confirmed(case):
    assert {finding["band"] for finding in findings(case)} <= {"replay", "suspicious", "explained", "clean"}
