-- about = "The clients of one session, the origin first, with what each is taken for."
-- values = ["session_key"]
--
-- [columns]
-- role = "origin, assumed, foreign, proven, explained or other"
-- place = "the city of its first placed event"
-- explained_by = "signals that explain it, strongest first"

with placed as (
    select
        coalesce(lane_events.lane_no, 1) as lane_no,
        min({'at': session_events.occurred_at, 'id': session_events.event_id, 'city': places.city})
            filter (where places.city is not null) as first_place,
        count(distinct places.city) as city_count,
    from session_events
    left join lane_events
        on lane_events.event_id = session_events.event_id
        and lane_events.session_key = $session_key
    left join places on places.place_key = session_events.place_key
    where session_events.session_key = $session_key
        and session_events.side_channel is null
    group by 1
),
explaining as (
    select
        lane_no,
        list(signal order by full_points, signal) as explained_by,
    from signals
    where session_key = $session_key
        and full_points < 0
    group by lane_no
)
select
    lanes.lane_no,
    case
        when lanes.is_origin_assumed then 'assumed'
        when lanes.is_origin then 'origin'
        when lanes.is_proven then 'proven'
        when lane_points.is_foreign then 'foreign'
        when explaining.explained_by is not null then 'explained'
        else 'other'
    end as role,
    coalesce(lanes.as_org, nullif(lanes.network, 'unknown')) as network,
    lanes.network as network_id,
    lanes.network_kind,
    lanes.as_number,
    placed.first_place.city as place,
    placed.city_count,
    nullif(lanes.device, 'unknown') as device,
    lanes.split_by,
    lanes.proof,
    lanes.is_support_access,
    lanes.stepped_up_at,
    lanes.event_count,
    lanes.first_at,
    lanes.last_at,
    coalesce(lane_points.points, 0) as points,
    coalesce(explaining.explained_by, []) as explained_by,
from lanes
left join lane_points
    on lane_points.session_key = lanes.session_key
    and lane_points.lane_no = lanes.lane_no
left join placed on placed.lane_no = lanes.lane_no
left join explaining on explaining.lane_no = lanes.lane_no
where lanes.session_key = $session_key
order by lanes.is_origin desc, coalesce(lane_points.is_foreign, false) desc, lanes.lane_no
