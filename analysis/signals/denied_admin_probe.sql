-- title = "administration refused"
-- claim = "Administration was refused to the second client or it was asked for a factor there, and it never got in."
-- why = "Who holds a stolen session tries its doors: in 2023 the console was refused before anything else was noticed."
-- family = "acts"
-- weighed = "once: weight of evidence 8.0: in 2.5 of 100 stolen lanes and 0 of 100 honest ones; fitted 8; several: seen on 0 lanes of the made-up tenants, too few to weigh; 14 is a judgement"
-- attack = "T1538"
-- needs = []
-- blind = "Reads by API that are refused are mostly not logged. Who got in after all is told under refused, then API."
-- says = "Administration was refused to this client {attempts}, first by {first_event}, and it never got in."
-- steps = [
--     "Read outcome.reason and debugContext.debugData.requestUri of the refusals in the 30 minutes after the divergence.",
--     "Ask the person whether they tried to open the Admin Console at that minute, and from where.",
-- ]
-- source = "BeyondTrust, 20 October 2023; Okta customer detections: access to the admin console denied"
-- reads = ["lane_facts", "lane_events", "event_kinds", "person_events"]
--
-- [points]
-- once = 8
-- several = 14
--
-- [params.probe_several]
-- value = 3
-- unit = "refusals"
-- why = "a person tries again once; who tries three times is looking for a way in"
--
-- [false_positives]
-- answered = "An administrator on the road is asked for a factor and answers: they got in."
-- app_refused = "An ordinary app refused by policy is no administration."

with refusals as (
    select
        lane_facts.session_key,
        lane_facts.lane_no,
        lane_events.event_id,
        lane_events.occurred_at,
        lane_events.event_type,
        lane_events.outcome,
    from lane_facts
    join lane_events using (session_key, lane_no)
    join event_kinds using (event_type)
    where lane_facts.is_candidate
        and lane_events.outcome in ('DENY', 'CHALLENGE', 'FAILURE')
        and (
            event_kinds.kind = 'admin'
            or lane_events.event_type = 'security.protected_action.attempt'
        )
    union
    select
        lane_facts.session_key,
        lane_facts.lane_no,
        person_events.event_id,
        person_events.occurred_at,
        person_events.event_type,
        person_events.outcome,
    from lane_facts
    join person_events using (session_key, lane_no)
    where lane_facts.is_candidate
        and person_events.what = 'console refused'
),
counted as (
    select
        session_key,
        lane_no,
        count(*) as refusal_count,
        min(occurred_at) as refused_at,
        min({'at': occurred_at, 'id': event_id, 'type': event_type, 'outcome': outcome})
            as earliest,
        list(event_id order by occurred_at, event_id) as event_ids,
    from refusals
    group by session_key, lane_no
),
got_in as (
    select distinct
        counted.session_key,
        counted.lane_no,
    from counted
    join lane_events using (session_key, lane_no)
    where lane_events.kind = 'admin'
        and lane_events.is_act
        and lane_events.occurred_at >= counted.refused_at
)
select
    session_key,
    lane_no,
    case when refusal_count >= $probe_several then 'several' else 'once' end as grade,
    {
        'attempts': case
            when refusal_count = 1 then 'once'
            when refusal_count = 2 then 'twice'
            else refusal_count || ' times'
        end,
        'first_event': earliest.type || ' (' || earliest.outcome || ')',
    } as fields,
    event_ids[1:50] as event_ids,
from counted
anti join got_in using (session_key, lane_no);
