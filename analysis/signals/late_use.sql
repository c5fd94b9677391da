-- title = "late use"
-- claim = "The session was hours old when the second client came, or the origin had been silent for hours."
-- why = "A stolen session is used as long as it lives; a limit on its life would have ended this one."
-- family = "concurrency"
-- weighed = "long_after_origin: weight of evidence 2.1: in 2.7 of 100 stolen lanes and 0.34 of 100 honest ones; fitted 9"
-- attack = "T1550.004"
-- needs = []
-- blind = "Where the sign-in is not in the export the session is older than it looks."
-- says = "{reading}."
-- steps = [
--     "Read the limits of the global session policy: would this session have been too old?",
--     "Ask the person when they stopped work, and whether a browser was left open.",
-- ]
-- source = "Okta: Admin Console sessions of 12 hours at most since January 2024; checklist of the 2023 case: late replay"
-- reads = ["lane_facts", "lanes", "sessions"]
--
-- [points]
-- long_after_origin = 9
-- old = 0
--
-- [params.old_session_h]
-- value = 12
-- unit = "hours"
-- why = "the limit that Okta gives Admin Console sessions by default"
--
-- [params.origin_silent_h]
-- value = 8
-- unit = "hours"
-- why = "a night or a working day without a sign of the person"
--
-- [false_positives]
-- overnight = "A laptop that slept at home and wakes elsewhere comes hours after: worth little."

with ages as (
    select
        lane_facts.session_key,
        lane_facts.lane_no,
        lane_facts.first_event_id,
        lane_facts.first_at,
        date_diff('second', sessions.started_at, lane_facts.first_at) / 3600.0 as age_h,
        date_diff('second', origins.last_at, lane_facts.first_at) / 3600.0 as silent_h,
        lane_facts.has_assumed_origin,
    from lane_facts
    join sessions using (session_key)
    join lanes as origins
        on origins.session_key = lane_facts.session_key
        and origins.lane_no = lane_facts.origin_lane_no
    where lane_facts.is_candidate
)
select
    session_key,
    lane_no,
    case when silent_h >= $origin_silent_h then 'long_after_origin' else 'old' end as grade,
    {
        'reading': case
            when silent_h >= $origin_silent_h
                then 'This client came ' || floor(silent_h)::bigint
                    || ' h after the last event of the origin'
            else 'The session was ' || floor(age_h)::bigint || ' h old'
                || case when has_assumed_origin then ' or more' else '' end
                || ' when this client came'
        end,
        'age': floor(age_h)::bigint,
    } as fields,
    [first_event_id] as event_ids,
from ages
where silent_h >= $origin_silent_h
    or age_h >= $old_session_h;
