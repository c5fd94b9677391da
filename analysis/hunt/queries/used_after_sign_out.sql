-- title = "Sessions that were used after they ended"
-- why = "Clearing sessions is the first thing done in an incident; what goes on afterwards was not cleared."
-- look_for = "Acts minutes after the end, from another address than before it. Some seconds are ordinary: requests that were under way."

select
    sessions.session_key,
    sessions.actor_login,
    sessions.signed_out_at,
    sessions.is_cleared,
    count(*) as events_after,
    max(session_events.occurred_at) as last_at,
    date_diff('second', sessions.signed_out_at, max(session_events.occurred_at)) as seconds_after,
    list(distinct session_events.address order by session_events.address) as addresses_after,
from sessions
join session_events
    on session_events.session_key = sessions.session_key
    and session_events.occurred_at > sessions.signed_out_at + interval 60 seconds
where session_events.is_act
    and session_events.side_channel is null
group by sessions.session_key, sessions.actor_login, sessions.signed_out_at, sessions.is_cleared
order by seconds_after desc, sessions.session_key
