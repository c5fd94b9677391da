-- title = "How long sessions of administrators live"
-- place = 2
-- answers = [36, 46, 13]
-- says = "{over} of {sessions} sessions of people with rights of administration were used beyond {absolute_limit_min} in all ({long}) or again after {idle_limit_min} without an event ({idle}); the longest lasted {longest_min}, the longest idle stretch was {longest_idle_min}."
-- says_not = "None of {sessions} sessions of people with rights of administration was used beyond {absolute_limit_min} in all or after {idle_limit_min} without an event; the longest lasted {longest_min}, the longest idle stretch was {longest_idle_min}."
-- cannot = "Nobody here is known to have rights of administration, by the list in Settings or by what they did."
-- blind = "Use that leaves no event makes stretches look idle; a limit that nobody reached cannot be told from one that is on."
-- example = "the longest first; detail is the length"
-- reads = ["session_events", "privileged_people", "sessions"]
--
-- [params.absolute_min]
-- value = 720
-- unit = "minutes"
-- why = "twelve hours in all: beyond it guides after 2023 call it a finding"
--
-- [params.idle_min]
-- value = 480
-- unit = "minutes"
-- why = "eight hours idle: beyond it guides after 2023 call it a finding"

with timed as (
    select
        session_events.session_key,
        session_events.event_id,
        session_events.occurred_at,
        lag(session_events.occurred_at) over (
            partition by session_events.session_key
            order by session_events.occurred_at, session_events.event_id
        ) as previous_at,
    from session_events
    semi join privileged_people using (actor_id)
    where session_events.side_channel is null
        and not starts_with(session_events.session_key, 'client:')
),
measured as (
    select
        session_key,
        (epoch_ms(max(occurred_at)) - epoch_ms(min(occurred_at))) / 60000 as length_min,
        max(epoch_ms(occurred_at) - epoch_ms(previous_at)) / 60000 as idle_min,
        max({'at': occurred_at, 'id': event_id}) as last_event,
    from timed
    group by session_key
),
judged as (
    select
        measured.*,
        sessions.actor_login,
        measured.length_min > $absolute_min as is_long,
        coalesce(measured.idle_min > $idle_min, false) as is_idle,
    from measured
    join sessions using (session_key)
),
worst as (
    select *
    from judged
    where is_long
        or is_idle
    order by length_min desc, session_key
    limit 200
)
select
    case
        when count(*) = 0 then 'cannot be told'
        when bool_or(is_long or is_idle) then 'seen'
        else 'not seen'
    end as outcome,
    count(*) filter (where is_long or is_idle) as found_count,
    {
        'over': count(*) filter (where is_long or is_idle),
        'sessions': count(*),
        'long': count(*) filter (where is_long),
        'idle': count(*) filter (where is_idle),
        'longest_min': max(length_min),
        'longest_idle_min': max(idle_min),
        'absolute_limit_min': $absolute_min::bigint,
        'idle_limit_min': $idle_min::bigint,
    } as fields,
    (
        select list({
            'session_key': session_key, 'event_id': last_event.id, 'at': last_event.at,
            'actor_login': actor_login, 'minutes': length_min, 'detail': null::varchar
        } order by length_min desc, session_key)
        from worst
    ) as examples,
from judged
