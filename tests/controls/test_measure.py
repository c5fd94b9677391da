"""Protection and price against the truth of made-up tenants, and who counts as a replay."""

from __future__ import annotations

import itertools
import json
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

import judged
import stories
from analysis import pipeline, verdicts
from analysis.case import Case
from analysis.controls import control_files, document, measure, replayed
from analysis.controls.choices import Answer
from analysis.controls.control_files import Limits
from analysis.exercise import tenant

KINDS = (
    "beyondtrust", "onepassword", "cloudflare", "same_city", "same_country_hosting", "cookie_jar", "phishing_proxy",
    "push_approved", "script_agent", "employee_network", "neighbour", "user_made",
)  # fmt: skip
WHO = {"basis": "endpoint", "author": "tester", "reason": "written in the test"}


@pytest.fixture(scope="module")
def made() -> Iterator[tuple[Case, dict, list[dict]]]:
    """A small tenant with a thief of each kind, every one confirmed by a person; its truth and its records."""
    new = tenant.make(12, 90, 5, replays=KINDS, busyness=0.4)
    with tempfile.TemporaryDirectory() as folder, Case.temporary() as case:
        path = Path(folder) / "log.jsonl"
        path.write_bytes(b"".join(tenant.json_lines(new.events)))
        pipeline.add_evidence(case, [path])
        pipeline.judge(case)
        known = {row["session_key"] for row in stories.ask(case, "select session_key from findings")}
        kinds = {}
        for replay in new.truth.replays:
            if replay.session_id in known:
                verdicts.give(case, [replay.session_id], "replay", wanted=[], **WHO)
                kinds[replay.session_id] = replay
        records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        yield case, kinds, records


@pytest.fixture(scope="module")
def answer(made) -> Answer:
    return measure.of_case(made[0])


def stopped(answer: Answer, name: str) -> set[str]:
    one = answer.find(name)
    assert one is not None, name
    return {stop.session_key for stop in one.stops}


def keys(made, *kinds: str) -> set[str]:
    found = {key for key, replay in made[1].items() if replay.kind in kinds}
    assert found, kinds
    return found


def test_every_confirmed_replay_counts(made, answer):
    assert {row["session_key"] for row in answer.replays} >= set(made[1])
    assert all(row["is_confirmed"] for row in answer.replays if row["session_key"] in made[1])
    assert answer.honest_count > 500


def test_what_binding_would_have_stopped_is_what_the_truth_says(made, answer):
    """Read from the records by themselves: does the network change while the thief is there?"""
    _, kinds, records = made
    by_session: dict[str, list[dict]] = {}
    for record in records:
        by_session.setdefault(record["authenticationContext"]["externalSessionId"], []).append(record)
    read = {
        "bound_to_asn": lambda record: record["securityContext"]["asNumber"],
        "bound_to_country": lambda record: (record["client"]["geographicalContext"] or {}).get("country"),
    }
    counted = {row["session_key"]: row for row in answer.replays if row["divergence_at"]}
    for name, value in read.items():
        for key, replay in kinds.items():
            if key not in counted or replay.kind == "phishing_proxy":
                continue
            events = [one for one in by_session[key] if value(one) and _is_of_a_client(one)]
            events.sort(key=lambda one: one["published"])
            until = counted[key]["last_foreign_at"]
            changes = [
                after["published"]
                for before, after in itertools.pairwise(events)
                if value(before) != value(after) and _at(after) >= counted[key]["divergence_at"] and _at(after) <= until
            ]
            assert (key in stopped(answer, name)) == bool(changes), (name, replay.kind)


def _at(record: dict) -> datetime:
    return datetime.fromisoformat(record["published"].removesuffix("Z"))


def _is_of_a_client(record: dict) -> bool:
    """Not a server exchanging tokens, not Okta itself, not the app that answers factors."""
    agent = (record["client"]["userAgent"] or {}).get("rawUserAgent") or ""
    is_server = "token" in record["eventType"] or "okta" in agent.lower()
    return not is_server and record["actor"]["type"] == "User"


def test_a_thief_in_the_same_city_passes_a_binding_to_the_country(made, answer):
    assert not stopped(answer, "bound_to_country") & keys(made, "same_city", "same_country_hosting", "neighbour")


def test_a_thief_in_the_same_network_passes_a_binding_to_it(made, answer):
    assert not stopped(answer, "bound_to_asn") & keys(made, "neighbour")


def test_a_whole_cookie_jar_under_the_same_agent_passes_the_device_as_the_log_shows_it(made, answer):
    assert not stopped(answer, "bound_to_device") & keys(made, "cookie_jar")
    assert stopped(answer, "bound_to_device") >= keys(made, "beyondtrust", "same_city", "script_agent")


def test_a_phishing_proxy_is_stopped_by_no_binding(made, answer):
    for name, control in control_files.controls().items():
        if control.binds and answer.find(name):
            assert not stopped(answer, name) & keys(made, "phishing_proxy"), name


def test_a_push_that_the_person_approved_passes_the_step_up(made, answer):
    assert not stopped(answer, "step_up_15") & keys(made, "push_approved")
    assert stopped(answer, "step_up_15") & keys(made, "beyondtrust", "user_made")


def test_a_stop_is_at_an_event_of_the_session_from_the_divergence_on(made, answer):
    case, _, _ = made
    of = {row["session_key"]: row for row in answer.replays}
    for one in answer.measured:
        for stop in one.stops:
            (event,) = stories.ask(case, "from session_events where event_id = $id", id=stop.event_id)
            assert event["session_key"] == stop.session_key and event["occurred_at"] == stop.at
            assert of[stop.session_key]["divergence_at"] <= stop.at <= of[stop.session_key]["last_foreign_at"]
            assert stop.minutes_min >= 0
            if all(control.reach != "session" for control in one.controls):
                assert stop.is_foreign, "the person answers, and goes on"


def test_what_a_control_refuses_is_of_its_reach(made, answer):
    case, _, _ = made
    for one in answer.measured:
        assert 0 <= one.refused_count <= one.act_count and one.later_refused <= one.later_count
    by_name = {one.name: {row.what: row.count for row in one.refused} for one in answer.measured}
    assert by_name["console_bound_to_asn"]["sign-on"] == 0, "apps go on"
    assert by_name["step_up_15"]["administration"] == 0
    assert by_name["bound_to_address"]["sign-on"] > 0
    acts = stories.ask(case, "select count(*) as n from lane_events join lane_points using (session_key, lane_no) "
                             "where is_foreign and is_act and session_key in "
                             "(select session_key from findings where band = 'replay')")  # fmt: skip
    assert answer.measured[0].act_count >= acts[0]["n"]


def test_a_pair_interrupts_where_one_of_both_does(made, answer):
    case, _, _ = made
    pairs = [one for one in answer.measured if len(one.controls) == 2]
    singles = {one.name: one for one in answer.measured if len(one.controls) == 1}
    for pair in pairs:
        first, second = (singles[control.name] for control in pair.controls)
        assert {stop.session_key for stop in pair.stops} == {stop.session_key for stop in (*first.stops, *second.stops)}
        assert max(first.times, second.times) <= pair.times <= first.times + second.times
        assert (pair.stopped, pair.refused_count) > (max(first.stopped, second.stopped), 0) or pair.refused_count > max(
            first.refused_count, second.refused_count
        )
        names = [control.name for control in pair.controls]
        (counted,) = stories.ask(
            case,
            "select count(distinct event_id) as times, count(distinct session_key) as sessions "
            "from control_interruptions where list_contains($names, control) "
            "and not list_contains($left_out, session_key)",
            names=names, left_out=list(answer.left_out),
        )  # fmt: skip
        assert (counted["times"], counted["sessions"]) == (pair.times, pair.honest_interrupted)


def test_the_frontier_is_what_nothing_beats(answer):
    for one in answer.measured:
        beaten = [
            other.name
            for other in answer.measured
            if other.stopped >= one.stopped
            and other.honest_interrupted <= one.honest_interrupted
            and (other.stopped, -other.honest_interrupted) != (one.stopped, -one.honest_interrupted)
        ]
        if one.on_frontier:
            assert not beaten, one.name
    counts = [one.stopped for one in answer.frontier]
    assert counts == sorted(set(counts)) and counts


def test_people_and_readings_add_up(made, answer):
    case, _, _ = made
    one = answer.find("bound_to_asn")
    assert one is not None
    people = measure.people(case, answer, one, most=100_000)
    assert sum(row["times"] for row in people) == one.times
    assert sum(row["interrupted_count"] for row in people) == one.honest_interrupted
    assert len(people) == people[0]["people_count"]
    assert sum(count for _, count in measure.interrupted_readings(case, answer, one)) == one.honest_interrupted
    assert people == sorted(people, key=lambda row: (-row["times"], -row["interrupted_count"], row["actor_id"]))


def test_a_benign_verdict_makes_a_session_honest_and_a_replay_verdict_takes_it_out(tmp_path):
    folder = tmp_path / "demo"
    judged.demo(folder)
    with Case.open(folder) as case:
        before = measure.of_case(case)
        key = before.replays[0]["session_key"]
        verdicts.give(case, [key], "benign", **WHO)
        after = measure.of_case(case)
        assert len(after.replays) == len(before.replays) - 1
        assert after.honest_count == before.honest_count + 1
        undecided = case.rows("controls_undecided", confirmed=[], cleared=[])[0]["session_key"]
        verdicts.give(case, [undecided], "replay", wanted=[], **WHO)
        confirmed = measure.of_case(case)
        assert {row["session_key"]: row["is_confirmed"] for row in confirmed.replays}[undecided]
        assert confirmed.undecided_count == before.undecided_count - 1
        assert confirmed.honest_count == after.honest_count


def test_the_same_case_gives_the_same_answer_run_anew(tmp_path):
    folder = tmp_path / "demo"
    judged.demo(folder)
    with Case.open(folder) as case:
        first = document.document(measure.of_case(case, Limits(30, 480)), [])
        case.write(lambda connection: connection.execute("drop table control_runs"))
        measure._answers.clear()
        assert replayed.missing(case, control_files.controls(Limits(30, 480)))
        assert document.document(measure.of_case(case, Limits(30, 480)), []) == first


def test_without_a_replay_only_the_price_is_told(tmp_path):
    folder = tmp_path / "quiet"
    with stories.judged(folder, [stories.sign_in(), stories.event("10:30"), stories.event("12:00")]) as case:
        answer = measure.of_case(case)
        assert not answer.replays and not answer.frontier
        assert [one.name for one in answer.measured] == ["lifetimes_15_720", "lifetimes_60_240"]
        assert all(one.per_1000 == 1000 and one.minutes_min is None and not one.act_count for one in answer.measured)
        reasons = {one.control.name: one for one in answer.not_offered}
        assert reasons["lifetimes_120_1440"].is_on, "nothing here was idle or lasted longer"
        assert not reasons["ended_at_upload"].is_on
        assert answer.best is not None


def test_a_case_that_was_never_judged_has_an_empty_answer(tmp_path):
    with Case.open(tmp_path / "empty") as case:
        answer = measure.of_case(case)
        assert not answer.measured and not answer.not_offered and answer.best is None
