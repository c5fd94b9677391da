"""Whose session an event ends: the one that it carries, the one that it names, or those of the person cleared."""

from __future__ import annotations

import stories
from stories import event, sign_in


def ends(tmp_path, events):
    with stories.judged(tmp_path, events) as case:
        rows = stories.ask(case, "select session_id, signed_out_at, is_cleared from sessions where not is_inferred")
    return {row["session_id"]: (row["signed_out_at"], row["is_cleared"]) for row in rows}


def test_who_clears_somebody_elses_sessions_keeps_their_own(tmp_path):
    at = stories.moment("10:00")
    found = ends(
        tmp_path,
        [
            sign_in("08:00", session="a1", who="ada"),
            sign_in("09:00", session="a2", who="ada"),
            sign_in("09:30", session="desk", who="desk"),
            event("10:00", "user.session.clear", session="desk", who="desk", target=[stories.person("ada")]),
            sign_in("11:00", session="a3", who="ada"),
        ],
    )
    assert found == {"a1": (at, True), "a2": (at, True), "a3": (None, False), "desk": (None, False)}


def test_who_clears_their_own_keeps_the_session_in_which_they_do(tmp_path):
    found = ends(
        tmp_path,
        [
            sign_in("08:00", session="a1"),
            sign_in("09:00", session="a2"),
            event("10:00", "user.session.clear", session="a2", target=[stories.person("ada")]),
        ],
    )
    assert found == {"a1": (stories.moment("10:00"), False), "a2": (None, False)}


def test_a_session_that_is_named_ends_and_not_the_one_that_names_it(tmp_path):
    found = ends(
        tmp_path,
        [
            sign_in("08:00", session="a1"),
            sign_in("09:30", session="desk", who="desk"),
            event("10:00", "user.session.end", session="desk", who="desk", debug={"EndedSessionId": "a1"}),
        ],
    )
    assert found == {"a1": (stories.moment("10:00"), True), "desk": (None, False)}
