-- about = "The clients of some sessions, what they are taken for, and what they did after a moment."
-- grain = "a client in a session"
-- values = ["session_keys", "after_at"]
--
-- [columns]
-- is_foreign = "judged foreign by the program"
-- is_candidate = "never signed in to the session: may be foreign"
-- points = "what its signals come to"
-- after_count = "events after the moment; of a session of one client its whole life counts"

with after as (
    select
        lane_events.session_key,
        lane_events.lane_no,
        count(*) as after_count,
    from lane_events
    where lane_events.session_key in (select unnest($session_keys::varchar[]))
        and lane_events.occurred_at >= $after_at::timestamp
    group by lane_events.session_key, lane_events.lane_no
)
select
    lanes.session_key,
    lanes.lane_no,
    lanes.is_origin,
    lanes.is_support_access,
    coalesce(lane_points.is_foreign, false) as is_foreign,
    coalesce(lane_facts.is_candidate, false) as is_candidate,
    coalesce(lane_points.points, 0) as points,
    lanes.first_at,
    lanes.last_at,
    lanes.first_event_id,
    coalesce(after.after_count, 0) as after_count,
from lanes
left join lane_points
    on lane_points.session_key = lanes.session_key
    and lane_points.lane_no = lanes.lane_no
left join lane_facts
    on lane_facts.session_key = lanes.session_key
    and lane_facts.lane_no = lanes.lane_no
left join after
    on after.session_key = lanes.session_key
    and after.lane_no = lanes.lane_no
where lanes.session_key in (select unnest($session_keys::varchar[]))
order by lanes.session_key, lanes.first_at, lanes.lane_no
