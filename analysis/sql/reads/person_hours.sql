-- about = "When one person is at work here: events by day of the week and hour, of foreign clients apart."
-- grain = "a day of the week and hour with an event"
-- values = ["actor_id"]
--
-- [columns]
-- day_no = "0 is Monday"
-- hour_no = "of the day, UTC"
-- own_count = "events of clients that are not taken for foreign"
-- foreign_count = "events of foreign clients"

with foreign_events as (
    select lane_events.event_id
    from lane_events
    join lane_points
        on lane_points.session_key = lane_events.session_key
        and lane_points.lane_no = lane_events.lane_no
    where lane_points.is_foreign
        and lane_events.session_key in (
            select session_key
            from sessions
            where actor_id = $actor_id
        )
)
select
    isodow(session_events.occurred_at)::integer - 1 as day_no,
    hour(session_events.occurred_at)::integer as hour_no,
    count(*) filter (where foreign_events.event_id is null) as own_count,
    count(*) filter (where foreign_events.event_id is not null) as foreign_count,
from session_events
left join foreign_events using (event_id)
where session_events.actor_id = $actor_id
    and session_events.side_channel is null
group by all
order by
    day_no,
    hour_no
