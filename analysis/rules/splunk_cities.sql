-- title = "sign-ins from two cities"
-- by = "Splunk"
-- rule = "Okta User Logins from Multiple Cities"
-- source = "github.com/splunk/security_content, detections/application/okta_user_logins_from_multiple_cities.yml"
-- severity = "risk score"
-- attack = "T1078"
-- logic = "Counts the cities of one person's sign-ins, failed ones as well. Fires at two cities within the time that is searched."
-- blind = "What happens inside a session: a replay has no sign-in of its own. A change of network moves the city of an honest person as well."
-- says = "Sign-ins of this person from {place_count} cities within {window}."
-- events = ["user.session.start"]
-- needs = ["user.session.start", "city"]
-- reads = ["events", "session_events", "places"]
--
-- [differs]
-- windows = "The published search names no window; a run every hour over the hour before is assumed, and every stretch of an hour is looked at."
--
-- [params.window_min]
-- value = 60
-- unit = "minutes"
-- why = "the hour that Splunk's content is scheduled over"

with sign_ins as (
    -- failed sign-ins have no session, and count all the same
    select
        session_events.session_key,
        coalesce(events.actor_id, events.actor_login) as actor_id,
        events.occurred_at,
        events.event_id,
        places.city as place,
    from events
    join places using (place_key)
    left join session_events using (event_id)
    where events.event_type = 'user.session.start'
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
    {'place_count': max(most_places), 'window': 'an hour'} as fields,
from marked
where fired_at is not null
    and session_key is not null
group by session_key;
