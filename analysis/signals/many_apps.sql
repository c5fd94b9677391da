-- title = "many apps in minutes"
-- claim = "The second client was issued sign-ons to many different apps within minutes."
-- why = "A thief collects app sessions before the Okta session ends."
-- family = "acts"
-- points = 30
-- weighed = "weight of evidence 9.1: in 7.4 of 100 stolen lanes and 0 of 100 honest ones; fitted 30"
-- attack = "T1538"
-- needs = []
-- blind = "A patient thief."
-- says = "Sign-ons to {app_count} different apps issued to this client within {minutes} minutes."
-- steps = [
--     "Ask each app's owner for the person's activity in the window, by address.",
--     "Compare with the number of apps this person opens on a usual morning.",
-- ]
-- source = "Okta customer detections: rapid application access"
-- reads = ["lane_facts", "app_uses"]
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

with apps as (
    select
        app_uses.session_key,
        app_uses.lane_no,
        app_uses.occurred_at,
        app_uses.event_id,
        app_uses.app_id,
    from lane_facts
    join app_uses using (session_key, lane_no)
    where lane_facts.is_candidate
    -- only lanes with that many sign-ons are looked at moment by moment, which costs most
    qualify count(*) over (
        partition by app_uses.session_key, app_uses.lane_no
    ) >= $many_apps
),
counted as (
    select
        session_key,
        lane_no,
        occurred_at,
        event_id,
        count(distinct app_id) over following as app_count,
    from apps
    window following as (
        partition by session_key, lane_no
        order by occurred_at
        range between current row and to_minutes($many_apps_within_min::integer) following
    )
),
busiest as (
    select
        session_key,
        lane_no,
        occurred_at,
        app_count,
    from counted
    where app_count >= $many_apps
    qualify row_number() over (
        partition by session_key, lane_no
        order by app_count desc, occurred_at, event_id
    ) = 1
)
select
    busiest.session_key,
    busiest.lane_no,
    null as grade,
    {
        'app_count': max(busiest.app_count),
        'minutes': $many_apps_within_min::bigint,
    } as fields,
    list(apps.event_id order by apps.occurred_at, apps.event_id)[1:50] as event_ids,
from busiest
join apps
    on apps.session_key = busiest.session_key
    and apps.lane_no = busiest.lane_no
    and apps.occurred_at between busiest.occurred_at
        and busiest.occurred_at + to_minutes($many_apps_within_min::integer)
group by busiest.session_key, busiest.lane_no;
