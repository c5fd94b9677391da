-- about = "How many people began sessions in a network: what is usual there."
-- grain = "one row"
-- values = ["as_number", "version", "first_number", "last_number"]
--
-- [columns]
-- person_count = "people whose sessions began there"

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
)
select count(distinct actor_id) as person_count
from habits
semi join wanted using (address)
