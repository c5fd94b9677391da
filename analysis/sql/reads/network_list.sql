-- about = "The networks of the case, those that foreign clients used first, then those that hide a client, then by people."
-- grain = "an autonomous system, or a prefix where none is known"
-- values = ["search", "page_rows"]
--
-- [columns]
-- foreign_count = "sessions with a foreign client there"
-- begun_count = "people whose sessions began there"
-- is_2023 = "an address of it is on the list of 2023"
-- matching_count = "networks that match, shown or not"

with named as (
    select
        network,
        min(as_org) as as_org,
        min(kind) as kind,
        min(operator_name) as operator_name,
        count(distinct address) as address_count,
        bool_or(address in (
            select value
            from indicators_2023
            where kind = 'address'
        )) as is_2023,
        bool_or($search = '' or contains(lower(
            concat_ws(' ', network, address, as_org, kind, operator_name)
        ), $search)) as is_match,
    from networks
    where network is not null
    group by network
),
used as (
    select
        network,
        count(distinct session_key) as session_count,
        count(distinct actor_id) as user_count,
        sum(event_count)::bigint as event_count,
        min(first_at) as first_at,
        max(last_at) as last_at,
    from session_clients
    group by network
),
taken as (
    select
        lanes.network,
        count(distinct lanes.session_key) as foreign_count,
    from lanes
    join lane_points
        on lane_points.session_key = lanes.session_key
        and lane_points.lane_no = lanes.lane_no
    where lane_points.is_foreign
    group by lanes.network
),
begun as (
    select
        network,
        count(distinct actor_id) as begun_count,
    from habits
    group by network
)
select
    named.network,
    named.as_org,
    named.kind,
    named.operator_name,
    named.is_2023,
    coalesce(taken.foreign_count, 0) as foreign_count,
    coalesce(begun.begun_count, 0) as begun_count,
    coalesce(used.user_count, 0) as user_count,
    coalesce(used.session_count, 0) as session_count,
    named.address_count,
    used.first_at,
    used.last_at,
    count(*) over () as matching_count,
from named
left join used using (network)
left join taken using (network)
left join begun using (network)
where named.is_match
order by
    foreign_count desc,
    list_contains(['tor', 'vpn', 'hosting', 'relay'], named.kind) desc,
    begun_count desc,
    session_count desc,
    named.network
limit $page_rows
