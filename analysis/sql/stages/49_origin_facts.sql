-- about = "Each origin whose sign-in is in the export beside the person's other sessions: in a phishing proxy the thief signs in."
-- grain = "a session with a proven origin on a network that no other session of the person used, of a person with another session here"
-- key = ["session_key"]
-- reads = ["lanes", "sessions", "session_clients", "lane_events", "session_events", "habits", "address_use", "places"]
-- shared_params = ["many_people"]
--
-- [columns]
-- session_key = "the session"
-- lane_no = "its origin"
-- address = "from which it was signed in to"
-- place = "city and country of the sign-in; null where unknown"
-- network_kind = "as in lanes"
-- as_name = "organisation, else the network"
-- device = "system and browser families"
-- first_event_id = "the first event of the origin"
-- is_known_network = "another session of the person began at the address, in its /24 or /48, or on the network"
-- is_shared = "as many people as many_people sign in from the address, or from its /24 or /48"
-- is_known_token = "another session of the person carries a device token of the origin; null where the origin carries none"
-- is_known_device = "another session of the person has the same system and browser"
-- approval_event_id = "where the factor was answered in an app on a phone, that event; null where it was not"
-- approval_place = "city and country of that answer"
-- approval_km = "distance between answer and sign-in less both accuracy radii, km; null where a place is unknown"
-- is_candidate = "the machine is new for the person, and so is the network, which few people use, and there is an earlier session or two others to compare with: may be a thief who signed in"

create or replace table origin_facts as
with own_networks as (
    -- where another session of the person was too, the network is known: nothing more to ask
    select
        actor_id,
        network,
    from session_clients
    where not starts_with(session_key, 'client:')
    group by actor_id, network
    having min(session_key) = max(session_key)
),
origins as (
    select
        lanes.session_key,
        lanes.lane_no,
        lanes.device,
        lanes.network,
        lanes.network_kind,
        coalesce(lanes.as_org, lanes.network) as as_name,
        sessions.actor_id,
        lanes.proven_at,
    from lanes
    join sessions using (session_key)
    semi join own_networks
        on own_networks.actor_id = sessions.actor_id
        and own_networks.network = lanes.network
    where lanes.is_origin
        and lanes.is_proven
        and sessions.has_baseline
        and not sessions.is_parent_unknown
),
sign_ins as (
    -- the client at the moment of the sign-in
    select
        origins.session_key,
        min({
            'at': session_events.occurred_at,
            'id': session_events.event_id,
            'address': session_events.address,
            'place_key': session_events.place_key,
        }) filter (where session_events.is_creation) as creation,
        min({'at': session_events.occurred_at, 'id': session_events.event_id}) as earliest,
    from origins
    join session_events using (session_key)
    left join lane_events using (event_id)
    where session_events.side_channel is null
        and coalesce(lane_events.lane_no, origins.lane_no) = origins.lane_no
    group by origins.session_key
),
known as (
    select
        origins.session_key,
        bool_or(
            habits.address = sign_ins.creation.address
            or habits.prefix = address_use.prefix
            or habits.network = origins.network
        ) as is_known_network,
    from origins
    join sign_ins using (session_key)
    left join address_use on address_use.address = sign_ins.creation.address
    join habits
        on habits.actor_id = origins.actor_id
        and (habits.session_count > 1 or habits.some_session_key <> origins.session_key)
    group by origins.session_key
),
tokens as (
    select
        actor_id,
        dt_hash,
        count(distinct session_key) as session_count,
    from session_clients
    where dt_hash is not null
        and not starts_with(session_key, 'client:')
    group by actor_id, dt_hash
),
own_tokens as (
    select
        origins.session_key,
        bool_or(tokens.session_count > 1) as is_known_token,
    from origins
    join session_clients
        on session_clients.session_key = origins.session_key
        and session_clients.network = origins.network
        and session_clients.device = origins.device
    join tokens
        on tokens.actor_id = origins.actor_id
        and tokens.dt_hash = session_clients.dt_hash
    group by origins.session_key
),
firsts as (
    -- of two sessions that have nothing to share, the later one is the new one
    select
        actor_id,
        min({'at': started_at, 'key': session_key}).key as first_key,
        count(*) as session_count,
    from sessions
    where not is_inferred
        and not is_parent_unknown
    group by actor_id
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
approvals as (
    select
        session_events.session_key,
        min({
            'at': session_events.occurred_at,
            'id': session_events.event_id,
            'place_key': session_events.place_key,
        }) as earliest,
    from session_events
    where session_events.side_channel = 'a factor app'
        and session_events.is_later_factor
    group by session_events.session_key
),
measured as (
    select
        approvals.session_key,
        approvals.earliest.id as approval_event_id,
        concat_ws(', ', there.city, there.country) as approval_place,
        2 * 6371.0088 * asin(sqrt(
            pow(sin(radians(here.latitude - there.latitude) / 2), 2)
            + cos(radians(there.latitude)) * cos(radians(here.latitude))
            * pow(sin(radians(here.longitude - there.longitude) / 2), 2)
        )) - here.radius_km - there.radius_km as distance_km,
    from approvals
    join sign_ins using (session_key)
    join places as there on there.place_key = approvals.earliest.place_key
    join places as here on here.place_key = sign_ins.creation.place_key
)
select
    origins.session_key,
    origins.lane_no,
    sign_ins.creation.address as address,
    concat_ws(', ', places.city, places.country) as place,
    origins.network_kind,
    origins.as_name,
    origins.device,
    sign_ins.earliest.id as first_event_id,
    coalesce(known.is_known_network, false) as is_known_network,
    greatest(
        coalesce(address_use.person_count, 0), coalesce(address_use.prefix_person_count, 0)
    ) >= $many_people as is_shared,
    own_tokens.is_known_token,
    coalesce(devices.session_count, 0) > 1 as is_known_device,
    measured.approval_event_id,
    measured.approval_place,
    case
        when measured.distance_km > 0 then measured.distance_km
        when measured.distance_km is not null then 0
    end as approval_km,
    not is_known_network
        and not is_shared
        and (firsts.first_key <> origins.session_key or firsts.session_count > 2)
        and not coalesce(own_tokens.is_known_token, is_known_device) as is_candidate,
from origins
join sign_ins using (session_key)
left join known using (session_key)
left join own_tokens using (session_key)
left join firsts on firsts.actor_id = origins.actor_id
left join devices
    on devices.actor_id = origins.actor_id
    and devices.device = origins.device
left join address_use on address_use.address = sign_ins.creation.address
left join places on places.place_key = sign_ins.creation.place_key
left join measured using (session_key)
where sign_ins.creation is not null;
