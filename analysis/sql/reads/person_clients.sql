-- about = "What one person's sessions were used from: each client with its network, device and place."
-- grain = "a client of a session, with one network, device and place"
-- values = ["actor_id"]
--
-- [columns]
-- name = "who runs the network: the operator's own name, else the organisation, else the network itself"
-- is_origin = "the client that signed in, or was there first"
-- is_foreign = "a client taken for somebody else's"

with own as (
    select
        session_key,
        is_inferred,
    from sessions
    where actor_id = $actor_id
),
laned as (
    select
        lane_events.session_key,
        lane_events.lane_no,
        lane_events.network,
        lane_events.device,
        lane_events.network_key,
        lane_events.place_key,
        count(*) as event_count,
        min(lane_events.occurred_at) as first_at,
        max(lane_events.occurred_at) as last_at,
    from lane_events
    semi join own using (session_key)
    group by all
),
whole as (
    select
        session_clients.session_key,
        1 as lane_no,
        session_clients.network,
        session_clients.device,
        session_clients.network_key,
        session_clients.place_key,
        sum(session_clients.event_count)::bigint as event_count,
        min(session_clients.first_at) as first_at,
        max(session_clients.last_at) as last_at,
    from session_clients
    semi join own using (session_key)
    anti join laned using (session_key)
    group by all
),
clients as (
    select *
    from laned
    union all
    select *
    from whole
)
select
    clients.session_key,
    clients.lane_no,
    own.is_inferred,
    coalesce(lanes.is_origin, false) and not own.is_inferred as is_origin,
    coalesce(lanes.is_proven, false) as is_proven,
    coalesce(lane_points.is_foreign, false) as is_foreign,
    nullif(clients.network, 'unknown') as network,
    coalesce(networks.operator_name, networks.as_org, nullif(clients.network, 'unknown')) as name,
    networks.kind as network_kind,
    networks.address,
    nullif(clients.device, 'unknown') as device,
    places.city,
    places.country,
    places.latitude,
    places.longitude,
    clients.event_count,
    clients.first_at,
    clients.last_at,
from clients
join own using (session_key)
left join lanes
    on lanes.session_key = clients.session_key
    and lanes.lane_no = clients.lane_no
left join lane_points
    on lane_points.session_key = clients.session_key
    and lane_points.lane_no = clients.lane_no
left join networks using (network_key)
left join places using (place_key)
order by
    clients.first_at,
    clients.session_key,
    clients.lane_no,
    networks.address,
    clients.place_key
