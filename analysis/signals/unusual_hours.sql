-- title = "unusual hours"
-- claim = "The second client acted at hours of the day at which the person never worked in this case."
-- why = "A thief keeps the hours of another part of the world, or waits until the person sleeps."
-- family = "concurrency"
-- points = 4
-- weighed = "weight of evidence 0.9: in 3.7 of 100 stolen lanes and 1.6 of 100 honest ones; fitted 4"
-- attack = "T1078.004"
-- needs = ["baseline"]
-- blind = "A thief who keeps the person's hours; shifts and journeys move them. People seen on few days are left out."
-- says = "This client acted from {from_hour} to {until_hour} UTC; on {day_count} other days here this person worked at no hour within {within} h of it."
-- steps = [
--     "Ask the person whether they were up and working at that hour, and in which time zone.",
--     "List the hours of their sessions over 90 days by published.",
-- ]
-- source = "DESIGN of the program, section 5"
-- reads = ["lane_facts", "lane_events", "session_events", "sessions"]
--
-- [params.hours_known_days]
-- value = 4
-- unit = "days"
-- why = "fewer days do not tell a habit"
--
-- [params.hours_apart_h]
-- value = 2
-- unit = "hours"
-- why = "people begin earlier and stay longer now and then; the day is a circle, so 23 and 1 o'clock are two hours apart"
--
-- [false_positives]
-- on_call = "Somebody is called at night once a month: worth little."
-- new_joiner = "A person with few days in the export has no habit yet: nothing is said."

with masks as (
    -- a bit for each hour of the day
    select
        session_key,
        bit_or((1 << hour(occurred_at))::integer) as hours,
    from session_events
    where is_act
        and side_channel is null
    group by session_key
),
acted as (
    select
        lane_facts.session_key,
        lane_facts.lane_no,
        lane_facts.actor_id,
        hour(lane_events.occurred_at) as at_hour,
        min({'at': lane_events.occurred_at, 'id': lane_events.event_id}) as earliest,
        max(lane_events.occurred_at) as latest_at,
    from lane_facts
    join lane_events using (session_key, lane_no)
    where lane_facts.is_candidate
        and lane_events.is_act
    group by all
),
near as (
    select
        acted.session_key,
        acted.lane_no,
        acted.actor_id,
        bit_or(
            (1 << ((acted.at_hour + apart.hour_count + 48) % 24))::integer
        ) as hours,
        min(acted.earliest) as earliest,
        max(acted.latest_at) as latest_at,
    from acted
    cross join (
        select unnest(range(-$hours_apart_h::integer, $hours_apart_h::integer + 1)) as hour_count
    ) as apart
    group by acted.session_key, acted.lane_no, acted.actor_id
),
others as (
    select
        sessions.session_key,
        sessions.actor_id,
        sessions.started_at::date as on_day,
        masks.hours,
    from sessions
    join masks using (session_key)
    where not sessions.is_inferred
),
compared as (
    select
        near.session_key,
        near.lane_no,
        near.hours,
        near.earliest,
        near.latest_at,
        count(distinct others.on_day) as day_count,
        bit_or(others.hours) as other_hours,
    from near
    join others
        on others.actor_id = near.actor_id
        and others.session_key <> near.session_key
    group by all
)
select
    session_key,
    lane_no,
    null as grade,
    {
        'from_hour': strftime(earliest.at, '%H:%M'),
        'until_hour': strftime(latest_at, '%H:%M'),
        'day_count': day_count,
        'within': $hours_apart_h::bigint,
    } as fields,
    [earliest.id] as event_ids,
from compared
where day_count >= $hours_known_days
    and hours & other_hours = 0;
