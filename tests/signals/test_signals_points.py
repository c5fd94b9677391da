"""Points: sums, caps, bands, and what cannot be judged, over the demo case, a made-up tenant and a console download.

Not here: what each signal finds (test_signals.py), and what runs again (test_signals_run.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import house
import stories
from analysis import pipeline, signal_files
from analysis.case import Case
from analysis.exercise import tenant
from signals.theft import THIEF, put, told_theft
from stories import ask, event

SAMPLES = house.ROOT / "data" / "samples"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("points")


@pytest.fixture(scope="module")
def demo(folder: Path) -> Iterator[Case]:
    with _judged(folder / "demo", SAMPLES / "demo-system-log.jsonl.gz") as case:
        yield case


@pytest.fixture(scope="module")
def made_up(folder: Path) -> Iterator[Case]:
    log = folder / "tenant.jsonl"
    tenant.main(["--people", "60", "--days", "3", "--seed", "5", "--out", str(log)])
    with _judged(folder / "tenant", log) as case:
        yield case


@pytest.fixture(scope="module")
def console(folder: Path) -> Iterator[Case]:
    with _judged(folder / "console", SAMPLES / "demo-admin-console.csv.gz") as case:
        yield case


@pytest.fixture(params=["demo", "made_up", "console"])
def case(request: pytest.FixtureRequest) -> Case:
    return request.getfixturevalue(request.param)


def _judged(folder: Path, log: Path) -> Case:
    case = Case.open(folder)
    pipeline.add_evidence(case, [log])
    assert not pipeline.judge(case).failed
    return case


def test_the_points_that_count_add_up_to_the_score(case):
    told = ask(
        case,
        "select findings.session_key, findings.score, coalesce(sum(signals.points), 0) as points from findings "
        "left join signals using (session_key) group by all",
    )
    assert told
    house.check((row for row in told if row["score"] != row["points"]), "A score is the sum of what is read aloud:")


def test_no_family_weighs_more_than_its_cap(case):
    house.check(
        ask(
            case,
            "select session_key, family, sum(points) as points, max(cap) as cap from signals "
            "join family_caps using (family) group by all having abs(sum(points)) > max(cap)",
        ),
        "Families whose points pass their cap:",
    )


def test_a_signal_counts_once_a_session(case):
    house.check(
        ask(
            case,
            "select session_key, signal, count(*) as lanes from signals where is_counted "
            "group by all having count(*) > 1",
        ),
        "Signals that count on several lanes of one session:",
    )
    house.check(
        ask(case, "from signals where not is_counted and points <> 0"),
        "What does not count has no points:",
    )


def test_points_as_counted_never_exceed_the_header(case):
    header = {
        (name, grade): points for name, one in signal_files.signals().items() for grade, points in one.points.items()
    }
    rows = ask(case, "select distinct signal, coalesce(grade, '') as grade, full_points, points from signals")
    house.check(
        (
            row
            for row in rows
            if row["full_points"] != header[row["signal"], row["grade"]]
            or abs(row["points"]) > abs(row["full_points"])
            or row["points"] * row["full_points"] < 0
        ),
        "Points differ from the header, or count for more than it says:",
    )


def test_replays_need_two_families(case):
    house.check(
        ask(
            case,
            "select session_key, score from findings where band = 'replay' and session_key not in ("
            "select session_key from signals where points > 0 group by session_key "
            "having count(distinct family) > 1)",
        ),
        "Called a likely replay on one family:",
    )


def test_a_signal_is_never_said_of_a_session_that_cannot_show_it(case):
    sessions = {row["session_key"]: row for row in ask(case, "from sessions")}
    missing = {key: {one["signal"] for one in signal_files.not_available(row)} for key, row in sessions.items()}
    house.check(
        (
            f"{row['signal']} in {row['session_key']}"
            for row in ask(case, "select distinct session_key, signal from signals")
            if row["signal"] in missing[row["session_key"]]
        ),
        "Not available and found at once; `needs` in the header and the query differ:",
    )


def test_every_sentence_has_all_its_fields(case):
    sentences = [
        signal_files.sentence(row["signal"], row["fields"])
        for row in ask(case, "select distinct signal, fields::varchar as fields from signals")
    ]
    house.check((text for text in sentences if "{" in text or " 1 times" in text or "  " in text), "Sentences:")


def test_events_that_show_a_signal_are_events_of_its_session(case):
    house.check(
        ask(
            case,
            "select signal, session_key, event_id from (select signal, session_key, unnest(event_ids) as event_id "
            "from signals) as shown anti join session_events using (session_key, event_id)",
        ),
        "Event ids that lead nowhere, or to another session:",
    )


def test_outcomes_agree_with_what_was_found(case):
    seen = {row["signal"]: row["n"] for row in ask(case, "select signal, count(*) as n from signals group by all")}
    outcomes = stories.outcomes(case)
    assert outcomes.keys() == signal_files.signals().keys()
    house.check(
        (
            (name, row["outcome"], seen.get(name, 0))
            for name, row in outcomes.items()
            if row["found_count"] != seen.get(name, 0) or (row["outcome"] == "found") != (name in seen)
        ),
        "Outcome and rows differ:",
    )


def test_one_family_alone_is_never_a_replay(tmp_path):
    silenced = {
        f"points.{name}" + (f".{grade}" if grade else ""): 0
        for name, one in signal_files.signals().items()
        if one.family not in ("device", "explanation")
        for grade in one.points
    }
    with stories.judged(tmp_path, told_theft()) as case:
        put(case, {"suspicious_from": 1, "replay_from": 2, **silenced})
        pipeline.judge(case)
        found = stories.finding_of(case)
        assert (found["band"], found["family_count"]) == ("suspicious", 1)
        assert found["score"] == ask(case, "select cap from family_caps where family = 'device'")[0]["cap"]


def test_a_signal_counts_at_the_strongest_lane(tmp_path):
    weak = {**THIEF, "address": "198.18.30.1", "org": "Example Line", "asn": 64512, "agent": "mac chrome"}
    events = [*told_theft(), event("09:05", **weak)]
    with stories.judged(tmp_path, events) as case:
        rows = [row for row in stories.signals_of(case) if row["signal"] == "no_sign_in_in_lane"]
        strongest = ask(case, "select lane_no from lane_points where strength_no = 1")
        assert [row["lane_no"] for row in rows] == [2, 3]
        assert [row["lane_no"] for row in rows if row["is_counted"]] == [row["lane_no"] for row in strongest]


def test_a_console_download_has_no_device_tokens_and_says_so(console):
    outcomes = stories.outcomes(console)
    for name in ("device_token_differs", "device_token_copied"):
        assert outcomes[name]["outcome"] == "not available"
        assert outcomes[name]["reason"] == signal_files.NEEDS_CASE["dt_hash"]
        assert not outcomes[name]["rows_examined"]
    assert outcomes["okta_says_so"]["outcome"] == "not available"
    assert outcomes["no_sign_in_in_lane"]["outcome"] == "found"


def test_the_replays_of_the_demo_are_found_in_both_of_its_forms(demo, console):
    truth = json.loads((SAMPLES / "demo-truth.json").read_text(encoding="utf-8"))
    planted = {replay["session_id"] for replay in truth["replays"]}
    for case in (demo, console):
        there = {row["session_id"] for row in ask(case, "select session_id from sessions")} & planted
        bands = {row["session_id"]: row["band"] for row in stories.findings(case)}
        assert there
        assert {session: bands.get(session) for session in there} == dict.fromkeys(there, "replay")
