"""Every replay is what its name promises, and its truth is exact."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from analysis.exercise.replays import REPLAYS
from analysis.exercise.tenant import gather
from analysis.exercise.truth import Truth

PROOFS = {
    "user.session.start",
    "user.authentication.auth_via_mfa",
    "user.authentication.auth_via_IDP",
    "system.push.send_factor_verify_push",
}
Made = tuple[list[dict[str, Any]], Truth]


@pytest.fixture(scope="module", params=["identity_engine", "classic"])
def made(request: pytest.FixtureRequest) -> Made:
    return gather(7, 120, 5, is_classic=request.param == "classic", busyness=0.4)


def _session(event: dict[str, Any]) -> str | None:
    return event["authenticationContext"]["externalSessionId"]


def test_every_kind_of_replay_is_planted(made: Made):
    _, truth = made
    kinds = Counter(replay.kind for replay in truth.replays)
    assert kinds == {kind: 2 if kind == "cloudflare" else 1 for kind in REPLAYS}


def test_the_divergence_is_the_first_event_of_a_foreign_address_in_its_session(made: Made):
    events, truth = made
    for replay in truth.replays:
        session = [event for event in events if _session(event) == replay.session_id]
        foreign = [event for event in session if event["client"]["ipAddress"] in replay.foreign_addresses]
        assert foreign, replay.kind
        assert foreign[0]["uuid"] == replay.divergence_event_id, replay.kind
        assert foreign[0]["published"] == replay.divergence_at
        assert [event["uuid"] for event in foreign] == list(replay.foreign_event_ids), replay.kind
        assert {event["actor"]["id"] for event in foreign} == {replay.actor_id}


def test_the_thief_never_signs_in_and_the_person_did_before(made: Made):
    events, truth = made
    for replay in truth.replays:
        session = [event for event in events if _session(event) == replay.session_id]
        assert not [e for e in session if e["uuid"] in replay.foreign_event_ids and e["eventType"] in PROOFS]
        starts = [event for event in session if event["eventType"] == "user.session.start"]
        assert len(starts) == 1, replay.kind
        assert starts[0]["published"] < replay.divergence_at
        assert starts[0]["client"]["ipAddress"] not in replay.foreign_addresses


def test_a_har_is_handed_over_within_the_session_and_before_the_divergence(made: Made):
    events, truth = made
    uploads = [replay for replay in truth.replays if replay.uploaded_at]
    assert len(uploads) == 4
    for replay in uploads:
        first = next(event for event in events if _session(event) == replay.session_id)
        assert first["published"] < str(replay.uploaded_at) < replay.divergence_at, replay.kind


def test_a_cleared_session_is_silent_afterwards(made: Made):
    events, truth = made
    cleared = {replay.session_id: replay.contained_at for replay in truth.replays if replay.contained_at}
    assert len(cleared) == 4
    late = [
        e["eventType"] for e in events if _session(e) in cleared and e["published"] > str(cleared[str(_session(e))])
    ]
    assert late == []
