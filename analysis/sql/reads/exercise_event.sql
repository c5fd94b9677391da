-- about = "One event of a game's log: when it was, what, and in which session."
-- grain = "an event"
-- values = ["event_id"]

select
    event_id,
    occurred_at,
    event_type,
    actor_login,
    coalesce(root_session_id, okta_session_id) as session_id,
from events
where event_id = $event_id
