-- about = "The events of sessions with more than one client, of those of one client that is all new for the person, and of sessionless clients that may be somebody else, each with its lane."
-- grain = "an event in a lane, of a session that changed client, address, device token or place, or whose network and machine no other session of the person has, or of a sessionless client on a network that is not plainly its person's"
-- key = ["event_id"]
-- reads = ["session_events", "session_clients"]
--
-- [columns]
-- session_key = "the session"
-- lane_no = "1 is the lane seen first"
-- split_by = "dt_hash or address (v6: its /48) where two clients alternate inside one network and device; else null"
-- occurred_at = "UTC"
-- event_id = "the event"
-- event_type = "Okta's event type"
-- kind = "as in session_events"
-- outcome = "as Okta says"
-- is_act = "something was done"
-- is_attempt = "something was tried"
-- is_privileged = "a change of who may do what"
-- is_creation = "a sign-in that creates a session"
-- is_sign_in_step = "a first factor or a sign-in elsewhere"
-- address = "of the client"
-- network = "ASN, or /24 or /48 where unknown"
-- device = "system and browser families"
-- dt_hash = "hash of the device token"
-- network_key = "leads to networks"
-- place_key = "leads to places"
-- agent_key = "leads to agents"

create or replace table lane_events as
with of_one_network as (
    -- a session that never left its network began there: that is the person's own
    select
        actor_id,
        min(network) as network,
    from session_clients
    where not starts_with(session_key, 'client:')
    group by session_key, actor_id
    having min(network) = max(network)
        and bool_or(has_own_id)
),
elsewhere as (
    select session_key
    from session_clients
    anti join of_one_network using (actor_id, network)
    where starts_with(session_key, 'client:')
        and actor_id in (
            select actor_id
            from session_clients
            where not starts_with(session_key, 'client:')
        )
),
network_uses as (
    select
        actor_id,
        network,
        min(session_key) as first_key,
        max(session_key) as last_key,
    from session_clients
    where not starts_with(session_key, 'client:')
    group by actor_id, network
),
machine_uses as (
    select
        actor_id,
        coalesce(dt_hash, device) as machine,
        min(session_key) as first_key,
        max(session_key) as last_key,
    from session_clients
    where not starts_with(session_key, 'client:')
    group by actor_id, machine
),
regulars as (
    select actor_id
    from session_clients
    where not starts_with(session_key, 'client:')
    group by actor_id
    having min(session_key) <> max(session_key)
),
newcomers as (
    -- whoever signs in through a phishing proxy is alone in the session
    select session_clients.session_key
    from session_clients
    semi join regulars using (actor_id)
    join network_uses using (actor_id, network)
    join machine_uses
        on machine_uses.actor_id = session_clients.actor_id
        and machine_uses.machine = coalesce(session_clients.dt_hash, session_clients.device)
    where not starts_with(session_clients.session_key, 'client:')
    group by session_clients.session_key
    having bool_and(network_uses.first_key = network_uses.last_key)
        and bool_and(machine_uses.first_key = machine_uses.last_key)
),
several as (
    select session_key
    from elsewhere
    union
    select session_key
    from newcomers
    union
    select session_key
    from session_clients
    where not starts_with(session_key, 'client:')
    group by session_key
    having min(network) <> max(network)
        or min(device) <> max(device)
        or min(address) <> max(address)
        or min(dt_hash) <> max(dt_hash)
        or min(place_key) <> max(place_key)
),
clients as (
    select distinct
        session_key,
        network_key,
        agent_key,
        network,
        ip_version,
        line_end,
        device,
    from session_clients
    where session_key in (select session_key from several)
),
based as (
    select
        session_events.*,
        clients.network,
        clients.ip_version,
        clients.line_end,
        clients.device,
    from session_events
    join clients
        on clients.session_key = session_events.session_key
        and clients.network_key = session_events.network_key
        and clients.agent_key = session_events.agent_key
    where side_channel is null
),
tokens as (
    select
        session_key,
        network,
        device,
        dt_hash,
        dt_hash <> lag(dt_hash) over (
            partition by session_key, network, device
            order by occurred_at, event_id
        ) as is_change,
    from based
    semi join (
        select
            session_key,
            network,
            device,
        from session_clients
        where not starts_with(session_key, 'client:')
        group by session_key, network, device
        having min(dt_hash) <> max(dt_hash)
    ) as several_tokens using (session_key, network, device)
    where dt_hash is not null
),
alternating_tokens as (
    select
        session_key,
        network,
        device,
    from tokens
    group by session_key, network, device
    having count(*) filter (where is_change) > count(distinct dt_hash) - 1
),
exits as (
    select
        session_key,
        network,
        device,
        ip_version,
        line_end,
        occurred_at,
        event_id,
        line_end <> lag(line_end) over (
            partition by session_key, network, device, ip_version
            order by occurred_at, event_id
        ) as is_change,
    from based
    semi join (
        select
            session_key,
            network,
            device,
            ip_version,
        from session_clients
        where not starts_with(session_key, 'client:')
        group by session_key, network, device, ip_version
        having min(line_end) <> max(line_end)
    ) as several_exits using (session_key, network, device, ip_version)
),
alternating_exits as (
    select
        session_key,
        network,
        device,
        ip_version,
        min({'at': occurred_at, 'id': event_id, 'line_end': line_end}) as earliest,
    from exits
    group by session_key, network, device, ip_version
    having count(*) filter (where is_change) > count(distinct line_end) - 1
),
alternating_clients as (
    -- the other family of the same network and device cannot be told apart: it stays with the
    -- client that was there first
    select
        session_key,
        network,
        device,
        min(earliest).line_end as first_line_end,
    from alternating_exits
    group by session_key, network, device
),
split as (
    select
        *,
        null as split_by,
        '' as split_value,
    from based
    anti join alternating_tokens using (session_key, network, device)
    anti join alternating_clients using (session_key, network, device)
    union all
    select
        based.*,
        'address' as split_by,
        case
            when alternating_exits.session_key is not null then based.line_end
            else alternating_clients.first_line_end
        end as split_value,
    from based
    join alternating_clients using (session_key, network, device)
    left join alternating_exits using (session_key, network, device, ip_version)
    anti join alternating_tokens using (session_key, network, device)
    union all
    select
        *,
        'dt_hash' as split_by,
        coalesce(
            last_value(dt_hash ignore nulls) over (
                partition by session_key, network, device, address
                order by occurred_at, event_id
                rows between unbounded preceding and current row
            ),
            first_value(dt_hash ignore nulls) over (
                partition by session_key, network, device, address
                order by occurred_at, event_id
                rows between current row and unbounded following
            ),
            'no token'
        ) as split_value,
    from based
    semi join alternating_tokens using (session_key, network, device)
),
beginnings as (
    select
        session_key,
        network,
        device,
        split_value,
        min({'at': occurred_at, 'id': event_id}) as beginning,
    from split
    group by session_key, network, device, split_value
),
numbered as (
    select
        *,
        row_number() over (partition by session_key order by beginning) as lane_no,
    from beginnings
)
select
    split.session_key,
    numbered.lane_no,
    split.occurred_at,
    split.event_id,
    split.event_type,
    split.kind,
    split.outcome,
    split.is_act,
    split.is_attempt,
    split.is_privileged,
    split.is_creation,
    split.is_sign_in_step,
    split.address,
    split.network,
    split.device,
    split.split_by,
    split.dt_hash,
    split.network_key,
    split.place_key,
    split.agent_key,
from split
join numbered
    on numbered.session_key = split.session_key
    and numbered.network = split.network
    and numbered.device = split.device
    and numbered.split_value = split.split_value
order by split.session_key, split.occurred_at, split.event_id;
