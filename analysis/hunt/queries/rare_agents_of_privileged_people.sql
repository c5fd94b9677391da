-- title = "User agents of privileged people that hardly anybody else has"
-- why = "A thief brings a browser of their own: an odd version, a script, another system."
-- look_for = "Scripts (kind script) and agents seen in one session only. A new laptop is rare too, and stays."

with used as (
    select
        session_events.actor_id,
        agents.agent,
        agents.kind,
        agents.os_family,
        agents.browser_family,
        min(session_events.occurred_at) as first_at,
        min_by(session_events.session_key, (session_events.occurred_at, session_events.event_id))
            as session_key,
        count(distinct session_events.session_key) as sessions,
        count(*) as events,
    from session_events
    join agents on agents.agent_key = session_events.agent_key
    where agents.agent is not null
        and session_events.side_channel is null
    group by all
),
shared as (
    select
        agent,
        count(distinct actor_id) as people,
    from used
    group by agent
)
select
    used.session_key,
    sessions.actor_login,
    used.agent,
    used.kind,
    used.os_family,
    used.browser_family,
    used.first_at,
    used.sessions,
    used.events,
    shared.people as people_with_this_agent,
from used
join shared on shared.agent = used.agent
join privileged_people on privileged_people.actor_id = used.actor_id
join sessions on sessions.session_key = used.session_key
where shared.people <= 2
order by used.kind = 'script' desc, used.sessions, shared.people, used.first_at, used.session_key
