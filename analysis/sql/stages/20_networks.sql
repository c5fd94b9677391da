-- about = "The network behind each address: who runs it, of what kind it is, and who says so."
-- grain = "an address with the network values that its events give"
-- key = ["network_key"]
-- reads = [
--     "addresses", "address_lookups", "operator_networks", "hosting_networks", "network_words",
-- ]
--
-- [columns]
-- network_key = "stands for the address and its network values"
-- address = "null where the event has none"
-- network = "AS and number; the prefix where no AS is known; null where neither is"
-- as_number = "autonomous system; null where unknown"
-- as_org = "organisation of the autonomous system"
-- prefix = "/24 of a v4 address, /48 of a v6 address; null where the text is no address"
-- is_private = "an inner address that says nothing of a place on the internet"
-- kind = "operator, residential, mobile, hosting, vpn (any proxy), relay, tor or unknown"
-- kind_source = "who says the kind; `none` where nobody does"
-- kind_detail = "the word, service or name on which the kind rests"
-- as_source = "okta, mmdb, shipped or none"
-- operator_name = "name in the operator's own list; null where it is not in it"
-- operator_kind = "what the operator says it is: office, vpn, proxy, sase, ..."

create or replace table networks as
with given as (
    -- rows that share a key share their values; min makes it one row without choosing
    select
        network_key,
        min(address) as address,
        min(as_number) as as_number,
        min(as_org) as as_org,
        min(isp) as isp,
        min(domain) as domain,
        bool_or(is_proxy) as is_proxy,
        min(lower(ip_details)) as ip_details,
        min(lower(tunnels)) as tunnels,
        min(lower(proxy_type)) as proxy_type,
    from addresses
    group by network_key
),
with_services as (
    -- text of the log: what is no JSON says nothing
    select
        *,
        list_sort(list_distinct(list_filter(
            coalesce(try(json_extract_string(tunnels, '$[*].type')), [])
            || coalesce(try(json_extract_string(ip_details, '$.ipservicecategories[*].type')), []),
            lambda word: word is not null
        ))) as services,
        list_sort(list_distinct(list_filter(
            coalesce(try(json_extract_string(tunnels, '$[*].operator')), [])
            || coalesce(
                try(json_extract_string(ip_details, '$.ipservicecategories[*].operator')), []
            ),
            lambda word: word is not null
        ))) as service_operators,
        try(cast(json_extract_string(ip_details, '$.asnumber') as bigint)) as details_as_number,
    from given
),
elsewhere as (
    -- a record without security context (a CSV's) takes what Okta said of its address elsewhere
    select
        address,
        min(as_number) as as_number,
        min(as_org) as as_org,
    from with_services
    where as_number <> 0
    group by address
    having min(as_number) = max(as_number)
),
with_systems as (
    select
        with_services.* exclude (as_number, as_org),
        coalesce(
            nullif(with_services.as_number, 0),
            nullif(with_services.details_as_number, 0),
            elsewhere.as_number
        ) as okta_as_number,
        coalesce(with_services.as_org, elsewhere.as_org) as okta_as_org,
        address_lookups.* exclude (address),
        coalesce(okta_as_number, address_lookups.mmdb_as_number, address_lookups.shipped_as_number)
            as as_number,
    from with_services
    left join elsewhere using (address)
    left join address_lookups using (address)
),
with_names as (
    select
        *,
        case
            when okta_as_number is not null then 'okta'
            when mmdb_as_number is not null then 'mmdb'
            when shipped_as_number is not null then 'shipped'
            else 'none'
        end as as_source,
        coalesce(
            okta_as_org,
            case when mmdb_as_number = as_number then mmdb_as_org end,
            case when shipped_as_number = as_number then shipped_as_org end,
            case when as_number is null then isp end
        ) as as_org,
    from with_systems
),
operator_matches as (
    select
        with_names.network_key,
        operator_networks.name,
        operator_networks.kind,
        row_number() over (
            partition by with_names.network_key
            order by operator_networks.prefix_length desc nulls last, operator_networks.line
        ) as place,
    from with_names
    join operator_networks
        on with_names.as_number = operator_networks.as_number
        or (
            with_names.version = operator_networks.version
            and with_names.address_number
                between operator_networks.first_number and operator_networks.last_number
        )
),
names as (
    -- one spaced text a name, so that whole words can be found without a pattern each
    select distinct
        as_org,
        isp,
        domain,
        ' ' || trim(regexp_replace(
            lower(concat_ws(' ', as_org, isp, domain)), '[^a-z0-9]+', ' ', 'g'
        )) || ' ' as words,
    from with_names
),
word_matches as (
    select
        names.as_org,
        names.isp,
        names.domain,
        network_words.kind,
        network_words.word,
        row_number() over (
            partition by names.as_org, names.isp, names.domain
            order by network_words.rank, network_words.word
        ) as place,
    from names
    join network_words
        on contains(
            names.words,
            case
                when network_words.match = 'part' then network_words.word
                else ' ' || network_words.word || ' '
            end
        )
),
with_opinions as (
    select
        with_names.*,
        operator_matches.name as operator_name,
        operator_matches.kind as operator_kind,
        hosting_networks.kind as reference_kind,
        hosting_networks.what as reference_what,
        word_matches.kind as word_kind,
        word_matches.word,
        array_to_string(services || service_operators, ', ') as service_words,
        case
            when list_contains(services, 'tor') then 'tor'
            when contains(array_to_string(service_operators, ' '), 'relay')
                and not list_contains(services, 'vpn') then 'relay'
            when contains(array_to_string(services, ' '), 'vpn') then 'vpn'
            when contains(array_to_string(services, ' '), 'proxy') then 'vpn'
        end as service_kind,
        case
            when contains(proxy_type, 'nottor') then 'vpn'
            when contains(proxy_type, 'tor') then 'tor'
            when contains(proxy_type, 'hosting') then 'hosting'
            when proxy_type not in ('none', 'false', 'notproxy') then 'vpn'
        end as proxy_type_kind,
        case
            when mmdb_is_tor then 'tor'
            when mmdb_is_vpn or mmdb_is_residential_proxy or mmdb_is_proxy then 'vpn'
            when mmdb_is_hosting then 'hosting'
        end as anonymous_kind,
    from with_names
    left join operator_matches
        on operator_matches.network_key = with_names.network_key
        and operator_matches.place = 1
    left join hosting_networks
        on hosting_networks.as_number = with_names.as_number
    left join word_matches
        on word_matches.as_org is not distinct from with_names.as_org
        and word_matches.isp is not distinct from with_names.isp
        and word_matches.domain is not distinct from with_names.domain
        and word_matches.place = 1
),
judged as (
    -- the first that has an opinion counts; Okta flags shared exits as proxies, so a flagged
    -- network that is known as a relay or as Tor keeps the better word
    select
        *,
        case
            when operator_name is not null then 'operator list'
            when service_kind is not null then 'okta services'
            when proxy_type_kind is not null then 'okta proxy type'
            when is_proxy then 'okta isProxy'
            when is_private then 'private address'
            when anonymous_kind is not null then 'anonymous-ip database'
            when mmdb_connection_type = 'Cellular' then 'connection database'
            when reference_kind is not null then 'reference table'
            when word_kind is not null then 'organisation name'
            when mmdb_connection_type in ('Cable/DSL', 'Satellite') then 'connection database'
            else 'none'
        end as kind_source,
    from with_opinions
)
select
    network_key,
    address,
    coalesce('AS' || as_number, prefix) as network,

    as_number,
    as_org,
    as_source,
    prefix,
    is_private,

    case kind_source
        when 'operator list' then 'operator'
        when 'okta services' then service_kind
        when 'okta proxy type' then proxy_type_kind
        when 'okta isProxy' then
            case when reference_kind in ('relay', 'tor') then reference_kind else 'vpn' end
        when 'anonymous-ip database' then anonymous_kind
        when 'connection database' then
            case when mmdb_connection_type = 'Cellular' then 'mobile' else 'residential' end
        when 'reference table' then reference_kind
        when 'organisation name' then word_kind
        else 'unknown'
    end as kind,
    kind_source,
    case kind_source
        when 'operator list' then operator_kind
        when 'okta services' then service_words
        when 'okta proxy type' then proxy_type
        when 'connection database' then mmdb_connection_type
        when 'reference table' then reference_what
        when 'organisation name' then word
    end as kind_detail,
    operator_name,
    operator_kind,
from judged;
