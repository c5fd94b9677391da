"""Ready queries answer on a real case; kept ones and the history are acts."""

from __future__ import annotations

import pytest

import judged
from analysis.case import Case
from analysis.hunt import guard, named_sessions, run, saved, schema
from analysis.hunt.saved import QueryNotKept


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    judged.demo(folder := tmp_path_factory.mktemp("hunted") / "case")
    with Case.open(folder) as opened:
        yield opened


@pytest.mark.parametrize("one", saved.ready(), ids=lambda one: one.name)
def test_a_ready_query_answers_on_the_demo_and_says_what_to_look_for(case, one):
    answer = run.run(case, one.text)
    assert one.title and one.why and one.look_for.endswith(".")
    assert not one.text.startswith("--"), "the header is shown beside the query, not in it"
    assert {"session_key", "event_id", "address"} & set(answer.rows.columns), "an answer leads on"


def test_the_demos_replays_are_among_what_the_ready_queries_name(case):
    named = {
        row["actor_login"]
        for name in ("changed_network_without_sign_in", "two_clients_in_turns")
        for row in named_sessions.of(case, run.run(case, saved.find(case, name).text).rows).to_dict("records")
        if row["band"] == "replay"
    }
    assert {"leila.anchor@example.com", "salma.ladder@example.com"} <= named


def test_sessions_are_found_by_key_by_id_and_by_event(case):
    by_key = run.run(
        case, "select session_key, event_id from findings join lane_events using (session_key) limit 50"
    ).rows
    found = named_sessions.of(case, by_key[["session_key"]])
    assert len(found) == by_key["session_key"].nunique()
    assert found["score"].is_monotonic_decreasing
    by_event = named_sessions.of(case, by_key[["event_id"]])
    assert set(by_event["session_key"]) == set(found["session_key"]) and by_event["event_id"].notna().all()
    by_id = named_sessions.of(case, found[["session_id"]])
    assert set(found["session_key"]) <= set(by_id["session_key"])
    assert named_sessions.of(case, run.run(case, "select 1 as a").rows).empty


def test_a_query_is_kept_replaced_and_removed_by_acts(case):
    saved.keep(case, "Mine", "select 1", author="ada", why="first")
    saved.keep(case, "Mine", "select 2", author="bob", why="better")
    kept = saved.find(case, "Mine")
    assert (kept.text, kept.author, kept.why) == ("select 2", "bob", "better")
    saved.remove(case, "Mine", author="ada")
    assert saved.find(case, "Mine") is None


@pytest.mark.parametrize(
    ("name", "text", "author"),
    [
        ("", "select 1", "ada"),
        ("a", "select 1", " "),
        ("longest_sessions", "select 1", "ada"),
        ("a\nb", "select 1", "a"),
    ],
)
def test_a_query_is_not_kept_without_name_and_author(case, name, text, author):
    with pytest.raises(QueryNotKept):
        saved.keep(case, name, text, author=author)


def test_what_may_not_run_is_not_kept(case):
    with pytest.raises(guard.QueryRefused):
        saved.keep(case, "evil", "drop table acts", author="ada")


def test_the_history_is_newest_first(case):
    for number in range(3):
        saved.note(case, f"select {number}", author="", rows=number, seconds=0.5, outcome="answered")
    asked = saved.history(case, 2)
    assert [one.text for one in asked] == ["select 2", "select 1"]
    assert asked[0].author == "unnamed" and asked[0].rows == 2


def test_every_column_that_a_stage_explains_can_be_searched(case):
    found = schema.columns(case, "device token hash")
    assert ("session_events", "dt_hash") in set(zip(found["table"], found["column"], strict=True))
    assert schema.tables(case)["table"].iloc[0] == "findings"
    assert schema.columns(case, "nothing speaks of this").empty
