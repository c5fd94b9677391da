"""Sign-ons with their apps: wherever the app stands among the targets, and only what was issued."""

from __future__ import annotations

import stories
from stories import event, sign_in

MAIL = {"id": "0oamail", "type": "AppInstance", "alternateId": "Mail", "displayName": "Mail"}
USER = {"id": "0ua1", "type": "AppUser", "alternateId": "ada@example.com"}


def test_the_app_is_found_wherever_it_stands(tmp_path):
    events = [
        sign_in(),
        event("09:01", target=[MAIL, USER]),
        event("09:02", target=[USER, MAIL], address="198.18.7.7", asn=64511),
        event("09:03", target=[USER]),
        event("09:04", target=[MAIL], outcome="FAILURE"),
    ]
    with stories.judged(tmp_path, events) as case:
        rows = stories.ask(case, "select app_id, app_name, lane_no from app_uses order by occurred_at")
    assert [tuple(row.values()) for row in rows] == [("0oamail", "Mail", 1), ("0oamail", "Mail", 2), (None, None, 1)]
