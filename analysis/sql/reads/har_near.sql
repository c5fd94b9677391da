-- about = "Sessions that may have been recorded in a HAR by person, agent and time: in use around the recording, or open."
-- grain = "a session"
-- values = ["person", "actor_id", "agents", "from_at", "to_at"]
--
-- [columns]
-- is_persons = "of the person that the file speaks of"
-- event_count = "events between the two times"
-- has_agent = "one of these events has an agent of the file"

with keys as (
    select agent_key
    from agents
    where agent in (select unnest($agents::varchar[]))
),
seen as (
    select
        session_events.session_key,
        count(*) as event_count,
        count(keys.agent_key) > 0 as has_agent,
    from session_events
    left join keys using (agent_key)
    where session_events.occurred_at between $from_at::timestamp and $to_at::timestamp
        and session_events.side_channel is null
    group by session_events.session_key
),
judged as (
    select
        sessions.session_key,
        coalesce(
            lower(sessions.actor_login) = lower($person) or sessions.actor_id = $actor_id, false
        ) as is_persons,
        coalesce(seen.event_count, 0) as event_count,
        coalesce(seen.has_agent, false) as has_agent,
        sessions.started_at,
        sessions.ended_at,
        sessions.signed_out_at,
    from sessions
    left join seen using (session_key)
    where not sessions.is_inferred
)
select
    session_key,
    is_persons,
    event_count,
    has_agent,
from judged
where coalesce(signed_out_at > $from_at::timestamp, true)
    and (
        (is_persons and event_count > 0)
        or (
            is_persons
            and started_at <= $to_at::timestamp
            and ended_at >= $from_at::timestamp - interval 12 hours
        )
        or (has_agent and $person is null and $actor_id is null)
    )
order by is_persons desc, has_agent desc, event_count desc, session_key
limit 200
