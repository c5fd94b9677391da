-- about = "How many people use an address, and its /24 or /48: what is shared here."
-- grain = "an address"
-- key = ["address"]
-- reads = ["session_clients", "networks"]
--
-- [columns]
-- address = "of a client"
-- prefix = "its /24 or /48"
-- person_count = "people whose sessions used the address"
-- prefix_person_count = "people whose sessions used the /24 or /48"

create or replace table address_use as
with seen as (
    select distinct
        session_clients.actor_id,
        session_clients.address,
        networks.prefix,
    from session_clients
    left join networks using (network_key)
),
by_prefix as (
    select
        prefix,
        count(distinct actor_id) as prefix_person_count,
    from seen
    group by prefix
)
select
    seen.address,
    seen.prefix,
    count(distinct seen.actor_id) as person_count,
    by_prefix.prefix_person_count,
from seen
left join by_prefix on by_prefix.prefix = seen.prefix
group by seen.address, seen.prefix, by_prefix.prefix_person_count;
