-- about = "Every lane with its part in its session, for the joining of observations with the truth."

select
    lanes.session_key,
    lanes.lane_no,
    lanes.is_origin,
    coalesce(lane_facts.is_candidate, false) as is_candidate,
    sessions.is_inferred,
    lanes.event_count,
from lanes
join sessions using (session_key)
left join lane_facts using (session_key, lane_no)
order by lanes.session_key, lanes.lane_no
