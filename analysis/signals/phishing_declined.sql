-- title = "phishing declined"
-- claim = "In the hours before the second client came, FastPass declined a phishing attempt on the person."
-- why = "FastPass tells a copied sign-in page from the real one; the person may have signed in there by another factor a minute later."
-- family = "okta"
-- points = 12
-- weighed = "seen on 0 lanes of the made-up tenants, too few to weigh; 12 is a judgement"
-- attack = "T1566.002"
-- needs = []
-- blind = "Only FastPass declines; a person without it is phished unseen. A thief who signs in himself is the origin and no second client."
-- says = "FastPass declined a phishing attempt on this person at {at} UTC, {hours} h before this client came."
-- steps = [
--     "Search outcome.reason for \"FastPass declined phishing attempt\" in the 24 hours before the divergence: which other people?",
--     "Ask the person which link they followed, and look for their sign-ins by another factor in the hour after it.",
-- ]
-- source = "Okta customer detections; the same rule at Elastic, Panther, Sigma, Splunk, Chronicle, Sentinel and Datadog"
-- reads = ["lane_facts", "person_events"]
-- shared_params = ["threat_window_h"]
--
-- [false_positives]
-- test = "A phishing exercise or an own proxy in front of the sign-in page is declined too: look whether it names many people on one day."

with declined as (
    select
        lane_facts.session_key,
        lane_facts.lane_no,
        lane_facts.first_at,
        lane_facts.first_event_id,
        person_events.occurred_at,
        person_events.event_id,
        person_events.session_key as own_session_key,
        row_number() over (
            partition by lane_facts.session_key, lane_facts.lane_no
            order by person_events.occurred_at desc, person_events.event_id
        ) as place_no,
    from lane_facts
    join person_events
        on person_events.person_id = lane_facts.actor_id
        and person_events.occurred_at <= lane_facts.first_at
        and person_events.occurred_at >= lane_facts.first_at - to_hours($threat_window_h::integer)
    where lane_facts.is_candidate
        and person_events.what = 'phishing declined'
)
select
    session_key,
    lane_no,
    null as grade,
    {
        'at': strftime(occurred_at, '%Y-%m-%d %H:%M'),
        'hours': floor(date_diff('second', occurred_at, first_at) / 3600.0)::bigint,
        'elsewhere': case when own_session_key is distinct from session_key then event_id end,
    } as fields,
    [
        case when own_session_key = session_key then event_id else first_event_id end
    ] as event_ids,
from declined
where place_no = 1;
