"""The improvement plan: suggested from the score, kept as people write it."""

from __future__ import annotations

from datetime import date

import debriefed
from analysis.exercise.debrief import plan


def test_the_parts_of_the_score_are_suggested_as_strengths_and_gaps():
    told = debriefed.debrief()
    sides = {row.side for row in told.plan}
    assert sides == {"strength", "gap"} and all(row.is_suggested for row in told.plan) and not told.is_plan_kept
    assert any("Chosen and harmful here" in row.what for row in told.plan)
    assert any(row.what.startswith("Decide on a control: Binding sessions") for row in told.plan)
    assert not any(row.owner or row.date for row in told.plan), "owners and dates come from people"
    wrong = debriefed.debrief(is_right=False)
    assert sum(row.side == "gap" for row in wrong.plan) > sum(row.side == "strength" for row in wrong.plan)


def test_what_people_keep_stands_and_their_own_words_are_no_suggestion():
    offered = debriefed.debrief().plan
    edited = [
        {"strength or gap": "gap", "what": offered[0].what, "owner": None, "date": None},
        {"strength or gap": "gap", "what": "  Ask\nfirst ", "owner": "Ada", "date": date(2026, 12, 1)},
        {"strength or gap": "neither", "what": "=1+1", "owner": 3, "date": "soon"},
        {"strength or gap": "gap", "what": None, "owner": "nobody", "date": None},
    ]
    rows = plan.rows(edited)
    assert rows[1] == {"strength or gap": "gap", "what": "Ask first", "owner": "Ada", "date": "2026-12-01"}
    assert rows[2] == {"strength or gap": "gap", "what": "=1+1", "owner": "", "date": ""} and len(rows) == 3
    found = plan.in_force(rows, offered)
    assert [row.is_suggested for row in found] == [True, False, False]
    assert plan.in_force([], offered) == offered
