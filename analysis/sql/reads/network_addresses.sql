-- about = "The addresses of a network that this case has seen, and what each was used for."
-- grain = "an address"
-- values = ["as_number", "version", "first_number", "last_number"]
--
-- [columns]
-- person_count = "people whose sessions began there"
-- session_count = "sessions and clients without a session that used it"
-- foreign_count = "of these, with a foreign client there"
-- is_2023 = "on the list of 2023"
-- is_indicator = "an indicator of this case, by a verdict"

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
used as (
    select
        wanted.address,
        count(distinct session_clients.session_key) as session_count,
        count(distinct session_clients.actor_id) as user_count,
        sum(session_clients.event_count)::bigint as event_count,
        min(session_clients.first_at) as first_at,
        max(session_clients.last_at) as last_at,
    from session_clients
    join wanted using (network_key)
    group by wanted.address
),
taken as (
    select
        wanted.address,
        count(distinct lane_events.session_key) as foreign_count,
    from lane_events
    join wanted using (network_key)
    join lane_points
        on lane_points.session_key = lane_events.session_key
        and lane_points.lane_no = lane_events.lane_no
    where lane_points.is_foreign
    group by wanted.address
),
named as (
    select
        networks.address,
        min(networks.network) as network,
        min(networks.as_org) as as_org,
        min(networks.kind) as kind,
        min(networks.operator_name) as operator_name,
    from networks
    semi join wanted using (network_key)
    group by networks.address
),
lying as (
    select
        places.address,
        min(nullif(concat_ws(', ', places.city, places.country), '')) as place,
    from places
    semi join wanted using (address)
    group by places.address
)
select
    named.*,
    lying.place,
    coalesce(address_use.person_count, 0) as person_count,
    coalesce(used.user_count, 0) as user_count,
    coalesce(used.session_count, 0) as session_count,
    coalesce(taken.foreign_count, 0) as foreign_count,
    coalesce(used.event_count, 0) as event_count,
    used.first_at,
    used.last_at,
    named.address in (
        select value
        from indicators_2023
        where kind = 'address'
    ) as is_2023,
    named.address in (
        select value
        from case_knowledge
        where means = 'indicator'
            and kind = 'address'
    ) as is_indicator,
from named
left join lying using (address)
left join address_use using (address)
left join used using (address)
left join taken using (address)
order by
    foreign_count desc,
    session_count desc,
    named.address
