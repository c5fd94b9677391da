-- title = "Okta's own opinion"
-- claim = "Okta itself rated events of the second client as risky or unusual, refused them for session binding, or suspected a hijack."
-- why = "Okta sees more than it logs; its binding and hijack events exist for this."
-- family = "okta"
-- weighed = "behaviours: weight of evidence 0.3: in 15 of 100 stolen lanes and 11 of 100 honest ones; fitted 5; binding: seen on 0 lanes of the made-up tenants, too few to weigh; 25 is a judgement; high: weight of evidence 2.0: in 36 of 100 stolen lanes and 4.9 of 100 honest ones; fitted 9"
-- attack = "T1539"
-- needs = ["risk"]
-- blind = "Risk is rated at policy evaluations only; honest travel is rated high too."
-- says = "Okta on events of this client: {opinion}."
-- steps = [
--     "Read securityContext.risk and debugData.behaviors of the events named here.",
--     "Compare with how Okta rated this person's other travel.",
-- ]
-- source = "Okta customer detections: client roaming, session hijack, behaviours"
-- reads = ["lane_facts", "lane_events", "events"]
--
-- [points]
-- binding = 25
-- high = 9
-- behaviours = 5
--
-- [false_positives]
-- travel = "A new place and a new network are rated high for honest travellers."

with opinions as (
    select
        lane_events.session_key,
        lane_events.lane_no,
        lane_events.event_id,
        lane_events.occurred_at,
        lane_events.event_type,
        concat_ws(' ', events.debug_risk, events.risk, events.log_only_security_data) as risk_text,
        concat_ws(' ', events.behaviors, events.log_only_security_data) as behavior_text,
        contains(events.debug_risk, 'suspected to be hijacked') as is_hijack,
    from lane_events
    join lane_facts using (session_key, lane_no)
    join events using (event_id)
    where lane_facts.is_candidate
        and lane_events.kind <> 'app'
),
graded as (
    select
        *,
        list_distinct(regexp_extract_all(
            behavior_text,
            '(New Geo-Location|New Country|New Device|Velocity)[A-Za-z ]*"?\s*[=:]\s*"?POSITIVE', 1
        )) as behavior_names,
        case
            when event_type = 'security.session.detect_client_roaming' or is_hijack then 'binding'
            when regexp_matches(risk_text, '(?i)"?level"?\s*[=:]\s*"?HIGH') then 'high'
            when len(behavior_names) > 0 then 'behaviours'
        end as grade,
    from opinions
),
ranked as (
    select
        *,
        row_number() over (
            partition by session_key, lane_no
            order by
                list_position(['binding', 'high', 'behaviours'], grade),
                len(behavior_names) desc,
                occurred_at,
                event_id
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
            when is_hijack then 'the session is suspected to be hijacked'
            when grade = 'binding' then 'the session was used from another network than it is bound to'
            when grade = 'high' then 'risk HIGH'
            else 'behaviours ' || array_to_string(list_sort(behavior_names), ', ')
        end,
    } as fields,
    [event_id] as event_ids,
from ranked
where place_no = 1;
