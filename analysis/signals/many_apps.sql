-- title = "many apps in minutes"
-- claim = "The second client opened many different apps within minutes."
-- why = "A thief collects app sessions before the Okta session ends."
-- family = "acts"
-- points = 15
-- attack = "T1538"
-- needs = []
-- blind = "A patient thief."
-- says = "{app_count} sign-ons issued within {minutes} minutes."
-- steps = [
--     "Ask each app's owner for the person's activity in the window, by address.",
--     "Compare with the number of apps this person opens on a usual morning.",
-- ]
-- source = "Okta customer detections: rapid application access"
-- reads = ["lane_facts", "lane_events"]
--
-- [params.many_apps]
-- value = 6
-- unit = "sign-ons"
-- why = "people open three or four apps when the day begins; from six on in minutes it is rare"
--
-- [params.many_apps_within_min]
-- value = 10
-- unit = "minutes"
-- why = "the window in which the sign-ons are counted"
--
-- [false_positives]
-- morning = "Restored browser tabs open many apps at once, from the client that signed in."

with counted as (
    select
        session_key,
        lane_no,
        occurred_at,
        event_id,
        count(*) over (
            partition by session_key, lane_no
            order by occurred_at
            range between current row and to_minutes($many_apps_within_min::integer) following
        ) as app_count,
    from lane_events
    where event_type = 'user.authentication.sso'
        and is_act
),
busiest as (
    select
        session_key,
        lane_no,
        max(app_count) as app_count,
        list(event_id order by occurred_at, event_id) as event_ids,
    from counted
    group by session_key, lane_no
)
select
    lane_facts.session_key,
    lane_facts.lane_no,
    null as grade,
    {'app_count': busiest.app_count, 'minutes': $many_apps_within_min::bigint} as fields,
    busiest.event_ids[1:50] as event_ids,
from lane_facts
join busiest using (session_key, lane_no)
where is_candidate
    and busiest.app_count >= $many_apps;
