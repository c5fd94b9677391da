-- about = "Events that a correlation found, gathered by session."
-- values = ["event_ids"]

with found as (
    select distinct unnest($event_ids::varchar[]) as event_id
),
matching as (
    select
        found.event_id,
        events.occurred_at,
    from found
    join events on events.event_id = found.event_id
)
select
    session_events.session_key,
    count(*) as event_count,
    min(matching.occurred_at) as first_at,
    max(matching.occurred_at) as last_at,
    min_by(matching.event_id, (matching.occurred_at, matching.event_id)) as first_event_id,
from matching
left join session_events using (event_id)
group by session_events.session_key
order by first_at, session_events.session_key
