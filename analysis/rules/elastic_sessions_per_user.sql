-- title = "three sessions of one person in half an hour"
-- by = "Elastic"
-- rule = "Multiple Okta Sessions Detected for a Single User"
-- source = "github.com/elastic/detection-rules, rules/integrations/okta/lateral_movement_multiple_sessions_for_single_user.toml, 621e92b6-7e54-11ee-bdc0-f661ea17fbcd"
-- severity = "medium (47)"
-- attack = "T1550.004"
-- logic = "Counts the sessions that one person begins. Fires at three within 35 minutes."
-- blind = "A replay begins no session. A telephone beside a laptop begins two."
-- says = "This person began {session_count} sessions within {minutes} minutes."
-- events = ["user.session.start"]
-- needs = ["session", "user.session.start"]
-- reads = ["session_events"]
--
-- [differs]
-- windows = "Theirs runs every half hour over the 35 minutes before; here every such stretch is looked at."
--
-- [params.sessions_from]
-- value = 3
-- unit = "sessions"
-- why = "as published"
--
-- [params.window_min]
-- value = 35
-- unit = "minutes"
-- why = "as published"

with beginnings as (
    select
        session_key,
        actor_id,
        occurred_at,
        event_id,
        count(distinct session_key) over (
            partition by actor_id
            order by occurred_at
            range between to_minutes($window_min::integer) preceding and current row
        ) as session_count,
    from session_events
    where event_type = 'user.session.start'
        and not starts_with(session_key, 'client:')
),
marked as (
    select
        *,
        min(case when session_count >= $sessions_from then occurred_at end) over (
            partition by actor_id
            order by occurred_at
            range between current row and to_minutes($window_min::integer) following
        ) as fired_at,
        max(session_count) over (partition by actor_id) as most_sessions,
    from beginnings
)
select
    session_key,
    min(fired_at) as first_at,
    list(event_id order by occurred_at, event_id)[1:50] as event_ids,
    {'session_count': max(most_sessions), 'minutes': $window_min::bigint} as fields,
from marked
where fired_at is not null
group by session_key;
