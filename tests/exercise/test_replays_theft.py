"""On the hard setting thieves keep quiet; and the same seed steals the same."""

from __future__ import annotations

import itertools
from datetime import datetime

import pytest

import planted
from analysis.exercise.clients import chrome_major
from analysis.exercise.replays import ADMINS_ONLY, IS_A_CHANGE, REPLAYS
from analysis.exercise.tenant import gather, json_lines
from planted import Made, agent, token

START = datetime(2025, 3, 3)
CHANGES = (
    "user.lifecycle",
    "user.account",
    "group.",
    "system.idp",
    "system.api_token",
    "user.mfa.factor",
    "analytics.",
)


@pytest.fixture(scope="module")
def hard() -> Made:
    replays = [kind for kind in REPLAYS for _ in range(1 if kind in ADMINS_ONLY else 2)]
    return planted.make(5, 200, 3, replays=replays, is_hard=True)


def opened(one: planted.Planted) -> int:
    return sum(event["eventType"] == "user.authentication.sso" for event in one.foreign)


def test_a_quiet_thief_changes_nothing_but_what_its_kind_is(hard: Made):
    for one in hard.planted:
        changes = [event["eventType"] for event in one.foreign if event["eventType"].startswith(CHANGES)]
        if one.replay.kind in IS_A_CHANGE:
            assert 1 <= len(changes) <= 2
        else:
            assert changes == [], one.replay.kind


def test_a_quiet_thief_opens_few_apps(hard: Made):
    for one in hard.planted:
        most = 6 if one.replay.kind == "after_sign_out" else 3
        assert opened(one) <= most, one.replay.kind


def test_a_quiet_thief_has_an_ordinary_browser(hard: Made):
    for one in hard.planted:
        for event in one.foreign:
            assert agent(event).startswith("Mozilla/"), one.replay.kind
            major = agent(event).partition("Chrome/")[2].partition(".")[0]
            assert not major or abs(int(major) - chrome_major(START.date())) <= 1, one.replay.kind


@pytest.mark.parametrize("kind", ["loud", "end_user_many_apps", "same_country_hosting", "script_agent"])
def test_a_quiet_thief_is_slower(hard: Made, kind: str):
    def pace(made: Made) -> float:
        moments = [[planted.seconds(event) for event in one.foreign] for one in made.of(kind)]
        gaps = [after - before for each in moments for before, after in itertools.pairwise(each) if after - before > 1]
        return sum(gaps) / len(gaps)

    assert pace(hard) > 1.5 * pace(planted.make(5, 60, 1, replays=[kind] * 2))


def test_tokens_of_quiet_thieves_are_often_missing(hard: Made):
    own = [one for one in hard.planted if not one.replay.kind.startswith("cookie_jar")]
    missing = [one for one in own if {token(event) for event in one.foreign} == {None}]
    assert len(own) * 0.4 < len(missing) < len(own)


def test_nobody_stops_a_quiet_thief(hard: Made):
    assert {one.replay.kind for one in hard.planted if one.replay.contained_at} <= {"after_sign_out"}


def test_more_of_a_hard_tenant_looks_like_honest_things(hard: Made):
    alike = [one for one in hard.planted if one.replay.look_alike]
    assert 0 < len(alike) < len(hard.planted) / 2


@pytest.mark.parametrize("is_hard", [False, True])
def test_the_same_seed_steals_the_same(is_hard: bool):
    first, second = (gather(3, 60, 2, is_hard=is_hard, busyness=0.3) for _ in range(2))
    assert first[1] == second[1]
    assert b"".join(json_lines(first[0])) == b"".join(json_lines(second[0]))


def test_neighbours_without_comparable_tokens_look_like_one_home():
    made = planted.make(2, 120, 2, replays=["neighbour"] * 12, is_hard=True)
    alike = [one for one in made.of("neighbour") if one.replay.look_alike]
    assert 0 < len(alike) < 12
    for one in alike:
        tokens = [{token(event) for event in part} - {None} for part in (one.foreign, one.own)]
        assert not all(tokens), one.replay.session_id
