-- about = "What each session was used from: the small table that lanes, habits and coverage are made of."
-- grain = "a session, with one network, device, address, device token, place and agent"
-- key = ["session_key", "network_key", "place_key", "agent_key", "dt_hash"]
-- reads = ["session_events", "networks", "agents"]
--
-- [columns]
-- session_key = "the session"
-- network = "ASN, or /24 or /48 where unknown"
-- device = "system and browser families; where an event gives no agent, the session's device at that address, else on that network"
-- event_count = "events, side channel left out"
-- has_own_id = "some event carries the session's own id, not that of a child"
-- first_at = "UTC"
-- last_at = "UTC"
-- actor_id = "the person"
-- address = "of the client"
-- ip_version = "4 or 6"
-- line_end = "the address of v4; of v6 its /48, within which a machine takes ever new addresses"
-- dt_hash = "hash of the device token; null where none is given"
-- network_key = "leads to networks"
-- place_key = "leads to places"
-- agent_key = "leads to agents"

create or replace table session_clients as
with grouped as (
    select
        session_key,
        actor_id,
        address,
        dt_hash,
        network_key,
        place_key,
        agent_key,
        count(*) as event_count,
        bool_or(is_own_id) as has_own_id,
        min(occurred_at) as first_at,
        max(occurred_at) as last_at,
    from session_events
    where side_channel is null
    group by all
),
named as (
    select
        grouped.*,
        coalesce(networks.network, 'unknown') as network,
        case
            when contains(coalesce(networks.prefix, grouped.address), ':') then 6
            else 4
        end as ip_version,
        case
            when ip_version = 6 then coalesce(networks.prefix, grouped.address)
            else grouped.address
        end as line_end,
        case
            when agents.os_family is not null or agents.browser_family is not null
                then concat_ws(' ', agents.os_family, agents.browser_family)
        end as device,
    from grouped
    left join networks using (network_key)
    left join agents using (agent_key)
),
neighbours as (
    select
        session_key,
        network,
        address,
        max(device) as address_device,
        max(max(device)) over (partition by session_key, network) as network_device,
    from named
    where session_key in (select session_key from named where device is null)
    group by session_key, network, address
)
select
    named.* exclude (device),
    coalesce(
        named.device, neighbours.address_device, neighbours.network_device, 'unknown'
    ) as device,
from named
left join neighbours using (session_key, network, address);
