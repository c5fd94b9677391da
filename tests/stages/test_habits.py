"""Habits: where a person signs in from; what a thief did must not become one."""

from __future__ import annotations

import pytest

from stories import ask, event, finding_of, judged, sign_in

THIEF = {"asn": 64501, "org": "Example Exit", "address": "198.51.100.9", "agent": "windows chrome", "city": "Bucharest"}

STORY = [
    # the thief's sign-ons carry no session id, or that of a child whose root is not here
    *(event(f"{hour:02}:00", session=None, **THIEF) for hour in range(9, 14)),
    event("15:00", session="child", root="not-here", **THIEF),
    sign_in("08:00", session="s1"),
    event("10:30", session="s1", **THIEF),
    event("10:35", session="s1"),
    sign_in("2 08:00", session="s2"),
    # a person whose other events have no session
    sign_in(session="b1", who="ben"),
    event("10:30", session="b1", who="ben", **THIEF),
    event("10:30", session=None, who="ben"),
]


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    with judged(tmp_path_factory.mktemp("habits"), STORY) as case:
        yield case


def test_a_person_s_habit_is_where_their_sessions_were_signed_in_to(case):
    rows = ask(case, "select address, session_count from habits where actor_id = '00uada'")
    assert rows == [{"address": "192.0.2.10", "session_count": 2}]


def test_sessionless_clients_and_orphans_explain_no_lane(case):
    (fact,) = ask(case, "select habit from lane_facts where session_id = 's1'")
    assert fact["habit"] is None
    assert finding_of(case, "s1")["divergence_at"].hour == 10


def test_a_sessionless_client_is_no_other_session_to_compare_with(case):
    rows = ask(case, "select session_id, has_baseline from sessions where session_id in ('s1', 'b1') order by all")
    assert rows == [{"session_id": "b1", "has_baseline": False}, {"session_id": "s1", "has_baseline": True}]
