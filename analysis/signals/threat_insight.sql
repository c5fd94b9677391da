-- title = "ThreatInsight"
-- claim = "Okta's ThreatInsight named an address of the second client near the session, or suspected a request of this client."
-- why = "Okta sees an address attack other tenants; it says so where the person is not yet known, so nobody looks."
-- family = "okta"
-- weighed = "named: seen on 0 lanes of the made-up tenants, too few to weigh; 15 is a judgement; suspected: seen on 0 lanes of the made-up tenants, too few to weigh; 12 is a judgement"
-- attack = "T1110"
-- needs = []
-- blind = "Tenants where ThreatInsight is off, and addresses that attack for the first time."
-- says = "Okta's ThreatInsight {opinion}."
-- steps = [
--     "Search eventType security.threat.detected with this client.ipAddress for a day around the divergence: which names, how many?",
--     "Look at transaction.id of the record: which other events does the request hold?",
-- ]
-- source = "help.okta.com on ThreatInsight's System Log events"
-- reads = ["lane_facts", "lane_events", "person_events"]
-- shared_params = ["many_people", "threat_window_h"]
--
-- [points]
-- named = 15
-- suspected = 12
--
-- [false_positives]
-- shared_exit = "Somebody else behind the same exit of a shared network attacked: addresses of many people here are left out."

with addresses as (
    select
        lane_facts.session_key,
        lane_facts.lane_no,
        lane_facts.first_at,
        lane_facts.last_at,
        lane_events.address,
        min({'at': lane_events.occurred_at, 'id': lane_events.event_id}).id as event_id,
    from lane_facts
    join lane_events using (session_key, lane_no)
    where lane_facts.is_candidate
        and lane_facts.person_count < $many_people
        and lane_events.address in (select address from person_events where what = 'threat')
    group by all
),
threats as (
    select
        addresses.session_key,
        addresses.lane_no,
        addresses.address,
        addresses.event_id as lane_event_id,
        person_events.event_id,
        person_events.occurred_at,
        coalesce(person_events.outcome, 'unknown') as outcome,
        person_events.event_type = 'security.threat.detected' as is_named,
        coalesce(
            person_events.session_key = addresses.session_key
            and person_events.lane_no = addresses.lane_no,
            false
        ) as is_own,
    from addresses
    join person_events
        on person_events.address = addresses.address
        and person_events.occurred_at >= addresses.first_at - to_hours($threat_window_h::integer)
        and person_events.occurred_at <= addresses.last_at + to_hours($threat_window_h::integer)
    where person_events.what = 'threat'
),
graded as (
    select
        *,
        case
            when is_named then 'named'
            when is_own then 'suspected'
        end as grade,
        count(*) filter (where is_named) over (partition by session_key, lane_no) as named_count,
        count(*) filter (where is_named and outcome <> 'ALLOW') over (
            partition by session_key, lane_no
        ) as stopped_count,
    from threats
),
ranked as (
    select
        *,
        row_number() over (
            partition by session_key, lane_no
            order by is_named desc, occurred_at, event_id
        ) as place_no,
    from graded
    where grade is not null
)
select
    session_key,
    lane_no,
    grade,
    {
        'opinion': case
            when grade = 'suspected' then 'suspected a request of this client from ' || address
            else 'named ' || address || ' in ' || case
                when named_count = 1 then 'one request'
                else named_count || ' requests'
            end || case
                when stopped_count = 0 then ', let through (ALLOW)'
                when stopped_count = named_count then ', stopped (' || outcome || ')'
                else ', ' || stopped_count || ' of them stopped'
            end
        end,
        'elsewhere': case when not is_own then event_id end,
    } as fields,
    [case when is_own then event_id else lane_event_id end] as event_ids,
from ranked
where place_no = 1;
