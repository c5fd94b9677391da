-- title = "indicator of this case"
-- claim = "An address, device token or agent of a session that a person judged a replay appears in this one."
-- why = "A thief takes several sessions from one machine; what a person confirmed once finds the others."
-- family = "indicators"
-- weighed = "address: seen on 0 lanes of the made-up tenants, too few to weigh; 40 is a judgement; agent: seen on 0 lanes of the made-up tenants, too few to weigh; 15 is a judgement; device_token: seen on 0 lanes of the made-up tenants, too few to weigh; 40 is a judgement"
-- attack = "T1539"
-- needs = []
-- blind = "A thief who changes exit, browser and cookies from one session to the next; verdicts that nobody gave."
-- says = "{what} {value} was used in a session that a person judged a replay: {story}."
-- steps = [
--     "Lay both sessions side by side: the same client.ipAddress or dtHash within hours is one actor.",
--     "Search the log for the value over 90 days, failed sign-ins and every actor included.",
-- ]
-- source = "DESIGN of the program, section 5"
-- reads = ["session_events", "session_clients", "lanes", "lane_events", "agents", "sessions", "case_knowledge"]
-- shared_params = ["many_people"]
--
-- [points]
-- address = 40
-- device_token = 40
-- agent = 15
-- shared = 0
--
-- [false_positives]
-- exit_of_many = "An exit or agent that many people here sign in with is information only, unless the verdict took it in spite of that."
-- other_tenant_of_the_exit = "A VPN exit is rented to many: see whether device and hours agree as well."

with known as (
    select
        kind,
        value,
        session_key as told_by,
        bool_or(is_chosen) as is_chosen,
    from case_knowledge
    where means = 'indicator'
    group by kind, value, session_key
),
agent_keys as (
    select
        agents.agent_key,
        known.value,
    from agents
    join (select distinct value from known where kind = 'agent') as known
        on known.value = agents.agent
),
origins as (
    select
        session_clients.actor_id,
        session_clients.address,
        session_clients.dt_hash,
        session_clients.agent_key,
    from session_clients
    join lanes
        on lanes.session_key = session_clients.session_key
        and lanes.network = session_clients.network
        and lanes.device = session_clients.device
    where lanes.is_origin
        and lanes.split_by is null
        and session_clients.session_key not in (select told_by from known)
),
people as (
    select
        'address' as kind,
        address as value,
        count(distinct actor_id) as person_count,
    from origins
    where address in (select value from known where kind = 'address')
    group by address
    union all
    select
        'dt_hash',
        dt_hash,
        count(distinct actor_id),
    from origins
    where dt_hash in (select value from known where kind = 'dt_hash')
    group by dt_hash
    union all
    select
        'agent',
        agent_keys.value,
        count(distinct origins.actor_id),
    from origins
    join agent_keys using (agent_key)
    group by agent_keys.value
),
weighed as (
    select
        known.*,
        coalesce(people.person_count, 0) as person_count,
        case
            when people.person_count >= $many_people and not known.is_chosen then 'shared'
            when known.kind = 'dt_hash' then 'device_token'
            else known.kind
        end as grade,
    from known
    left join people
        on people.kind = known.kind
        and people.value = known.value
),
uses as (
    select
        session_events.session_key,
        session_events.event_id,
        session_events.occurred_at,
        'address' as kind,
        session_events.address as value,
    from session_events
    where session_events.side_channel is null
        and session_events.address in (select value from known where kind = 'address')
    union all
    select
        session_events.session_key,
        session_events.event_id,
        session_events.occurred_at,
        'dt_hash',
        session_events.dt_hash,
    from session_events
    where session_events.side_channel is null
        and session_events.dt_hash in (select value from known where kind = 'dt_hash')
    union all
    select
        session_events.session_key,
        session_events.event_id,
        session_events.occurred_at,
        'agent',
        agent_keys.value,
    from session_events
    join agent_keys using (agent_key)
    where session_events.side_channel is null
),
matches as (
    select
        uses.session_key,
        uses.event_id,
        uses.occurred_at,
        coalesce(lane_events.lane_no, 1) as lane_no,
        weighed.kind,
        weighed.value,
        weighed.grade,
        weighed.person_count,
        coalesce(sessions.session_id, weighed.told_by) as told_by,
        case weighed.grade
            when 'address' then 1
            when 'device_token' then 2
            when 'agent' then 3
            else 4
        end as strength_no,
    from uses
    join weighed
        on weighed.kind = uses.kind
        and weighed.value = uses.value
        and weighed.told_by <> uses.session_key
    left join lane_events on lane_events.event_id = uses.event_id
    left join sessions on sessions.session_key = weighed.told_by
),
ranked as (
    select
        *,
        row_number() over (
            partition by session_key, lane_no
            order by strength_no, occurred_at, event_id, value, told_by
        ) as place_no,
    from matches
)
select
    session_key,
    lane_no,
    grade,
    {
        'what': case kind
            when 'address' then 'The address'
            when 'dt_hash' then 'The device token'
            else 'The agent'
        end,
        'value': left(value, 160),
        'story': told_by || case
            when grade = 'shared'
                then '; ' || person_count || ' people here sign in with it, so it says little'
            else ''
        end,
    } as fields,
    [event_id] as event_ids,
from ranked
where place_no = 1;
