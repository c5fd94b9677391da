"""Figures of cases so small that each can be counted by hand."""

from __future__ import annotations

import pytest

from analysis.evaluation import measure
from analysis.evaluation.measure import NO_CONFUSION, NO_SESSION_ID, Measured
from analysis.evaluation.ranking import Share
from evaluation.told import TRUTH, TWO_STOLEN, Told, replay, session, truth


@pytest.fixture
def measured() -> Measured:
    return measure.scores(TWO_STOLEN, TRUTH)


def test_recall_and_precision_of_the_band(measured: Measured):
    assert measured.recall == Share(1, 2)
    assert measured.precision == Share(1, 2)
    assert measured.seen == Share(2, 2)


def test_sessions_rank_by_score_whatever_their_band(measured: Measured):
    # 90 stolen, 80 honest, 60 honest client, 50 stolen: places 1 and 4
    assert measured.average_precision == pytest.approx((1 + 2 / 4) / 2)


def test_honest_sessions_are_counted_per_thousand_that_have_a_session_id(measured: Measured):
    assert measured.honest_count == 3
    assert measured.honest_per_1000("replay") == pytest.approx(1000 / 3)
    assert measured.honest_per_1000("suspicious") == pytest.approx(1000 / 3)  # the client without an id


def test_a_client_in_which_the_thief_is_seen_is_neither_honest_nor_a_replay(measured: Measured):
    assert {one.session_id for one in measured.honest} == {"s3", "s4", "client:2"}
    assert len(measured.replays) == 2


def test_what_came_of_a_theft_is_not_honest():
    case = Told(session("s1", 90, "replay"), session("s2", 80, "replay"), where={"e1": ("s1", 1), "e2": ("s2", 1)})
    told = measure.scores(case, truth(replay("s1", "e1", consequence_event_ids=("e2",))))
    assert (told.honest, told.honest_count) == ([], 0)


def test_the_divergence_is_exact_or_not(measured: Measured):
    assert measured.exact == Share(1, 1)
    late = Told(session("s1", 90, "replay", divergence_event_id="e2"), where={"e1": ("s1", 2)})
    assert measure.scores(late, truth(replay("s1", "e1", "e2"))).exact == Share(0, 1)


def test_honest_sessions_are_told_by_what_was_planted_in_them(measured: Measured):
    assert {one.session_id: one.what for one in measured.honest} == {
        "s3": "company_vpn",
        "s4": "hotel",
        "client:2": NO_SESSION_ID,
    }
    assert measured.confusion_counts == {"company_vpn": 1, "hotel": 1, NO_CONFUSION: 1}


def test_missed_replays_say_what_they_look_like(measured: Measured):
    (missed,) = measured.missed()
    assert (missed.score, missed.band, missed.look_alike) == (50, "suspicious", "the person's second laptop")
    assert measured.without_look_alikes().recall == Share(1, 1)


def test_the_rank_of_a_replay_counts_honest_sessions_and_equals_before_it(measured: Measured):
    assert [one.rank for one in measured.replays] == [1, 3]
    assert measured.first == Share(1, 2)
    equal = Told(session("s1", 50, "suspicious"), session("s2", 50, "suspicious"), where={"e1": ("s1", 2)})
    assert measure.scores(equal, truth(replay("s1", "e1"))).first == Share(0, 1)


def test_a_replay_that_is_in_no_finding_is_missed():
    told = measure.scores(Told(session("s1"), where={"e1": ("s1", 1)}), truth(replay("s1", "e1")))
    assert (told.replays[0].score, told.replays[0].band) == (None, "clean")
    assert told.recall == Share(0, 1)


def test_under_another_session_id_the_session_with_most_of_the_thief_is_the_stolen_one():
    case = Told(session("a", 10), session("b", 20), where={"e1": ("a", 1), "e2": ("b", 1), "e3": ("b", 1)})
    assert measure.scores(case, truth(replay("child", "e1", "e2", "e3"))).replays[0].score == 20


def test_one_persons_export_is_measured_on_that_persons_replays():
    case = Told(session("s1", 90, "replay"), where={"e1": ("s1", 2)})
    both = truth(replay("s1", "e1"), replay("s9", "e9", actor_id="bob"))
    assert measure.scores(case, both, only_actor="ada").recall == Share(1, 1)


def test_several_cases_make_one_ranking(measured: Measured):
    whole = measure.added([measured, measured])
    assert whole.recall == Share(2, 4)
    assert whole.honest_count == 6
    # 90 90 | 80 80 60 60 | 50 50
    assert whole.average_precision == pytest.approx((1 + 1 + 3 / 7 + 4 / 8) / 4)
