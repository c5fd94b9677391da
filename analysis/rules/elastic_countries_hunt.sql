-- title = "policy evaluations from two countries in an hour"
-- by = "Elastic"
-- rule = "Successful Impossible Travel Sign-On Events"
-- source = "github.com/elastic/detection-rules, hunting/okta/queries/initial_access_impossible_travel_sign_on.toml, 31585786-71f4-11ef-9e99-f661ea17fbcc"
-- severity = "hunt"
-- attack = "T1078.004"
-- logic = "Counts the countries of one person's allowed sign-on policy evaluations. Fires at two countries within one hour of the clock."
-- blind = "A thief in the same country; a pair of uses on the two sides of a full hour; a company VPN in another country looks the same."
-- says = "Sign-on policies of this person were evaluated from {country_count} countries within one hour."
-- events = ["policy.evaluate_sign_on"]
-- needs = ["policy.evaluate_sign_on", "country"]
-- reads = ["session_events", "places"]

with evaluated as (
    select
        session_events.session_key,
        session_events.actor_id,
        date_trunc('hour', session_events.occurred_at) as hour_at,
        session_events.occurred_at,
        session_events.event_id,
        places.country,
    from session_events
    join places using (place_key)
    where session_events.event_type = 'policy.evaluate_sign_on'
        and session_events.outcome in ('ALLOW', 'SUCCESS')
        and places.country is not null
),
firing as (
    select
        actor_id,
        hour_at,
        count(distinct country) as country_count,
    from evaluated
    group by actor_id, hour_at
    having min(country) <> max(country)
)
select
    evaluated.session_key,
    min(evaluated.occurred_at) as first_at,
    list(evaluated.event_id order by evaluated.occurred_at, evaluated.event_id)[1:50]
        as event_ids,
    {'country_count': max(firing.country_count)} as fields,
from firing
join evaluated using (actor_id, hour_at)
group by evaluated.session_key;
