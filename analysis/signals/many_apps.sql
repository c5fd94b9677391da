-- title = "many apps in minutes"
-- claim = "The second client was issued sign-ons to many different apps within minutes."
-- why = "A thief collects app sessions before the Okta session ends."
-- family = "acts"
-- points = 15
-- attack = "T1538"
-- needs = []
-- blind = "A patient thief."
-- says = "Sign-ons to {app_count} different apps issued to this client within {minutes} minutes."
-- steps = [
--     "Ask each app's owner for the person's activity in the window, by address.",
--     "Compare with the number of apps this person opens on a usual morning.",
-- ]
-- source = "Okta customer detections: rapid application access"
-- reads = ["lane_facts", "lane_events", "events"]
--
-- [params.many_apps]
-- value = 6
-- unit = "apps"
-- why = "people open three or four apps when the day begins; from six on in minutes it is rare"
--
-- [params.many_apps_within_min]
-- value = 10
-- unit = "minutes"
-- why = "the window in which the apps are counted"
--
-- [false_positives]
-- morning = "Restored browser tabs open many apps at once, from the client that signed in."

with candidates as (
    select
        lane_events.session_key,
        lane_events.lane_no,
        lane_events.occurred_at,
        lane_events.event_id,
        -- only lanes with that many sign-ons need their targets read, which costs most
        count(*) over (partition by lane_events.session_key, lane_events.lane_no) as sign_on_count,
    from lane_facts
    join lane_events using (session_key, lane_no)
    where lane_facts.is_candidate
        and lane_events.event_type in ('user.authentication.sso', 'app.oauth2.signon')
        and lane_events.is_act
),
sign_ons as (
    select
        candidates.session_key,
        candidates.lane_no,
        candidates.occurred_at,
        candidates.event_id,
        try(json_extract_string(events.targets, '$[*]')) as targets,
    from candidates
    join events using (event_id)
    where candidates.sign_on_count >= $many_apps
),
apps as (
    -- the app of a sign-on is its one target of the type AppInstance
    select
        * exclude (targets),
        list_filter(targets, lambda item: item ->> '$.type' = 'AppInstance')[1]
            ->> '$.id' as app_id,
    from sign_ons
),
counted as (
    select
        session_key,
        lane_no,
        occurred_at,
        event_id,
        count(distinct app_id) over following as app_count,
        list(event_id order by occurred_at, event_id) over following as event_ids,
    from apps
    window following as (
        partition by session_key, lane_no
        order by occurred_at
        range between current row and to_minutes($many_apps_within_min::integer) following
    )
),
ranked as (
    select
        *,
        row_number() over (
            partition by session_key, lane_no
            order by app_count desc, occurred_at, event_id
        ) as place_no,
    from counted
)
select
    session_key,
    lane_no,
    null as grade,
    {'app_count': app_count, 'minutes': $many_apps_within_min::bigint} as fields,
    event_ids[1:50] as event_ids,
from ranked
where place_no = 1
    and app_count >= $many_apps;
