-- about = "What the controls are measured against: honest sessions, their people and days, and what this case can tell."
-- values = ["left_out"]
--
-- [columns]
-- honest_count = "sessions that are neither a replay nor open and worth a look"
-- person_days = "days on which a person used Okta, summed over all people"
-- has_har_uploads = "the register of HAR uploads holds any that fits a session"

with honest as (
    select *
    from sessions
    where not is_inferred
        and not list_contains($left_out::varchar[], session_key)
),
days as (
    select
        actor_id,
        date_trunc('day', occurred_at) as day,
    from session_events
    where side_channel is null
        and not starts_with(session_key, 'client:')
    group by 1, 2
)
select
    (select count(*) from honest) as honest_count,
    (select count(distinct actor_id) from honest) as person_count,
    (select count(*) from days) as person_days,
    (select min(started_at) from sessions) as from_at,
    (select max(ended_at) from sessions) as until_at,
    (select coalesce(bool_or(has_as_number), false) from sessions) as has_as_number,
    (select coalesce(bool_or(has_place), false) from sessions) as has_place,
    (select coalesce(bool_or(has_agent), false) from sessions) as has_agent,
    (select count(*) > 0 from exposures) as has_har_uploads,
    (select count(*) > 0 from operator_networks) as has_own_networks,
    (select count(distinct actor_id) from privileged_people) as privileged_count
