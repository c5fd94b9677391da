-- about = "Whether a game's log has a session of this id, before sessions are made too."
-- grain = "one row"
-- values = ["session_id"]

select count(*) as event_count
from events
where okta_session_id = $session_id
    or root_session_id = $session_id
