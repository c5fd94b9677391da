-- about = "Each lane beside the origin of its session: what differs, and how the two take turns."
-- grain = "a lane that is not the origin; of sessionless clients, which have none, those where nothing of their person's began; an origin that may be a thief's"
-- key = ["session_key", "lane_no"]
-- reads = ["lanes", "lane_events", "sessions", "agents", "networks", "places", "habits", "address_use", "origin_facts", "session_clients"]
--
-- [columns]
-- session_key = "the session"
-- lane_no = "the lane"
-- is_candidate = "unproven and no support access, or an origin that may be a thief's: may be foreign"
-- is_origin = "the origin itself, of a machine and on a network both new for the person: nothing to compare it with but the person's other sessions"
-- is_inferred = "a sessionless client: nothing to compare it with but the person's other sessions"
-- is_parent_unknown = "of a session whose root is not in the export: whether it was signed in to cannot be told"
-- device_relation = "same, other system, other browser or unknown, to the origin"
-- token_relation = "same, differs or unknown, to the origin's device tokens"
-- address_relation = "all, some or none of the lane's addresses are addresses of the origin"
-- is_beside_machine = "another lane of the session has the origin's device token, system and browser at every address of this one: the origin's machine was there too"
-- device_habit = "token where another session of the person has this system and browser with the same device token, device where it has the system and browser; null where none has"
-- browser_major = "highest major version in the lane"
-- origin_browser_major = "highest major version in the origin before the lane began, else its lowest"
-- turn_count = "times the session passed from this lane back to the origin, which had been there before"
-- shortest_turn_s = "shortest time between two events across the two lanes, s"
-- habit = "address, prefix or network where the person signed in there in another session; null where never"
-- person_count = "people whose sessions began at that address of the lane at which most did, 0 where none did"
-- prefix_person_count = "the same for the /24 or /48 of an address of the lane"
-- address = "the first address of the lane"
-- address_count = "addresses of the lane"
-- place = "city and country of the first event; null where unknown"
-- as_name = "organisation, else the network"
-- session_id = "Okta's id, to show"
-- actor_id = "the person"
-- origin_lane_no = "the origin of the session; null for a sessionless client and for the origin itself"
-- has_assumed_origin = "the sign-in of the origin is not in the export"
-- stepped_up_at = "a later factor or sign-in in the lane; null where none"
-- network = "ASN, or /24 or /48 where unknown"
-- origin_network = "the same of the origin"
-- network_kind = "as in lanes"
-- as_number = "autonomous system; null where unknown"
-- split_by = "dt_hash or address where two clients share network and device"
-- device = "system and browser families"
-- origin_device = "the same of the origin"
-- agent = "raw user agent of the first event: text that the client chose"
-- has_script = "some agent of the lane is a program"
-- os_family = "system"
-- origin_os_family = "system of the origin"
-- browser_family = "browser"
-- origin_browser_family = "browser of the origin"
-- first_at = "UTC"
-- last_at = "UTC"
-- first_event_id = "the first event of the lane"
-- event_count = "events"
-- act_count = "events that did something"

create or replace table lane_facts as
with others as (
    select
        lanes.*,
        sessions.actor_id,
        sessions.session_id,
        origins.lane_no as origin_lane_no,
        origins.device as origin_device,
        origins.network as origin_network,
        origins.first_at as origin_first_at,
        origins.is_origin_assumed as has_assumed_origin,
        sessions.is_parent_unknown,
        sessions.is_inferred,
    from lanes
    join sessions using (session_key)
    left join origin_facts
        on origin_facts.session_key = lanes.session_key
        and origin_facts.lane_no = lanes.lane_no
    left join lanes as origins
        on origins.session_key = lanes.session_key
        and origins.is_origin
        and not lanes.is_origin
    where (not lanes.is_origin or origin_facts.is_candidate)
        and (not sessions.is_inferred or sessions.has_baseline)
),
described as (
    select
        lane_events.session_key,
        lane_events.lane_no,
        min({
            'at': lane_events.occurred_at,
            'id': lane_events.event_id,
            'address': lane_events.address,
            'place_key': lane_events.place_key,
            'agent': agents.agent,
        }) as opening,
        max(agents.os_family) as os_family,
        max(agents.browser_family) as browser_family,
        max(agents.browser_major) as browser_major,
        min(agents.browser_major) as lowest_browser_major,
        bool_or(agents.kind = 'script') as has_script,
        list(distinct lane_events.dt_hash order by lane_events.dt_hash)
            filter (where lane_events.dt_hash is not null) as dt_hashes,
        count(*) filter (where lane_events.is_act) as act_count,
    from lane_events
    left join agents using (agent_key)
    group by lane_events.session_key, lane_events.lane_no
),
turns as (
    select
        session_key,
        lane_no,
        occurred_at,
        lag(lane_no) over in_order as previous_lane_no,
        date_diff('millisecond', lag(occurred_at) over in_order, occurred_at) / 1000.0 as seconds_s,
    from lane_events
    window in_order as (partition by session_key order by occurred_at, event_id)
),
crossings as (
    select
        others.session_key,
        others.lane_no,
        count(*) filter (where turns.previous_lane_no = others.lane_no) as turn_count,
        min(turns.seconds_s) as shortest_turn_s,
    from others
    join turns
        on turns.session_key = others.session_key
        and turns.occurred_at > others.origin_first_at
        and (
            (turns.lane_no = others.lane_no and turns.previous_lane_no = others.origin_lane_no)
            or (turns.lane_no = others.origin_lane_no and turns.previous_lane_no = others.lane_no)
        )
    group by others.session_key, others.lane_no
),
earlier_majors as (
    select
        others.session_key,
        others.lane_no,
        max(agents.browser_major) as browser_major,
    from others
    join lane_events
        on lane_events.session_key = others.session_key
        and lane_events.lane_no = others.origin_lane_no
        and lane_events.occurred_at < others.first_at
    join agents using (agent_key)
    group by others.session_key, others.lane_no
),
lane_addresses as (
    select distinct
        lane_events.session_key,
        lane_events.lane_no,
        others.actor_id,
        lane_events.address,
        lane_events.network,
        networks.prefix,
    from lane_events
    join others using (session_key, lane_no)
    left join networks using (network_key)
),
origin_addresses as (
    select distinct
        lane_events.session_key,
        others.lane_no,
        lane_events.address,
    from lane_events
    join others
        on others.session_key = lane_events.session_key
        and others.origin_lane_no = lane_events.lane_no
),
beside_origin as (
    select
        lane_addresses.session_key,
        lane_addresses.lane_no,
        count(distinct lane_addresses.address) as address_count,
    from lane_addresses
    join origin_addresses using (session_key, lane_no, address)
    group by lane_addresses.session_key, lane_addresses.lane_no
),
machine_addresses as (
    select distinct
        lane_events.session_key,
        lane_events.address,
    from lane_events
    join others using (session_key, lane_no)
    join described using (session_key, lane_no)
    join described as origin
        on origin.session_key = others.session_key
        and origin.lane_no = others.origin_lane_no
    where others.device = others.origin_device
        and list_has_any(described.dt_hashes, origin.dt_hashes)
),
beside_machine as (
    select
        lane_addresses.session_key,
        lane_addresses.lane_no,
        count(distinct lane_addresses.address) as address_count,
    from lane_addresses
    join machine_addresses using (session_key, address)
    group by lane_addresses.session_key, lane_addresses.lane_no
),
pairs as (
    select
        actor_id,
        device,
        dt_hash,
        count(distinct session_key) as session_count,
    from session_clients
    where dt_hash is not null
        and not starts_with(session_key, 'client:')
    group by actor_id, device, dt_hash
),
devices as (
    select
        actor_id,
        device,
        count(distinct session_key) as session_count,
    from session_clients
    where not starts_with(session_key, 'client:')
    group by actor_id, device
),
known_pairs as (
    select
        others.session_key,
        others.lane_no,
    from others
    join described using (session_key, lane_no)
    join pairs
        on pairs.actor_id = others.actor_id
        and pairs.device = others.device
        and list_contains(described.dt_hashes, pairs.dt_hash)
    group by others.session_key, others.lane_no
    having max(pairs.session_count) > 1
),
usual as (
    select
        lane_addresses.session_key,
        lane_addresses.lane_no,
        bool_or(habits.address = lane_addresses.address) as knows_address,
        bool_or(habits.prefix = lane_addresses.prefix) as knows_prefix,
        bool_or(habits.network = lane_addresses.network) as knows_network,
    from lane_addresses
    join habits
        on habits.actor_id = lane_addresses.actor_id
        and (habits.session_count > 1 or habits.some_session_key <> lane_addresses.session_key)
        and (
            habits.address = lane_addresses.address
            or habits.prefix = lane_addresses.prefix
            or habits.network = lane_addresses.network
        )
    group by lane_addresses.session_key, lane_addresses.lane_no
),
shared as (
    select
        lane_addresses.session_key,
        lane_addresses.lane_no,
        max(address_use.person_count) as person_count,
    from lane_addresses
    join address_use using (address)
    group by lane_addresses.session_key, lane_addresses.lane_no
),
shared_prefixes as (
    select
        lane_addresses.session_key,
        lane_addresses.lane_no,
        max(prefixes.prefix_person_count) as prefix_person_count,
    from lane_addresses
    join (select distinct prefix, prefix_person_count from address_use) as prefixes using (prefix)
    group by lane_addresses.session_key, lane_addresses.lane_no
)
select
    others.session_key,
    others.session_id,
    others.actor_id,
    others.lane_no,
    others.origin_lane_no,
    others.has_assumed_origin,
    (not others.is_proven or others.is_origin) and not others.is_support_access as is_candidate,
    others.is_origin,
    others.is_inferred,
    others.is_parent_unknown,
    others.stepped_up_at,

    others.network,
    others.origin_network,
    others.network_kind,
    others.as_number,
    coalesce(others.as_org, others.network) as as_name,
    others.split_by,
    described.opening.address as address,
    others.address_count,
    concat_ws(', ', places.city, places.country) as place,

    others.device,
    others.origin_device,
    described.opening.agent as agent,
    described.has_script,
    described.os_family,
    origin.os_family as origin_os_family,
    described.browser_family,
    origin.browser_family as origin_browser_family,
    described.browser_major,
    coalesce(earlier_majors.browser_major, origin.lowest_browser_major) as origin_browser_major,
    case
        when others.device = 'unknown' or coalesce(others.origin_device, 'unknown') = 'unknown'
            then 'unknown'
        when others.device = others.origin_device then 'same'
        when described.os_family is distinct from origin.os_family then 'other system'
        else 'other browser'
    end as device_relation,
    case
        when described.dt_hashes is null or origin.dt_hashes is null then 'unknown'
        when list_has_any(described.dt_hashes, origin.dt_hashes) then 'same'
        else 'differs'
    end as token_relation,
    case
        when beside_origin.address_count = others.address_count then 'all'
        when beside_origin.address_count > 0 then 'some'
        else 'none'
    end as address_relation,
    coalesce(beside_machine.address_count = others.address_count, false)
        and token_relation = 'same'
        and device_relation <> 'same' as is_beside_machine,
    case
        when others.device = 'unknown' then null
        when known_pairs.session_key is not null then 'token'
        when devices.session_count > 1 then 'device'
    end as device_habit,

    others.first_at,
    others.last_at,
    described.opening.id as first_event_id,
    others.event_count,
    described.act_count,
    coalesce(crossings.turn_count, 0) as turn_count,
    crossings.shortest_turn_s,

    case
        when usual.knows_address then 'address'
        when usual.knows_prefix then 'prefix'
        when usual.knows_network then 'network'
    end as habit,
    coalesce(shared.person_count, 0) as person_count,
    coalesce(shared_prefixes.prefix_person_count, 0) as prefix_person_count,
from others
join described using (session_key, lane_no)
left join described as origin
    on origin.session_key = others.session_key
    and origin.lane_no = others.origin_lane_no
left join places on places.place_key = described.opening.place_key
left join crossings using (session_key, lane_no)
left join beside_origin using (session_key, lane_no)
left join beside_machine using (session_key, lane_no)
left join known_pairs using (session_key, lane_no)
left join devices
    on devices.actor_id = others.actor_id
    and devices.device = others.device
left join earlier_majors using (session_key, lane_no)
left join usual using (session_key, lane_no)
left join shared using (session_key, lane_no)
left join shared_prefixes using (session_key, lane_no)
where not others.is_inferred
    or usual.session_key is null;
