-- about = "The session that an event belongs to."
-- grain = "an event of a session"
-- values = ["event_id"]

select session_key
from session_events
where event_id = $event_id
