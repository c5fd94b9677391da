"""Which events are asked for: the address there and back, the rows left, and the search for Okta."""

from datetime import datetime

import pandas as pd
import pytest

from analysis.event_filter import ALL, EventFilter, chosen, okta_search, okta_search_of_event
from charts.made import DIVERGENCE, HOSTILE, event, replay

FINDING = {"is_inferred": False, "session_id": "102abc", "actor_id": "00u1"}


@pytest.fixture
def events() -> pd.DataFrame:
    frame, _ = replay()
    aside = pd.DataFrame([event(900, DIVERGENCE, None, "token", side_channel="a server", target="Ledger")])
    frame = pd.concat([frame, aside], ignore_index=True)
    return frame.assign(
        is_foreign=frame["lane_no"].eq(2), is_privileged=frame["kind"].eq("admin"), in_words=None, country="Germany",
        agent="Mozilla/5.0 Chrome", outcome_reason=None, display_message=None, risk=None,
    )  # fmt: skip


def test_an_address_is_read_and_written_back_the_same():
    query = {
        "which": "changes", "find": "ada example", "kind": "admin,token", "lane": "2,0", "outcome": "SUCCESS",
        "from": "2023-10-13T18:59:03.000", "until": "2023-10-13T19:30:00.500",
    }  # fmt: skip
    asked = EventFilter.of_query(query, "foreign")
    assert asked.lanes == (2, 0) and asked.until_at == datetime(2023, 10, 13, 19, 30, 0, 500_000)
    assert asked.as_query("foreign") == query


def test_what_cannot_be_read_in_an_address_is_not_asked():
    query = {
        "which": HOSTILE,
        "kind": ",,",
        "lane": "x,99999999,-1,\u0664\u0665",
        "from": "yesterday",
        "until": "9" * 99,
    }
    asked = EventFilter.of_query({**query, "find": HOSTILE}, ALL)
    assert asked.which == ALL and asked.kinds == () and asked.from_at is None and asked.until_at is None
    assert len(asked.find) <= 120


def test_an_offset_in_an_address_is_turned_into_utc():
    asked = EventFilter.of_query({"from": "2023-10-13T20:59:03+02:00"}, ALL)
    assert asked.from_at == datetime(2023, 10, 13, 18, 59, 3)


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (EventFilter(), 14),
        (EventFilter("foreign"), 4),
        (EventFilter("changes"), 2),
        (EventFilter(find="bucharest CHROME"), 4),
        (EventFilter(find="ledger"), 1),
        (EventFilter(find="[a-z"), 0),
        (EventFilter(kinds=("admin", "policy")), 3),
        (EventFilter(lanes=(0,)), 1),
        (EventFilter(lanes=(1, 0)), 10),
        (EventFilter(outcomes=("FAILURE",)), 0),
        (EventFilter(from_at=DIVERGENCE.to_pydatetime(), until_at=DIVERGENCE.to_pydatetime()), 2),
    ],
)
def test_each_condition_narrows(events, asked, count):
    assert len(chosen(events, asked)) == count


def test_the_search_names_what_narrows_and_the_window_with_a_second_around_it(events):
    asked = EventFilter("foreign", kinds=("admin",))
    search = okta_search(FINDING, chosen(events, asked), asked)
    assert search == (
        'authenticationContext.externalSessionId eq "102abc" and client.ipAddress eq "198.51.100.7" '
        'and eventType eq "user.authentication.sso" '
        'and published gt "2023-10-13T19:00:02Z" and published lt "2023-10-13T19:52:04Z"'
    )


def test_a_condition_with_too_many_values_is_left_out_so_that_nothing_is_missed(events):
    many = events.assign(address=[f"198.51.100.{number}" for number in range(len(events))])
    asked = EventFilter(lanes=(1,))
    assert "ipAddress" not in okta_search(FINDING, chosen(many, asked), asked)
    assert "ipAddress" not in okta_search(FINDING, events.assign(address=None), asked)


def test_hostile_values_stay_inside_their_quotes(events):
    asked = EventFilter(outcomes=('x" or actor.id pr or "',))
    hostile = events.assign(outcome=asked.outcomes[0])
    assert 'outcome.result eq "x\\" or actor.id pr or \\""' in okta_search(FINDING, hostile, asked)


def test_one_event_is_found_by_its_id_and_by_its_fields_where_okta_gave_none(events):
    one = events.iloc[0].to_dict()
    assert okta_search_of_event(one | {"event_id": "7d1ab3c2#2"}, FINDING) == 'uuid eq "7d1ab3c2"'
    search = okta_search_of_event(one | {"event_id": "derived-00ff"}, FINDING)
    assert search.startswith('actor.id eq "00u1" and eventType eq "user.authentication.sso" and published gt ')


def test_a_client_without_a_session_is_searched_by_its_person(events):
    search = okta_search(FINDING | {"is_inferred": True}, events, EventFilter())
    assert search.startswith('actor.id eq "00u1" and published gt')
