-- title = "many apps challenged, few answered"
-- by = "Okta"
-- rule = "Multiple Failed Requests to Access Okta Applications"
-- source = "github.com/okta/customer-detections, detections/multiple_failed_requests_to_access_okta_applications.yml, 5f9e45f26f5e4a190a61ef4c697c0d72"
-- severity = "high"
-- attack = "T1550.004"
-- logic = "Counts, for one session and address, the apps that asked for a factor and the sign-ons that followed. Fires at three challenged apps where less than half were answered."
-- blind = "Tenants whose apps do not ask again, where nothing is ever challenged; a thief who leaves after two apps."
-- says = "{challenged} apps asked for a factor at one address; sign-ons that followed: {answered}."
-- events = ["policy.evaluate_sign_on", "user.authentication.sso"]
-- needs = ["session", "policy.evaluate_sign_on"]
-- reads = ["session_events", "events"]
--
-- [differs]
-- windows = "The published search names no window: the whole session is looked at."
--
-- [params.challenged_over]
-- value = 2
-- unit = "apps"
-- why = "as published: more than two"
--
-- [params.answered_under]
-- value = 0.5
-- unit = "sign-ons per challenged app"
-- why = "as published: less than half"

with challenged as (
    -- only where there are enough challenges are targets read, which costs most
    select
        session_key,
        address,
    from session_events
    where event_type = 'policy.evaluate_sign_on'
        and outcome = 'CHALLENGE'
        and not starts_with(session_key, 'client:')
    group by session_key, address
    having count(*) > $challenged_over
),
asked as (
    select
        session_events.session_key,
        session_events.address,
        session_events.occurred_at,
        session_events.event_id,
        session_events.event_type = 'policy.evaluate_sign_on' as is_challenge,
        try(json_extract(events.targets, '$[*]')) as targets,
    from session_events
    semi join challenged using (session_key, address)
    join events using (event_id)
    where (
            session_events.event_type = 'policy.evaluate_sign_on'
            and session_events.outcome = 'CHALLENGE'
        )
        or (
            session_events.event_type = 'user.authentication.sso'
            and session_events.outcome = 'SUCCESS'
        )
),
named as (
    select
        * exclude (targets),
        list_filter(targets, lambda item: item ->> '$.type' = 'AppInstance')[1]
            ->> '$.displayName' as app,
    from asked
),
apps as (
    select
        session_key,
        address,
        app,
        min(occurred_at) filter (where is_challenge) as first_challenge_at,
        count(*) filter (where not is_challenge) as sign_on_count,
    from named
    where app is not null
    group by session_key, address, app
    having bool_or(is_challenge)
),
firing as (
    select
        session_key,
        address,
        count(*) as challenged,
        sum(sign_on_count)::bigint as answered,
        list(first_challenge_at order by first_challenge_at)[$challenged_over + 1] as fired_at,
    from apps
    group by session_key, address
    having count(*) > $challenged_over
        and sum(sign_on_count) / count(*) < $answered_under
)
select
    firing.session_key,
    min(firing.fired_at) as first_at,
    list(named.event_id order by named.occurred_at, named.event_id)[1:50] as event_ids,
    {'challenged': max(firing.challenged), 'answered': min(firing.answered)} as fields,
from firing
join named using (session_key, address)
where named.is_challenge
    and named.app is not null
group by firing.session_key;
