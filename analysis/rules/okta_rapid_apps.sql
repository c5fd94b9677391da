-- title = "ten apps in a minute"
-- by = "Okta"
-- rule = "Rapid Okta Application Access"
-- source = "github.com/okta/customer-detections, detections/rapid_application_access.yml, 2c6f8d09fd3f5bc3eb735e293497ca63"
-- severity = "none given"
-- attack = "T1538"
-- logic = "Counts the apps that one person opened from the dashboard. Fires at ten different apps within one minute of the clock."
-- blind = "A thief with fewer apps or more patience; sign-ons that the app's side began."
-- says = "{app_count} apps opened from the dashboard within one minute."
-- events = ["user.authentication.sso"]
-- needs = ["user.authentication.sso", "initiation"]
-- reads = ["session_events", "events"]
--
-- [params.apps_from]
-- value = 10
-- unit = "apps"
-- why = "as published"

with busy as (
    select
        session_key,
        event_id,
        occurred_at,
        actor_id,
        date_trunc('minute', occurred_at) as minute_at,
        count(*) over (partition by actor_id, date_trunc('minute', occurred_at)) as sign_on_count,
    from session_events
    where event_type = 'user.authentication.sso'
        and outcome = 'SUCCESS'
),
sign_ons as (
    select
        busy.*,
        try(json_extract(events.targets, '$[*]')) as targets,
    from busy
    join events using (event_id)
    where busy.sign_on_count >= $apps_from
        and events.initiation_type = 'IDP_INITIATED'
),
apps as (
    select
        * exclude (targets),
        list_filter(targets, lambda item: item ->> '$.type' = 'AppInstance')[1]
            ->> '$.alternateId' as app,
    from sign_ons
),
firing as (
    select
        actor_id,
        minute_at,
        count(distinct app) as app_count,
    from apps
    group by actor_id, minute_at
    having count(distinct app) >= $apps_from
)
select
    apps.session_key,
    min(apps.minute_at) as first_at,
    list(apps.event_id order by apps.occurred_at, apps.event_id)[1:50] as event_ids,
    {'app_count': max(firing.app_count)} as fields,
from firing
join apps using (actor_id, minute_at)
group by apps.session_key;
