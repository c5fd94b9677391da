-- about = "The apps that one person's sessions opened, and which of them a foreign client opened."
-- grain = "an app"
-- values = ["actor_id"]
--
-- [columns]
-- foreign_count = "sign-ons issued to foreign clients"
-- first_session_key = "the session of the first sign-on"
-- is_first_foreign = "the first sign-on was issued to a foreign client"

with uses as (
    select
        app_uses.*,
        coalesce(lane_points.is_foreign, false) as is_foreign,
    from app_uses
    left join lane_points
        on lane_points.session_key = app_uses.session_key
        and lane_points.lane_no = app_uses.lane_no
    where app_uses.actor_id = $actor_id
        and app_uses.app_id is not null
)
select
    app_id,
    max(app_name) as app_name,
    count(distinct session_key) as session_count,
    count(*) as event_count,
    count(*) filter (where is_foreign) as foreign_count,
    min(occurred_at) as first_at,
    max(occurred_at) as last_at,
    min({'at': occurred_at, 'id': event_id, 'session_key': session_key}).session_key
        as first_session_key,
    min({'at': occurred_at, 'id': event_id, 'is_foreign': is_foreign}).is_foreign
        as is_first_foreign,
from uses
group by app_id
order by
    session_count desc,
    event_count desc,
    app_id
