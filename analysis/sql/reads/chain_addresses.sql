-- about = "Each address in the chain of a request that came through a declared proxy."

with chains as (
    select distinct request_ip_chain as chain
    from raw_events
    where client_ip_address in (
            select address
            from declared_proxies
        )
        and request_ip_chain is not null
)
select distinct trim(unnest(
    coalesce(try(json_extract_string(chain, '$[*].ip')), [])
    || coalesce(try([json_extract_string(chain, '$.ip')]), [])
)) as address
from chains
order by address
