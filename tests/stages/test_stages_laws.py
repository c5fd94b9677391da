"""Laws over all stages: what adds up, what is there at most once, and that the order of rows changes nothing."""

from __future__ import annotations

import random

import pytest

from analysis.exercise import tenant
from stories import ask, event, judged, sign_in

COMPARED = ("sessions", "lanes", "hops", "lane_facts", "signals", "findings", "coverage", "habits")

THIEF = {"asn": 64501, "org": "Example Exit", "address": "198.51.100.9", "agent": "windows firefox 118",
         "city": "Bucharest", "token": "d9"}  # fmt: skip
SYSTEM = {"id": "00usystem", "type": "SystemPrincipal", "alternateId": "system@okta.com"}


def story():
    """Sessions of many shapes, with ties of time among them."""
    for number in range(12):
        who, name = f"p{number % 5}", f"s{number}"
        yield sign_in(session=name, who=who)
        for minute in range(10, 30):
            given = THIEF if (minute * (number + 1)) % 7 == 0 else {}
            yield event(f"10:{minute}", session=name, who=who, **given, event_id=f"{name}-{minute}")
            yield event(f"10:{minute}", "policy.evaluate_sign_on", session=name, who=who, outcome="ALLOW", **given)
        yield event("10:15", session=f"{name}-child", root=name, who=who, agent=None)
        yield event("10:16", session=f"{name}-child", who=who, actor=SYSTEM, address=None)
        yield event("10:40", session="shared", who=who, token=f"d{number % 2}")
        yield event("10:41", session=None, who=who)
    yield event("11:00", "user.account.lock", session=None, event_id="in-no-session")
    yield from tenant.gather(seed=7, people_count=40, days=2)[0]


@pytest.fixture(scope="module")
def events():
    return list(story())


@pytest.fixture(scope="module")
def case(tmp_path_factory, events):
    with judged(tmp_path_factory.mktemp("laws"), events) as case:
        yield case


def tables(case):
    return {name: ask(case, f"from {name} order by all") for name in COMPARED}


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_the_rows_changes_nothing(case, events, tmp_path, seed):
    shuffled = list(events)
    random.Random(seed).shuffle(shuffled)
    with judged(tmp_path, shuffled) as other:
        expected, found = tables(case), tables(other)
    assert expected["findings"], "a case in which something is found"
    for name in COMPARED:
        assert found[name] == expected[name], name


def test_every_event_is_in_the_session_events_at_most_once(case):
    assert ask(case, "select event_id from session_events group by event_id having count(*) > 1") == []
    (row,) = ask(case, "select count(*) as count from session_events anti join events using (event_id)")
    assert row["count"] == 0


def test_what_is_in_no_session_is_still_an_event(case):
    rows = ask(case, "select event_id from events anti join session_events using (event_id)")
    assert {"event_id": "in-no-session"} in rows


def test_no_event_is_in_two_lanes(case):
    assert ask(case, "select event_id from lane_events group by event_id having count(*) > 1") == []


def test_events_of_lanes_and_of_the_side_channel_add_up(case):
    rows = ask(
        case,
        """
        select
            session_events.session_key,
            count(*) filter (where side_channel is null) as in_lanes,
            count(*) as in_session,
            any_value(sessions.event_count) as said_of_session,
            any_value(coalesce(lane_sums.event_count, 0)) as said_of_lanes,
            any_value(coalesce(lane_sums.lane_count, 0)) as counted_lanes,
            any_value(sessions.lane_count) as said_lanes,
        from session_events
        join sessions using (session_key)
        left join (
            select session_key, sum(event_count) as event_count, count(*) as lane_count
            from lanes
            group by session_key
        ) as lane_sums using (session_key)
        group by session_events.session_key
        """,
    )
    assert rows
    for row in rows:
        assert row["in_lanes"] == row["said_of_lanes"], row
        assert row["in_session"] == row["said_of_session"], row
        assert row["counted_lanes"] == row["said_lanes"], row


def test_lane_events_are_the_events_of_their_lanes(case):
    rows = ask(
        case,
        "select lanes.session_key from lanes join (select session_key, lane_no, count(*) as event_count, "
        "min(occurred_at) as first_at, max(occurred_at) as last_at from lane_events group by all) as counted "
        "using (session_key, lane_no) where lanes.event_count <> counted.event_count "
        "or lanes.first_at <> counted.first_at or lanes.last_at <> counted.last_at",
    )
    assert rows == []


def test_every_session_with_a_lane_has_one_origin_and_a_sessionless_client_none(case):
    rows = ask(
        case,
        "select session_key from lanes join sessions using (session_key) group by session_key, is_inferred "
        "having count(*) filter (where is_origin) <> case when is_inferred then 0 else 1 end",
    )
    assert rows == []


def test_lanes_are_numbered_from_one_without_gaps(case):
    rows = ask(
        case,
        "select session_key from lanes group by session_key having min(lane_no) <> 1 or max(lane_no) <> count(*)",
    )
    assert rows == []


def test_every_key_is_unique(case):
    keys = {
        "session_events": "event_id", "sessions": "session_key", "lanes": "session_key, lane_no",
        "hops": "session_key, hop_no", "lane_facts": "session_key, lane_no", "findings": "session_key",
        "signals": "session_key, lane_no, signal", "habits": "actor_id, address", "session_roots": "child_id",
    }  # fmt: skip
    for name, key in keys.items():
        assert ask(case, f"select {key} from {name} group by {key} having count(*) > 1") == [], name


def test_findings_point_to_events_of_their_own_session(case):
    rows = ask(
        case,
        "select findings.session_key from findings left join session_events "
        "on session_events.event_id = findings.divergence_event_id "
        "where divergence_event_id is not null and session_events.session_key is distinct from findings.session_key",
    )
    assert rows == []
