-- title = "sign-ins from two countries in three hours"
-- by = "Sentinel"
-- rule = "User Login from Different Countries within 3 hours"
-- source = "github.com/Azure/Azure-Sentinel, Solutions/Okta Single Sign-On/Analytic Rules/LoginfromUsersfromDifferentCountrieswithin3hours.yaml, 2954d424-f786-4677-9ffc-c24c44c6e7d5"
-- severity = "high"
-- attack = "T1078"
-- logic = "Counts the countries of one person's successful sign-ins. Fires at two countries within three hours."
-- blind = "What happens inside a session: a replay has no sign-in of its own. A change of network moves the city of an honest person as well."
-- says = "Sign-ins of this person from {place_count} countries within {window}."
-- events = ["user.session.start"]
-- needs = ["user.session.start", "country"]
-- reads = ["session_events", "places"]
--
-- [differs]
-- windows = "Theirs runs every three hours; here every stretch of three hours is looked at, wherever it begins."
--
-- [params.window_min]
-- value = 180
-- unit = "minutes"
-- why = "the three hours of the published rule"

with sign_ins as (
    select
        session_events.session_key,
        session_events.actor_id,
        session_events.occurred_at,
        session_events.event_id,
        places.country as place,
    from session_events
    join places using (place_key)
    where session_events.event_type = 'user.session.start'
        and session_events.outcome = 'SUCCESS'
        and places.country is not null
),
changed as (
    select actor_id
    from sign_ins
    group by actor_id
    having min(place) <> max(place)
),
counted as (
    select
        *,
        count(distinct place) over (
            partition by actor_id
            order by occurred_at
            range between to_minutes($window_min::integer) preceding and current row
        ) as place_count,
    from sign_ins
    semi join changed using (actor_id)
),
marked as (
    select
        *,
        min(case when place_count > 1 then occurred_at end) over (
            partition by actor_id
            order by occurred_at
            range between current row and to_minutes($window_min::integer) following
        ) as fired_at,
        max(place_count) over (partition by actor_id) as most_places,
    from counted
)
select
    session_key,
    min(fired_at) as first_at,
    list(event_id order by occurred_at, event_id)[1:50] as event_ids,
    {'place_count': max(most_places), 'window': 'three hours'} as fields,
from marked
where fired_at is not null
    and session_key is not null
group by session_key;
