-- about = "The sessions of one person, each with its clients and what they are taken for."
-- grain = "a client in a session; a session without any client once"
-- values = ["actor_id"]
--
-- [columns]
-- role = "origin, assumed, foreign, proven, explained or other; null where the session has no client"
-- place = "the city of the client's first placed event; null where unknown"

with own as (
    select
        sessions.session_key,
        sessions.session_id,
        sessions.is_inferred,
        sessions.started_at,
        sessions.ended_at,
        sessions.event_count,
        sessions.lane_count,
        coalesce(findings.band, 'clean') as band,
        coalesce(findings.score, 0) as score,
        findings.divergence_at,
        findings.last_foreign_at,
    from sessions
    left join findings using (session_key)
    where sessions.actor_id = $actor_id
),
explaining as (
    select distinct
        signals.session_key,
        signals.lane_no,
    from signals
    semi join own using (session_key)
    where signals.full_points < 0
),
placed as (
    select
        clients.session_key,
        clients.lane_no,
        min({'at': clients.first_at, 'city': places.city}).city as place,
    from (
        select
            lane_events.session_key,
            lane_events.lane_no,
            lane_events.place_key,
            min(lane_events.occurred_at) as first_at,
        from lane_events
        semi join own using (session_key)
        group by all
        union all
        select
            session_clients.session_key,
            1,
            session_clients.place_key,
            session_clients.first_at,
        from session_clients
        semi join own using (session_key)
        where session_clients.session_key not in (
            select lane_events.session_key
            from lane_events
            semi join own using (session_key)
        )
    ) as clients
    join places using (place_key)
    where places.city is not null
    group by all
)
select
    own.*,
    lanes.lane_no,
    case
        when lanes.lane_no is null then null
        when lanes.is_origin_assumed then 'assumed'
        when lanes.is_origin then 'origin'
        when lanes.is_proven then 'proven'
        when lane_points.is_foreign then 'foreign'
        when explaining.lane_no is not null then 'explained'
        else 'other'
    end as role,
    coalesce(lanes.as_org, nullif(lanes.network, 'unknown')) as network,
    nullif(lanes.device, 'unknown') as device,
    placed.place,
    lanes.first_at as lane_first_at,
    lanes.last_at as lane_last_at,
    lanes.event_count as lane_event_count,
from own
left join lanes using (session_key)
left join lane_points
    on lane_points.session_key = own.session_key
    and lane_points.lane_no = lanes.lane_no
left join explaining
    on explaining.session_key = own.session_key
    and explaining.lane_no = lanes.lane_no
left join placed
    on placed.session_key = own.session_key
    and placed.lane_no = lanes.lane_no
order by
    own.started_at,
    own.session_key,
    lanes.is_origin desc,
    lanes.lane_no
