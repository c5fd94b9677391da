-- about = "What a benign verdict on one session may teach the case: networks, addresses and device tokens of its second clients."
-- grain = "a kind and value"
-- values = ["session_key"]
--
-- [columns]
-- name = "who runs the network; null where unknown, or where it is a device token"

with clients as (
    select
        session_clients.address,
        session_clients.dt_hash,
        session_clients.event_count,
        nullif(session_clients.network, 'unknown') as network,
        networks.prefix,
        coalesce(networks.operator_name, networks.as_org) as name,
        lanes.is_origin,
        bool_or(not lanes.is_origin) over () as has_second,
    from session_clients
    join lanes
        on lanes.session_key = session_clients.session_key
        and lanes.network = session_clients.network
        and lanes.device = session_clients.device
    left join networks using (network_key)
    where session_clients.session_key = $session_key
),
second as (
    -- a session of one client, or one without a session, has only that client to teach
    select *
    from clients
    where not is_origin
        or not has_second
),
valued as (
    select
        'network' as kind,
        network as value,
        name,
        event_count,
        1 as place_no,
    from second
    union all
    select
        'network',
        prefix,
        name,
        event_count,
        2,
    from second
    union all
    select
        'address',
        address,
        name,
        event_count,
        3,
    from second
    union all
    select
        'dt_hash',
        dt_hash,
        null,
        event_count,
        4,
    from second
)
select
    kind,
    value,
    max(name) as name,
    sum(event_count)::bigint as event_count,
from valued
where value is not null
group by kind, value
order by min(place_no), event_count desc, value
