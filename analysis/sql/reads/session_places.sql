-- about = "Where the clients of one session were, as addresses place them."
-- values = ["session_key"]

select
    coalesce(lane_events.lane_no, 1)::integer as lane_no,
    places.city,
    places.country,
    places.latitude,
    places.longitude,
    count(*) as event_count,
from session_events
left join lane_events
    on lane_events.event_id = session_events.event_id
    and lane_events.session_key = $session_key
join places on places.place_key = session_events.place_key
where session_events.session_key = $session_key
    and session_events.side_channel is null
    and places.latitude is not null
group by all
order by lane_no, event_count desc, city
