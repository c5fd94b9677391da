-- about = "What is known of a network: who runs it, of what kind it is and who says so, one row for each answer."
-- grain = "an answer that some addresses of the network share"
-- values = ["as_number", "version", "first_number", "last_number"]
--
-- [columns]
-- networks = "autonomous systems or prefixes that it lies in, the five with the most addresses"
-- address_count = "addresses of the case with this answer"

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
select
    networks.kind,
    networks.kind_source,
    networks.kind_detail,
    networks.as_org,
    networks.as_source,
    networks.operator_name,
    networks.operator_kind,
    networks.is_private,
    list(distinct networks.network order by networks.network)[:5] as networks,
    min(networks.prefix) as prefix,
    count(distinct networks.address) as address_count,
from networks
semi join wanted using (network_key)
group by all
order by
    address_count desc,
    networks.kind,
    networks.kind_source,
    networks.as_org,
    networks.kind_detail
