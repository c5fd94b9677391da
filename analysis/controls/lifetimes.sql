-- title = "Lifetimes {idle} idle, {absolute} in all"
-- doing = "Lifetimes of {idle} idle and {absolute} in all"
-- short = "Lifetimes {idle} / {absolute}"
-- phone = "{idle} / {absolute}"
-- place = 8
-- family = "lifetime"
-- reach = "session"
-- claim = "A session ends after {idle} without an event, and {absolute} after it began."
-- how = "Session lifetime and idle time in the global session policy and, for the Admin Console, in its own settings."
-- assumes = "A request that leaves no event does not count as use, so honest people are interrupted less than this says. A session whose sign-in is not in the export began at its first event here. The clock of the whole session starts anew at each multiple of its lifetime."
-- blind = "A thief who comes soon and works on: use keeps a session alive, whoever uses it."
-- needs = []
-- reads = ["session_events"]
-- source = "Checklist of the 2023 case: 60 minutes idle and 4 hours in all for administrators; Okta's defaults of 2023 (2 h) and of January 2024 (15 min, 12 h)"
--
-- [params.idle_min]
-- value = 60
-- unit = "minutes"
-- why = "the limit that guides after 2023 ask for administrators"
--
-- [params.absolute_min]
-- value = 240
-- unit = "minutes"
-- why = "four hours, as guides after 2023 ask for administrators"
--
-- [[variants]]
-- idle_min = 60
-- absolute_min = 240
--
-- [[variants]]
-- idle_min = 15
-- absolute_min = 720
--
-- [[variants]]
-- idle_min = 120
-- absolute_min = 1440

with timed as (
    select
        session_key,
        event_id,
        occurred_at,
        lag(occurred_at) over (
            partition by session_key
            order by occurred_at, event_id
        ) as previous_at,
        min(occurred_at) over (partition by session_key) as began_at,
    from session_events
    where side_channel is null
        and not starts_with(session_key, 'client:')
),
measured as (
    select
        session_key,
        event_id,
        occurred_at,
        epoch_ms(occurred_at) - epoch_ms(previous_at) as idle_ms,
        (epoch_ms(occurred_at) - epoch_ms(began_at)) // ($absolute_min * 60000) as term,
        (epoch_ms(previous_at) - epoch_ms(began_at)) // ($absolute_min * 60000) as previous_term,
    from timed
    where previous_at is not null
)
select
    session_key,
    event_id,
    occurred_at,
from measured
where idle_ms > $idle_min * 60000
    or term > previous_term
