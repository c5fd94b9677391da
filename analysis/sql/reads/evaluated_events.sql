-- about = "In which session and lane the given events ended up; lane_no is null for what forms no lane."
-- values = ["event_ids"]

select
    session_events.event_id,
    session_events.session_key,
    lane_events.lane_no,
from session_events
left join lane_events using (session_key, event_id)
where session_events.event_id in (select unnest($event_ids::varchar[]))
order by session_events.event_id
