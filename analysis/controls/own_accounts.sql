-- title = "Admin accounts apart from daily ones"
-- doing = "Keeping admin accounts apart"
-- short = "Admin accounts apart"
-- phone = "Own accounts"
-- place = 9
-- family = "accounts"
-- reach = "admin"
-- claim = "An account that opens everyday apps has no rights of administration, and the other way round."
-- how = "A second account for each administrator, without mail, chat and apps, with its own factors and policy."
-- assumes = "The session in which the person opened everyday apps is that of the daily account, and all administration in it would have been a session of the other account: one more sign-in for each such session. Opening Okta itself is no everyday app."
-- blind = "A thief who takes the session of the administrator's own account, such as one recorded in the Admin Console for a support case."
-- needs = []
-- reads = ["session_events", "lane_events", "lanes", "app_uses"]
-- source = "Checklist of the 2023 case: dedicated administrator accounts"

with administration as (
    select
        session_events.session_key,
        session_events.event_id,
        session_events.occurred_at,
        coalesce(lane_events.lane_no, 1) as lane_no,
    from session_events
    left join lane_events
        on lane_events.session_key = session_events.session_key
        and lane_events.event_id = session_events.event_id
    where session_events.side_channel is null
        and (session_events.is_privileged or session_events.kind = 'admin')
        and not starts_with(session_events.session_key, 'client:')
),
daily as (
    -- by the client that signed in: what a thief opens makes no daily account
    select distinct app_uses.session_key
    from app_uses
    join lanes
        on lanes.session_key = app_uses.session_key
        and lanes.lane_no = app_uses.lane_no
    where lanes.is_origin
        and not starts_with(coalesce(app_uses.app_name, 'Okta '), 'Okta ')
),
ranked as (
    select
        administration.*,
        row_number() over (
            partition by administration.session_key, administration.lane_no
            order by administration.occurred_at, administration.event_id
        ) as place_no,
    from administration
    semi join daily using (session_key)
)
select
    session_key,
    event_id,
    occurred_at,
from ranked
where place_no = 1
