-- title = "sign-ins from two cities in a day"
-- by = "Chronicle"
-- rule = "Okta User Logins From Multiple Cities"
-- source = "github.com/chronicle/detection-rules, rules/community/okta/okta_user_logins_from_multiple_cities.yaral, mr_b607de8a-7988-4f4f-8ecf-e8754de6bbae"
-- severity = "medium"
-- attack = "T1078"
-- logic = "Counts the cities of one person's successful sign-ins. Fires at two cities within 24 hours."
-- blind = "What happens inside a session: a replay has no sign-in of its own. A change of network moves the city of an honest person as well."
-- says = "Sign-ins of this person from {place_count} cities within {window}."
-- events = ["user.session.start"]
-- needs = ["user.session.start", "city"]
-- reads = ["session_events", "places"]
--
-- [differs]
-- windows = "Every stretch of 24 hours is looked at."
--
-- [params.window_min]
-- value = 1440
-- unit = "minutes"
-- why = "the day of the published rule"

with sign_ins as (
    select
        session_events.session_key,
        session_events.actor_id,
        session_events.occurred_at,
        session_events.event_id,
        places.city as place,
    from session_events
    join places using (place_key)
    where session_events.event_type = 'user.session.start'
        and session_events.outcome = 'SUCCESS'
        and places.city is not null
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
    {'place_count': max(most_places), 'window': '24 hours'} as fields,
from marked
where fired_at is not null
    and session_key is not null
group by session_key;
