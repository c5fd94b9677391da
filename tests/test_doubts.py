"""Why not more: limits that applied, explanations that do not count, and what a small export lacks."""

from __future__ import annotations

import pytest

from analysis import doubts, session_view
from stories import ask, event, judged, sign_in

HOSTING = {"address": "198.18.9.9", "asn": 64511, "org": "Example Hosting", "city": "Bucharest"}
THIEF = {**HOSTING, "agent": "windows chrome 99", "token": "d9"}
LINE = {"address": "198.18.4.1", "asn": 64520, "org": "Example Line"}
ALONE = [
    event("09:00"),
    event("09:05", "user.session.access_admin_app", **THIEF),
    event("09:06"),
    event("09:08", "user.lifecycle.create", **THIEF),
]
TENANT = [
    sign_in("09:00", session="s0"),
    sign_in("2 09:00"),
    event("2 09:20", **HOSTING),
    sign_in("09:00", who="ben", session="b0", token="b", address="198.18.2.1"),
    sign_in("2 09:00", who="ben", session="b1", token="b", address="198.18.2.1"),
    event("2 10:00", who="ben", session="b1", token="b", **LINE),
    sign_in("09:00", who="cat", session="c0", token="c", **LINE),
]


def of(case, session):
    (row,) = ask(case, "select session_key from sessions where session_id = $session", session=session)
    return doubts.doubts(session_view.load(case, row["session_key"]))


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    with judged(tmp_path_factory.mktemp("alone"), ALONE) as case:
        yield of(case, "s1")


@pytest.fixture(scope="module")
def tenant(tmp_path_factory):
    with judged(tmp_path_factory.mktemp("tenant"), TENANT) as case:
        yield case


def test_one_person_s_export_says_what_it_lacks(alone):
    told = " ".join(alone.lacks)
    assert "no other session of this person" in told
    assert "one person's events alone" in told
    assert "The sign-in is not in this export" in told


def test_what_the_case_cannot_show_is_told_where_it_touches_the_session(alone):
    assert any("began before this export" in statement for statement in alone.coverage)
    assert any("no other session here" in statement for statement in alone.coverage)


def test_a_cap_that_applied_is_told_with_its_number(alone):
    assert any(limit.startswith("The family ") and "more are left out" in limit for limit in alone.limits)


def test_a_device_token_that_explains_nothing_is_told_with_the_reason(tenant):
    assert (
        "The same device token explains nothing here: the client came through a hosting network, where a copied "
        "cookie jar would come from as well."
    ) in of(tenant, "s1").limits


def test_an_address_of_few_people_is_said_not_to_be_shared(tenant):
    told = of(tenant, "b1")
    assert any("Sessions of one person began at this client's address" in limit for limit in told.limits)
    assert told.lacks == ()


def test_a_session_of_one_client_has_no_doubts(tenant):
    assert of(tenant, "s0") == doubts.Doubts((), (), ())
