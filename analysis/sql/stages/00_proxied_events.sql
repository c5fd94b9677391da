-- about = "The client behind a proxy that the operator declared: the nearest hop of the chain that is none."
-- grain = "a record that came through a declared proxy and names who stood before it"
-- key = ["evidence_id", "line"]
-- reads = ["raw_events", "declared_proxies"]
--
-- [columns]
-- evidence_id = "the evidence that holds the record"
-- line = "line, or place among the records, in that evidence"
-- address = "of the client, as the nearest proxy wrote it down"
-- city = "as Okta says of that address"
-- state = "as Okta says"
-- country = "as Okta says: a name, not a code"
-- postal_code = "as Okta says"
-- latitude = "degrees, north positive"
-- longitude = "degrees, east positive"

create or replace table proxied_events as
with behind as (
    select
        evidence_id,
        line,
        client_ip_address,
        request_ip_chain,
    from raw_events
    semi join declared_proxies on declared_proxies.address = raw_events.client_ip_address
    where request_ip_chain is not null
),
chains as (
    select distinct
        client_ip_address,
        request_ip_chain,
        case try(json_type(request_ip_chain))
            when 'ARRAY' then json_extract(request_ip_chain, '$[*]')
            when 'OBJECT' then [request_ip_chain::json]
        end as hops,
    from behind
),
numbered as (
    -- client first, then each proxy; whatever stands behind the proxy that Okta saw is no matter
    select
        client_ip_address,
        request_ip_chain,
        unnest(hops) as hop,
        unnest(range(len(hops))) as hop_no,
    from chains
),
placed as (
    select
        *,
        trim(hop ->> '$.ip') as address,
        max(case when trim(hop ->> '$.ip') = client_ip_address then hop_no end) over (
            partition by client_ip_address, request_ip_chain
        ) as proxy_no,
    from numbered
),
nearest as (
    -- a hop that cannot be read ends the way back: beyond it anybody may have written
    select
        placed.*,
        row_number() over (
            partition by placed.client_ip_address, placed.request_ip_chain
            order by placed.hop_no desc
        ) as place_no,
    from placed
    anti join declared_proxies on declared_proxies.address = placed.address
    where placed.hop_no < coalesce(placed.proxy_no, placed.hop_no + 1)
)
select
    behind.evidence_id,
    behind.line,
    nearest.address,

    nearest.hop ->> '$.geographicalContext.city' as city,
    nearest.hop ->> '$.geographicalContext.state' as state,
    nearest.hop ->> '$.geographicalContext.country' as country,
    nearest.hop ->> '$.geographicalContext.postalCode' as postal_code,
    try_cast(nearest.hop ->> '$.geographicalContext.geolocation.lat' as double) as latitude,
    try_cast(nearest.hop ->> '$.geographicalContext.geolocation.lon' as double) as longitude,
from behind
join nearest
    on nearest.client_ip_address = behind.client_ip_address
    and nearest.request_ip_chain = behind.request_ip_chain
where nearest.place_no = 1
    and regexp_full_match(nearest.address, '[0-9a-fA-F:.]{3,45}')
    and regexp_matches(nearest.address, '[:.]');
