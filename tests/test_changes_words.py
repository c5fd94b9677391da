"""The sentences over changes: numbers that agree, and never more than the log says."""

import pandas as pd
import pytest

from analysis import changes_words as words
from analysis.changes import Counts, before_and_after


def change(**told):
    return {
        "is_done": True, "outcome": "SUCCESS", "undone_at": None, "undone_what": None, "undone_by": None,
        "actor_login": "ada", "action": "made", "occurred_at": pd.Timestamp("2023-10-05 14:00"), "side": "foreign",
        "side_channel": None, "lane_no": 2, "other_day_count": 0, "before_text": None, "after_text": None,
        "is_undoing": False,
    } | told  # fmt: skip


@pytest.mark.parametrize(
    ("counts", "matching", "said"),
    [
        (Counts(85, 4, 4, 2, 2, 0), 85, "Four changes by two clients that never signed in; two undone"),
        (Counts(1, 0, 1, 0, 1, 0), 1, "One change by a client that never signed in; not undone"),
        (Counts(1, 1, 1, 1, 1, 0), 1, "One change by a client that never signed in; undone"),
        (Counts(30, 0, 20, 0, 1, 0), 30, "20 changes by a client that never signed in; none undone"),
        (Counts(2, 2, 2, 2, 1, 0), 2, "Two changes by a client that never signed in; all undone"),
        (Counts(1, 0, 0, 0, 0, 0), 1, "One change of who may do what, and not by a client that looks foreign"),
        (Counts(900, 0, 0, 0, 0, 0), 900, "900 changes of who may do what, none by a client that looks foreign"),
        (Counts(0, 0, 0, 0, 0, 0), 2, "Two changes tried, none of them done"),
        (Counts(0, 0, 0, 0, 0, 0), 0, "No change matches"),
    ],
)
def test_the_headline_counts(counts, matching, said):
    assert words.headline(counts, matching) == said


def test_what_became_of_it():
    undone = change(undone_at=pd.Timestamp("2023-10-05 14:42"), undone_what="user deactivated", undone_by="bob")
    assert words.end_plain(undone, None) == "user deactivated 5 Oct 14:42:00, 42 min later, by bob"
    assert words.end_plain(undone | {"undone_by": "ada"}, None).endswith("by ada (by the same person)")
    assert words.end_plain(change(), pd.Timestamp("2023-10-20")) == "not undone until 20 Oct 00:00:00"
    assert words.end_plain(change(action="reset"), None) == "nothing takes this back"
    assert words.end_plain(change(is_undoing=True), None) == "takes back an earlier change"
    assert words.end_plain(change(is_done=False, outcome="FAILURE"), None) == "not done: FAILURE"


def test_usual_is_not_said_of_somebody_seen_on_one_day():
    assert words.usual(change()) == "new: on no other day"
    assert words.usual(change(other_day_count=1)) == "usual: on 1 other day"
    assert words.usual(change(other_day_count=None)).startswith("cannot be told")
    assert words.usual_short(change(other_day_count=float("nan"))) == "one day seen"


def test_whence_names_the_reason_where_no_lane_was_formed():
    assert words.whence(change(side="side channel", side_channel="an API token", lane_no=None)).endswith(
        "an API token."
    )
    assert words.whence(change(side="no session", lane_no=None)) == "The record names no session."


def test_before_and_after_shows_what_differs_field_by_field():
    told = change(before_text='{"a":{"b":1,"c":2},"d":"x"}', after_text='{"a":{"b":1,"c":3},"e":["y"]}')
    assert before_and_after(told) == [("a.c", "2", "3"), ("d", "x", ""), ("e", "", '["y"]')]
    assert before_and_after(change(after_text="Super administrator")) == [("", "", "Super administrator")]
    assert before_and_after(change()) == []
    deep = '{"a":' * 5000 + "1" + "}" * 5000
    assert before_and_after(change(before_text=deep, after_text="{}"))
