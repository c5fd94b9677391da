-- about = "The events of one session, to choose the one from which somebody else used it."
-- grain = "an event"
-- values = ["session_id", "page_rows"]
--
-- [columns]
-- lane_no = "the client; 1 where the session has one"

select
    session_events.event_id,
    session_events.occurred_at,
    session_events.event_type,
    coalesce(lane_events.lane_no, 1)::integer as lane_no,
    sessions.lane_count::integer as lane_count,
from session_events
join sessions using (session_key)
left join lane_events using (event_id)
where sessions.session_id = $session_id
order by session_events.occurred_at, session_events.event_id
limit $page_rows
