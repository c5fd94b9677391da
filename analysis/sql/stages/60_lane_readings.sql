-- about = "What each second client most likely was, where it was honest: one reading a lane, the most telling that fits."
-- grain = "a lane of lane_facts; the only lane of a session that changed address, device token, version or place within it"
-- key = ["session_key", "lane_no"]
-- reads = [
--     "lane_facts", "lanes", "lane_events", "sessions", "session_clients", "session_events", "agents",
--     "networks", "hops", "habits", "address_use",
-- ]
-- shared_params = ["many_people", "max_speed_kmh"]
--
-- [columns]
-- session_key = "the session"
-- lane_no = "the lane"
-- reading = "id in data/reference/explanations.toml"
-- also = "ids of what else changed in a session of one lane"
-- fields = "JSON: what the sentences are filled with"
--
-- [params.guest_days]
-- value = 3
-- unit = "days"
-- why = "a conference lasts up to three days; what is used on more is nobody's guest network"
--
-- [params.guest_people]
-- value = 10
-- unit = "people"
-- why = "so many people on one new network on one day went to the same event; fewer may be chance"
--
-- [params.switch_min]
-- value = 15
-- unit = "minutes"
-- why = "a VPN is switched on in moments; nobody is in the office so soon"
--
-- [params.path_turns]
-- value = 2
-- unit = "returns to the origin"
-- why = "once is a person who came back; a machine with two paths goes to and fro"

create or replace table lane_readings as
with every_network as (
    select distinct
        session_key,
        lane_no,
        address,
        network_key,
    from lane_events
),
network_words as (
    select
        every_network.session_key,
        every_network.lane_no,
        bool_and(networks.kind is not distinct from 'operator') as is_listed,
        list(distinct networks.operator_name order by networks.operator_name)
            filter (where networks.operator_name is not null)[1:3] as listed_names,
        bool_or(
            coalesce(networks.operator_kind in ('sase', 'proxy'), false)
            or coalesce(contains(networks.kind_detail, 'gateway'), false)
        ) as is_gateway,
        bool_and(networks.kind is not distinct from 'relay') as is_relay,
        bool_and(networks.kind is not distinct from 'mobile') as is_mobile,
        bool_or(coalesce(networks.kind in ('hosting', 'vpn', 'tor'), false)) as is_cover,
        bool_or(contains(networks.prefix, ':')) as has_v6,
        bool_or(not contains(networks.prefix, ':')) as has_v4,
        max({'people': address_use.person_count, 'address': every_network.address})
            filter (where address_use.person_count is not null) as busiest,
    from every_network
    left join networks using (network_key)
    left join address_use on address_use.address = every_network.address
    group by every_network.session_key, every_network.lane_no
),
case_days as (
    select count(distinct started_at::date) as day_count
    from sessions
),
uses as (
    select
        networks.prefix,
        session_clients.first_at::date as day,
        session_clients.actor_id,
    from session_clients
    join networks using (network_key)
    where networks.prefix is not null
),
prefix_days as (
    select
        prefix,
        count(distinct day) as day_count,
    from uses
    group by prefix
),
crowds as (
    select
        prefix,
        day,
        count(distinct actor_id) as people,
    from uses
    group by prefix, day
),
guest_crowds as (
    select
        crowds.prefix,
        crowds.day,
        crowds.people,
    from crowds
    join prefix_days using (prefix)
    cross join case_days
    where crowds.people >= $guest_people
        and prefix_days.day_count <= $guest_days
        and case_days.day_count > $guest_days
),
arrivals as (
    select
        lane_facts.session_key,
        lane_facts.lane_no,
        min({
            'no': hops.hop_no,
            'seconds_s': hops.seconds_s,
            'distance_km': hops.distance_km,
            'speed_kmh': hops.speed_kmh,
            'city': hops.city,
        }) filter (where hops.lane_no = lane_facts.lane_no) as first_hop,
        max(hops.speed_kmh) filter (where not hops.is_hidden_end) as fastest_kmh,
        bool_or(hops.is_simultaneous and not hops.is_hidden_end) as is_at_once,
    from lane_facts
    join hops
        on hops.session_key = lane_facts.session_key
        and hops.lane_no <> hops.previous_lane_no
        and lane_facts.lane_no in (hops.lane_no, hops.previous_lane_no)
    group by lane_facts.session_key, lane_facts.lane_no
),
exits as (
    -- where several people arrived faster than anybody travels, nobody sits: it is an exit
    select every_network.address
    from arrivals
    join every_network using (session_key, lane_no)
    join lane_facts using (session_key, lane_no)
    where arrivals.first_hop.speed_kmh > $max_speed_kmh
    group by every_network.address
    having count(distinct lane_facts.actor_id) >= $many_people
),
exit_lanes as (
    select distinct
        every_network.session_key,
        every_network.lane_no,
    from every_network
    join exits using (address)
),
agent_words as (
    select
        lane_facts.session_key,
        lane_facts.lane_no,
        bool_and(agents.kind in ('okta', 'native')) as is_app,
    from lane_facts
    join lane_events using (session_key, lane_no)
    join agents using (agent_key)
    group by lane_facts.session_key, lane_facts.lane_no
),
own_sessions as (
    -- the person's other session at an address of the lane that lies nearest to it in time
    select
        lane_facts.session_key,
        lane_facts.lane_no,
        min({
            'apart_s': abs(date_diff('second', session_clients.first_at, lane_facts.first_at)),
            'at': session_clients.first_at,
            'address': session_clients.address,
        }) as nearest,
    from lane_facts
    join every_network using (session_key, lane_no)
    join habits
        on habits.actor_id = lane_facts.actor_id
        and habits.address = every_network.address
    join session_clients
        on session_clients.actor_id = lane_facts.actor_id
        and session_clients.address = every_network.address
        and session_clients.session_key <> lane_facts.session_key
        and not starts_with(session_clients.session_key, 'client:')
    where lane_facts.habit = 'address'
    group by lane_facts.session_key, lane_facts.lane_no
),
supports as (
    select
        session_key,
        min(occurred_at) as from_at,
    from session_events
    where event_type = 'user.session.impersonation.initiate'
    group by session_key
),
second_clients as (
    select
        lane_facts.*,
        lanes.is_origin as is_first,
        lanes.is_proven,
        lanes.is_support_access,
        network_words.* exclude (session_key, lane_no),
        coalesce(origin_words.is_mobile, false) as is_origin_mobile,
        coalesce(
            (network_words.has_v6 and not network_words.has_v4 and not origin_words.has_v6)
            or (network_words.has_v4 and not network_words.has_v6 and not origin_words.has_v4),
            false
        ) as is_other_version,
        coalesce(origins.as_org, nullif(origins.network, 'unknown')) as origin_as_name,
        arrivals.first_hop,
        coalesce(arrivals.fastest_kmh > $max_speed_kmh or arrivals.is_at_once, false)
            as is_too_fast,
        arrivals.fastest_kmh,
        coalesce(agent_words.is_app, false) as is_app,
        own_sessions.nearest,
        guest_crowds.people as crowd,
        exit_lanes.session_key is not null as is_exit,
        exits.address is not null as is_origin_exit,
        origin_words.busiest as origin_busiest,
        supports.from_at as support_at,
        case
            when lane_facts.token_relation = 'same'
                and lane_facts.device_relation in ('same', 'unknown') then 'token'
            when lane_facts.token_relation = 'unknown'
                and lane_facts.device_relation = 'same' then 'browser'
            when lane_facts.token_relation = 'unknown'
                and lane_facts.device_relation = 'unknown' then 'unknown'
            else 'other'
        end as machine,
    from lane_facts
    join lanes using (session_key, lane_no)
    join network_words using (session_key, lane_no)
    left join lanes as origins
        on origins.session_key = lane_facts.session_key
        and origins.lane_no = lane_facts.origin_lane_no
    left join network_words as origin_words
        on origin_words.session_key = lane_facts.session_key
        and origin_words.lane_no = lane_facts.origin_lane_no
    left join arrivals
        on arrivals.session_key = lane_facts.session_key
        and arrivals.lane_no = lane_facts.lane_no
    left join agent_words
        on agent_words.session_key = lane_facts.session_key
        and agent_words.lane_no = lane_facts.lane_no
    left join exit_lanes
        on exit_lanes.session_key = lane_facts.session_key
        and exit_lanes.lane_no = lane_facts.lane_no
    left join exits on exits.address = origin_words.busiest.address
    left join own_sessions
        on own_sessions.session_key = lane_facts.session_key
        and own_sessions.lane_no = lane_facts.lane_no
    left join lane_events on lane_events.event_id = lane_facts.first_event_id
    left join networks on networks.network_key = lane_events.network_key
    left join guest_crowds
        on guest_crowds.prefix = networks.prefix
        and guest_crowds.day = lane_facts.first_at::date
    left join supports on supports.session_key = lane_facts.session_key
),
read_networks as (
    -- what a machine that moves came through; null where nothing is known of it
    select
        *,
        case
            when crowd is not null and machine <> 'unknown' then 'conference'
            when is_gateway
                or (
                    network = origin_network
                    and (
                        is_cover
                        or busiest.people >= $many_people
                        or origin_busiest.people >= $many_people
                    )
                ) then 'secure_edge'
            when is_relay and machine <> 'unknown' then 'private_relay'
            when (is_mobile or is_origin_mobile) and machine <> 'unknown' then 'phone_hotspot'
            when is_other_version
                and (
                    network = origin_network
                    or (turn_count >= $path_turns and first_hop.distance_km = 0)
                ) then 'dual_stack'
            when turn_count >= $path_turns
                and shortest_turn_s <= $switch_min * 60
                and network <> origin_network
                and machine <> 'unknown' then 'two_paths'
            when busiest.people >= $many_people
                and (is_exit or is_cover or first_hop.seconds_s <= $switch_min * 60)
                then 'company_vpn'
            when busiest.people >= $many_people then 'office'
            when prefix_person_count >= $many_people then 'shared_neighbourhood'
            when is_cover and machine <> 'unknown' then 'own_vpn'
            when origin_busiest.people >= $many_people and (is_origin_exit or is_too_fast)
                then 'vpn_left'
            when first_hop.speed_kmh <= $max_speed_kmh
                and not is_too_fast
                and machine <> 'unknown' then 'travel'
            when habit in ('address', 'prefix') then 'home_and_office'
            when machine = 'unknown' then null
            when network = origin_network then 'changing_addresses'
            when is_too_fast then null
            when habit = 'network' then 'own_provider'
            else 'guest_network'
        end as network_reading,
    from second_clients
),
read_lanes as (
    select
        *,
        case
            when is_support_access then 'support_access'
            when is_first then 'new_machine'
            when is_proven then 'second_sign_in'
            when is_inferred then 'sessionless'
            when is_listed then 'company_network'
            when address_relation = 'all' and device_relation like 'other %' then 'same_line'
            when address_relation = 'all' and token_relation = 'differs' then 'other_profile'
            when machine <> 'other' then network_reading
            when is_app and (habit in ('address', 'prefix') or busiest.people >= $many_people)
                then 'app'
            when token_relation = 'same' then 'changed_agent'
            when nearest is not null then 'other_session'
        end as found_reading,
    from read_networks
),
places_of_one as (
    select
        session_key,
        max(address) filter (where place_count > 1) as moved_address,
    from (
        select
            session_key,
            address,
            count(distinct place_key) as place_count,
        from session_clients
        group by session_key, address
    ) as by_address
    group by session_key
),
tokens_of_one as (
    select
        session_key,
        max(address) filter (where dt_hash_count > 1) as cleared_address,
    from (
        select
            session_key,
            address,
            count(distinct dt_hash) as dt_hash_count,
        from session_clients
        group by session_key, address
    ) as by_address
    group by session_key
),
only_clients as (
    select
        session_clients.session_key,
        max(session_clients.device) as device,
        coalesce(min(networks.operator_name), min(networks.as_org), min(session_clients.network))
            as as_name,
        count(distinct session_clients.address) as address_count,
        count(distinct session_clients.dt_hash) as dt_hash_count,
        count(distinct session_clients.ip_version) as version_count,
        bool_and(networks.kind is not distinct from 'relay') as is_relay,
        bool_or(coalesce(networks.kind in ('hosting', 'vpn', 'tor'), false)) as is_cover,
        min({'at': session_clients.first_at, 'major': agents.browser_major})
            filter (where agents.browser_major is not null) as opening,
        max({'at': session_clients.last_at, 'major': agents.browser_major})
            filter (where agents.browser_major is not null) as ending,
        max(agents.browser_family) as browser,
        max(places_of_one.moved_address) as moved_address,
        max(tokens_of_one.cleared_address) as cleared_address,
    from session_clients
    join sessions using (session_key)
    left join networks using (network_key)
    left join agents using (agent_key)
    left join places_of_one using (session_key)
    left join tokens_of_one using (session_key)
    where sessions.lane_count = 1
        and not sessions.is_inferred
    group by session_clients.session_key
    having count(*) > 1
),
changes_of_one as (
    select
        only_clients.*,
        list_filter([
            case when cleared_address is not null then 'cookies_cleared' end,
            case when dt_hash_count > 1 and cleared_address is null then 'other_token' end,
            case when ending.major > opening.major then 'browser_upgraded' end,
            case when version_count > 1 then 'dual_stack' end,
            case
                when address_count <= version_count then null
                when is_relay then 'private_relay'
                when is_cover then 'secure_edge'
                else 'changing_addresses'
            end,
            case when moved_address is not null then 'wrong_place' end,
        ], lambda reading: reading is not null) as readings,
    from only_clients
    anti join lane_facts using (session_key)
)
select
    session_key,
    lane_no,
    coalesce(found_reading, 'unexplained') as reading,
    []::varchar[] as also,
    to_json({
        'address': coalesce(
            case
                when found_reading = 'other_session' then nearest.address
                when found_reading = 'vpn_left' then origin_busiest.address
                when busiest.people >= $many_people then busiest.address
            end,
            address
        ),
        'address_count': address_count,
        'people': case
            when found_reading = 'conference' then crowd
            when found_reading = 'shared_neighbourhood' then prefix_person_count
            when found_reading = 'vpn_left' then origin_busiest.people
            else busiest.people
        end,
        'as_name': case
            when found_reading = 'phone_hotspot' and not is_mobile then origin_as_name
            when found_reading = 'company_network' then array_to_string(listed_names, ', ')
            else nullif(as_name, 'unknown')
        end,
        'origin_as_name': origin_as_name,
        'device': nullif(device, 'unknown'),
        'origin_device': nullif(origin_device, 'unknown'),
        'machine': case machine
            when 'token' then 'same device token'
            when 'browser' then 'same system and browser, no device token to compare'
            when 'unknown' then 'nothing to tell the machine by'
            else 'another machine or browser'
        end,
        'place': coalesce(first_hop.city, place),
        'after': case
            when first_hop.seconds_s >= 5400 then round(first_hop.seconds_s / 3600)::bigint || ' h'
            when first_hop.seconds_s >= 60 then round(first_hop.seconds_s / 60)::bigint || ' min'
            else 'moments'
        end,
        'speed': ceil(first_hop.speed_kmh)::bigint,
        'day': strftime(first_at, '%-d %b'),
        'at': strftime(coalesce(
            case
                when found_reading = 'other_session' then nearest.at
                when found_reading = 'support_access' then support_at
            end,
            first_at
        ), '%-d %b %H:%M UTC'),
        'why': case
            when machine = 'unknown' then 'neither user agent nor device token is given'
            when machine in ('token', 'browser') then 'the same machine, but moves faster than anybody travels'
            when device_relation like 'other %' then coalesce(
                device || ' here, ' || origin_device || ' at the origin', 'another machine'
            )
            else 'the same system and browser with a device token that the origin never had'
        end,
    }) as fields,
from read_lanes
union all
select
    session_key,
    1 as lane_no,
    readings[1] as reading,
    readings[2:] as also,
    to_json({
        'address': coalesce(cleared_address, moved_address),
        'address_count': address_count,
        'as_name': nullif(as_name, 'unknown'),
        'device': nullif(device, 'unknown'),
        'browser': browser,
        'browser_major': ending.major,
        'earlier_major': opening.major,
        'machine': case
            when dt_hash_count = 1 then 'same device token'
            else 'same system and browser'
        end,
    }) as fields,
from changes_of_one
where len(readings) > 0;
