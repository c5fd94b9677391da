-- title = "indicator of 2023"
-- claim = "An address or agent that Okta published for the October 2023 case appears in the session."
-- why = "A match in those weeks is direct; years later the address belongs to somebody else."
-- family = "indicators"
-- weighed = "in_those_weeks: seen on 0 lanes of the made-up tenants, too few to weigh; 40 is a judgement"
-- attack = "T1539"
-- needs = []
-- blind = "Addresses and agents are changed in seconds."
-- says = "Published for the October 2023 case, and {when}: {value}."
-- steps = [
--     "Search all events for the same value, failed sign-ins included, for 90 days around it.",
--     "Weigh the date: a VPN exit is rented to somebody else after weeks.",
-- ]
-- source = "sec.okta.com/harfiles, list of 20 October 2023"
-- reads = ["session_events", "lane_events", "agents", "indicators_2023"]
--
-- [points]
-- in_those_weeks = 40
-- later = 0
--
-- [false_positives]
-- reassigned = "A match outside September and October 2023 is information only."

with keys as (
    select
        agents.agent_key,
        indicators_2023.value,
        indicators_2023.relevant_from::timestamp as relevant_from,
        indicators_2023.relevant_to::timestamp + interval 1 day as relevant_before,
    from agents
    join indicators_2023
        on indicators_2023.kind = 'agent'
        and indicators_2023.value = trim(agents.agent)
),
places_and_agents as (
    select
        session_events.session_key,
        session_events.event_id,
        session_events.occurred_at,
        indicators_2023.value,
        session_events.occurred_at >= indicators_2023.relevant_from::timestamp
            and session_events.occurred_at < indicators_2023.relevant_to::timestamp + interval 1 day
            as is_then,
    from session_events
    join indicators_2023
        on indicators_2023.kind = 'address'
        and indicators_2023.value = session_events.address
    where session_events.side_channel is null
    union all
    select
        session_events.session_key,
        session_events.event_id,
        session_events.occurred_at,
        keys.value,
        session_events.occurred_at >= keys.relevant_from
            and session_events.occurred_at < keys.relevant_before as is_then,
    from session_events
    join keys using (agent_key)
    where session_events.side_channel is null
),
matches as (
    select
        places_and_agents.*,
        coalesce(lane_events.lane_no, 1) as lane_no,
    from places_and_agents
    left join lane_events using (event_id)
),
ranked as (
    select
        *,
        row_number() over (
            partition by session_key, lane_no
            order by is_then desc, occurred_at, event_id, value
        ) as place_no,
    from matches
)
select
    session_key,
    lane_no,
    case when is_then then 'in_those_weeks' else 'later' end as grade,
    {
        'value': value,
        'when': case
            when is_then then 'seen here within those weeks'
            else 'seen here at another time, which is information only'
        end,
    } as fields,
    [event_id] as event_ids,
from ranked
where place_no = 1;
