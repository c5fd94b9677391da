-- about = "Each sign-on that was issued, with its app: what a client opened."
-- grain = "a sign-on that was issued in a session"
-- key = ["event_id"]
-- reads = ["session_events", "lane_events", "events"]
--
-- [columns]
-- event_id = "the sign-on"
-- occurred_at = "UTC"
-- session_key = "the session"
-- lane_no = "the lane; 1 where the session has one client"
-- actor_id = "the person"
-- app_id = "Okta's id of the app; its name where no id is given; null where the event names no app"
-- app_name = "what the app is called here"

create or replace table app_uses as
with sign_ons as (
    select
        session_key,
        occurred_at,
        event_id,
        actor_id,
    from session_events
    where event_type in ('user.authentication.sso', 'app.oauth2.signon')
        and is_act
        and side_channel is null
),
named as (
    -- the app of a sign-on is its one target of the type AppInstance; the order of targets varies
    select
        events.event_id,
        list_filter(
            try(from_json(
                events.targets,
                '[{"type":"VARCHAR","id":"VARCHAR","displayName":"VARCHAR","alternateId":"VARCHAR"}]'
            )),
            lambda item: item.type = 'AppInstance'
        )[1] as app,
    from events
    where events.event_type in ('user.authentication.sso', 'app.oauth2.signon')
)
select
    sign_ons.event_id,
    sign_ons.occurred_at,
    sign_ons.session_key,
    coalesce(lane_events.lane_no, 1) as lane_no,
    sign_ons.actor_id,

    coalesce(named.app.id, named.app."displayName") as app_id,
    coalesce(named.app."displayName", named.app."alternateId") as app_name,
from sign_ons
join named using (event_id)
left join lane_events
    on lane_events.event_id = sign_ons.event_id
    and lane_events.session_key = sign_ons.session_key;
