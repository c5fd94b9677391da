-- title = "sixteen apps in five minutes"
-- by = "Elastic"
-- rule = "Multiple Application SSO Authentication from the Same Source"
-- source = "github.com/elastic/detection-rules, hunting/okta/queries/defense_evasion_multiple_application_sso_authentication_repeat_source.toml, 03bce3b0-6ded-11ef-9282-f661ea17fbcc"
-- severity = "hunt"
-- attack = "T1550.001"
-- logic = "Counts the apps that one person signed on to from one address. Fires above 15 apps within five minutes of the clock."
-- blind = "A thief with fewer apps or more patience; persons who have not got sixteen apps."
-- says = "Sign-ons to {app_count} apps from one address within five minutes."
-- events = ["user.authentication.sso"]
-- needs = ["user.authentication.sso"]
-- reads = ["session_events", "events"]
--
-- [differs]
-- apps = "Theirs reads the app out of the request's path; here it is the target of the sign-on, which more exports carry."
--
-- [params.apps_over]
-- value = 15
-- unit = "apps"
-- why = "as published: more than fifteen"

with busy as (
    select
        session_key,
        event_id,
        occurred_at,
        actor_id,
        address,
        time_bucket(interval 5 minutes, occurred_at) as window_at,
        count(*) over (
            partition by actor_id, address, time_bucket(interval 5 minutes, occurred_at)
        ) as sign_on_count,
    from session_events
    where event_type = 'user.authentication.sso'
),
sign_ons as (
    select
        busy.*,
        try(json_extract(events.targets, '$[*]')) as targets,
    from busy
    join events using (event_id)
    where busy.sign_on_count > $apps_over
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
        address,
        window_at,
        count(distinct app) as app_count,
    from apps
    group by actor_id, address, window_at
    having count(distinct app) > $apps_over
)
select
    apps.session_key,
    min(apps.window_at) as first_at,
    list(apps.event_id order by apps.occurred_at, apps.event_id)[1:50] as event_ids,
    {'app_count': max(firing.app_count)} as fields,
from firing
join apps using (actor_id, address, window_at)
group by apps.session_key;
