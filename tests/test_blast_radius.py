"""The blast radius against the truth of made-up tenants: what came of a replay is listed, and little else."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import judged
import stories
from analysis import blast_radius, blast_words, pipeline, session_view
from analysis.case import Case
from analysis.exercise import tenant
from analysis.exercise.truth import Truth

DEMO = {replay["kind"]: replay for replay in json.loads((judged.SAMPLES / "demo-truth.json").read_text())["replays"]}
WITH_CONSEQUENCES = ("onepassword", "token_made", "user_made", "factor_planted")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    folder = tmp_path_factory.mktemp("blast") / "demo"
    judged.demo(folder)
    with Case.open(folder) as case:
        yield case


@pytest.fixture(scope="module")
def small() -> Iterator[tuple[Case, Truth]]:
    """A small tenant with each kind of replay that has consequences, twice."""
    made = tenant.make(31, 60, 5, replays=WITH_CONSEQUENCES * 2, busyness=0.4)
    with tempfile.TemporaryDirectory() as folder, Case.temporary() as case:
        path = Path(folder) / "log.jsonl"
        path.write_bytes(b"".join(tenant.json_lines(made.events)))
        pipeline.add_evidence(case, [path])
        pipeline.judge(case)
        yield case, made.truth


def test_what_came_of_each_replay_is_listed_and_little_else(small):
    case, truth = small
    wanted = listed = right = 0
    for replay in truth.replays:
        found = blast_radius.of_session(case, replay.session_id)
        consequences = set(replay.consequence_event_ids)
        later = {one.event_id for one in found.later}
        assert consequences <= later, replay.kind
        assert {one.session_key for one in found.later} >= set(replay.consequence_session_ids), replay.kind
        assert {act.event_id for act in found.acts} <= set(replay.foreign_event_ids), replay.kind
        wanted, listed, right = wanted + len(consequences), listed + len(later), right + len(consequences & later)
    # the rest are token grants of servers that the thief woke in sessions of the own
    assert right == wanted
    assert right / listed >= 0.85


def test_what_the_thief_used_again_is_told_as_used_by_the_same_client(small):
    case, truth = small
    for replay in truth.replays:
        found = blast_radius.of_session(case, replay.session_id)
        assert any(later.is_same_client for later in found.later), replay.kind


@pytest.mark.parametrize("kind", DEMO)
def test_acts_bear_the_numbers_of_the_lanes(demo, kind):
    found = blast_radius.of_session(demo, DEMO[kind]["session_id"])
    view = session_view.load(demo, DEMO[kind]["session_id"])
    numbered = view.events[view.events["act_no"].notna()]
    assert {act.event_id: act.no for act in found.acts} == dict(
        zip(numbered["event_id"], numbered["act_no"].astype(int), strict=True)
    )


def test_the_identity_provider_of_the_demo_is_told_with_before_after_and_the_later_try(demo):
    found = blast_radius.of_session(demo, DEMO["onepassword"]["session_id"])
    (changed,) = [act for act in found.acts if act.event_type == "system.idp.lifecycle.update"]
    assert (changed.before, changed.after) == ("status: INACTIVE", "status: ACTIVE")
    (tried,) = changed.later
    assert tried.is_refused
    assert tried.is_same_client
    assert tried.event_id in DEMO["onepassword"]["consequence_event_ids"]


def test_a_user_that_was_switched_off_again_says_so_and_how_far_the_evidence_reaches(demo):
    found = blast_radius.of_session(demo, DEMO["beyondtrust"]["session_id"])
    (made,) = [act for act in found.acts if act.event_type == "user.lifecycle.create"]
    assert made.undone is not None
    assert made.undone.words == "user deactivated"
    (thing,) = made.things
    assert thing.is_followed
    assert (blast_words.became(thing, found.until_at) or "").startswith("no use seen until 20 Oct")


def test_a_session_without_divergence_has_none(demo):
    (row,) = stories.ask(
        demo,
        "select min(session_key) as session_key from sessions where session_key not in "
        "(select session_key from findings where divergence_at is not null)",
    )
    found = blast_radius.of_session(demo, row["session_key"])
    assert found.acts == ()
    assert found.divergence_at is None
    assert blast_radius.of_session(demo, "no such session").acts == ()
