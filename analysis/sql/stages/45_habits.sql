-- about = "Where each person signs in from: what is usual for them, and what is shared here."
-- grain = "a person at an address from which a session of theirs was signed in to, or began"
-- key = ["actor_id", "address"]
-- reads = ["sessions", "session_clients", "lane_events", "lanes", "networks"]
--
-- [columns]
-- actor_id = "the person"
-- address = "of the origin"
-- prefix = "its /24 or /48"
-- network = "ASN, or the prefix where unknown"
-- session_count = "sessions of the person whose origin used the address"
-- some_session_key = "the smallest key of them: with one session, that one"

create or replace table habits as
with whole as (
    -- what a thief did without a session id, or under a child's, must not become the person's habit
    select
        session_key,
        actor_id,
    from sessions
    where not is_inferred
        and not is_parent_unknown
),
origins as (
    select
        session_clients.session_key,
        session_clients.actor_id,
        session_clients.address,
        session_clients.network,
        session_clients.network_key,
    from session_clients
    join lanes
        on lanes.session_key = session_clients.session_key
        and lanes.network = session_clients.network
        and lanes.device = session_clients.device
    join whole on whole.session_key = session_clients.session_key
    where lanes.is_origin
        and lanes.split_by is null
    union
    select
        lane_events.session_key,
        whole.actor_id,
        lane_events.address,
        lane_events.network,
        lane_events.network_key,
    from lane_events
    join lanes using (session_key, lane_no)
    join whole on whole.session_key = lane_events.session_key
    where lanes.is_origin
        and lanes.split_by is not null
)
select
    origins.actor_id,
    origins.address,
    max(networks.prefix) as prefix,
    min(origins.network) as network,
    count(distinct origins.session_key) as session_count,
    min(origins.session_key) as some_session_key,
from origins
left join networks using (network_key)
where origins.address is not null
group by origins.actor_id, origins.address;
