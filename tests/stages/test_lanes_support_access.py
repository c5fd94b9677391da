"""Support access: what lies between the beginning and the end of an impersonation is neither foreign nor explained."""

from __future__ import annotations

import pytest

from stories import ask, event, finding_of, judged, lanes_of, sign_in, signals_of

SUPPORT = {"asn": 64520, "org": "Example Support", "address": "203.0.113.30", "agent": "windows edge", "token": "d9"}
THIEF = {"asn": 64501, "org": "Example Hosting", "address": "198.51.100.9", "agent": "python", "city": "Bucharest",
         "token": None}  # fmt: skip
GRANT, BEGIN, END = (f"user.session.impersonation.{word}" for word in ("grant", "initiate", "end"))

STORY = [
    sign_in(session="granted"),
    event("10:00", GRANT, session="granted"),
    event("10:10", BEGIN, session="granted", **SUPPORT),
    event("10:11", "user.session.access_admin_app", session="granted", **SUPPORT),
    event("10:30", END, session="granted", **SUPPORT),
    event("10:40", session="granted"),
    sign_in(session="ungranted"),
    event("10:10", BEGIN, session="ungranted", **SUPPORT),
    event("10:11", "support.org.view", session="ungranted", **SUPPORT),
    event("10:30", END, session="ungranted", **SUPPORT),
    sign_in(session="endless"),
    event("10:10", BEGIN, session="endless", **SUPPORT),
    event("10:11", "support.org.view", session="endless", **SUPPORT),
    sign_in(session="beside"),
    event("09:50", session="beside", **THIEF),
    event("10:10", BEGIN, session="beside", **SUPPORT),
    event("10:30", END, session="beside", **SUPPORT),
    event("11:00", "system.api_token.create", session="beside", **THIEF),
    event("08:00", session="second"),
    event("08:10", END, session="second"),
    event("10:10", BEGIN, session="second", **SUPPORT),
    event("10:11", "support.org.view", session="second", **SUPPORT),
    sign_in(session="stays"),
    event("10:10", BEGIN, session="stays", **SUPPORT),
    event("10:30", END, session="stays", **SUPPORT),
    event("11:30", "user.lifecycle.create", session="stays", **SUPPORT),
    event("12:10", BEGIN, session="alone", who="ben", **SUPPORT),
    event("12:11", "support.org.view", session="alone", who="ben", **SUPPORT),
    event("12:30", END, session="alone", who="ben", **SUPPORT),
    sign_in(session="denied"),
    event("10:10", BEGIN, session="denied", outcome="FAILURE", **THIEF),
    event("10:11", session="denied", **THIEF),
]


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    with judged(tmp_path_factory.mktemp("support"), STORY) as case:
        yield case


@pytest.mark.parametrize("session", ["granted", "ungranted", "endless"])
def test_a_lane_within_an_impersonation_is_support_access_with_or_without_a_grant(case, session):
    assert [lane["is_support_access"] for lane in lanes_of(case, session)] == [False, True]


@pytest.mark.parametrize("session", ["granted", "ungranted", "endless"])
def test_support_access_is_not_foreign_by_itself(case, session):
    assert finding_of(case, session)["divergence_at"] is None


@pytest.mark.parametrize("session", ["granted", "ungranted", "endless"])
def test_support_access_is_never_explained_by_itself(case, session):
    assert finding_of(case, session)["band"] == "suspicious"


@pytest.mark.parametrize("session", ["granted", "ungranted", "endless", "beside"])
def test_support_access_is_told_as_a_reason_without_points(case, session):
    assert "support_access" in finding_of(case, session)["top_signals"]
    (row,) = [row for row in signals_of(case, session) if row["signal"] == "support_access"]
    assert row["is_counted"] and row["points"] == 0


def test_information_takes_no_score_from_another_lane(case):
    """Beside a thief the support lane has no points; what is explained elsewhere stays explained."""
    strongest = ask(case, "select lane_no from lane_points join sessions using (session_key) "
                          "where session_id = 'beside' and strength_no = 1")  # fmt: skip
    assert strongest == [{"lane_no": 2}]


def test_a_session_that_is_support_access_alone_is_a_finding(case):
    finding = finding_of(case, "alone")
    assert (finding["band"], finding["top_signals"], finding["score"]) == ("suspicious", ["support_access"], 0)


def test_support_access_does_not_cover_a_lane_that_was_there_before(case):
    assert [lane["is_support_access"] for lane in lanes_of(case, "beside")] == [False, False, True]
    assert finding_of(case, "beside")["divergence_at"].hour == 9


def test_an_end_before_the_beginning_ends_nothing(case):
    assert lanes_of(case, "second")[1]["is_support_access"]


def test_a_client_that_acts_after_the_end_is_no_support_access(case):
    assert not lanes_of(case, "stays")[1]["is_support_access"]


def test_an_impersonation_that_was_refused_gives_no_access(case):
    assert not lanes_of(case, "denied")[1]["is_support_access"]


def test_support_access_is_no_candidate_for_a_foreign_lane(case):
    rows = ask(case, "select distinct is_candidate from lane_facts join sessions using (session_key) "
                     "where sessions.session_id in ('granted', 'ungranted', 'endless')")  # fmt: skip
    assert rows == [{"is_candidate": False}]
