-- about = "The apps that foreign clients opened in the sessions that a briefing tells of, the most sessions first."
-- grain = "an app"
-- values = ["session_keys"]

select
    app_uses.app_id,
    min(app_uses.app_name) as app_name,
    count(distinct app_uses.session_key) as session_count,
    count(*) as sign_on_count,
from app_uses
join lane_points using (session_key, lane_no)
where lane_points.is_foreign
    and list_contains($session_keys::varchar[], app_uses.session_key)
group by app_uses.app_id
order by session_count desc, app_name, app_uses.app_id
