-- title = "refused, then API"
-- claim = "A policy refused or challenged the second client, which showed no factor and still did administration or got tokens on the same session."
-- why = "BeyondTrust, October 2023: policy blocked the console, so the thief used the API with the same cookie."
-- family = "acts"
-- points = 25
-- weighed = "weight of evidence 6.7: in 9.5 of 100 stolen lanes and 0.01 of 100 honest ones; fitted 25"
-- attack = "T1550.004"
-- needs = []
-- blind = "Tenants whose policy does not ask again; a thief who gets a push approved afterwards."
-- says = "Refused or challenged {attempts} without an answer, then {acts} on the same session."
-- steps = [
--     "Read debugContext.debugData.requestUri of the acts: /api/v1 or pages?",
--     "Look for a successful factor of this client between refusal and act.",
-- ]
-- source = "BeyondTrust, 20 October 2023"
-- reads = ["lane_facts", "lane_events"]
--
-- [false_positives]
-- late_answer = "A person who answers the challenge shows a factor from the same client."

with refusals as (
    select
        session_key,
        lane_no,
        count(*) as attempt_count,
        min(occurred_at) as refused_at,
    from lane_events
    where outcome in ('DENY', 'CHALLENGE', 'FAILURE')
        and (event_type like 'policy.%' or event_type in (
            'user.session.access_admin_app', 'application.policy.sign_on.deny_access'
        ))
    group by session_key, lane_no
),
after_refusal as (
    select
        lane_events.session_key,
        lane_events.lane_no,
        count(*) filter (where lane_events.kind in ('admin', 'token')) as act_count,
        bool_or(lane_events.kind = 'factor') as is_answered,
        list(lane_events.event_id order by lane_events.occurred_at, lane_events.event_id)
            filter (where lane_events.kind in ('admin', 'token')) as event_ids,
    from lane_events
    join refusals using (session_key, lane_no)
    where lane_events.is_act
        and lane_events.occurred_at >= refusals.refused_at
    group by lane_events.session_key, lane_events.lane_no
)
select
    lane_facts.session_key,
    lane_facts.lane_no,
    null as grade,
    {
        'attempts': case
            when refusals.attempt_count = 1 then 'once'
            else refusals.attempt_count || ' times'
        end,
        'acts': case
            when after_refusal.act_count = 1 then 'one act of administration or token'
            else after_refusal.act_count || ' acts of administration or tokens'
        end,
    } as fields,
    after_refusal.event_ids[1:50] as event_ids,
from lane_facts
join refusals using (session_key, lane_no)
join after_refusal using (session_key, lane_no)
where is_candidate
    and after_refusal.act_count > 0
    and not after_refusal.is_answered;
