-- title = "Admin Console refused, then changes in the same session"
-- why = "In October 2023 the console asked for a factor that the thief did not have; the API did not ask."
-- look_for = "Changes within minutes of the refusal, from the same network. Administrators who are asked again and answer have a factor event between the two."

with refused as (
    select
        session_key,
        min(occurred_at) as refused_at,
        count(*) as refusals,
    from person_events
    where what = 'console refused'
        and session_key is not null
    group by session_key
)
select
    refused.session_key,
    sessions.actor_login,
    refused.refused_at,
    refused.refusals,
    min(session_events.occurred_at) as first_change_at,
    date_diff('second', refused.refused_at, min(session_events.occurred_at)) as seconds_between,
    count(*) as changes,
    list(distinct session_events.event_type order by session_events.event_type) as change_types,
    count(distinct session_events.address) as addresses,
from refused
join session_events
    on session_events.session_key = refused.session_key
    and session_events.occurred_at > refused.refused_at
    and session_events.is_privileged
    and session_events.is_act
join sessions on sessions.session_key = refused.session_key
group by refused.session_key, sessions.actor_login, refused.refused_at, refused.refusals
order by seconds_between, refused.session_key
