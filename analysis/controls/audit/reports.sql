-- title = "Reports that were asked for or taken"
-- place = 15
-- answers = [22]
-- says = "Reports were asked for, made or downloaded {events} times by {people} people."
-- says_not = "No report was asked for in this log."
-- cannot = ""
-- blind = "Plain reading of groups and people is not logged by Okta at all."
-- example = "in order of time; detail is the event"
-- reads = ["session_events", "sessions"]

with reports as (
    select
        session_events.session_key,
        session_events.event_id,
        session_events.occurred_at,
        session_events.event_type,
        session_events.actor_id,
        sessions.actor_login,
    from session_events
    join sessions using (session_key)
    where starts_with(session_events.event_type, 'analytics.reports.')
)
select
    case when count(*) > 0 then 'seen' else 'not seen' end as outcome,
    count(*) as found_count,
    {
        'events': count(*),
        'people': count(distinct actor_id),
    } as fields,
    list({
        'session_key': session_key, 'event_id': event_id, 'at': occurred_at,
        'actor_login': actor_login, 'minutes': null::double, 'detail': event_type
    } order by occurred_at, event_id)[1:200] as examples,
from reports
