-- title = "Devices of administrators that nobody manages"
-- place = 11
-- answers = [14]
-- says = "{sessions} sessions with administration bear a device that Okta calls not managed, of {people} people; {unknown} of {all_sessions} such sessions say nothing of a device."
-- says_not = "Every device that sessions with administration bear is managed; {unknown} of {all_sessions} such sessions say nothing of a device."
-- cannot = "None of {all_sessions} sessions with administration says what device it came from: only Okta Verify tells."
-- blind = "Private browser profiles on a managed machine, which is how the 2023 case is said to have begun."
-- example = "in order of time; detail is the device"
-- reads = ["session_events", "events", "sessions"]

with administration as (
    select distinct session_key,
    from session_events
    where side_channel is null
        and is_act
        and (is_privileged or kind = 'admin')
        and not starts_with(session_key, 'client:')
),
within as (
    select
        session_events.session_key,
        session_events.event_id,
    from session_events
    semi join administration using (session_key)
),
devices as (
    select
        within.session_key,
        bool_or(events.device_managed) as is_managed,
        bool_or(not events.device_managed) as is_unmanaged,
        min({
            'at': events.occurred_at, 'id': events.event_id,
            'name': coalesce(events.device_name, events.device_id, 'unnamed device')
        }) filter (where not events.device_managed) as earliest,
    from events
    join within using (event_id)
    group by within.session_key
),
told as (
    select
        devices.*,
        sessions.actor_id,
        sessions.actor_login,
    from devices
    join sessions using (session_key)
)
select
    case
        when bool_or(is_unmanaged) then 'seen'
        when bool_or(is_managed) then 'not seen'
        else 'cannot be told'
    end as outcome,
    count(*) filter (where is_unmanaged) as found_count,
    {
        'sessions': count(*) filter (where is_unmanaged),
        'people': count(distinct actor_id) filter (where is_unmanaged),
        'unknown': count(*) filter (where is_managed is null and is_unmanaged is null),
        'all_sessions': count(*),
    } as fields,
    list({
        'session_key': session_key, 'event_id': earliest.id, 'at': earliest.at,
        'actor_login': actor_login, 'minutes': null::double, 'detail': earliest.name
    } order by earliest, session_key) filter (where is_unmanaged)[1:200] as examples,
from told
