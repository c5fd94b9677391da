-- about = "Addresses and networks from which many people sign in here, and which the operator has not named: candidates for the list."
-- grain = "a prefix of which several addresses are used, else an address"
-- values = ["many_people"]
--
-- [columns]
-- network = "what would be listed: a /24, a /48, or an address"
-- person_count = "people whose sessions began there"

with named as (
    select
        address,
        min(prefix) as prefix,
        min(network) as autonomous_system,
        min(as_org) as organisation,
        min(kind) as kind,
        bool_or(operator_name is not null) as is_listed,
    from networks
    where not is_private
    group by address
),
lying as (
    select
        address,
        min(concat_ws(', ', city, country)) as place,
    from places
    group by address
),
used as (
    select
        address_use.address,
        address_use.prefix,
        address_use.person_count,
        address_use.prefix_person_count,
        named.autonomous_system,
        named.organisation,
        named.kind,
        named.is_listed,
        lying.place,
        count(*) over (partition by address_use.prefix) as neighbour_count,
    from address_use
    join named using (address)
    left join lying using (address)
),
several as (
    select
        *,
        prefix is not null
            and prefix_person_count >= $many_people
            and (neighbour_count > 1 or contains(address, ':')) as is_prefix,
    from used
    where not is_listed
)
select
    case when is_prefix then prefix else address end as network,
    max(case when is_prefix then prefix_person_count else person_count end) as person_count,
    count(*) as address_count,
    min(organisation) as organisation,
    min(autonomous_system) as autonomous_system,
    min(kind) as kind,
    min(place) as place,
from several
where person_count >= $many_people
    or is_prefix
group by 1
order by
    person_count desc,
    network
limit 100
