-- about = "How much happened in each stretch of time: events, and sessions that began."
-- grain = "a stretch in which anything happened"
-- values = ["step_min"]
--
-- [columns]
-- from_at = "the stretch begins, UTC; stretches of a week begin on a Monday"
-- event_count = "events"
-- session_count = "sessions of Okta that began here"

with happened as (
    select
        time_bucket(to_minutes($step_min::integer), occurred_at) as from_at,
        count(*) as event_count,
    from events
    group by from_at
),
began as (
    select
        time_bucket(to_minutes($step_min::integer), started_at) as from_at,
        count(*) as session_count,
    from sessions
    where not is_inferred
    group by from_at
)
select
    happened.from_at,
    happened.event_count,
    coalesce(began.session_count, 0) as session_count,
from happened
left join began using (from_at)
order by happened.from_at
