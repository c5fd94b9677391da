-- title = "One device token on several networks in one session"
-- why = "The hash of the device token (dtHash) stands for a cookie: it travels with a stolen set of cookies."
-- look_for = "Two networks in turns within minutes, or a different system or browser under the same hash. A laptop that goes home has one network after the other."

select
    session_events.session_key,
    sessions.actor_login,
    left(session_events.dt_hash, 16) as dt_hash_begins,
    count(distinct networks.network) as network_count,
    list(distinct networks.network order by networks.network) as networks,
    count(distinct (agents.os_family, agents.browser_family)) as device_count,
    min(session_events.occurred_at) as first_at,
    max(session_events.occurred_at) as last_at,
    count(*) as events,
from session_events
join networks on networks.network_key = session_events.network_key
left join agents on agents.agent_key = session_events.agent_key
join sessions on sessions.session_key = session_events.session_key
where session_events.dt_hash is not null
    and session_events.side_channel is null
group by session_events.session_key, sessions.actor_login, session_events.dt_hash
having count(distinct networks.network) > 1
order by device_count desc, network_count desc, first_at, session_events.session_key
