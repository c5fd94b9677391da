-- about = "One change with the place of its record."
-- grain = "a change"
-- reads = ["changes", "events", "sessions"]
-- values = ["event_id"]
--
-- [columns]
-- has_session = "the session has a screen of its own"

select
    changes.*,
    events.evidence_id,
    events.line,
    events.outcome_reason,
    changes.session_key in (select session_key from sessions) as has_session,
from changes
join events
    on events.event_id = changes.event_id
    and events.event_id = $event_id
where changes.event_id = $event_id
