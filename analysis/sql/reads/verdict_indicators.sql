-- about = "What the second clients of one session used: what a verdict replay may make indicators of the case."
-- grain = "an address, device token or raw agent of the session"
-- values = ["session_key"]
--
-- [columns]
-- is_of_origin = "the client that signed in used it too"
-- other_count = "other people whose sessions begin with it, people"
-- is_own_elsewhere = "the person themself signed in with it to another session"

with used as (
    select
        coalesce(lane_events.lane_no, 1) as lane_no,
        session_events.actor_id,
        session_events.occurred_at,
        session_events.address,
        session_events.dt_hash,
        agents.agent,
    from session_events
    left join lane_events
        on lane_events.event_id = session_events.event_id
        and lane_events.session_key = $session_key
    left join agents on agents.agent_key = session_events.agent_key
    where session_events.session_key = $session_key
        and session_events.side_channel is null
),
roles as (
    select
        lanes.lane_no,
        lanes.is_origin,
        coalesce(lane_points.is_foreign, false) as is_foreign,
        not lanes.is_origin and not lanes.is_proven as is_second,
        bool_or(coalesce(lane_points.is_foreign, false)) over () as has_foreign,
    from lanes
    left join lane_points
        on lane_points.session_key = lanes.session_key
        and lane_points.lane_no = lanes.lane_no
    where lanes.session_key = $session_key
),
valued as (
    select
        lane_no,
        actor_id,
        occurred_at,
        'address' as kind,
        address as value,
    from used
    union all
    select
        lane_no,
        actor_id,
        occurred_at,
        'dt_hash',
        dt_hash,
    from used
    union all
    select
        lane_no,
        actor_id,
        occurred_at,
        'agent',
        agent,
    from used
),
candidates as (
    -- where no client was taken for foreign, the person's word covers all that never signed in
    select
        valued.kind,
        valued.value,
        max(valued.actor_id) as actor_id,
        count(*) filter (
            where roles.is_foreign
                or (roles.is_second and not roles.has_foreign)
        ) as event_count,
        bool_or(roles.is_origin) as is_of_origin,
        min(valued.occurred_at) as first_at,
    from valued
    join roles using (lane_no)
    where valued.value is not null
    group by valued.kind, valued.value
),
matching as (
    select
        candidates.kind,
        candidates.value,
        session_clients.session_key,
        session_clients.actor_id,
        session_clients.network,
        session_clients.device,
    from session_clients
    join candidates
        on candidates.kind = 'address'
        and candidates.value = session_clients.address
    union all
    select
        candidates.kind,
        candidates.value,
        session_clients.session_key,
        session_clients.actor_id,
        session_clients.network,
        session_clients.device,
    from session_clients
    join candidates
        on candidates.kind = 'dt_hash'
        and candidates.value = session_clients.dt_hash
    union all
    select
        candidates.kind,
        candidates.value,
        session_clients.session_key,
        session_clients.actor_id,
        session_clients.network,
        session_clients.device,
    from session_clients
    join agents using (agent_key)
    join candidates
        on candidates.kind = 'agent'
        and candidates.value = agents.agent
),
elsewhere as (
    select
        matching.kind,
        matching.value,
        matching.actor_id,
        bool_or(lanes.is_proven) as is_proven,
    from matching
    join lanes using (session_key, network, device)
    where lanes.is_origin
        and lanes.split_by is null
        and matching.session_key <> $session_key
    group by matching.kind, matching.value, matching.actor_id
)
select
    candidates.kind,
    candidates.value,
    candidates.event_count,
    candidates.is_of_origin,
    count(distinct elsewhere.actor_id)
        filter (where elsewhere.actor_id <> candidates.actor_id) as other_count,
    coalesce(
        bool_or(elsewhere.is_proven and elsewhere.actor_id = candidates.actor_id), false
    ) as is_own_elsewhere,
from candidates
left join elsewhere
    on elsewhere.kind = candidates.kind
    and elsewhere.value = candidates.value
where candidates.event_count > 0
group by candidates.kind, candidates.value, candidates.event_count, candidates.is_of_origin
order by
    case candidates.kind when 'address' then 1 when 'dt_hash' then 2 else 3 end,
    candidates.event_count desc,
    candidates.value
