"""Lanes are joined with the truth: stolen, honest, or left out with the reason."""

from __future__ import annotations

from analysis.evaluation import lanes
from analysis.evaluation.lanes import CANDIDATE, ORIGIN, Pattern
from evaluation.told import Told, replay, session, truth


def lane(key: str, lane_no: int, event_count: int, *, is_origin: bool = False) -> dict[str, object]:
    return {
        "session_key": key,
        "lane_no": lane_no,
        "is_origin": is_origin,
        "is_candidate": not is_origin,
        "is_inferred": False,
        "event_count": event_count,
    }


def case_of(*told: dict[str, object], where: dict[str, tuple[str, int | None]], keys: tuple[str, ...]) -> Told:
    case = Told(*(session(key) for key in keys), where=where)
    case.lanes = list(told)
    case.observations = [
        {"session_key": "s1", "lane_no": 2, "signal": "told", "grade": "high"},
        {"session_key": "s1", "lane_no": 2, "signal": "other", "grade": ""},
    ]
    return case


def seen(case: Told, *replays) -> lanes.Observed:
    return lanes.observed(case, truth(*replays), "plain JSON", 11)


def test_the_thiefs_lane_is_stolen_and_the_persons_are_honest():
    case = case_of(
        lane("s1", 1, 9, is_origin=True),
        lane("s1", 2, 2),
        lane("s2", 1, 5, is_origin=True),
        where={"e1": ("s1", 2), "e2": ("s1", 2), "e3": ("s1", None)},
        keys=("s1", "s2"),
    )
    found = seen(case, replay("s1", "e1", "e2", "e3"))
    marks = frozenset({("told", "high"), ("other", "")})
    assert found.patterns == {
        Pattern("plain JSON", 11, CANDIDATE, True, marks): 1,
        Pattern("plain JSON", 11, ORIGIN, False, frozenset()): 2,
    }
    assert found.honest_sessions == {"plain JSON": 1}


def test_where_the_thief_signed_in_the_origin_is_stolen():
    case = case_of(lane("s1", 1, 2, is_origin=True), where={"e1": ("s1", 1), "e2": ("s1", 1)}, keys=("s1",))
    (pattern,) = seen(case, replay("s1", "e1", "e2")).patterns
    assert (pattern.part, pattern.is_stolen) == (ORIGIN, True)


def test_a_lane_of_both_counts_for_whom_most_of_it_is():
    where = {"e1": ("s1", 1), "e2": ("s2", 1), "e3": ("s2", 1)}
    case = case_of(lane("s1", 1, 9), lane("s2", 1, 3), where=where, keys=("s1", "s2"))
    found = seen(case, replay("s1", "e1"), replay("s2", "e2", "e3"))
    assert [pattern.is_stolen for pattern in found.patterns] == [True]
    assert found.left_out == {"of both, person and thief": 1}


def test_look_alikes_and_consequences_are_left_out():
    where = {"e1": ("s1", 2), "e2": ("s2", 1)}
    case = case_of(lane("s1", 2, 1), lane("s2", 1, 1), lane("s3", 1, 1), where=where, keys=("s1", "s2", "s3"))
    found = seen(case, replay("s1", "e1", look_alike="a second laptop", consequence_event_ids=("e2",)))
    assert sum(found.patterns.values()) == 1
    assert sorted(found.left_out.values()) == [1, 1]


def test_tenants_add_up():
    case = case_of(lane("s1", 2, 1), where={}, keys=("s1",))
    whole = lanes.added([seen(case), seen(case)])
    assert list(whole.patterns.values()) == [2]
    assert whole.honest_sessions == {"plain JSON": 2}
