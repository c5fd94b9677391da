"""What to check next: the window, the filters filled in from a session, and text of the log that stays inside them."""

from __future__ import annotations

import json
import re
from datetime import datetime

import pytest

from analysis import next_steps, session_view
from stories import ask, event, judged, sign_in

HOSTILE = 'd9" or actor.id pr or x eq "\n\u202e\\'
THIEF = {
    "address": "198.18.9.9",
    "agent": "windows chrome 99",
    "token": HOSTILE,
    "asn": 64511,
    "org": "Example Hosting",
    "city": "Bucharest",
}
MADE = [{"id": "00uhelper", "type": "User", "alternateId": "svc@example.com", "displayName": "svc"}]
STORY = [
    sign_in("09:00", session="s0", address="192.0.2.10"),
    sign_in("2 09:00"),
    event("2 09:05"),
    event("2 14:37", "user.session.access_admin_app", **THIEF),
    event("2 14:40"),
    event("2 14:50", "user.lifecycle.create", target=MADE, **THIEF),
    sign_in("2 09:00", session="quiet", who="ben", address="198.18.1.1", token="b"),
    event("2 11:00", session="late", who="cat", address="198.18.2.1", token="c"),
    event("2 11:10", session="late", who="cat", address="198.18.3.1", token="c", asn=64520, org="Example Line"),
]


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    with judged(tmp_path_factory.mktemp("steps"), STORY) as case:
        yield case


def steps(case, session):
    (row,) = ask(case, "select session_key from sessions where session_id = $session", session=session)
    view = session_view.load(case, row["session_key"])
    return next_steps.steps(view)


def filters(case, session="s1"):
    return [step.filter for step in steps(case, session) if step.filter]


def test_the_window_reaches_half_an_hour_around_the_second_client(case):
    window = 'published gt "2024-03-05T14:07:00Z" and published lt "2024-03-05T15:20:00Z"'
    assert f'actor.id eq "00uada" and {window}' in filters(case)


def test_the_session_and_the_address_are_filled_in(case):
    told = filters(case)
    assert 'authenticationContext.externalSessionId eq "s1"' in told
    assert any(one.startswith('client.ipAddress eq "198.18.9.9" and published gt "2023-12-06T') for one in told)


def test_what_the_second_client_made_is_followed(case):
    (told,) = [one for one in filters(case) if "target.id" in one]
    assert told == '(target.id eq "00uhelper" or actor.id eq "00uhelper") and published gt "2024-03-05T14:49:59Z"'


def test_text_of_the_log_stays_inside_its_quotes(case):
    (told,) = [one for one in filters(case) if "dtHash" in one]
    quoted = re.search(r"dtHash eq (\"(?:[^\"\\]|\\.)*\")", told)
    assert json.loads(quoted[1]) == HOSTILE
    assert "actor.id pr" not in re.sub(r'"(?:[^"\\]|\\.)*"', "", told)
    assert told.isascii() and "\n" not in told


def test_a_sign_in_that_is_missing_is_fetched(case):
    assert any(one.endswith('and published lt "2024-03-05T11:00:00Z"') for one in filters(case, "late"))


def test_a_session_without_anything_has_no_steps(case):
    assert steps(case, "quiet") == []


def test_no_step_shows_a_field_that_was_not_filled(case):
    assert not [step.what for step in steps(case, "s1") if "{" in step.what]


def test_a_long_value_is_searched_by_its_beginning():
    told = next_steps.equals("actor.id", "x" * 1000)
    assert told.startswith('actor.id sw "xxx') and len(told) < 260


def test_many_values_are_joined_in_brackets():
    assert next_steps.any_of("a", ["1", "2", "1"]) == '(a eq "1" or a eq "2")'
    assert next_steps.any_of("a", ["1"]) == 'a eq "1"'
    assert next_steps.stamp(datetime(2024, 3, 5, 9, 7, 1, 999)) == "2024-03-05T09:07:01Z"
