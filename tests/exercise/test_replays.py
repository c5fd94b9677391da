"""The truth about replays is exact: what is the thief's, where it begins, and what came of it."""

from __future__ import annotations

from collections import Counter

import pytest

import planted
from analysis.exercise.replays import BEFORE, HABITS, IS_A_CHANGE, REPLAYS, THIEF_SIGNS_IN
from analysis.exercise.tenant import gather
from planted import Made, session_of

SIGN_IN = {"user.session.start", "user.authentication.auth_via_IDP"}
SERVERS = ("Java/", "node-fetch", "Go-http", "Okta-Integrations", ".com.okta.mobile")


@pytest.fixture(scope="module", params=["identity_engine", "classic", "hard"])
def made(request: pytest.FixtureRequest) -> Made:
    replays = list(REPLAYS) if request.param == "hard" else None
    classic, hard = request.param == "classic", request.param == "hard"
    return planted.make(7, 120, 5, confusions=None, replays=replays, is_classic=classic, is_hard=hard)


def test_every_kind_is_planted_once(made: Made):
    kinds = Counter(replay.kind for replay in made.truth.replays)
    assert kinds == {kind: 2 if kind == "cloudflare" else 1 for kind in REPLAYS}


def test_by_default_a_hard_tenant_has_no_kinds_that_are_a_change():
    kinds = {one.kind for one in gather(7, 60, 3, is_hard=True, busyness=0.2)[1].replays}
    assert kinds == set(REPLAYS) - IS_A_CHANGE


def test_each_foreign_event_is_in_the_log_with_the_session_and_the_victims_name(made: Made):
    for one in made.planted:
        assert [event["uuid"] for event in one.foreign] == list(one.replay.foreign_event_ids), one.replay.kind
        assert {event["actor"]["id"] for event in one.foreign} == {one.replay.actor_id}
        assert len(set(one.replay.foreign_event_ids)) == len(one.foreign) >= 2


def test_the_divergence_is_the_first_foreign_event(made: Made):
    for one in made.planted:
        first = min(one.foreign, key=lambda event: (event["published"], event["uuid"]))
        assert first["uuid"] == one.replay.divergence_event_id, one.replay.kind
        assert first["published"] == one.replay.divergence_at


def test_the_foreign_addresses_are_the_thiefs_and_nobody_elses_in_the_session(made: Made):
    for one in made.planted:
        addresses = {event["client"]["ipAddress"] for event in one.foreign}
        assert addresses == set(one.replay.foreign_addresses), one.replay.kind
        others = [event for event in one.session if event["uuid"] not in one.replay.foreign_event_ids]
        assert not addresses & {event["client"]["ipAddress"] for event in others}, one.replay.kind


def test_no_session_is_stolen_twice_or_said_to_be_honest(made: Made):
    stolen = [replay.session_id for replay in made.truth.replays]
    later = [session for replay in made.truth.replays for session in replay.consequence_session_ids]
    assert len({*stolen, *later}) == len(stolen) + len(later)
    assert not {*stolen, *later} & {confusion.session_id for confusion in made.truth.confusions}
    victims = [replay.actor_id for replay in made.truth.replays]
    assert len(set(victims)) == len(victims)


def test_the_person_signed_in_before_the_thief_came(made: Made):
    for one in made.planted:
        starts = [event for event in one.session if event["eventType"] == "user.session.start"]
        assert len(starts) == 1, one.replay.kind
        if one.replay.kind in THIEF_SIGNS_IN:
            continue
        assert starts[0]["published"] < one.replay.divergence_at
        assert starts[0]["client"]["ipAddress"] not in one.replay.foreign_addresses
        assert not {event["eventType"] for event in one.foreign} & SIGN_IN, one.replay.kind


def test_consequences_are_in_the_log_and_outside_the_session(made: Made):
    kinds = {one.replay.kind for one in made.planted if one.later}
    assert kinds >= IS_A_CHANGE
    for one in made.planted:
        assert not {*one.replay.consequence_event_ids} & {*one.replay.foreign_event_ids}
        for event in one.later:
            assert session_of(event) != one.replay.session_id
            assert event["published"] > one.replay.divergence_at
        sessions = {session_of(event) for event in one.later}
        assert sessions >= set(one.replay.consequence_session_ids), one.replay.kind


def test_a_session_of_the_thiefs_own_is_all_told(made: Made):
    for one in made.planted:
        for session in one.replay.consequence_session_ids:
            events = [event for event in made.events if session_of(event) == session]
            by_hand = [event for event in events if not any(sign in planted.agent(event) for sign in SERVERS)]
            assert {event["uuid"] for event in by_hand} <= set(one.replay.consequence_event_ids)


def test_a_har_is_handed_over_within_the_session_and_before_the_divergence(made: Made):
    uploads = [one for one in made.planted if one.replay.uploaded_at]
    assert len(uploads) == 4
    for one in uploads:
        assert one.session[0]["published"] < str(one.replay.uploaded_at) < one.replay.divergence_at, one.replay.kind


def test_a_cleared_session_is_silent_afterwards_unless_that_is_the_story(made: Made):
    for one in made.planted:
        cleared = one.replay.contained_at
        if cleared and one.replay.kind != "after_sign_out":
            assert one.session[-1]["published"] <= cleared, one.replay.kind


def test_the_truth_can_be_written_down(made: Made):
    for told in made.truth.as_json()["replays"]:
        assert set(told) >= {"look_alike", "consequence_event_ids", "consequence_session_ids"}


def test_victims_keep_their_habits_while_they_are_robbed(made: Made):
    kept = {one.replay.kind: one.replay.victim_confusions for one in made.planted if one.replay.victim_confusions}
    assert kept
    assert {name for names in kept.values() for name in names} <= HABITS
    assert not kept.keys() & {*THIEF_SIGNS_IN, *BEFORE}
