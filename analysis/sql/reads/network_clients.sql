-- about = "What used a network inside sessions: each client with its person, device and place."
-- grain = "a client of a session at one address with one device and place"
-- values = ["as_number", "version", "first_number", "last_number"]
--
-- [columns]
-- role = "origin, assumed, foreign, proven, explained or other; a client without a session has no origin"
-- place_source = "who says where: okta, mmdb or none"

with wanted as (
    select
        networks.network_key,
        networks.address,
    from networks
    left join address_lookups using (address)
    where networks.as_number = $as_number::bigint
        or (
            address_lookups.version = $version::tinyint
            and address_lookups.address_number
                between $first_number::varchar and $last_number::varchar
        )
),
laned as (
    select
        lane_events.session_key,
        lane_events.lane_no,
        lane_events.device,
        lane_events.network_key,
        lane_events.place_key,
        count(*) as event_count,
        min(lane_events.occurred_at) as first_at,
        max(lane_events.occurred_at) as last_at,
    from lane_events
    semi join wanted using (network_key)
    group by all
),
whole as (
    select
        session_clients.session_key,
        1 as lane_no,
        session_clients.device,
        session_clients.network_key,
        session_clients.place_key,
        sum(session_clients.event_count)::bigint as event_count,
        min(session_clients.first_at) as first_at,
        max(session_clients.last_at) as last_at,
    from session_clients
    semi join wanted using (network_key)
    anti join laned using (session_key)
    group by all
),
clients as (
    select *
    from laned
    union all
    select *
    from whole
),
explaining as (
    select distinct
        signals.session_key,
        signals.lane_no,
    from signals
    semi join clients using (session_key)
    where signals.full_points < 0
)
select
    clients.session_key,
    clients.lane_no,
    sessions.session_id,
    sessions.actor_id,
    sessions.actor_login,
    sessions.is_inferred,
    coalesce(findings.band, 'clean') as band,
    coalesce(findings.score, 0) as score,
    case
        when lanes.is_origin_assumed then 'assumed'
        when lanes.is_origin then 'origin'
        when lanes.is_proven then 'proven'
        when lane_points.is_foreign then 'foreign'
        when explaining.lane_no is not null then 'explained'
        else 'other'
    end as role,
    wanted.address,
    nullif(clients.device, 'unknown') as device,
    places.city,
    places.country,
    places.source as place_source,
    places.radius_km,
    places.disagreement_km,
    clients.event_count,
    clients.first_at,
    clients.last_at,
from clients
join sessions using (session_key)
join wanted using (network_key)
left join findings using (session_key)
left join lanes
    on lanes.session_key = clients.session_key
    and lanes.lane_no = clients.lane_no
left join lane_points
    on lane_points.session_key = clients.session_key
    and lane_points.lane_no = clients.lane_no
left join explaining
    on explaining.session_key = clients.session_key
    and explaining.lane_no = clients.lane_no
left join places using (place_key)
order by
    clients.first_at,
    clients.session_key,
    clients.lane_no,
    wanted.address,
    clients.place_key
