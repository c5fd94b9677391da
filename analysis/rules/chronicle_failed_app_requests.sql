-- title = "many apps challenged in minutes"
-- by = "Chronicle"
-- rule = "Okta Multiple Failed Requests To Access Applications"
-- source = "github.com/chronicle/detection-rules, rules/community/okta/okta_multiple_failed_requests_to_access_applications.yaral, mr_171cce33-0367-4c46-918d-c9fe813b4418"
-- severity = "medium"
-- attack = "T1550.004"
-- logic = "Counts the apps of one session that asked for a factor. Fires at six apps within 15 minutes where some sign-on succeeded in them too."
-- blind = "Tenants whose apps do not ask again; a thief who opens five apps or fewer in a quarter of an hour."
-- says = "{challenged} apps asked for a factor within {minutes} minutes."
-- events = ["policy.evaluate_sign_on", "user.authentication.sso"]
-- needs = ["session", "policy.evaluate_sign_on", "user.authentication.sso"]
-- reads = ["session_events", "events"]
--
-- [differs]
-- windows = "Every stretch of 15 minutes is looked at, wherever it begins."
--
-- [params.challenged_over]
-- value = 5
-- unit = "apps"
-- why = "as published: more than five"
--
-- [params.window_min]
-- value = 15
-- unit = "minutes"
-- why = "as published"

with challenged as (
    select session_key
    from session_events
    where event_type = 'policy.evaluate_sign_on'
        and outcome = 'CHALLENGE'
        and not starts_with(session_key, 'client:')
    group by session_key
    having count(*) > $challenged_over
),
asked as (
    select
        session_events.session_key,
        session_events.occurred_at,
        session_events.event_id,
        session_events.event_type = 'policy.evaluate_sign_on' as is_challenge,
        try(json_extract(events.targets, '$[*]')) as targets,
    from session_events
    semi join challenged using (session_key)
    join events using (event_id)
    where (
            session_events.event_type = 'policy.evaluate_sign_on'
            and session_events.outcome = 'CHALLENGE'
        )
        or (
            session_events.event_type = 'user.authentication.sso'
            and session_events.outcome in ('SUCCESS', 'ALLOW')
        )
),
named as (
    select
        * exclude (targets),
        list_filter(targets, lambda item: item ->> '$.type' = 'AppInstance')[1]
            ->> '$.displayName' as app,
    from asked
),
counted as (
    select
        *,
        count(distinct case when is_challenge then app end) over lookback as app_count,
        bool_or(not is_challenge) over lookback as has_sign_on,
        app_count > $challenged_over and has_sign_on as is_firing,
    from named
    where app is not null
    window lookback as (
        partition by session_key
        order by occurred_at
        range between to_minutes($window_min::integer) preceding and current row
    )
),
marked as (
    select
        *,
        min(case when is_firing then occurred_at end) over (
            partition by session_key
            order by occurred_at
            range between current row and to_minutes($window_min::integer) following
        ) as fired_at,
    from counted
)
select
    session_key,
    min(fired_at) as first_at,
    list(event_id order by occurred_at, event_id)[1:50] as event_ids,
    {
        'challenged': max(app_count) filter (where is_firing),
        'minutes': $window_min::bigint,
    } as fields,
from marked
where fired_at is not null
group by session_key;
