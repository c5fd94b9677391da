"""Events without a session: all of them, and nothing of a session."""

from __future__ import annotations

import stories
from stories import event, sign_in


def test_each_event_belongs_to_a_session_or_is_loose(tmp_path):
    refused = event("08:55", "user.session.start", session=None, address="198.51.100.66", outcome="FAILURE", token="d9")
    with stories.judged(tmp_path, [sign_in(), event("09:05"), refused]) as case:
        loose = stories.ask(case, "select event_type, outcome, address, dt_hash from loose_events")
        assert [tuple(row.values()) for row in loose] == [("user.session.start", "FAILURE", "198.51.100.66", "d9")]
        (counts,) = stories.ask(
            case,
            "select (select count(*) from events) as events, (select count(*) from session_events) as in_sessions",
        )
        assert counts["events"] == counts["in_sessions"] + len(loose)
