-- title = "sign-ins from two countries in half an hour"
-- by = "Elastic"
-- rule = "Okta User Sessions Started from Different Geolocations"
-- source = "github.com/elastic/detection-rules, rules/integrations/okta/initial_access_okta_user_sessions_started_from_different_geolocations.toml, 2e56e1bc-867a-11ee-b13e-f661ea17fbcd"
-- severity = "medium (47)"
-- attack = "T1078.004"
-- logic = "Counts the countries of one person's successful sign-ins, sign-ons and factors, leaving out what Okta takes for a proxy. Fires at two countries within half an hour."
-- blind = "A thief in the same country, behind a proxy, or more than half an hour from the person's own use."
-- says = "Sign-ins and sign-ons of this person from {country_count} countries within half an hour."
-- events = ["user.authentication.*", "user.session.start"]
-- needs = ["user.authentication.* or user.session.start", "country"]
-- reads = ["session_events", "places", "addresses"]
--
-- [differs]
-- windows = "Theirs runs every quarter of an hour over the half before; here every stretch of half an hour is looked at."
--
-- [params.window_min]
-- value = 30
-- unit = "minutes"
-- why = "as published"

with proxies as (
    select distinct network_key
    from addresses
    where is_proxy
),
uses as (
    select
        session_events.session_key,
        session_events.actor_id,
        session_events.occurred_at,
        session_events.event_id,
        places.country,
    from session_events
    join places using (place_key)
    anti join proxies using (network_key)
    where (
            starts_with(session_events.event_type, 'user.authentication.')
            or session_events.event_type = 'user.session.start'
        )
        and session_events.outcome in ('SUCCESS', 'ALLOW')
        and places.country is not null
),
several as (
    select actor_id
    from uses
    group by actor_id
    having min(country) <> max(country)
),
counted as (
    select
        *,
        count(distinct country) over (
            partition by actor_id
            order by occurred_at
            range between to_minutes($window_min::integer) preceding and current row
        ) as country_count,
    from uses
    semi join several using (actor_id)
),
marked as (
    select
        *,
        min(case when country_count > 1 then occurred_at end) over (
            partition by actor_id
            order by occurred_at
            range between current row and to_minutes($window_min::integer) following
        ) as fired_at,
        max(country_count) over (partition by actor_id) as most_countries,
    from counted
)
select
    session_key,
    min(fired_at) as first_at,
    list(event_id order by occurred_at, event_id)[1:50] as event_ids,
    {'country_count': max(most_countries)} as fields,
from marked
where fired_at is not null
group by session_key;
