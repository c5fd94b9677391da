"""Who, when, from where and what they did, on the demo and on a session of one client."""

import json

import pytest

import judged
from analysis import session_view
from analysis.case import Case
from analysis.session_answers import answers

TRUTH = json.loads((judged.SAMPLES / "demo-truth.json").read_text())["replays"]


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("answers") / "demo"
    judged.demo(folder)
    with Case.open(folder) as case:
        yield case


@pytest.mark.parametrize("replay", TRUTH, ids=[replay["kind"] for replay in TRUTH])
def test_a_replay_is_told_by_the_second_client(demo, replay):
    view = session_view.load(demo, replay["session_id"])
    told = answers(view)
    foreign = view.events[view.events["event_id"].isin(replay["foreign_event_ids"])]
    assert told.who[0] == replay["actor_login"]
    assert told.network in set(foreign["address"])
    assert told.where[0].startswith(told.network)
    assert told.when_told[0].endswith(f"{replay['divergence_at'][11:19]} UTC**")
    assert [line.split()[0] for line in told.what[1:]] == sorted((line.split()[0] for line in told.what[1:]), key=int)


def test_acts_are_told_with_the_numbers_of_the_lanes(demo):
    view = session_view.load(demo, TRUTH[1]["session_id"])
    for line in answers(view).what[1:]:
        number, words = line.split("  ", 1)
        act = view.events[view.events["act_no"].eq(int(number))].iloc[0]
        assert words.startswith(act["in_words"] or act["event_type"])


def test_a_session_of_one_client_says_from_when_to_when_and_how_much(tmp_path):
    judged.quiet(tmp_path / "quiet")
    with Case.open(tmp_path / "quiet") as case:
        told = answers(session_view.load(case, "102quiet"))
    assert told.what == ("4 events, none of them a change of who may do what",)
    assert told.when_told[0].startswith("**13 Oct 12:00:00 UTC**")
    assert told.where[0] == "203.0.113.7"
