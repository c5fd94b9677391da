-- about = "Origin and foreign lanes of all findings, with their addresses, places and agents."

with laned as (
    select
        session_events.session_key,
        coalesce(lane_events.lane_no, 1) as lane_no,
        session_events.address,
        agents.agent,
        nullif(concat_ws(', ', places.city, places.country), '') as place,
    from session_events
    join findings using (session_key)
    left join lane_events using (event_id)
    left join agents on agents.agent_key = session_events.agent_key
    left join places on places.place_key = session_events.place_key
    where session_events.side_channel is null
),
listed as (
    select
        session_key,
        lane_no,
        list(distinct address order by address) filter (where address is not null) as addresses,
        list(distinct place order by place) filter (where place is not null) as places,
        list(distinct agent order by agent) filter (where agent is not null) as agents,
    from laned
    group by session_key, lane_no
)
select
    lanes.session_key,
    lanes.lane_no,
    lanes.is_origin,
    coalesce(lane_points.is_foreign, false) as is_foreign,
    coalesce(listed.addresses, []) as addresses,
    lanes.as_number,
    lanes.as_org,
    coalesce(listed.places, []) as places,
    coalesce(listed.agents, []) as agents,
    lanes.first_at,
    lanes.last_at,
    lanes.event_count,
from lanes
join listed using (session_key, lane_no)
left join lane_points using (session_key, lane_no)
where lanes.is_origin
    or lane_points.is_foreign
order by lanes.session_key, lanes.lane_no
