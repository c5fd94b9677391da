-- about = "The apps that the foreign lanes of some sessions opened, first opened first."
-- grain = "a session and an app"
-- values = ["session_keys"]
--
-- [columns]
-- use_count = "sign-ons issued to foreign lanes"

with acts as (
    select
        lane_events.session_key,
        lane_events.event_id,
        (row_number() over (
            partition by lane_events.session_key
            order by lane_events.occurred_at, lane_events.event_id
        ))::integer as act_no,
    from lane_events
    join lane_points using (session_key, lane_no)
    where list_contains($session_keys::varchar[], lane_events.session_key)
        and lane_points.is_foreign
        and lane_events.is_act
)
select
    app_uses.session_key,
    app_uses.app_id,
    coalesce(min(app_uses.app_name), app_uses.app_id) as app_name,
    min(app_uses.occurred_at) as first_at,
    max(app_uses.occurred_at) as last_at,
    count(*)::integer as use_count,
    min(acts.act_no) as act_no,
from app_uses
join acts using (session_key, event_id)
where app_uses.app_id is not null
group by app_uses.session_key, app_uses.app_id
order by first_at, app_uses.app_id, app_uses.session_key
