-- about = "The apps that the foreign lanes of one session opened, first opened first."
-- values = ["session_key"]
--
-- [columns]
-- use_count = "sign-ons issued to foreign lanes of this session"
-- is_new_for_person = "nobody but foreign lanes had it opened in the person's sessions before"

with foreign_uses as (
    select app_uses.*
    from app_uses
    join lane_points using (session_key, lane_no)
    where app_uses.session_key = $session_key
        and lane_points.is_foreign
),
opened as (
    select
        actor_id,
        app_id,
        min(app_name) as app_name,
        min({'at': occurred_at, 'id': event_id}) as earliest,
        max(occurred_at) as last_at,
        count(*) as use_count,
    from foreign_uses
    where app_id is not null
    group by actor_id, app_id
)
select
    opened.app_id,
    coalesce(opened.app_name, opened.app_id) as app_name,
    opened.earliest.at as first_at,
    opened.earliest.id as event_id,
    opened.last_at,
    opened.use_count::integer as use_count,
    not exists (
        select 1
        from app_uses as known_uses
        left join lane_points
            on lane_points.session_key = known_uses.session_key
            and lane_points.lane_no = known_uses.lane_no
        where known_uses.actor_id = opened.actor_id
            and known_uses.app_id = opened.app_id
            and known_uses.occurred_at < opened.earliest.at
            and not coalesce(lane_points.is_foreign, false)
    ) as is_new_for_person,
from opened
order by first_at, event_id
